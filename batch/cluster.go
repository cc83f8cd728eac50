// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"hearsay/internal/forest"
)

// sameWitness is how much of the longer of two spans of one text they must have
// in common to be one witness. Below, they are two, in clusters of their own:
// joining a sentence with the paragraph around it is what makes clusters grow
// without end.
const sameWitness = 0.8

// node is a span of a text that is witness of a passage.
type node struct {
	text uint32
	span points
}

// nodes joins witnesses that are linked. Links must come in order of the later
// text; then the result is the same on every run.
type nodes struct {
	nodes  []node
	last   []int32 // by text: 1 + its newest node
	prev   []int32 // by node: 1 + the one before it in its text
	groups forest.Forest
}

func (c *nodes) grow(texts int) { c.last = make([]int32, texts) }

// join joins both ends of a link.
func (c *nodes) join(l *link) { c.groups.Join(c.node(l.a, l.spanA), c.node(l.b, l.spanB)) }

// node returns the node of a text that is nearly the span, or a new one.
func (c *nodes) node(text uint32, s points) int32 {
	best, most := int32(-1), 1
	for i := c.last[text] - 1; i >= 0; i = c.prev[i] - 1 {
		have := c.nodes[i].span
		n := have.overlap(s)
		if n >= most && float64(n) >= sameWitness*float64(max(have.len(), s.len())) {
			best, most = i, n
		}
	}
	if best >= 0 {
		return best
	}
	i := int32(len(c.nodes))
	c.nodes = append(c.nodes, node{text, s})
	c.groups.Add()
	c.prev = append(c.prev, c.last[text])
	c.last[text] = i + 1
	return i
}

// clustered is the nodes in the order in which witnesses are written.
type clustered struct {
	order  []int32
	starts []int32 // of each cluster in order, and the end
}

// clusters puts the nodes in order: clusters by their earliest witness, and the
// witnesses of one by text. What nodes were found by is gone then.
func (c *nodes) clusters() clustered {
	order := make([]int32, len(c.nodes))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		a, b := &c.nodes[i], &c.nodes[j]
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.span.start, b.span.start), cmp.Compare(a.span.end, b.span.end))
	})
	number := c.prev // by root: 1 + the number of the cluster
	clear(number)
	var sizes []int32
	for _, i := range order {
		root := c.groups.Root(i)
		if number[root] == 0 {
			sizes = append(sizes, 0)
			number[root] = int32(len(sizes))
		}
		sizes[number[root]-1]++
	}
	out := clustered{order: make([]int32, len(order)), starts: make([]int32, len(sizes)+1)}
	for k, n := range sizes {
		out.starts[k+1] = out.starts[k] + n
	}
	next := slices.Clone(out.starts)
	for _, i := range order {
		k := number[c.groups.Root(i)] - 1
		out.order[next[k]] = i
		next[k]++
	}
	c.last, c.prev, c.groups = nil, nil, nil
	return out
}

// some are witnesses that follow each other in the output.
type some struct{ from, to int }

const someWitnesses = 64

// cluster writes the witnesses.
func (r *run) cluster(ctx context.Context) error {
	c := r.nodes.clusters()
	total := len(c.order)
	r.sum.Clusters, r.sum.Witnesses = len(c.starts)-1, total
	report := r.stage("cluster", total)
	done := 0
	p := pipe[some, []Witness]{
		workers: r.opt.Workers,
		start:   func() worker[some, []Witness] { return &witnesser{r, c} },
		take: func(ws []Witness) error {
			for _, w := range ws {
				if err := r.out.Witness(w); err != nil {
					return err
				}
			}
			done += len(ws)
			report(done)
			return nil
		},
	}
	return p.run(ctx, stretches(total))
}

func stretches(total int) iter.Seq2[some, error] {
	return func(yield func(some, error) bool) {
		for from := 0; from < total; from += someWitnesses {
			if !yield(some{from, min(from+someWitnesses, total)}, nil) {
				return
			}
		}
	}
}

// witnesser cuts witnesses out of the texts.
type witnesser struct {
	run *run
	clustered
}

func (c *witnesser) end() error { return nil }

func (c *witnesser) do(s some) ([]Witness, error) {
	// The cluster of the first: the last that starts at it or before.
	k, _ := slices.BinarySearch(c.starts, int32(s.from)+1)
	k--
	var out []Witness
	for at := s.from; at < s.to; at++ {
		for int(c.starts[k+1]) <= at {
			k++
		}
		w, err := c.run.witness(c.run.nodes.nodes[c.order[at]])
		if err != nil {
			return nil, err
		}
		w.Cluster, w.Size = k+1, int(c.starts[k+1]-c.starts[k])
		out = append(out, w)
	}
	return out, nil
}

func (r *run) witness(n node) (Witness, error) {
	sheet, err := r.shelf.get(int(n.text))
	if err != nil {
		return Witness{}, err
	}
	card := sheet.card()
	text, err := card.exact(r.corpus.texts, n.span)
	if err != nil {
		return Witness{}, err
	}
	return Witness{ID: card.id, Series: card.series, Date: card.date, Begin: int(n.span.start), End: int(n.span.end), Text: text}, nil
}
