// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cluster

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hearsay"
)

// State is the library as it is before an update. An article and a cluster are
// read once in an update.
type State interface {
	// Carrier returns an article with the witnesses in it. Error: ErrNotFound.
	Carrier(context.Context, hearsay.ArticleID) (hearsay.Carrier, error)
	// Cluster returns what an ID names, which may be a cluster of another ID.
	// Errors: ErrNotFound, ErrGone.
	Cluster(context.Context, hearsay.ClusterID) (hearsay.Cluster, error)
}

// Update works out what links change about the clusters of a library. Each link
// takes the same time whatever the size of the clusters that it touches; an
// article of n witnesses is read once, in O(n). It is for one goroutine, and
// keeps what it has read: some KB for each article of a batch.
type Update struct {
	state  State
	texts  map[hearsay.ArticleID]*text
	groups map[hearsay.ClusterID]*group
	touch  []*node  // changed, in order
	made   []*group // new or changed, in order
	gone   []*group // of the library, joined to others
	links  []hearsay.Link
}

// text is an article with its witnesses, ordered by Words.
type text struct {
	carrier hearsay.Carrier
	nodes   []*node
}

// node is a witness; its group is not known before it is asked for.
type node struct {
	hearsay.Witness
	group   *group
	changed bool
}

// group is a cluster, or what became part of one.
type group struct {
	hearsay.Cluster
	founder hearsay.Stretch // of one that is new
	into    *group
	stored  bool // the library has it
	changed bool
}

// NewUpdate begins an update of state, which must not change before the update
// has been carried out.
func NewUpdate(state State) *Update {
	return &Update{state: state, texts: map[hearsay.ArticleID]*text{}, groups: map[hearsay.ClusterID]*group{}}
}

// Add takes one link. Errors: ErrInvalid when it cannot be one, those of the
// state; after an error of the state the update is of no use.
func (u *Update) Add(ctx context.Context, l hearsay.Link) error {
	if err := check(l); err != nil {
		return err
	}
	a, err := u.text(ctx, l.A.Article)
	if err != nil {
		return err
	}
	b, err := u.text(ctx, l.B.Article)
	if err != nil {
		return err
	}
	u.links = append(u.links, l)
	x, y := u.node(a, l.A.Words), u.node(b, l.B.Words)
	if y.Compare(&x.Witness) < 0 {
		a, b, x, y = b, a, y, x
	}
	for _, n := range []*node{x, y} {
		if err := u.load(ctx, n); err != nil {
			return err
		}
	}
	switch {
	case x.group == nil && y.group == nil:
		return u.found(ctx, [2]*text{a, b}, [2]*node{x, y})
	case x.group == nil:
		u.enter(a, x, y.group)
	case y.group == nil:
		u.enter(b, y, x.group)
	default:
		u.join(x.group, y.group)
	}
	return nil
}

// Change returns what is to be carried out, once all links were added.
func (u *Update) Change() *hearsay.ClusterChange {
	out := &hearsay.ClusterChange{Links: u.links}
	for _, g := range u.gone {
		out.Joined = append(out.Joined, hearsay.Redirect{From: g.ID, To: g.root().ID})
	}
	for _, g := range u.made {
		if g.into == nil {
			out.Clusters = append(out.Clusters, g.Cluster)
			if !g.stored {
				out.Names = append(out.Names, hearsay.ClusterName{ID: g.ID, Founder: g.founder, Now: g.ID})
			}
		}
	}
	for _, n := range u.touch {
		if n.group != nil {
			n.Cluster = n.group.root().ID
		}
		out.Witnesses = append(out.Witnesses, n.Witness)
	}
	return out
}

func (u *Update) text(ctx context.Context, id hearsay.ArticleID) (*text, error) {
	if t := u.texts[id]; t != nil {
		return t, nil
	}
	c, err := u.state.Carrier(ctx, id)
	if err != nil {
		return nil, err
	}
	t := &text{carrier: c}
	for _, w := range c.Witnesses {
		t.nodes = append(t.nodes, &node{Witness: w})
	}
	slices.SortFunc(t.nodes, func(a, b *node) int { return a.Words.Compare(b.Words) })
	u.texts[id] = t
	return t, nil
}

// node returns the witness that a span is, grown if need be, or a new one that is
// in no cluster yet.
func (u *Update) node(t *text, s hearsay.WordSpan) *node {
	i := nearest(len(t.nodes), func(i int) hearsay.WordSpan { return t.nodes[i].Words }, s)
	if i < 0 {
		c := &t.carrier
		return &node{Witness: hearsay.Witness{Article: c.Article, Date: c.Date, Outlet: c.Outlet, Words: s, Whole: s}}
	}
	n := t.nodes[i]
	if whole := n.Whole.Hull(s); whole != n.Whole {
		n.Whole = whole
		u.change(n)
	}
	return n
}

func (u *Update) change(n *node) {
	if !n.changed {
		n.changed = true
		u.touch = append(u.touch, n)
	}
}

// load finds the cluster that a witness of the library is in now.
func (u *Update) load(ctx context.Context, n *node) error {
	if n.group == nil && !n.Cluster.IsZero() {
		g, err := u.group(ctx, n.Cluster)
		if err != nil {
			return fmt.Errorf("witness in article %s: %w", n.Article, err)
		}
		n.group = g
	}
	if n.group != nil {
		n.group = n.group.root()
	}
	return nil
}

func (u *Update) group(ctx context.Context, id hearsay.ClusterID) (*group, error) {
	if g := u.groups[id]; g != nil {
		return g, nil
	}
	c, err := u.state.Cluster(ctx, id)
	if err != nil {
		return nil, err
	}
	g := u.groups[c.ID] // id may be an older name of it
	if g == nil {
		g = &group{Cluster: c, stored: true}
		u.groups[c.ID] = g
	}
	return g, nil
}

// root follows joins, and shortens the way for the next.
func (g *group) root() *group {
	for g.into != nil {
		if g.into.into != nil {
			g.into = g.into.into
		}
		g = g.into
	}
	return g
}

// found makes a cluster of two witnesses that are in none, the earlier one first.
func (u *Update) found(ctx context.Context, texts [2]*text, nodes [2]*node) error {
	g := &group{Cluster: alone(nodes[0].Witness), founder: hearsay.Stretch{Article: nodes[0].Article, Words: nodes[0].Words}}
	other := alone(nodes[1].Witness)
	if !fits(&g.Cluster, &other) {
		return nil
	}
	var err error
	if g.ID, err = u.free(ctx, &nodes[0].Witness); err != nil {
		return err
	}
	join(&g.Cluster, &other)
	u.groups[g.ID] = g
	u.mark(g)
	for i, n := range nodes {
		u.insert(texts[i], n, g)
	}
	return nil
}

// free returns the ID of a cluster that a witness founds. One that has become
// part of another, or is gone, is taken up again: its founding witness is here.
func (u *Update) free(ctx context.Context, w *hearsay.Witness) (hearsay.ClusterID, error) {
	for ordinal := 1; ; ordinal++ {
		id := w.Founds(ordinal)
		if u.groups[id] != nil {
			continue
		}
		c, err := u.state.Cluster(ctx, id)
		switch {
		case errors.Is(err, hearsay.ErrNotFound) || errors.Is(err, hearsay.ErrGone):
			return id, nil
		case err != nil:
			return id, err
		case c.ID != id:
			return id, nil
		}
	}
}

// enter puts a new witness into a cluster, if it fits.
func (u *Update) enter(t *text, n *node, g *group) {
	one := alone(n.Witness)
	if !fits(&g.Cluster, &one) {
		return
	}
	join(&g.Cluster, &one)
	u.mark(g)
	u.insert(t, n, g)
}

func (u *Update) insert(t *text, n *node, g *group) {
	n.group = g
	at, _ := slices.BinarySearchFunc(t.nodes, n, func(a, b *node) int { return a.Words.Compare(b.Words) })
	t.nodes = slices.Insert(t.nodes, at, n)
	u.change(n)
}

// join makes one cluster of two, if they fit: that of the earliest witness stays.
func (u *Update) join(a, b *group) {
	if a == b || !fits(&a.Cluster, &b.Cluster) {
		return
	}
	if b.First.Compare(&a.First) < 0 {
		a, b = b, a
	}
	join(&a.Cluster, &b.Cluster)
	u.mark(a)
	b.into = a
	// A cluster that began and ended in this update was never seen by anybody.
	if b.stored {
		u.gone = append(u.gone, b)
	}
}

func (u *Update) mark(g *group) {
	if !g.changed {
		g.changed = true
		u.made = append(u.made, g)
	}
}

// invalid says what is wrong with a link.
func invalid(l hearsay.Link, reason string) error {
	return fmt.Errorf("link of words %d–%d of %s and %d–%d of %s: %w: %s", l.A.Words.From, l.A.Words.To, l.A.Article,
		l.B.Words.From, l.B.Words.To, l.B.Article, hearsay.ErrInvalid, reason)
}
