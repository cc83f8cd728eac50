// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay"
)

// Fields are what a column can mean, in the order in which they are shown.
var Fields = []string{"text", "html", "title", "url", "outlet", "date", "language", "id"}

// Columns says which column gives which field: field → column. A field without
// a column is not given; empty columns mean that rows are read as they are.
type Columns map[string]string

// otherNames are names that columns have for fields, besides those themselves.
var otherNames = map[string][]string{
	"text":     {"body", "content", "fulltext", "full_text", "article", "article_text", "maintext"},
	"title":    {"headline", "heading"},
	"url":      {"link", "address", "uri", "permalink"},
	"outlet":   {"series", "source", "publisher", "publication", "site", "media_name", "newspaper"},
	"date":     {"published", "pubdate", "pub_date", "publish_date", "date_publish", "published_at", "datetime", "timestamp"},
	"language": {"lang"},
	"id":       {"guid", "doc_id", "article_id"},
}

// guess finds the columns that are named as a field or like one.
func guess(names []string) Columns {
	out := Columns{}
	find := func(want string) (string, bool) {
		i := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(strings.TrimSpace(n), want) })
		if i < 0 {
			return "", false
		}
		return names[i], true
	}
	for _, field := range Fields {
		for _, want := range append([]string{field}, otherNames[field]...) {
			if name, ok := find(want); ok {
				out[field] = name
				break
			}
		}
	}
	return out
}

// plain reports whether columns are the fields that rows are read by anyway.
func (c Columns) plain() bool {
	for field, column := range c {
		if !strings.EqualFold(field, column) && !(field == "outlet" && strings.EqualFold(column, "series")) {
			return false
		}
	}
	return true
}

// check refuses fields that there are not. Error: ErrInvalid.
func (c Columns) check() error {
	for field := range c {
		if !slices.Contains(Fields, field) {
			return fmt.Errorf("columns: there is no field %q: %w", field, hearsay.ErrInvalid)
		}
	}
	if c["text"] == "" && c["html"] == "" {
		return fmt.Errorf("columns: say which column holds the text: %w", hearsay.ErrInvalid)
	}
	return nil
}

// rowFile is a file of rows with named columns. Rows are counted from 1, as the
// lines of a JSONL file are; the line with the names of a CSV file is not one.
type rowFile struct {
	names []string
	next  func() ([]cell, error) // io.EOF at the end; a *rowError may be passed over
	close func() error
}

// cell is a value of a row under its column.
type cell struct{ column, value string }

// rowError is a row that cannot be read, though those behind it can.
type rowError struct{ reason string }

func (e *rowError) Error() string { return e.reason }

// maxRow bounds a line, in bytes.
const maxRow = 32 << 20

// columns opens what was received as rows; nil without an error when it is no
// file of rows.
func (d *Desk) columns(s *Status) (*rowFile, error) { return openRows(d.file(s)) }

// openRows opens a file as rows, by its ending; nil for any other.
func openRows(path string) (*rowFile, error) {
	var open func(*os.File) (*rowFile, error)
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv", ".tsv":
		open = csvRows
	case ".jsonl", ".ndjson":
		open = jsonRows
	default:
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	rows, err := open(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	rows.close = f.Close
	return rows, nil
}

// csvRows reads values between commas, semicolons or tabs, whichever the first
// line has most of, under the names in the first line.
func csvRows(f *os.File) (*rowFile, error) {
	b := bufio.NewReaderSize(f, 1<<16)
	if mark, _ := b.Peek(3); string(mark) == "\ufeff" {
		b.Discard(3) // cannot fail: it was just seen
	}
	head, _ := b.Peek(1 << 14)
	first, _, _ := bytes.Cut(head, []byte("\n"))
	r := csv.NewReader(b)
	r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = true, -1, false
	for _, comma := range []rune{'\t', ';'} {
		if bytes.Count(first, []byte(string(comma))) > bytes.Count(first, []byte(string(r.Comma))) {
			r.Comma = comma
		}
	}
	names, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("read the names of the columns: %w: %w", err, hearsay.ErrInvalid)
	}
	return &rowFile{names: names, next: func() ([]cell, error) {
		values, err := r.Read()
		var bad *csv.ParseError
		switch {
		case errors.As(err, &bad):
			return nil, &rowError{fmt.Sprintf("line %d: %v", bad.Line, bad.Err)}
		case err != nil:
			return nil, err
		}
		var out []cell
		for i, v := range values {
			if i < len(names) {
				out = append(out, cell{names[i], v})
			}
		}
		return out, nil
	}}, nil
}

// seenRows is how many rows of JSON are looked at for the names of columns.
const seenRows = 20

// jsonRows reads an object a line. The columns are those of the first rows.
func jsonRows(f *os.File) (*rowFile, error) {
	r := lineReader(f)
	rows := &rowFile{next: r.row}
	for range seenRows {
		row, err := r.row()
		if err != nil {
			var bad *rowError
			if errors.As(err, &bad) {
				continue
			}
			break
		}
		for _, c := range row {
			if !slices.Contains(rows.names, c.column) {
				rows.names = append(rows.names, c.column)
			}
		}
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	rows.next = lineReader(f).row
	return rows, nil
}

// lines reads a file line by line.
type lines struct{ s *bufio.Scanner }

func lineReader(r io.Reader) lines {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 1<<16), maxRow)
	return lines{s}
}

// row reads the next object. An empty line is an empty row.
func (l lines) row() ([]cell, error) {
	if !l.s.Scan() {
		if err := l.s.Err(); err != nil {
			return nil, fmt.Errorf("read rows: %w", err)
		}
		return nil, io.EOF
	}
	line := bytes.TrimSpace(bytes.TrimPrefix(l.s.Bytes(), []byte("\ufeff")))
	if len(line) == 0 {
		return nil, nil
	}
	return cells(line)
}

// cells reads an object of JSON in the order in which it is written.
func cells(line []byte) ([]cell, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, &rowError{"not an object of JSON"}
	}
	var out []cell
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, &rowError{"not valid JSON: " + err.Error()}
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, &rowError{"not valid JSON: " + err.Error()}
		}
		out = append(out, cell{fmt.Sprint(name), scalarText(value)})
	}
	return out, nil
}

// scalarText is a value as text: a string without its marks, all else as written.
func scalarText(value json.RawMessage) string {
	var s string
	if json.Unmarshal(value, &s) == nil {
		return s
	}
	return string(value)
}

// fields writes a row as the object that the library reads, by the columns given;
// those that mean nothing stay in it under their own names.
func (c Columns) fields(row []cell) map[string]string {
	out := make(map[string]string, len(row))
	for _, v := range row {
		if !slices.ContainsFunc(Fields, func(f string) bool { return strings.EqualFold(f, v.column) }) && !strings.EqualFold(v.column, "series") {
			out[v.column] = v.value
		}
	}
	for field, column := range c {
		for _, v := range row {
			if v.column == column {
				out[field] = v.value
			}
		}
	}
	return out
}
