// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/jackc/pgx/v5/stdlib"

	"hearsay"
)

// pgConnector makes connections to PostgreSQL that take this package's SQL.
type pgConnector struct{ driver.Connector }

// Connect is of driver.Connector.
func (c pgConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, unconnected(err)
	}
	std, ok := conn.(*stdlib.Conn)
	if !ok {
		return nil, errors.Join(errors.New("connect to PostgreSQL: another driver than expected"), conn.Close())
	}
	return pgConn{std}, nil
}

// unconnected says what to do about a server that cannot be had.
func unconnected(err error) error {
	advice := "see that it runs and can be reached from here"
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case hasState(err, statePassword), hasState(err, stateNoUser):
		advice = "see that user and password are right and may come from here: ~/.pgpass, PGPASSWORD, or a service file"
	case hasState(err, stateNoDatabase):
		advice = "make the database with createdb, or name another"
	}
	return &connectError{fmt.Sprintf("connect to PostgreSQL, as %s says: %s; %s", PostgresVariable, inOneLine(err.Error()), advice), err}
}

// inOneLine takes lines together, each once: hosts that are tried with TLS and without
// mostly answer the same.
func inOneLine(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return strings.Replace(strings.Join(lines, ", "), ":, ", ": ", 1)
}

// connectError tells another's error in one line. It is of kind hearsay.ErrAway.
type connectError struct {
	text string
	err  error
}

func (e *connectError) Error() string { return e.text }

func (e *connectError) Unwrap() []error { return []error{hearsay.ErrAway, e.err} }

// pgConn writes statements as PostgreSQL has them before it passes them on.
type pgConn struct{ *stdlib.Conn }

// PrepareContext is of driver.ConnPrepareContext.
func (c pgConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	return c.Conn.PrepareContext(ctx, forPostgres(query))
}

// ExecContext is of driver.ExecerContext.
func (c pgConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	return c.Conn.ExecContext(ctx, forPostgres(query), args)
}

// QueryContext is of driver.QueryerContext.
func (c pgConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	return c.Conn.QueryContext(ctx, forPostgres(query), args)
}

// CheckNamedValue is of driver.NamedValueChecker. A text of PostgreSQL holds neither NUL nor what is no UTF-8; both become U+FFFD.
func (c pgConn) CheckNamedValue(v *driver.NamedValue) error {
	value, err := driver.DefaultParameterConverter.ConvertValue(v.Value)
	if text, ok := value.(string); ok {
		value = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", "\uFFFD"), "\uFFFD")
	}
	v.Value = value
	return err
}

// forPostgres writes a statement of this package as PostgreSQL has it: "?" and "?2" become
// "$1" and "$2", x'00' becomes '\x00', and which index to take is left to the planner.
func forPostgres(query string) string {
	var out strings.Builder
	out.Grow(len(query) + 16)
	last := 0 // highest number of a parameter
	for i := 0; i < len(query); {
		switch c := query[i]; {
		case c == '?':
			digits := i + 1
			for digits < len(query) && '0' <= query[digits] && query[digits] <= '9' {
				digits++
			}
			n, err := strconv.Atoi(query[i+1 : digits])
			if err != nil {
				n = last + 1
			}
			last = max(last, n)
			out.WriteString("$" + strconv.Itoa(n))
			i = digits
		case c == 'x' && strings.HasPrefix(query[i:], "x'") && !inWord(query, i):
			end := i + 2 + strings.IndexByte(query[i+2:], '\'') + 1
			out.WriteString(`'\x` + query[i+2:end] + `::bytea`)
			i = end
		case c == '\'' || c == '"':
			end := i + 1 + strings.IndexByte(query[i+1:], c) + 1
			out.WriteString(query[i:end])
			i = end
		case c == 'i' && strings.HasPrefix(query[i:], "indexed by ") && !inWord(query, i):
			i += len("indexed by ")
			for i < len(query) && !unicode.IsSpace(rune(query[i])) {
				i++
			}
		default:
			out.WriteByte(c)
			i++
		}
	}
	return out.String()
}

// inWord reports whether what begins at a place of a statement goes on from before.
func inWord(query string, at int) bool {
	return at > 0 && (query[at-1] == '_' || query[at-1] >= 'a' && query[at-1] <= 'z')
}
