// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"hearsay/internal/durable"
)

// record is a line of a table: JSON by its tags, CSV by its cells.
type record interface{ Cells() []string }

// table writes rows in one of the formats.
type table struct {
	put   func(record) error
	flush func() error
	rows  int
}

// newTable writes JSON lines or CSV, which begins with the names of its columns.
func newTable(to io.Writer, format string, columns []string) (*table, error) {
	if format == "jsonl" {
		e := json.NewEncoder(to)
		e.SetEscapeHTML(false)
		return &table{put: func(r record) error { return e.Encode(r) }, flush: func() error { return nil }}, nil
	}
	w := csv.NewWriter(to)
	put := func(r record) error {
		cells := r.Cells()
		for i, c := range cells {
			cells[i] = harmless(c)
		}
		return w.Write(cells)
	}
	flush := func() error { w.Flush(); return w.Error() }
	return &table{put: put, flush: flush}, w.Write(columns)
}

func (t *table) add(r record) error {
	t.rows++
	return t.put(r)
}

// harmless is a cell that no spreadsheet takes for a formula: a page decides what
// its headline begins with, and "=HYPERLINK(…)" would run where it is opened
// (CWE-1236). The apostrophe is the mark that spreadsheets know for text.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// writeTo calls write with standard output, or with a file that takes its name when
// all is written and on disk: whatever goes wrong, no half file is there, and one
// of before stays.
func (p *program) writeTo(path string, write func(io.Writer) error) error {
	if path == "" {
		return buffered(p.stdout, write)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return usage("--out %s: that is no file; without --out, all goes to standard output", path)
	}
	part := fmt.Sprintf("%s.%d.part", path, os.Getpid())
	f, err := os.Create(part)
	if err != nil {
		return err
	}
	// The same is left out as on standard output, so that both are one.
	err = buffered(&plainWriter{to: f}, write)
	if err == nil {
		err = f.Sync()
	}
	if err = cmp.Or(err, f.Close()); err == nil {
		err = durable.Rename(part, path)
	}
	if err != nil {
		_ = os.Remove(part) // what went wrong before matters more
	}
	return err
}

func buffered(to io.Writer, write func(io.Writer) error) error {
	buf := bufio.NewWriterSize(to, 1<<16)
	return cmp.Or(write(buf), buf.Flush())
}
