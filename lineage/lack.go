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

// number numbers the runs that two articles have, and gives those of each as bits.
func (s *scene) number() {
	s.numbers = map[uint64]int{}
	for _, r := range s.all {
		for _, h := range r.runs {
			if _, ok := s.numbers[h]; !ok && s.spread[h] > 1 {
				s.numbers[h] = len(s.numbers)
			}
		}
	}
	for _, r := range s.all {
		s.bits = append(s.bits, s.bitsOf(r))
	}
}

func (s *scene) bitsOf(r *reading) set {
	out := make(set, (len(s.numbers)+63)/64)
	for h := range r.at {
		if k, ok := s.numbers[h]; ok {
			out[k/64] |= 1 << (k % 64)
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
	s.number()
	s.lacks = each(len(s.all), func(c int) []lack {
		before := s.before(c)
		list := make([]lack, len(s.all))
		for p := range s.all {
			if p != c {
				list[p] = lackOf(s.bits, before, c, p)
			}
		}
		return list
	})
}

// before says of each article whether it is dated before another, as precedes does.
func (s *scene) before(c int) []int {
	out := make([]int, len(s.all))
	for q := range s.all {
		out[q] = precedes(s.all[q].date, s.all[c].date)
	}
	return out
}

func lackOf(runs []set, before []int, c, p int) lack {
	mine, its := runs[c], runs[p]
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

// lackOf is what p lacks of c.
func (s *scene) lackOf(c, p int) lack {
	if s.more > 0 && p == len(s.all)-1 {
		return lackOf(s.bits, s.before(c), c, p)
	}
	return s.lacks[c][p]
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
