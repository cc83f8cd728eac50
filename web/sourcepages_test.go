// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"hearsay/account"
	"hearsay/fetch"
	"hearsay/store"
	"hearsay/watch"
	"hearsay/web"
	"hearsay/wire"
)

// newsSite is a site on loopback that remembers what it was asked for, robots.txt left out.
type newsSite struct {
	*httptest.Server
	mu    sync.Mutex
	paths []string
}

func newNewsSite(t testing.TB) *newsSite {
	t.Helper()
	const rss = `<rss version="2.0"><channel><title>The &lt;script&gt;alert(1)&lt;/script&gt; Town</title><item><title>Piers closed &lt;b&gt;</title><link>https://town.example/piers</link><guid>1</guid></item></channel></rss>`
	pages := map[string][2]string{
		"/":      {"text/html", `<html><head><link rel="alternate" type="application/rss+xml" href="/one" title="One &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"><link rel="alternate" type="application/rss+xml" href="/two" title="Two"></head>`},
		"/plain": {"text/html", `<html><main><h2><a href="/a">Bridge</a></h2></main>`},
		"/one":   {"application/rss+xml", rss},
		"/two":   {"application/rss+xml", rss},
	}
	n := &newsSite{}
	n.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, ok := pages[r.URL.Path]
		if r.URL.Path != "/robots.txt" {
			n.mu.Lock()
			n.paths = append(n.paths, r.URL.Path)
			n.mu.Unlock()
		}
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", p[0])
		w.Write([]byte(p[1]))
	}))
	t.Cleanup(n.Close)
	return n
}

// asked is what was asked for since the last call.
func (n *newsSite) asked() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := n.paths
	n.paths = nil
	return out
}

// openGate goes to loopback, and waits for nothing.
func openGate() *fetch.Gate { return fetch.New(fetch.Options{Private: true, Pace: -1, Robots: true}) }

// TestAddSource finds feeds of a page and adds one: each request is one that a button named.
func TestAddSource(t *testing.T) {
	t.Parallel()
	n := newNewsSite(t)
	roster, _ := watching(t, openGate())
	site := web.New(hostile(mark), web.Options{Sources: roster})
	post := func(form url.Values, want int, asked ...string) *httptest.ResponseRecorder {
		t.Helper()
		w := posted(t, site, "/sources/add", form)
		if got := n.asked(); w.Code != want || !slices.Equal(got, asked) {
			t.Errorf("%v: %d, asked for %q; want %d, %q\n%s", form, w.Code, got, want, asked, w.Body)
		}
		if strings.Contains(w.Body.String(), "<script>alert") {
			t.Errorf("%v: the page has markup of the site:\n%s", form, w.Body)
		}
		return w
	}
	has := func(w *httptest.ResponseRecorder, words ...string) {
		t.Helper()
		for _, word := range words {
			if !strings.Contains(w.Body.String(), word) {
				t.Errorf("the page lacks %q:\n%s", word, w.Body)
			}
		}
	}
	has(get(t, site, "/sources/add"), "That asks the site at the address above", "Nobody is asked.")
	if got := n.asked(); len(got) > 0 {
		t.Errorf("showing the form asks for %q", got)
	}
	has(post(url.Values{"do": {"look"}, "address": {n.URL + "/"}, "collection": {"wires"}, "tags": {"en, sea"}}, 200, "/"), "The page names 2 feeds", n.URL+"/one", n.URL+"/two", "Ask this address and add it", "This machine asked")
	w := post(url.Values{"do": {"add"}, "address": {n.URL + "/one"}, "collection": {"wires"}, "tags": {"en, sea"}}, 303, "/one")
	if w.Header().Get("Location") != "/sources/1" {
		t.Errorf("led to %s", w.Header().Get("Location"))
	}
	has(post(url.Values{"do": {"look"}, "address": {n.URL + "/one"}}, 200, "/one"), "Piers closed", "It is a source already")
	has(post(url.Values{"do": {"look"}, "address": {n.URL + "/plain"}}, 200, "/plain"), "The page names no feed", "where many sites have a feed")
	has(post(url.Values{"do": {"look"}, "address": {n.URL + "/plain"}, "selector": {"main h2 a"}}, 200, "/plain"), "Bridge", "Nobody is asked again")
	post(url.Values{"do": {"add"}, "kind": {"page"}, "address": {n.URL + "/plain"}, "selector": {"main h2 a"}, "title": {"Plain"}}, 303)
	has(post(url.Values{"do": {"look"}, "address": {n.URL + "/gone"}}, 422, "/gone"), "nothing at this address (404)")
	for _, bad := range []url.Values{
		{"do": {"add"}, "kind": {"folder"}, "address": {"/etc"}}, {"do": {"add"}, "kind": {"feed"}, "address": {"file:///etc/passwd"}}, {"do": {"add"}, "kind": {"feed"}, "address": {"javascript:alert(1)"}},
		{"do": {"add"}, "kind": {"page"}, "address": {n.URL + "/x"}, "selector": {"][ "}}, {"do": {"look"}, "address": {n.URL}, "other": {"x"}}, {"do": {"look"}, "address": {n.URL}, "title": {strings.Repeat("x", 501)}},
	} {
		post(bad, 400)
	}
	list := sourcesOf(t, site, "/sources.json").Sources
	if len(list) != 2 || list[0].Kind != "page" || list[0].Title != "Plain" || list[1].Collection != "wires" || !slices.Equal(list[1].Tags, []string{"en", "sea"}) {
		t.Errorf("%+v", list)
	}
	nowhere, _ := watching(t, fetch.New(fetch.Options{Offline: true}))
	site = web.New(hostile(mark), web.Options{Sources: nowhere})
	has(post(url.Values{"do": {"look"}, "address": {n.URL + "/one"}}, 403), "Hearsay does not take it")
}

// TestSourcePage changes a source by its page, and removes it when that is meant.
func TestSourcePage(t *testing.T) {
	t.Parallel()
	feed := store.Source{Kind: store.FeedSource, Address: "https://town.example/feed", Title: "The Town"}
	roster, db := watching(t, nil, feed)
	polled := store.Polled{Source: 1, State: store.SourceState{Tried: watchedAt, Succeeded: watchedAt, Items: 3}, Seen: watchedAt}
	for i, address := range []string{"https://town.example/a", "https://town.example/b", ""} {
		polled.New = append(polled.New, store.Entry{Mark: [16]byte{byte(i + 1)}, GUID: "guid <i>", Address: address, Host: "town.example", Seen: watchedAt, Published: watchedAt, Due: watchedAt})
	}
	page := store.Page{ID: 2, Host: "town.example", Visits: 2, Visited: watchedAt, Problem: "The site refuses to give it (403)."}
	if err := db.Note(t.Context(), &store.Looked{Polls: []store.Polled{polled}, Pages: []store.Page{page}}); err != nil {
		t.Fatal(err)
	}
	site := web.New(hostile("Lantern"), web.Options{Sources: roster})
	has := func(path string, words ...string) {
		t.Helper()
		body := get(t, site, path).Body.String()
		for _, word := range words {
			if !strings.Contains(body, word) {
				t.Errorf("%s lacks %q:\n%s", path, word, body)
			}
		}
	}
	has("/sources/1", "The Town", "All text is kept", "has no page", "2 visits, the last 1 Apr 2025", "refuses to give it (403)", "not visited yet", "guid &lt;i&gt;", "nothing is fetched until")
	var got wire.SourcePage
	address, n := "/sources/1.json?limit=2", 0
	for address != "" {
		w := get(t, site, address)
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 {
			t.Fatalf("%s: %d %v %s", address, w.Code, err, w.Body)
		}
		n += len(got.Entries)
		address = strings.TrimPrefix(strings.TrimSuffix(w.Header().Get("Link"), `>; rel="next"`), "<")
		got.Next = ""
	}
	if n != 3 {
		t.Errorf("%d entries in parts", n)
	}
	if err := json.Unmarshal(get(t, site, "/sources/1.json?show=troubled").Body.Bytes(), &got); err != nil || len(got.Entries) != 1 || got.Entries[0].Visits != 2 || got.Entries[0].Article == "" {
		t.Errorf("troubled: %+v, %v", got.Entries, err)
	}
	set := url.Values{"do": {"set"}, "title": {"Town"}, "collection": {"wires"}, "tags": {"a, b,,a"}, "every": {"15m"}, "keep": {"passages"}, "days": {"30"}}
	for _, form := range []url.Values{set, {"do": {"pause"}}} {
		if w := posted(t, site, "/sources/1/change", form); w.Code != http.StatusSeeOther {
			t.Errorf("%v: %d %s", form, w.Code, w.Body)
		}
	}
	has("/sources/1", "<b>paused</b>", "passages only, after 30 days, by its own rule", `value="15m"`, `value="a, b"`, `value="30"`, "Paused by hand", ">Resume<")
	posted(t, site, "/sources/1/change", url.Values{"do": {"resume"}})
	has("/sources/1", ">Pause<")
	for _, bad := range []url.Values{{"do": {"set"}, "keep": {"some"}}, {"do": {"set"}, "keep": {"facts"}, "days": {"-1"}}, {"do": {"set"}, "every": {"3s"}}, {"do": {"set"}, "every": {"soon"}}, {"do": {"explode"}}} {
		if w := posted(t, site, "/sources/1/change", bad); w.Code != http.StatusBadRequest {
			t.Errorf("%v: %d", bad, w.Code)
		}
	}
	has("/sources/1/remove", "Remove a source?", "stay in the library")
	if got := sourcesOf(t, site, "/sources.json").Total; got != 1 {
		t.Errorf("asking removed it: %d", got)
	}
	if w := posted(t, site, "/sources/1/remove", nil); w.Code != http.StatusSeeOther {
		t.Errorf("remove: %d", w.Code)
	}
	for _, path := range []string{"/sources/1", "/sources/1.json", "/sources/0", "/sources/x", "/sources/1/remove"} {
		if w := get(t, site, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// sentFile posts a form with a file or a field.
func sentFile(t testing.TB, site http.Handler, field, text string) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	header := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + field + `"; filename="feeds.opml"`}}
	part, err := form.CreatePart(header)
	if err != nil {
		t.Fatal(err)
	}
	part.Write([]byte(text))
	form.Close()
	r := httptest.NewRequest(http.MethodPost, "/sources/import", &b)
	r.Host = "localhost"
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	return w
}

// TestSourceLists: a list is shown before it is added, and comes out as it went in.
func TestSourceLists(t *testing.T) {
	t.Parallel()
	const list = `<opml version="2.0"><head><title>x</title></head><body><outline text="wires"><outline text="A &lt;script&gt;alert(1)&lt;/script&gt;" xmlUrl="https://a.example/feed"/><outline text="B" xmlUrl="https://b.example/feed"/></outline><outline text="None"/></body></opml>`
	roster, _ := watching(t, nil, store.Source{Kind: store.FeedSource, Address: "https://b.example/feed", Title: "B"}, store.Source{Kind: store.FolderSource, Address: "/srv/secret", Title: "Scans"})
	site := web.New(hostile(mark), web.Options{Sources: roster})
	w := sentFile(t, site, "file", list)
	body := w.Body.String()
	for _, want := range []string{"1 source would be added", "1 is a source already", "1 line cannot be used", "wires", "https://a.example/feed", "Line 4 of the list"} {
		if !strings.Contains(body, want) {
			t.Errorf("the preview lacks %q:\n%s", want, body)
		}
	}
	if strings.Contains(body, "<script>alert") || sourcesOf(t, site, "/sources.json").Total != 2 {
		t.Errorf("the preview did more than show:\n%s", body)
	}
	plan, err := roster.Plan(t.Context(), []byte(list))
	if err != nil {
		t.Fatal(err)
	}
	again, err := plan.List()
	if err != nil {
		t.Fatal(err)
	}
	if w := sentFile(t, site, "list", string(again)); w.Code != http.StatusSeeOther {
		t.Errorf("add: %d %s", w.Code, w.Body)
	}
	if got := sourcesOf(t, site, "/sources.json?collection=wires"); got.Total != 1 || got.Sources[0].Address != "https://a.example/feed" {
		t.Errorf("%+v", got)
	}
	w = get(t, site, "/sources.opml")
	if w.Code != 200 || !strings.Contains(w.Body.String(), `xmlUrl="https://a.example/feed"`) || strings.Contains(w.Body.String(), "/srv/secret") || !strings.Contains(w.Header().Get("Content-Disposition"), "sources.opml") {
		t.Errorf("the list: %d %v\n%s", w.Code, w.Header(), w.Body)
	}
	for _, bad := range []string{"", "<html>", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml><body><outline text='&a;'/></body></opml>", strings.Repeat("x", 1<<20+1)} {
		if w := sentFile(t, site, "file", bad); w.Code < 400 || w.Code >= 500 || strings.Contains(w.Body.String(), "root:") {
			t.Errorf("%.30q: %d", bad, w.Code)
		}
	}
}

// TestAddFolder: whoever is alone at the machine has any folder watched, but for the library
// itself; in a shared library an admin has one that its operator allows, and nobody else any.
func TestAddFolder(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	in, out := filepath.Join(root, "in", "scans"), filepath.Join(root, "out")
	for _, dir := range []string{in, out} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(out, filepath.Join(root, "in", "link")); err != nil {
		t.Fatal(err)
	}
	alone, _ := watching(t, nil)
	site := web.New(hostile(mark), web.Options{Sources: alone})
	lib := t.TempDir()
	own, err := watch.OpenRoster(t.Context(), lib, nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	library := web.New(hostile(mark), web.Options{Sources: own})
	for _, c := range []struct {
		site http.Handler
		path string
		want int
	}{{site, out, 303}, {site, filepath.Join(root, "none"), 422}, {site, "", 400}, {library, lib, 400}, {library, filepath.Dir(lib), 400}} {
		if w := posted(t, c.site, "/sources/folder", url.Values{"address": {c.path}}); w.Code != c.want {
			t.Errorf("%q: %d, want %d: %s", c.path, w.Code, c.want, w.Body)
		}
	}
	roster, _ := watching(t, nil)
	s := newShared(t, hostile(mark), func(o *web.Options) { o.Sources, o.Folders = roster, []string{filepath.Join(root, "in")} })
	_, editor := s.user("some-editor", account.Editor)
	_, admin := s.user("some-admin", account.Administrator)
	ask := func(secret account.Secret, path, address string) int {
		form := url.Values{"do": {"pause"}}
		if address != "" {
			form = url.Values{"address": {address}}
		}
		r := s.request(http.MethodPost, path, form)
		return s.do(as(r, secret)).Code
	}
	for _, c := range []struct {
		who     account.Secret
		address string
		want    int
	}{
		{editor, in, 403}, {admin, out, 403}, {admin, filepath.Join(root, "in", "link"), 403}, {admin, filepath.Join(root, "in", "..", "out"), 403},
		{admin, "/nonexistent", 403}, {admin, in, 303},
	} {
		if got := ask(c.who, "/sources/folder", c.address); got != c.want {
			t.Errorf("%s: %d, want %d", c.address, got, c.want)
		}
	}
	if got := ask(editor, "/sources/1/change", ""); got != 403 {
		t.Errorf("an editor pauses a folder: %d", got)
	}
	if got := ask(admin, "/sources/1/change", ""); got != 303 {
		t.Errorf("an admin pauses a folder: %d", got)
	}
}

// TestAddSourceInBrowser adds a feed that a page names, by the buttons alone.
func TestAddSourceInBrowser(t *testing.T) {
	ctx := browser(t)
	n := newNewsSite(t)
	roster, _ := watching(t, openGate())
	site := httptest.NewServer(web.New(hostile("Lantern"), web.Options{Sources: roster}))
	defer site.Close()
	do(t, ctx, "open the form", chromedp.Navigate(site.URL+"/sources"), chromedp.Click(chromedp.CSS(`a[href="/sources/add"]`)), chromedp.WaitVisible(chromedp.CSS("#address")))
	if got := n.asked(); len(got) > 0 {
		t.Errorf("asked for %q before anybody pressed a button", got)
	}
	do(t, ctx, "ask", chromedp.SendKeys(chromedp.CSS("#address"), n.URL+"/"), chromedp.Click(chromedp.CSS("button.main")), chromedp.WaitVisible(chromedp.CSS("#h-found")))
	if got := n.asked(); !slices.Equal(got, []string{"/"}) {
		t.Errorf("asked for %q", got)
	}
	do(t, ctx, "choose the second", chromedp.Click(chromedp.CSS(".rows > li:nth-child(2) button")), chromedp.WaitVisible(chromedp.CSS("#h-keep")))
	if got := n.asked(); !slices.Equal(got, []string{"/two"}) {
		t.Errorf("asked for %q", got)
	}
}
