// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"math/bits"

	"hearsay/index"
	"hearsay/prose"
)

// Wide is a signature of the neighbours of a seed with four bits for each word
// instead of two, the word farthest before the seed in the lowest. An index has no
// room for it; who keeps the seeds of a corpus for one run only has. Of words that
// are not the same, one in sixteen seems so instead of one in four: half of the texts
// that were aligned in vain need not be.
type Wide uint32

const (
	wideBits  = 4
	wideWords = wideBits * index.ContextWords // bits of the words on one side
	wideOnes  = 0x1111                        // the lowest bit of each word of a side
)

// Wide returns the signature of the seed at a word.
func (p Profile) Wide(words []prose.Word, at int) Wide {
	var sig Wide
	for n := range 2 * index.ContextWords {
		i := at - index.ContextWords + n
		if n >= index.ContextWords {
			i += p.words
		}
		if i >= 0 && i < len(words) {
			sig |= Wide(words[i].Hash>>28&(1<<wideBits-1)) << (wideBits * n)
		}
	}
	return sig
}

// alikeWide is how many words of a seed and around it must agree to look Alike. In
// wide signatures one word less than in narrow ones is less often chance.
const alikeWide = 7

// LookWide is [Profile.Look] of wide signatures. It sees words agree behind one that
// was left out or put in, too.
func (p Profile) LookWide(a, b Wide) Look {
	differ := fields(uint32(a ^ b))
	before := bits.LeadingZeros32(differ<<(32-wideWords)|1<<(31-wideWords)) / wideBits
	behind := bits.TrailingZeros32(differ>>wideWords|1<<wideWords) / wideBits
	if before+behind >= p.tenBeside() || before == index.ContextWords || behind == index.ContextWords {
		return Ten
	}
	const low = 1<<wideWords - 1
	if sameShifted(uint32(a)&low, uint32(b)&low)+sameShifted(uint32(a)>>wideWords, uint32(b)>>wideWords) >= alikeWide-p.words {
		return Alike
	}
	return Unlike
}

// fields has the lowest bit of each four that are not all zero.
func fields(differ uint32) uint32 {
	differ |= differ >> 2
	differ |= differ >> 1
	return differ & (wideOnes<<16 | wideOnes)
}

// sameShifted counts the words of one side that agree, at the same distance from
// the seed or at one that differs by one.
func sameShifted(a, b uint32) int {
	same := index.ContextWords - bits.OnesCount32(fields(a^b))
	near := index.ContextWords - 1 - bits.OnesCount32(fields(a>>wideBits^b&0xfff))
	far := index.ContextWords - 1 - bits.OnesCount32(fields(b>>wideBits^a&0xfff))
	return max(same, near, far)
}
