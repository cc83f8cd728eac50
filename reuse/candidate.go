// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"cmp"
	"math/bits"
	"slices"

	"hearsay/index"
)

// Candidate is an article of a segment that may share a passage with the query.
type Candidate struct {
	Article uint32  // number in the segment
	Places  []Place // at which it shares a seed, in order
	// Spread says that two shared seeds lie side by side in the query, near
	// enough to be of one passage.
	Spread bool
}

// Place is a word of the query at which a shared seed begins.
type Place struct {
	At   int32
	Look Look
}

// Look says how far the neighbours of a seed look alike in both texts, by two
// bits of each: chance can make them seem so, but never hides that they are.
type Look uint8

// The looks, the weakest first.
const (
	Unlike Look = iota
	Alike       // so many as around a shared run of eight words
	Ten         // as within a shared run of ten words
	Twelve      // as within a shared run of twelve words
)

// Two seeds make a spread when they cover eight words, and lie so near that a
// passage may lie around both.
const (
	spreadCover = 8
	spreadMost  = 40
)

// Candidates chooses the articles that are worth aligning from the hits of the
// query's seeds in one segment: those with two seeds that lie side by side, or
// with one whose neighbours look alike. Nothing is left out for being common, and
// there is no limit on their number (see [Crowd]). Order: by number in the
// segment. Hits must come as index.Segment.Lookup gives them; they are moved
// about.
func (q *Query) Candidates(hits []index.Hit) []Candidate {
	hits = q.promising(hits)
	slices.SortFunc(hits, func(a, b index.Hit) int {
		return cmp.Compare(uint64(a.Article)<<32|uint64(uint32(a.Seed)), uint64(b.Article)<<32|uint64(uint32(b.Seed)))
	})
	places := make([]Place, 0, len(hits)) // of all candidates, to have few objects
	var out []Candidate
	for len(hits) > 0 {
		n := 1
		for n < len(hits) && hits[n].Article == hits[0].Article {
			n++
		}
		start := len(places)
		var good, spread bool
		places, good, spread = q.judge(places, hits[:n])
		if good {
			out = append(out, Candidate{hits[0].Article, places[start:len(places):len(places)], spread})
		}
		hits = hits[n:]
	}
	return out
}

// promising drops most hits that cannot make their article a candidate: those
// whose neighbours are unlike, in an article with no other hit. Articles are
// counted in a table of a few slots a hit, so two may be taken for one; that only
// keeps what could have been dropped.
func (q *Query) promising(hits []index.Hit) []index.Hit {
	slots := 1 << bits.Len(uint(4*len(hits)))
	counts := make([]uint8, slots)
	for _, h := range hits {
		if c := &counts[int(h.Article)&(slots-1)]; *c < 2 {
			*c++
		}
	}
	out := hits[:0]
	for _, h := range hits {
		if counts[int(h.Article)&(slots-1)] > 1 || q.profile.Look(q.seeds[h.Seed].Ctx, h.Ctx) >= Alike {
			out = append(out, h)
		}
	}
	return out
}

// judge appends the places of the different seeds among the hits of one article,
// and says whether they are worth a look and whether two of them make a spread.
func (q *Query) judge(places []Place, hits []index.Hit) (out []Place, good, spread bool) {
	first := len(places)
	spreadLeast := int32(max(1, spreadCover-q.profile.words))
	for i, h := range hits {
		seed := q.seeds[h.Seed]
		look := q.profile.Look(seed.Ctx, h.Ctx)
		good = good || look >= Alike
		if i > 0 && hits[i-1].Seed == h.Seed {
			last := &places[len(places)-1]
			last.Look = max(last.Look, look)
			continue
		}
		for j := len(places) - 1; j >= first && !spread && seed.At-places[j].At <= spreadMost; j-- {
			spread = seed.At-places[j].At >= spreadLeast
		}
		places = append(places, Place{seed.At, look})
	}
	return places, good || spread, spread
}

// Look compares the signatures of two seeds of one hash. Of a shared run, the words that are not the
// seed's agree on both sides of it, as far as signatures reach: four words.
func (p Profile) Look(a, b uint16) Look {
	before, behind := runsBeside(a, b)
	beside := before + behind
	switch {
	case beside >= min(12-p.words, 7):
		return Twelve
	case beside >= min(10-p.words, 5) || before == contextWords || behind == contextWords:
		return Ten
	case sameContext(a, b) >= 8-p.words:
		return Alike
	}
	return Unlike
}
