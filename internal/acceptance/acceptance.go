// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package acceptance counts the numbered cases that quotations are held to: 95
// patterns of news prose, each with the analysis that a person wants. The cases
// stand in testdata/cases of package quote, where README.md says how to add one.
package acceptance

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"hearsay/internal/marked"
)

// Cases is how many numbered cases there are.
const Cases = 95

// A Tally says of each case whether all its texts came out as wanted. The zero
// Tally has seen none.
type Tally struct {
	seen, wrong [Cases + 1]bool
}

// Add counts one text of a case. Texts without a number are not counted.
func (c *Tally) Add(x marked.Text, right bool) {
	n := x.Case()
	if n < 1 || n > Cases {
		return
	}
	c.seen[n] = true
	c.wrong[n] = c.wrong[n] || !right
}

// Missing lists the cases that no text was counted for.
func (c *Tally) Missing() []int {
	return c.list(func(n int) bool { return !c.seen[n] })
}

// String says how many cases are right, and which are wrong.
func (c *Tally) String() string {
	right := c.list(func(n int) bool { return c.seen[n] && !c.wrong[n] })
	wrong := c.list(func(n int) bool { return c.wrong[n] })
	if len(wrong) == 0 {
		return fmt.Sprintf("%d of %d acceptance cases", len(right), Cases)
	}
	return fmt.Sprintf("%d of %d acceptance cases; wrong: %s", len(right), Cases, strings.Trim(fmt.Sprint(wrong), "[]"))
}

func (c *Tally) list(want func(n int) bool) []int {
	var out []int
	for n := 1; n <= Cases; n++ {
		if want(n) {
			out = append(out, n)
		}
	}
	return out
}

// Wanted reads the wanted analyses from the goldens that match pattern, the last
// file of each, and from files of known failures.
func Wanted(t *testing.T, pattern string, known ...string) []marked.Text {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no goldens match %s (%v)", pattern, err)
	}
	var out []marked.Text
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil || len(ar.Files) == 0 {
			t.Fatalf("%s: no golden (%v)", path, err)
		}
		out = append(out, parse(t, path, ar.Files[len(ar.Files)-1].Data)...)
	}
	for _, path := range known {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, parse(t, path, data)...)
	}
	return out
}

func parse(t *testing.T, path string, data []byte) []marked.Text {
	t.Helper()
	texts, err := marked.Parse(string(data))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return texts
}
