// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import "math/bits"

// ContextWords is how many words on each side of a seed its signature covers.
const ContextWords = 4

// Context is the signature of the words around a seed: two bits for each of the
// four words before it, the nearest highest, and then for each of the four behind
// it, the nearest lowest. Chance can make two words look alike, one pair in four,
// but words that are alike always do.
type Context uint16

// differ has a bit, every second one, for each word that looks unlike.
func (c Context) differ(d Context) uint16 {
	x := uint16(c ^ d)
	return (x | x>>1) & 0x5555
}

// Same counts the words that look alike, 0 to 8: of chance, two of eight; around
// a shared run of ten words, at least as many as the run has beside the seed.
func (c Context) Same(d Context) int {
	return 2*ContextWords - bits.OnesCount16(c.differ(d))
}

// Alike reports whether at least n words next to the seed, on both sides together
// and without a gap, look alike, or all of one side do: behind an end of a shared run nothing has to.
func (c Context) Alike(d Context, n int) bool {
	x := c ^ d
	return int(alikeBefore[x&0xff]+alikeBehind[x>>8]) >= min(n, 2*ContextWords)
}

// alikeBefore and alikeBehind count the words next to the seed that look alike, by
// the bits in which the signatures of one side differ; twice where all of the side do.
// Postings are compared by the hundred thousand, and most of them are not
// alike: branches would be guessed wrong.
var alikeBefore, alikeBehind = func() (before, behind [256]uint8) {
	for x := range 256 {
		before[x] = uint8(bits.LeadingZeros8(uint8(x)) / 2)
		behind[x] = uint8(bits.TrailingZeros8(uint8(x)) / 2)
	}
	before[0], behind[0] = 2*ContextWords, 2*ContextWords
	return before, behind
}()
