// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"hearsay"
)

// sideKind says what a database beside the facts is.
type sideKind struct {
	what   string // it holds
	about  string // the name of its table of keys and values, with its format
	file   string // in the library's folder
	schema string // run at each opening, so every statement bears that
	format int    // the version of its layout
}

// side is a database of its own in a library's folder, for what cannot be made again
// from captures. It needs no lock of the library: it is safe for concurrent use, and
// several processes may have it open. A change is on disk when it returns.
type side struct {
	kind    sideKind
	engine  engine
	schemas *place // in PostgreSQL; else nil
	db      *sql.DB
}

// openSide opens a side database of the library in dir, making the file when there is
// none; only its owner can read it. Errors: ErrNotFound when there is no folder dir,
// ErrNewer when a later Hearsay made it.
func openSide(ctx context.Context, dir string, kind sideKind) (side, error) {
	path := filepath.Join(dir, kind.file)
	if err := notBackup(dir); err != nil {
		return side{}, fmt.Errorf("open %s: %w", kind.what, err)
	}
	if p, err := choosePlace(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return side{}, fmt.Errorf("open %s: %w", kind.what, err)
	} else if err == nil && p != nil {
		return openPostgresSide(ctx, kind, p)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // before the engine would make it for all to read
	if errors.Is(err, fs.ErrNotExist) {
		return side{}, fmt.Errorf("open %s: %w: no folder %s; make a library with: hearsay add PATH", kind.what, hearsay.ErrNotFound, dir)
	}
	if err == nil {
		err = errors.Join(f.Chmod(0o600), f.Close())
	}
	if err != nil {
		return side{}, fmt.Errorf("open %s: %w", kind.what, err)
	}
	pragmas := []string{"busy_timeout(10000)", "journal_mode(wal)", "foreign_keys(1)", "secure_delete(1)", "synchronous(full)"}
	db, err := sql.Open("sqlite", dsn(path, url.Values{"_pragma": pragmas, "_txlock": {"immediate"}}))
	if err != nil {
		return side{}, fmt.Errorf("open %s: %w", kind.what, err)
	}
	s := side{kind: kind, db: db}
	if err := s.prepare(ctx); err != nil {
		db.Close()
		return side{}, fmt.Errorf("open %s %s: %w", kind.what, path, s.fault(err))
	}
	return s, nil
}

// openPostgresSide is openSide where the facts are in PostgreSQL.
func openPostgresSide(ctx context.Context, kind sideKind, p *place) (side, error) {
	db, err := connect(p.side(kind), false)
	if err != nil {
		return side{}, fmt.Errorf("open %s: %w", kind.what, err)
	}
	s := side{kind: kind, engine: inPostgres, schemas: p, db: db}
	if err = s.migrate(ctx); err == nil {
		err = s.checkFormat(ctx)
	}
	if err != nil {
		return side{}, errors.Join(fmt.Errorf("open %s: %w", kind.what, s.fault(err)), db.Close())
	}
	return s, nil
}

// migrate makes the schema of a side database unless it is as this program knows it. Of
// several processes that begin at once, one does it.
func (s *side) migrate(ctx context.Context) error {
	if has, err := hasSchema(ctx, s.schemas.side(s.kind)); err != nil {
		return err
	} else if has && s.checkFormat(ctx) == nil {
		return nil
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	number := lockNumber(s.schemas.side(s.kind) + " migration")
	if _, err := conn.ExecContext(ctx, `select pg_advisory_lock(?)`, number); err != nil {
		return err
	}
	err = migrate(ctx, s.db, s.schemas.side(s.kind), s.kind.what)
	_, unlocked := conn.ExecContext(context.WithoutCancel(ctx), `select pg_advisory_unlock(?)`, number)
	return errors.Join(err, unlocked)
}

// hasSide reports whether the library in dir has a side database.
func hasSide(dir string, kind sideKind) (bool, error) {
	if p, err := readPlace(dir); err != nil {
		return false, err
	} else if p != nil {
		return hasSchema(context.Background(), p.side(kind))
	}
	_, err := os.Stat(filepath.Join(dir, kind.file))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func (s *side) prepare(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, s.kind.schema); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, `insert or ignore into `+s.kind.about+` values ('format', ?)`, s.kind.format); err != nil {
		return err
	}
	return s.checkFormat(ctx)
}

// checkFormat reads the version of the layout.
func (s *side) checkFormat(ctx context.Context) error {
	var value string
	if err := s.db.QueryRowContext(ctx, `select value from `+s.kind.about+` where key = 'format'`).Scan(&value); err != nil {
		return err
	}
	if n, err := strconv.Atoi(value); err != nil || n > s.kind.format {
		return fmt.Errorf("%w: it has format %s, this program knows %d", hearsay.ErrNewer, value, s.kind.format)
	}
	return nil
}

// Close releases the database.
func (s *side) Close() error { return s.db.Close() }

// change is one transaction.
func (s *side) change(ctx context.Context, what string, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.wrap(what, err)
	}
	defer tx.Rollback() // after a commit it does nothing
	if s.engine == inPostgres {
		err = s.engine.inTurn(ctx, tx, s.schemas.side(s.kind))
	}
	if err == nil {
		err = f(tx)
	}
	if err != nil {
		return s.wrap(what, err)
	}
	return s.wrap(what, tx.Commit())
}

func (s *side) wrap(what string, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		err = hearsay.ErrNotFound
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, s.fault(err))
}

// fault gives an error of the database its kind. What is damaged here no rebuild makes
// again.
func (s *side) fault(err error) error {
	if hasCode(err, codeCorrupt) || hasCode(err, codeNoDatabase) {
		return fmt.Errorf("%w: %w; put back %s from a backup, or move it away to begin anew", hearsay.ErrCorrupt, err, s.kind.file)
	}
	return fault(err)
}

// sideList returns what a query gives.
func sideList[T any](ctx context.Context, s *side, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.wrap("read "+s.kind.what, err)
	}
	out, err := collect(rows, scan)
	return out, s.wrap("read "+s.kind.what, err)
}

// one is the error of a change that should have met one row.
func one(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, hearsay.ErrNotFound)
	}
	return nil
}
