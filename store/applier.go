// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
)

// applier writes in one transaction. It remembers the first error, and does nothing
// after it, so that a batch reads as a list. A statement is prepared when it is asked
// for the second time: prepared, it takes a third of the time. The transaction closes
// what was prepared in it.
type applier struct {
	ctx context.Context
	tx  *sql.Tx
	err error

	engine engine
	asked  map[string]*sql.Stmt // statements; nil for one that was asked for once
	texts  wordCount            // how many more texts and words the full text has, in PostgreSQL
}

func newApplier(ctx context.Context, tx *sql.Tx, e engine) *applier {
	return &applier{ctx: ctx, tx: tx, engine: e, asked: map[string]*sql.Stmt{}}
}

// statement returns a prepared statement, or nil for one that need not be.
func (t *applier) statement(query string) *sql.Stmt {
	s, again := t.asked[query]
	if again && s == nil && t.err == nil {
		s, t.err = t.tx.PrepareContext(t.ctx, query)
	}
	if t.err == nil {
		t.asked[query] = s
	}
	return s
}

func (t *applier) exec(query string, args ...any) (res sql.Result) {
	s := t.statement(query)
	switch {
	case t.err != nil:
	case s != nil:
		res, t.err = s.ExecContext(t.ctx, args...)
	default:
		res, t.err = t.tx.ExecContext(t.ctx, query, args...)
	}
	return res
}

// get scans one row, and reports whether there is one.
func (t *applier) get(to []any, query string, args ...any) bool {
	s := t.statement(query)
	if t.err != nil {
		return false
	}
	var row *sql.Row
	if s != nil {
		row = s.QueryRowContext(t.ctx, args...)
	} else {
		row = t.tx.QueryRowContext(t.ctx, query, args...)
	}
	err := row.Scan(to...)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.err = err
	}
	return err == nil
}

// rowsOf reads the rows of a query in the transaction.
func rowsOf[T any](t *applier, scan func(*sql.Rows) (T, error), query string, args ...any) (out []T) {
	s := t.statement(query)
	if t.err != nil {
		return nil
	}
	var found *sql.Rows
	if s != nil {
		found, t.err = s.QueryContext(t.ctx, args...)
	} else {
		found, t.err = t.tx.QueryContext(t.ctx, query, args...)
	}
	if t.err == nil {
		out, t.err = collect(found, scan)
	}
	return out
}
