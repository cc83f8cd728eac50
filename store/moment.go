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

// Moment is a library as it was at one moment: what is committed meanwhile does
// not show, so that a long list is of one piece. It reads as it goes and holds one
// row at a time. It is for one goroutine; its methods may be called from within
// each other's callbacks.
type Moment struct {
	s           *Store
	hasClusters bool
	all, idle   []*look
	snapshot    string // name of the moment in PostgreSQL
}

// look is a transaction that sees the moment, with the queries that it has parsed.
type look struct {
	tx         *sql.Tx
	statements map[string]*sql.Stmt
}

// At calls f with the library as it is now. Until f returns, the log of a writer
// grows by all that it commits: a reader who pages needs no Moment. With a Writer's
// store, f must ask the Moment alone: that has one connection.
func (s *Store) At(ctx context.Context, f func(*Moment) error) error {
	have, err := s.hasClusters(ctx)
	if err != nil {
		return err
	}
	m := &Moment{s: s, hasClusters: have}
	defer m.close()
	first, err := m.begin(ctx)
	if err == nil && s.engine == inPostgres {
		err = first.tx.QueryRowContext(ctx, `select pg_export_snapshot()`).Scan(&m.snapshot)
	}
	if err != nil {
		return s.wrap("read library", err)
	}
	m.idle = append(m.idle, first)
	err = f(m)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// begin makes a transaction that sees the moment.
func (m *Moment) begin(ctx context.Context) (*look, error) {
	tx, err := m.s.db.BeginTx(ctx, m.s.engine.moment())
	if err != nil {
		return nil, err
	}
	l := &look{tx, map[string]*sql.Stmt{}}
	m.all = append(m.all, l)
	if m.snapshot != "" {
		_, err = tx.ExecContext(ctx, `set transaction snapshot '`+m.snapshot+`'`)
	}
	return l, err
}

// close ends what was begun.
func (m *Moment) close() {
	for _, l := range m.all {
		for _, stmt := range l.statements {
			stmt.Close() // after the last use: it can tell nothing that matters
		}
		// Nothing was written. A transaction that was cancelled says so less
		// clearly than its context.
		_ = l.tx.Rollback()
	}
}

// take gives a transaction that is free; SQLite reads several lists in one.
func (m *Moment) take(ctx context.Context) (*look, error) {
	if m.s.engine == inSQLite {
		return m.all[0], nil
	}
	if last := len(m.idle) - 1; last >= 0 {
		l := m.idle[last]
		m.idle = m.idle[:last]
		return l, nil
	}
	return m.begin(ctx)
}

func (m *Moment) giveBack(l *look) {
	if m.s.engine == inPostgres {
		m.idle = append(m.idle, l)
	}
}

// statement is a query of the moment, parsed once.
func (l *look) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt := l.statements[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := l.tx.PrepareContext(ctx, query)
	if err == nil {
		l.statements[query] = stmt
	}
	return stmt, err
}

// each calls f for every row of a query.
func (m *Moment) each(ctx context.Context, f func(*sql.Rows) error, query string, args ...any) error {
	l, err := m.take(ctx)
	if err != nil {
		return m.s.wrap("read library", err)
	}
	defer m.giveBack(l)
	stmt, err := l.statement(ctx, query)
	if err != nil {
		return m.s.wrap("read library", err)
	}
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return m.s.wrap("read library", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return m.s.wrap("read library", rows.Err())
}

// row scans the row of a query. Error: sql.ErrNoRows.
func (m *Moment) row(ctx context.Context, scan func(*sql.Row) error, query string, args ...any) error {
	l, err := m.take(ctx)
	if err != nil {
		return err
	}
	defer m.giveBack(l)
	stmt, err := l.statement(ctx, query)
	if err != nil {
		return err
	}
	return scan(stmt.QueryRowContext(ctx, args...))
}

// Clusters calls f for every cluster that passes the filter, in its order, with the
// number of its witnesses that the filter leaves: all, or without repeats the first
// of each outlet and those whose outlet is not known. It stops at the first error
// that f returns.
func (m *Moment) Clusters(ctx context.Context, filter ClusterFilter, f func(c hearsay.Cluster, left int) error) error {
	if !m.hasClusters {
		return nil
	}
	where, order := filter.clauses()
	return m.each(ctx, func(rows *sql.Rows) error {
		var r clusterRow
		var left int
		if err := rows.Scan(append(r.columns(), &left)...); err != nil {
			return m.s.wrap("read clusters", err)
		}
		return f(r.cluster(), left)
	}, `select `+clusterColumns+`, `+filter.left()+` from clusters c join articles a on a.n = c.article `+where+order)
}

// Witnesses calls f for every witness of a cluster, earliest first. The ID may be
// an older one; nothing is called for one that names no cluster now. It stops at
// the first error that f returns.
func (m *Moment) Witnesses(ctx context.Context, id hearsay.ClusterID, f func(hearsay.Witness) error) error {
	if !m.hasClusters {
		return nil
	}
	return m.each(ctx, func(rows *sql.Rows) error {
		w, err := scanWitness(rows)
		if err != nil {
			return m.s.wrap("read cluster "+id.String(), err)
		}
		return f(w)
	}, selectWitness+witnessesOf, id[:])
}

// Facts is [Store.Facts] of the moment. Error: ErrNotFound.
func (m *Moment) Facts(ctx context.Context, id hearsay.ArticleID) (*hearsay.Article, error) {
	var a *hearsay.Article
	err := m.row(ctx, func(row *sql.Row) (err error) {
		a, err = scanArticle(row.Scan, nil)
		return err
	}, selectArticle+`where id = ?`, id[:])
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("article %s: %w", id, hearsay.ErrNotFound)
	}
	return a, m.s.wrap("read article "+id.String(), err)
}

// Articles calls f for every article in order of arrival, without its quotations.
// f may keep it. It stops at the first error that f returns.
func (m *Moment) Articles(ctx context.Context, f func(*hearsay.Article) error) error {
	return m.each(ctx, func(rows *sql.Rows) error {
		a, err := scanArticle(rows.Scan, nil)
		if err != nil {
			return m.s.wrap("read articles", err)
		}
		return f(a)
	}, selectArticle+`order by n`)
}

// Undetected counts the articles whose reuse has not been looked for.
func (m *Moment) Undetected(ctx context.Context) (n int, err error) {
	err = m.row(ctx, func(row *sql.Row) error { return row.Scan(&n) }, `select count(*) from articles where `+isUndetected)
	return n, m.s.wrap("count articles", err)
}
