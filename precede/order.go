// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"cmp"
	"slices"
)

// Order puts versions of one page in order, earliest first, as far as their words
// tell, and returns their indexes. The order of texts does not matter but between
// versions that nothing tells apart. Time grows with the square of their number.
func Order(texts []*Text) []int {
	out := make([]int, len(texts))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(i, j int) int { return cmp.Compare(len(texts[i].words), len(texts[j].words)) })
	return out
}
