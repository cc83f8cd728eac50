// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"time"

	"hearsay"
)

// Loan is words of an article whose earliest witness is in an article of another
// outlet and another page.
type Loan struct {
	N        int64 // number of the article
	Article  hearsay.ArticleID
	Outlet   string // key
	Length   int    // of the article, in words
	From     hearsay.ArticleID
	FromKey  string // key of its outlet
	FromText hearsay.WordSpan
}

// EachLoan calls f for all loans of the library, article by article. It stops at the
// first error of f. O(w log c) for w witnesses and c clusters.
func (s *Store) EachLoan(ctx context.Context, f func(*Loan) error) error {
	if have, err := s.hasClusters(ctx); err != nil || !have {
		return err
	}
	rows, err := s.db.QueryContext(ctx, `select w.article, a.id, a.outlet, a.words, x.id, x.outlet, w.from_word - w.before, w.from_word + w.words + w.after
		from witnesses w join clusters c on c.n = w.cluster join articles a on a.n = w.article join articles x on x.n = c.article
		where c.article != w.article and x.outlet != a.outlet and (x.story = '' or x.story != a.story) order by w.article`)
	if err != nil {
		return s.wrap("read passages", err)
	}
	defer rows.Close()
	for rows.Next() {
		var l Loan
		var id, from []byte
		if err := rows.Scan(&l.N, &id, &l.Outlet, &l.Length, &from, &l.FromKey, &l.FromText.From, &l.FromText.To); err != nil {
			return s.wrap("read passages", err)
		}
		copy(l.Article[:], id)
		copy(l.From[:], from)
		if err := f(&l); err != nil {
			return err
		}
	}
	return s.wrap("read passages", rows.Err())
}

// OutletCount is an outlet with its articles, counted.
type OutletCount struct {
	Key             string // "" for articles that name no outlet
	Outlet          hearsay.Agent
	Articles, Dated int
	First, Last     time.Time
}

// OutletCounts counts the articles of each outlet, of most articles first. O(n): an
// index is read from end to end.
func (s *Store) OutletCounts(ctx context.Context) ([]OutletCount, error) {
	return list(ctx, s, func(rows *sql.Rows) (c OutletCount, err error) {
		var first, last sql.NullInt64
		err = rows.Scan(&c.Key, &c.Outlet.Name, &c.Outlet.Domain, &c.Articles, &c.Dated, &first, &last)
		c.Outlet.Kind = hearsay.Outlet
		if c.Outlet.Name == "" && c.Outlet.Domain == "" {
			c.Outlet = hearsay.Agent{}
		}
		if first.Valid {
			c.First, c.Last = instant(first.Int64), instant(last.Int64)
		}
		return c, err
	}, `select c.outlet, coalesce(o.name, ''), coalesce(o.domain, ''), c.n, c.dated, c.first, c.last from
		(select outlet, count(*) as n, count(published) as dated, min(published) as first, max(published) as last from articles group by outlet) c
		left join outlets o on o.key = c.outlet order by c.n desc, c.outlet`)
}

// OutletDays counts the dated articles of an outlet, of a key, by day in UTC.
func (s *Store) OutletDays(ctx context.Context, key string) ([]hearsay.DayCount, error) {
	return list(ctx, s, func(rows *sql.Rows) (d hearsay.DayCount, err error) {
		var day int64
		err = rows.Scan(&day, &d.Articles)
		d.Day = instant(day * 86400)
		return d, err
	}, `select (published - ((published % 86400) + 86400) % 86400) / 86400, count(*) from articles where outlet = ? and published is not null group by 1 order by 1`, key)
}
