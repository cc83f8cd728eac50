// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import "slices"

// A story of thousands is judged in two steps. Its core are the articles that others
// can be from: they are set against each other, all with all. The others, which have
// the text of these and little else, are set against the core one by one. A story of
// few is all core, but for exact copies of earlier articles.

const (
	coreSize = 150
	// freshSize is how many of these are taken for what they have that is new, of all
	// that is left those whose outlets others credit.
	freshSize = 110
)

// fresh is which share of an article's runs has to be new for it to be of the core,
// in per cent.
const fresh = 25

// core is a choice of articles, by their places in the story.
type core struct {
	members []int // in order
	fresh   []int // those that are taken for what is new in them; nil when all are taken
	texts   int   // that differ, those of credited outlets counted each
}

// coreOf chooses the core of articles in order.
func coreOf(all []*reading, credited map[string]int) core {
	first := firstCopies(all, credited)
	if len(first) <= coreSize {
		return core{members: first, texts: len(first)}
	}
	seen := map[uint64]uint8{}
	c := core{fresh: []int{}, texts: len(first)}
	var rest []int
	for _, i := range first {
		r := all[i]
		if len(c.fresh) < freshSize && r.isFresh(seen) {
			c.fresh = append(c.fresh, i)
			r.enter(seen)
		} else if credited[r.outlet] > 0 {
			rest = append(rest, i)
		}
	}
	slices.SortStableFunc(rest, func(i, j int) int {
		return credited[all[j].outlet] - credited[all[i].outlet]
	})
	c.members = append(slices.Clone(c.fresh), rest[:min(len(rest), coreSize-len(c.fresh))]...)
	slices.Sort(c.members)
	return c
}

// firstCopies are the articles without those that have the very words of one before.
// Those of outlets that others credit stay.
func firstCopies(all []*reading, credited map[string]int) []int {
	has := map[uint64]bool{}
	for _, r := range all {
		if credited[r.outlet] > 0 {
			has[r.print] = true
		}
	}
	var out []int
	for i, r := range all {
		if credited[r.outlet] == 0 {
			if has[r.print] {
				continue
			}
			has[r.print] = true
		}
		out = append(out, i)
	}
	return out
}

// twice is how often a run has to be in the core to be no longer new: one carrier may
// have it from the other.
const twice = 2

// isFresh reports whether enough of an article's runs are new.
func (r *reading) isFresh(seen map[uint64]uint8) bool {
	n := 0
	for h := range r.at {
		if seen[h] < twice {
			n++
		}
	}
	return 100*n >= fresh*len(r.at)
}

func (r *reading) enter(seen map[uint64]uint8) {
	for h := range r.at {
		if seen[h] < twice {
			seen[h]++
		}
	}
}

// leavesCore reports whether an article that has come leaves the core as it is, so
// that it need not be judged again. It may say no when that is so.
func (s *Story) leavesCore(r *reading) bool {
	t := s.told
	if s.credited[r.outlet] > 0 {
		return false
	}
	for _, c := range r.credits {
		if k := keyOf(c.To); s.published[k] > t.published[k] {
			return false // an article outside the core is credited now
		}
	}
	if i, same := t.byPrint[r.print]; same {
		first := t.core[i].r
		return s.credited[first.outlet] > 0 || compare(first.Article, r.Article) < 0
	}
	if t.fresh == nil {
		return false
	}
	seen := map[uint64]uint8{}
	before := 0
	for _, f := range t.fresh {
		if compare(f.Article, r.Article) < 0 {
			f.enter(seen)
			before++
		}
	}
	return before == freshSize || !r.isFresh(seen)
}
