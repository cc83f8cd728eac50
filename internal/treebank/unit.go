// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package treebank

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// A Unit is an elementary discourse unit, about a clause. Units follow one
// another in the text.
type Unit struct {
	Words    []string
	Head     int // the unit it depends on, counted from 0; -1 for the root
	Relation string
}

// IsAttribution reports units that say who says what their head holds: "the
// minister told the court".
func (u *Unit) IsAttribution() bool { return strings.HasPrefix(u.Relation, "attribution-positive") }

// rsd reads a file of discourse dependencies: a unit a line, its columns apart by
// tabs; the seventh is the head's number, counted from 1.
func rsd(r io.Reader) ([]Unit, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var out []Unit
	for line := range bytes.Lines(data) {
		f := strings.Split(strings.TrimSpace(string(line)), "\t")
		if len(f) < 8 {
			continue
		}
		head, err := strconv.Atoi(f[6])
		if err != nil {
			return nil, err
		}
		out = append(out, Unit{Words: strings.Fields(f[1]), Head: head - 1, Relation: f[7]})
	}
	return out, nil
}
