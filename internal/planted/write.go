// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package planted

import (
	"math/bits"

	"hearsay"
	"hearsay/prose"
)

// random is splitmix64 (Steele, Lea, Flood 2014), so that a corpus does not
// depend on a release of Go.
type random struct{ state uint64 }

// newRandom returns the stream of one article, block or viral passage.
func newRandom(seed uint64, k Kind, number int) random {
	return random{prose.Mix(prose.Mix(seed+uint64(k)+1) + uint64(number))}
}

func (r *random) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	return prose.Mix(r.state)
}

// below returns a number from 0 to n-1.
func (r *random) below(n int) int {
	hi, _ := bits.Mul64(r.next(), uint64(n))
	return int(hi)
}

// skewed returns a number from 0 to n-1, low ones more often: half of the numbers
// make up about five sixths of what is drawn.
func (r *random) skewed(n int) int { return r.below(r.below(n) + 1) }

// phrase returns the number of a stock phrase, with a probability that falls as
// 1/x (Zipf 1949). Of the first hundred, that every writer uses all the time, there
// are none: in news not one phrase in a hundred thousand is of those.
func (r *random) phrase() int {
	high := commonest << r.below(phraseOctaves)
	return high + r.below(high)
}

// filler returns n words that stand for an author's own: bits of the given texts
// of one to four words, with stock phrases between them.
func (c *Corpus) filler(r *random, n int) []uint32 {
	out := make([]uint32, 0, n+longestSnippet)
	last := len(c.starts) - 1 - longestSnippet
	for len(out) < n {
		at, take := 0, 0
		if r.below(1000) < phrasePerMill {
			p := random{uint64(r.phrase())}
			at, take = p.below(last), 5+p.below(longestSnippet-4)
		} else {
			at, take = r.below(last), 1+r.below(4)
		}
		for i := range take {
			out = append(out, uint32(at+i))
		}
	}
	return out[:n]
}

// source returns the first n words of an article, a block or a viral passage.
func (c *Corpus) source(k Kind, number, n int) []uint32 {
	r := newRandom(c.opt.Seed, k, number)
	return c.filler(&r, n)
}

// writer puts the text of an article together.
type writer struct {
	corpus *Corpus
	r      *random
	out    []byte
	pieces []Piece
	left   int // words of filler to come
	words  int // since the last full stop
}

// filler writes a paragraph that nobody shares.
func (w *writer) filler() {
	n := min(paragraph, w.left)
	w.left -= n
	w.paragraph()
	for _, word := range w.corpus.filler(w.r, n) {
		w.word(word)
	}
}

// paragraph ends a paragraph.
func (w *writer) paragraph() {
	if len(w.out) > 0 {
		w.out = append(w.out, ".\n\n"...)
		w.words = 0
	}
}

// sentenceWords is how many words a sentence has.
const sentenceWords = 19

// word writes a word and returns where it stands.
func (w *writer) word(n uint32) hearsay.Span {
	switch {
	case w.words == sentenceWords:
		w.out = append(w.out, ". "...)
		w.words = 0
	case w.words > 0:
		w.out = append(w.out, ' ')
	}
	start := len(w.out)
	w.out = append(w.out, w.corpus.text[w.corpus.starts[n]:w.corpus.starts[n+1]-1]...)
	w.words++
	return hearsay.Span{Start: start, End: len(w.out)}
}

// Of 100 edits so many replace a word and leave one out; the others put one in.
const (
	replace = 60
	leave   = 20
)

// piece writes the words of a source that p says, with its edits.
func (w *writer) piece(p Piece, source []uint32) {
	w.paragraph()
	start := -1
	put := func(n uint32) hearsay.Span {
		at := w.word(n)
		if start < 0 {
			start = at.Start
		}
		return at
	}
	p.words = make([]placed, 0, p.To-p.From)
	for i := p.From; i < p.To; i++ {
		if (i-p.From)%paragraph == 0 && i > p.From {
			w.paragraph()
		}
		if p.Edits > 0 && w.r.below(100) < p.Edits {
			kind := w.r.below(100)
			leaveOut := kind >= replace && kind < replace+leave
			if !leaveOut {
				put(w.any())
			}
			if leaveOut || kind < replace {
				continue
			}
		}
		p.words = append(p.words, placed{int32(i), put(source[i])})
	}
	p.Span = hearsay.Span{Start: max(start, 0), End: len(w.out)}
	w.pieces = append(w.pieces, p)
}

// any is any word of the given texts.
func (w *writer) any() uint32 { return uint32(w.r.below(len(w.corpus.starts) - 1)) }

// take plants a passage of an article before article i.
func (w *writer) take(i int) {
	r := w.r
	n := lengths[r.below(len(lengths))]
	p := Piece{Kind: Taken, Source: r.below(i), From: r.below(zoneWords - n + 1), Edits: edits[r.below(len(edits))]}
	p.To = p.From + n
	zone := w.corpus.source(Own, p.Source, zoneWords)
	if n < 60 || r.below(4) > 0 {
		w.piece(p, zone)
		return
	}
	p.Kind = Swapped
	first, second := p, p
	first.To, second.From = p.From+n/2, p.From+n/2
	w.piece(second, zone)
	w.filler()
	w.piece(first, zone)
}
