// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"context"

	"hearsay"
	"hearsay/bench/provenance"
	"hearsay/search"
)

// ask asks all that can be asked.
func (a *asker) ask(ctx context.Context, questions []provenance.Question) error {
	if err := a.lineages(ctx, questions); err != nil {
		return err
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
