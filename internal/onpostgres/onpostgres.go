// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package onpostgres runs the tests of a package on PostgreSQL when HEARSAY_POSTGRES names
// a server: every library that they make keeps its facts in a database which is there for
// that run alone.
package onpostgres

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"hearsay/store"
)

// ours begins the names of databases for one run.
const ours = "hearsay_test_"

// Is reports whether the tests run on PostgreSQL.
func Is() bool { return os.Getenv(store.PostgresVariable) != "" }

// Run runs the tests, for TestMain, and returns the code to exit with.
func Run(m *testing.M) int {
	server := os.Getenv(store.PostgresVariable)
	if server == "" || strings.Contains(server, ours) { // or a test that runs itself
		return m.Run()
	}
	end, err := own(context.Background(), server)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", store.PostgresVariable, err)
		return 1
	}
	defer end()
	return m.Run()
}

// own makes a database for the run, and names it in the environment.
func own(ctx context.Context, server string) (end func(), err error) {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprint(ours, os.Getpid())
	if _, err := conn.Exec(ctx, `create database `+name); err != nil {
		return nil, err
	}
	address, err := url.Parse(server)
	if err != nil {
		return nil, err
	}
	address.Path = "/" + name
	return func() {
		_, err := conn.Exec(ctx, `drop database `+name+` with (force)`)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}, os.Setenv(store.PostgresVariable, address.String())
}

// Facts is the file of the facts in a library's folder, or the one that says where they are.
func Facts() string {
	if Is() {
		return store.PlaceName
	}
	return store.FactsName
}

// Alter runs statements on the facts of a library, behind the back of store.
func Alter(t testing.TB, dir string, statements ...string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, Facts()))
	if err != nil {
		t.Fatal(err)
	}
	var place struct {
		Schema string
		Facts  int
	}
	if err := json.Unmarshal(data, &place); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(context.Background(), os.Getenv(store.PostgresVariable))
	if err != nil {
		t.Fatal(err)
	}
	blob := regexp.MustCompile(`\bx'([0-9a-f]*)'`)
	defer conn.Close(context.Background())
	for _, s := range append([]string{fmt.Sprintf("set search_path = %s_%d", place.Schema, place.Facts)}, statements...) {
		if _, err := conn.Exec(context.Background(), blob.ReplaceAllString(s, `'\x$1'::bytea`)); err != nil {
			t.Fatal(err)
		}
	}
}

// Skip skips a test that is about the files of SQLite, or about what PostgreSQL refuses.
func Skip(t testing.TB, why string) {
	t.Helper()
	if Is() {
		t.Skip("on PostgreSQL: " + why)
	}
}
