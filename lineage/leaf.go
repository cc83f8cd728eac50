// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"math"
	"slices"
)

// A leaf is an article outside the core, with the scene of the core and itself, in which
// it is the last.
type leaf struct {
	*scene
	best int // of its arcs
}

// nearby is how many articles of the core a leaf is compared with, word by word.
const nearby = 12

// with is the scene with one article more, which nothing can be from.
func (s *scene) with(r *reading, first int) *leaf {
	m := *s
	i := len(s.all)
	m.all = append(slices.Clip(s.all), r)
	m.naming = s.naming.with(r)
	m.more = 1
	m.spreads = append(slices.Clip(s.spreads), s.spreadOf(r))
	m.bits = append(slices.Clip(s.bits), s.bitsOf(r))
	m.overlaps = append(slices.Clip(s.overlaps), m.nearest(r, first))
	list := make([]lack, i+1)
	before := m.before(i)
	for p, o := range m.overlaps[i] {
		if o != nil {
			list[p] = lackOf(m.bits, before, i, p)
		}
	}
	m.lacks = append(slices.Clip(s.lacks), list)
	m.kins = append(slices.Clip(s.kins), m.kinOf(i))
	m.profiles = append(slices.Clip(s.profiles), m.profile(i))
	var ways []arc
	if first < 0 {
		ways = m.arcsOf(i)
	} else {
		ways = m.copyWays(first)
	}
	m.arcs = append(slices.Clip(s.arcs), ways)
	l := &leaf{scene: &m}
	l.choose(first)
	return l
}

// nearest compares a text with those of the core that have most runs of it, and with
// those that it names or links to; one that has the very words of another with that one
// and its source.
func (s *scene) nearest(r *reading, first int) []*overlap {
	n := len(s.all) - 1
	if first >= 0 {
		row := make([]*overlap, n)
		row[first] = meet(s.all[first], r)
		if up := s.chosen[first]; up >= 0 {
			row[up] = meet(s.all[up], r)
		}
		return row
	}
	count := make([]int, n)
	for h := range r.at {
		for _, p := range s.carriers[h] {
			count[p]++
		}
	}
	order := make([]int, n)
	for p := range order {
		order[p] = p
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(count[b], count[a]) })
	row := make([]*overlap, n)
	for k, p := range order {
		if count[p] > 0 && (k < nearby || s.ties(p)) {
			row[p] = meet(s.all[p], r)
		}
	}
	return row
}

// ties reports whether the last article names the outlet of another or links to it.
func (s *scene) ties(p int) bool {
	last := len(s.all) - 1
	to := s.naming.of[p]
	return s.naming.linked[last][p] || to >= 0 && s.naming.named[last][to] != 0
}

// copyWays are the ways of one that has the very words of another: from that one, or
// from where that one has them.
func (s *scene) copyWays(first int) []arc {
	i := len(s.all) - 1
	out := []arc{{from: first, marks: s.pairMarks(first, i)}}
	switch up := s.chosen[first]; {
	case up >= 0:
		out = append(out, arc{from: up, marks: s.pairMarks(up, i)})
	case up <= fromNamed:
		out = append(out, arc{from: up, marks: s.namedMarks(i, fromNamed-up)})
	}
	return out
}

// choose weighs the ways of the leaf.
func (l *leaf) choose(first int) {
	if first >= 0 {
		l.copyOf(first)
		return
	}
	arcs := l.arcs[len(l.all)-1]
	top := math.Inf(-1)
	for k := range arcs {
		if arcs[k].weight > top {
			top, l.best = arcs[k].weight, k
		}
	}
	sum := 0.0
	for k := range arcs {
		arcs[k].chance = math.Exp(arcs[k].weight - top)
		sum += arcs[k].chance
	}
	for k := range arcs {
		arcs[k].chance /= sum
	}
}

// asLikely is how likely it is that who has the very words of one has them from that
// one, or from where that one has them, when nothing else is seen.
const asLikely = 0.9

// copyOf chooses for a leaf that has the very words of an article of the core: whom
// these words name, if that is where the other has them from, else the other. It has
// no beginning of its own, so a copy never adds an origin.
func (l *leaf) copyOf(first int) {
	i := len(l.all) - 1
	own, up := first, l.chosen[first]
	if to := l.sourceOf(up); to >= 0 && l.naming.named[i][to]&credits != 0 && !l.namesOutlet(first) {
		own = up
	}
	for k := range l.arcs[i] {
		if a := &l.arcs[i][k]; a.from == own {
			l.best, a.chance = k, asLikely
			if own == up {
				a.chance = l.chanceOf(first)
			}
		}
	}
}

// sourceOf is the source that a way leads to; -1 when nobody knows it.
func (s *scene) sourceOf(from int) int {
	switch {
	case from >= 0:
		return s.naming.of[from]
	case from <= fromNamed:
		return fromNamed - from
	}
	return -1
}

func (l *leaf) namesOutlet(p int) bool {
	to := l.naming.of[p]
	return to >= 0 && l.naming.named[len(l.all)-1][to]&credits != 0
}

// chanceOf is how likely the way is that was chosen for an article of the core.
func (l *leaf) chanceOf(p int) float64 {
	for _, a := range l.arcs[p] {
		if a.from == l.chosen[p] {
			return a.chance
		}
	}
	return asLikely
}

// turned is the share of a tie's odds that speaks for the way that is stated, and not
// for the turned one.
func (l *leaf) turned(p int) float64 {
	i := len(l.all) - 1
	forth := weigh(l.weights, l.pairMarks(p, i))
	back := weigh(l.weights, l.pairMarks(i, p))
	return 1 / (1 + math.Exp(back-forth))
}
