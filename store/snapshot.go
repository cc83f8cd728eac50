// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay"
)

// SnapshotTable is a table of a [Snapshot].
type SnapshotTable struct {
	Name    string
	Says    string // what a row is, for people
	Columns []hearsay.Column
	Key     []string    // columns of the primary key
	Refs    []Reference // each has an index, too
	Indexes []string    // columns to be found by
}

// Reference says that the values of a column are keys of a table, or null.
type Reference struct{ Column, Table string }

// Snapshot is a database that is written once, for others to read: plain tables that
// describe themselves, in the tables "tables" and "columns". The same rows give the same
// bytes. It is for one goroutine.
type Snapshot struct {
	db     *sql.DB
	tx     *sql.Tx
	tables []SnapshotTable
	insert map[string]*sql.Stmt
	rows   map[string]int
}

// snapshotPragmas: nobody reads it before it is whole, and its maker renames it then, so
// there is nothing to roll back to.
var snapshotPragmas = []string{"journal_mode(off)", "synchronous(off)", "locking_mode(exclusive)", "cache_size(-32768)"}

// NewSnapshot makes a database in a file that is there and empty. Close must be called.
func NewSnapshot(ctx context.Context, path string, tables []SnapshotTable) (*Snapshot, error) {
	db, err := sql.Open("sqlite", dsn(path, url.Values{"mode": {"rw"}, "_pragma": snapshotPragmas}))
	if err != nil {
		return nil, fmt.Errorf("make snapshot %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	s := &Snapshot{db: db, tables: append(slices.Clone(tables), aboutTables()...), insert: map[string]*sql.Stmt{}, rows: map[string]int{}}
	if err := s.create(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("make snapshot %s: %w", path, fault(err)), s.Close())
	}
	return s, nil
}

// aboutTables say what the others are.
func aboutTables() []SnapshotTable {
	text := func(name, says string) hearsay.Column {
		return hearsay.Column{Name: name, Type: hearsay.TextColumn, Says: says}
	}
	return []SnapshotTable{{
		Name: "tables", Says: "what tables there are", Key: []string{"name"},
		Columns: []hearsay.Column{text("name", "of the table"), {Name: "rows", Type: hearsay.IntegerColumn, Says: "how many it has"}, text("says", "what a row is")},
	}, {
		Name: "columns", Says: "what each column is", Key: []string{"table_name", "name"}, Refs: []Reference{{"table_name", "tables"}},
		Columns: []hearsay.Column{text("table_name", "whose it is"), text("name", "of the column"), text("type", "string, integer, number or boolean (0 or 1)"),
			text("refers_to", "the table whose keys its values are"), text("says", "what it holds")},
	}}
}

func (s *Snapshot) create(ctx context.Context) (err error) {
	if s.tx, err = s.db.BeginTx(ctx, nil); err != nil {
		return err
	}
	for i := range s.tables {
		t := &s.tables[i]
		if _, err := s.tx.ExecContext(ctx, t.definition()); err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(t.Columns)), ", ")
		if s.insert[t.Name], err = s.tx.PrepareContext(ctx, `insert into `+quoted(t.Name)+` values (`+marks+`)`); err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	return nil
}

// definition is the statement that makes the table.
func (t *SnapshotTable) definition() string {
	kinds := map[hearsay.ColumnType]string{hearsay.TextColumn: "text", hearsay.IntegerColumn: "integer", hearsay.NumberColumn: "real", hearsay.TruthColumn: "integer"}
	var lines []string
	for _, c := range t.Columns {
		lines = append(lines, quoted(c.Name)+" "+kinds[c.Type]+t.reference(c.Name))
	}
	key := make([]string, 0, len(t.Key))
	for _, k := range t.Key {
		key = append(key, quoted(k))
	}
	lines = append(lines, "primary key ("+strings.Join(key, ", ")+")")
	return "create table " + quoted(t.Name) + " (\n  " + strings.Join(lines, ",\n  ") + "\n)"
}

func (t *SnapshotTable) reference(column string) string {
	if to := t.refersTo(column); to != "" {
		return " references " + quoted(to)
	}
	return ""
}

func (t *SnapshotTable) refersTo(column string) string {
	for _, r := range t.Refs {
		if r.Column == column {
			return r.Table
		}
	}
	return ""
}

// quoted is a name as SQL has it: some are words of SQL.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// Add adds a row: a string, int, float64, bool or nil for each column. A string has no
// NUL afterwards, at which some readers end: it becomes U+FFFD, so that offsets hold.
func (s *Snapshot) Add(ctx context.Context, table string, row ...any) error {
	insert := s.insert[table]
	if insert == nil {
		return fmt.Errorf("write snapshot: %w: no table %q", hearsay.ErrInvalid, table)
	}
	for i, v := range row {
		if text, ok := v.(string); ok && strings.Contains(text, "\x00") {
			row[i] = strings.ReplaceAll(text, "\x00", string(utf8.RuneError))
		}
	}
	if _, err := insert.ExecContext(ctx, row...); err != nil {
		return fmt.Errorf("write snapshot, table %s: %w", table, fault(err))
	}
	s.rows[table]++
	return nil
}

// Rows is how many rows a table has so far.
func (s *Snapshot) Rows(table string) int { return s.rows[table] }

// Finish describes what was written, makes the indexes and checks that every reference
// leads to a row. Without it, nothing is in the file.
func (s *Snapshot) Finish(ctx context.Context) error {
	if err := s.describe(ctx); err != nil {
		return err
	}
	for i := range s.tables {
		if err := s.index(ctx, &s.tables[i]); err != nil {
			return fmt.Errorf("write snapshot, index of %s: %w", s.tables[i].Name, fault(err))
		}
	}
	if err := s.check(ctx); err != nil {
		return err
	}
	tx := s.tx
	s.tx = nil
	return fault(tx.Commit())
}

func (s *Snapshot) describe(ctx context.Context) error {
	s.rows["tables"] = len(s.tables)
	for i := range s.tables {
		s.rows["columns"] += len(s.tables[i].Columns)
	}
	rows := map[string]int{"tables": s.rows["tables"], "columns": s.rows["columns"]}
	for i := range s.tables {
		t := &s.tables[i]
		n, ok := rows[t.Name]
		if !ok {
			n = s.rows[t.Name]
		}
		if err := s.Add(ctx, "tables", t.Name, n, t.Says); err != nil {
			return err
		}
		for _, c := range t.Columns {
			if err := s.Add(ctx, "columns", t.Name, c.Name, string(c.Type), t.refersTo(c.Name), c.Says); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Snapshot) index(ctx context.Context, t *SnapshotTable) error {
	columns := slices.Clone(t.Indexes)
	for _, r := range t.Refs {
		if r.Column != t.Key[0] {
			columns = append(columns, r.Column)
		}
	}
	for _, c := range columns {
		if _, err := s.tx.ExecContext(ctx, `create index `+quoted(t.Name+"_"+c)+` on `+quoted(t.Name)+` (`+quoted(c)+`)`); err != nil {
			return err
		}
	}
	return nil
}

// check looks for references that lead nowhere.
func (s *Snapshot) check(ctx context.Context) error {
	var table, parent string
	err := s.tx.QueryRowContext(ctx, `select "table", parent from pragma_foreign_key_check`).Scan(&table, &parent)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("check snapshot: %w", fault(err))
	}
	return fmt.Errorf("check snapshot: %w: a row of %s names one of %s that is not there; run hearsay rebuild", hearsay.ErrCorrupt, table, parent)
}

// Close releases the file. What was not finished is no database.
func (s *Snapshot) Close() error {
	for _, stmt := range s.insert {
		stmt.Close() // after the last use: it can tell nothing that matters
	}
	var err error
	if s.tx != nil {
		err = s.tx.Rollback()
	}
	return cmp.Or(err, s.db.Close())
}
