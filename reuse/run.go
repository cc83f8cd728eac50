// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"cmp"
	"slices"
)

// run is a stretch of words that stands in both texts: n words from word a of
// the first and word b of the second.
type run struct{ a, b, n int32 }

func (r run) aEnd() int32 { return r.a + r.n }
func (r run) bEnd() int32 { return r.b + r.n }

const (
	// gramWords is the length of the shortest run that is looked for.
	gramWords = 3
	// maxPlaces bounds how many places of the first text one gram of the
	// second is compared with. A run that is longer than a gram is found from
	// any of its grams, so only text that repeats itself all through is
	// touched by it.
	maxPlaces = 32
	// Looking at a place costs one, extending a run one a word. Texts that do
	// not repeat themselves need less than ten a word; two of one word alone
	// would need the product of their lengths.
	workPerWord = 100
	freeWork    = 100_000
	// maxRuns bounds the work on hostile texts; the longest runs are kept.
	maxRuns = 1 << 16
)

// grams finds the places of a gram in a text: a hash table with chains, since a
// map of slices costs ten times as much to fill.
type grams struct {
	words []Code
	heads []int32 // by hash: 1 + the first place
	next  []int32 // by place: 1 + the next place of the same slot
	mask  uint64
	// pairs says by one bit which two words may stand side by side. Most of two
	// words of another text do not, so that two thirds of the look-ups are spared.
	pairs    []uint64
	pairMask uint64
}

func newGrams(words []Code) *grams {
	g := &grams{}
	g.fill(words)
	return g
}

// fill makes g the grams of another text, in the memory of the one before.
func (g *grams) fill(words []Code) {
	n := max(0, len(words)-gramWords+1)
	size := 1
	for size < 2*n {
		size *= 2
	}
	g.words, g.mask = words, uint64(size-1)
	g.heads, g.next = zeros(g.heads, size), zeros(g.next, n)
	// From the end, so that the chain of a slot runs forward.
	for i := n - 1; i >= 0; i-- {
		slot := gramHash(words[i:]) & g.mask
		g.next[i] = g.heads[slot]
		g.heads[slot] = int32(i + 1)
	}
	g.pairs, g.pairMask = zeros(g.pairs, max(1, size/8)), uint64(max(64, size*8)-1)
	for i := 0; i+1 < len(words); i++ {
		h := pairHash(words[i], words[i+1]) & g.pairMask
		g.pairs[h/64] |= 1 << (h % 64)
	}
}

// zeros returns n zeros, in the memory of s when they fit.
func zeros[T int32 | uint64](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	s = s[:n]
	clear(s)
	return s
}

// pair reports whether the text may have both words side by side.
func (g *grams) pair(a, b Code) bool {
	h := pairHash(a, b) & g.pairMask
	return g.pairs[h/64]>>(h%64)&1 == 1
}

func pairHash(a, b Code) uint64 {
	return (uint64(a)*0x9e3779b97f4a7c15 + uint64(b)*0xc2b2ae3d27d4eb4f) >> 32
}

// gramHash needs no finisher: codes are well mixed, and the upper bits of the sum
// depend on all three.
func gramHash(w []Code) uint64 {
	_ = w[2]
	return (uint64(w[0])*0x9e3779b97f4a7c15 + uint64(w[1])*0xc2b2ae3d27d4eb4f + uint64(w[2])*0x165667b19e3779f9) >> 32
}

// scratch is memory for finding the runs of one text after the other.
type scratch struct {
	runs []run
	// seen is up to where, in the other text, each diagonal has been seen, plus a
	// number above all that was seen before: cheaper than clearing.
	seen  []int32
	next  int32  // that number, for the next text
	codes []Code // of the other text
}

// diagonals returns n numbers, none over base, that will be no more than base and
// most.
func (s *scratch) diagonals(n, most int) (seen []int32, base int32) {
	if cap(s.seen) < n || s.next > 1<<30 {
		s.seen, s.next = make([]int32, max(n+n/2, cap(s.seen))), 0
	}
	base = s.next
	s.next += int32(most)
	return s.seen[:n], base
}

// runs returns the longest possible runs that the text shares with other, in
// order of their end in the first text, in memory of room. A run appears once; runs on
// different diagonals may overlap. Time is linear in the texts for texts that do not
// repeat themselves, and never over workPerWord times that.
func (g *grams) runs(room *scratch, other []Code) []run {
	if len(g.next) == 0 {
		return nil
	}
	out := room.runs[:0]
	seen, base := room.diagonals(len(g.words)+len(other), len(other))
	work := freeWork + workPerWord*(len(g.words)+len(other))
	for j := 0; j+gramWords <= len(other) && work > 0; j++ {
		// Both this gram and the next have these two words.
		if !g.pair(other[j+1], other[j+2]) {
			j++
			continue
		}
		if !g.pair(other[j], other[j+1]) {
			continue
		}
		places := 0
		for p := g.heads[gramHash(other[j:])&g.mask]; p != 0 && places < maxPlaces && work > 0; p = g.next[p-1] {
			i := int(p - 1)
			diagonal := i - j + len(other)
			work--
			if int(seen[diagonal]-base) > j || !equalWords(g.words[i:], other[j:], gramWords) {
				continue
			}
			places++
			r := extend(g.words, other, i, j)
			work -= int(r.n)
			seen[diagonal] = base + r.bEnd()
			out = append(out, r)
		}
	}
	room.runs = out
	return order(out)
}

func equalWords(a, b []Code, n int) bool {
	for i := range n {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// extend widens a shared gram in both directions.
func extend(a, b []Code, i, j int) run {
	start := 0
	for i-start > 0 && j-start > 0 && a[i-start-1] == b[j-start-1] {
		start++
	}
	n := gramWords
	for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
		n++
	}
	return run{int32(i - start), int32(j - start), int32(n + start)}
}

// order sorts runs by their end in the first text, and keeps the longest when
// there are too many.
func order(runs []run) []run {
	byEnd := func(x, y run) int {
		return cmp.Or(cmp.Compare(x.aEnd(), y.aEnd()), cmp.Compare(x.bEnd(), y.bEnd()), cmp.Compare(x.n, y.n))
	}
	if len(runs) > maxRuns {
		slices.SortFunc(runs, func(x, y run) int { return cmp.Or(cmp.Compare(y.n, x.n), byEnd(x, y)) })
		runs = runs[:maxRuns]
	}
	slices.SortFunc(runs, byEnd)
	return slices.Compact(runs)
}

// SharesRun reports whether a text, given by the codes of its words, has a run of
// ten words in common with the query around one of the places. It is for telling a
// phrase from a passage: it takes one pass over the codes for each place.
func (q *Query) SharesRun(other []Code, places []Place) bool {
	for _, p := range places {
		seed := q.codes[p.At : int(p.At)+q.profile.words]
		for j := 0; j+len(seed) <= len(other); j++ {
			if other[j] == seed[0] && equalWords(seed, other[j:], len(seed)) && extend(q.codes, other, int(p.At), j).n >= promisedRun {
				return true
			}
		}
	}
	return false
}
