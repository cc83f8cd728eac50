// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/prose"
)

// Pages print the same words twice: a paragraph pasted again, a pull quote, a
// summary, one copy for phones and one for desks. One copy is the article; the
// others are noted with the place of the words they repeat, since that somebody
// printed a text twice may itself lead to where it came from.

// The lengths, in words, from which words said again are a repeat. Long blocks,
// and the long beginning or end of a block that goes on with new words, are one by
// themselves. So is a shorter block that follows or leads another in the order in
// which they stood before, and a short sentence said just twice. But a question
// that an interview asks of everybody, or a line of a recipe, is said again on
// purpose.
const (
	minRepeat     = 8
	minLongRepeat = 25
)

// repeatGram is the length of the runs that are looked up: long enough to be
// rare within one page, short enough to be found in every block of minRepeat.
const repeatGram = 5

// minCovered is how much of a long block must be said again for the block to be a
// repeat: a pasted paragraph may have lost or gained a word. A short one must be
// the same to the word.
const minCovered = 0.95

// where is a word of a page: the block and the bytes of its text.
type where struct {
	block int
	span  hearsay.Span
}

// repeats finds what the blocks say again. It returns, for every block, the span
// of its text that is a repeat (zero for none), and the place that it repeats.
type repetition struct {
	cut hearsay.Span
	of  where
	// words, and the first word and the one after the last of what is
	// repeated, for blocks that are repeats as a whole.
	words, first, last int
}

// findRepeats looks at the kept blocks of a page in order. Aside says which of
// them the page sets apart. Time is linear in the number of words.
func findRepeats(texts []string, aside []bool) map[int]repetition {
	f := &repeatFinder{first: map[uint64]int{}, found: map[int]repetition{}}
	f.pullQuotes(texts, aside)
	for i, text := range texts {
		if _, done := f.found[i]; !done {
			f.look(i, text)
		}
	}
	f.settle(texts, aside)
	for i, r := range f.found {
		r.of.span = withMarks(texts[r.of.block], r.of.span)
		f.found[i] = r
	}
	return f.found
}

type repeatFinder struct {
	hashes []uint64 // of the words that stay
	places []where
	first  map[uint64]int // first word of each run that stays
	found  map[int]repetition
	held   []int // blocks that are repeats as a whole, in order
}

// stretch is a run of words said before: n words from at on are those from from
// on of what stays.
type stretch struct{ at, from, n int }

// look compares one block with what stands before it.
func (f *repeatFinder) look(i int, text string) {
	words := prose.Words(text)
	runs, covered := f.stretches(words)
	last := stretch{}
	if len(runs) > 0 {
		last = runs[len(runs)-1]
	}
	switch {
	case f.whole(len(words), covered):
		f.found[i] = repetition{cut: hearsay.Span{End: len(text)}, of: f.source(runs), words: len(words), first: runs[0].from, last: last.from + last.n}
		f.held = append(f.held, i)
		return
	case len(runs) > 0 && runs[0].at == 0 && runs[0].n >= minLongRepeat:
		f.found[i] = repetition{cut: hearsay.Span{End: words[runs[0].n].Span.Start}, of: f.source(runs[:1])}
		words = words[runs[0].n:]
	case last.n >= minLongRepeat && last.at+last.n == len(words):
		f.found[i] = repetition{cut: hearsay.Span{Start: words[last.at].Span.Start, End: len(text)}, of: f.source(runs[len(runs)-1:])}
		words = words[:last.at]
	}
	f.keep(i, words)
}

// whole reports whether a block of that many words, of which covered were said
// before, may be a repeat as a whole.
func (f *repeatFinder) whole(words, covered int) bool {
	if words >= minLongRepeat {
		return float64(covered) >= minCovered*float64(words)
	}
	return words >= minRepeat && covered == words
}

// settle gives back the short blocks that turned out to repeat alone. Blocks
// repeat together when they are neighbours and so were what they repeat.
func (f *repeatFinder) settle(texts []string, aside []bool) {
	times := map[int]int{} // that the block starting at a word was said again
	for _, i := range f.held {
		times[f.found[i].first]++
	}
	for start := 0; start < len(f.held); {
		end := start + 1
		for end < len(f.held) && f.together(f.held[end-1], f.held[end]) {
			end++
		}
		i := f.held[start]
		alone := end == start+1 && f.found[i].words < minLongRepeat && !aside[i]
		if alone && (times[f.found[i].first] > 1 || !states(texts[i])) {
			delete(f.found, i)
		}
		start = end
	}
}

// states reports whether a block ends as a statement does.
func states(text string) bool {
	return endsSentence(text) && !strings.HasSuffix(text, "?")
}

// together reports whether two repeats follow each other here and there.
func (f *repeatFinder) together(i, j int) bool {
	gap := f.found[j].first - f.found[i].last
	return j-i <= 2 && gap >= 0 && gap <= minRepeat
}

// stretches lists the runs of words that were said before, longest first match
// greedily, and the number of words in them.
func (f *repeatFinder) stretches(words []prose.Word) (runs []stretch, covered int) {
	for at := 0; at+repeatGram <= len(words); {
		from, ok := f.first[gramOf(words[at:])]
		n := 0
		for ok && at+n < len(words) && from+n < len(f.hashes) && f.hashes[from+n] == words[at+n].Hash {
			n++
		}
		if n < repeatGram {
			at++
			continue
		}
		runs = append(runs, stretch{at, from, n})
		covered += n
		at += n
	}
	return runs, covered
}

// source is the place that runs repeat: from the first word to the last when
// they stand in one block in order, otherwise that of the longest run.
func (f *repeatFinder) source(runs []stretch) where {
	longest := runs[0]
	for _, r := range runs {
		if r.n > longest.n {
			longest = r
		}
	}
	from, to := runs[0].from, runs[len(runs)-1].from+runs[len(runs)-1].n-1
	if from > to || f.places[from].block != f.places[to].block {
		from, to = longest.from, longest.from+longest.n-1
	}
	for f.places[to].block != f.places[from].block {
		to--
	}
	return where{f.places[from].block, hearsay.Span{Start: f.places[from].span.Start, End: f.places[to].span.End}}
}

// withMarks widens a stretch by the marks that open its first word and close its
// last.
func withMarks(text string, s hearsay.Span) hearsay.Span {
	for s.End < len(text) {
		r, size := utf8.DecodeRuneInString(text[s.End:])
		if !unicode.IsPunct(r) {
			break
		}
		s.End += size
	}
	for s.Start > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:s.Start])
		if r != '"' && r != '\'' && !unicode.In(r, unicode.Ps, unicode.Pi) {
			break
		}
		s.Start -= size
	}
	return s
}

// keep adds words that stay in the text to what later blocks are compared with.
func (f *repeatFinder) keep(i int, words []prose.Word) {
	base := len(f.hashes)
	for _, w := range words {
		f.hashes = append(f.hashes, w.Hash)
		f.places = append(f.places, where{i, w.Span})
	}
	for k := 0; k+repeatGram <= len(words); k++ {
		g := gramOf(words[k:])
		if _, ok := f.first[g]; !ok {
			f.first[g] = base + k
		}
	}
}

// maxPullQuote is how long, in words, a block may be to be a pull quote.
const maxPullQuote = 60

// pullQuotes finds the blocks whose words all stand in one longer block further
// down, together or in a few pieces: the paragraph is the article, the block in
// front of it is not. A long block counts only when the page sets it apart; else
// it is the one further down that says it again.
func (f *repeatFinder) pullQuotes(texts []string, aside []bool) {
	all := make([][]prose.Word, len(texts))
	later := map[uint64][]where{} // runs, by the block and word they start at
	for i, text := range texts {
		all[i] = prose.Words(text)
		for k := 0; k+repeatGram <= len(all[i]); k++ {
			if g := gramOf(all[i][k:]); len(later[g]) < 4 {
				later[g] = append(later[g], where{i, hearsay.Span{Start: k}})
			}
		}
	}
	for i, words := range all {
		if len(words) < minRepeat || len(words) > maxPullQuote || len(words) >= minLongRepeat && !aside[i] {
			continue
		}
		for _, p := range later[gramOf(words)] {
			if p.block <= i || len(all[p.block]) <= len(words) {
				continue
			}
			if from, to, ok := pieces(words, all[p.block], p.span.Start); ok {
				span := hearsay.Span{Start: all[p.block][from].Span.Start, End: all[p.block][to-1].Span.End}
				f.found[i] = repetition{cut: hearsay.Span{End: len(texts[i])}, of: where{p.block, span}}
				break
			}
		}
	}
}

// pieces reports whether short stands in long, from word at on, in order and in
// runs of repeatGram words or more, and where it begins and ends there.
func pieces(short, long []prose.Word, at int) (from, to int, ok bool) {
	from = at
	for k := 0; k < len(short); {
		n := 0
		for k+n < len(short) && at+n < len(long) && short[k+n].Hash == long[at+n].Hash {
			n++
		}
		if n >= repeatGram || n > 0 && k+n == len(short) {
			k, at = k+n, at+n
			to = at
			continue
		}
		if at++; at >= len(long) {
			return 0, 0, false
		}
	}
	return from, to, true
}

// gramOf hashes the first repeatGram words.
func gramOf(words []prose.Word) uint64 {
	h := uint64(0)
	for _, w := range words[:repeatGram] {
		h = (h ^ w.Hash) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}
