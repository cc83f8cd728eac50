// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// mark returns, for every block of the page, the share of its words that the
// kept blocks hold in the same order. The main-text extractor returns a rebuilt
// tree that has lost all ties to the page; its words lead back.
//
// It is a walk of both word lists. As long as they agree it costs one
// comparison a word; where they part, an index of the page's runs of four words
// says where to go on. Kept text that the page holds twice is marked twice, as
// often as it was kept.
func mark(page, kept []block) []float64 {
	w := newWalk(page)
	words := wordsOf(kept)
	for i := 0; i < len(words); {
		i += w.take(words[i:])
	}
	return w.shares(len(page))
}

// markGram is the length of the runs that the walk finds its way back with:
// three words are not rare enough on pages full of teasers.
const markGram = 4

// markReach is how many blocks ahead a block too short for the index is sought.
const markReach = 12

type walk struct {
	words   []uint64
	block   []int32 // of each word
	first   []int32 // word of each block; one more at the end
	grams   map[uint64][]int32
	covered []bool
	cursor  int
}

func newWalk(page []block) *walk {
	w := &walk{grams: map[uint64][]int32{}}
	for b := range page {
		w.first = append(w.first, int32(len(w.words)))
		for _, h := range appendWords(nil, page[b].text) {
			w.words = append(w.words, h)
			w.block = append(w.block, int32(b))
		}
	}
	w.first = append(w.first, int32(len(w.words)))
	for i := 0; i+markGram <= len(w.words); i++ {
		g := gram(w.words[i:])
		w.grams[g] = append(w.grams[g], int32(i))
	}
	w.covered = make([]bool, len(w.words))
	return w
}

// take marks as many words as agree from the start of rest and returns how many
// words of rest are dealt with, at least one.
func (w *walk) take(rest []uint64) int {
	at := w.next(rest)
	if at < 0 {
		return 1
	}
	n := 0
	for at+n < len(w.words) && n < len(rest) && w.words[at+n] == rest[n] {
		if n > 0 && w.starts(at+n) && !w.agrees(at+n, rest[n:]) {
			break
		}
		w.covered[at+n] = true
		n++
	}
	w.cursor = at + n
	return max(n, 1)
}

// starts reports whether word i begins a block.
func (w *walk) starts(i int) bool { return i == 0 || w.block[i] != w.block[i-1] }

// agrees reports whether enough words from i on equal rest to believe that the
// block at i is the kept one, and not one that merely starts alike.
func (w *walk) agrees(i int, rest []uint64) bool {
	need := min(markGram, int(w.first[w.block[i]+1])-i)
	if len(rest) < need {
		return false
	}
	for k := range need {
		if w.words[i+k] != rest[k] {
			return false
		}
	}
	return true
}

// next finds the page word where rest goes on: at the cursor, ahead of it,
// anywhere, or in a short block soon after; -1 when nowhere.
func (w *walk) next(rest []uint64) int {
	if w.cursor < len(w.words) && w.words[w.cursor] == rest[0] && w.agrees(w.cursor, rest) {
		return w.cursor
	}
	if len(rest) >= markGram {
		if places := w.grams[gram(rest)]; len(places) > 0 {
			i, _ := slices.BinarySearch(places, int32(w.cursor))
			return int(places[i%len(places)])
		}
	}
	if w.cursor >= len(w.words) {
		return -1
	}
	b := int(w.block[w.cursor])
	for k := b; k < min(b+markReach, len(w.first)-1); k++ {
		if i := int(w.first[k]); i < int(w.first[k+1]) && w.words[i] == rest[0] && w.agrees(i, rest) {
			return i
		}
	}
	return -1
}

func (w *walk) shares(blocks int) []float64 {
	out := make([]float64, blocks)
	for b := range blocks {
		n := 0
		for i := w.first[b]; i < w.first[b+1]; i++ {
			if w.covered[i] {
				n++
			}
		}
		if all := int(w.first[b+1] - w.first[b]); all > 0 {
			out[b] = float64(n) / float64(all)
		}
	}
	return out
}

func wordsOf(blocks []block) []uint64 {
	var out []uint64
	for i := range blocks {
		out = appendWords(out, blocks[i].text)
	}
	return out
}

// appendWords appends a hash of every run of letters and digits of text.
func appendWords(out []uint64, text string) []uint64 {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h, in := uint64(offset), false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			in = true
			for _, c := range []byte(text[i : i+size]) {
				h = (h ^ uint64(c)) * prime
			}
		} else if in {
			out = append(out, h)
			h, in = offset, false
		}
		i += size
	}
	if in {
		out = append(out, h)
	}
	return out
}

// gram hashes the first markGram words.
func gram(words []uint64) uint64 {
	h := uint64(0)
	for _, w := range words[:markGram] {
		h = (h ^ w) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}
