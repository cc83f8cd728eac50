// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package admit_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"hearsay"
	"hearsay/account"
	"hearsay/admit"
	"hearsay/store"
)

// newGate makes one to a library without users, and returns its clock.
func newGate(t *testing.T, provider *admit.Provider) (*admit.Gate, *time.Time) {
	t.Helper()
	accounts, err := store.OpenAccounts(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { accounts.Close() })
	clock := time.Now()
	return admit.New(accounts, admit.Options{Now: func() time.Time { return clock }, Provider: provider}), &clock
}

func TestLastAdmin(t *testing.T) {
	g, _ := newGate(t, nil)
	for name, role := range map[string]account.Role{"ada": account.Administrator, "ben": account.Reader} {
		if _, err := g.AddKnown(t.Context(), name, role, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.SetRole(t.Context(), "ada", account.Editor); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("the last admin is an editor: %v", err)
	}
	if err := g.RemoveUser(t.Context(), "ada"); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("the last admin is gone: %v", err)
	}
	if err := g.SetRole(t.Context(), "ben", account.Administrator); err != nil {
		t.Error(err)
	}
	if err := g.RemoveUser(t.Context(), "ADA"); err != nil {
		t.Error(err)
	}
	if err := g.RemoveUser(t.Context(), "nobody"); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("nobody is removed: %v", err)
	}
}

// TestRemovedUser: sessions and tokens go with their user, and a new one of the same
// name has none of them.
func TestRemovedUser(t *testing.T) {
	g, _ := newGate(t, nil)
	u, err := g.AddUser(t.Context(), "ada", account.Editor, "a sentence, long enough")
	if err != nil {
		t.Fatal(err)
	}
	in, err := g.LogIn(t.Context(), admit.Try{Name: "ada", Password: "a sentence, long enough"})
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := g.AddToken(t.Context(), u, admit.Wish{Name: "x", Scopes: account.SetOf(account.Read)})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.RemoveUser(t.Context(), "ada"); err != nil {
		t.Fatal(err)
	}
	again, err := g.AddKnown(t.Context(), "ada", account.Reader, "", "")
	if err != nil || again.ID == u.ID {
		t.Errorf("the number of a removed user is given again: %v", err)
	}
	if _, err := g.BySession(t.Context(), in); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("session of a removed user: %v", err)
	}
	if _, err := g.ByToken(t.Context(), token); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("token of a removed user: %v", err)
	}
}

// TestReset: whoever had got hold of an account is out.
func TestReset(t *testing.T) {
	g, _ := newGate(t, nil)
	u, err := g.AddUser(t.Context(), "ada", account.Editor, "a sentence, long enough")
	if err != nil {
		t.Fatal(err)
	}
	in, err := g.LogIn(t.Context(), admit.Try{Name: "ada", Password: "a sentence, long enough"})
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := g.AddToken(t.Context(), u, admit.Wish{Name: "x", Scopes: account.SetOf(account.Read)})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Reset(t.Context(), "ada", "another sentence, as long"); err != nil {
		t.Fatal(err)
	}
	if _, err := g.BySession(t.Context(), in); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("the session goes on: %v", err)
	}
	if _, err := g.ByToken(t.Context(), token); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("the token goes on: %v", err)
	}
	if _, err := g.LogIn(t.Context(), admit.Try{Name: "ada", Password: "a sentence, long enough"}); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("the old password is taken: %v", err)
	}
}

// TestWeakHashIsMadeAnew: a password that was hashed at less cost is hashed at today's when its
// owner logs in.
func TestWeakHashIsMadeAnew(t *testing.T) {
	dir := t.TempDir()
	accounts, err := store.OpenAccounts(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer accounts.Close()
	u := account.User{Name: "ada", Role: account.Reader, Password: "$argon2id$v=19$m=64,t=1,p=1$18CKIWJAspZO/8Ye81bpxQ$jC27o29YFWPyOOZRlS2h7A"}
	if err := accounts.AddUser(t.Context(), &u); err != nil {
		t.Fatal(err)
	}
	g := admit.New(accounts, admit.Options{Now: time.Now})
	for range 2 {
		if _, err := g.LogIn(t.Context(), admit.Try{Name: "ada", Password: "the harbour is closed"}); err != nil {
			t.Fatal(err)
		}
	}
	if u, err = accounts.UserNamed(t.Context(), "ada"); err != nil || u.Password.Weak() {
		t.Errorf("the hash is %s, %v", u.Password, err)
	}
}

// TestAccountsFile: nobody else on the machine can read it, nor what the engine puts beside it.
func TestAccountsFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have no modes there")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "accounts.sqlite")
	if err := os.WriteFile(path, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	accounts, err := store.OpenAccounts(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer accounts.Close()
	u := account.User{Name: "ada", Role: account.Reader}
	if err := accounts.AddUser(t.Context(), &u); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) < 2 {
		t.Fatal(entries, err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", e.Name(), info.Mode(), err)
		}
	}
	if _, err := store.OpenAccounts(t.Context(), filepath.Join(dir, "none")); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("accounts of no library: %v", err)
	}
}
