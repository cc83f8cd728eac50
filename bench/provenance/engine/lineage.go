// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"context"
	"fmt"

	"hearsay"
	"hearsay/bench/provenance"
	"hearsay/lineage"
)

// lineages answers for the stories that are asked about: edges, chains, origins.
func (a *asker) lineages(ctx context.Context, questions []provenance.Question) error {
	for _, kind := range []string{"edge", "chain", "origins"} {
		a.answers.Heads = append(a.answers.Heads, provenance.Head{Answered: kind})
	}
	for _, q := range questions {
		if q.Ask != "origins" {
			continue
		}
		var texts []lineage.Text
		for _, name := range q.Articles {
			if a.name[a.id[name]] != name {
				continue // printed twice, letter for letter
			}
			v, err := a.engine.Article(ctx, a.id[name])
			if err != nil {
				return err
			}
			texts = append(texts, lineage.Text{Article: v.Article, Quotations: v.Quotations})
		}
		a.story(q.Of, lineage.Tell(texts))
	}
	return nil
}

// story writes a lineage down.
func (a *asker) story(name string, l *hearsay.Lineage) {
	for i := range l.Derivations {
		d := &l.Derivations[i]
		a.answers.Edges = append(a.answers.Edges, provenance.StatedEdge{
			Derived: a.name[d.Derived], From: a.node(l, d.From), Relation: string(d.Relation),
			Undecided: d.Undecided, Certainty: string(d.Certainty), Confidence: &d.Confidence,
		})
	}
	for _, b := range l.Articles {
		c := provenance.Chain{Of: a.name[b.ID]}
		for _, s := range lineage.Chain(l, b.ID) {
			c.Steps = append(c.Steps, a.step(s))
		}
		if c.Steps != nil {
			a.answers.Chains = append(a.answers.Chains, c)
		}
	}
	o := provenance.StatedOrigins{Of: name, Groups: [][]string{}}
	for _, g := range l.Origins {
		var members []string
		for _, id := range g.Articles {
			members = append(members, a.name[id])
		}
		o.Groups = append(o.Groups, members)
	}
	a.answers.Origins = append(a.answers.Origins, o)
}

// node is an end of an edge. Sources that nobody names are told apart by number.
func (a *asker) node(l *hearsay.Lineage, n hearsay.Node) string {
	switch {
	case n.Unseen == 0:
		return a.name[n.Article]
	case l.Unseen[n.Unseen-1].Agent.Name != "":
		return "unseen:" + l.Unseen[n.Unseen-1].Agent.Name
	}
	return fmt.Sprintf("unseen:%d", n.Unseen)
}

// step is a step of a chain: a source that nobody names has no name here either.
func (a *asker) step(s hearsay.Step) string {
	switch {
	case !s.Article.IsZero():
		return a.name[s.Article]
	case s.Agent.Name != "":
		return "unseen:" + s.Agent.Name
	}
	return "unseen"
}
