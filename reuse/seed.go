// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
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
	if len(words) < p.words {
		return nil
	}
	return p.AppendSeeds(make([]index.Seed, 0, len(words)/4+1), words)
}

// AppendSeeds is Seeds into a buffer that the caller owns: with one that is used
// again, no memory is allocated.
func (p Profile) AppendSeeds(dst []index.Seed, words []prose.Word) []index.Seed {
	var r runs
	last, lastKey := -1, uint64(0) // no key is less: the first choice waits for a full window
	n := len(words) - p.words + 1
	for i := range n {
		if uint(i)%runsAtOnce == 0 {
			p.read(&r, words[i:], i)
		}
		// The last choice stays while nothing is smaller: a word that is
		// repeated a hundred times gives a few seeds, not a hundred.
		switch key := r.keys[uint(i)%ring]; {
		case last <= i-p.window:
			last, lastKey = r.lastLeast(i-p.window+1, i)
		case key < lastKey:
			last, lastKey = i, key
		default:
			continue
		}
		dst = append(dst, p.seedAt(words, r.hashes[uint(last)%ring], last))
	}
	if last < 0 && n > 0 { // no window was full
		last, _ = r.lastLeast(0, n-1)
		dst = append(dst, p.seedAt(words, r.hashes[uint(last)%ring], last))
	}
	return dst
}

// AllSeeds returns the seeds at every word. A question asks for all of them: it
// finds more of what was edited, at no cost to the index.
func (p Profile) AllSeeds(words []prose.Word) []index.Seed {
	out := make([]index.Seed, max(0, len(words)-p.words+1))
	var r runs
	for i := range out {
		if uint(i)%runsAtOnce == 0 {
			p.read(&r, words[i:], i)
		}
		out[i] = p.seedAt(words, r.hashes[uint(i)%ring], i)
	}
	return out
}

func (p Profile) seedAt(words []prose.Word, hash uint64, i int) index.Seed {
	// Mixed again: minimizers have small hashes by their making, and the
	// index spreads seeds by their upper bits.
	return index.Seed{Hash: prose.Mix(hash ^ hashSeed), Ctx: p.context(words, i), At: int32(i)}
}

// runs holds what is known of the latest runs of so many words, by the number of
// the run: a hash and its rank. Several are read at once, so that the values of
// one loop have room in registers; a window before them is still there.
type runs struct {
	hashes, keys [ring]uint64
}

const (
	ring       = 64
	runsAtOnce = 32
)

// read reads the runs from number i on, which words begins with. The hash of a
// run is a polynomial over the hashes of its words, rolled along. The key ranks
// first those whose least word stands in the middle (open syncmers), then those
// whose least word stands at an end (closed ones), then the rest; within a class
// by hash. The upper two bits are the class.
func (p Profile) read(r *runs, words []prose.Word, i int) {
	const base = 0x9e3779b97f4a7c15 // odd, so that no word is multiplied away
	h, top := uint64(0), uint64(1)
	for _, w := range words[:p.words-1] {
		h = h*base + w.Hash
		top *= base
	}
	classes := p.classes()
	least, leastHash := -1, uint64(0)
	ends := words[p.words-1:]
	for n := range min(runsAtOnce, len(ends)) {
		next := ends[n].Hash
		switch {
		case least < n:
			least = n + leastWord(words[n:n+p.words])
			leastHash = words[least].Hash
		case next < leastHash:
			least, leastHash = n+p.words-1, next
		}
		h = h*base + next
		hash := prose.Mix(h)
		h -= words[n].Hash * top
		at := uint(i+n) % ring
		r.hashes[at], r.keys[at] = hash, classes[uint(least-n)%8]|hash>>2
	}
}

// classes returns the upper bits of a key by the place of the least word.
func (p Profile) classes() (t [8]uint64) {
	for at := range t {
		t[at] = 2 << 62
	}
	t[0], t[p.words-1] = 1<<62, 1<<62
	t[p.words/2] = 0
	return t
}

// leastWord returns the place of the first of the words with the least hash.
func leastWord(run []prose.Word) int {
	least, hash := 0, run[0].Hash
	for n := 1; n < len(run); n++ {
		if h := run[n].Hash; h < hash {
			least, hash = n, h
		}
	}
	return least
}

// lastLeast returns the last of the smallest keys from first to last, and the key.
func (r *runs) lastLeast(first, last int) (int, uint64) {
	best, least := first, r.keys[uint(first)%ring]
	for i := first + 1; i <= last; i++ {
		if key := r.keys[uint(i)%ring]; key <= least {
			best, least = i, key
		}
	}
	return best, least
}

// context is the signature of the four words before a seed and the four behind it,
// as index.Context describes it.
func (p Profile) context(words []prose.Word, i int) index.Context {
	const reach = index.ContextWords
	var sig uint32
	before := words[max(0, i-reach):i]
	for n, w := range before {
		sig |= contextField(w) << (2 * (reach - len(before) + n) & 31)
	}
	behind := words[i+p.words : min(i+p.words+reach, len(words))]
	for n, w := range behind {
		sig |= contextField(w) << (2 * (reach + n) & 31)
	}
	return index.Context(sig)
}

func contextField(w prose.Word) uint32 { return uint32(w.Hash >> 30 & 3) }
