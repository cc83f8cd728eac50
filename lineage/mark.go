// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"math"
	"time"

	"hearsay"
)

// A mark is one thing that is seen of a derivation that may be: its name, by which
// the model knows its weight, and how much of it there is.
type mark struct {
	name  string
	value float64
}

type marks []mark

func (m *marks) add(name string) { *m = append(*m, mark{name, 1}) }

func (m *marks) when(shows bool, name string) {
	if shows {
		m.add(name)
	}
}

func (m *marks) amount(name string, v float64) {
	if v != 0 {
		*m = append(*m, mark{name, v})
	}
}

// bin names a number by the range that it is in.
func bin(prefix string, n int, limits []int, names []string) string {
	for i, l := range limits {
		if n < l {
			return prefix + names[i]
		}
	}
	return prefix + names[len(limits)]
}

var (
	wordLimits = []int{1, 8, 16, 40, 80}
	wordNames  = []string{" 0", " 1+", " 8+", " 16+", " 40+", " 80+"}
	fewLimits  = []int{1, 2, 3, 5}
	fewNames   = []string{" 0", " 1", " 2", " 3+", " 5+"}
)

// inTens is a number of words as a feature grows: in tens, and no more than 40 of them.
func inTens(n int) float64 { return math.Min(float64(n)/10, 40) }

// order names how the dates of two texts stand to each other.
func order(parent, child hearsay.Date) string {
	switch p, c := dated(parent), dated(child); {
	case !p && !c:
		return "neither is dated"
	case !p:
		return "parent without date"
	case !c:
		return "child without date"
	}
	if gap := child.Earliest.Sub(parent.Latest); gap > 0 {
		return "later by " + gapName(gap)
	}
	if gap := parent.Earliest.Sub(child.Latest); gap > 0 {
		return "earlier by " + gapName(gap)
	}
	if parent.Earliest.Equal(child.Earliest) && parent.Latest.Equal(child.Latest) {
		return "dates equal"
	}
	switch likelyPrecedes(parent, child) {
	case 1:
		return "likely later"
	case -1:
		return "likely earlier"
	}
	return "dates overlap"
}

// likelyGap is how far the middles of two dates that touch have to be apart for one of
// them to be likely the earlier: a day without a zone touches both of its neighbours.
const likelyGap = 12 * time.Hour

// likelyPrecedes is 1 when the first date is likely before the second, -1 when it is
// likely behind it, and 0 when that is open.
func likelyPrecedes(a, b hearsay.Date) int {
	if !dated(a) || !dated(b) {
		return 0
	}
	switch gap := middle(b).Sub(middle(a)); {
	case gap >= likelyGap:
		return 1
	case gap <= -likelyGap:
		return -1
	}
	return 0
}

func middle(d hearsay.Date) time.Time { return d.Earliest.Add(d.Latest.Sub(d.Earliest) / 2) }

func dated(d hearsay.Date) bool { return !d.Earliest.IsZero() && !d.Latest.IsZero() }

func gapName(d time.Duration) string {
	switch {
	case d < 15*time.Minute:
		return "minutes"
	case d < 2*time.Hour:
		return "an hour"
	case d < 12*time.Hour:
		return "hours"
	case d < 48*time.Hour:
		return "a day"
	}
	return "days"
}
