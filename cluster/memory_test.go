// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cluster_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"hearsay"
	"hearsay/cluster"
)

// memory is a library of clusters in memory. It carries changes out as the rules
// of ClusterChange say, and checks that the counts are those of the witnesses.
type memory struct {
	t        testing.TB
	carriers map[hearsay.ArticleID]*hearsay.Carrier
	clusters map[hearsay.ClusterID]hearsay.Cluster
	names    map[hearsay.ClusterID]*hearsay.ClusterName
	links    []hearsay.Link
	reads    int
	lazy     bool // for measuring: only counts are kept right
}

func newMemory(t testing.TB) *memory {
	return &memory{t: t, carriers: map[hearsay.ArticleID]*hearsay.Carrier{}, clusters: map[hearsay.ClusterID]hearsay.Cluster{}, names: map[hearsay.ClusterID]*hearsay.ClusterName{}}
}

func id(name string) hearsay.ArticleID { return hearsay.NewID[hearsay.Article]("test", name) }

// put adds an article, published on a day.
func (m *memory) put(name string, day int) {
	m.carriers[id(name)] = &hearsay.Carrier{Article: id(name), N: int64(len(m.carriers) + 1), Date: time.Unix(int64(day)*86400, 0).UTC()}
}

func (m *memory) Carrier(_ context.Context, a hearsay.ArticleID) (hearsay.Carrier, error) {
	m.reads++
	c := m.carriers[a]
	if c == nil {
		return hearsay.Carrier{}, fmt.Errorf("article %s: %w", a, hearsay.ErrNotFound)
	}
	out := *c
	out.Witnesses = slices.Clone(c.Witnesses)
	return out, nil
}

func (m *memory) Cluster(_ context.Context, c hearsay.ClusterID) (hearsay.Cluster, error) {
	m.reads++
	n := m.names[c]
	switch {
	case n == nil:
		return hearsay.Cluster{}, hearsay.ErrNotFound
	case n.Now.IsZero():
		return hearsay.Cluster{}, hearsay.ErrGone
	}
	return m.clusters[n.Now], nil
}

// add carries out what links change, in one update.
func (m *memory) add(links ...hearsay.Link) {
	m.t.Helper()
	u := cluster.NewUpdate(m)
	for _, l := range links {
		if err := u.Add(m.t.Context(), l); err != nil {
			m.t.Fatal(err)
		}
	}
	m.apply(u.Change())
	if !m.lazy {
		m.check()
	}
}

func (m *memory) apply(c *hearsay.ClusterChange) {
	moved := map[hearsay.ClusterID]hearsay.ClusterID{}
	for _, j := range c.Joined {
		moved[j.From] = j.To
		delete(m.clusters, j.From)
	}
	if len(moved) > 0 {
		for _, n := range m.names {
			if to, ok := moved[n.Now]; ok {
				n.Now = to
			}
		}
		for _, carrier := range m.carriers {
			for i, w := range carrier.Witnesses {
				if to, ok := moved[w.Cluster]; ok {
					carrier.Witnesses[i].Cluster = to
				}
			}
		}
	}
	for _, cl := range c.Clusters {
		m.clusters[cl.ID] = cl
	}
	for _, n := range c.Names {
		m.names[n.ID] = &n
	}
	for _, w := range c.Witnesses {
		carrier := m.carriers[w.Article]
		at, have := slices.BinarySearchFunc(carrier.Witnesses, w, func(a, b hearsay.Witness) int { return a.Words.Compare(b.Words) })
		if have {
			carrier.Witnesses[at] = w
		} else {
			carrier.Witnesses = slices.Insert(carrier.Witnesses, at, w)
		}
	}
	m.links = append(m.links, c.Links...)
}

// groups are the clusters with their witnesses in order.
func (m *memory) groups() map[hearsay.ClusterID][]hearsay.Witness {
	out := map[hearsay.ClusterID][]hearsay.Witness{}
	for _, c := range m.carriers {
		for _, w := range c.Witnesses {
			out[w.Cluster] = append(out[w.Cluster], w)
		}
	}
	for _, ws := range out {
		slices.SortFunc(ws, func(a, b hearsay.Witness) int { return a.Compare(&b) })
	}
	return out
}

// check holds what must be true of any library.
func (m *memory) check() {
	m.t.Helper()
	groups := m.groups()
	if len(groups) != len(m.clusters) {
		m.t.Fatalf("%d clusters are counted, witnesses are in %d", len(m.clusters), len(groups))
	}
	for c, ws := range groups {
		checkCluster(m.t, m.clusters[c], ws)
	}
	for name, n := range m.names {
		if _, live := m.clusters[n.Now]; !live && !n.Now.IsZero() {
			m.t.Errorf("%s names %s, which is no cluster", name, n.Now)
		}
		if !n.Now.IsZero() && n.Founder.Article.IsZero() {
			m.t.Errorf("%s has no founder", name)
		}
	}
}

func checkCluster(t testing.TB, c hearsay.Cluster, ws []hearsay.Witness) {
	t.Helper()
	want := hearsay.Cluster{ID: c.ID, Shortest: 1 << 30}
	articles := map[hearsay.ArticleID]bool{}
	for i, w := range ws {
		if w.Cluster != c.ID {
			t.Errorf("a witness of %s says it is in %s", c.ID, w.Cluster)
		}
		if i == 0 {
			want.First = hearsay.Witness{Article: w.Article, Date: w.Date, Words: w.Words}
		}
		want.Witnesses++
		want.Words += w.Words.Len()
		want.Shortest, want.Longest = min(want.Shortest, w.Words.Len()), max(want.Longest, w.Words.Len())
		articles[w.Article] = true
		if w.Whole.Hull(w.Words) != w.Whole || 2*w.Whole.Len() > 3*w.Words.Len() {
			t.Errorf("a witness of words %v has grown to %v", w.Words, w.Whole)
		}
	}
	if c != want {
		t.Errorf("cluster\n%+v, its witnesses say\n%+v", c, want)
	}
	if len(articles) < 2 {
		t.Errorf("a cluster of %d articles", len(articles))
	}
	if c.Longest > 4*c.Shortest {
		t.Errorf("a cluster of %d to %d words", c.Shortest, c.Longest)
	}
}

// refine makes the clusters anew, and puts them in the place of the old ones.
func (m *memory) refine() {
	m.t.Helper()
	r := cluster.NewRefiner()
	for _, c := range m.carriers { // in no order
		r.Carrier(*c)
	}
	for _, l := range m.links {
		if err := r.Link(l); err != nil {
			m.t.Fatal(err)
		}
	}
	for _, n := range m.names {
		r.Name(*n)
	}
	out := r.Refine()
	for _, c := range m.carriers {
		c.Witnesses = nil
	}
	m.clusters = map[hearsay.ClusterID]hearsay.Cluster{}
	for _, n := range out.Names() {
		*m.names[n.ID] = n
	}
	for c, ws := range out.Clusters() {
		m.clusters[c.ID] = c
		if m.names[c.ID] == nil {
			m.names[c.ID] = &hearsay.ClusterName{ID: c.ID, Founder: hearsay.Stretch{Article: c.First.Article, Words: c.First.Words}, Now: c.ID}
		}
		for _, w := range ws {
			m.carriers[w.Article].Witnesses = append(m.carriers[w.Article].Witnesses, w)
		}
	}
	for _, c := range m.carriers {
		slices.SortFunc(c.Witnesses, func(a, b hearsay.Witness) int { return a.Words.Compare(b.Words) })
	}
	m.check()
}

// remove takes an article away, with its links.
func (m *memory) remove(name string) {
	delete(m.carriers, id(name))
	m.links = slices.DeleteFunc(m.links, func(l hearsay.Link) bool { return l.A.Article == id(name) || l.B.Article == id(name) })
}

// tie is a link of spans given as from, to, from, to.
func tie(a string, a1, a2 int, b string, b1, b2 int) hearsay.Link {
	return hearsay.Link{
		A: hearsay.Stretch{Article: id(a), Words: hearsay.WordSpan{From: a1, To: a2}},
		B: hearsay.Stretch{Article: id(b), Words: hearsay.WordSpan{From: b1, To: b2}}, Matched: min(a2-a1, b2-b1),
	}
}
