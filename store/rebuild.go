// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"hearsay"
	"hearsay/internal/durable"
)

// newDatabaseName is the database that a rebuild fills; renaming it over the old
// one is the moment of the change.
const newDatabaseName = "facts.new.sqlite"

// Rebuild makes a new set of facts for the captures in dir: it calls fill with an
// empty library over the same capture files, and when that returns nil the new
// facts and segments take the place of the old ones, at once. The old ones may be
// damaged or gone. Readers that are open keep the old facts until they open the
// library again. The IDs that clusters and voices were given are kept when the old facts can
// be read: they are all that is not in the captures. Errors: ErrConflict when another process holds the lock,
// ErrNotFound when there are no captures, ErrNewer when a later Hearsay made the
// library.
func Rebuild(ctx context.Context, dir string, fill func(*Writer) error) error {
	if err := notBackup(dir); err != nil {
		return fmt.Errorf("rebuild library %s: %w", dir, err)
	}
	if _, err := os.Stat(filepath.Join(dir, capturesName)); err != nil {
		return fmt.Errorf("rebuild library %s: %w: no folder %s there", dir, hearsay.ErrNotFound, capturesName)
	}
	if err := os.MkdirAll(filepath.Join(dir, indexName), 0o755); err != nil {
		return fmt.Errorf("rebuild library %s: %w", dir, err)
	}
	p, err := choosePlace(dir)
	if err != nil {
		return fmt.Errorf("rebuild library %s: %w", dir, err)
	}
	lock, err := takeLock(ctx, dir, p)
	if err != nil {
		return err
	}
	defer lock.release()
	generation, sound, err := settle(ctx, dir, p, lock)
	if err == nil {
		err = removeNew(ctx, dir, p)
	}
	if err != nil {
		return fmt.Errorf("rebuild library %s: %w", dir, fault(err))
	}
	keep := func(w *Writer) error {
		if sound {
			if err := w.keepNames(ctx); err != nil {
				return err
			}
		}
		return fill(w)
	}
	if err := refill(ctx, dir, p, lock, generation+1, keep); err != nil {
		return fmt.Errorf("rebuild library %s: %w", dir, fault(errors.Join(err, removeNew(context.WithoutCancel(ctx), dir, p))))
	}
	if err := swap(dir, p); err != nil {
		return fmt.Errorf("rebuild library %s: %w", dir, err)
	}
	w := &Writer{lock: lock}
	if err := w.open(ctx, dir, p, factsOf(p)); err != nil {
		return fmt.Errorf("rebuild library %s: %w", dir, fault(err))
	}
	return errors.Join(w.sweep(ctx), w.closeDatabase())
}

// settle brings what there is to its last commit, when that can still be read,
// and returns the generation of its segments, and whether it could.
func settle(ctx context.Context, dir string, p *place, lock *lock) (generation int, sound bool, err error) {
	w := &Writer{lock: lock}
	opened := fs.ErrNotExist
	if has, err := hasFacts(ctx, dir, p); err != nil {
		return 0, false, err
	} else if has {
		opened = w.open(ctx, dir, p, factsOf(p))
	}
	switch {
	case errors.Is(opened, hearsay.ErrNewer):
		return 0, false, opened // its captures and facts may hold what is not known here
	case opened == nil:
		generation = w.generation
		// What cannot be swept is damage, which is what rebuild is for.
		_ = w.sweep(ctx)
		if err := w.closeDatabase(); err != nil {
			return 0, false, err
		}
	}
	// The names of segments must be new ones even when the database is lost.
	entries, err := os.ReadDir(filepath.Join(dir, indexName))
	for _, e := range entries {
		var g int
		if _, err := fmt.Sscanf(e.Name(), "%d-", &g); err == nil {
			generation = max(generation, g)
		}
	}
	return generation, opened == nil, err
}

// hasFacts reports whether there is a database of facts.
func hasFacts(ctx context.Context, dir string, p *place) (bool, error) {
	if p != nil {
		return hasSchema(ctx, p.facts())
	}
	_, err := os.Stat(filepath.Join(dir, databaseName))
	return err == nil, nil
}

// refill makes the new database and has it filled.
func refill(ctx context.Context, dir string, p *place, lock *lock, generation int, fill func(*Writer) error) error {
	w := &Writer{lock: lock, rebuilding: true}
	name := newDatabaseName
	if p != nil {
		name = p.next()
	}
	if err := w.open(ctx, dir, p, name); err != nil {
		return err
	}
	w.generation = generation
	_, err := w.db.ExecContext(ctx, `update library set value = ? where key = 'generation'`, strconv.Itoa(generation))
	if err == nil {
		err = fill(w)
	}
	return errors.Join(err, w.closeDatabase())
}

// swap puts the new database in the place of the old one. The old one's log must
// not be read into the new one, so it goes first: it is empty when the old
// database could be read, and of no use when it could not. In PostgreSQL the old facts stay
// until the next rebuild, for readers that have them open.
func swap(dir string, p *place) error {
	if p != nil {
		p.Facts++
		return p.write(dir, durable.Rename)
	}
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := durable.Remove(filepath.Join(dir, databaseName+suffix)); err != nil {
			return err
		}
	}
	return durable.Rename(filepath.Join(dir, newDatabaseName), filepath.Join(dir, databaseName))
}

// removeNew removes what a rebuild was filling, in PostgreSQL also the facts before those
// that there are.
func removeNew(ctx context.Context, dir string, p *place) error {
	if p == nil {
		return removeDatabase(dir, newDatabaseName)
	}
	db, err := connect("", false)
	if err != nil {
		return err
	}
	return errors.Join(p.dropSchemas(ctx, db, p.facts()), db.Close())
}

func removeDatabase(dir, name string) error {
	var errs []error
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		errs = append(errs, durable.Remove(filepath.Join(dir, name+suffix)))
	}
	return errors.Join(errs...)
}

// CaptureFiles lists the capture files on disk, by name, whatever the database
// says.
func (s *Store) CaptureFiles() ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(s.dir, capturesName))
	if err != nil {
		return nil, fmt.Errorf("read captures: %w", err)
	}
	var out []string
	for _, e := range entries {
		if matched, _ := filepath.Match("*.warc.gz", e.Name()); matched && e.Type().IsRegular() {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// Integrity has the database check itself. Error: ErrCorrupt with what it found.
func (s *Store) Integrity(ctx context.Context) (err error) {
	if s.engine == inPostgres {
		return s.integrityInPostgres(ctx)
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return s.wrap("check", err)
	}
	defer func() {
		// The full-text index keeps what it knows of its own pages with the connection.
		// Its check, unlike a search, believes that after another process has
		// written, and finds damage where there is none: nobody may use it again.
		_ = conn.Raw(func(any) error { return driver.ErrBadConn })
	}()
	var found []string
	rows, err := conn.QueryContext(ctx, `pragma integrity_check(20)`)
	if err != nil {
		return s.wrap("check", err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return s.wrap("check", err)
		}
		found = append(found, line)
	}
	err = s.wrap("check", rows.Err())
	if err == nil && (len(found) != 1 || found[0] != "ok") {
		err = fmt.Errorf("%s: %w: %q; run hearsay rebuild", s.name, hearsay.ErrCorrupt, found)
	}
	return err
}

// integrityInPostgres compares the full text with the articles. For what is below tables,
// PostgreSQL has checksums and pg_amcheck.
func (s *Store) integrityInPostgres(ctx context.Context) error {
	var without, beyond int
	err := s.db.QueryRowContext(ctx, `select (select count(*) from articles where n not in (select rowid from fulltext)),
		(select count(*) from fulltext where rowid not in (select n from articles))`).Scan(&without, &beyond)
	if err == nil && without+beyond > 0 {
		err = fmt.Errorf("%w: the full text lacks %d articles and has %d that are not there; run hearsay rebuild", hearsay.ErrCorrupt, without, beyond)
	}
	return s.wrap("check", err)
}

// ArticleCaptures calls f for every article with its capture, in order of
// arrival. It stops at the first error that f returns.
func (s *Store) ArticleCaptures(ctx context.Context, f func(hearsay.ArticleID, hearsay.CaptureID) error) error {
	rows, err := s.db.QueryContext(ctx, `select id, capture from articles order by n`)
	if err != nil {
		return s.wrap("read articles", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, capture []byte
		if err := rows.Scan(&id, &capture); err != nil {
			return s.wrap("read articles", err)
		}
		var a hearsay.ArticleID
		var c hearsay.CaptureID
		copy(a[:], id)
		copy(c[:], capture)
		if err := f(a, c); err != nil {
			return err
		}
	}
	return s.wrap("read articles", rows.Err())
}
