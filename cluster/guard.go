// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cluster

import "hearsay"

// fits reports whether two groups of witnesses may be one cluster: their mean
// lengths must be within half and double of each other, and no length may be more
// than four times another.
//
// The mean, since it is exact in constant time when clusters grow, join and lose
// a witness, does not depend on the order in which they came, and one odd witness
// among thousands does not turn the next copy away. It can be pulled along by a
// chain that adds ever more witnesses, each a fifth shorter; hence the second
// rule, which no number of witnesses can bend.
func fits(a, b *hearsay.Cluster) bool {
	const mean, extreme = 2, 4
	if a.Words*b.Witnesses > mean*b.Words*a.Witnesses || b.Words*a.Witnesses > mean*a.Words*b.Witnesses {
		return false
	}
	return max(a.Longest, b.Longest) <= extreme*min(a.Shortest, b.Shortest)
}

// alone is the group that a witness is by itself.
func alone(w hearsay.Witness) hearsay.Cluster {
	n := w.Words.Len()
	first := hearsay.Witness{Article: w.Article, Date: w.Date, Words: w.Words}
	return hearsay.Cluster{First: first, Witnesses: 1, Words: n, Shortest: n, Longest: n}
}

// join adds the witnesses of b to a, whose ID stays.
func join(a, b *hearsay.Cluster) {
	if b.First.Compare(&a.First) < 0 {
		a.First = b.First
	}
	a.Witnesses += b.Witnesses
	a.Words += b.Words
	a.Shortest = min(a.Shortest, b.Shortest)
	a.Longest = max(a.Longest, b.Longest)
}

// check says what is wrong with a link.
func check(l hearsay.Link) error {
	switch {
	case l.A.Article == l.B.Article:
		return invalid(l, "an article is linked with itself")
	case l.A.Words.From < 0 || l.B.Words.From < 0 || l.A.Words.Len() <= 0 || l.B.Words.Len() <= 0:
		return invalid(l, "there is no such span")
	case max(l.A.Words.To, l.B.Words.To) > maxWords:
		return invalid(l, "there are more words than an article can have")
	}
	return nil
}

// maxWords bounds word numbers, so that sums of lengths cannot overflow and a
// span takes eight bytes.
const maxWords = 1<<31 - 1
