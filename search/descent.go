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
	maxDescent   = 16
	leastDescent = 16
	// leastPasted is of how many articles it is worth telling when the text that is
	// traced is none: setting one against others takes as long as finding it.
	leastPasted = 3
	// maxDescentText is the longest text of them, in bytes.
	maxDescentText = 64 << 10
)

// descent is what the texts of a trace tell of where each is from, besides dates.
type descent struct {
	*hearsay.Lineage
	with map[hearsay.ArticleID]*hearsay.Derivation // of a match and the article that is traced
	root map[hearsay.ArticleID]*hearsay.Origin     // by article
	main map[hearsay.ArticleID]*hearsay.Derivation // by what is derived
}

// descend sets the best matches against each other, and against the article that is
// traced. They are found best first.
func (e *Engine) descend(ctx context.Context, q *question, found []finding) (*descent, error) {
	var texts []lineage.Text
	if a := q.article; a != nil && len(a.Text) <= maxDescentText {
		texts = append(texts, lineage.Text{Article: a, Quotations: q.Quotations})
	}
	for _, f := range found {
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
	d := &descent{
		&hearsay.Lineage{}, map[hearsay.ArticleID]*hearsay.Derivation{}, map[hearsay.ArticleID]*hearsay.Origin{}, map[hearsay.ArticleID]*hearsay.Derivation{},
	}
	least := 2
	if q.article == nil {
		least = leastPasted
	}
	if len(texts) < least {
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
	for i := range d.Derivations {
		x := &d.Derivations[i]
		if x.Main {
			d.main[x.Derived] = x
		}
		switch {
		case q.article == nil || x.From.Unseen > 0:
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
// several of them. Nothing is said where the texts do not tell.
func (d *descent) explain(groups []hearsay.OriginGroup, briefs map[hearsay.ArticleID]hearsay.Brief) {
	for i := range groups {
		g := &groups[i]
		roots, counts := d.roots(g.Articles)
		for k, root := range roots {
			if name := d.unseenName(root); name != "" {
				g.Why = append(g.Why, fmt.Sprintf("%s from %s, which is not in this library", has(counts[k], len(g.Articles)), name))
			} else if b, ok := briefs[root.Article]; ok && counts[k] > 1 && len(g.Articles) > 2 {
				g.Why = append(g.Why, fmt.Sprintf("the texts of %d of them go back to that of %s", counts[k], b.Label()))
			}
		}
		if len(roots) == 1 && counts[0] == len(g.Articles) {
			d.settle(g, roots[0], briefs)
		}
	}
}

// settle says of a group whose articles are all from one place which that is, when
// dates did not.
func (d *descent) settle(g *hearsay.OriginGroup, root hearsay.Node, briefs map[hearsay.ArticleID]hearsay.Brief) {
	b, here := briefs[root.Article]
	switch {
	case root.Unseen > 0:
		g.Unseen = true
	case g.Earliest == nil && here && len(g.Articles) > 1 && slices.Contains(g.Articles, root.Article):
		g.Earliest, g.Unseen = &b, false
		g.Why = append(g.Why, fmt.Sprintf("%s has the text that the others are from, as the words and credits of all tell", b.Label()))
	}
}

// roots are where the main texts of some articles begin, those of most first, with
// how many articles each has.
func (d *descent) roots(articles []hearsay.ArticleID) (out []hearsay.Node, counts []int) {
	for _, id := range articles {
		o := d.root[id]
		if o == nil || !d.decided(id) {
			continue
		}
		k := slices.Index(out, o.Root)
		if k < 0 {
			k = len(out)
			out, counts = append(out, o.Root), append(counts, 0)
		}
		counts[k]++
	}
	return out, counts
}

// decided reports whether the way back from an article is told at each step, and not
// merely possible.
func (d *descent) decided(id hearsay.ArticleID) bool {
	for range len(d.main) + 1 {
		x := d.main[id]
		if x == nil || x.From.Unseen > 0 {
			return x == nil || x.Certainty != hearsay.Possible
		}
		if x.Undecided || x.Certainty == hearsay.Possible {
			return false
		}
		id = x.From.Article
	}
	return false
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

// way is the way back from an article through the library, along what its text is
// from. Evidence of a step stands in the article that it leads back from.
func (d *descent) way(of hearsay.ArticleID) []hearsay.Step { return lineage.Chain(d.Lineage, of) }
