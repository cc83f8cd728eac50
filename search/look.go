// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"errors"

	"hearsay"
	"hearsay/store"
)

// Asked is a search as a page asks it.
type Asked struct {
	Query         string
	Offset, Limit int // of rows
	// Fold puts near-copies under the earliest of them, so that they are one row.
	Fold bool
	// Count counts by outlet, language, speaker and time.
	Count bool
	// Until is the number of the last arrival that counts; 0 for all.
	Until int64
	// Walk asks for Next; articles that arrive later are then left out of what follows.
	Walk bool
	// After is the Next of the rows before; zero for the first.
	After Mark
}

// Found is a page of search results.
type Found struct {
	Query string
	Parts []Part // of the query
	Order Order
	// Total is how many articles pass; Rows how many rows they are. Both are of those that
	// were looked at where Older is set.
	Total, Rows int
	Hits        []Hit
	Counts      *Counts // nil when not asked for, or there are too many
	// Older is the number of the last arrival that was not looked at, nor any before it; 0
	// when all were. Looked is how many arrivals were.
	Older  int64
	Looked int
	// Common are the words and phrases that are in too many articles to count for the order.
	Common []string
	// Next is given as After to go on behind Hits; zero when no row follows, or no walk
	// was asked for.
	Next Mark
	// Many reports more articles than are folded and counted, of a query that asks for all.
	Many bool
}

// Order is how results are ordered.
type Order string

// The orders.
const (
	MeritOrder   Order = "merit"   // best match first
	DateOrder    Order = "date"    // latest date first
	ArrivalOrder Order = "arrival" // last added first
)

// Look searches as a page needs it. What it looks at is limited, so that it takes no longer in
// a library of many articles: where a query has none but common words, or no words and none but
// filters that many pass, it finds those of the articles that arrived last. Errors are those of
// Search.
func (e *Engine) Look(ctx context.Context, a Asked) (*Found, error) {
	p, err := parseQuery(a.Query)
	if err != nil {
		return nil, err
	}
	w, err := e.newWalk(ctx, &a)
	if err != nil {
		return nil, err
	}
	p.filter.Until = cmp.Or(w.until, a.Until)
	f := &Found{Query: a.Query, Parts: p.parts, Order: DateOrder}
	matches, err := e.passing(ctx, p, f)
	if err != nil {
		return nil, err
	}
	if f.Many {
		return f, e.page(ctx, p, f, &a, w)
	}
	f.Total = len(matches)
	rows, err := e.counted(ctx, &a, f, matches)
	if err != nil {
		return nil, err
	}
	f.Rows = len(rows)
	first := min(w.begin(rows)+a.Offset, len(rows))
	end := min(first+a.Limit, len(rows))
	if end > first {
		f.Next = w.next(rows[end-1].shown.ID, end, len(rows))
	}
	if end == len(rows) && f.Next.IsZero() {
		f.Next = w.older(f.Older)
	}
	return f, e.hits(ctx, p, f, rows[first:end])
}

// page reads a page of more articles than are folded and counted.
func (e *Engine) page(ctx context.Context, p *parsed, f *Found, a *Asked, w walk) error {
	first := w.from + a.Offset
	ids, total, err := e.lib.Find(ctx, p.filter, first, a.Limit)
	if err != nil {
		return err
	}
	f.Total, f.Rows = total, total
	if n := len(ids); n > 0 {
		f.Next = w.next(ids[n-1], first+n, total)
	}
	var rows []group
	for _, id := range ids {
		rows = append(rows, group{shown: store.Match{ID: id}})
	}
	return e.hits(ctx, p, f, rows)
}

// passing finds the articles that pass, in the order of f; none when they are too many.
func (e *Engine) passing(ctx context.Context, p *parsed, f *Found) ([]store.Match, error) {
	if p.filter.Words != "" {
		return e.worded(ctx, p, f)
	}
	if p.empty() {
		return e.everything(ctx, p, f)
	}
	matches, few, err := e.lib.Sifted(ctx, p.filter, e.limits.sifted)
	if err != nil || few {
		return matches, err
	}
	f.Order = ArrivalOrder
	return e.lastOf(ctx, p, f, e.limits.part)
}

// everything finds all articles; none when they are too many.
func (e *Engine) everything(ctx context.Context, p *parsed, f *Found) ([]store.Match, error) {
	n, err := e.lib.CountTo(ctx, p.filter, int64(e.limits.sifted)+1)
	if err != nil {
		return nil, err
	}
	if f.Many = n > int64(e.limits.sifted); f.Many {
		return nil, nil
	}
	return e.lib.Matches(ctx, p.filter, e.limits.sifted)
}

// inQuotations keeps the articles in which one quotation holds all that was asked for.
func (e *Engine) inQuotations(ctx context.Context, p *parsed, matches []store.Match) ([]store.Match, error) {
	var out []store.Match
	for _, m := range matches {
		a, quotations, err := e.lib.Article(ctx, m.ID)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue // removed since
		}
		if err != nil {
			return nil, err
		}
		if len(saidSpans(a, quotations, p.groups)) > 0 {
			out = append(out, m)
		}
	}
	return out, nil
}

// counted folds and counts.
func (e *Engine) counted(ctx context.Context, a *Asked, f *Found, matches []store.Match) ([]group, error) {
	rows := single(matches)
	if a.Fold {
		shared, err := e.lib.SharedAmong(ctx, matches)
		if err != nil {
			return rows, err
		}
		rows = fold(matches, shared)
	}
	if !a.Count {
		return rows, nil
	}
	var err error
	f.Counts, err = e.count(ctx, matches)
	return rows, err
}

// hits reads the articles of a page of rows, and marks what matches.
func (e *Engine) hits(ctx context.Context, p *parsed, f *Found, rows []group) error {
	for _, g := range rows {
		a, quotations, err := e.lib.Article(ctx, g.shown.ID)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue // removed since
		}
		if err != nil {
			return err
		}
		h := Hit{Brief: a.Brief(), Article: a, Matched: p.marks(a, quotations), Alike: len(g.copies)}
		ids := make([]hearsay.ArticleID, 0, maxCopies)
		for _, c := range g.copies[:min(len(g.copies), maxCopies)] {
			ids = append(ids, c.ID)
		}
		if h.Copies, err = e.lib.Briefs(ctx, ids); err != nil {
			return err
		}
		f.Hits = append(f.Hits, h)
	}
	return nil
}

// maxCopies is how many near-copies are listed under a row.
const maxCopies = 100

// marks are the places of an article that match.
func (p *parsed) marks(a *hearsay.Article, quotations []hearsay.Quotation) []hearsay.Place {
	if p.in == inQuotation {
		return saidSpans(a, quotations, p.groups)
	}
	var out []hearsay.Place
	for _, s := range matches(a.Headline, p.wanted) {
		out = append(out, hearsay.Place{Part: hearsay.InHeadline, Span: s})
	}
	if p.in == inHeadline {
		return out
	}
	for _, s := range matches(a.Text, p.wanted) {
		out = append(out, hearsay.Place{Span: s})
	}
	return out
}

// saidSpans are the words asked for where one quotation holds them all.
func saidSpans(a *hearsay.Article, quotations []hearsay.Quotation, groups [][][]string) []hearsay.Place {
	var out []hearsay.Place
	for i := range quotations {
		q := &quotations[i]
		text := a.Text
		if q.Part == hearsay.InHeadline {
			text = a.Headline
		}
		for _, s := range heldBy(text, q.Content, groups) {
			out = append(out, hearsay.Place{Part: q.Part, Span: s})
		}
	}
	return out
}

// heldBy are the places of the groups in what was said; none unless each group has
// one.
func heldBy(text string, content []hearsay.Span, groups [][][]string) []hearsay.Span {
	var out []hearsay.Span
	for _, g := range groups {
		found := false
		for _, c := range content {
			if c.Start < 0 || c.End > len(text) || c.Start > c.End {
				continue
			}
			for _, s := range matches(text[c.Start:c.End], g) {
				found = true
				out = append(out, hearsay.Span{Start: s.Start + c.Start, End: s.End + c.Start})
			}
		}
		if !found {
			return nil
		}
	}
	return hearsay.JoinSpans(out)
}
