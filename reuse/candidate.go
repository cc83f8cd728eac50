// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"cmp"
	"slices"

	"hearsay/index"
)

// Candidate is an article of a segment that may share a passage with the query.
type Candidate struct {
	Article uint32 // number in the segment
	Seeds   int    // of the query that stand in it
}

// minContext is how many of the eight fields of a signature must agree for a
// single seed to count. A shared run of eight words always has three.
const minContext = 3

// Candidates chooses the articles that are worth aligning from the hits of the
// query's seeds in one segment: those with two different seeds, or with one
// whose neighbours look alike. Nothing is left out for being common, and there
// is no limit on their number. Order: most seeds first, then by number. Hits are
// sorted in place.
func Candidates(seeds []index.Seed, hits []index.Hit) []Candidate {
	slices.SortFunc(hits, func(a, b index.Hit) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Seed, b.Seed), cmp.Compare(a.Ctx, b.Ctx))
	})
	var out []Candidate
	for len(hits) > 0 {
		n := 1
		for n < len(hits) && hits[n].Article == hits[0].Article {
			n++
		}
		if c, ok := judge(seeds, hits[:n]); ok {
			out = append(out, c)
		}
		hits = hits[n:]
	}
	slices.SortStableFunc(out, func(a, b Candidate) int { return cmp.Compare(b.Seeds, a.Seeds) })
	return out
}

// judge decides on the hits of one article.
func judge(seeds []index.Seed, hits []index.Hit) (Candidate, bool) {
	c := Candidate{Article: hits[0].Article}
	last, alike := int32(-1), false
	for _, h := range hits {
		if h.Seed != last {
			c.Seeds++
			last = h.Seed
		}
		alike = alike || sameContext(seeds[h.Seed].Ctx, h.Ctx) >= minContext
	}
	return c, alike || c.Seeds >= 2
}
