// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
)

// copyConnections is how many connections to a copy stay open. They are opened at once:
// who has them reads on when the folder is removed.
const copyConnections = 8

// openCopy opens a backup, or an edition, of which no file ever changes. It takes no lock,
// makes no file, and maps none of the database into memory: where storage is shared, what
// cannot be read is to be an error and not the end of the program.
func openCopy(ctx context.Context, dir string) (*Store, error) {
	params := url.Values{"mode": {"ro"}, "immutable": {"1"}, "_pragma": {"query_only(1)", "trusted_schema(0)", "mmap_size(0)", "cache_size(-32768)"}}
	db, err := sql.Open("sqlite", dsn(filepath.Join(dir, databaseName), params))
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", dir, err)
	}
	db.SetMaxIdleConns(copyConnections)
	s := &Store{dir: dir, name: databaseName, db: db}
	err = checkFormat(ctx, db, inSQLite)
	if err == nil {
		err = keepOpen(ctx, db, copyConnections)
	}
	if err == nil {
		err = s.prepare(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open library %s: %w", dir, err), db.Close())
	}
	return s, nil
}

// keepOpen opens so many connections, for later.
func keepOpen(ctx context.Context, db *sql.DB, n int) error {
	var taken []*sql.Conn
	var err error
	for range n {
		var c *sql.Conn
		if c, err = db.Conn(ctx); err != nil {
			break
		}
		taken = append(taken, c)
		// The engine opens the file when it is first asked.
		if err = c.QueryRowContext(ctx, `select 1 from library limit 1`).Scan(new(int)); err != nil {
			break
		}
	}
	errs := []error{fault(err)}
	for _, c := range taken {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}
