// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay/account"
	"hearsay/admit"
	"hearsay/store"
	"hearsay/web"
)

// TestA3GetChangesNothing: A3, an admin's browser that is sent to every address there is,
// and follows every link, has changed nothing.
func TestA3GetChangesNothing(t *testing.T) {
	_, engine := sampleSite(t)
	s := newShared(t, engine, func(o *web.Options) {
		gate := o.Gate
		*o = sampleOptions(t, engine)
		o.Gate = gate
	})
	u, in := s.user("ada", account.Administrator)
	other, _ := s.user("ben", account.Reader)
	s.token(u, account.Read)
	s.token(other, account.Read)
	before := s.state()
	todo, seen := []string{"/", "/tokens", "/users", "/account", "/help"}, map[string]bool{}
	for _, a := range web.Addresses(s.gate) {
		for _, q := range []string{"", "?id=1&name=ben&role=admin&again=ben&article=" + firstID.String() + "&days=1&scope=read&token=x&state=x&code=x&do=confirm"} {
			todo = append(todo, at(a)+q)
		}
	}
	for len(todo) > 0 && len(seen) < 400 {
		address := todo[0]
		todo = todo[1:]
		if seen[address] || strings.HasSuffix(address, "/events") {
			continue
		}
		seen[address] = true
		w := s.do(as(s.request("GET", address, nil), in))
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			todo = append(todo, links(parse(t, w.Body.String()))...)
		}
	}
	if after := s.state(); after != before {
		t.Errorf("something changed while %d addresses were only looked at:\n%s\nafter:\n%s", len(seen), before, after)
	}
	if len(seen) < 200 {
		t.Errorf("only %d addresses were looked at", len(seen))
	}
}

// links are the addresses of this site that a page leads to.
func links(page *html.Node) (out []string) {
	for _, a := range all(page, tag("a", "")) {
		if h := attr(a, "href"); strings.HasPrefix(h, "/") {
			out = append(out, strings.SplitN(h, "#", 2)[0])
		}
	}
	return out
}

// state is all that the accounts and the sample library hold, in short.
func (s *shared) state() string {
	s.Helper()
	var b strings.Builder
	users, err := s.accounts.Users(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	for _, u := range users {
		n, err := s.accounts.Sessions(s.Context(), u.ID, s.clock)
		if err != nil {
			s.Fatal(err)
		}
		fmt.Fprintln(&b, u, n)
	}
	tokens, err := s.accounts.Tokens(s.Context(), 0)
	if err != nil {
		s.Fatal(err)
	}
	fmt.Fprintln(&b, tokens)
	err = filepath.WalkDir(libraryDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "-shm") || strings.HasSuffix(path, "-wal") {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(&b, "%s %x\n", d.Name(), sha256.Sum256(data))
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return b.String()
}

// TestA4OthersThings: A4, what is somebody's is nobody else's, whatever id they name.
func TestA4OthersThings(t *testing.T) {
	s := newShared(t, hostile(mark), nil)
	ada, adaIn := s.user("ada", account.Editor)
	ben, benIn := s.user("ben", account.Editor)
	_, rootIn := s.user("root", account.Administrator)
	s.token(ada, account.Read)
	list, err := s.gate.Tokens(t.Context(), ada.ID)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	for name, in := range map[string]account.Secret{"ben": benIn, "an admin, at the page of their own": rootIn} {
		for _, id := range []string{list[0].ID, "", "%", "' or 1=1 --"} {
			if w := s.do(as(s.request("POST", "/tokens/revoke", form("id", id)), in)); w.Code != http.StatusNotFound {
				t.Errorf("%s revokes %q: status %d", name, id, w.Code)
			}
		}
		if w := s.do(as(s.request("GET", "/tokens", nil), in)); strings.Contains(w.Body.String(), list[0].ID) {
			t.Errorf("%s sees another's token", name)
		}
	}
	for _, address := range []string{"/users/role", "/users/reset", "/users/remove"} {
		if w := s.do(as(s.request("POST", address, form("name", "ada", "role", "admin", "again", "ada")), benIn)); w.Code != http.StatusForbidden {
			t.Errorf("ben at %s: status %d", address, w.Code)
		}
	}
	if w := s.do(as(s.request("POST", "/logout/everywhere", form()), benIn)); w.Code != http.StatusSeeOther {
		t.Errorf("status %d", w.Code)
	}
	if left, err := s.gate.Tokens(t.Context(), ada.ID); err != nil || len(left) != 1 {
		t.Errorf("ada's tokens are %v, %v", left, err)
	}
	if n, err := s.gate.Sessions(t.Context(), ada.ID); err != nil || n != 1 {
		t.Errorf("ada has %d sessions, %v", n, err)
	}
	if n, err := s.gate.Sessions(t.Context(), ben.ID); err != nil || n != 0 {
		t.Errorf("ben has %d sessions, %v", n, err)
	}
	if w := s.do(as(s.request("POST", "/tokens/revoke", form("id", list[0].ID)), adaIn)); w.Code != http.StatusSeeOther {
		t.Errorf("ada revokes her own: status %d", w.Code)
	}
}

// TestA5UnknownFields: A5, a field that a form does not have is refused, wherever it stands.
func TestA5UnknownFields(t *testing.T) {
	s := newShared(t, hostile(mark), nil)
	_, in := s.user("root", account.Administrator)
	_, _ = s.user("ben", account.Reader)
	for address, f := range map[string]url.Values{
		"/login": form("name", "ben", "password", password, "role", "admin"), "/logout": form("user", "1"), "/logout/everywhere": form("user", "2"),
		"/setup": form("token", "x", "name", "x", "password", password, "role", "admin"), "/account/password": form("name", "root", "old", "x", "new", password, "user", "2"),
		"/tokens/add": form("name", "x", "days", "1", "scope", "read", "user", "2"), "/tokens/revoke": form("id", "x", "user", "0"),
		"/users": form("name", "new", "role", "reader", "password", "x"), "/users/role": form("name", "ben", "role", "admin", "id", "1"),
		"/users/reset": form("name", "ben", "password", password), "/users/remove": form("name", "ben", "again", "ben", "name", "root"),
		"/login?role=admin": form("name", "ben", "password", password), "/users/role?role=admin": form("name", "ben"),
	} {
		if w := s.do(as(s.request("POST", address, f), in)); w.Code != http.StatusBadRequest {
			t.Errorf("%s %v: status %d", address, f, w.Code)
		}
	}
	r := as(s.request("POST", "/users/role", nil), in)
	r.Header.Set("Content-Type", "text/plain")
	if w := s.do(r); w.Code != http.StatusBadRequest {
		t.Errorf("a form that is none: status %d", w.Code)
	}
	if users, err := s.gate.Users(t.Context()); err != nil || len(users) != 2 || users[0].Role != account.Reader {
		t.Errorf("%v, %v", users, err)
	}
}

// TestA6NextStaysHere: A6, the log-in leads nowhere else.
func TestA6NextStaysHere(t *testing.T) {
	for given, want := range map[string]string{
		"": "/", "/": "/", "/articles?offset=50&limit=5": "/articles?offset=50&limit=5", "/articles/a%20b": "/articles/a%20b", "/?q=//x": "/?q=//x",
		"//evil.example": "/", "///evil.example": "/", `/\evil.example`: "/", `\\evil.example`: "/", `/\/evil.example`: "/", "https://evil.example": "/", "https:evil.example": "/",
		"javascript:alert(1)": "/", "/\tevil": "/", "/\n/evil.example": "/", "\t//evil.example": "/", " //evil.example": "/", "/%2f/evil.example": "/", "/%5cevil.example": "/",
		"/%09/evil.example": "/", "articles": "/", "evil.example": "/", "//user@evil.example/": "/", "/login?next=/login": "/", "/logout": "/", "/\u0000": "/", "?q=x": "/",
	} {
		if got := web.Local(given); got != want {
			t.Errorf("%q leads to %q, want %q", given, got, want)
		}
	}
	s := newShared(t, hostile(mark), nil)
	_, in := s.user("ada", account.Reader)
	for _, next := range []string{"//evil.example", `/\evil.example`, "https://evil.example"} {
		w := s.do(as(s.request("GET", "/login?next="+url.QueryEscape(next), nil), in))
		if w.Header().Get("Location") != "/" {
			t.Errorf("%s: to %q", next, w.Header().Get("Location"))
		}
		if w := s.do(s.request("GET", "/login?next="+url.QueryEscape(next), nil)); strings.Contains(w.Body.String(), "evil") {
			t.Errorf("%s stands in the page", next)
		}
	}
}

func FuzzLocal(f *testing.F) {
	for _, text := range []string{"/articles?offset=50", "//evil.example", `/\evil`, "/%2f/x", "/a?b#c"} {
		f.Add(text)
	}
	base, _ := url.Parse("http://127.0.0.1:8117/login")
	f.Fuzz(func(t *testing.T, text string) {
		got := web.Local(text)
		to, err := base.Parse(got)
		if err != nil || to.Host != base.Host || to.Scheme != "http" || !strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") || strings.ContainsAny(got, "\\\r\n\t") {
			t.Errorf("%q leads to %q", text, got)
		}
	})
}

// TestA7AnonymousSeesNothing: A7, no name, count or facet, and no version, in any answer.
func TestA7AnonymousSeesNothing(t *testing.T) {
	t.Parallel()
	const version = "v9.8.7-test"
	s := newShared(t, hostile(mark), func(o *web.Options) { o.Version, o.DemoQuery = version, mark })
	s.user("zuleika", account.Administrator)
	counted := regexp.MustCompile(`\d+ (articles?|outlets?|speakers?|stories|story|quotations?|users?)\b`)
	for _, a := range web.Addresses(s.gate) {
		for _, method := range a.Methods {
			w := s.do(s.request(method, at(a), nil))
			body := w.Body.String() + fmt.Sprint(w.Header())
			if strings.HasPrefix(a.Path, "/assets") {
				continue
			}
			for _, shown := range []string{mark, "zuleika", version, "go1."} {
				if strings.Contains(body, shown) {
					t.Errorf("%s %s shows %q", method, at(a), shown)
				}
			}
			if found := counted.FindString(body); found != "" {
				t.Errorf("%s %s counts: %q", method, at(a), found)
			}
		}
	}
	// What is there and what is not look the same.
	a := s.do(s.request("GET", "/articles/"+firstID.String()+".json", nil))
	b := s.do(s.request("GET", "/articles/"+strings.Repeat("a", 26)+".json", nil))
	if a.Code != b.Code || a.Body.String() != b.Body.String() {
		t.Errorf("an article that is there is told from one that is not: %d, %d", a.Code, b.Code)
	}
	// A name that is there and one that is not are refused in the same words.
	known := s.do(s.request("POST", "/login", form("name", "zuleika", "password", password)))
	nobody := s.do(s.request("POST", "/login", form("name", "nobody-here", "password", password)))
	if known.Code != nobody.Code || strings.ReplaceAll(known.Body.String(), "zuleika", "nobody-here") != nobody.Body.String() {
		t.Errorf("a name that is known is told from one that is not: %d, %d", known.Code, nobody.Code)
	}
}

// TestA8ForwardedIsNotBelieved: A8, what somebody says of their address counts for nothing, unless
// it is a proxy that the operator named.
func TestA8ForwardedIsNotBelieved(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, from string
		want       int // of the sixth wrong password
	}{
		{"somebody", "192.0.2.7:1", http.StatusTooManyRequests},
		{"a proxy", "10.0.0.2:1", http.StatusForbidden},
	} {
		s := newShared(t, hostile(mark), func(o *web.Options) {
			o.Proxies, o.ProxyUser = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24")}, "Remote-User"
		})
		s.user("ada", account.Administrator)
		last := 0
		for i := range 6 {
			r := s.request("POST", "/login", form("name", "nobody", "password", "x"))
			r.RemoteAddr = c.from
			r.Header.Set("X-Forwarded-For", fmt.Sprintf("198.51.100.%d, 10.0.0.9", i))
			r.Header.Set("X-Forwarded-Proto", "https")
			if !strings.HasPrefix(c.from, "10.") {
				r.RemoteAddr = "127.0.0.1:1"
			}
			last = s.do(r).Code
		}
		if last != c.want {
			t.Errorf("%s: status %d, want %d", c.name, last, c.want)
		}
		r := s.request("GET", "/users", nil)
		r.RemoteAddr = c.from
		r.Header.Set("Remote-User", "ada")
		r.Header.Set("X-Forwarded-Proto", "https")
		if w := s.do(r); (w.Code == http.StatusOK) != (c.name == "a proxy") {
			t.Errorf("%s says it is for ada: status %d", c.name, w.Code)
		}
		r = s.request("GET", "/articles", nil)
		r.Host, r.RemoteAddr = "evil.example", c.from
		r.Header.Set("X-Forwarded-Host", "localhost")
		if w := s.do(r); w.Code != http.StatusForbidden {
			t.Errorf("%s: X-Forwarded-Host was believed: status %d", c.name, w.Code)
		}
	}
}

// TestA3ProxyPostProvesOrigin: a proxy's own session comes along from everywhere.
func TestA3ProxyPostProvesOrigin(t *testing.T) {
	s := newShared(t, hostile(mark), func(o *web.Options) {
		o.Proxies, o.ProxyUser = []netip.Prefix{netip.MustParsePrefix("10.0.0.2/32")}, "Remote-User"
	})
	s.user("ada", account.Administrator)
	for header, want := range map[string]int{"": 403, "Sec-Fetch-Site: same-origin": 303, "Sec-Fetch-Site: cross-site": 403, "Origin: http://127.0.0.1:8117": 303, "Origin: https://evil.example": 403} {
		r := s.request("POST", "/logout/everywhere", form())
		r.RemoteAddr = "10.0.0.2:1"
		r.Header.Set("Remote-User", "ada")
		if name, value, ok := strings.Cut(header, ": "); ok {
			r.Header.Set(name, value)
		}
		if w := s.do(r); w.Code != want {
			t.Errorf("%q: status %d, want %d", header, w.Code, want)
		}
	}
}

// TestM1ForeignHostAndOrigin: M1, on pages, twins and forms, with and without a secret.
func TestM1ForeignHostAndOrigin(t *testing.T) {
	s := newShared(t, hostile(mark), nil)
	u, in := s.user("ada", account.Administrator)
	token := s.token(u, account.Scopes()...)
	for _, secret := range []account.Secret{{}, in, token} {
		for _, c := range [][2]string{{"GET", "/articles"}, {"GET", "/articles.json"}, {"GET", "/login"}, {"POST", "/login"}, {"POST", "/users/role"}, {"POST", "/trace.json"}} {
			for _, header := range []string{"Host: evil.example", "Origin: https://evil.example", "Origin: null", "Origin: http://127.0.0.1:1"} {
				r := as(s.request(c[0], c[1], form("q", "x")), secret)
				name, value, _ := strings.Cut(header, ": ")
				r.Header.Set(name, value)
				if name == "Host" {
					r.Host = value
				}
				w := s.do(r)
				if w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), mark) {
					t.Errorf("%s %s with %s: status %d", c[0], c[1], header, w.Code)
				}
				checkHeaders(t, c[1], w.Result().Header)
			}
		}
	}
}

// TestA9NoSecretIsKept: A9 and D2, no password, token or cookie is in the log, nor in any file.
func TestA9NoSecretIsKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	accounts, err := store.OpenAccounts(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer accounts.Close()
	s := newShared(t, hostile(mark), nil)
	s.accounts, s.gate = accounts, admit.New(accounts, admit.Options{Now: s.now})
	engine := hostile(mark)
	engine.err = fmt.Errorf("disk on fire")
	s.Handler = web.New(engine, web.Options{Gate: s.gate, Log: slog.New(slog.NewTextHandler(&s.log, nil))})
	link, err := s.gate.OpenSetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := s.do(s.request("POST", "/setup", form("token", link.Reveal(), "name", "ada", "password", password)))
	cookie := cookieOf(w.Result().Cookies())
	in := account.Given(cookie.Value)
	ada, err := s.gate.User(t.Context(), "ada")
	if err != nil {
		t.Fatal(err)
	}
	token := s.token(ada, account.Scopes()...)
	const typo = "a password that is nearly right"
	s.do(s.request("POST", "/login", form("name", "ada", "password", typo)))
	for _, secret := range []account.Secret{in, token} {
		s.do(as(s.request("GET", "/articles?token="+secret.Reveal()+"&password="+url.QueryEscape(password), nil), secret))
	}
	if !strings.Contains(s.log.String(), "disk on fire") {
		t.Error("the log is empty: this test tests nothing")
	}
	kept := s.log.String()
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		kept += string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, secret := range map[string]string{"password": password, "mistyped password": typo, "set-up token": link.Reveal(), "session": cookie.Value, "token": token.Reveal()} {
		if strings.Contains(kept, secret) || strings.Contains(kept, url.QueryEscape(secret)) {
			t.Errorf("the %s is kept", name)
		}
	}
}

// TestGuessing: many guesses wait, whoever guesses; the owner at home does not.
func TestGuessing(t *testing.T) {
	t.Parallel()
	s := newShared(t, hostile(mark), nil)
	if _, err := s.gate.AddUser(t.Context(), "ada", account.Reader, password); err != nil {
		t.Fatal(err)
	}
	try := func(text string) (int, string) {
		w := s.do(s.request("POST", "/login", form("name", "ada", "password", text)))
		return w.Code, w.Header().Get("Retry-After")
	}
	for range 5 {
		if code, _ := try("guess"); code != http.StatusForbidden {
			t.Fatalf("status %d", code)
		}
	}
	if code, wait := try(password); code != http.StatusTooManyRequests || wait != "901" {
		t.Errorf("after five guesses: status %d, Retry-After %s", code, wait)
	}
	s.clock = s.clock.Add(account.IdleLife)
	if code, _ := try(password); code != http.StatusSeeOther {
		t.Errorf("later: status %d", code)
	}
}
