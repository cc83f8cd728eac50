// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"math/bits"

	"hearsay/index"
	"hearsay/prose"
)

// Profile says how texts become seeds. A seed is some words in a row; of every
// window of neighbouring seeds the index keeps one. Whatever the profile, ten
// shared words have a common seed. Texts must be compared by one profile.
type Profile struct {
	words  int // of a seed
	window int // seeds
}

// News is for text that was typed or copied: a seed for every four words.
func News() Profile { return Profile{words: 5, window: 6} }

// OCR is for text with many small differences, such as scanned pages: shorter
// seeds find more of short passages, at five times the number of candidates.
func OCR() Profile { return Profile{words: 4, window: 7} }

// Strict is for what is equal word for word, with few candidates and twice the
// seeds.
func Strict() Profile { return Profile{words: 8, window: 3} }

// ProfileNamed returns the profile "news", "ocr" or "strict".
func ProfileNamed(name string) (Profile, bool) {
	switch name {
	case "news":
		return News(), true
	case "ocr":
		return OCR(), true
	case "strict":
		return Strict(), true
	}
	return Profile{}, false
}

// hashSeed is part of the index format.
const hashSeed = 0x48656172736179 // "Hearsay"

// Spacing is about how many words of a text stand between two seeds that the index
// keeps.
func (p Profile) Spacing() int { return max(1, (p.window+1)/2) }

// Index is the profile as it stands in the header of a segment.
func (p Profile) Index() index.Profile {
	return index.Profile{K: p.words, W: p.window, Fold: prose.FoldVersion, Seed: hashSeed}
}

// Seeds returns the seeds of a text that the index keeps, in order: in the
// profile of news about one for every four words. They are open-closed minimizers (Groot Koerkamp, Liu and
// Pibiri 2025) over words. A text of fewer words than a seed has none, a
// shorter one than a window has one. Time is linear.
func (p Profile) Seeds(words []prose.Word) []index.Seed {
	grams := p.gramHashes(words)
	if len(grams) == 0 {
		return nil
	}
	out := make([]index.Seed, 0, len(words)/4+1)
	keys := p.orderKeys(words, grams)
	last := -1
	for end := min(p.window, len(keys)); end <= len(keys); end++ {
		start := max(0, end-p.window)
		// The last choice stays while nothing is smaller: a word that is
		// repeated a hundred times gives a few seeds, not a hundred.
		best := last
		if last < start {
			best = lastLeast(keys, start, end)
		} else if keys[end-1] < keys[last] {
			best = end - 1
		}
		if best != last {
			out = append(out, p.seedAt(words, grams, best))
			last = best
		}
	}
	return out
}

// lastLeast returns the last of the smallest keys from start to end.
func lastLeast(keys []uint64, start, end int) int {
	best := start
	for i := start + 1; i < end; i++ {
		if keys[i] <= keys[best] {
			best = i
		}
	}
	return best
}

// AllSeeds returns the seeds at every word. A question asks for all of them: it
// finds more of what was edited, at no cost to the index.
func (p Profile) AllSeeds(words []prose.Word) []index.Seed {
	grams := p.gramHashes(words)
	out := make([]index.Seed, len(grams))
	for i := range grams {
		out[i] = p.seedAt(words, grams, i)
	}
	return out
}

func (p Profile) seedAt(words []prose.Word, grams []uint64, i int) index.Seed {
	// Mixed again: minimizers have small hashes by their making, and the
	// index spreads seeds by their upper bits.
	return index.Seed{Hash: prose.Mix(grams[i] ^ hashSeed), Ctx: p.context(words, i), At: int32(i)}
}

// gramHashes returns a hash for every run of so many words: a polynomial over
// the hashes of the words, rolled along.
func (p Profile) gramHashes(words []prose.Word) []uint64 {
	const base = 0x9e3779b97f4a7c15 // odd, so that no word is multiplied away
	if len(words) < p.words {
		return nil
	}
	top := uint64(1)
	for range p.words - 1 {
		top *= base
	}
	out := make([]uint64, len(words)-p.words+1)
	var h uint64
	for i, w := range words {
		if i >= p.words {
			h -= words[i-p.words].Hash * top
		}
		h = h*base + w.Hash
		if i >= p.words-1 {
			out[i-p.words+1] = prose.Mix(h)
		}
	}
	return out
}

// orderKeys gives each run its rank: first those whose least word stands in the
// middle (open syncmers), then those whose least word stands at an end (closed
// ones), then the rest; within a class by hash. The upper two bits are the class.
func (p Profile) orderKeys(words []prose.Word, grams []uint64) []uint64 {
	out := make([]uint64, len(grams))
	for i, g := range grams {
		run := words[i : i+p.words]
		least, hash := 0, run[0].Hash
		for j := 1; j < p.words; j++ {
			if run[j].Hash < hash {
				least, hash = j, run[j].Hash
			}
		}
		class := uint64(2)
		switch least {
		case p.words / 2:
			class = 0
		case 0, p.words - 1:
			class = 1
		}
		out[i] = class<<62 | g>>2
	}
	return out
}

// The context signature of a seed holds two bits of each of the four words
// before it and of the four behind it.
const (
	contextWords  = 4
	contextFields = 2 * contextWords
)

func (p Profile) context(words []prose.Word, i int) uint16 {
	var sig uint16
	for n := range contextFields {
		at := i - contextWords + n
		if n >= contextWords {
			at += p.words
		}
		if at >= 0 && at < len(words) {
			sig |= uint16(words[at].Hash>>30&3) << (2 * n)
		}
	}
	return sig
}

// sameContext counts the fields that two signatures agree on: of chance, two of
// eight; around a shared run of ten words, at least four.
func sameContext(a, b uint16) int {
	differ := a ^ b
	return contextFields - bits.OnesCount16((differ|differ>>1)&0x5555)
}

// runsBeside counts the fields next to the seed, without a gap, that two
// signatures agree on: before it and behind it.
func runsBeside(a, b uint16) (before, behind int) {
	differ := a ^ b
	differ |= differ >> 1
	for before < contextWords && differ>>(2*(contextWords-1-before))&1 == 0 {
		before++
	}
	for behind < contextWords && differ>>(2*(contextWords+behind))&1 == 0 {
		behind++
	}
	return before, behind
}
