// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAdjustedRand(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"aabb", "xxyy", 1},
		{"aabb", "yyxx", 1},
		{"abcd", "wxyz", 1},
		// Both pairs of one are split in the other. Of 6 pairs 2 and 2, none in
		// both; by chance 2*2/6 = 2/3: (0-2/3)/(2-2/3).
		{"aabb", "xyxy", -0.5},
		// Everything in one: 6 pairs against 2, 2 in both, by chance 6*2/6 = 2.
		{"aabb", "xxxx", 0},
		// 1 of a's 2 pairs, which is all that b has; chance 2*1/6: (1-1/3)/(1.5-1/3).
		{"aabb", "xxyz", 4. / 7},
	} {
		if got := adjustedRand(strings.Split(c.a, ""), strings.Split(c.b, "")); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s and %s: %.4f, want %.4f", c.a, c.b, got, c.want)
		}
	}
}

func TestRankedAbove(t *testing.T) {
	for _, c := range []struct {
		high, low []float64
		want      float64
	}{
		{[]float64{2, 3}, []float64{0, 1}, 1},
		{[]float64{0, 1}, []float64{2, 3}, 0},
		{[]float64{1, 1}, []float64{1}, 0.5},
		{[]float64{1, 3}, []float64{2, 1}, (0.5 + 2) / 4},
	} {
		if got := rankedAbove(c.high, c.low); got != c.want {
			t.Errorf("%v over %v: %.3f, want %.3f", c.high, c.low, got, c.want)
		}
	}
}

func TestTabCells(t *testing.T) {
	for line, want := range map[string][]string{
		"1\t2\ta b\tc":     {"1", "2", "a b", "c"},
		"1\t\"a\tb\"\tc":   {"1", "a\tb", "c"},
		"1\t\"a \tb\"":     {"1", "a \tb"},
		"\"never closed\t": {"\"never closed", ""},
		"":                 {""},
	} {
		if diff := cmp.Diff(want, tabCells(line)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", line, diff)
		}
	}
}
