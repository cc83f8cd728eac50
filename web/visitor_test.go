// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"hearsay/account"
	"hearsay/admit"
	"hearsay/store"
	"hearsay/web"
)

// shared is a library that several use: a site with accounts, and what tests need to use it.
type shared struct {
	*testing.T
	http.Handler
	accounts *store.Accounts
	gate     *admit.Gate
	clock    time.Time
	log      bytes.Buffer
}

// newShared makes one over an engine. The clock stands still until a test moves it.
func newShared(t *testing.T, engine web.Engine, change func(*web.Options)) *shared {
	t.Helper()
	dir := t.TempDir()
	accounts, err := store.OpenAccounts(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { accounts.Close() })
	s := &shared{T: t, accounts: accounts, clock: time.Now().Truncate(time.Second)}
	s.gate = admit.New(accounts, admit.Options{Now: s.now})
	opt := web.Options{Gate: s.gate, Log: slog.New(slog.NewTextHandler(&s.log, nil))}
	if change != nil {
		change(&opt)
	}
	s.Handler = web.New(engine, opt)
	return s
}

func (s *shared) now() time.Time { return s.clock }

// user adds somebody without a password and logs them in.
func (s *shared) user(name string, role account.Role) (account.User, account.Secret) {
	s.Helper()
	u, err := s.gate.AddKnown(s.Context(), name, role, "", "")
	if err != nil {
		s.Fatal(err)
	}
	return u, s.session(u)
}

func (s *shared) session(u account.User) account.Secret {
	s.Helper()
	secret := account.NewSecret()
	if err := s.accounts.AddSession(s.Context(), account.Session{Digest: secret.Digest(), User: u.ID, Made: s.clock, Seen: s.clock}); err != nil {
		s.Fatal(err)
	}
	return secret
}

func (s *shared) token(u account.User, scopes ...account.Right) account.Secret {
	s.Helper()
	_, secret, err := s.gate.AddToken(s.Context(), u, admit.Wish{Name: "a test", Scopes: account.SetOf(scopes...)})
	if err != nil {
		s.Fatal(err)
	}
	return secret
}

// request is one of a client on this machine.
func (s *shared) request(method, address string, form url.Values) *http.Request {
	r := httptest.NewRequestWithContext(s.Context(), method, address, strings.NewReader(form.Encode()))
	r.Host, r.RemoteAddr = "127.0.0.1:8117", "127.0.0.1:50000"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return r
}

func (s *shared) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// as gives a request the secret of a session, a token, or nothing.
func as(r *http.Request, secret account.Secret) *http.Request {
	switch {
	case secret.IsZero():
	case secret.IsToken():
		r.Header.Set("Authorization", "Bearer "+secret.Reveal())
	default:
		r.AddCookie(&http.Cookie{Name: "hearsay", Value: secret.Reveal()})
	}
	return r
}

// somebody is a caller of the test of all routes.
type somebody struct {
	name   string
	secret account.Secret
	may    string // rights
}

// everybody is one of each kind of caller.
func everybody(s *shared) []somebody {
	reader, readerIn := s.user("reader", account.Reader)
	_, editorIn := s.user("editor", account.Editor)
	admin, adminIn := s.user("admin", account.Administrator)
	ended := s.token(admin, account.Scopes()...)
	gone := s.session(admin)
	if err := s.gate.LogOut(s.Context(), gone); err != nil {
		s.Fatal(err)
	}
	list, err := s.accounts.Tokens(s.Context(), admin.ID)
	if err != nil || len(list) != 1 {
		s.Fatal(list, err)
	}
	if err := s.gate.RevokeToken(s.Context(), admin.ID, list[0].ID); err != nil {
		s.Fatal(err)
	}
	return []somebody{
		{"anonymous", account.Secret{}, "none"},
		{"reader", readerIn, "none read passages trace own"},
		{"editor", editorIn, "none read passages trace write own"},
		{"admin", adminIn, "none read passages trace write admin own"},
		{"token of a reader", s.token(reader, account.Read, account.Trace), "none read passages trace"},
		{"token to read", s.token(admin, account.Read), "none read passages"},
		{"token to trace", s.token(admin, account.Trace), "none trace"},
		{"token to write", s.token(admin, account.Write), "none write"},
		{"token of admins", s.token(admin, account.Admin), "none admin"},
		{"token of all", s.token(admin, account.Scopes()...), "none read passages trace write admin"},
		{"revoked token", ended, "none"},
		{"made-up token", account.NewToken(), "none"},
		{"session that was ended", gone, "none"},
		{"made-up session", account.NewSecret(), "none"},
	}
}
