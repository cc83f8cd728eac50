// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hearsay/account"
	"hearsay/job"
	"hearsay/store"
	"hearsay/web"
)

// mark stands in every field of the library of these tests.
const mark = "Quillfeather"

// at makes an address of a route for a request.
func at(a web.Address) string {
	if a.Path == "/" {
		return "/nowhere" // what no other route has
	}
	path := strings.NewReplacer("/{$}", "/", "{name}", "hearsay.css", "{token}", "guess.atom").Replace(a.Path)
	id := firstID.String()
	if strings.HasPrefix(path, "/speakers/") {
		id = voiceID.String()
	}
	if strings.HasPrefix(path, "/sources/") {
		id = "1"
	}
	return strings.ReplaceAll(path, "{id}", id) + a.Form
}

// TestA1Rights walks all addresses with everybody, in every method (A1, A7): who has the
// right of a route gets through to it, and nobody else sees anything of the library.
func TestA1Rights(t *testing.T) {
	t.Parallel()
	s := newShared(t, hostile(mark), nil)
	list := web.Addresses(s.gate)
	if len(list) < 40 {
		t.Fatalf("%d addresses: some are missing", len(list))
	}
	for _, who := range everybody(s) {
		for _, a := range list {
			for _, method := range a.Methods {
				r := s.request(method, at(a), nil)
				w := s.do(as(r, who.secret))
				through := !turnedAway(w.Code, w.Header().Get("Location"), w.Body.String())
				may := slices.Contains(strings.Fields(who.may), a.Right.String())
				if through != may {
					t.Errorf("%s, %s %s (%s): status %d, through %v; want %v", who.name, method, at(a), a.Right, w.Code, through, may)
				}
				if !may && strings.Contains(w.Body.String(), mark) {
					t.Errorf("%s, %s %s: the answer shows what is in the library", who.name, method, at(a))
				}
				checkHeaders(t, at(a), w.Result().Header)
			}
		}
	}
}

// turnedAway reports whether an answer is that of somebody without the right. A handler's own
// refusals have other words.
func turnedAway(status int, location, body string) bool {
	switch status {
	case http.StatusSeeOther:
		return strings.HasPrefix(location, "/login?next=")
	case http.StatusUnauthorized:
		return true
	case http.StatusForbidden:
		return strings.Contains(body, "it takes somebody who may") || strings.Contains(body, "it takes a token with the scope") || strings.Contains(body, "not for tokens")
	}
	return false
}

// TestRightsByHand says of some addresses what everybody may: a table that is
// changed with the routes by mistake would pass the test above.
func TestRightsByHand(t *testing.T) {
	s := newShared(t, hostile(mark), nil)
	right := map[string]account.Right{}
	for _, a := range web.Addresses(s.gate) {
		right[a.Path] = a.Right
	}
	for path, want := range map[string]account.Right{
		"/{$}": account.Trace, "/trace": account.Trace, "/articles": account.Passages, "/articles/{id}": account.Passages, "/search": account.Passages,
		"/compare": account.Read, "/quotes": account.Passages, "/speakers/{id}": account.Passages, "/stories/{id}": account.Passages, "/library": account.Read,
		"/library/receive": account.Write, "/library/remove": account.Write, "/library/fetch": account.Write, "/stories/{id}/decide": account.Write, "/articles/{id}/decide": account.Write, "/articles/{id}/note": account.Write, "/speakers/{id}/decide": account.Write,
		"/alerts": account.Read, "/alerts/{id}": account.Read, "/alerts/feed.atom": account.Read, "/alerts/add": account.Write, "/alerts/{id}/change": account.Write, "/alerts/{id}/target": account.Write, "/alerts/share": account.Write, "/alerts/unshare": account.Write,
		"/sources": account.Read, "/sources/{id}": account.Read, "/sources.opml": account.Write, "/sources/add": account.Write, "/sources/import": account.Write,
		"/sources/{id}/change": account.Write, "/sources/{id}/remove": account.Write, "/sources/folder": account.Admin,
		"/users": account.Admin, "/users/role": account.Admin, "/users/reset": account.Admin, "/users/remove": account.Admin,
		"/tokens": account.Own, "/tokens/add": account.Own, "/shares": account.Own, "/trace/evidence.zip": account.Read, "/tokens/revoke": account.Own, "/account": account.Own, "/account/password": account.Own, "/logout/everywhere": account.Own,
	} {
		if right[path] != want {
			t.Errorf("%s needs the right %q, want %q", path, right[path], want)
		}
	}
	open := []string{"/", "/assets/{name}", "/favicon.ico", "/feeds/{token}", "/api/openapi.json", "/help", "/login", "/login/provider", "/login/provider/back", "/logout", "/setup"}
	for path, r := range right {
		if r == account.None && !slices.Contains(open, path) {
			t.Errorf("%s is open to everybody: is that meant? Then say so here", path)
		}
	}
}

// TestFormsForWhoMayUseThem: no page shows somebody who may not change the library a form
// that does, which would be refused.
func TestFormsForWhoMayUseThem(t *testing.T) {
	t.Parallel()
	desk, err := job.Open(t.TempDir(), job.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(desk.Close)
	s := newShared(t, hostile(mark), func(o *web.Options) {
		o.Desk = desk
		o.Sources, _ = watching(t, nil, store.Source{Kind: store.FeedSource, Address: "https://town.example/feed"})
	})
	list := web.Addresses(s.gate)
	write := regexp.MustCompile(`action="(` + strings.Join(pathsThatWrite(list), "|") + `)"`)
	_, reader := s.user("some-reader", account.Reader)
	_, editor := s.user("some-editor", account.Editor)
	seen := 0
	for _, a := range list {
		if a.Form != "" || !slices.Contains(a.Methods, http.MethodGet) || a.Right != account.Passages && a.Right != account.Read && a.Right != account.Trace {
			continue
		}
		for _, path := range []string{at(a), at(a) + "?url=https://elsewhere.example/page"} {
			if got := write.FindString(s.do(as(s.request(http.MethodGet, path, nil), reader)).Body.String()); got != "" {
				t.Errorf("%s shows a reader a form with %s", path, got)
			}
			if write.MatchString(s.do(as(s.request(http.MethodGet, path, nil), editor)).Body.String()) {
				seen++
			}
		}
	}
	if seen < 3 {
		t.Errorf("%d pages show an editor such a form: does the test look for them?", seen)
	}
}

// pathsThatWrite are the addresses that need the right to write, as expressions.
func pathsThatWrite(list []web.Address) (out []string) {
	for _, a := range list {
		if a.Right == account.Write {
			out = append(out, strings.ReplaceAll(regexp.QuoteMeta(a.Path), `\{id\}`, "[^\"/]+"))
		}
	}
	return out
}
