// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/internal/onpostgres"
)

func TestMain(m *testing.M) { os.Exit(onpostgres.Run(m)) }

// TestOnPostgres says whether the tests of this package were run on PostgreSQL. ./check
// runs them on both.
func TestOnPostgres(t *testing.T) {
	if !onpostgres.Is() {
		t.Skip("HEARSAY_POSTGRES names no server: these tests ran on SQLite alone")
	}
}

// named writes a list of files as the folder of such a library has it.
func named(files string) string { return strings.ReplaceAll(files, "facts.sqlite", onpostgres.Facts()) }

// alter runs statements on the database of a library, behind the back of store.
func alter(t *testing.T, dir string, statements ...string) {
	t.Helper()
	if onpostgres.Is() {
		onpostgres.Alter(t, dir, statements...)
		return
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "facts.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}
