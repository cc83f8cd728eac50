// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import "math/bits"

// lack is what one article has in common with third ones and not with another: that
// other can hardly be its only source. It is counted in runs.
type lack struct {
	earlier int // that an article has which does not have them from it
	undated int // that only articles have which may have them from it
}

// A set is runs that several articles have, a bit each.
type set []uint64

// sets gives the runs of each article that another has, too, as bits.
func (s *scene) sets() []set {
	number := map[uint64]int{}
	for _, r := range s.all {
		for _, h := range r.runs {
			if _, ok := number[h]; !ok && s.spread[h] > 1 {
				number[h] = len(number)
			}
		}
	}
	out := make([]set, len(s.all))
	for i, r := range s.all {
		out[i] = make(set, (len(number)+63)/64)
		for h := range r.at {
			if k, ok := number[h]; ok {
				out[i][k/64] |= 1 << (k % 64)
			}
		}
	}
	return out
}

// apart is how many runs a text has in common with the supposed source of another,
// and not with that other, before it is clear that it has them from elsewhere.
const apart = 6

// lack finds, for each two articles, what the one lacks of the other. A third
// article does not have its words from the other when it is dated before it, or has
// words of the one that the other lacks. Time grows with the cube of the number of
// articles, a sixty-fourth of their runs for each three.
func (s *scene) lack() {
	runs := s.sets()
	for c, mine := range runs {
		list := make([]lack, len(runs))
		before := make([]int, len(runs))
		for q := range runs {
			before[q] = precedes(s.all[q].date, s.all[c].date)
		}
		for p, its := range runs {
			if p != c {
				list[p] = lackOf(runs, before, c, p, mine, its)
			}
		}
		s.lacks = append(s.lacks, list)
	}
}

func lackOf(runs []set, before []int, c, p int, mine, its set) lack {
	sure, perhaps := make(set, len(mine)), make(set, len(mine))
	for q, other := range runs {
		switch {
		case q == c || q == p || before[q] < 0:
		case before[q] > 0 || beside(other, its, mine) >= apart:
			join(sure, other)
		default:
			join(perhaps, other)
		}
	}
	var l lack
	for k := range mine {
		left := mine[k] &^ its[k]
		l.earlier += bits.OnesCount64(left & sure[k])
		l.undated += bits.OnesCount64(left & perhaps[k] &^ sure[k])
	}
	return l
}

func join(a, b set) {
	for k := range a {
		a[k] |= b[k]
	}
}

// beside counts what two sets have in common and a third lacks.
func beside(a, b, without set) int {
	n := 0
	for k := range a {
		n += bits.OnesCount64(a[k] & b[k] &^ without[k])
	}
	return n
}
