// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"hearsay/bench/provenance"
	"hearsay/bench/provenance/plant"
)

// TestSharedIsPlanted: two articles that have eight words of a sentence in a row
// in common are tied by edges, or the words are noise.
func TestSharedIsPlanted(t *testing.T) {
	everySet(t, func(t *testing.T, _ int, set *plant.Set) {
		group := groups(set)
		first := map[string]string{} // words to the first article that has them
		for _, a := range set.Articles {
			for _, gram := range gramsOf(a) {
				other, seen := first[gram]
				if !seen {
					first[gram] = a.ID
					continue
				}
				if group[other] != group[a.ID] {
					t.Errorf("%s and %s share %q", other, a.ID, gram)
				}
			}
		}
	})
}

// groups names articles that are tied, by edges or by one unseen source.
func groups(set *plant.Set) map[string]string {
	up := map[string]string{}
	root := func(x string) string {
		for up[x] != "" && up[x] != x {
			x = up[x]
		}
		return x
	}
	for _, e := range set.Truth.Edges {
		a, b := root(e.Derived), root(e.From)
		up[max(a, b)] = min(a, b)
	}
	out := map[string]string{}
	for _, a := range set.Articles {
		out[a.ID] = root(a.ID)
	}
	return out
}

var ends = regexp.MustCompile(`[.:!?]”? |[“”—]`)

const words = 8

// gramsOf are the runs of eight words within the sentences of a text, without
// those that any desk writes.
func gramsOf(a provenance.Article) []string {
	var out []string
	text := a.Text
	if _, body, ok := strings.Cut(a.HTML, "</h1>"); ok {
		text = (&provenance.Article{HTML: body}).Plain() // headlines are few words about one thing
	}
	for paragraph := range strings.Lines(text) {
		if has(paragraph, footers) {
			continue
		}
		for _, sentence := range ends.Split(paragraph, -1) {
			if has(sentence, formulas) {
				continue
			}
			w := strings.Fields(strings.ToLower(sentence))
			for i := 0; i+words <= len(w); i++ {
				out = append(out, strings.Join(w[i:i+words], " "))
			}
		}
	}
	return out
}

// The noise: what outlets put under everything, what any desk writes, and how
// quotations and reports are attributed.
var (
	footers  = []string{"the newsroom of", "supported by its readers", "the morning letter of"}
	formulas = []string{
		"respond to a request for comment", "declined to comment", "condition of anonymity", "could not immediately be reached",
		"developing story", "anyone with information", "could not be independently", "immediately available",
		" told ", " remarked", "who is ", "was reported by", "first appeared in", "said in a", "said at a press", "first reported by", " reported on ", "reports that", "a report by",
	}
)

func has(text string, any []string) bool {
	return slices.ContainsFunc(any, func(s string) bool { return strings.Contains(text, s) })
}
