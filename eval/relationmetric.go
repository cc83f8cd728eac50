// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"hearsay"
)

// A pair is a relation of the truth with the answer that is nearest to it.
type pair struct {
	got   int     // index of the answer; -1 when none has the cue
	right bool    // cue, source and half of the content agree
	f     float64 // F of the content's tokens
}

// pairUp matches truth and answers one to one: first those that agree, then, of
// the rest, those that share the cue.
func (l *laidOut) pairUp(gold, got []hearsay.Quotation) []pair {
	pairs := make([]pair, len(gold))
	taken := make([]bool, len(got))
	for i := range gold {
		pairs[i] = pair{got: -1}
		if best, f := l.nearest(&gold[i], got, taken, agrees); best >= 0 && f >= 0.5 {
			taken[best] = true
			pairs[i] = pair{best, true, f}
		}
	}
	for i := range gold {
		if pairs[i].right {
			continue
		}
		if best, f := l.nearest(&gold[i], got, taken, sharesCue); best >= 0 {
			taken[best] = true
			pairs[i] = pair{best, false, f}
		}
	}
	return pairs
}

// nearest returns the free answer that passes the test and has the most of the
// content, the first of equals; -1 when there is none.
func (l *laidOut) nearest(g *hearsay.Quotation, got []hearsay.Quotation, taken []bool, test func(g, q *hearsay.Quotation) bool) (best int, bestF float64) {
	best, bestF = -1, -1
	for i := range got {
		if taken[i] || !test(g, &got[i]) {
			continue
		}
		if f := l.contentF(g, &got[i]); f > bestF {
			best, bestF = i, f
		}
	}
	return best, bestF
}

func agrees(g, q *hearsay.Quotation) bool {
	return sameCue(g, q) && (q.Source.Overlap(g.Source) > 0 || q.Source.IsZero() && g.Source.IsZero())
}

func sameCue(a, b *hearsay.Quotation) bool {
	return a.Cue.Overlap(b.Cue) > 0 || a.Cue.Len() <= 0 && b.Cue.Len() <= 0
}

// sharesCue asks relations without a cue to have words of content in common.
func sharesCue(a, b *hearsay.Quotation) bool {
	if a.Cue.Overlap(b.Cue) > 0 {
		return true
	}
	if a.Cue.Len() > 0 || b.Cue.Len() > 0 {
		return false
	}
	for _, c := range a.Content {
		for _, d := range b.Content {
			if c.Overlap(d) > 0 {
				return true
			}
		}
	}
	return false
}

// contentF is the F of the tokens of two contents. Refusals ("declined to
// comment") have none, and agree in that.
func (l *laidOut) contentF(a, b *hearsay.Quotation) float64 {
	if len(a.Content) == 0 && len(b.Content) == 0 {
		return 1
	}
	x, y := l.tokensIn(a.Content...), l.tokensIn(b.Content...)
	return overlapOf(x, y, func(r run) run { return r }).f1()
}

// relationCount counts the relations of one profile and mode. Hits are counted
// twice, since truth and answer need not be of the same mode.
type relationCount struct {
	truth, proposed int
	hit, right      [len(strictness)]int
}

// strictness says how much of the content must be right: F of its tokens.
var strictness = [...]struct {
	f    float64
	name string
}{{0.5, ""}, {0.8, " at .8"}, {1, " same words"}}

func (c *relationCount) precision(k int) float64 { return share(c.right[k], c.proposed) }
func (c *relationCount) recall(k int) float64    { return share(c.hit[k], c.truth) }

type relationCounts map[string]*relationCount

func (c relationCounts) of(group string) *relationCount {
	if c[group] == nil {
		c[group] = &relationCount{}
	}
	return c[group]
}

func (c relationCounts) add(text string, pairs []pair, gold, got []hearsay.Quotation) {
	for i := range gold {
		for _, group := range groupsOf(text, &gold[i]) {
			n := c.of(group)
			n.truth++
			countHits(&n.hit, pairs[i])
		}
	}
	for i := range got {
		for _, group := range groupsOf(text, &got[i]) {
			c.of(group).proposed++
		}
	}
	for _, p := range pairs {
		if p.right {
			for _, group := range groupsOf(text, &got[p.got]) {
				countHits(&c.of(group).right, p)
			}
		}
	}
}

func countHits(n *[len(strictness)]int, p pair) {
	for k, s := range strictness {
		if p.right && p.f >= s.f {
			n[k]++
		}
	}
}

// relationGroups lists the groups in the order of the report.
var relationGroups = [...]string{"core", "core direct", "core mixed", "core indirect", "all", "all direct", "all mixed", "all indirect"}

func (c relationCounts) addTo(set *Set) {
	set.explain("core", "plain reporting words; right: same cue, overlapping source, content F at least .5")
	set.explain("all", "and thinking, wanting, planning, showing")
	for _, group := range relationGroups {
		n := c.of(group)
		set.Add(group, "P", n.precision(0), n.proposed)
		set.Add(group, "R", n.recall(0), n.truth)
		for k, s := range strictness {
			set.Add(group, "F1"+s.name, harmonic(n.precision(k), n.recall(k)), 0)
		}
	}
}
