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

// Loans calls f for the loans of all articles whose row of what they take is to be made, article by
// article: in a library that keeps none, of all. It stops at the first error of f.
// O(w log c) for w witnesses and c clusters.
func (m *Moment) Loans(ctx context.Context, f func(*Loan) error) error {
	have, err := m.hasTaken(ctx)
	if err != nil || !m.hasClusters {
		return err
	}
	if have {
		return m.loans(ctx, f, `from retake r cross join witnesses w cross join clusters c cross join articles a cross join articles x
			where w.article = r.article and `+isLoan+` order by w.article`)
	}
	return m.loans(ctx, f, fromLoans+` order by w.article`)
}

const (
	selectLoan = `select w.article, a.id, a.outlet, a.words, x.id, x.outlet, w.from_word - w.before, w.from_word + w.words + w.after `
	isLoan     = `c.n = w.cluster and a.n = w.article and x.n = c.article and c.article != w.article and x.outlet != a.outlet and (x.story = '' or x.story != a.story)`
	fromLoans  = `from witnesses w, clusters c, articles a, articles x where ` + isLoan
)

func (m *Moment) loans(ctx context.Context, f func(*Loan) error, from string) error {
	return m.each(ctx, func(rows *sql.Rows) error {
		l, err := scanLoan(rows)
		if err != nil {
			return m.s.wrap("read passages", err)
		}
		return f(&l)
	}, selectLoan+from)
}

func scanLoan(rows *sql.Rows) (l Loan, err error) {
	var id, from []byte
	err = rows.Scan(&l.N, &id, &l.Outlet, &l.Length, &from, &l.FromKey, &l.FromText.From, &l.FromText.To)
	copy(l.Article[:], id)
	copy(l.From[:], from)
	return l, err
}

// OutletCount is an outlet with its articles, counted.
type OutletCount struct {
	Key             string // "" for articles that name no outlet
	Outlet          hearsay.Agent
	Articles, Dated int
	First, Last     time.Time
}

// OutletCounts counts the articles of each outlet, of most articles first. O(o log n) for o outlets; in a
// library that does not keep how many articles they have, an index of all articles is read from end to end.
func (m *Moment) OutletCounts(ctx context.Context) (out []OutletCount, err error) {
	counts := `(select outlet, count(*) as articles, count(published) as dated from articles group by outlet)`
	if have, err := m.hasTaken(ctx); err != nil {
		return nil, err
	} else if have {
		counts = `outlet_counts`
	}
	err = m.each(ctx, func(rows *sql.Rows) error {
		var c OutletCount
		var first, last sql.NullInt64
		if err := rows.Scan(&c.Key, &c.Outlet.Name, &c.Outlet.Domain, &c.Articles, &c.Dated, &first, &last); err != nil {
			return m.s.wrap("read outlets", err)
		}
		c.Outlet.Kind = hearsay.Outlet
		if c.Outlet.Name == "" && c.Outlet.Domain == "" {
			c.Outlet = hearsay.Agent{}
		}
		if first.Valid {
			c.First, c.Last = instant(first.Int64), instant(last.Int64)
		}
		out = append(out, c)
		return nil
	}, `select c.outlet, coalesce(o.name, ''), coalesce(o.domain, ''), c.articles, c.dated,
			(select min(published) from articles a where a.outlet = c.outlet), (select max(published) from articles a where a.outlet = c.outlet)
		from `+counts+` c left join outlets o on o.key = c.outlet where c.articles > 0 order by c.articles desc, c.outlet`)
	return out, err
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
