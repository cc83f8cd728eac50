// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package chain

import (
	"cmp"
	"fmt"
	"slices"

	"hearsay"
)

// Member is an article that shares text with the question asked.
type Member struct {
	Article hearsay.Brief
	// Regions are the stretches of the question that it shares, as word
	// numbers (half-open), in order.
	Regions []hearsay.Span
	// Credits are the outlets that it says it has text from.
	Credits []hearsay.Agent
}

// minTie is how many words of the question two articles must both have to be
// tied: fewer may be a phrase of the language. The same as the least that a
// trace shows.
const minTie = 8

// Origins groups the members that are tied by copying: those that share the
// same stretch of the question, directly or through others. As evidence each
// group counts once. Adding a copy never adds a group, and the order of the
// members does not matter. Two articles that share different stretches of the
// question stay apart. Time is O(n²) in the number of members.
func Origins(members []Member) []hearsay.OriginGroup {
	members = slices.Clone(members)
	slices.SortFunc(members, func(a, b Member) int { return compareDates(a.Article, b.Article) })
	group := components(members)
	var out []hearsay.OriginGroup
	for _, in := range group {
		out = append(out, originOf(members, in))
	}
	return out
}

// compareDates orders by date, then ID; articles without a date come last.
func compareDates(a, b hearsay.Brief) int {
	ta, tb := a.Date.Earliest, b.Date.Earliest
	if ta.IsZero() != tb.IsZero() {
		if ta.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(ta.Compare(tb), a.Date.Latest.Compare(b.Date.Latest), slices.Compare(a.ID[:], b.ID[:]))
}

// components returns the groups as lists of member indices, in member order.
func components(members []Member) [][]int {
	label := make([]int, len(members))
	for i := range label {
		label[i] = i
	}
	root := func(i int) int {
		for label[i] != i {
			label[i] = label[label[i]]
			i = label[i]
		}
		return i
	}
	for i := range members {
		for j := range i {
			if a, b := root(i), root(j); a != b && common(members[i].Regions, members[j].Regions) >= minTie {
				label[max(a, b)] = min(a, b)
			}
		}
	}
	index := map[int]int{}
	var out [][]int
	for i := range members {
		r := root(i)
		k, ok := index[r]
		if !ok {
			k = len(out)
			index[r] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}

// common counts the words that two sorted lists of regions share.
func common(a, b []hearsay.Span) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		n += a[i].Overlap(b[j])
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return n
}

// originOf describes one group.
func originOf(members []Member, in []int) hearsay.OriginGroup {
	g := hearsay.OriginGroup{}
	for _, i := range in {
		g.Articles = append(g.Articles, members[i].Article.ID)
	}
	first := members[in[0]]
	if len(in) == 1 {
		g.Why = append(g.Why, "no other article in this library shares these words")
	} else {
		g.Why = append(g.Why, fmt.Sprintf("%d articles share the same words of the text", len(in)))
	}
	if earliest, why := earliestOf(members, in); earliest >= 0 {
		b := members[earliest].Article
		g.Earliest = &b
		g.Why = append(g.Why, why)
		first = members[earliest]
	} else {
		g.Why = append(g.Why, why)
	}
	if to, ok := elsewhere(first, members, in); ok && g.Earliest != nil {
		g.Unseen = true
		g.Why = append(g.Why, fmt.Sprintf("%s, the earliest in this library, names %s, which is not among them", first.Article.Label(), cmp.Or(to.Name, to.Domain)))
	}
	if g.Earliest == nil && len(in) > 1 && !anyCredit(members, in) && outlets(members, in) > 1 {
		g.Unseen = true
		g.Why = append(g.Why, "none of them credits another: both may have the words from a source that is not in this library")
	}
	return g
}

// earliestOf returns the member dated before all others, or -1 when the dates do
// not decide. It need not be the first: one without a date that was seen before
// all others were published comes last in the order of dates.
func earliestOf(members []Member, in []int) (int, string) {
	if len(in) == 1 {
		if members[in[0]].Article.Date.Earliest.IsZero() {
			return -1, "it has no date"
		}
		return in[0], "the only one"
	}
	for _, i := range in {
		if a := members[i].Article; rival(members, in, i) < 0 {
			return i, fmt.Sprintf("%s is the earliest in this library (%s)", a.Label(), worded(a.Date))
		}
	}
	other := members[rival(members, in, in[0])].Article
	return -1, fmt.Sprintf("the dates do not say whether %s or %s was first", members[in[0]].Article.Label(), other.Label())
}

// rival returns a member that member i is not dated before, or -1.
func rival(members []Member, in []int, i int) int {
	for _, j := range in {
		if j != i && !members[i].Article.Date.Before(members[j].Article.Date) {
			return j
		}
	}
	return -1
}

// elsewhere returns an outlet that m credits and that no member of the group is.
func elsewhere(m Member, members []Member, in []int) (hearsay.Agent, bool) {
	for _, to := range m.Credits {
		inside := to.Name == "" && to.Domain == ""
		for _, i := range in {
			inside = inside || SameOutlet(to, members[i].Article.Outlet)
		}
		if !inside {
			return to, true
		}
	}
	return hearsay.Agent{}, false
}

// anyCredit reports whether a member credits another member's outlet.
func anyCredit(members []Member, in []int) bool {
	for _, i := range in {
		for _, to := range members[i].Credits {
			for _, j := range in {
				if i != j && SameOutlet(to, members[j].Article.Outlet) {
					return true
				}
			}
		}
	}
	return false
}

// outlets counts the known outlets of a group. One that is not known may be any of
// the others, so it is no evidence that there are several.
func outlets(members []Member, in []int) int {
	var seen []hearsay.Agent
	for _, i := range in {
		o := members[i].Article.Outlet
		known := o.Name != "" || o.Domain != ""
		if known && !slices.ContainsFunc(seen, func(s hearsay.Agent) bool { return SameOutlet(s, o) }) {
			seen = append(seen, o)
		}
	}
	return len(seen)
}
