// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cluster

import (
	"slices"
	"sort"

	"hearsay"
)

// Two spans of one text are one witness when they share 4/5 of the longer one
// (passim's figure). In whole numbers, so that no rounding decides.
const (
	sameOf = 4
	sameIn = 5
)

// same reports whether s and t are one witness.
func same(s, t hearsay.WordSpan) bool {
	return sameIn*s.Overlap(t) >= sameOf*max(s.Len(), t.Len())
}

// nearest returns the index, of n spans ordered by where they start, of the one
// that is the same witness as s and most like it, the first among equals; or -1.
// It takes O(log n) and the spans that start within a quarter of s's length.
func nearest(n int, at func(int) hearsay.WordSpan, s hearsay.WordSpan) int {
	// Neither end of a span that is the same can be further away than a fifth
	// of the longer one, which is a quarter of s at most.
	reach := s.Len()/4 + 1
	best, bestOverlap, bestLength := -1, 0, 1
	for i := sort.Search(n, func(i int) bool { return at(i).From >= s.From-reach }); i < n && at(i).From <= s.From+reach; i++ {
		t := at(i)
		overlap, length := s.Overlap(t), max(s.Len(), t.Len())
		if same(s, t) && overlap*bestLength > bestOverlap*length {
			best, bestOverlap, bestLength = i, overlap, length
		}
	}
	return best
}

// Part says that one witness lies within another of the same article: Inner and
// Outer are indices of the slice given to [Parts].
type Part struct{ Inner, Outer int }

// Parts finds which witnesses of one article, ordered by Words, lie within which
// others, by four fifths of their words at least. It takes O(n log n) and the
// pairs that overlap. Containment is found when it is asked for and not stored:
// it is there in the spans, and nothing needs mending when a witness goes.
func Parts(witnesses []hearsay.Witness) []Part {
	var out []Part
	for o, outer := range witnesses {
		reach := outer.Words.Len() / 4
		from := sort.Search(len(witnesses), func(i int) bool { return witnesses[i].Words.From >= outer.Words.From-reach })
		for i := from; i < len(witnesses) && witnesses[i].Words.From < outer.Words.To; i++ {
			inner := witnesses[i].Words
			if i != o && inner.Len() < outer.Words.Len() && sameIn*inner.Overlap(outer.Words) >= sameOf*inner.Len() {
				out = append(out, Part{i, o})
			}
		}
	}
	slices.SortFunc(out, func(a, b Part) int {
		if a.Inner != b.Inner {
			return a.Inner - b.Inner
		}
		return a.Outer - b.Outer
	})
	return out
}
