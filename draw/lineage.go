// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"cmp"
	"fmt"
	"slices"
)

// NodeKind says what a node of a lineage is.
type NodeKind int

// The kinds of node.
const (
	ArticleNode NodeKind = iota
	PrimaryNode          // an official record, or a release of somebody concerned
	WireNode             // a text of a press agency
	GhostNode            // a source that is not in the library
)

// Node is an article, or a source that is not in the library.
type Node struct {
	Name   string // as a label: the outlet
	Tip    string // all that is to be said of it
	Link   string
	Key    string // of two nodes at the same moment the lesser is first
	Outlet string // which nodes of one outlet have in common
	When   Interval
	Kind   NodeKind
	Branch int // of Story.Branches
	Count  int // articles that it stands for; 0 is one
}

// Edge says that a node has something from another; both are indexes of Nodes.
type Edge struct {
	From, To  int
	Relation  Class // one of Identical … Shares
	Main      bool  // at most one main edge leads to a node
	Undecided bool  // which of the two was first is not known
}

// Branch is the nodes that go back to one beginning.
type Branch struct{ Name string }

// Story is what a lineage is drawn of.
type Story struct {
	Title    string
	Nodes    []Node
	Edges    []Edge
	Branches []Branch // in the order that they are drawn in
}

// MaxNodes is how many nodes a lineage has at most; more are folded.
const MaxNodes = 200

const (
	plotWidth  = 1040.0
	left       = 16.0 // of the time axis
	right      = 880.0
	laneHeight = 30.0
	headHeight = 26.0 // of the name of a branch
	top        = 30.0 // of the time axis
	labelGap   = 9.0  // between a node and its label
	maxLabel   = 26   // characters of a label
	nodeRadius = 5.0
)

// Lineage draws who had it from whom. X is time; each branch has a band of lanes,
// which its nodes get in order of time. At most [MaxNodes] are drawn: identical copies
// of one text are one node, and when that is not enough, the copies of one text by one
// outlet, then all copies of one text, then whole branches. Articles without a date
// stand in a tray. O(n log n) in nodes and edges.
func Lineage(s Story) *Figure {
	nodes, edges, rest := folded(s, MaxNodes)
	p := newPlan(nodes, edges, len(s.Branches))
	p.place()
	return p.figure(&s, rest)
}

// plan says where nodes go.
type plan struct {
	nodes   []Node
	edges   []Edge
	order   []int // nodes by time, those without a date last
	parent  []int // main edge that leads to a node; -1 for none
	scale   scale
	dated   bool
	x, y    []float64
	end     []float64 // of a node's label
	till    []float64 // how far its lane is taken: to its source, when that is drawn later
	lanes   []int     // of a branch
	lane    []int
	heads   []float64 // y of branches
	bottom  float64
	undated []int
}

func newPlan(nodes []Node, edges []Edge, branches int) *plan {
	n := len(nodes)
	p := &plan{
		nodes: nodes, edges: edges, parent: make([]int, n), x: make([]float64, n), y: make([]float64, n), end: make([]float64, n), till: make([]float64, n),
		lane: make([]int, n), lanes: make([]int, branches), heads: make([]float64, branches),
	}
	for i := range p.parent {
		p.parent[i] = -1
	}
	for i, e := range edges {
		if e.Main {
			p.parent[e.To] = i
		}
	}
	p.guessGhosts()
	var all []Interval
	for i := range nodes {
		p.order = append(p.order, i)
		all = append(all, nodes[i].When)
		p.dated = p.dated || nodes[i].When.Known()
	}
	slices.SortFunc(p.order, func(a, b int) int { return compare(&nodes[a], &nodes[b]) })
	p.scale = newScale(all, left+34, right)
	return p
}

// compare orders nodes by time, those without a date last; a ghost is before those
// that have something from it.
func compare(a, b *Node) int {
	if x, y := a.When.Known(), b.When.Known(); x != y {
		if x {
			return -1
		}
		return 1
	}
	ghost := func(n *Node) int {
		if n.Kind == GhostNode {
			return 0
		}
		return 1
	}
	return cmp.Or(a.When.at().Compare(b.When.at()), cmp.Compare(ghost(a), ghost(b)), cmp.Compare(a.Key, b.Key))
}

// guessGhosts dates sources that nobody has seen: they were there when the first of
// those was published that have something from them.
func (p *plan) guessGhosts() {
	for _, e := range p.edges {
		g, c := &p.nodes[e.From], &p.nodes[e.To]
		if g.Kind != GhostNode || !c.When.Known() {
			continue
		}
		if at := c.When.at(); !g.When.Known() || at.Before(g.When.From) {
			g.When = Interval{at, at}
		}
	}
}

// label is what stands beside a node.
func (p *plan) label(i int) string {
	n := &p.nodes[i]
	text := clip(n.Name, maxLabel)
	if n.Count > 1 {
		text = fmt.Sprintf("%s ×%d", text, n.Count)
	}
	return text
}

func (p *plan) place() {
	for _, i := range p.order {
		n := &p.nodes[i]
		if !n.When.Known() {
			p.undated = append(p.undated, i)
			continue
		}
		p.x[i] = p.scale.x(n.When.at())
		if n.Kind == GhostNode {
			p.x[i] -= 34
		}
		p.end[i] = p.x[i] + labelGap + widthOf(Label, p.label(i)) + 8
	}
	free, placed := make([]ends, len(p.lanes)), make([]bool, len(p.nodes))
	for _, i := range p.order {
		if n := &p.nodes[i]; n.When.Known() {
			p.lane[i] = p.laneOf(i, &free[n.Branch], placed)
			placed[i] = true
		}
	}
	y := top + 14
	for b := range p.lanes {
		if p.lanes[b] == 0 {
			continue
		}
		p.heads[b] = y + 12
		y += headHeight + float64(p.lanes[b])*laneHeight
	}
	for _, i := range p.order {
		if b := p.nodes[i].Branch; p.nodes[i].When.Known() {
			p.y[i] = p.heads[b] + headHeight - 8 + float64(p.lane[i])*laneHeight + 6
		}
	}
	p.bottom = y
}

// laneOf gives a node a lane of its branch: that of its source when nothing stands
// between them, else the one that has been free longest, else a new one.
func (p *plan) laneOf(i int, free *ends, placed []bool) int {
	from := p.x[i]
	p.till[i] = p.end[i]
	if e := p.parent[i]; e >= 0 {
		if s := p.edges[e].From; p.nodes[s].When.Known() && p.nodes[s].Branch == p.nodes[i].Branch {
			from = min(from, p.x[s]-2)
			p.till[i] = max(p.till[i], p.x[s]+2*nodeRadius)
			if lane := p.lane[s]; placed[s] && free.at(lane) == p.till[s] && p.till[s]+12 <= p.x[i] {
				free.set(lane, p.till[i])
				return lane
			}
		}
	}
	lane := free.first(from - nodeRadius)
	if lane < 0 {
		lane = free.add()
		p.lanes[p.nodes[i].Branch] = free.len()
	}
	free.set(lane, p.till[i])
	return lane
}

func (p *plan) figure(s *Story, rest int) *Figure {
	f := &Figure{Width: plotWidth, Title: s.Title}
	if p.dated {
		f.axis(p.scale, top, p.bottom)
	}
	p.drawHeads(f, s.Branches)
	p.drawEdges(f)
	for _, i := range p.order {
		if p.nodes[i].When.Known() {
			p.drawNode(f, i)
		}
	}
	y := p.drawTray(f, p.bottom)
	if rest > 0 {
		f.add(words(Small, 16, y+16, fmt.Sprintf("and %d more that are not drawn: the table has all", rest)))
		y += 22
	}
	f.Height = p.legend(f, y+10)
	f.Says = p.says(rest)
	return f
}

func (p *plan) says(rest int) string {
	articles := rest
	ghosts := 0
	for i := range p.nodes {
		if p.nodes[i].Kind == GhostNode {
			ghosts++
		} else {
			articles += max(1, p.nodes[i].Count)
		}
	}
	text := fmt.Sprintf("%d articles from left to right by date, with lines from each to those that have text from it.", articles)
	if ghosts > 0 {
		text += fmt.Sprintf(" %d sources are not in this library.", ghosts)
	}
	if len(p.undated) > 0 {
		text += fmt.Sprintf(" %d are without a date.", len(p.undated))
	}
	return text + " The table holds the same."
}

func (p *plan) drawHeads(f *Figure, branches []Branch) {
	for b := range branches {
		if p.lanes[b] == 0 {
			continue
		}
		y := p.heads[b]
		f.add(stroke(Grid, Point{left, y - 14}, Point{plotWidth - 16, y - 14}), words(Strong, left, y+3, clip(branches[b].Name, 100)))
	}
}

// drawTray draws the articles without a date, and returns where it ends.
func (p *plan) drawTray(f *Figure, y float64) float64 {
	if len(p.undated) == 0 {
		return y
	}
	f.add(stroke(Grid, Point{left, y}, Point{plotWidth - 16, y}), words(Strong, left, y+17, "without a date"))
	x := left + 120.0
	for _, i := range p.undated {
		long := labelGap + widthOf(Label, p.label(i)) + 24
		if x+long > plotWidth-16 && x > left+120 {
			x, y = left+120, y+laneHeight
		}
		p.x[i], p.y[i] = x+nodeRadius, y+13
		p.drawNode(f, i)
		x += long
	}
	return y + laneHeight
}

func (p *plan) drawNode(f *Figure, i int) {
	n := &p.nodes[i]
	x, y := p.x[i], p.y[i]
	var shapes []Shape
	if w := n.When; n.Kind != GhostNode && w.Known() && (w.From.IsZero() || w.To.IsZero() || w.To.Sub(w.From) > precise) {
		end := p.scale.x(w.To)
		if w.To.IsZero() {
			end = p.scale.right
		}
		shapes = append(shapes, span(p.scale.x(w.From), end, y+9)...)
	}
	shapes = append(shapes, symbol(n.Kind, x, y), words(Label, x+labelGap, y+4.5, p.label(i)))
	if n.Kind == GhostNode {
		shapes[len(shapes)-1].Class = Small
	}
	f.link(n.Link, n.Tip, shapes...)
}

// symbol is how a node of a kind is drawn.
func symbol(k NodeKind, x, y float64) Shape {
	const r = nodeRadius
	switch k {
	case PrimaryNode:
		return area(Dot, Point{x, y - r - 1}, Point{x + r + 1, y + r}, Point{x - r - 1, y + r})
	case WireNode:
		return box(Dot, x-r, y-r, 2*r, 2*r)
	case GhostNode:
		return disc(Hollow, x, y, r+1)
	}
	return disc(Dot, x, y, r)
}
