// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"crypto/tls"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/account"
	"hearsay/web"
)

const password = "correct horse, wrong battery"

// form is a posted form, given as name and value in turn.
func form(list ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(list); i += 2 {
		v.Add(list[i], list[i+1])
	}
	return v
}

// cookieOf is the cookie of a session that an answer sets; nil for none.
func cookieOf(list []*http.Cookie) *http.Cookie {
	for _, c := range list {
		if strings.HasSuffix(c.Name, "hearsay") {
			return c
		}
	}
	return nil
}

// TestA10SetUp: A10, the first visitor becomes no admin, nor the second with the first's link.
func TestA10SetUp(t *testing.T) {
	t.Parallel()
	s := newShared(t, hostile(mark), nil)
	good := form("name", "Ada", "password", password)
	for _, address := range []string{"/setup", "/setup?token=", "/setup?token=guess"} {
		if w := s.do(s.request("GET", address, nil)); w.Code != http.StatusForbidden {
			t.Errorf("%s: status %d before any token was made", address, w.Code)
		}
	}
	old, err := s.gate.OpenSetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.gate.OpenSetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"", "guess", old.Reveal(), token.Reveal() + "x"} {
		good.Set("token", wrong)
		if w := s.do(s.request("POST", "/setup", good)); w.Code != http.StatusForbidden {
			t.Errorf("token %q: status %d", wrong, w.Code)
		}
	}
	link := "/setup?token=" + token.Reveal()
	if w := s.do(s.request("GET", link, nil)); w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("the link: status %d, %s", w.Code, w.Header().Get("Cache-Control"))
	}
	if w := s.do(s.request("POST", "/setup", form("token", token.Reveal(), "name", "Ada", "password", "short"))); w.Code != http.StatusBadRequest {
		t.Errorf("a short password: status %d", w.Code)
	}
	good.Set("token", token.Reveal())
	var made sync.Map
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() { made.Store(i, s.do(s.request("POST", "/setup", good)).Code) })
	}
	all.Wait()
	won := 0
	made.Range(func(_, code any) bool {
		if code == http.StatusSeeOther {
			won++
		}
		return true
	})
	users, err := s.gate.Users(t.Context())
	if err != nil || won != 1 || len(users) != 1 || users[0].Name != "ada" || users[0].Role != account.Administrator {
		t.Errorf("%d set-ups at once made the admin: %v, %v", won, users, err)
	}
	if w := s.do(s.request("GET", link, nil)); w.Code != http.StatusForbidden {
		t.Errorf("the link after its use: status %d", w.Code)
	}
	if _, err := s.gate.OpenSetUp(t.Context()); err == nil {
		t.Error("there is a way to a second first admin")
	}
}

// TestSession follows one from log-in to its end.
func TestSession(t *testing.T) {
	t.Parallel()
	s := newShared(t, hostile(mark), nil)
	if _, err := s.gate.AddUser(t.Context(), "ada", account.Reader, password); err != nil {
		t.Fatal(err)
	}
	in := func(old *http.Cookie) *http.Cookie {
		t.Helper()
		r := s.request("POST", "/login", form("name", "ADA", "password", password, "next", "/articles?offset=50"))
		if old != nil {
			r.AddCookie(old)
		}
		w := s.do(r)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/articles?offset=50" {
			t.Fatalf("log in: status %d to %s: %s", w.Code, w.Header().Get("Location"), w.Body)
		}
		return cookieOf(w.Result().Cookies())
	}
	open := func(c *http.Cookie) bool {
		r := s.request("GET", "/articles", nil)
		r.AddCookie(c)
		return s.do(r).Code == http.StatusOK
	}
	first := in(nil)
	if !first.HttpOnly || first.SameSite != http.SameSiteLaxMode || first.Path != "/" || first.Domain != "" || len(first.Value) != 43 {
		t.Errorf("cookie %v", first)
	}
	second := in(first)
	if open(first) || !open(second) || first.Value == second.Value {
		t.Error("the session from before the log-in goes on after it")
	}
	third := in(nil)
	s.clock = s.clock.Add(account.IdleLife - time.Minute)
	if !open(second) {
		t.Error("a session ended before its time")
	}
	s.clock = s.clock.Add(2 * time.Minute)
	if !open(second) || open(third) {
		t.Error("idle time is not counted from the last request")
	}
	for range 2 * int(account.SessionLife/account.IdleLife) {
		open(second)
		s.clock = s.clock.Add(account.IdleLife - time.Minute)
	}
	if open(second) {
		t.Error("a session that is used goes on for ever")
	}
	fourth, fifth, sixth := in(nil), in(nil), in(nil)
	post := func(c *http.Cookie, address string) int {
		r := s.request("POST", address, form())
		r.AddCookie(c)
		return s.do(r).Code
	}
	if post(fourth, "/logout"); open(fourth) || !open(fifth) {
		t.Error("logging out ends one session, and that one")
	}
	if post(fifth, "/logout/everywhere"); open(fifth) || open(sixth) {
		t.Error("logging out everywhere leaves a session")
	}
}

// TestChangedPassword: other browsers are out, this one is not.
func TestChangedPassword(t *testing.T) {
	t.Parallel()
	s := newShared(t, hostile(mark), nil)
	u, err := s.gate.AddUser(t.Context(), "ada", account.Editor, password)
	if err != nil {
		t.Fatal(err)
	}
	here, there := s.session(u), s.session(u)
	change := func(old, next string) int {
		return s.do(as(s.request("POST", "/account/password", form("name", "ada", "old", old, "new", next)), here)).Code
	}
	if code := change("not this one, no", "another sentence"); code != http.StatusForbidden {
		t.Errorf("with a wrong old password: status %d", code)
	}
	if code := change(password, "short"); code != http.StatusBadRequest {
		t.Errorf("with a short new password: status %d", code)
	}
	if code := change(password, "another sentence"); code != http.StatusSeeOther {
		t.Errorf("status %d", code)
	}
	for secret, want := range map[account.Secret]int{here: http.StatusOK, there: http.StatusSeeOther} {
		if w := s.do(as(s.request("GET", "/account", nil), secret)); w.Code != want {
			t.Errorf("status %d, want %d", w.Code, want)
		}
	}
}

// TestCookiesOverTLS: where there is https, the cookie is one that browsers hold to it.
func TestCookiesOverTLS(t *testing.T) {
	t.Parallel()
	proxies := func(o *web.Options) {
		o.Proxies, o.Hosts = []netip.Prefix{netip.MustParsePrefix("10.0.0.2/32")}, []string{"news.example"}
	}
	s := newShared(t, hostile(mark), proxies)
	if _, err := s.gate.AddUser(t.Context(), "ada", account.Reader, password); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, from, host, proto string
		tls                     bool
		cookie                  string
		status                  int
	}{
		{"https", "192.0.2.7:1", "news.example", "", true, "__Host-hearsay", 303},
		{"https by a proxy", "10.0.0.2:1", "news.example", "https", false, "__Host-hearsay", 303},
		{"http by a proxy", "10.0.0.2:1", "news.example", "http", false, "", 403},
		{"a proxy that says nothing", "10.0.0.2:1", "news.example", "", false, "", 403},
		{"https, says somebody", "192.0.2.7:1", "news.example", "https", false, "", 403},
		{"the machine itself", "127.0.0.1:1", "localhost:8117", "", false, "hearsay", 303},
		{"an unknown proxy on the machine itself", "127.0.0.1:1", "news.example", "https", false, "", 403},
		{"another machine by a loopback name", "192.0.2.7:1", "localhost", "", false, "", 403},
	} {
		r := s.request("POST", "/login", form("name", "ada", "password", password, "next", ""))
		r.RemoteAddr, r.Host = c.from, c.host
		if c.tls {
			r.TLS = &tls.ConnectionState{}
		}
		if c.proto != "" {
			r.Header.Set("X-Forwarded-Proto", c.proto)
		}
		w := s.do(r)
		got := cookieOf(w.Result().Cookies())
		switch {
		case w.Code != c.status:
			t.Errorf("%s: status %d, want %d", c.name, w.Code, c.status)
		case (got == nil) != (c.cookie == ""), got != nil && (got.Name != c.cookie || got.Secure != strings.HasPrefix(c.cookie, "__Host-")):
			t.Errorf("%s: cookie %v, want %q", c.name, got, c.cookie)
		}
		if encrypted := strings.HasPrefix(c.cookie, "__Host-"); encrypted != (w.Header().Get("Strict-Transport-Security") != "") {
			t.Errorf("%s: Strict-Transport-Security %q", c.name, w.Header().Get("Strict-Transport-Security"))
		}
	}
}

// TestTokensOverHTTP: a token that others can read on the way is not taken.
func TestTokensOverHTTP(t *testing.T) {
	s := newShared(t, hostile(mark), func(o *web.Options) { o.Hosts = []string{"192.0.2.1"} })
	u, _ := s.user("ada", account.Reader)
	token := s.token(u, account.Read)
	r := as(s.request("GET", "/articles.json", nil), token)
	r.RemoteAddr, r.Host = "192.0.2.7:1", "192.0.2.1:8117"
	if w := s.do(r); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "https") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}

// TestTokens makes, uses, lets end and revokes one.
func TestTokens(t *testing.T) {
	s := newShared(t, hostile(mark), nil)
	u, in := s.user("ada", account.Editor)
	w := s.do(as(s.request("POST", "/tokens/add", form("name", "nightly", "days", "30", "scope", "read", "scope", "trace")), in))
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	// The text of the page says hsy_ too; the token stands in its field.
	i := strings.Index(w.Body.String(), `value="hsy_`)
	if i < 0 {
		t.Fatal("the token is not shown")
	}
	token := account.Given(w.Body.String()[i+7 : i+7+4+43])
	if w := s.do(as(s.request("GET", "/tokens", nil), in)); strings.Contains(w.Body.String(), token.Reveal()) || !strings.Contains(w.Body.String(), "nightly") {
		t.Error("the token is shown again, or not listed")
	}
	use := func() int { return s.do(as(s.request("GET", "/articles.json", nil), token)).Code }
	if use() != http.StatusOK {
		t.Error("the token is not taken")
	}
	list, err := s.gate.Tokens(t.Context(), u.ID)
	if err != nil || len(list) != 1 || !list[0].Used.Equal(s.clock) {
		t.Errorf("last use is not noted: %v, %v", list, err)
	}
	// A browser's cookie does not stand in for a token that is none.
	if w := s.do(as(as(s.request("GET", "/articles.json", nil), in), account.NewToken())); w.Code != http.StatusUnauthorized || w.Header().Get("WWW-Authenticate") != "Bearer" {
		t.Errorf("a wrong token with a right cookie: status %d", w.Code)
	}
	if err := s.gate.SetRole(t.Context(), "ada", "reader"); err != nil {
		t.Fatal(err)
	}
	s.clock = s.clock.Add(30*24*time.Hour - time.Second)
	if use() != http.StatusOK {
		t.Error("the token ended early")
	}
	s.clock = s.clock.Add(time.Second)
	if use() != http.StatusUnauthorized {
		t.Error("the token does not end")
	}
}

// TestBadWishes: what no token can be, and what its owner may not give.
func TestBadWishes(t *testing.T) {
	s := newShared(t, hostile(mark), nil)
	_, in := s.user("ada", account.Reader)
	for name, c := range map[string]struct {
		form url.Values
		want int
	}{
		"more than the owner may": {form("name", "x", "days", "1", "scope", "write"), 403},
		"the owner's own":         {form("name", "x", "days", "1", "scope", "own"), 400},
		"no scope":                {form("name", "x", "days", "1"), 400},
		"no name":                 {form("name", " ", "days", "1", "scope", "read"), 400},
		"a name that steers":      {form("name", "x\x1b[2J", "days", "1", "scope", "read"), 400},
		"for ever":                {form("name", "x", "days", "9999", "scope", "read"), 400},
		"no time":                 {form("name", "x", "days", "0", "scope", "read"), 400},
		"a time that is none":     {form("name", "x", "days", "soon", "scope", "read"), 400},
		"another owner":           {form("name", "x", "days", "1", "scope", "read", "user", "1"), 400},
		"a digest of one's own":   {form("name", "x", "days", "1", "scope", "read", "digest", "00"), 400},
	} {
		if w := s.do(as(s.request("POST", "/tokens/add", c.form), in)); w.Code != c.want {
			t.Errorf("%s: status %d, want %d", name, w.Code, c.want)
		}
	}
	if list, err := s.gate.Tokens(t.Context(), 0); err != nil || len(list) != 0 {
		t.Errorf("tokens were made: %v, %v", list, err)
	}
}
