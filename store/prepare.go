// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"database/sql"
	"errors"
)

// preparer is an applier whose statements are few and asked many times: prepared,
// they take a third of the time.
type preparer struct {
	applier
	prepared map[string]*sql.Stmt
}

func (t *preparer) close() {
	for _, s := range t.prepared {
		s.Close() // after the last use: it can tell nothing that matters
	}
}

func (t *preparer) statement(query string) *sql.Stmt {
	if s := t.prepared[query]; s != nil || t.err != nil {
		return s
	}
	var s *sql.Stmt
	if s, t.err = t.tx.PrepareContext(t.ctx, query); t.err == nil {
		t.prepared[query] = s
	}
	return s
}

func (t *preparer) exec(query string, args ...any) sql.Result {
	s := t.statement(query)
	if t.err != nil {
		return nil
	}
	var res sql.Result
	res, t.err = s.ExecContext(t.ctx, args...)
	return res
}

// get scans one row, and reports whether there is one.
func (t *preparer) get(to []any, query string, args ...any) bool {
	s := t.statement(query)
	if t.err != nil {
		return false
	}
	err := s.QueryRowContext(t.ctx, args...).Scan(to...)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.err = err
	}
	return err == nil
}
