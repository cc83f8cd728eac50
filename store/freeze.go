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

	"modernc.org/sqlite"

	"hearsay"
	"hearsay/internal/durable"
)

// Frozen is a library as one commit left it. It holds until the function that got it
// returns; writers go on meanwhile.
type Frozen struct {
	Archives           []Archive
	Segments           []Segment
	Captures, Articles int
	// Blanked counts the commits that had pages written over. When it is another later,
	// bytes of captures that were copied meanwhile may be those of either state.
	Blanked int64
	conn    *sql.Conn
}

// Copyable is an error when the facts are in PostgreSQL: its own programs copy them.
func (s *Store) Copyable() error {
	if s.engine != inPostgres {
		return nil
	}
	return fmt.Errorf("%w: the facts of this library are in PostgreSQL, whose own programs copy them: stop what writes, then pg_dump --schema='%s_*', and copy the folder %s (doc/postgres.md)", hearsay.ErrInvalid, s.schemas.Schema, s.dir)
}

// FactsFile is the file in the library's folder that has the facts, or says where they are.
func (s *Store) FactsFile() string { return s.name }

// Replaced reports whether other facts stand where those stood that Open opened, as after a
// rebuild: these stay as they were then. It asks the file system once.
func (s *Store) Replaced() bool {
	if s.file == nil {
		return false
	}
	now, err := os.Stat(filepath.Join(s.dir, s.name))
	if err != nil || !os.SameFile(s.file, now) {
		return true
	}
	// The file that says where they are is not open, so that another may have got its number.
	return s.schemas != nil && !now.ModTime().Equal(s.file.ModTime())
}

// Freeze calls f with the library as it is now. Files that it names may be opened
// then; one that is gone was replaced between two looks, and who finds that asks again.
func (s *Store) Freeze(ctx context.Context, f func(*Frozen) error) error {
	if err := s.Copyable(); err != nil {
		return err
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return s.wrap("read library", err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `begin`); err != nil {
		return s.wrap("read library", err)
	}
	// Nothing was written. It is ended even when ctx is done.
	defer conn.ExecContext(context.WithoutCancel(ctx), `rollback`) //nolint:errcheck // see above
	z := &Frozen{conn: conn}
	if err := z.read(ctx); err != nil {
		return s.wrap("read library", err)
	}
	return f(z)
}

// read takes the lists; the first statement is the moment.
func (z *Frozen) read(ctx context.Context) error {
	err := z.conn.QueryRowContext(ctx, `select (select count(*) from captures), (select count(*) from articles), `+selectBlanked).Scan(&z.Captures, &z.Articles, &z.Blanked)
	if err != nil {
		return err
	}
	rows, err := z.conn.QueryContext(ctx, `select file, size from archives where size > 0 order by file`)
	if err != nil {
		return err
	}
	z.Archives, err = collect(rows, func(r *sql.Rows) (a Archive, err error) { return a, r.Scan(&a.File, &a.Size) })
	if err != nil {
		return err
	}
	rows, err = z.conn.QueryContext(ctx, `select file, docs, bytes from segments order by file`)
	if err != nil {
		return err
	}
	z.Segments, err = collect(rows, func(r *sql.Rows) (g Segment, err error) { return g, r.Scan(&g.File, &g.Docs, &g.Bytes) })
	return err
}

// CopyFacts writes the facts of the moment into a new file, which is on disk then.
func (z *Frozen) CopyFacts(ctx context.Context, path string) error {
	return copyDatabase(ctx, z.conn, path)
}

const (
	blankedKey    = "blanked"
	selectBlanked = `coalesce((select cast(value as bigint) from library where key = '` + blankedKey + `'), 0)`
)

// Blanked counts the commits that had pages written over in the capture files.
func (s *Store) Blanked(ctx context.Context) (n int64, err error) {
	err = s.db.QueryRowContext(ctx, `select `+selectBlanked).Scan(&n)
	return n, s.wrap("read library", err)
}

// Beside is what a library has besides captures, index and facts, and what nothing
// makes again: whoever copies a library takes these along. The databases are copied by
// CopySide, Texts as far as their last whole line; of the folders, plain files.
type Beside struct{ Databases, Texts, Folders []string }

// The names of parts of a library in its folder.
const (
	FactsName      = databaseName
	PlaceName      = placeName // in its place where the facts are in PostgreSQL
	AccountsName   = "accounts.sqlite"
	SourcesName    = "sources.sqlite"
	AlertsName     = "alerts.sqlite"
	NotesName      = "notes.sqlite"
	CapturesFolder = "captures"
	IndexFolder    = "index"
)

// BesideFacts lists all that a library may have beside what captures give. It is the
// one list of side databases.
func BesideFacts() Beside {
	return Beside{
		Databases: []string{AccountsName, SourcesName, AlertsName, NotesName},
		Texts:     []string{decisionsName},
		Folders:   []string{"kept", "spool"},
	}
}

// CopySide writes a side database of the library in dir, as it is now, into a new file
// that only its owner can read, and reports whether there is one.
func CopySide(ctx context.Context, dir, name, path string) (bool, error) {
	from := filepath.Join(dir, name)
	if _, err := os.Stat(from); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return false, err
	}
	db, err := sql.Open("sqlite", dsn(from, url.Values{"mode": {"rw"}, "_pragma": {"busy_timeout(10000)", "query_only(1)"}}))
	if err != nil {
		return false, fmt.Errorf("copy %s: %w", from, err)
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return false, fmt.Errorf("copy %s: %w", from, fault(err))
	}
	defer conn.Close()
	return true, copyDatabase(ctx, conn, path)
}

// pagesAtOnce is how many pages are copied between two looks at the context.
const pagesAtOnce = 4096

// copyDatabase writes what a connection sees into a new file. A transaction that the
// connection is in says which state that is.
func copyDatabase(ctx context.Context, conn *sql.Conn, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600) // before the engine would make it for all to read
	if err != nil {
		return fmt.Errorf("copy database: %w", err)
	}
	defer f.Close()
	err = conn.Raw(func(driver any) error {
		source, ok := driver.(interface {
			NewBackup(to string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.New("the database engine makes no copies")
		}
		// Nobody else has the file, and where it lies there may be no locks.
		b, err := source.NewBackup(dsn(path, url.Values{"nolock": {"1"}}))
		if err != nil {
			return err
		}
		for more := true; more && err == nil; {
			if more, err = b.Step(pagesAtOnce); err == nil {
				err = ctx.Err()
			}
		}
		return errors.Join(err, b.Finish())
	})
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return fmt.Errorf("copy database into %s: %w", path, fault(err))
	}
	return durable.SyncFolder(filepath.Dir(path))
}
