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
// segment. Hits must come as index.Segment.Lookup gives them.
func (q *Query) Candidates(hits []index.Hit) []Candidate {
	sights := make([]Sight, len(hits))
	for i, h := range hits {
		seed := &q.seeds[h.Seed]
		sights[i] = Sight{Article: h.Article, At: seed.At, Look: q.profile.Look(seed.Ctx, h.Ctx)}
	}
	return q.profile.Choose(sights)
}

// Sight is a seed that an article shares with the query.
type Sight struct {
	Article uint32
	At      int32 // word of the query at which it begins
	Look    Look
}

// Choose is [Query.Candidates] of seeds whose looks are known. Sights come in any
// order; they are moved about.
func (p Profile) Choose(sights []Sight) []Candidate {
	sights = promising(sights)
	sights = sortSights(sights)
	places := make([]Place, 0, len(sights)) // of all candidates, to have few objects
	var out []Candidate
	for len(sights) > 0 {
		n := 1
		for n < len(sights) && sights[n].Article == sights[0].Article {
			n++
		}
		start := len(places)
		var good, spread bool
		places, good, spread = p.judge(places, sights[:n])
		if good {
			out = append(out, Candidate{sights[0].Article, places[start:len(places):len(places)], spread})
		}
		sights = sights[n:]
	}
	return out
}

// key orders sights by article, and those of an article by their places.
func (s Sight) key() uint64 { return uint64(s.Article)<<32 | uint64(uint32(s.At)) }

const (
	// fewSights are sorted by comparing them.
	fewSights = 200
	digitBits = 11
)

// sortSights returns sights in the order of their keys. A question has thousands:
// they are sorted digit by digit, the last first, as far as they differ at all.
func sortSights(sights []Sight) []Sight {
	if len(sights) < fewSights {
		slices.SortFunc(sights, func(a, b Sight) int { return cmp.Compare(a.key(), b.key()) })
		return sights
	}
	differ := uint64(0)
	for _, s := range sights {
		differ |= s.key() ^ sights[0].key()
	}
	spare := make([]Sight, len(sights))
	for shift := 0; shift < 64; shift += digitBits {
		if differ>>shift&(1<<digitBits-1) != 0 {
			sortDigit(spare, sights, shift)
			sights, spare = spare, sights
		}
	}
	return sights
}

// sortDigit writes sights to dst in the order of one digit of their keys; those that
// are equal in it stay in their order.
func sortDigit(dst, sights []Sight, shift int) {
	var starts [1 << digitBits]uint32
	for _, s := range sights {
		starts[s.key()>>shift%(1<<digitBits)]++
	}
	sum := uint32(0)
	for i, n := range starts {
		starts[i], sum = sum, sum+n
	}
	for _, s := range sights {
		to := &starts[s.key()>>shift%(1<<digitBits)]
		dst[*to] = s
		*to++
	}
}

// promising drops most sights that cannot make their article a candidate: those
// whose neighbours are unlike, in an article with no other. Articles are
// counted in a table of a few slots each, so two may be taken for one; that only
// keeps what could have been dropped.
func promising(sights []Sight) []Sight {
	slots := 1 << bits.Len(uint(4*len(sights)))
	counts := make([]uint8, slots)
	for _, s := range sights {
		if c := &counts[int(s.Article)&(slots-1)]; *c < 2 {
			*c++
		}
	}
	out := sights[:0]
	for _, s := range sights {
		if s.Look >= Alike || counts[int(s.Article)&(slots-1)] > 1 {
			out = append(out, s)
		}
	}
	return out
}

// judge appends the places of the different seeds among the sights of one article,
// and says whether they are worth a look and whether two of them make a spread.
func (p Profile) judge(places []Place, sights []Sight) (out []Place, good, spread bool) {
	first := len(places)
	spreadLeast := int32(max(1, spreadCover-p.words))
	for i, s := range sights {
		good = good || s.Look >= Alike
		if i > 0 && sights[i-1].At == s.At {
			last := &places[len(places)-1]
			last.Look = max(last.Look, s.Look)
			continue
		}
		for j := len(places) - 1; j >= first && !spread && s.At-places[j].At <= spreadMost; j-- {
			spread = s.At-places[j].At >= spreadLeast
		}
		places = append(places, Place{s.At, s.Look})
	}
	return places, good || spread, spread
}

// Look compares the signatures of two seeds of one hash. Of a shared run, the words
// that are not the seed's agree on both sides of it, as far as signatures reach:
// four words.
func (p Profile) Look(a, b index.Context) Look {
	if a.Alike(b, p.tenBeside()) {
		return Ten
	}
	if a.Same(b) >= 8-p.words {
		return Alike
	}
	return Unlike
}

// Limits are those for looking the query up when so many articles are wanted at
// every word. Of a seed that four times as many have they give the earliest, and then
// those that look like ten words in a row, which no limit of a seed's would be right to
// hide unless many more look so, too.
func (q *Query) Limits(crowd int) index.Limits {
	return index.Limits{Common: 4 * crowd, First: crowd, Beside: promisedRun - q.profile.words, Alike: 3 * crowd}
}

// tenBeside is how many words agree before and behind a seed within a shared run of
// ten words, but where that ends on one side.
func (p Profile) tenBeside() int { return min(promisedRun-p.words, 5) }
