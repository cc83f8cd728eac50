// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"cmp"
	"context"

	"hearsay"
	"hearsay/bench/provenance"
	"hearsay/search"
)

// ask asks all that can be asked.
func (a *asker) ask(ctx context.Context, questions []provenance.Question) error {
	for _, kind := range []string{"edge", "chain"} {
		a.answers.Heads = append(a.answers.Heads, provenance.Head{Answered: kind})
	}
	for _, id := range a.ids {
		t, err := a.engine.Trace(ctx, search.Request{Article: id})
		if err != nil {
			return err
		}
		a.chain(id, t)
		a.edge(id, t)
	}
	for _, q := range questions {
		if q.Ask != "claim" {
			continue
		}
		if err := a.claim(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// chain writes down the way back: outlets that the library has as articles,
// others as unseen. Who speaks is behind the last text, and no step of it.
func (a *asker) chain(id hearsay.ArticleID, t *hearsay.Trace) {
	c := provenance.Chain{Of: a.name[id]}
	for _, s := range t.Chain {
		if to := a.step(s); to != "" {
			c.Steps = append(c.Steps, to)
		}
	}
	if c.Steps != nil {
		a.answers.Chains = append(a.answers.Chains, c)
	}
}

// step is what a step leads to; "" when it is somebody who speaks.
func (a *asker) step(s hearsay.Step) string {
	switch {
	case !s.Article.IsZero():
		return a.name[s.Article]
	case s.Agent.Kind == hearsay.Person || s.Agent.Kind == hearsay.Anonymous:
		return ""
	}
	return "unseen:" + cmp.Or(s.Agent.Name, s.Agent.Domain)
}

// edge writes down where an article is from, as far as the trace has one answer:
// the nearest step of the chain or, without a chain, the best match. A trace
// lists all that share text; which of them came in between it does not say yet.
func (a *asker) edge(id hearsay.ArticleID, t *hearsay.Trace) {
	e := provenance.StatedEdge{Derived: a.name[id]}
	for _, s := range t.Chain {
		if e.From = a.step(s); e.From != "" {
			break
		}
	}
	var m *hearsay.Match
	for i := range t.Matches {
		if name := a.name[t.Matches[i].Article.ID]; name == e.From || e.From == "" {
			m = &t.Matches[i]
			e.From = name
			break
		}
	}
	if e.From == "" {
		return
	}
	if m != nil {
		e.Relation, e.Certainty = string(m.Relation), string(m.Certainty)
		e.Undecided = m.Direction.From == hearsay.UnknownSide
	}
	a.answers.Edges = append(a.answers.Edges, e)
}

// claim traces the words that a claim asks about, as a person would paste them:
// the groups of the answer, and the words that stand in each match. What changed
// in them it does not say.
func (a *asker) claim(ctx context.Context, q provenance.Question) error {
	t, err := a.engine.Trace(ctx, search.Request{Text: q.Exact})
	if err != nil {
		return err
	}
	o := provenance.StatedOrigins{Of: q.Of, Groups: [][]string{}}
	for _, g := range t.Origins {
		var members []string
		for _, id := range g.Articles {
			members = append(members, a.name[id])
		}
		o.Groups = append(o.Groups, members)
	}
	a.answers.Origins = append(a.answers.Origins, o)
	for _, m := range t.Matches {
		if len(m.Passages) == 0 {
			continue
		}
		text, err := a.engine.Text(ctx, m.Article.ID)
		if err != nil {
			return err
		}
		span := m.Passages[0].B
		for _, p := range m.Passages {
			span = hearsay.Span{Start: min(span.Start, p.B.Start), End: max(span.End, p.B.End)}
		}
		a.answers.Variants = append(a.answers.Variants, provenance.StatedVariant{Of: q.Of, Article: a.name[m.Article.ID], Exact: span.In(text)})
	}
	return nil
}
