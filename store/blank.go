// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"hearsay/warc"
)

// A page that is removed goes from the facts first, in a commit that names its place
// in the captures; then spaces are written over it, and the place is struck off. So an
// interruption between leaves no doubt of what is to be done, and the next writer does it.

// Blank is a record of a capture file that is to be written over.
type Blank struct {
	File        string
	Start, Size int64
	at          int64
}

// Blanks lists the records that a writer was interrupted before it wrote over them.
func (s *Store) Blanks(ctx context.Context) ([]Blank, error) {
	if have, err := s.hasTable(ctx, s.db, "blanks"); err != nil || !have {
		return nil, err
	}
	return list(ctx, s, func(rows *sql.Rows) (b Blank, err error) {
		err = rows.Scan(&b.File, &b.Start, &b.Size, &b.at)
		return b, err
	}, `select file, start, size, at from blanks order by file, start`)
}

// blank writes over what is to be written over.
func (w *Writer) blank(ctx context.Context) error {
	blanks, err := w.Blanks(ctx)
	if err != nil {
		return err
	}
	for _, b := range blanks {
		if err := b.write(w.CapturePath(b.File)); err != nil {
			return fmt.Errorf("write over a removed page: %w; the next hearsay that writes to the library does it", err)
		}
		if _, err := w.db.ExecContext(ctx, `delete from blanks where file = ? and start = ?`, b.File, b.Start); err != nil {
			return w.wrap("write library", err)
		}
	}
	return nil
}

// write writes a record of spaces, and returns when that is on disk.
func (b *Blank) write(path string) error {
	spaces, err := warc.NewBlank(b.Size, fromUnix(b.at))
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if _, err = f.WriteAt(spaces, b.Start); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
