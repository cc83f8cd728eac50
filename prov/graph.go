// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"bytes"
	"slices"

	"hearsay"
)

// Node is an article, or a source that is not in the library.
type Node struct {
	// ID is that of the article, or for others one of the same shape that is
	// made of what is known of them.
	ID      string
	Story   string
	Article *hearsay.Brief  // nil for a source that is not in the library
	Unseen  *hearsay.Unseen // nil for an article
	// Origin is the node at which its main text begins; "" when no origin has it.
	Origin string
	Kind   hearsay.OriginKind // of that origin
}

// Edge is a derivation between two nodes.
type Edge struct {
	ID            string
	Derived, From *Node
	*hearsay.Derivation
	// Common says that the library has no article for what both ends share: the
	// derivation is one of two that lead to a source nobody names.
	Common bool
}

// Graph is the lineage of a story with a name for each thing.
type Graph struct {
	Story   string
	Nodes   []*Node // articles by date and ID, then the others in their order
	Edges   []Edge
	Origins []Group
	Lineage *hearsay.Lineage
}

// Group is an origin with the nodes that have it.
type Group struct {
	Root    *Node
	Members []*Node // articles, in the order of the origin
	*hearsay.Origin
}

// NewGraph names what a lineage has. A derivation whose ends the lineage lacks is
// left out: there is nothing that it could be drawn between.
func NewGraph(story string, l *hearsay.Lineage) *Graph {
	b := graphBuilder{graph: &Graph{Story: story, Lineage: l}, articles: map[hearsay.ArticleID]*Node{}}
	for i := range l.Articles {
		a := &l.Articles[i]
		b.articles[a.ID] = b.add(&Node{ID: a.ID.String(), Article: a})
	}
	for i := range l.Unseen {
		u := &l.Unseen[i]
		b.unseen = append(b.unseen, b.add(&Node{ID: u.ID().String(), Unseen: u}))
	}
	for i := range l.Derivations {
		b.derive(&l.Derivations[i])
	}
	b.origins()
	return b.graph
}

type graphBuilder struct {
	graph    *Graph
	articles map[hearsay.ArticleID]*Node
	unseen   []*Node
}

func (b *graphBuilder) add(n *Node) *Node {
	n.Story = b.graph.Story
	b.graph.Nodes = append(b.graph.Nodes, n)
	return n
}

// node is nil for what the lineage lacks.
func (b *graphBuilder) node(n hearsay.Node) *Node {
	if n.Unseen == 0 {
		return b.articles[n.Article]
	}
	if n.Unseen < 0 || n.Unseen > len(b.unseen) {
		return nil
	}
	return b.unseen[n.Unseen-1]
}

func (b *graphBuilder) derive(d *hearsay.Derivation) {
	derived, from := b.articles[d.Derived], b.node(d.From)
	if derived == nil || from == nil || derived == from {
		return
	}
	if d.Relation != hearsay.SharesSource || from.Unseen != nil {
		b.edge(Edge{Derived: derived, From: from, Derivation: d})
		return
	}
	source := b.add(&Node{Unseen: between(d)})
	source.ID = source.Unseen.ID().String()
	for _, end := range []*Node{from, derived} {
		b.edge(Edge{Derived: end, From: source, Derivation: d, Common: true})
	}
}

// between is the source that two articles share though neither has it from the other.
func between(d *hearsay.Derivation) *hearsay.Unseen {
	u := &hearsay.Unseen{
		Kind: hearsay.UnknownKind, Members: []hearsay.ArticleID{d.Derived, d.From.Article},
		Why: []string{"The two share text, and neither order explains it."},
	}
	slices.SortFunc(u.Members, func(a, b hearsay.ArticleID) int { return bytes.Compare(a[:], b[:]) })
	return u
}

func (b *graphBuilder) edge(e Edge) {
	e.ID = hearsay.NewID[Edge]("edge", b.graph.Story, e.Derived.ID, e.From.ID, string(e.Relation)).String()
	b.graph.Edges = append(b.graph.Edges, e)
}

func (b *graphBuilder) origins() {
	for i := range b.graph.Lineage.Origins {
		o := &b.graph.Lineage.Origins[i]
		root := b.node(o.Root)
		if root == nil {
			continue
		}
		root.Origin, root.Kind = root.ID, o.Kind
		group := Group{Root: root, Origin: o}
		for _, id := range o.Articles {
			if n := b.articles[id]; n != nil {
				n.Origin, n.Kind = root.ID, o.Kind
				group.Members = append(group.Members, n)
			}
		}
		b.graph.Origins = append(b.graph.Origins, group)
	}
}

// Directed says whether the edge tells which end was first. A tie between an article
// and a source that nobody names has one direction by what the source is.
func (e *Edge) Directed() bool { return e.Common || !e.Undecided }

// Label is what people call the node.
func (n *Node) Label() string {
	switch {
	case n.Article != nil && n.Article.Headline != "":
		return n.Article.Headline
	case n.Article != nil:
		return n.ID
	case n.Unseen.Agent.Name != "":
		return n.Unseen.Agent.Name + " (not in this library)"
	}
	return "a source not in this library"
}
