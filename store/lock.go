// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hearsay"
	"hearsay/internal/durable"
)

// lock is held by one process, until it is released or the process ends: a file of the
// library's folder or, where its facts are in PostgreSQL, an advisory lock there, which is
// the same one from every machine.
type lock struct {
	file *os.File
	db   *sql.DB
	conn *sql.Conn // holds the advisory lock
}

// errHeld says that somebody else has a lock.
var errHeld = errors.New("the lock is held")

// acquire takes a lock of the library in dir. Error: errHeld.
func acquire(ctx context.Context, dir string, p *place, name string) (*lock, error) {
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if p != nil { // the file has shown that the folder can be written
		f.Close()
		return acquireAdvisory(ctx, p.Schema+" "+name)
	}
	if err := durable.TryLock(f); err != nil {
		return nil, errors.Join(errHeld, f.Close())
	}
	return &lock{file: f}, nil
}

func acquireAdvisory(ctx context.Context, name string) (*lock, error) {
	db, err := connect("", false)
	if err != nil {
		return nil, err
	}
	l := &lock{db: db}
	if l.conn, err = db.Conn(ctx); err != nil {
		return nil, errors.Join(fault(err), db.Close())
	}
	var have bool
	err = l.conn.QueryRowContext(ctx, `select pg_try_advisory_lock(?)`, lockNumber(name)).Scan(&have)
	if err == nil && !have {
		err = errHeld
	}
	if err != nil {
		return nil, errors.Join(fault(err), l.release())
	}
	return l, nil
}

// release gives the lock back.
func (l *lock) release() error {
	if l.file != nil {
		return errors.Join(durable.Unlock(l.file), l.file.Close())
	}
	// The session's end would free it, too, but only when the server comes to it.
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, _ = l.conn.ExecContext(ctx, `select pg_advisory_unlock_all()`)
	return errors.Join(l.conn.Close(), l.db.Close())
}

// takeLock takes the library's one lock for writing. Error: ErrConflict.
func takeLock(ctx context.Context, dir string, p *place) (*lock, error) {
	l, err := acquire(ctx, dir, p, lockName)
	if errors.Is(err, errHeld) {
		return nil, fmt.Errorf("open library %s for writing: %w: another hearsay is writing to it; wait for it, or use another --library", dir, hearsay.ErrConflict)
	}
	if err != nil {
		return nil, fmt.Errorf("open library %s for writing: %w", dir, err)
	}
	return l, nil
}
