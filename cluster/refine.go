// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cluster

import (
	"bytes"
	"cmp"
	"slices"

	"hearsay"
)

// Refiner makes clusters of all links of some articles at once: the same ones
// whatever the order in which articles and links are given. No link may lead out
// of the set; apart from that, sets may be refined one by one. It keeps 28 bytes a
// link, and some 150 bytes an article, until it is done.
type Refiner struct {
	carriers []hearsay.Carrier
	number   map[hearsay.ArticleID]int32 // in carriers
	links    []link
	names    []hearsay.ClusterName
}

// link is a link with the numbers of articles, the earlier one first.
type link struct {
	a, b                   int32
	fromA, toA, fromB, toB int32
	matched                int32
}

// NewRefiner returns one without articles.
func NewRefiner() *Refiner { return &Refiner{number: map[hearsay.ArticleID]int32{}} }

// Carrier takes an article and the witnesses that it has had so far. An article
// that is given again is ignored.
func (r *Refiner) Carrier(c hearsay.Carrier) {
	if _, have := r.number[c.Article]; have {
		return
	}
	r.number[c.Article] = int32(len(r.carriers))
	r.carriers = append(r.carriers, c)
}

// Link takes a link between two articles that were given before. Error: ErrInvalid.
func (r *Refiner) Link(l hearsay.Link) error {
	if err := check(l); err != nil {
		return err
	}
	a, haveA := r.number[l.A.Article]
	b, haveB := r.number[l.B.Article]
	if !haveA || !haveB {
		return invalid(l, "an end of it is not in the set of articles")
	}
	r.links = append(r.links, link{a, b, int32(l.A.Words.From), int32(l.A.Words.To), int32(l.B.Words.From), int32(l.B.Words.To), int32(min(l.Matched, maxWords))})
	return nil
}

// Name takes an ID that was given to a cluster of these articles before.
func (r *Refiner) Name(n hearsay.ClusterName) { r.names = append(r.names, n) }

// Refine makes the clusters. The refiner is of no use afterwards. It takes
// O(n log n) for n links.
func (r *Refiner) Refine() *Refined {
	r.order()
	out := &Refined{carriers: r.carriers, number: r.number}
	out.tie(r.links, out.settle(r.links))
	out.call(r.names)
	return out
}

// order numbers articles by date and ID, and links by their articles and spans;
// from here on nothing depends on the order in which they came.
func (r *Refiner) order() {
	by := make([]int32, len(r.carriers))
	for i := range by {
		by[i] = int32(i)
	}
	slices.SortFunc(by, func(i, j int32) int {
		a, b := &r.carriers[i], &r.carriers[j]
		return cmp.Or(a.Date.Compare(b.Date), bytes.Compare(a.Article[:], b.Article[:]))
	})
	rank := make([]int32, len(by))
	sorted := make([]hearsay.Carrier, len(by))
	for to, from := range by {
		rank[from] = int32(to)
		sorted[to] = r.carriers[from]
		r.number[sorted[to].Article] = int32(to)
	}
	r.carriers = sorted
	for i, l := range r.links {
		l.a, l.b = rank[l.a], rank[l.b]
		if l.a > l.b {
			l = link{l.b, l.a, l.fromB, l.toB, l.fromA, l.toA, l.matched}
		}
		r.links[i] = l
	}
	slices.SortFunc(r.links, func(x, y link) int { return cmp.Or(x.place(y), cmp.Compare(y.matched, x.matched)) })
	// Found from both sides it may be there twice.
	r.links = slices.CompactFunc(r.links, func(x, y link) bool { return x.place(y) == 0 })
}

// place orders links by articles and spans.
func (l link) place(m link) int {
	return cmp.Or(cmp.Compare(l.a, m.a), cmp.Compare(l.b, m.b), cmp.Compare(l.fromA, m.fromA), cmp.Compare(l.toA, m.toA),
		cmp.Compare(l.fromB, m.fromB), cmp.Compare(l.toB, m.toB))
}
