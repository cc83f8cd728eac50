// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"cmp"
	"slices"

	"hearsay"
	"hearsay/internal/forest"
	"hearsay/wire"
)

func (c *Corpus) ruler(n int) (*wire.Ruler, error) {
	text, err := c.text(n)
	if err != nil {
		return nil, err
	}
	return wire.NewRuler(text), nil
}

// sameWitness is how much of the longer of two spans of one text they must have
// in common to be one witness. Below, they are two, in clusters of their own:
// joining a sentence with the paragraph around it is what makes clusters grow
// without end.
const sameWitness = 0.8

// node is a span of a text that is witness of a passage.
type node struct {
	text int32
	span hearsay.Span
}

// clusters joins nodes that are linked. Links must come in order of the later
// text; then the result is the same on every run.
type clusters struct {
	nodes  []node
	of     [][]int32 // nodes of each text
	groups forest.Forest
}

func newClusters(texts int) *clusters { return &clusters{of: make([][]int32, texts)} }

// add joins both ends of every link of text n.
func (c *clusters) add(n int, links []link) {
	for _, l := range links {
		c.groups.Join(c.node(l.a, l.spanA), c.node(n, l.spanB))
	}
}

// node returns the node of a text that is nearly the span, or a new one.
func (c *clusters) node(text int, s hearsay.Span) int32 {
	best, most := int32(-1), 0
	for _, i := range c.of[text] {
		have := c.nodes[i].span
		n := have.Overlap(s)
		if n > most && float64(n) >= sameWitness*float64(max(have.Len(), s.Len())) {
			best, most = i, n
		}
	}
	if best >= 0 {
		return best
	}
	i := int32(len(c.nodes))
	c.nodes = append(c.nodes, node{int32(text), s})
	c.groups.Add()
	c.of[text] = append(c.of[text], i)
	return i
}

// witnesses writes the clusters, numbered from 1 in the order of their earliest
// witnesses.
func (c *Corpus) witnesses(out Output, cl *clusters) (clusters, witnesses int, err error) {
	members := map[int32][]int32{}
	var roots []int32
	for i := range cl.nodes {
		r := cl.groups.Root(int32(i))
		if members[r] == nil {
			roots = append(roots, r)
		}
		members[r] = append(members[r], int32(i))
	}
	before := func(i, j int32) int {
		a, b := cl.nodes[i], cl.nodes[j]
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.span.End, b.span.End))
	}
	for _, r := range roots {
		slices.SortFunc(members[r], before)
	}
	slices.SortFunc(roots, func(a, b int32) int { return before(members[a][0], members[b][0]) })
	for n, r := range roots {
		for _, i := range members[r] {
			if err := c.witness(out, cl.nodes[i], n+1, len(members[r])); err != nil {
				return 0, 0, err
			}
			witnesses++
		}
	}
	return len(roots), witnesses, nil
}

func (c *Corpus) witness(out Output, n node, cluster, size int) error {
	ruler, err := c.ruler(int(n.text))
	if err != nil {
		return err
	}
	e, at := c.entries[n.text], ruler.Span(n.span)
	return out.Witness(Witness{Cluster: cluster, Size: size, ID: e.id, Series: e.series, Date: e.date,
		Begin: at.Start, End: at.End, Text: at.Exact})
}
