// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"
	"testing"
)

// TestEach: results stand in the order of the numbers, and a panic in one call is the caller's.
func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, fewest, 1000} {
		got := each(n, func(i int) int { return i * i })
		if len(got) != n || !slices.IsSorted(got) || n > 0 && got[n-1] != (n-1)*(n-1) {
			t.Errorf("%d squares: %v", n, got)
		}
		if n == 0 {
			continue
		}
		func() {
			defer func() {
				if cause := recover(); cause != "the last" {
					t.Errorf("of %d calls one panicked, and %v came", n, cause)
				}
			}()
			each(n, func(i int) int {
				if i == n-1 {
					panic("the last")
				}
				return i
			})
		}()
	}
}
