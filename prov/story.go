// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"fmt"
	"slices"

	"hearsay"
)

// Story writes what is known of where the articles of a story came from, as a bundle
// that the run made. It keeps nothing of the lineage. The id stands in names of
// PROV: it must be made of letters and digits.
func (d *Document) Story(id string, l *hearsay.Lineage) error {
	var a attrs
	a.name("prov:type", "prov:Bundle")
	a.text("prov:label", fmt.Sprintf("What Hearsay found of where the %d articles of a story came from", len(l.Articles)))
	bundle := "story:" + id
	err := d.state(
		record{form: &d.forms.entity, id: bundle, attrs: a},
		record{form: &d.forms.generated, args: []string{bundle, runID}},
	)
	if err != nil {
		return err
	}
	s := &storyWriter{forms: d.forms, graph: NewGraph(id, l), agents: map[string]bool{}}
	s.nodes()
	s.edges()
	s.origins()
	return d.enclose(bundle, s.records)
}

// storyWriter turns a graph into statements.
type storyWriter struct {
	forms   *forms
	graph   *Graph
	agents  map[string]bool
	records []record
}

func (s *storyWriter) add(r ...record) { s.records = append(s.records, r...) }

// name is the node's name in PROV.
func (n *Node) name() string {
	if n.Article != nil {
		return "article:" + n.ID
	}
	return "unseen:" + n.ID
}

func (s *storyWriter) nodes() {
	findings := map[hearsay.ArticleID][]string{}
	for _, f := range s.graph.Lineage.Findings {
		findings[f.Article] = append(findings[f.Article], string(f.Kind)+": "+f.Says)
	}
	for _, n := range s.graph.Nodes {
		var agent hearsay.Agent
		var a attrs
		if n.Article != nil {
			agent = n.Article.Outlet
			a = briefAttrs(n.Article)
			a.texts("hs:finding", findings[n.Article.ID])
		} else {
			agent = n.Unseen.Agent
			a.name("prov:type", "hs:UnseenSource")
			a.text("prov:label", n.Label())
			a.text("hs:kind", string(n.Unseen.Kind))
			a.texts("hs:why", n.Unseen.Why)
		}
		s.add(record{form: &s.forms.entity, id: n.name(), attrs: a})
		s.attribute(n.name(), agent)
	}
}

// briefAttrs is what lists show of an article. A date is an interval with its basis;
// it is no prov:time, which would be an instant.
func briefAttrs(b *hearsay.Brief) (a attrs) {
	a.name("prov:type", "hs:Article")
	a.text("prov:label", b.Headline)
	a.text("hs:url", b.URL)
	a.text("hs:date", b.Date.Value)
	a.time("hs:dateEarliest", b.Date.Earliest)
	a.time("hs:dateLatest", b.Date.Latest)
	a.text("hs:dateBasis", b.Date.Basis)
	a.time("hs:seen", b.Seen)
	a.text("hs:language", b.Language)
	a.count("hs:words", b.Words)
	return a
}

// attribute says whose an entity is, and once who that is.
func (s *storyWriter) attribute(entity string, agent hearsay.Agent) {
	if agent.IsZero() {
		return
	}
	r := agentRecord(s.forms, agent)
	if !s.agents[r.id] {
		s.agents[r.id] = true
		s.add(r)
	}
	s.add(record{form: &s.forms.attributed, args: []string{entity, r.id}})
}

func agentRecord(f *forms, agent hearsay.Agent) record {
	id := hearsay.NewID[hearsay.Agent]("agent", string(agent.Kind), agent.Name, agent.Role, agent.Domain, agent.QID)
	var a attrs
	switch agent.Kind {
	case hearsay.Person:
		a.name("prov:type", "prov:Person")
	case hearsay.Organization, hearsay.Outlet:
		a.name("prov:type", "prov:Organization")
	}
	a.text("prov:label", agent.Name)
	a.text("hs:kind", string(agent.Kind))
	a.text("hs:role", agent.Role)
	a.text("hs:domain", agent.Domain)
	a.text("hs:wikidata", agent.QID)
	return record{form: &f.agent, id: "who:" + id.String(), attrs: a}
}

func (s *storyWriter) edges() {
	cyclic := inCycles(s.graph)
	for i := range s.graph.Edges {
		e := &s.graph.Edges[i]
		if e.Relation == hearsay.Identical && e.From.Article != nil {
			// Which of two equal texts was first is another question.
			s.add(record{form: &s.forms.alternate, args: []string{e.Derived.name(), e.From.name()}})
		}
		if !e.Directed() {
			s.tie(e)
			continue
		}
		s.derive(e, cyclic[i] && !e.Main)
	}
}

// derive states one text to be derived from another, in the term of PROV for the
// relation. What would close a cycle is stated as influence, which has no order.
func (s *storyWriter) derive(e *Edge, influence bool) {
	r := record{form: &s.forms.derived, args: []string{e.Derived.name(), e.From.name()}}
	var a attrs
	switch {
	case influence || e.Relation == hearsay.Cites && !credits(e.Derivation):
		r.form = &s.forms.influenced
	case e.Relation == hearsay.Cites:
		a.name("prov:type", "prov:PrimarySource")
	case e.Relation == hearsay.Quotes:
		a.name("prov:type", "prov:Quotation")
	case e.Relation == hearsay.Revises:
		a.name("prov:type", "prov:Revision")
	}
	r.attrs = append(a, derivationAttrs(e.Derivation)...)
	s.add(r)
}

// credits says whether the article names the other in words as where it knows from.
func credits(d *hearsay.Derivation) bool {
	return slices.ContainsFunc(d.Evidence, func(e hearsay.Evidence) bool {
		return e.Weight >= 0 && (e.Kind == hearsay.Credited || e.Kind == hearsay.Stated)
	})
}

// tie states that two texts are tied and nothing tells which was first: a collection
// of the two, since whatever PROV has between two entities has a direction.
func (s *storyWriter) tie(e *Edge) {
	id := "tie:" + e.ID
	var a attrs
	a.name("prov:type", "prov:Collection")
	a.name("prov:type", "hs:UndecidedTie")
	s.add(record{form: &s.forms.entity, id: id, attrs: append(a, derivationAttrs(e.Derivation)...)},
		record{form: &s.forms.membership, args: []string{id, e.Derived.name()}},
		record{form: &s.forms.membership, args: []string{id, e.From.name()}})
}

func derivationAttrs(d *hearsay.Derivation) (a attrs) {
	a.text("hs:relation", string(d.Relation))
	if d.Main {
		a.truth("hs:main", true)
	}
	a.text("hs:certainty", string(d.Certainty))
	a.number("hs:confidence", d.Confidence)
	for _, e := range d.Evidence {
		a.text("hs:evidence", fmt.Sprintf("%s (%+.2f): %s", e.Kind, e.Weight, e.Says))
	}
	return a
}

func (s *storyWriter) origins() {
	for _, o := range s.graph.Origins {
		id := "origin:" + o.Root.ID
		var a attrs
		a.name("prov:type", "prov:Collection")
		a.name("prov:type", "hs:Origin")
		a.text("hs:kind", string(o.Kind))
		a.count("hs:articles", len(o.Articles))
		a.texts("hs:why", o.Why)
		s.add(record{form: &s.forms.entity, id: id, attrs: a})
		for _, m := range o.Members {
			s.add(record{form: &s.forms.membership, args: []string{id, m.name()}})
		}
	}
}
