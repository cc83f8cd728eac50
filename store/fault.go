// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"hearsay"
)

// The result codes of SQLite that mean damage or a full disk (sqlite.org/rescode.html). Others,
// such as "locked" and "cannot open", are accidents of the machine: nobody should
// rebuild a library for them.
const (
	codeNoSuchTable = 1 // and every other mistake in a statement
	codeCorrupt     = 11
	codeFull        = 13
	codeShmSize     = 10 | 19<<8 // no room for what readers and writers share
	codeNoDatabase  = 26
)

// The same of PostgreSQL (postgresql.org/docs/current/errcodes-appendix.html).
const (
	stateNoTable      = "42P01"
	stateForbidden    = "42501"
	stateNoDatabase   = "3D000"
	stateNoUser       = "28000" // or one who may not come from here
	statePassword     = "28P01"
	stateDiskFull     = "53100"
	stateCorrupt      = "XX001" // of data
	stateIndexCorrupt = "XX002"
)

// fault gives an error of the database its kind.
func fault(err error) error {
	switch {
	case err == nil || errors.Is(err, hearsay.ErrCorrupt):
		return err
	case hasCode(err, codeCorrupt), hasCode(err, codeNoDatabase), hasState(err, stateCorrupt), hasState(err, stateIndexCorrupt):
		return fmt.Errorf("%w: %w; run hearsay rebuild", hearsay.ErrCorrupt, err)
	case hasCode(err, codeFull), hasCode(err, codeShmSize), hasState(err, stateDiskFull):
		return fmt.Errorf("%w: %w", syscall.ENOSPC, err)
	}
	return err
}

// hasCode reports whether SQLite gave the code; its upper bits tell causes apart,
// and count when the code has them.
func hasCode(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code() == code || e.Code()&0xff == code)
}

// hasState reports whether PostgreSQL gave the state.
func hasState(err error, state string) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == state
}
