// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import "hearsay"

// cueCount looks only at relations whose cue was found, and says which of their
// parts are right.
type cueCount struct {
	truth, found               int
	sourceOverlap, sourceExact int
	content                    [len(strictness)]int
}

type cueCounts struct{ core, all cueCount }

func (c *cueCounts) add(l *laidOut, pairs []pair, gold, got []hearsay.Quotation) {
	for i := range gold {
		c.all.add(l, pairs[i], &gold[i], got)
		if isCore(l.text, &gold[i]) {
			c.core.add(l, pairs[i], &gold[i], got)
		}
	}
}

func (c *cueCount) add(l *laidOut, p pair, g *hearsay.Quotation, got []hearsay.Quotation) {
	c.truth++
	if p.got < 0 {
		return
	}
	c.found++
	q := &got[p.got]
	if agrees(g, q) {
		c.sourceOverlap++
	}
	want, _ := l.edges(g.Source)
	if have, _ := l.edges(q.Source); have == want {
		c.sourceExact++
	}
	for k, s := range strictness {
		if p.f >= s.f {
			c.content[k]++
		}
	}
}

func (c *cueCounts) addTo(set *Set) {
	set.explain("core, cue found", "of relations whose cue was found, the share with that part right")
	c.core.addTo(set, "core, cue found")
	c.all.addTo(set, "all, cue found")
}

func (c *cueCount) addTo(set *Set, group string) {
	set.Add(group, "R of cues", share(c.found, c.truth), c.truth)
	set.Add(group, "source overlaps", share(c.sourceOverlap, c.found), c.found)
	set.Add(group, "source exact", share(c.sourceExact, c.found), 0)
	for k, name := range [...]string{"content .5", "content .8", "same words"} {
		set.Add(group, name, share(c.content[k], c.found), 0)
	}
}
