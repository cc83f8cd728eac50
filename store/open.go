// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"

	"hearsay"
)

//go:embed schema.sql
var schema string

//go:embed later.sql
var laterSchema string

// Format is the version of the library's layout that this program writes, and
// the only one that it reads so far.
//
//	1  2026-11: first
const Format = 1

// The names within a library's folder.
const (
	databaseName = "facts.sqlite"
	lockName     = "lock"
	capturesName = CapturesFolder
	indexName    = IndexFolder
)

// Store is a library opened for reading. It is safe for concurrent use.
type Store struct {
	dir     string
	name    string      // of the file in dir that has the facts, or says where they are
	file    fs.FileInfo // that file, as it was when it was opened for reading; nil in a Writer
	engine  engine
	schemas *place // in PostgreSQL; else nil
	db      *sql.DB
	// A question reads the texts of many articles: parsing the statement anew
	// each time would cost as much as reading.
	readText, readFacts, readArticle, readNumber, readGeneration, readWording, readHaving *sql.Stmt
	clusters                                                                              clusterReads
	voices                                                                                voiceReads
	stories                                                                               atomic.Bool // there are tables of them
}

const (
	// Names of segments are used once, so the next one tells most changes.
	selectGeneration = `select (select count(*) from segments) * 1000003 + (select coalesce(max(cast(value as bigint)), 0) from library where key = 'next segment')`

	selectNumber  = `select n from articles where id = ?`
	selectFacts   = `select facts from articles where id = ?`
	selectText    = `select text from articles where id = ?`
	selectArticle = `select id, capture, url, headline, language, words, seen, facts, text from articles `
)

// prepare parses the statements that are asked most.
func (s *Store) prepare(ctx context.Context) (err error) {
	for _, p := range []struct {
		to    **sql.Stmt
		query string
	}{{&s.readText, selectText}, {&s.readFacts, selectFacts}, {&s.readArticle, selectArticle + `where id = ?`}, {&s.readNumber, selectNumber}, {&s.readGeneration, selectGeneration}, {&s.readWording, selectWording}, {&s.readHaving, selectHaving(s.engine)}} {
		if *p.to, err = s.db.PrepareContext(ctx, p.query); err != nil {
			return fault(err)
		}
	}
	return nil
}

// Open opens the library in dir for reading. It never waits for a writer and
// takes no lock. Errors: ErrNotFound when there is no library, ErrNewer when a
// later Hearsay made it, ErrCorrupt when its database is damaged.
func Open(ctx context.Context, dir string) (*Store, error) {
	// Looked at before it is read: what is replaced between the two is found by Replaced.
	file, _ := os.Stat(filepath.Join(dir, placeName))
	p, err := readPlace(dir)
	if err == nil && p != nil {
		s, err := openPostgres(ctx, dir, p)
		if err == nil {
			s.file = file
		}
		return s, err
	}
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", dir, err)
	}
	path := filepath.Join(dir, databaseName)
	if file, err = os.Stat(path); err != nil {
		if lost, _ := orphaned(dir); lost && errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("open library %s: %w", dir, errOrphaned)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("open library %s: %w: no %s there; make one with: hearsay add PATH", dir, hearsay.ErrNotFound, databaseName)
		}
		return nil, fmt.Errorf("open library %s: %w", dir, err)
	}
	if notBackup(dir) != nil {
		return openCopy(ctx, dir)
	}
	s := &Store{dir: dir, name: databaseName, file: file}
	for _, params := range []url.Values{
		{"mode": {"ro"}, "_pragma": readerPragmas},
		// A folder that cannot be written has no place for the shared
		// memory of readers and writers; then nobody can be writing.
		{"mode": {"ro"}, "immutable": {"1"}, "_pragma": readerPragmas},
	} {
		var db *sql.DB
		if db, err = sql.Open("sqlite", dsn(path, params)); err != nil {
			break
		}
		err = checkFormat(ctx, db, inSQLite)
		if lost, _ := orphaned(dir); lost && errors.Is(err, errUnmade) {
			err = errOrphaned
		}
		if err == nil {
			s.db = db
			if err = s.prepare(ctx); err == nil {
				return s, nil
			}
		}
		db.Close()
		if errors.Is(err, hearsay.ErrNewer) || writable(dir) {
			break
		}
	}
	return nil, fmt.Errorf("open library %s: %w", dir, err)
}

var readerPragmas = []string{"busy_timeout(10000)", "query_only(1)", "mmap_size(2147418112)", "cache_size(-32768)"}

func dsn(path string, params url.Values) string {
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: params.Encode()}).String()
}

// writable reports whether files can be made in dir.
func writable(dir string) bool {
	f, err := os.CreateTemp(dir, "probe-*")
	if err != nil {
		return false
	}
	f.Close()
	os.Remove(f.Name())
	return true
}

// openPostgres is Open for a library whose facts are in PostgreSQL.
func openPostgres(ctx context.Context, dir string, p *place) (*Store, error) {
	db, err := connect(p.facts(), true)
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", dir, err)
	}
	err = checkFormat(ctx, db, inPostgres)
	if lost, _ := orphaned(dir); lost && errors.Is(err, errUnmade) {
		err = noFacts(p)
	}
	s := &Store{dir: dir, name: placeName, engine: inPostgres, schemas: p, db: db}
	if err == nil {
		err = s.prepare(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open library %s: %w", dir, err), db.Close())
	}
	return s, nil
}

// checkFormat reads the layout's version.
func checkFormat(ctx context.Context, db *sql.DB, e engine) error {
	var value string
	err := db.QueryRowContext(ctx, `select value from library where key = 'format'`).Scan(&value)
	if noTable(err) && isEmpty(ctx, db, e) {
		return errUnmade
	}
	if errors.Is(err, sql.ErrNoRows) || noTable(err) {
		err = fmt.Errorf("%w: %w; run hearsay rebuild", hearsay.ErrCorrupt, err)
	}
	if err != nil {
		return fmt.Errorf("read library: %w", fault(err))
	}
	version, err := strconv.Atoi(value)
	switch {
	case err != nil:
		return fmt.Errorf("read library: %w: format %q; run hearsay rebuild", hearsay.ErrCorrupt, value)
	case version > Format:
		return fmt.Errorf("%w: the library has format %d, this program knows %d; use a newer hearsay", hearsay.ErrNewer, version, Format)
	}
	return nil
}

var errUnmade = fmt.Errorf("%w: its database is empty, since its making was interrupted or goes on; make it with: hearsay add PATH", hearsay.ErrNotFound)

// isEmpty reports whether a database has no tables: a writer was killed between
// making the file and committing them.
func isEmpty(ctx context.Context, db *sql.DB, e engine) bool {
	var tables int
	err := db.QueryRowContext(ctx, e.countTables()).Scan(&tables)
	return err == nil && tables == 0
}

// Close releases the library.
func (s *Store) Close() error { return s.db.Close() }

// path is the file that has the facts, or says where they are.
func (s *Store) path() string { return filepath.Join(s.dir, s.name) }

// Dir is the library's folder.
func (s *Store) Dir() string { return s.dir }

// CapturePath is where a capture file lies. A database may come from elsewhere, so a
// name in it leads nowhere but there.
func (s *Store) CapturePath(file string) string {
	return filepath.Join(s.dir, capturesName, filepath.Base(file))
}

// SegmentPath is where an index segment lies, as CapturePath.
func (s *Store) SegmentPath(file string) string {
	return filepath.Join(s.dir, indexName, filepath.Base(file))
}
