// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/account"
	"hearsay/internal/onpostgres"
	"hearsay/store"
)

// TestNobodySaysWhere: without HEARSAY_POSTGRES nothing is connected to, whatever a folder
// says, and who asks is told what to do.
func TestNobodySaysWhere(t *testing.T) {
	t.Setenv(store.PostgresVariable, "")
	for content, want := range map[string]error{
		`{"format":1,"schema":"hearsay_aaaabbbbcccc2222","facts":0}`:  hearsay.ErrInvalid,
		`{"format":9,"schema":"another"}`:                             hearsay.ErrNewer,
		`{"format":1,"schema":"public; drop table x","facts":0}`:      hearsay.ErrCorrupt,
		`{"format":1,"schema":"hearsay_aaaabbbbcccc2222","facts":-1}`: hearsay.ErrCorrupt,
		`host=elsewhere`: hearsay.ErrCorrupt,
		``:               hearsay.ErrCorrupt,
	} {
		dir := t.TempDir()
		put(t, filepath.Join(dir, "facts.postgres"), []byte(content))
		_, reader := store.Open(t.Context(), dir)
		_, writer := store.OpenWriter(t.Context(), dir)
		_, side := store.OpenAccounts(t.Context(), dir)
		for name, err := range map[string]error{"reader": reader, "writer": writer, "accounts": side} {
			if !errors.Is(err, want) || want == hearsay.ErrInvalid && !strings.Contains(err.Error(), "HEARSAY_POSTGRES=postgres://") {
				t.Errorf("%s, %q: %v, want %v", name, content, err, want)
			}
		}
	}
}

// TestNoPasswordIsTold: whatever is wrong with an address, no error has the password in it.
func TestNoPasswordIsTold(t *testing.T) {
	const secret = "hunter"
	for address, kind := range map[string]error{
		"postgres://ada:hunter2@127.0.0.1:1/news":                     hearsay.ErrAway, // nobody is there
		"postgres://ada@127.0.0.1:1/news?password=hunter2":            hearsay.ErrAway,
		"host=127.0.0.1 port=1 user=ada password=hunter2 dbname=news": hearsay.ErrAway,
		"host=127.0.0.1 port=1 user=ada password='hunter 2'":          nil,
		"postgres://ada:hunter2@127.0.0.1:x/news":                     hearsay.ErrInvalid,
		"postgres://ada:p@hunter2@127.0.0.1:1/news":                   hearsay.ErrInvalid, // @ should be %40
		"postgres://ada:1/hunter2@127.0.0.1/news":                     hearsay.ErrInvalid,
		"postgres://ada:p?hunter2@127.0.0.1:1/news":                   nil,
		"postgres://ada:p#hunter2@127.0.0.1:x/news":                   hearsay.ErrInvalid,
		"mysql://ada:hunter2@127.0.0.1/news":                          hearsay.ErrInvalid,
		"hunter2":                                                     hearsay.ErrInvalid,
		"postgres://ada:hunter2@127.0.0.1:1/news?sslmode=hunter":      hearsay.ErrInvalid,
		"host=127.0.0.1 password=hunter2 port=1 sslmode=perhaps":      hearsay.ErrInvalid,
		"host=127.0.0.1 password = 'hunter2 port=1":                   hearsay.ErrInvalid,
	} {
		t.Setenv(store.PostgresVariable, address)
		dir := t.TempDir()
		put(t, filepath.Join(dir, store.PlaceName), []byte(`{"format":1,"schema":"hearsay_aaaabbbbcccc2222","facts":0}`))
		_, reader := store.Open(t.Context(), dir)
		_, writer := store.OpenWriter(t.Context(), dir)
		_, side := store.OpenAccounts(t.Context(), dir)
		for name, err := range map[string]error{"reader": reader, "writer": writer, "accounts": side} {
			if err == nil || strings.Contains(fmt.Sprintf("%+v", err), secret) || kind != nil && !errors.Is(err, kind) || !strings.Contains(err.Error(), store.PostgresVariable) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s, %s: %v", name, address, err)
			}
		}
	}
}

// TestAnotherDatabase: a folder whose captures are there is not begun anew in a database
// that has nothing of it.
func TestAnotherDatabase(t *testing.T) {
	onPostgres(t)
	dir := folder(t)
	put(t, filepath.Join(dir, "captures", "000001.warc.gz"), []byte("a record"))
	put(t, filepath.Join(dir, store.PlaceName), []byte(`{"format":1,"schema":"hearsay_aaaabbbbcccc2222","facts":0}`))
	_, reader := store.Open(t.Context(), dir)
	_, writer := store.OpenWriter(t.Context(), dir)
	for _, err := range []error{reader, writer} {
		mustSay(t, err, hearsay.ErrCorrupt, "name the one in which the library was made")
	}
}

// TestPlaceHoldsNoAddress: a library's folder does not say who logs in where.
func TestPlaceHoldsNoAddress(t *testing.T) {
	onPostgres(t)
	data, err := os.ReadFile(filepath.Join(folder(t), "facts.postgres"))
	if err != nil || strings.ContainsAny(string(data), "/@") || strings.Contains(string(data), "host") {
		t.Errorf("%q, %v", data, err)
	}
}

func onPostgres(t *testing.T) {
	t.Helper()
	if !onpostgres.Is() {
		t.Skip("HEARSAY_POSTGRES names no server")
	}
}

// TestLostTurn: a writer whose lock was lost with its connection commits nothing more once
// another has written.
func TestLostTurn(t *testing.T) {
	onPostgres(t)
	dir := folder(t)
	w := openWriter(t, dir)
	defer w.Close()
	onpostgres.Alter(t, dir, `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`)
	var other *store.Writer
	for range 50 { // until the server has done so
		var err error
		if other, err = store.OpenWriter(t.Context(), dir); err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if other == nil {
		t.Fatal("the lock is held still")
	}
	defer other.Close()
	mustSay(t, w.Apply(t.Context(), batchOf(row("late", nil))), hearsay.ErrConflict, "do it again")
	if err := other.Apply(t.Context(), batchOf(row("c", nil))); err != nil {
		t.Error(err)
	}
	if _, n, err := other.Latest(t.Context(), 0, 0); err != nil || n != 3 {
		t.Errorf("%d articles, %v", n, err)
	}
}

// TestManyChangeAccounts: who reads before it writes does so alone, whatever process it
// is: of many first admins, one is.
func TestManyChangeAccounts(t *testing.T) {
	onPostgres(t)
	dir := folder(t)
	var wait sync.WaitGroup
	results := make([]error, 4)
	for i := range results {
		wait.Go(func() {
			a, err := store.OpenAccounts(t.Context(), dir)
			if err == nil {
				err = errors.Join(a.AddFirstAdmin(t.Context(), &account.User{Name: string(rune('a' + i))}), a.Close())
			}
			results[i] = err
		})
	}
	wait.Wait()
	made := 0
	for _, err := range results {
		if err == nil {
			made++
		} else if !errors.Is(err, hearsay.ErrConflict) {
			t.Error(err)
		}
	}
	if made != 1 {
		t.Errorf("%d first admins", made)
	}
}

// TestBackupSaysWhat: what PostgreSQL's own programs do is theirs.
func TestBackupSaysWhat(t *testing.T) {
	onPostgres(t)
	err := open(t, folder(t)).Freeze(t.Context(), func(*store.Frozen) error { return nil })
	mustSay(t, err, hearsay.ErrInvalid, "pg_dump --schema='hearsay_")
}

// TestSignsOfNoDatabase: text that PostgreSQL cannot have as it is harms no batch.
func TestSignsOfNoDatabase(t *testing.T) {
	long := strings.Repeat("straße/", 1000)
	a := row("odd", func(a *hearsay.Article) {
		a.Headline, a.URL, a.Text = "No\x00sign", "https://gull.example/"+long, "Text\x00 with \xff."+long
		a.Outlet.Name = "Gull " + long
	})
	s := library(t, batchOf(a, row("plain", nil)))
	got, err := s.Facts(t.Context(), a.Article.ID)
	if err != nil || got.Text != a.Article.Text || got.Outlet.Name != a.Article.Outlet.Name {
		t.Fatalf("%v", err)
	}
	if briefs, err := s.ByURL(t.Context(), a.Article.URL); err != nil || len(briefs) != 1 {
		t.Errorf("%v, %v", briefs, err)
	}
	if below, err := s.Below(t.Context(), "https://gull.example/"+long[:3000], 9); err != nil || len(below) != 1 {
		t.Errorf("%v, %v", below, err)
	}
}
