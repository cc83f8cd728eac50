// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestPlan(t *testing.T) {
	ones := func(n int) []int64 { return slices.Repeat([]int64{1}, n) }
	first := func(n int) (out []int) {
		for i := range n {
			out = append(out, i)
		}
		return out
	}
	for _, c := range []struct {
		name string
		in   []int64
		want []int
	}{
		{"none", nil, nil},
		{"as many as may stay", ones(MaxLive), nil},
		{"one more", ones(MaxLive + 1), first(MaxLive + 1)},
		{"not the large one", append([]int64{5000}, ones(MaxLive)...), []int{1, 2, 3, 4, 5, 6, 7, 8}},
		{"wherever they stand", []int64{9, 5000, 9, 9, 5000, 9, 9, 5000, 9}, []int{0, 2, 3, 5, 6, 8}},
		{"all of a row", []int64{1, 2, 4, 8, 16, 32, 64, 128, 128}, first(9)},
		{"empty ones", make([]int64, MaxLive+1), first(MaxLive + 1)},
		{"full ones are not counted", append(slices.Repeat([]int64{MaxArticles}, 9), ones(MaxLive)...), nil},
		{"as many as fit", slices.Repeat([]int64{MaxArticles / 4}, 9), first(4)},
		{"two fit at least", slices.Repeat([]int64{MaxArticles / 2}, 9), first(2)},
	} {
		if got := Plan(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%s: Plan(%v) = %v, want %v", c.name, c.in, got, c.want)
		}
	}
}

func TestPlanLast(t *testing.T) {
	for _, c := range []struct {
		name  string
		in    []int64
		added int
		want  []int
	}{
		{"none", nil, 500, nil},
		{"one", []int64{500}, 500, nil},
		{"all that came at one go", []int64{4000, 500, 500, 120, 500}, 5620, []int{0, 1, 2, 3, 4}},
		{"nothing was added", []int64{3, 3}, 0, nil},
		{"a large library stays", []int64{900_000, 60_000, 1500, 400, 100}, 500, []int{2, 3, 4}},
		{"too dear", []int64{900_000, 60_000}, 1000, nil},
		{"no more than fit", []int64{MaxArticles, MaxArticles / 2, MaxArticles / 2}, MaxArticles, []int{1, 2}},
	} {
		if got := PlanLast(c.in, c.added); !slices.Equal(got, c.want) {
			t.Errorf("%s: PlanLast(%v, %d) = %v, want %v", c.name, c.in, c.added, got, c.want)
		}
	}
}

// merged replaces what a plan chose by one segment, and returns how many articles
// that wrote.
func merged(segments []int64, plan []int) (left []int64, written int64) {
	for i, n := range segments {
		if slices.Contains(plan, i) {
			written += n
		} else {
			left = append(left, n)
		}
	}
	return append(left, written), written
}

// TestPlanKeepsFew adds batches of several kinds, as filling does, and counts the
// segments that stay and how often an article was written.
func TestPlanKeepsFew(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name  string
		total int64
		batch func(i int) int64
		most  int64 // times that an article may be written
	}{
		{"ones", 100_000, func(int) int64 { return 1 }, 15},
		{"500", 10_000_000, func(int) int64 { return 500 }, 11},
		{"1 to 500", 10_000_000, func(int) int64 { return 1 + r.Int64N(500) }, 13},
		{"by turns", 2_000_000, func(i int) int64 { return []int64{3, 500}[i%2] }, 13},
		{"wild", 5_000_000, func(int) int64 { return 1 << r.IntN(12) }, 13},
		{"falling", 20_000_000, func(i int) int64 { return max(1, int64(1<<20)>>(i%20)) }, 13},
		{"more than one segment holds", 60_000_000, func(int) int64 { return 1 + r.Int64N(20_000) }, 13},
	} {
		var segments []int64
		var total, written int64
		most := 0
		for i := 0; total < c.total; i++ {
			n := c.batch(i)
			total, written = total+n, written+n
			segments = append(segments, n)
			for plan := Plan(segments); plan != nil; plan = Plan(segments) {
				var again int64
				segments, again = merged(segments, plan)
				written += again
			}
			most = max(most, len(segments))
		}
		t.Logf("%s: at most %d segments, each article written %.1f times", c.name, most, float64(written)/float64(total))
		if most > MaxLive+int(2*total/MaxArticles) || written > c.most*total {
			t.Errorf("%s: %d segments, %d articles written for %d", c.name, most, written, total)
		}
	}
}
