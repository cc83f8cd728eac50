// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"slices"

	"hearsay"
	"hearsay/reuse"
	"hearsay/store"
)

// This file has what alerts ask: the same questions, of what came after a place in the
// order of arrival.

// Since returns the articles that came after the one of a number, in order of arrival, up
// to the first that is not wholly analysed yet.
func (e *Engine) Since(ctx context.Context, after int64, limit int) ([]hearsay.Arrived, error) {
	return e.lib.Completed(ctx, after, limit)
}

// Last returns the articles that came last, the latest first.
func (e *Engine) Last(ctx context.Context, limit int) ([]hearsay.Arrived, error) {
	return e.lib.LastArrived(ctx, limit)
}

// Number returns the number of an article in the order of arrival. Error: ErrNotFound.
func (e *Engine) Number(ctx context.Context, id hearsay.ArticleID) (int64, error) {
	return e.lib.Number(ctx, id)
}

// Reading returns an article with its quotations, and no more. Error: ErrNotFound.
func (e *Engine) Reading(ctx context.Context, id hearsay.ArticleID) (*hearsay.Article, []hearsay.Quotation, error) {
	return e.lib.Article(ctx, id)
}

// Passing returns what Look finds among the articles that came after one number, up to
// another: all of it, each by itself.
func (e *Engine) Passing(ctx context.Context, query string, behind, until int64) ([]Hit, error) {
	p, err := parseQuery(query)
	if err != nil {
		return nil, err
	}
	p.filter.Behind, p.filter.Until = behind, until
	f := &Found{Query: query}
	matches, err := e.passing(ctx, p, f)
	if err != nil {
		return nil, err
	}
	err = e.hits(ctx, p, f, single(matches))
	return f.Hits, err
}

// Needed returns words one list of which an article has, all of it, if it passes a query;
// none when the query asks for no words. Errors wrap ErrInvalid.
func Needed(query string) ([][]string, error) {
	p, err := parseQuery(query)
	if err != nil || len(p.groups) == 0 {
		return nil, err
	}
	best, longest := p.groups[0], 0
	for _, g := range p.groups {
		least := len(longestOf(g[0]))
		for _, words := range g {
			least = min(least, len(longestOf(words)))
		}
		if least > longest { // long words are rare ones
			best, longest = g, least
		}
	}
	return best, nil
}

func longestOf(words []string) (best string) {
	for _, w := range words {
		if len(w) > len(best) {
			best = w
		}
	}
	return best
}

// Terms are the words of a text as queries have them.
func Terms(text string) []string { return foldWords(text) }

// TraceOf says of one article what Trace says of it, but for the ways by which it may
// have come; nil when they share nothing. It is for what Trace leaves out because enough
// others share the same. Errors: those of Trace.
func (e *Engine) TraceOf(ctx context.Context, r Request, id hearsay.ArticleID) (*hearsay.Match, error) {
	q, err := e.question(ctx, r)
	if err != nil {
		return nil, err
	}
	v, err := e.named(ctx, id)
	if err != nil || v == nil || id == q.Article {
		return nil, err
	}
	passages := q.query.Align(v.codes, q.MinWords)
	if len(passages) == 0 {
		return nil, nil
	}
	f := finding{article: v.Article, passages: passages}
	q.describe(&f, v)
	if f.match.Direction.From == q.wrongSide() {
		return nil, nil
	}
	return &f.match, nil
}

// OutletOf returns the outlet of an article and its name there; zero when it is not known.
func (e *Engine) OutletOf(ctx context.Context, id hearsay.ArticleID) (hearsay.OutletID, hearsay.Agent, error) {
	key, o, err := e.lib.OutletKey(ctx, id)
	if err != nil || key == "" {
		return hearsay.OutletID{}, o, err
	}
	return outletID(key), o, nil
}

// MeantOutlets returns the outlets that a person means by a name or domain; none when the
// library has none of it yet.
func (e *Engine) MeantOutlets(ctx context.Context, name string) (out []hearsay.OutletID, err error) {
	keys, err := e.lib.OutletKeys(ctx, name)
	for _, key := range keys {
		out = append(out, outletID(key))
	}
	return out, err
}

// OfOutlet returns the articles of an outlet, by the name that a search finds it by, the
// latest first.
func (e *Engine) OfOutlet(ctx context.Context, name string, limit int) ([]hearsay.ArticleID, error) {
	ids, _, err := e.lib.Find(ctx, store.Filter{Outlet: name}, 0, limit)
	return ids, err
}

// VersionBefore returns the version of an article's page that was captured before it, or,
// when it is the earliest, after it, of those that arrived before it; zero when there is
// none. Time is that of listing the versions.
func (e *Engine) VersionBefore(ctx context.Context, a *hearsay.Article) (hearsay.ArticleID, error) {
	briefs, err := e.versions(ctx, a)
	if err != nil || len(briefs) < 2 {
		return hearsay.ArticleID{}, err
	}
	own, err := e.lib.Number(ctx, a.ID)
	if err != nil {
		return hearsay.ArticleID{}, err
	}
	at := slices.IndexFunc(briefs, func(b hearsay.Brief) bool { return b.ID == a.ID })
	before, after := slices.Clone(briefs[:max(0, at)]), briefs[at+1:]
	slices.Reverse(before)
	for _, b := range slices.Concat(before, after) {
		if n, err := e.lib.Number(ctx, b.ID); err != nil || n < own {
			return b.ID, err
		}
	}
	return hearsay.ArticleID{}, nil
}

// Change compares two versions of a page. Errors: ErrNotFound.
func (e *Engine) Change(ctx context.Context, before, after hearsay.ArticleID) (hearsay.Revision, error) {
	a, errA := e.lib.Facts(ctx, before)
	b, errB := e.lib.Facts(ctx, after)
	if err := cmp.Or(errA, errB); err != nil {
		return hearsay.Revision{}, err
	}
	r := hearsay.Revision{Brief: b.Brief(), Before: before, Changes: reuse.Substantive(a, b)}
	r.Says = told(a, b, r.Changes)
	return r, nil
}

// Members returns the articles of a story, by date and ID. Errors: those of Story.
func (e *Engine) Members(ctx context.Context, id hearsay.StoryID, limit int) ([]hearsay.ArticleID, error) {
	list, err := e.lib.StoryMembers(ctx, id, 0, limit)
	var out []hearsay.ArticleID
	for _, m := range list {
		out = append(out, m.Article)
	}
	return out, err
}
