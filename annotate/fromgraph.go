// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package annotate

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/internal/marked"
)

// marked turns spans and links back into relations. People draw arrows either
// way and share a source between two cues; both are understood.
func (g *graph) marked() (*marked.Text, error) {
	g.turnLinks()
	t := &marked.Text{Body: g.text}
	if g.headline > 0 {
		t.Headline, t.Body = g.text[:g.headline], strings.TrimPrefix(g.text[g.headline:], "\n\n")
	}
	parts := map[int][]int{} // anchor: what hangs on it
	for _, l := range g.links {
		if l.label == linkPart {
			parts[l.from] = append(parts[l.from], l.to)
		}
	}
	index := map[int]int{} // anchor: its relation
	for i, a := range g.anchors() {
		index[a] = i
		q, err := g.relation(a, parts[a])
		if err != nil {
			return nil, err
		}
		t.Quotations = append(t.Quotations, q)
	}
	for _, l := range g.links {
		outer, ok1 := index[l.from]
		inner, ok2 := index[l.to]
		if l.label == linkHolds && ok1 && ok2 && outer != inner {
			t.Quotations[inner].Within = outer
		}
	}
	return t, nil
}

// turnLinks makes every link lead from an anchor: from the cue to another part.
// Between two cues it says that one holds the other.
func (g *graph) turnLinks() {
	for i := range g.links {
		l := &g.links[i]
		from, to := g.nodes[l.from].part() == "cue", g.nodes[l.to].part() == "cue"
		switch {
		case l.label == linkHolds:
		case from && to:
			l.label = linkHolds
		case to:
			l.from, l.to = l.to, l.from
			fallthrough
		default:
			l.label = linkPart
		}
	}
}

// anchors lists the spans that stand for a relation: cues, and of relations
// without one the span that the others hang on; in the order of their numbers,
// then of the text.
func (g *graph) anchors() []int {
	hangs := make([]bool, len(g.nodes))
	for _, l := range g.links {
		if l.label == linkPart {
			hangs[l.to] = true
		}
	}
	var out []int
	for i := range g.nodes {
		if g.nodes[i].part() == "cue" || !hangs[i] {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(g.number(a), g.number(b)), cmp.Compare(g.nodes[a].span.Start, g.nodes[b].span.Start))
	})
	return out
}

func (g *graph) number(i int) int {
	if n, err := strconv.Atoi(g.nodes[i].values["number"]); err == nil {
		return n
	}
	return math.MaxInt
}

// relation gathers an anchor and the parts that hang on it.
func (g *graph) relation(anchor int, parts []int) (hearsay.Quotation, error) {
	facts := g.nodes[anchor].values
	q := hearsay.Quotation{
		Within: -1, Mode: hearsay.Mode(facts["mode"]),
		Polarity: cmp.Or(hearsay.Polarity(facts["polarity"]), hearsay.Asserted),
		Profile:  cmp.Or(hearsay.Profile(facts["profile"]), hearsay.Core),
	}
	for _, f := range strings.Fields(facts["flags"]) {
		q.Flags = append(q.Flags, hearsay.Flag(f))
	}
	for _, a := range splitVia(facts["via"]) {
		q.Via = append(q.Via, hearsay.Via{Agent: a})
	}
	base := 0
	if g.nodes[anchor].span.Start >= g.headline {
		if base = g.headline; base > 0 {
			base += 2
		}
	} else {
		q.Part = hearsay.InHeadline
	}
	q.Speaker = speakerOf(facts)
	for _, i := range append([]int{anchor}, parts...) {
		if err := g.add(&q, i, base); err != nil {
			return q, err
		}
	}
	slices.SortFunc(q.Content, func(a, b hearsay.Span) int { return cmp.Compare(a.Start, b.Start) })
	return q, nil
}

func speakerOf(values map[string]string) hearsay.Speaker {
	if values["part"] == "via" {
		return hearsay.Speaker{}
	}
	return hearsay.Speaker{Agent: hearsay.Agent{Name: values["name"], Kind: hearsay.AgentKind(values["kind"])}, How: values["how"]}
}

// add puts one span into its place.
func (g *graph) add(q *hearsay.Quotation, i, base int) error {
	n := &g.nodes[i]
	inHeadline := n.span.Start < g.headline
	if inHeadline != (q.Part == hearsay.InHeadline) || inHeadline && n.span.End > g.headline || n.span.Start < base {
		return invalid("a relation is both in the headline and in the text, near %q", n.span.In(g.text))
	}
	s := hearsay.Span{Start: n.span.Start - base, End: n.span.End - base}
	switch n.part() {
	case "source":
		q.Source = s
		if sp := speakerOf(n.values); !sp.Agent.IsZero() {
			q.Speaker = sp
		}
	case "cue":
		q.Cue = s
	case "content":
		q.Content = append(q.Content, s)
	case "that":
		q.Complementiser = s
	case "addressee":
		q.Addressee = s
	case "via":
		addEvidence(q, n.values["name"], s)
	default:
		return invalid("a span of part %q, near %q; parts are source, cue, content, that, addressee and via", n.part(), n.span.In(g.text))
	}
	return nil
}

// addEvidence gives a medium its words: the first of that name without any, or a
// new one.
func addEvidence(q *hearsay.Quotation, name string, s hearsay.Span) {
	for i := range q.Via {
		if v := &q.Via[i]; v.Agent.Name == name && v.Evidence.IsZero() {
			v.Evidence = s
			return
		}
	}
	q.Via = append(q.Via, hearsay.Via{Agent: hearsay.Agent{Name: name, Kind: hearsay.Outlet}, Evidence: s})
}
