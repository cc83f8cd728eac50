// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"cmp"
	"maps"
	"slices"

	"hearsay"
)

// Spans are compared as CofeNet does (Wang et al. 2023), so that figures can be
// laid beside published ones: exact is right when both ends are, begin when the
// first token is, jaccard is the mean of the best overlap of every span of the
// truth, with a nought for every answer that overlaps none. Token F1 is that of
// single tokens.

var roles = [3]string{"source", "cue", "content"}

var aboutRole = [3]string{"who speaks, as written", "the reporting words", "the words said, each fragment"}

type spanCounts struct {
	exact, begin, tokens [3]prf
	overlap              [3]float64 // sum of best overlaps
	compared             [3]int     // over so many
}

func (c *spanCounts) add(l *laidOut, got, gold []hearsay.Quotation) {
	for role := range roles {
		c.addRole(role, l.spansOf(role, got), l.spansOf(role, gold))
	}
}

func (c *spanCounts) addRole(role int, got, want map[run]bool) {
	c.exact[role].add(overlapOf(got, want, func(r run) run { return r }))
	c.begin[role].add(overlapOf(got, want, func(r run) run { return run{first: r.first} }))
	c.tokens[role].add(overlapOf(tokensOf(got), tokensOf(want), func(r run) run { return r }))
	for _, r := range inOrder(want) { // sums of fractions depend on the order
		c.overlap[role] += bestOverlap(r, got)
		c.compared[role]++
	}
	for r := range got {
		if bestOverlap(r, want) == 0 {
			c.compared[role]++
		}
	}
}

func (c *spanCounts) addTo(set *Set) {
	for role, group := range roles {
		set.explain(group, aboutRole[role])
		c.exact[role].addTo(set, group)
		set.Add(group, "begin F1", c.begin[role].f1(), 0)
		set.Add(group, "token F1", c.tokens[role].f1(), 0)
		mean := 0.0
		if c.compared[role] > 0 {
			mean = c.overlap[role] / float64(c.compared[role])
		}
		set.Add(group, "jaccard", mean, 0)
	}
}

// bestOverlap is the share of common tokens in r and the run nearest to it.
func bestOverlap(r run, others map[run]bool) float64 {
	best := 0.0
	for o := range others {
		common := min(r.end, o.end) - max(r.first, o.first)
		if common > 0 {
			best = max(best, float64(common)/float64(max(r.end, o.end)-min(r.first, o.first)))
		}
	}
	return best
}

func inOrder(runs map[run]bool) []run {
	return slices.SortedFunc(maps.Keys(runs), func(a, b run) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.end, b.end))
	})
}

// spansOf collects the runs of one role over all relations, each once.
func (l *laidOut) spansOf(role int, qs []hearsay.Quotation) map[run]bool {
	out := map[run]bool{}
	for i := range qs {
		for _, r := range l.runs(roleOf(role, &qs[i])...) {
			out[r] = true
		}
	}
	return out
}

func roleOf(role int, q *hearsay.Quotation) []hearsay.Span {
	switch role {
	case 0:
		return []hearsay.Span{q.Source}
	case 1:
		return []hearsay.Span{q.Cue}
	}
	return q.Content
}

// overlapOf counts the runs of got that want has, by key: the run itself, or its
// beginning alone.
func overlapOf(got, want map[run]bool, key func(run) run) prf {
	keys := map[run]bool{}
	for r := range want {
		keys[key(r)] = true
	}
	c := prf{proposed: len(got), truth: len(want)}
	seen := map[run]bool{}
	for r := range got {
		if k := key(r); keys[k] && !seen[k] {
			seen[k] = true
			c.hit++
		}
	}
	return c
}

func tokensOf(runs map[run]bool) map[run]bool {
	out := map[run]bool{}
	for r := range runs {
		for i := r.first; i < r.end; i++ {
			out[run{i, i + 1}] = true
		}
	}
	return out
}
