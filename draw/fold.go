// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"cmp"
	"fmt"
	"slices"
)

// folded makes one node of several: identical copies of one text always, others as far
// as there are more than most. Rest is how many articles are then still left out.
// Nodes and edges are copies.
func folded(s Story, most int) (nodes []Node, edges []Edge, rest int) {
	f := &fold{nodes: slices.Clone(s.Nodes), edges: slices.Clone(s.Edges), into: make([]int, len(s.Nodes))}
	for i := range f.into {
		f.into[i] = i
	}
	f.leaves(func(e Edge, n *Node) string {
		if e.Relation != Identical {
			return ""
		}
		return "identical"
	})
	for _, key := range []func(Edge, *Node) string{
		func(e Edge, n *Node) string { return string(e.Relation) + n.Outlet },
		func(e Edge, n *Node) string { return string(e.Relation) + "any" },
	} {
		if f.count() > most {
			f.leaves(key)
		}
	}
	if f.count() > most {
		f.branches(most)
	}
	return f.result(most)
}

// fold is a story that is being folded.
type fold struct {
	nodes []Node
	edges []Edge
	into  []int // the node that a node is part of: itself, or an earlier one
	gone  int
}

func (f *fold) count() int { return len(f.nodes) - f.gone }

// leaves folds the nodes that have all from one other, that nobody has anything from,
// and whose keys are equal; "" is the key of none.
func (f *fold) leaves(key func(Edge, *Node) string) {
	sources, copies := make([]int, len(f.nodes)), make([]bool, len(f.nodes))
	for _, e := range f.edges {
		sources[e.To]++
		copies[f.into[e.From]] = true
	}
	type group struct {
		from int
		key  string
		date bool
	}
	groups := map[group][]int{}
	var order []group
	for _, e := range f.edges {
		n := &f.nodes[e.To]
		if f.into[e.To] != e.To || copies[e.To] || sources[e.To] != 1 || n.Kind == GhostNode {
			continue
		}
		k := key(e, n)
		if k == "" {
			continue
		}
		g := group{f.into[e.From], fmt.Sprint(n.Branch, e.Undecided, k), n.When.Known()}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], e.To)
	}
	for _, g := range order {
		f.join(groups[g])
	}
}

// join makes one node of several: it stands where the earliest of them does.
func (f *fold) join(list []int) {
	if len(list) < 2 {
		return
	}
	slices.SortFunc(list, func(a, b int) int { return compare(&f.nodes[a], &f.nodes[b]) })
	first := &f.nodes[list[0]]
	same, count := true, max(1, first.Count)
	for _, i := range list[1:] {
		n := &f.nodes[i]
		same, count = same && n.Outlet == first.Outlet, count+max(1, n.Count)
		if last := cmp.Or(n.When.To, n.When.From); last.After(first.When.To) && !first.When.To.IsZero() {
			first.When.To = last
		}
		f.into[i] = list[0]
		f.gone++
	}
	first.Count = count
	first.Tip = fmt.Sprintf("%d articles, the first of them: %s", count, first.Tip)
	if !same {
		first.Name = clip(first.Name, maxLabel-11) + " and others"
	}
}

// branches folds whole branches, the least first, until there are few enough nodes.
func (f *fold) branches(most int) {
	members := map[int][]int{}
	for i := range f.nodes {
		if f.into[i] == i && f.nodes[i].Kind != GhostNode {
			members[f.nodes[i].Branch] = append(members[f.nodes[i].Branch], i)
		}
	}
	order := make([]int, 0, len(members))
	for b := range members {
		order = append(order, b)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(members[a]), len(members[b])), cmp.Compare(b, a))
	})
	for _, b := range order {
		if f.count() <= most {
			return
		}
		f.join(members[b])
	}
}

// result leaves out what was folded, renumbers the rest and drops edges that were
// drawn already.
func (f *fold) result(most int) (nodes []Node, edges []Edge, rest int) {
	number := make([]int, len(f.nodes))
	for i := range f.nodes {
		number[i] = -1
		switch {
		case f.into[i] != i:
		case len(nodes) == most:
			rest += max(1, f.nodes[i].Count)
		default:
			number[i] = len(nodes)
			nodes = append(nodes, f.nodes[i])
		}
	}
	type pair struct{ from, to int }
	seen, main := map[pair]bool{}, map[int]bool{}
	for _, e := range f.edges {
		e.From, e.To = number[f.into[e.From]], number[f.into[e.To]]
		if e.From < 0 || e.To < 0 || e.From == e.To || seen[pair{e.From, e.To}] {
			continue
		}
		seen[pair{e.From, e.To}] = true
		e.Main = e.Main && !main[e.To]
		main[e.To] = main[e.To] || e.Main
		edges = append(edges, e)
	}
	return nodes, edges, rest
}
