// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"fmt"
	"sort"
	"strings"
	"testing"
)

const (
	paragraphA = "The minister told the newspaper that the strait would stay open until the count, which begins in the autumn and lasts for six weeks, and that no boat would be turned back."
	paragraphB = "Forty boats went out on Tuesday evening, the harbour master said, and forty came home again before the fog that the forecasters had promised closed the harbour for the night."
	paragraphC = "A treaty that nobody reads is a napkin, said the skipper, who has signed three of them in his time and kept the pen of the first one in a drawer of the wheelhouse."
)

func TestFindRepeats(t *testing.T) {
	tests := []struct {
		name  string
		texts []string
		aside []bool
		want  string // block: repeated words → block: words that they repeat
	}{
		{"nothing", []string{paragraphA, paragraphB}, nil, ""},
		{"a paragraph again", []string{paragraphA, paragraphB, paragraphA}, nil, "2 all of 0 all"},
		{"the second half again", []string{paragraphA, paragraphB, paragraphC, paragraphB, paragraphC}, nil, "3 all of 1 all; 4 all of 2 all"},
		{"pasted behind a new sentence", []string{paragraphA, "And this is new here. " + paragraphA}, nil, "1 cut The min… of 0 all"},
		{"pasted before a new sentence", []string{paragraphA, paragraphA + " And this is new here."}, nil, "1 cut The min… of 0 all"},
		{"one letter changed is still a repeat", []string{paragraphA, strings.Replace(paragraphA, "count", "counting", 1)}, nil, "1 all of 0 all"},
		{"a question asked of everybody", []string{"What do you cook for yourself on Sundays, then?", paragraphA, "What do you cook for yourself on Sundays, then?", paragraphB}, nil, ""},
		{"a pull quote before its paragraph", []string{"A treaty that nobody reads is a napkin", paragraphC}, []bool{true, false}, "0 all of 1 A treat…"},
		{"a pull quote after its paragraph", []string{paragraphC, "A treaty that nobody reads is a napkin"}, []bool{false, true}, "1 all of 0 A treat…"},
		{"a short line said twice", []string{"Meal 1", "Meal 1", "Meal 1"}, nil, ""},
		{"empty", []string{"", ""}, nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			aside := test.aside
			if aside == nil {
				aside = make([]bool, len(test.texts))
			}
			if got := printRepeats(test.texts, findRepeats(test.texts, aside)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func printRepeats(texts []string, found map[int]repetition) string {
	var out []string
	for i, r := range found {
		cut := "all"
		if r.cut.Len() < len(texts[i]) {
			cut = "cut " + strings.TrimSpace(r.cut.In(texts[i]))[:7] + "…"
		}
		of := "all"
		if r.of.span.Len() < len(texts[r.of.block]) {
			of = r.of.span.In(texts[r.of.block])[:7] + "…"
		}
		out = append(out, fmt.Sprintf("%d %s of %d %s", i, cut, r.of.block, of))
	}
	sort.Strings(out)
	return strings.Join(out, "; ")
}
