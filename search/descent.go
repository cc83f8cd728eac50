// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hearsay"
	"hearsay/lineage"
)

const (
	// maxDescent is how many matches of a trace are set against each other, those that
	// share most with the question. Of one that shares fewer words than leastDescent
	// nothing can be told.
	maxDescent   = 32
	leastDescent = 12
	// maxDescentText is the longest text of them, in bytes.
	maxDescentText = 64 << 10
)

// descent is what the texts of a trace tell of where each is from, besides dates.
type descent struct {
	*hearsay.Lineage
	with map[hearsay.ArticleID]*hearsay.Derivation // of a match and the article that is traced
	root map[hearsay.ArticleID]*hearsay.Origin     // by article
}

// descend sets the best matches against each other, and against the article that is
// traced.
func (e *Engine) descend(ctx context.Context, q *question, found []finding) (*descent, error) {
	best := slices.Clone(found)
	slices.SortFunc(best, bestFirst)
	var texts []lineage.Text
	if a := q.article; a != nil && len(a.Text) <= maxDescentText {
		texts = append(texts, lineage.Text{Article: a, Quotations: q.Quotations})
	}
	for _, f := range best {
		if len(texts) > maxDescent {
			break
		}
		if f.match.Words < leastDescent || len(f.article.Text) > maxDescentText {
			continue
		}
		quotations, err := e.quotations(ctx, f.article.ID)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue // somebody removes it meanwhile
		}
		if err != nil {
			return nil, err
		}
		texts = append(texts, lineage.Text{Article: f.article, Quotations: quotations})
	}
	d := &descent{&hearsay.Lineage{}, map[hearsay.ArticleID]*hearsay.Derivation{}, map[hearsay.ArticleID]*hearsay.Origin{}}
	if len(texts) < 2 {
		return d, nil
	}
	d.Lineage = lineage.Tell(texts)
	d.sort(q)
	return d, nil
}

// saidArticles is of how many articles quotations are kept: 20 MB of news.
const saidArticles = 4096

// quotations are those of an article, kept. They are shared and must not be changed.
// Error: ErrNotFound.
func (e *Engine) quotations(ctx context.Context, id hearsay.ArticleID) ([]hearsay.Quotation, error) {
	if qs, ok := e.said.Get(id); ok {
		return qs, nil
	}
	qs, err := e.lib.Quotations(ctx, id)
	if err == nil {
		e.said.Add(id, qs)
	}
	return qs, err
}

// sort finds what is asked of a lineage.
func (d *descent) sort(q *question) {
	for i := range d.Origins {
		for _, id := range d.Origins[i].Articles {
			d.root[id] = &d.Origins[i]
		}
	}
	if q.article == nil {
		return
	}
	for i := range d.Derivations {
		switch x := &d.Derivations[i]; {
		case x.From.Unseen > 0:
		case x.Derived == q.article.ID:
			d.with[x.From.Article] = x
		case x.From.Article == q.article.ID:
			d.with[x.Derived] = x
		}
	}
}

// direct says of a match which side was first, when the texts tell it: with all that
// speaks for it and against it. A derivation of one step says how sure the tie is,
// too.
func (d *descent) direct(m *hearsay.Match) {
	x := d.with[m.Article.ID]
	if x == nil || x.Undecided || m.Relation == hearsay.Revises {
		return
	}
	from := hearsay.MatchSide
	if x.Derived == m.Article.ID {
		from = hearsay.QuerySide
	}
	why := reasons(x)
	if m.Direction.From == from {
		why = append(slices.Clone(m.Direction.Why), why...)
	}
	if len(why) > 0 {
		m.Direction = hearsay.Direction{From: from, Why: why}
	}
	m.Certainty = x.Certainty
}

// maxWhy is how many reasons a reader is given.
const maxWhy = 6

// reasons are what speaks for and against a derivation, in words.
func reasons(x *hearsay.Derivation) (out []string) {
	for _, e := range x.Evidence[:min(len(x.Evidence), maxWhy)] {
		switch {
		case e.Says == "":
		case e.Weight < 0:
			out = append(out, "against it: "+e.Says)
		default:
			out = append(out, e.Says)
		}
	}
	return out
}

// explain adds to the groups of a trace where the main texts of their articles begin:
// a group shares words, and its articles may do so by way of what somebody said to
// several of them.
func (d *descent) explain(groups []hearsay.OriginGroup, briefs map[hearsay.ArticleID]hearsay.Brief) {
	for i := range groups {
		g := &groups[i]
		roots, counts := d.roots(g.Articles)
		for k, o := range roots {
			if name := d.unseenName(o.Root); name != "" {
				g.Why = append(g.Why, fmt.Sprintf("%s from %s, which is not in this library", has(counts[k], len(g.Articles)), name))
			} else if b, ok := briefs[o.Root.Article]; ok && len(roots) > 1 {
				g.Why = append(g.Why, fmt.Sprintf("%s that begins with %s", has(counts[k], len(g.Articles)), labelOf(b)))
			}
		}
		if len(roots) != 1 || counts[0] < len(g.Articles) {
			continue
		}
		root := roots[0].Root
		b, here := briefs[root.Article]
		switch {
		case root.Unseen > 0:
			g.Unseen = true
		case g.Earliest == nil && here && slices.Contains(g.Articles, root.Article) && len(g.Articles) > 1:
			g.Earliest = &b
			g.Why = append(g.Why, fmt.Sprintf("%s has the text that the others are from, as their words and credits tell", labelOf(b)))
		}
	}
}

// roots are the origins of some articles, those of most first, with how many articles
// each has.
func (d *descent) roots(articles []hearsay.ArticleID) (out []*hearsay.Origin, counts []int) {
	for _, id := range articles {
		o := d.root[id]
		if o == nil {
			continue
		}
		k := slices.Index(out, o)
		if k < 0 {
			k = len(out)
			out, counts = append(out, o), append(counts, 0)
		}
		counts[k]++
	}
	return out, counts
}

// unseenName is what a source that is not in the library is called; "" for none, or
// when nobody names it.
func (d *descent) unseenName(n hearsay.Node) string {
	if n.Unseen == 0 || n.Unseen > len(d.Unseen) {
		return ""
	}
	a := d.Unseen[n.Unseen-1].Agent
	if a.Name != "" {
		return a.Name
	}
	return a.Domain
}

// has begins a sentence on the main text of n of some articles.
func has(n, of int) string {
	switch {
	case n == of && n == 1:
		return "it has its text"
	case n == of:
		return "all have their text"
	case n == 1:
		return "1 of them has its text"
	}
	return fmt.Sprintf("%d of them have their text", n)
}

// labelOf names an article for a reason.
func labelOf(b hearsay.Brief) string {
	switch {
	case b.Outlet.Name != "":
		return b.Outlet.Name
	case b.Headline != "":
		return "“" + b.Headline + "”"
	}
	return b.ID.String()
}

// way is the way back from an article through the library, along what its text is
// from. Evidence of a step stands in the article that it leads back from.
func (d *descent) way(of hearsay.ArticleID) []hearsay.Step { return lineage.Chain(d.Lineage, of) }
