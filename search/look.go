// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"errors"
	"time"

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
	// Within is the longest that finding may take; 0 for no limit.
	Within time.Duration
	// Walk asks for Next; articles that arrive later are then left out of what follows.
	Walk bool
	// After is the Next of the rows before; zero for the first.
	After Mark
}

// Found is a page of search results.
type Found struct {
	Query string
	Parts []Part // of the query
	// Total is how many articles pass; Rows how many rows they are. When Stopped, more
	// may pass than were looked at, and those that are here are not the best.
	Total, Rows int
	Hits        []Hit
	Counts      *Counts // nil when not asked for, or there are too many
	Stopped     bool    // the time was over
	// Next is given as After to go on behind Hits; zero when no row follows, or no walk
	// was asked for.
	Next Mark
	// Many reports more articles than are folded and counted.
	Many bool
}

// maxCounted is how many articles are folded and counted. To count more takes longer
// than a page may.
const maxCounted = 10_000

// maxRanked is how many articles are looked through for quotations with the words.
const maxRanked = 50_001

// Look searches as a page needs it. Errors are those of Search.
func (e *Engine) Look(ctx context.Context, a Asked) (*Found, error) {
	p, err := parseQuery(a.Query)
	if err != nil {
		return nil, err
	}
	w, err := e.newWalk(ctx, &a)
	if err != nil {
		return nil, err
	}
	p.filter.Until = w.until
	f := &Found{Query: a.Query, Parts: p.parts}
	hurried := ctx
	if a.Within > 0 {
		var cancel context.CancelFunc
		hurried, cancel = context.WithTimeout(ctx, a.Within)
		defer cancel()
	}
	matches, err := e.passing(hurried, p, f)
	if f.Many {
		if err = e.page(hurried, p, f, &a, w); err == nil {
			return f, nil
		}
	}
	if a.Within > 0 && late(ctx, hurried, err) {
		f.Stopped, f.Many, f.Hits = true, false, nil
		matches, err = e.lib.LatestMatches(ctx, p.filter, a.Offset+a.Limit)
	}
	if err != nil {
		return nil, err
	}
	rows := single(matches)
	if !f.Stopped {
		if rows, err = e.counted(hurried, &a, f, matches); a.Within > 0 && late(ctx, hurried, err) {
			rows, f.Counts, f.Stopped, err = single(matches), nil, true, nil
		}
		if err != nil {
			return nil, err
		}
	}
	f.Rows = len(rows)
	first := min(w.begin(rows)+a.Offset, len(rows))
	end := min(first+a.Limit, len(rows))
	if !f.Stopped && end > first {
		f.Next = w.next(rows[end-1].shown.ID, end, len(rows))
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

// late reports whether something ended because its own time was over, and not the
// reader's.
func late(ctx, hurried context.Context, err error) bool {
	return err != nil && hurried.Err() != nil && ctx.Err() == nil && errors.Is(hurried.Err(), context.DeadlineExceeded)
}

// passing finds the articles that pass, best first, and counts them; none when they are too
// many.
func (e *Engine) passing(ctx context.Context, p *parsed, f *Found) ([]store.Match, error) {
	n, err := e.lib.CountTo(ctx, p.filter, maxCounted+1)
	if err != nil {
		return nil, err
	}
	if f.Many = n > maxCounted && p.in != inQuotation; f.Many {
		return nil, nil
	}
	matches, err := e.lib.Matches(ctx, p.filter, maxRanked)
	if err != nil {
		return nil, err
	}
	if p.in == inQuotation {
		return e.inQuotations(ctx, p, f, matches)
	}
	f.Total = len(matches)
	return matches, nil
}

// inQuotations keeps the articles in which one quotation holds all that was asked
// for. When the time is over, what was found up to then is all there is.
func (e *Engine) inQuotations(ctx context.Context, p *parsed, f *Found, matches []store.Match) ([]store.Match, error) {
	var out []store.Match
	for _, m := range matches {
		a, quotations, err := e.lib.Article(ctx, m.ID)
		if err != nil && ctx.Err() != nil {
			f.Stopped = true
			break
		}
		if err != nil {
			return nil, err
		}
		if len(saidSpans(a, quotations, p.groups)) > 0 {
			out = append(out, m)
		}
	}
	f.Total = len(out)
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
