// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package table writes rows as JSON lines, CSV or Parquet, one at a time.
//
// CSV is opened in spreadsheets, and pages decide what stands in it: a cell that
// begins like a formula gets an apostrophe before it, unless the table is raw.
package table

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"hearsay"
)

// Writer writes rows of type R. It holds few of them at a time. Close ends the table;
// it does not close what is written to.
type Writer[R any] interface {
	Add(R) error
	Close() error
}

// Row is a row as the cells of its columns.
type Row interface{ Cells() []string }

// NewJSONL writes a line of JSON for each row.
func NewJSONL[R any](to io.Writer) Writer[R] {
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	return jsonLines[R]{e}
}

type jsonLines[R any] struct{ e *json.Encoder }

func (j jsonLines[R]) Add(row R) error { return j.e.Encode(row) }
func (j jsonLines[R]) Close() error    { return nil }

// NewCSV writes CSV (RFC 4180, lines ended by LF), which begins with the names of its
// columns. A raw one is for machines: its cells are as they are.
func NewCSV[R Row](to io.Writer, columns []hearsay.Column, raw bool) (Writer[R], error) {
	w := csv.NewWriter(to)
	names := make([]string, 0, len(columns))
	for _, c := range columns {
		names = append(names, c.Name)
	}
	return &commas[R]{w, raw}, w.Write(names)
}

type commas[R Row] struct {
	w   *csv.Writer
	raw bool
}

func (c *commas[R]) Add(row R) error {
	cells := row.Cells()
	if !c.raw {
		for i, cell := range cells {
			cells[i] = Harmless(cell)
		}
	}
	return c.w.Write(cells)
}

func (c *commas[R]) Close() error {
	c.w.Flush()
	return c.w.Error()
}

// Harmless is a cell that no spreadsheet takes for a formula: a page decides what
// its headline begins with, and "=HYPERLINK(…)" would run where it is opened
// (CWE-1236). The apostrophe is the mark that spreadsheets know for text. NUL, which
// ends the file for some of them, becomes U+FFFD.
func Harmless(cell string) string {
	cell = strings.ReplaceAll(cell, "\x00", string(utf8.RuneError))
	if cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", first(cell)) {
		return "'" + cell
	}
	return cell
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// groupBytes is about how much text a row group of Parquet holds before it is
// written out: what a reader must hold, too.
const groupBytes = 32 << 20

// NewParquet writes Parquet: columns are the fields of R by their parquet tags. Size
// says about how many bytes a row takes; a row group holds 32 MB of rows.
func NewParquet[R any](to io.Writer, size func(R) int) Writer[R] {
	return &parquetFile[R]{w: parquet.NewGenericWriter[R](to, parquet.Compression(&parquet.Zstd)), size: size}
}

type parquetFile[R any] struct {
	w    *parquet.GenericWriter[R]
	size func(R) int
	held int
}

func (p *parquetFile[R]) Add(row R) error {
	if _, err := p.w.Write([]R{row}); err != nil {
		return fmt.Errorf("write Parquet: %w", err)
	}
	if p.held += p.size(row); p.held < groupBytes {
		return nil
	}
	p.held = 0
	return p.w.Flush()
}

func (p *parquetFile[R]) Close() error { return p.w.Close() }
