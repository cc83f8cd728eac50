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
	Article uint32  // number in the segment
	At      []int32 // words of the query at which the shared seeds begin, in order
}

// minContext is how many of the eight fields of a signature must agree for a
// single seed to count. A shared run of eight words always has three.
const minContext = 3

// Candidates chooses the articles that are worth aligning from the hits of the
// query's seeds in one segment: those with two different seeds, or with one
// whose neighbours look alike. Nothing is left out for being common, and there
// is no limit on their number (see [Crowd]). Order: by number in the segment.
// Hits must come as index.Segment.Lookup gives them; they are moved about.
func Candidates(seeds []index.Seed, hits []index.Hit) []Candidate {
	slices.SortStableFunc(hits, func(a, b index.Hit) int { return cmp.Compare(a.Article, b.Article) })
	places := make([]int32, 0, len(hits)) // of all candidates, to have few objects
	var out []Candidate
	for len(hits) > 0 {
		n := 1
		for n < len(hits) && hits[n].Article == hits[0].Article {
			n++
		}
		start := len(places)
		var alike bool
		places, alike = judge(places, seeds, hits[:n])
		if at := places[start:len(places):len(places)]; alike || len(at) >= 2 {
			out = append(out, Candidate{hits[0].Article, at})
		}
		hits = hits[n:]
	}
	return out
}

// judge appends the places of the different seeds among the hits of one article,
// and reports whether one of them has neighbours that look alike.
func judge(places []int32, seeds []index.Seed, hits []index.Hit) ([]int32, bool) {
	last, alike := int32(-1), false
	for _, h := range hits {
		if h.Seed != last {
			places = append(places, seeds[h.Seed].At)
			last = h.Seed
		}
		alike = alike || sameContext(seeds[h.Seed].Ctx, h.Ctx) >= minContext
	}
	return places, alike
}

// Crowd counts how many articles share each word of a query, so that a passage
// that stands in ten thousand articles is aligned with the first of them and not
// with all: who stands only where there are enough already adds nothing but a
// number. Unlike a limit on the number of candidates it leaves no passage out,
// however many articles share another.
type Crowd struct {
	limit int
	cover []int
}

// NewCrowd returns the counts for a query of that many words. At least limit
// articles are admitted at every word.
func NewCrowd(words, limit int) *Crowd { return &Crowd{limit, make([]int, words)} }

// Admits reports whether a candidate shares a seed at a word that has not been
// shared by enough articles.
func (c *Crowd) Admits(candidate Candidate) bool {
	for _, at := range candidate.At {
		for i := at; i < at+seedWords && int(i) < len(c.cover); i++ {
			if c.cover[i] < c.limit {
				return true
			}
		}
	}
	return false
}

// Add counts the passages of one article.
func (c *Crowd) Add(passages []Passage) {
	for _, p := range passages {
		for i := p.Words.Start; i < p.Words.End; i++ {
			c.cover[i]++
		}
	}
}
