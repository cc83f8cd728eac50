// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"hearsay"
)

// Arrival is an article in which reuse has not been looked for yet.
type Arrival struct {
	N       int64 // its number, in order of arrival
	Article hearsay.ArticleID
}

// Undetected returns the first of the articles whose reuse has not been looked
// for, in order of arrival: those that came after what was last given to
// ApplyClusters as detected. An article that was removed and comes again is one.
func (s *Store) Undetected(ctx context.Context, limit int) ([]Arrival, error) {
	return list(ctx, s, scanArrival, `select n, id from articles where `+isUndetected+` order by n limit ?`, limit)
}

func scanArrival(rows *sql.Rows) (a Arrival, err error) {
	var id []byte
	err = rows.Scan(&a.N, &id)
	copy(a.Article[:], id)
	return a, err
}

// isUndetected holds for articles whose reuse has not been looked for.
const isUndetected = `n > coalesce((select cast(value as bigint) from library where key = 'detected'), 0)`

// Behind counts the articles that Undetected would give.
func (s *Store) Behind(ctx context.Context) (n int64, err error) {
	err = s.db.QueryRowContext(ctx, `select count(*) from articles where `+isUndetected).Scan(&n)
	return n, s.wrap("count articles", err)
}

// Number returns the number of an article, in order of arrival. Error: ErrNotFound.
func (s *Store) Number(ctx context.Context, id hearsay.ArticleID) (n int64, err error) {
	err = s.readNumber.QueryRowContext(ctx, id[:]).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("article %s: %w", id, hearsay.ErrNotFound)
	}
	return n, s.wrap("read article "+id.String(), err)
}

// Links calls f for every link, in the order of the later arrival and then of
// the other. It stops at the first error that f returns. f must not ask
// a Writer's store for more: that has one connection.
func (s *Store) Links(ctx context.Context, f func(hearsay.Link) error) error {
	return eachRow(ctx, s, `select a.id, b.id, l.a_from, l.a_words, l.b_from, l.b_words, l.matched
		from links l join articles a on a.n = l.a join articles b on b.n = l.b
		order by l.a, l.b, l.a_from, l.b_from, l.a_words, l.b_words`,
		func(rows *sql.Rows) error {
			var l hearsay.Link
			var a, b sql.RawBytes
			if err := rows.Scan(&a, &b, &l.A.Words.From, &l.A.Words.To, &l.B.Words.From, &l.B.Words.To, &l.Matched); err != nil {
				return err
			}
			copy(l.A.Article[:], a)
			copy(l.B.Article[:], b)
			l.A.Words.To += l.A.Words.From
			l.B.Words.To += l.B.Words.From
			return f(l)
		})
}

// Carriers calls f for every article that has links or witnesses, in order of
// arrival. It stops at the first error that f returns. f must not ask
// a Writer's store for more: that has one connection.
func (s *Store) Carriers(ctx context.Context, f func(hearsay.Carrier) error) error {
	var c hearsay.Carrier
	flush := func() error {
		if c.N == 0 {
			return nil
		}
		return f(c)
	}
	err := eachRow(ctx, s, `select a.n, a.id, `+dateOf+`, a.outlet, c.id, w.from_word, w.words, w.before, w.after
		from articles a left join witnesses w on w.article = a.n left join clusters c on c.n = w.cluster
		where w.article is not null or exists (select 1 from links where a = a.n) or exists (select 1 from links where b = a.n)
		order by a.n, w.from_word, w.words`,
		func(rows *sql.Rows) error {
			n, w, err := scanCarried(rows)
			if err != nil {
				return err
			}
			if n != c.N {
				if err := flush(); err != nil {
					return err
				}
				c = hearsay.Carrier{Article: w.Article, N: n, Date: w.Date, Outlet: w.Outlet}
			}
			if !w.Cluster.IsZero() {
				c.Witnesses = append(c.Witnesses, w)
			}
			return nil
		})
	if err != nil {
		return err
	}
	return flush()
}

// scanCarried reads a witness with the number of its article; one without words
// when the article has none.
func scanCarried(rows *sql.Rows) (n int64, w hearsay.Witness, err error) {
	var article, cluster sql.RawBytes
	var at int64
	var from, words, before, after sql.NullInt64
	err = rows.Scan(&n, &article, &at, &w.Outlet, &cluster, &from, &words, &before, &after)
	copy(w.Article[:], article)
	copy(w.Cluster[:], cluster)
	w.Date = instant(at)
	w.Words = hearsay.WordSpan{From: int(from.Int64), To: int(from.Int64 + words.Int64)}
	w.Whole = hearsay.WordSpan{From: w.Words.From - int(before.Int64), To: w.Words.To + int(after.Int64)}
	return n, w, err
}

const selectName = `select i.id, i.article, i.from_word, i.words, c.id from cluster_ids i left join clusters c on c.n = i.cluster `

func scanName(rows *sql.Rows) (n hearsay.ClusterName, err error) {
	var id, article, now []byte
	err = rows.Scan(&id, &article, &n.Founder.Words.From, &n.Founder.Words.To, &now)
	copy(n.ID[:], id)
	copy(n.Founder.Article[:], article)
	copy(n.Now[:], now)
	n.Founder.Words.To += n.Founder.Words.From
	return n, err
}

// ClusterNames calls f for every ID that was ever given to a cluster, in order.
// It stops at the first error that f returns. f must not ask
// a Writer's store for more: that has one connection.
func (s *Store) ClusterNames(ctx context.Context, f func(hearsay.ClusterName) error) error {
	return eachRow(ctx, s, selectName+`order by i.id`, func(rows *sql.Rows) error {
		n, err := scanName(rows)
		if err != nil {
			return err
		}
		return f(n)
	})
}

// eachRow calls f for every row of a query on tables of clusters.
func eachRow(ctx context.Context, s *Store, query string, f func(*sql.Rows) error) error {
	if have, err := s.hasClusters(ctx); err != nil || !have {
		return err
	}
	rows, err := s.db.QueryContext(ctx, query)
	if err != nil {
		return fmt.Errorf("read %s: %w", s.name, fault(err))
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return s.wrap("read clusters", rows.Err())
}
