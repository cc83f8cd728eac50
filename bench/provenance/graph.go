// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package provenance

import (
	"slices"
	"strings"
)

// graph is the truth, ready to be asked.
type graph struct {
	truth  *Truth
	edges  map[string][]int // by what is derived
	unseen map[string]*Unseen
	story  map[string]string // of an article
}

func newGraph(t *Truth) *graph {
	g := &graph{truth: t, edges: map[string][]int{}, unseen: map[string]*Unseen{}, story: map[string]string{}}
	for i := range t.Edges {
		e := &t.Edges[i]
		g.edges[e.Derived] = append(g.edges[e.Derived], i)
	}
	for i := range t.Unseen {
		g.unseen[t.Unseen[i].ID] = &t.Unseen[i]
	}
	for _, k := range t.Articles {
		g.story[k.ID] = k.Story
	}
	return g
}

// main is the edge to where an article has its main text from; nil when it has
// none that can be seen.
func (g *graph) main(article string) *Edge {
	for _, i := range g.edges[article] {
		if e := &g.truth.Edges[i]; e.Main && !e.Hidden {
			return e
		}
	}
	return nil
}

// accepts reports whether from is a right answer for the edge.
func (e *Edge) accepts(from string) bool { return e.From == from || slices.Contains(e.Also, from) }

// descends reports whether words came from one to the other in more than a step.
func (g *graph) descends(derived, from string) bool {
	seen := map[string]bool{derived: true}
	todo := []string{derived}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, i := range g.edges[at] {
			up := g.truth.Edges[i].From
			if up == from {
				return true
			}
			if !seen[up] {
				seen[up] = true
				todo = append(todo, up)
			}
		}
	}
	return false
}

// isUnseen reports whether an id stands for a source that is not among the
// articles.
func isUnseen(id string) bool { return id == "unseen" || strings.HasPrefix(id, "unseen:") }

// match ties the unseen sources of the answers to those of the truth, those that
// have most articles in common first: names are free, since nobody has seen them.
// Hidden edges only decide between sources that are equal without them: all who have
// an unseen agency's text have a hidden edge to the conference that it went to, and
// who names the agency does not mean that.
func (g *graph) match(edges []StatedEdge) map[string]string {
	common := map[[2]string]int{}
	for _, e := range edges {
		if !isUnseen(e.From) {
			continue
		}
		for _, i := range g.edges[e.Derived] {
			t := &g.truth.Edges[i]
			switch {
			case !isUnseen(t.From):
			case t.Hidden:
				common[[2]string{e.From, t.From}]++
			default:
				common[[2]string{e.From, t.From}] += overHidden
			}
		}
	}
	pairs := make([][2]string, 0, len(common))
	for p := range common {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b [2]string) int {
		if d := common[b] - common[a]; d != 0 {
			return d
		}
		return slices.Compare(a[:], b[:])
	})
	out, taken := map[string]string{}, map[string]bool{}
	for _, p := range pairs {
		if _, done := out[p[0]]; !done && !taken[p[1]] {
			out[p[0]], taken[p[1]] = p[1], true
		}
	}
	return out
}

// overHidden is how many hidden edges count as one that can be seen: more than there are.
const overHidden = 1 << 20

// sharedSources turns pairs that are said to share an unseen source into edges to
// that source: pairs that hang together have one. Other edges stay as they are.
func sharedSources(stated []StatedEdge) []StatedEdge {
	f := forest{}
	for _, e := range stated {
		if e.pair() {
			f.join(e.Derived, e.From)
		}
	}
	var out []StatedEdge
	for _, e := range stated {
		if !e.pair() {
			out = append(out, e)
			continue
		}
		source := "unseen:shared by " + f.root(e.Derived)
		for _, end := range []string{e.Derived, e.From} {
			one := e
			one.Derived, one.From, one.Relation = end, source, ""
			out = append(out, one)
		}
	}
	return out
}

func (e *StatedEdge) pair() bool { return e.Relation == "shares-source" && !isUnseen(e.From) }

// forest is union-find over names; the least name of a set is its root.
type forest map[string]string

func (f forest) root(x string) string {
	for {
		up, ok := f[x]
		if !ok || up == x {
			return x
		}
		if above, ok := f[up]; ok {
			f[x] = above // halves the way for the next
		}
		x = up
	}
}

func (f forest) join(a, b string) {
	a, b = f.root(a), f.root(b)
	f[max(a, b)] = min(a, b)
}
