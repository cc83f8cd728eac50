// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package sample_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/internal/sample"
)

func TestParseTruth(t *testing.T) {
	const text = `# a comment

article b
  story s
  published 2025-03-10T12:05:00Z
  shows text | 10 March 2025
  from a | copies | uncredited | 12 words | -
  from ghost | quotes | credited | - | by name
  beside c | independent
  planted typo | emply

query sample
  words 9
  direction unknown | nothing decides
`
	want := &sample.Truth{
		Articles: []sample.Article{{
			Slug: "b", Story: "s",
			Published: time.Date(2025, 3, 10, 12, 5, 0, 0, time.UTC),
			Shows:     []sample.Claim{{Basis: "text", Value: "10 March 2025"}},
			From: []sample.Descent{
				{Parent: "a", Relation: hearsay.Copies, Words: 12},
				{Parent: "ghost", Relation: hearsay.Quotes, Credited: true, Note: "by name"},
			},
			Beside:  []sample.Beside{{Article: "c", Relation: sample.Independent}},
			Planted: []sample.Noted{{Name: "typo", Note: "emply"}},
		}},
		Query: sample.Expected{Words: 9, Direction: hearsay.UnknownSide, Why: "nothing decides"},
	}
	got, err := sample.ParseTruth(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseTruthNamesTheLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"paper x", `line 1: no entry of kind "paper"`},
		{"article", `line 1: article has no name`},
		{"  story s", `line 1: field "story" before any entry`},
		{"article a\n  colour red", `line 2: article has no field "colour"`},
		{"unseen a\n  story s", `line 2: unseen has no field "story"`},
		{"chain a\n  link x", `line 2: chain has no field "link"`},
		{"outlet a\n  score 9", `line 2: outlet has no field "score"`},
		{"article a\n\n  published Monday", `line 3: "Monday" is not a time`},
		{"article a\n  from b | stole | credited | - | -", `line 2: no relation "stole"`},
		{"article a\n  from b | copies | perhaps | - | -", `line 2: "perhaps" is neither credited nor uncredited`},
		{"article a\n  from b | copies | credited | many words | -", `line 2: "many" is not a number`},
		{"article a\n  from b | copies", `line 2: 2 parts where 5 belong`},
		{"story a\n  members o | x", `line 2: members of "o" do not follow their origin`},
		{"story a\n  origin p | r | w\n  members o | x", `line 3: members of "o" do not follow their origin`},
		{"query sample\n  words -1", `line 2: "-1" is not a number`},
	} {
		got, err := sample.ParseTruth(c.text)
		if got != nil || !errors.Is(err, hearsay.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, %v; want an error with %q", c.text, got, err, c.want)
		}
	}
}

func FuzzParseTruth(f *testing.F) {
	whole, err := os.ReadFile("truth.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, entry := range strings.Split(string(whole), "\n\n")[1:12] {
		f.Add(entry)
	}
	f.Add("chain a\n  step A | person | told | - | x\nstory s\n  origins 2\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := sample.ParseTruth(text)
		if (got == nil) == (err == nil) {
			t.Fatalf("truth %v with error %v", got, err)
		}
		if err != nil && !errors.Is(err, hearsay.ErrInvalid) {
			t.Fatalf("error of no kind: %v", err)
		}
	})
}
