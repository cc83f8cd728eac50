// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import "hearsay/prose"

// runWords is how many words in a row are a run; fewest is how many runs two
// articles have in common by chance.
const (
	runWords = 4
	fewest   = 10
)

func runsOf(text string) map[uint64]bool {
	words := prose.Words(text)
	out := map[uint64]bool{}
	for i := 0; i+runWords <= len(words); i++ {
		h := uint64(0)
		for _, w := range words[i : i+runWords] {
			h = prose.Mix(h ^ w.Hash)
		}
		out[h] = true
	}
	return out
}

func common(a, b map[uint64]bool) int {
	n := 0
	for h := range a {
		if b[h] {
			n++
		}
	}
	return n
}
