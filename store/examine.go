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

	"hearsay"
)

// BackupName is the name of the list of files in a backup, and in an edition of a published
// library. Where it stands nothing is written: the files may be those of other backups, too.
const BackupName = "backup.json"

// PublishedName is the name of the file that says which edition of a published library
// counts. Nothing but editions is made beside it.
const PublishedName = "published.json"

// notBackup refuses to write where a backup lies, or a library is published.
func notBackup(dir string) error {
	if _, err := os.Lstat(filepath.Join(dir, PublishedName)); err == nil {
		return fmt.Errorf("%w: in %s a library is published, to be read only; write to the library itself and publish it again", hearsay.ErrInvalid, dir)
	}
	_, err := os.Lstat(filepath.Join(dir, BackupName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %s is a backup, which must stay as it is; make a library of it with: hearsay restore", hearsay.ErrInvalid, dir)
}

// Examine reads a database of facts that may come from anywhere and that nobody writes
// to, without making a file beside it. Files are those of its library, by path, with
// their sizes: what the facts name must be among them, so that no name leads elsewhere.
// Errors: ErrCorrupt, ErrNewer.
func Examine(ctx context.Context, path string, files map[string]int64) error {
	db, err := openStill(path)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := errors.Join(checkFormat(ctx, db, inSQLite), tame(ctx, db), whole(ctx, db)); err != nil {
		return err
	}
	return named(ctx, db, files)
}

// ExamineSide is Examine for a database beside the facts.
func ExamineSide(ctx context.Context, path string) error {
	db, err := openStill(path)
	if err != nil {
		return err
	}
	defer db.Close()
	return errors.Join(tame(ctx, db), whole(ctx, db))
}

// PauseFolders pauses the sources of a copied database that are folders of some machine:
// what they name is not to be read because a copy says so.
func PauseFolders(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(path, url.Values{"mode": {"rw"}, "_pragma": {"trusted_schema(0)", "journal_mode(delete)"}}))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, `update sources set paused = 'restored from a backup: look at the path, then resume it' where kind = 'folder'`)
	if err != nil {
		return fmt.Errorf("pause folders in %s: %w", filepath.Base(path), fault(err))
	}
	return nil
}

func openStill(path string) (*sql.DB, error) {
	return sql.Open("sqlite", dsn(path, url.Values{"mode": {"ro"}, "immutable": {"1"}, "_pragma": {"query_only(1)", "trusted_schema(0)"}}))
}

// tame refuses what would do something when it is read or written: no table of Hearsay
// has a trigger, and none is a view.
func tame(ctx context.Context, db *sql.DB) error {
	var name string
	err := db.QueryRowContext(ctx, `select name from sqlite_schema where type not in ('table', 'index') or (sql like 'create virtual%' and name != 'fulltext') limit 1`).Scan(&name)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("read database: %w", fault(err))
	}
	return fmt.Errorf("read database: %w: %q is no table of Hearsay", hearsay.ErrCorrupt, name)
}

// whole has the database look at itself.
func whole(ctx context.Context, db *sql.DB) error {
	var line string
	err := db.QueryRowContext(ctx, `pragma quick_check(1)`).Scan(&line)
	if err == nil && line != "ok" {
		err = fmt.Errorf("%w: %s", hearsay.ErrCorrupt, line)
	}
	if err != nil {
		return fmt.Errorf("read database: %w", fault(err))
	}
	return nil
}

// named compares the files that the facts name with those that are there.
func named(ctx context.Context, db *sql.DB, files map[string]int64) error {
	for _, q := range []struct{ folder, query string }{
		{CapturesFolder, `select file, size from archives where size > 0`},
		{CapturesFolder, `select file, max(start + size) from captures group by file`},
		{IndexFolder, `select file, bytes from segments`},
	} {
		found, err := list(ctx, &Store{db: db, name: databaseName}, func(rows *sql.Rows) (a Archive, err error) { return a, rows.Scan(&a.File, &a.Size) }, q.query)
		if err != nil {
			return err
		}
		for _, a := range found {
			size, ok := files[q.folder+"/"+a.File]
			if !ok || size < a.Size {
				return fmt.Errorf("%w: the facts name %s/%s with %d bytes, which is not there or shorter", hearsay.ErrCorrupt, q.folder, a.File, a.Size)
			}
		}
	}
	return nil
}
