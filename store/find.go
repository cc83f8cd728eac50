// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"strings"
	"time"

	"hearsay"
	"hearsay/prose"
)

// Filter says which articles are wanted. Zero fields do not restrict.
type Filter struct {
	// Words is a full-text query in FTS5's syntax, made by the caller from
	// quoted strings and the operators AND, OR and NOT.
	Words    string
	Outlet   string // name or domain
	Speaker  string
	Language string // "pt" finds "pt-BR", too (RFC 4647, basic filtering)
	// After and Before bound the chosen date: an article counts when its
	// interval may lie within [After, Before).
	After, Before time.Time
	// ByDate puts the latest first, also where there are words that match better or worse.
	ByDate bool
	// Behind and Until bound the number of the article, in order of arrival: it counts
	// within (Behind, Until]. 0 does not bound.
	Behind, Until int64
}

// Find returns the articles that pass the filter, best match first and newest
// first where there is nothing to match, and how many there are in all.
func (s *Store) Find(ctx context.Context, f Filter, offset, limit int) ([]hearsay.ArticleID, int, error) {
	total, err := s.CountTo(ctx, f, math.MaxInt64)
	if err != nil {
		return nil, 0, err
	}
	q, err := s.source(&f)
	if err != nil {
		return nil, 0, err
	}
	query := `select a.id` + q.from + q.clause + q.best + ` limit ? offset ?`
	if f.wordsOnly() && !f.ByDate {
		// Only the rows of the page are looked up among the articles.
		query = `select a.id from (select rowid as n, ` + q.words.merit + ` as merit from fulltext` + q.clause + ` order by merit, rowid limit ? offset ?) f
			join articles a on a.n = f.n order by f.merit, f.n`
	}
	ids, err := list(ctx, s, func(rows *sql.Rows) (id hearsay.ArticleID, err error) {
		err = scanID(rows, &id)
		return id, err
	}, query, append(q.args, limit, offset)...)
	return ids, int(total), err
}

// FindAfter returns a part of the articles that pass a filter that has words, as Articles does of
// all: the latest first, and how many pass.
func (s *Store) FindAfter(ctx context.Context, f Filter, after Mark, offset, limit int) (p Listing[hearsay.ArticleID], err error) {
	total, err := s.CountTo(ctx, f, math.MaxInt64)
	if err != nil || limit == 0 {
		return Listing[hearsay.ArticleID]{Total: int(total)}, err
	}
	q, err := s.source(&f)
	if err != nil {
		return p, err
	}
	p, err = s.articlesBehind(ctx, q.from+q.clause+` and `, q.args, after, offset, limit)
	p.Total = int(total)
	return p, err
}

// CountTo counts the articles that pass a filter, but no further than most.
func (s *Store) CountTo(ctx context.Context, f Filter, most int64) (n int64, err error) {
	q, err := s.source(&f)
	if err != nil {
		return 0, err
	}
	if f.wordsOnly() {
		q.from = ` from fulltext`
	}
	err = s.db.QueryRowContext(ctx, `select count(*) from (select 1`+q.from+q.clause+` limit ?) found`, append(q.args, most)...).Scan(&n)
	if err != nil {
		err = fmt.Errorf("search %s: %w", s.name, fault(err))
	}
	return n, err
}

// wordsOnly reports a filter that asks for nothing but words, and when they arrived.
func (f *Filter) wordsOnly() bool {
	return f.Words != "" && *f == Filter{Words: f.Words, ByDate: f.ByDate, Behind: f.Behind, Until: f.Until}
}

// latestFirst is the order of articles where there is nothing to match.
const latestFirst = ` order by coalesce(a.published, a.latest, a.seen) desc, a.n desc`

// source is where articles that pass a filter are found.
type source struct {
	from, clause string
	args         []any  // of the clause
	best         string // the order of what is found
	words        wording
}

// source says where articles that pass are found, with the conditions and the order.
func (s *Store) source(f *Filter) (q source, err error) {
	where, args := f.conditions()
	if f.Words == "" { // nothing else leads to the articles
		where, args = f.indexed()
	}
	q = source{from: ` from articles a`, args: args, best: latestFirst}
	if f.Words != "" {
		if q.words, err = s.engine.wording(f.Words); err != nil {
			return q, err
		}
		q.from = ` from fulltext join articles a on a.n = fulltext.rowid`
		where = append([]string{q.words.match}, where...)
		q.args = append([]any{q.words.value}, args...)
		if !f.ByDate {
			q.best = ` order by ` + q.words.merit + `, a.n`
		}
	}
	q.clause = clause(where)
	return q, nil
}

// clause is the clause of some conditions.
func clause(where []string) string {
	if len(where) == 0 {
		return ""
	}
	return ` where ` + strings.Join(where, ` and `)
}

// conditions turns the filter into SQL that is asked of articles found by their numbers, one
// by one: no index answers any of it.
func (f *Filter) conditions() (where []string, args []any) {
	add := func(condition string, values ...any) {
		where = append(where, condition)
		args = append(args, values...)
	}
	if f.Outlet != "" {
		add(`coalesce(a.outlet, '') in `+selectOutlets, f.outlets()...)
	}
	if f.Speaker != "" {
		key := prose.Fold(f.Speaker)
		add(`exists (select 1 from quotations q where q.article = a.n and (q.speaker = ? or q.speaker like ? escape '\'))`, key, "% "+likeEscape(key))
	}
	if f.Language != "" {
		language := strings.ToLower(f.Language)
		add(`(lower(a.language) = ? or lower(a.language) like ? escape '\')`, language, likeEscape(language)+"-%")
	}
	number := `a.n`
	if f.Words != "" {
		number = `fulltext.rowid` // the full text is then not read from its beginning
	}
	if f.Behind > 0 {
		add(number+` > ?`, f.Behind)
	}
	if f.Until > 0 {
		add(number+` <= ?`, f.Until)
	}
	if !f.After.IsZero() {
		add(`coalesce(a.latest, a.published, null) >= ?`, f.After.Unix())
	}
	if !f.Before.IsZero() {
		add(`coalesce(a.published, a.latest) < ?`, f.Before.Unix())
	}
	return where, args
}

const selectOutlets = `(select key from outlets where key = ? or key = ? or domain = ?)`

// outlets are the arguments of selectOutlets.
func (f *Filter) outlets() []any {
	key := outletKey(hearsay.Agent{Name: f.Outlet})
	return []any{key, "the " + key, strings.TrimPrefix(strings.ToLower(f.Outlet), "www.")}
}

// likeEscape takes the meaning from LIKE's wildcards.
func likeEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
