// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package provenance

import (
	"cmp"
	"math"
	"slices"
)

// judgement is what an edge of the answers is.
type judgement int

const (
	wrong    judgement = iota
	right              // the tie is there, one step back, and so directed
	reversed           // the tie is there, the other way round
	skipped            // the words came that way, but not in one step
	neutral            // hidden, or a second right answer for the same edge
)

// judged is an edge of the answers with what the truth says of it.
type judged struct {
	StatedEdge
	is    judgement
	truth *Edge // when right or reversed
}

// judge looks at all edges of the answers. Each edge of the truth is found once;
// the answers' order does not matter.
func (g *graph) judge(stated []StatedEdge) []judged {
	edges := g.canonical(stated)
	found := map[*Edge]bool{}
	out := make([]judged, 0, len(edges))
	for _, e := range edges {
		j := judged{StatedEdge: e}
		j.is, j.truth = g.look(e)
		if j.truth != nil && (found[j.truth] || j.truth.Hidden) {
			j.is, j.truth = neutral, nil
		}
		if j.truth != nil {
			found[j.truth] = true
		}
		out = append(out, j)
	}
	return out
}

// canonical brings the answers' edges into one order and form. Those that name
// the very source come before those that name an equal one.
func (g *graph) canonical(stated []StatedEdge) []StatedEdge {
	edges := sharedSources(stated)
	for i := range edges {
		if e := &edges[i]; isUnseen(e.From) {
			e.From += " in " + g.story[e.Derived]
		}
	}
	names := g.match(edges)
	for i := range edges {
		if name, ok := names[edges[i].From]; ok {
			edges[i].From = name
		}
	}
	slices.SortStableFunc(edges, func(a, b StatedEdge) int {
		return cmp.Or(cmp.Compare(g.rank(a), g.rank(b)), cmp.Compare(a.Derived, b.Derived), cmp.Compare(a.From, b.From))
	})
	return onePerPair(edges)
}

// onePerPair keeps one edge between any two ends, the first. Where others say the
// opposite, the answers have not decided.
func onePerPair(edges []StatedEdge) []StatedEdge {
	at := map[[2]string]int{}
	var out []StatedEdge
	for _, e := range edges {
		key := [2]string{min(e.Derived, e.From), max(e.Derived, e.From)}
		i, again := at[key]
		switch {
		case e.Derived == e.From:
		case !again:
			at[key] = len(out)
			out = append(out, e)
		case out[i].Undecided && !e.Undecided:
			out[i] = e
		case out[i].Derived != e.Derived && !e.Undecided:
			out[i].Undecided = true
		}
	}
	return out
}

func (g *graph) rank(e StatedEdge) int {
	for _, i := range g.edges[e.Derived] {
		if g.truth.Edges[i].From == e.From {
			return 0
		}
	}
	return 1
}

// look finds the edge of the truth that is meant.
func (g *graph) look(e StatedEdge) (judgement, *Edge) {
	if t := g.accepting(e.Derived, e.From); t != nil {
		return right, t
	}
	if t := g.accepting(e.From, e.Derived); t != nil {
		if e.Undecided {
			return right, t
		}
		return reversed, t
	}
	if g.descends(e.Derived, e.From) || e.Undecided && g.descends(e.From, e.Derived) {
		return skipped, nil
	}
	return wrong, nil
}

func (g *graph) accepting(derived, from string) *Edge {
	var also *Edge
	for _, i := range g.edges[derived] {
		switch t := &g.truth.Edges[i]; {
		case t.From == from:
			return t
		case also == nil && t.accepts(from):
			also = t
		}
	}
	return also
}

// edgeCounts are what the figures of edges are made of.
type edgeCounts struct {
	pairs, directed, typed         tally
	seen, unseen                   tally // ties between articles, and to unseen sources
	ties, decided, agreed          int   // between articles
	certain, certainWrong, skipped int
	calibration                    calibration
}

// edges scores derivations.
func (s *Scores) edges(g *graph, a *Answers) {
	var c edgeCounts
	for i := range g.truth.Edges {
		c.expect(&g.truth.Edges[i])
	}
	for _, j := range g.judge(a.Edges) {
		c.count(j)
	}
	c.directed.truth, c.typed.truth = c.pairs.truth, c.pairs.truth
	c.directed.proposed, c.typed.proposed = c.pairs.proposed, c.pairs.proposed
	did := a.answered("edge")
	s.scores("edges", "", c.pairs, did)
	s.add("edges", "F1 with direction", c.directed.f1(), c.pairs.truth, did)
	s.add("edges", "F1 with relation", c.typed.f1(), c.pairs.truth, did)
	s.share("edges", "recall between articles", c.seen.hit, c.seen.truth, did)
	s.share("edges", "recall of unseen sources", c.unseen.hit, c.unseen.truth, did)
	s.share("edges", "skipped a step, of those stated", c.skipped, c.pairs.proposed, did)
	s.share("direction", "decided", c.decided, c.ties, did)
	s.share("direction", "right where decided", c.agreed, c.decided, did)
	s.add("certainty", "stated certain and wrong", ratio(c.certainWrong, c.certain), c.certain, did && c.certain > 0)
	s.add("certainty", "calibration error (ECE, 10 bins)", c.calibration.error(), c.calibration.n(), c.calibration.n() > 0)
}

// expect counts an edge that is to be found.
func (c *edgeCounts) expect(e *Edge) {
	switch {
	case e.Hidden:
		return
	case isUnseen(e.From):
		c.unseen.truth++
	default:
		c.seen.truth++
	}
	c.pairs.truth++
}

func (c *edgeCounts) count(j judged) {
	if j.is == neutral {
		return
	}
	c.pairs.proposed++
	if j.is == skipped {
		c.skipped++
	}
	if j.Certainty == "certain" {
		c.certain++
		if j.is == wrong || j.is == reversed {
			c.certainWrong++
		}
	}
	if j.Confidence != nil {
		c.calibration.add(*j.Confidence, j.is == right)
	}
	if j.truth != nil {
		c.hit(j)
	}
}

// hit counts an edge whose tie is there.
func (c *edgeCounts) hit(j judged) {
	c.pairs.hit++
	if isUnseen(j.truth.From) {
		c.unseen.hit++
	} else {
		c.seen.hit++
	}
	if j.Relation == j.truth.Relation || isUnseen(j.From) {
		c.typed.hit++
	}
	if !j.Undecided && j.is == right {
		c.directed.hit++
	}
	if isUnseen(j.From) || isUnseen(j.Derived) {
		return
	}
	c.ties++
	if !j.Undecided {
		c.decided++
		if j.is == right {
			c.agreed++
		}
	}
}

// calibration holds ten bins of confidence, each a tenth wide; 1 is in the last.
type calibration struct {
	count, hits [10]int
	sum         [10]float64
}

func (c *calibration) add(confidence float64, right bool) {
	bin := min(int(confidence*10), 9)
	c.count[bin]++
	c.sum[bin] += confidence
	if right {
		c.hits[bin]++
	}
}

func (c *calibration) n() int {
	n := 0
	for _, k := range c.count {
		n += k
	}
	return n
}

// error is the expected calibration error: how far stated confidence and share
// of right answers are apart, over the bins, weighted by their cases.
func (c *calibration) error() float64 {
	off := 0.0
	for i, k := range c.count {
		if k > 0 {
			off += math.Abs(c.sum[i] - float64(c.hits[i]))
		}
	}
	return off / float64(max(c.n(), 1))
}
