// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package annotate

import (
	"strconv"
	"strings"

	"hearsay"
	"hearsay/internal/marked"
)

// graph is a text as annotation tools see it: spans with values, and links
// between them. Spans are in headline, empty line and body as one string.
type graph struct {
	text     string
	headline int // bytes of it; 0 when there is none
	nodes    []node
	links    []link
}

// node is a span with its part (source, cue, content, that, addressee, via) and
// the facts that stand on it.
type node struct {
	span   hearsay.Span
	values map[string]string
}

func (n *node) part() string { return n.values["part"] }

// link leads from the anchor of a relation, its cue or else its content, to
// another part of it, or to the anchor of a relation that it holds.
type link struct {
	from, to int
	label    string
}

// graphOf lays out a marked text.
func graphOf(t *marked.Text) *graph {
	g := &graph{text: t.Body, headline: len(t.Headline)}
	base := 0
	if t.Headline != "" {
		g.text, base = t.Headline+"\n\n"+t.Body, len(t.Headline)+2
	}
	anchors := make([]int, len(t.Quotations))
	for i := range t.Quotations {
		q := &t.Quotations[i]
		from := base
		if q.Part == hearsay.InHeadline {
			from = 0
		}
		anchors[i] = g.addRelation(q, from, i+1)
	}
	for i := range t.Quotations {
		if w := t.Quotations[i].Within; w >= 0 && w < len(anchors) && anchors[w] >= 0 && anchors[i] >= 0 {
			g.links = append(g.links, link{anchors[w], anchors[i], linkHolds})
		}
	}
	return g
}

// addRelation adds the spans of one relation and returns its anchor, -1 when it
// has no span at all.
func (g *graph) addRelation(q *hearsay.Quotation, base, number int) int {
	first := len(g.nodes)
	add := func(part string, s hearsay.Span) *node {
		if s.Len() <= 0 {
			return nil
		}
		g.nodes = append(g.nodes, node{hearsay.Span{Start: s.Start + base, End: s.End + base}, map[string]string{"part": part}})
		return &g.nodes[len(g.nodes)-1]
	}
	add("cue", q.Cue)
	for _, c := range q.Content {
		add("content", c)
	}
	source := add("source", q.Source)
	if source != nil {
		setSpeaker(source.values, &q.Speaker)
	}
	add("that", q.Complementiser)
	add("addressee", q.Addressee)
	for _, v := range q.Via {
		if n := add("via", v.Evidence); n != nil {
			n.values["name"] = v.Agent.Name
		}
	}
	if first == len(g.nodes) {
		return -1
	}
	facts := g.nodes[first].values
	if source == nil {
		setSpeaker(facts, &q.Speaker)
	}
	setFacts(facts, q, number)
	for i := first + 1; i < len(g.nodes); i++ {
		g.links = append(g.links, link{first, i, linkPart})
	}
	return first
}

func setSpeaker(values map[string]string, s *hearsay.Speaker) {
	if !s.Agent.IsZero() {
		values["name"], values["kind"], values["how"] = s.Agent.Name, string(s.Agent.Kind), s.How
	}
}

// setFacts sets what is not the usual: asserted, core.
func setFacts(values map[string]string, q *hearsay.Quotation, number int) {
	values["number"], values["mode"] = strconv.Itoa(number), string(q.Mode)
	if q.Polarity != hearsay.Asserted {
		values["polarity"] = string(q.Polarity)
	}
	if q.Profile == hearsay.Extended {
		values["profile"] = string(q.Profile)
	}
	words := make([]string, len(q.Flags))
	for i, f := range q.Flags {
		words[i] = string(f)
	}
	values["flags"] = strings.Join(words, " ")
	values["via"] = joinVia(q.Via)
}

// joinVia names the media in their order, with the kind of those that are no
// outlets.
func joinVia(via []hearsay.Via) string {
	names := make([]string, len(via))
	for i, v := range via {
		names[i] = strings.ReplaceAll(v.Agent.Name, ";", `\;`)
		if v.Agent.Kind != hearsay.Outlet && v.Agent.Kind != "" {
			names[i] += " (" + string(v.Agent.Kind) + ")"
		}
	}
	return strings.Join(names, "; ")
}

func splitVia(s string) []hearsay.Agent {
	var out []hearsay.Agent
	s = strings.ReplaceAll(s, `\;`, "\x00")
	for name := range strings.SplitSeq(s, ";") {
		name = strings.TrimSpace(strings.ReplaceAll(name, "\x00", ";"))
		a := hearsay.Agent{Name: name, Kind: hearsay.Outlet}
		for _, kind := range kinds {
			if cut, ok := strings.CutSuffix(name, " ("+string(kind)+")"); ok {
				a = hearsay.Agent{Name: cut, Kind: kind}
			}
		}
		if a.Name != "" {
			out = append(out, a)
		}
	}
	return out
}
