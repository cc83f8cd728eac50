// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package forest_test

import (
	"slices"
	"testing"

	"hearsay/internal/forest"
)

// TestForest: the order and the sides of joins do not matter.
func TestForest(t *testing.T) {
	joins := [][2]int32{{5, 3}, {1, 2}, {3, 1}, {6, 7}, {7, 7}}
	want := []int32{0, 1, 1, 1, 4, 1, 6, 6}
	for range 2 {
		for k := range joins {
			var f forest.Forest
			for range want {
				f.Add()
			}
			for n := range joins {
				j := joins[(n+k)%len(joins)]
				f.Join(j[0], j[1])
			}
			got := make([]int32, len(want))
			for i := range got {
				got[i] = f.Root(int32(i))
			}
			if !slices.Equal(got, want) {
				t.Errorf("joined from %d: %v, want %v", k, got, want)
			}
		}
		for n, j := range joins {
			joins[n] = [2]int32{j[1], j[0]}
		}
	}
}
