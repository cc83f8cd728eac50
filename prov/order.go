// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

// inCycles says of every edge of a graph whether it lies on a cycle of directed
// edges: then its two texts would each be derived from the other, which PROV's
// constraints forbid (a text is there before what is derived from it). Linear in
// nodes and edges (Tarjan's components, without recursion: a story may be a chain of
// thousands).
func inCycles(g *Graph) []bool {
	c := newComponents(g)
	for _, n := range g.Nodes {
		if c.index[n] == 0 {
			c.visit(n)
		}
	}
	out := make([]bool, len(g.Edges))
	for i := range g.Edges {
		e := &g.Edges[i]
		out[i] = e.Directed() && c.of[e.Derived] == c.of[e.From]
	}
	return out
}

type components struct {
	next  map[*Node][]*Node // along directed edges
	index map[*Node]int     // from 1, in order of discovery
	low   map[*Node]int
	of    map[*Node]int // the component, from 1
	open  []*Node       // discovered, of no component yet
	found int
}

func newComponents(g *Graph) *components {
	c := &components{next: map[*Node][]*Node{}, index: map[*Node]int{}, low: map[*Node]int{}, of: map[*Node]int{}}
	for i := range g.Edges {
		if e := &g.Edges[i]; e.Directed() {
			c.next[e.Derived] = append(c.next[e.Derived], e.From)
		}
	}
	return c
}

// frame is a node on the way, and how many of its edges were followed.
type frame struct {
	node *Node
	done int
}

func (c *components) visit(root *Node) {
	way := []frame{c.discover(root)}
	for len(way) > 0 {
		top := &way[len(way)-1]
		if top.done < len(c.next[top.node]) {
			to := c.next[top.node][top.done]
			top.done++
			switch {
			case c.index[to] == 0:
				way = append(way, c.discover(to))
			case c.of[to] == 0:
				c.low[top.node] = min(c.low[top.node], c.index[to])
			}
			continue
		}
		way = way[:len(way)-1]
		if len(way) > 0 {
			before := way[len(way)-1].node
			c.low[before] = min(c.low[before], c.low[top.node])
		}
		c.finish(top.node)
	}
}

func (c *components) discover(n *Node) frame {
	c.index[n] = len(c.index) + 1
	c.low[n] = c.index[n]
	c.open = append(c.open, n)
	return frame{node: n}
}

// finish closes the component that began at n, if one did.
func (c *components) finish(n *Node) {
	if c.low[n] != c.index[n] {
		return
	}
	c.found++
	for {
		last := c.open[len(c.open)-1]
		c.open = c.open[:len(c.open)-1]
		c.of[last] = c.found
		if last == n {
			return
		}
	}
}
