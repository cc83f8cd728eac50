// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
)

// inherit ties articles whose variants have an edit in common that most do not
// have: another word, another number, a denial lost, another speaker. Two people who
// hear the same sentence do not mishear it alike; who copies does. What may be left
// out by anybody, a hedge or an end, tells nothing.
//
// "Most" are counted among the first articles of the hearings that are known without
// this, so that copies do not count: with them, one copy more could undo a tie.
func (h *hearer) inherit(l *hearsay.Lineage) {
	edits := h.edits()
	firsts := h.firsts(l)
	holders := map[string][]int32{}
	for i, list := range edits {
		for _, e := range list {
			holders[e] = append(holders[e], int32(i))
		}
	}
	for i := range edits { // in order, not in that of the map
		for _, e := range edits[i] {
			list := holders[e]
			with := 0
			for _, k := range list {
				if firsts[k] {
					with++
				}
			}
			if 2*with > len(firsts) {
				continue // then the base is what was changed
			}
			for _, k := range list {
				h.tie(list[0], k, "both have the words changed in the same way, "+e)
			}
		}
	}
}

// edits are, by article, how its variants differ from the base, in words.
func (h *hearer) edits() [][]string {
	f := h.family
	base := &f.Variants[f.Base]
	units := unitsOf(base.Exact)
	known := map[string][]string{}
	out := make([][]string, len(h.ids))
	for i := range f.Variants {
		v := &f.Variants[i]
		if v.Article.IsZero() || v.Anchored || indirect(v.Mode) || indirect(base.Mode) {
			continue
		}
		list, ok := known[v.Exact]
		if !ok {
			list = oddities(units, unitsOf(v.Exact))
			known[v.Exact] = list
		}
		at := h.at[v.Article]
		out[at] = append(out[at], list...)
		if len(f.Speakers) > 1 && kin(f.Speakers[0], v.Speaker) == two {
			out[at] = append(out[at], "given to "+v.Speaker.Name)
		}
	}
	for i := range out {
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out
}

// firsts are the articles that the groups begin with: the first of each that is from
// no other article of the family.
func (h *hearer) firsts(l *hearsay.Lineage) map[int32]bool {
	from := map[int32]bool{}
	for i := range l.Derivations {
		d := &l.Derivations[i]
		a, okA := h.at[d.Derived]
		if _, okB := h.at[d.From.Article]; okA && okB && !d.Undecided {
			from[a] = true
		}
	}
	first := map[int32]int32{}
	for i := range h.ids {
		root := h.groups.Root(int32(i))
		if k, ok := first[root]; !ok || from[k] && !from[int32(i)] {
			first[root] = int32(i)
		}
	}
	out := map[int32]bool{}
	for _, i := range first {
		out[i] = true
	}
	return out
}

// oddities are the edits of a variant that no two hearers make alike, in words.
func oddities(a, b []unit) []string {
	d := changes(a, b, false)
	var out []string
	for _, s := range d.Steps {
		switch s.Kind {
		case hearsay.Substituted, hearsay.QuoteInserted, hearsay.NumberChanged, hearsay.NegationAdded, hearsay.NegationLost:
			out = append(out, fmt.Sprintf("%s: “%s”, “%s”", s.Kind, wordsIn(a, s.Base), wordsIn(b, s.Variant)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wordsIn are the words of the units in a span.
func wordsIn(units []unit, s hearsay.Span) string {
	var out []string
	for i := range units {
		if s.Contains(units[i].span) && units[i].span.Len() > 0 {
			out = append(out, strings.TrimPrefix(units[i].key, "#"))
		}
	}
	return strings.Join(out, " ")
}
