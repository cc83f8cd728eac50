// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay_test

import (
	"slices"
	"testing"

	"hearsay"
)

func TestJoinSpans(t *testing.T) {
	for _, c := range []struct {
		name     string
		in, want []hearsay.Span
		length   int
	}{
		{"none", nil, nil, 0},
		{"apart, the last first", []hearsay.Span{{7, 9}, {1, 3}}, []hearsay.Span{{1, 3}, {7, 9}}, 4},
		{"touching", []hearsay.Span{{1, 3}, {3, 5}}, []hearsay.Span{{1, 5}}, 4},
		{"one within another", []hearsay.Span{{1, 9}, {2, 4}, {8, 10}}, []hearsay.Span{{1, 10}}, 9},
		{"twice", []hearsay.Span{{1, 3}, {1, 3}}, []hearsay.Span{{1, 3}}, 2},
	} {
		got := hearsay.JoinSpans(slices.Clone(c.in))
		if !slices.Equal(got, c.want) || hearsay.SpansLen(got) != c.length {
			t.Errorf("%s: %v of %d, want %v of %d", c.name, got, hearsay.SpansLen(got), c.want, c.length)
		}
	}
}
