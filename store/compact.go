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
	"strconv"
	"strings"

	"hearsay/internal/durable"
)

const captureSuffix = ".warc.gz"

// CompactedName is the name of the capture file that takes the place of one: it stands
// where that stood in the order of names, which is that of arrival.
func CompactedName(file string) string {
	stem := strings.TrimSuffix(file, captureSuffix)
	n := 0
	if base, number, ok := cutNumber(stem); ok {
		stem, n = base, number
	}
	return fmt.Sprint(stem, ".", n+1, captureSuffix)
}

// compacts reports whether a capture file is one that was to take the place of a file
// that the library has.
func compacts(file string, has func(string) bool) bool {
	stem, n, ok := cutNumber(strings.TrimSuffix(file, captureSuffix))
	if !ok || !strings.HasSuffix(file, captureSuffix) {
		return false
	}
	if n == 1 {
		return has(stem + captureSuffix)
	}
	return has(fmt.Sprint(stem, ".", n-1, captureSuffix))
}

// cutNumber cuts a number behind the last point.
func cutNumber(stem string) (before string, n int, ok bool) {
	i := strings.LastIndexByte(stem, '.')
	if i < 0 {
		return stem, 0, false
	}
	n, err := strconv.Atoi(stem[i+1:])
	return stem[:i], n, err == nil && n > 0 && stem[i+1] != '0'
}

// ReplaceArchive commits that a capture file, which is on disk, has taken the place of
// another, and where captures lie in it, and removes the other. Readers that have that open
// keep it.
func (w *Writer) ReplaceArchive(ctx context.Context, old string, now Archive, moved []CaptureRow) error {
	err := w.transact(ctx, func(tx *sql.Tx) error {
		w.next++ // so that the generation is another, and readers look
		t := newApplier(ctx, tx, w.engine)
		t.exec(`insert into archives values (?, ?)`, now.File, now.Size)
		t.exec(`update archives set size = 0 where file = ?`, old)
		for _, c := range moved {
			t.exec(`update captures set file = ?, start = ? where id = ?`, now.File, c.Start, c.ID[:])
		}
		t.exec(`update library set value = ? where key = 'next segment'`, strconv.Itoa(w.next))
		return t.err
	})
	if err != nil {
		return fmt.Errorf("write %s: %w", w.path(), fault(err))
	}
	return w.dropArchives(ctx)
}

// dropped lists the capture files of which nothing counts any more.
func (s *Store) dropped(ctx context.Context) ([]string, error) {
	return list(ctx, s, scanText, `select file from archives where size = 0`)
}

// dropArchives removes them. One that stays, since somebody reads it, is for the next
// writer.
func (w *Writer) dropArchives(ctx context.Context) error {
	files, err := w.dropped(ctx)
	if err != nil {
		return err
	}
	for _, file := range files {
		if durable.Remove(w.CapturePath(file)) != nil {
			continue
		}
		if _, err := w.db.ExecContext(ctx, `delete from archives where file = ? and size = 0`, file); err != nil {
			return w.wrap("write library", err)
		}
	}
	return nil
}

// wordsKey is set while the full text may hold words of what was removed.
const wordsKey = "removed words"

// RemovedWords reports whether the full text may still hold words of articles that were
// removed, folded, in pages that no question reads.
func (s *Store) RemovedWords(ctx context.Context) (may bool, err error) {
	err = s.db.QueryRowContext(ctx, `select exists (select 1 from library where key = ?)`, wordsKey).Scan(&may)
	return may, s.wrap("read library", err)
}

// mergePages is how much of the full text is merged in one transaction.
const mergePages = 2000

// CompactFacts merges the full text until no removed word is in it, and writes the
// database anew without empty pages. Readers go on meanwhile; the disk must have room for
// the database twice more.
func (w *Writer) CompactFacts(ctx context.Context) error {
	if w.engine == inPostgres {
		return w.compactPostgres(ctx)
	}
	if err := w.mergeWords(ctx); err != nil {
		return fmt.Errorf("compact %s: %w", databaseName, fault(err))
	}
	if _, err := w.db.ExecContext(ctx, `vacuum`); err != nil {
		return fmt.Errorf("compact %s: %w", databaseName, fault(err))
	}
	return w.Fold(ctx)
}

// compactPostgres writes the tables anew, each while nobody reads it, and drops the facts
// that a rebuild left for readers of before.
func (w *Writer) compactPostgres(ctx context.Context) error {
	tables, err := list(ctx, w.Store, scanText, `select tablename from pg_tables where schemaname = current_schema() order by 1`)
	if err == nil {
		err = w.schemas.dropSchemas(ctx, w.db, w.schemas.facts())
	}
	for i := 0; err == nil && i < len(tables); i++ {
		_, err = w.db.ExecContext(ctx, `vacuum (full, analyze) `+tables[i])
	}
	if err == nil {
		_, err = w.db.ExecContext(ctx, `delete from library where key = ?`, wordsKey)
	}
	return w.wrap("compact", err)
}

// mergeWords makes one part of all parts of the full text, step by step: a negative
// number begins, and a step that changes nothing is the last (sqlite.org/fts5.html, 'merge').
func (w *Writer) mergeWords(ctx context.Context) error {
	for pages := -mergePages; ; pages = mergePages {
		var before, after int64
		err := w.transact(ctx, func(tx *sql.Tx) error {
			if err := tx.QueryRowContext(ctx, `select total_changes()`).Scan(&before); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `insert into fulltext (fulltext, rank) values ('merge', ?)`, pages); err != nil {
				return err
			}
			return tx.QueryRowContext(ctx, `select total_changes()`).Scan(&after)
		})
		if err != nil {
			return err
		}
		if after-before < 2 {
			break
		}
	}
	return w.transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `insert into fulltext (fulltext) values ('optimize')`); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `delete from library where key = ?`, wordsKey)
		return err
	})
}

// Fold folds the write-ahead log into the database, as far as no reader needs it.
func (w *Writer) Fold(ctx context.Context) error {
	if w.engine == inPostgres {
		return nil // its log is its own affair
	}
	_, err := w.db.ExecContext(ctx, `pragma wal_checkpoint(truncate)`)
	return w.wrap("write library", err)
}

// Sizes are the bytes of a library's parts on disk.
type Sizes struct {
	Captures int64 `json:"captures"`
	Index    int64 `json:"index"`
	Facts    int64 `json:"facts"` // with its log
}

// Total is all of them.
func (s Sizes) Total() int64 { return s.Captures + s.Index + s.Facts }

// Sizes measures the library.
func (s *Store) Sizes(ctx context.Context) (out Sizes, err error) {
	add := func(to *int64) func(string, string, int64) error {
		return func(_, _ string, size int64) error { *to += size; return nil }
	}
	err = errors.Join(each(filepath.Join(s.dir, capturesName), add(&out.Captures)), each(filepath.Join(s.dir, indexName), add(&out.Index)))
	if err == nil {
		out.Facts, err = s.factsBytes(ctx)
	}
	return out, err
}

// factsBytes measures the database, with its log.
func (s *Store) factsBytes(ctx context.Context) (n int64, err error) {
	if s.engine == inPostgres {
		err = s.db.QueryRowContext(ctx, `select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c
			where c.relnamespace = to_regnamespace(current_schema()) and c.relkind = 'r'`).Scan(&n)
		return n, s.wrap("measure facts", err)
	}
	for _, suffix := range []string{"", "-wal"} {
		info, e := os.Stat(filepath.Join(s.dir, databaseName+suffix))
		if e == nil {
			n += info.Size()
		} else if !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return n, err
}
