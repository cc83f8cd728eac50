// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package marked

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay"
)

var factNumber = regexp.MustCompile(`^(\d+): `)

// fact reads one line of facts, what stands behind "> ".
func (b *block) fact(line string) *Fault {
	column := 3
	n := 1
	if m := factNumber.FindStringSubmatch(line); m != nil {
		n, _ = strconv.Atoi(m[1])
		line = line[len(m[0]):]
		column += len(m[0])
	}
	q := b.quotes[n]
	if q == nil {
		return fault(3, fmt.Sprintf("facts on relation %d, which has no mark", n), fmt.Sprintf("mark it ([q%d:…], [s%d:…], [c%d:…]) above, or take the line out", n, n, n))
	}
	vias := 0
	for _, f := range splitFacts(line) {
		if bad := setFact(q, strings.TrimSpace(f), &vias); bad != nil {
			bad.Column = column + utf8.RuneCountInString(f) - utf8.RuneCountInString(strings.TrimLeft(f, " "))
			return bad
		}
		column += utf8.RuneCountInString(f) + 1
	}
	return nil
}

// splitFacts cuts at semicolons that no backslash stands before.
func splitFacts(line string) []string {
	var out []string
	start := 0
	for i := 0; i < len(line); i++ {
		if line[i] == ';' && (i == 0 || line[i-1] != '\\') {
			out = append(out, line[start:i])
			start = i + 1
		}
	}
	return append(out, line[start:])
}

var (
	speakerFact = regexp.MustCompile(`^= (.+?) \((\w+), ([\w-]+)\)$`)
	viaFact     = regexp.MustCompile(`^via (.+?)(?: \((person|organization|outlet|anonymous)\))?$`)
)

func setFact(q *hearsay.Quotation, f string, vias *int) *Fault {
	switch {
	case f == "direct" || f == "indirect" || f == "mixed":
		q.Mode = hearsay.Mode(f)
	case f == string(hearsay.Extended):
		q.Profile = hearsay.Extended
	case isPolarity(f):
		q.Polarity = hearsay.Polarity(f)
	case strings.HasPrefix(f, "in "):
		n, err := strconv.Atoi(f[3:])
		if err != nil {
			return fault(0, fmt.Sprintf("%q names no relation", f), "write \"in 3\" for the relation whose content holds this one")
		}
		q.Within = n
	case strings.HasPrefix(f, "via "):
		setVia(q, f, vias)
	case strings.HasPrefix(f, "= "):
		m := speakerFact.FindStringSubmatch(f)
		if m == nil {
			return fault(0, fmt.Sprintf("%q is not \"= NAME (kind, how)\"", f), "write, for example, \"= Ida Falk (person, surname)\"")
		}
		q.Speaker = hearsay.Speaker{Agent: hearsay.Agent{Name: plain(m[1]), Kind: hearsay.AgentKind(m[2])}, How: m[3]}
	case f != "" && !strings.Contains(f, " "):
		q.Flags = append(q.Flags, hearsay.Flag(f))
	case f != "":
		return fault(0, fmt.Sprintf("unknown fact %q", f), "facts are a mode, a polarity, \"extended\", flags, \"in N\", \"via NAME\" and \"= NAME (kind, how)\", with semicolons between")
	}
	return nil
}

// setVia names the next medium: one that is marked, or one without words.
func setVia(q *hearsay.Quotation, f string, vias *int) {
	if *vias >= len(q.Via) {
		q.Via = append(q.Via, hearsay.Via{Agent: hearsay.Agent{Kind: hearsay.Outlet}})
	}
	if m := viaFact.FindStringSubmatch(f); m != nil {
		a := &q.Via[*vias].Agent
		a.Name = plain(m[1])
		if m[2] != "" {
			a.Kind = hearsay.AgentKind(m[2])
		}
	}
	*vias++
}

// plain takes the backslashes off a name.
func plain(name string) string { return strings.ReplaceAll(name, `\;`, ";") }

func isPolarity(f string) bool {
	switch hearsay.Polarity(f) {
	case hearsay.Asserted, hearsay.Denied, hearsay.Declined, hearsay.Questioned, hearsay.Hypothetical, hearsay.Future, hearsay.NotSaid:
		return true
	}
	return false
}
