// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cluster

import (
	"cmp"
	"iter"
	"slices"

	"hearsay"
	"hearsay/internal/forest"
)

// Refined is a set of clusters that depends on links alone.
type Refined struct {
	carriers []hearsay.Carrier // by date and ID
	number   map[hearsay.ArticleID]int32
	nodes    []place // by article and span
	first    []int32 // the first node of each article, and the number of all
	groups   forest.Forest
	clusters []hearsay.Cluster // by root; those of one article have no ID
	names    []hearsay.ClusterName
}

// place is where a node stands.
type place struct {
	article      int32
	words, whole hearsay.WordSpan
}

// ends are the nodes of a link.
type ends struct{ a, b int32 }

// end is one side of a link.
type end struct {
	article, from, to int32
	link              int32 // twice its index, and one more for side b
}

func (e end) words() hearsay.WordSpan { return hearsay.WordSpan{From: int(e.from), To: int(e.to)} }

// settle finds the nodes, and which of them each link ties.
func (r *Refined) settle(links []link) []ends {
	all := make([]end, 0, 2*len(links))
	for i, l := range links {
		all = append(all, end{l.a, l.fromA, l.toA, int32(2 * i)}, end{l.b, l.fromB, l.toB, int32(2*i + 1)})
	}
	slices.SortFunc(all, func(x, y end) int {
		return cmp.Or(cmp.Compare(x.article, y.article), cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to))
	})
	out := make([]ends, len(links))
	for article := range r.carriers {
		n := 0
		for n < len(all) && int(all[n].article) == article {
			n++
		}
		r.first = append(r.first, int32(len(r.nodes)))
		r.settleArticle(all[:n], out)
		all = all[n:]
	}
	r.first = append(r.first, int32(len(r.nodes)))
	return out
}

// settleArticle makes nodes of the spans of one article and gives each end its
// node, which is the one most like it.
func (r *Refined) settleArticle(spans []end, out []ends) {
	begin := len(r.nodes)
	for _, s := range cores(spans) {
		r.nodes = append(r.nodes, place{spans[0].article, s, s})
	}
	nodes := r.nodes[begin:]
	for _, e := range spans {
		i := nearest(len(nodes), func(i int) hearsay.WordSpan { return nodes[i].words }, e.words())
		nodes[i].whole = nodes[i].whole.Hull(e.words())
		if e.link%2 == 0 {
			out[e.link/2].a = int32(begin + i)
		} else {
			out[e.link/2].b = int32(begin + i)
		}
	}
}

// cores chooses, of spans in order, those that are nodes: the span that most
// links name comes first, then the longer one, and one that is the same witness
// as a node before is none. So nodes stand where most copies see them.
func cores(spans []end) []hearsay.WordSpan {
	type counted struct {
		words hearsay.WordSpan
		n     int
	}
	var distinct []counted
	for _, e := range spans {
		if k := len(distinct); k > 0 && distinct[k-1].words == e.words() {
			distinct[k-1].n++
		} else {
			distinct = append(distinct, counted{e.words(), 1})
		}
	}
	slices.SortStableFunc(distinct, func(x, y counted) int {
		return cmp.Or(cmp.Compare(y.n, x.n), cmp.Compare(y.words.Len(), x.words.Len()))
	})
	var out []hearsay.WordSpan
	for _, c := range distinct {
		if nearest(len(out), func(i int) hearsay.WordSpan { return out[i] }, c.words) < 0 {
			at, _ := slices.BinarySearchFunc(out, c.words, hearsay.WordSpan.Compare)
			out = slices.Insert(out, at, c.words)
		}
	}
	return out
}

// tie joins the nodes of each link, where their groups fit: links of most words
// first, since a pair that shares more is better evidence of one passage than a
// pair that shares less.
func (r *Refined) tie(links []link, nodes []ends) {
	for i := range r.nodes {
		r.groups.Add()
		r.clusters = append(r.clusters, alone(r.witness(int32(i))))
	}
	by := make([]int32, len(links))
	for i := range by {
		by[i] = int32(i)
	}
	slices.SortStableFunc(by, func(i, j int32) int { return cmp.Compare(links[j].matched, links[i].matched) })
	for _, i := range by {
		a, b := r.groups.Root(nodes[i].a), r.groups.Root(nodes[i].b)
		if a > b {
			a, b = b, a
		}
		if a != b && fits(&r.clusters[a], &r.clusters[b]) {
			r.groups.Join(a, b)
			join(&r.clusters[a], &r.clusters[b])
		}
	}
	several := make([]bool, len(r.nodes))
	for i, n := range r.nodes {
		root := r.groups.Root(int32(i))
		several[root] = several[root] || n.article != r.nodes[root].article
	}
	for root, yes := range several {
		if yes {
			// Nodes are in the order of witnesses: the root is the earliest.
			w := r.witness(int32(root))
			r.clusters[root].ID = w.Founds(1)
		}
	}
}

// witness is what node i is, without its cluster.
func (r *Refined) witness(i int32) hearsay.Witness {
	n := r.nodes[i]
	c := &r.carriers[n.article]
	return hearsay.Witness{Article: c.Article, Date: c.Date, Outlet: c.Outlet, Words: n.words, Whole: n.whole}
}

// Clusters yields the clusters by their earliest witnesses, each with all of its
// witnesses in order; the slice is only good until the next.
func (r *Refined) Clusters() iter.Seq2[hearsay.Cluster, []hearsay.Witness] {
	return func(yield func(hearsay.Cluster, []hearsay.Witness) bool) {
		var witnesses []hearsay.Witness
		for _, nodes := range r.members() {
			c := r.clusters[nodes[0]]
			witnesses = witnesses[:0]
			for _, i := range nodes {
				w := r.witness(i)
				w.Cluster = c.ID
				witnesses = append(witnesses, w)
			}
			if !yield(c, witnesses) {
				return
			}
		}
	}
}

// members lists the nodes of each cluster, the root first.
func (r *Refined) members() [][]int32 {
	of := make([]int32, len(r.nodes))
	for i := range of {
		of[i] = int32(i)
	}
	slices.SortStableFunc(of, func(i, j int32) int { return cmp.Compare(r.groups.Root(i), r.groups.Root(j)) })
	var out [][]int32
	for len(of) > 0 {
		root, n := of[0], 1
		for n < len(of) && r.groups.Root(of[n]) == root {
			n++
		}
		if !r.clusters[root].ID.IsZero() {
			out = append(out, of[:n])
		}
		of = of[n:]
	}
	return out
}
