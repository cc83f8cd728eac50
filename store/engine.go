// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"
)

// engine is the database that keeps facts. Nearly all SQL of this package is common to
// both; what one of them says otherwise is said here, and of the full text in words.go.
type engine int

const (
	inSQLite engine = iota
	inPostgres
)

// numbers is a table of the numbers, in its column value, that a JSON array holds.
func (e engine) numbers(array string) string {
	if e == inPostgres {
		return `(select cast(value as bigint) as value from json_array_elements_text(cast(cast(` + array + ` as text) as json)) as value)`
	}
	return `json_each(` + array + `)`
}

// texts is numbers for texts.
func (e engine) texts(array string) string {
	if e == inPostgres {
		return `json_array_elements_text(cast(cast(` + array + ` as text) as json)) as value`
	}
	return `json_each(` + array + `)`
}

// below holds for articles whose story lies between two addresses. An index of PostgreSQL
// has only the beginning of a long one.
func (e engine) below() string {
	if e == inPostgres {
		return `left(story, 500) >= left(?1, 500) and left(story, 500) <= left(?2, 500) and story >= ?1 and story < ?2`
	}
	return `story >= ?1 and story < ?2`
}

// year is the year in UTC of a column of Unix seconds.
func (e engine) year(column string) string {
	if e == inPostgres {
		return `to_char(to_timestamp(` + column + `) at time zone 'UTC', 'YYYY')`
	}
	return `strftime('%Y', ` + column + `, 'unixepoch')`
}

// countTables counts the tables of a database.
func (e engine) countTables() string {
	if e == inPostgres {
		return `select count(*) from pg_tables where schemaname = current_schema()`
	}
	return `select count(*) from sqlite_schema`
}

// hasTable reports whether there is a table.
func (e engine) hasTable(ctx context.Context, db queryer, name string) (has bool, err error) {
	query := `select exists (select 1 from sqlite_schema where name = ?)`
	if e == inPostgres {
		query = `select to_regclass(cast(? as text)) is not null`
	}
	err = db.QueryRowContext(ctx, query, name).Scan(&has)
	return has, err
}

// moment is how a transaction begins that sees one state of the library.
func (e engine) moment() *sql.TxOptions {
	if e == inPostgres {
		return &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
	}
	return &sql.TxOptions{ReadOnly: true}
}

// noTable reports whether an error says that a table is not there.
func noTable(err error) bool {
	return hasCode(err, codeNoSuchTable) || hasState(err, stateNoTable)
}

// inTurn makes transactions wait for each other that read before they write. SQLite does
// so by itself, as they begin.
func (e engine) inTurn(ctx context.Context, tx *sql.Tx, what string) error {
	if e != inPostgres {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `select pg_advisory_xact_lock(?)`, lockNumber(what)); err != nil {
		return fmt.Errorf("wait for other writers: %w", err)
	}
	return nil
}
