// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"hearsay"
	"hearsay/table"
)

// converted is the path of the rows as the library reads them.
func (d *Desk) converted(s *Status) string {
	return filepath.Join(d.folder(s.ID), fileFolder, s.Name+".rows.jsonl")
}

// convertible reports whether what was received must be written anew before it
// can be read: values between commas, and rows whose columns have other names.
func (d *Desk) convertible(s *Status) (bool, error) {
	rows, err := d.columns(s)
	if err != nil || rows == nil {
		return false, err
	}
	defer rows.close()
	switch filepath.Ext(d.file(s)) {
	case ".jsonl", ".ndjson":
		return !s.Columns.plain(), nil
	}
	return true, nil
}

// convert writes the rows as the library reads them, one a line: row 412 stays
// row 412. It returns why rows could not be read, by their numbers; these are lines
// that nobody can use.
func (d *Desk) convert(ctx context.Context, s *Status) (unread map[int64]string, err error) {
	if err := s.Columns.check(); err != nil {
		return nil, err
	}
	rows, err := d.columns(s)
	if err != nil {
		return nil, err
	}
	defer rows.close()
	f, err := os.Create(d.converted(s))
	if err != nil {
		return nil, fmt.Errorf("convert %s: %w", s.Name, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<16)
	out := json.NewEncoder(w)
	unread = map[int64]string{}
	for n := int64(1); ; n++ {
		row, err := rows.next()
		var bad *rowError
		switch {
		case err == io.EOF:
			return unread, w.Flush()
		case errors.As(err, &bad):
			if len(unread) < maxUnread {
				unread[n] = bad.reason
			}
			err = out.Encode(nil)
		case err == nil && row != nil:
			err = out.Encode(s.Columns.fields(row))
		case err == nil:
			err = w.WriteByte('\n') // an empty line stays one
		}
		if err == nil && n%1000 == 0 {
			err = errors.Join(ctx.Err(), d.change(s.ID, func(s *Status) { s.Stage, s.Current = "convert", fmt.Sprintf("row %d", n) }))
		}
		if err != nil {
			return nil, fmt.Errorf("convert %s: row %d: %w", s.Name, n, err)
		}
	}
}

// maxUnread bounds the reasons that are kept.
const maxUnread = 10_000

// skippedName is the list of what could not be used.
const skippedName = "skipped.csv"

// writeSkipped writes the inputs without an article, as a table that spreadsheets
// open without harm. No such input, no file.
func (d *Desk) writeSkipped(s *Status, list []Skipped) (err error) {
	path := filepath.Join(d.folder(s.ID), skippedName)
	if len(list) == 0 {
		return nil
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("list skipped rows: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := csv.NewWriter(f)
	if err := w.Write([]string{"file", "row", "reason"}); err != nil {
		return fmt.Errorf("list skipped rows: %w", err)
	}
	for _, u := range list {
		row := ""
		if u.Row > 0 {
			row = strconv.FormatInt(u.Row, 10)
		}
		if err := w.Write([]string{table.Harmless(u.Path), row, table.Harmless(u.Reason)}); err != nil {
			return fmt.Errorf("list skipped rows: %w", err)
		}
	}
	w.Flush()
	return w.Error()
}

// Skipped returns the list of what could not be used, as CSV. Error: ErrNotFound.
func (d *Desk) Skipped(id string) ([]byte, error) {
	s, err := d.Status(id)
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(filepath.Join(d.folder(s.ID), skippedName))
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("skipped rows of job %s: %w", id, hearsay.ErrNotFound)
	}
	return b, err
}
