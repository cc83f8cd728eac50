// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hearsay"
	"hearsay/internal/durable"
	"hearsay/table"
	"hearsay/wire"
)

// writeFormat calls write with standard output or a file for some format. What could
// steer a terminal is written in the format's own way for it, so that nothing is lost,
// or left out where it has none; Parquet and raw tables are as they are.
func (p *program) writeFormat(path, format string, raw bool, write func(io.Writer) error) error {
	through := func(to io.Writer) io.Writer {
		switch format {
		case "parquet", "warc":
			return to
		case "jsonl", "csl", "webannotation", "prov-json":
			return &plainWriter{to: to, instead: func(r rune) string { return fmt.Sprintf(`\u%04x`, r) }}
		case "graphml", "gexf":
			return &plainWriter{to: to, instead: func(r rune) string { return fmt.Sprintf("&#x%X;", r) }}
		}
		if raw {
			return to
		}
		return &plainWriter{to: to}
	}
	if path == "" {
		return buffered(through(p.plain), write)
	}
	return replaceFile(path, func(to io.Writer) error { return write(through(to)) })
}

// replaceFile calls write with a file that takes its name when all is written and on
// disk: whatever goes wrong, no half file is there, and one of before stays.
func replaceFile(path string, write func(io.Writer) error) error {
	return replacePath(path, func(part string) error {
		f, err := os.OpenFile(part, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return cmp.Or(buffered(f, write), f.Close())
	})
}

// replacePath is replaceFile for what is written by its path, which is there and empty.
func replacePath(path string, write func(part string) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return usage("--out %s: that is no file; without --out, all goes to standard output", path)
	}
	part := fmt.Sprintf("%s.%d.part", path, os.Getpid())
	f, err := os.Create(part)
	if err != nil {
		return err
	}
	if err = write(part); err == nil {
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

// isFolder says whether --out means a folder.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir() || strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator))
}

// writeFolder writes a table into a folder, with datapackage.json beside it, which
// comes last: a folder that has it is whole.
func (e *export) writeFolder(kind exportKind) error {
	if err := os.MkdirAll(e.c.out, 0o755); err != nil {
		return err
	}
	about := filepath.Join(e.c.out, "datapackage.json")
	if err := os.Remove(about); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if kind.name == "derivations" && e.c.format == "csv" {
		resources, err := e.writeGraphTables()
		if err != nil {
			return err
		}
		return e.describe(about, resources)
	}
	file := kind.name + "." + e.c.format
	err := e.p.writeFormat(filepath.Join(e.c.out, file), e.c.format, e.c.raw, func(to io.Writer) error {
		e.to = to
		return kind.run(e)
	})
	if err != nil {
		return err
	}
	return e.describe(about, []table.Resource{{Name: kind.name, Path: file, Format: e.c.format, Says: e.done, Columns: kind.columnsOf(e.c.format)}})
}

// columnsOf are the columns in a format: JSON and Parquet have what does not fit into a cell.
func (k exportKind) columnsOf(format string) []hearsay.Column {
	columns := k.columns()
	switch {
	case format == "csv":
	case k.name == "articles":
		columns = append(columns, wire.TextColumn("text", "of the article; offsets are code points of it"))
	case k.name == "quotations" && format == "jsonl":
		columns = wire.SaidFields()
	case k.name == "derivations":
		columns[len(columns)-1].Type = hearsay.ListColumn
	}
	return columns
}

// isTable says whether a format has rows whose columns can be described.
func isTable(format string) bool { return format == "csv" || format == "jsonl" || format == "parquet" }

// describe writes datapackage.json.
func (e *export) describe(path string, resources []table.Resource) error {
	says := "Written by hearsay export, of one library and one moment. " + e.done + "."
	if e.missing != "" {
		says += " Not complete: " + e.missing
	}
	if e.c.format == "csv" && !e.c.raw {
		says += " A cell that a spreadsheet could take for a formula has an apostrophe before it."
	}
	b, err := table.Package("hearsay-"+e.c.what, says, resources)
	if err != nil {
		return err
	}
	return replaceFile(path, func(w io.Writer) error {
		_, err := w.Write(append(b, '\n'))
		return err
	})
}
