// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

// drawEdges draws main edges as elbows, from the source down its own moment and then
// along the lane of the copy, and what came in part from elsewhere as straight lines.
func (p *plan) drawEdges(f *Figure) {
	var shapes []Shape
	for _, e := range p.edges {
		if p.nodes[e.From].When.Known() && p.nodes[e.To].When.Known() {
			shapes = append(shapes, p.edge(e)...)
		}
	}
	if len(shapes) > 0 {
		f.add(shapes...)
	}
}

func (p *plan) edge(e Edge) []Shape {
	a, b := Point{p.x[e.From], p.y[e.From]}, Point{p.x[e.To], p.y[e.To]}
	var path []Point
	switch {
	case !e.Main:
		path = []Point{a, b}
	case a.Y == b.Y && p.end[e.From] < b.X:
		path = []Point{{p.end[e.From] - 4, a.Y}, b}
	case b.X < a.X: // from the other side, so that it does not go through the label
		path = []Point{a, {a.X, b.Y}, {min(a.X, p.end[e.To]-4), b.Y}}
	default:
		path = []Point{a, {a.X, b.Y}, b}
	}
	out := []Shape{stroke(e.Relation, path...)}
	if e.Relation == Identical {
		out = append(out, stroke(Core, path...))
	}
	if mark := edgeMark(e); mark != "" {
		last, before := path[len(path)-1], path[len(path)-2]
		out = append(out, words(Strong, last.X+(before.X-last.X)*.5-4, last.Y+(before.Y-last.Y)*.5+4.5, mark))
	}
	return out
}

// edgeMark is a sign on an edge that says in another way what its pattern says.
func edgeMark(e Edge) string {
	switch {
	case e.Undecided:
		return "?"
	case e.Relation == Quotes:
		return "”"
	case e.Relation == Cites:
		return "→"
	}
	return ""
}

// sample is a legend's entry: a symbol or a kind of line, and what it means.
type sample struct {
	kind  NodeKind
	class Class // "" for a symbol
	text  string
}

var samples = []sample{
	{PrimaryNode, "", "record or release"}, {WireNode, "", "press agency"}, {ArticleNode, "", "article"}, {GhostNode, "", "not in this library"},
	{0, Identical, "identical"}, {0, Copies, "copies"}, {0, Rewrites, "rewrites"}, {0, Quotes, "quotes ”"}, {0, Cites, "cites →"}, {0, Revises, "revises"}, {0, Shares, "shares a source"},
	{0, Whisker, "date between"},
}

// legend names what is in the plot, and returns where it ends.
func (p *plan) legend(f *Figure, y float64) float64 {
	x := left
	f.add(stroke(Grid, Point{left, y}, Point{plotWidth - 16, y}))
	y += 18
	for _, s := range samples {
		if !p.has(s) {
			continue
		}
		long := 30 + widthOf(Small, s.text) + 18
		if s.class == "" {
			long -= 14
		}
		if x+long > plotWidth-16 {
			x, y = left, y+22
		}
		f.add(s.shapes(x, y)...)
		x += long
	}
	f.add(words(Small, left, y+22, "from left to right: earlier to later, in UTC, as far as this library shows; ? which was first is not known"))
	return y + 34
}

func (s sample) shapes(x, y float64) []Shape {
	if s.class == "" {
		return []Shape{symbol(s.kind, x+7, y-4), words(Small, x+18, y, s.text)}
	}
	var out []Shape
	if s.class == Whisker {
		out = span(x, x+26, y-4)
	} else {
		out = append(out, stroke(s.class, Point{x, y - 4}, Point{x + 26, y - 4}))
	}
	if s.class == Identical {
		out = append(out, stroke(Core, Point{x, y - 4}, Point{x + 26, y - 4}))
	}
	return append(out, words(Small, x+32, y, s.text))
}

func (p *plan) has(s sample) bool {
	for _, e := range p.edges {
		if s.class != "" && e.Relation == s.class {
			return true
		}
	}
	for i := range p.nodes {
		n := &p.nodes[i]
		switch w := n.When; s.class {
		case "":
			if n.Kind == s.kind {
				return true
			}
		case Whisker:
			if n.Kind != GhostNode && w.Known() && (w.From.IsZero() || w.To.IsZero() || w.To.Sub(w.From) > precise) {
				return true
			}
		}
	}
	return false
}
