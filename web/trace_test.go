// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/job"
	"hearsay/search"
	"hearsay/web"
	"hearsay/wire"
)

// TestTraceAFile: a file is read as what it is, and traced with what it says of itself.
func TestTraceAFile(t *testing.T) {
	h, _ := sampleSite(t)
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", "somebody's.html")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(part, "<html><head><title>A post</title></head><body><article><h1>A post</h1><p>%s</p><p>That is what the minіster said on Monday, and nobody whom we asked was much surprised by it.</p></article></body></html>", sample.Query())
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost/trace", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	got := words(byID(parse(t, w.Body.String()), "main"))
	for _, want := range []string{"Tracing somebody's.html", "independent origins", "Cyrillic і for i"} {
		if !strings.Contains(got, want) {
			t.Errorf("the answer does not say %q: %.400s", want, got)
		}
	}
}

// slow is an engine that tells of a match and gives its answer when it is let go.
type slow struct {
	*fake
	free chan struct{}
}

func (s slow) Trace(ctx context.Context, r search.Request) (*hearsay.Trace, error) {
	r.Tell(search.Progress{Looked: 5, Parts: 8})
	r.Tell(search.Progress{Looked: 5, Parts: 8, Found: 1, Early: []search.Sighting{{Article: s.briefs[0], Words: 41}}})
	select {
	case <-s.free:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return s.fake.Trace(ctx, r)
}

// TestTraceArrives: the first article stands on the page while the rest is looked for;
// in the end the page is whole, without any script, and says what it says when it is quick.
func TestTraceArrives(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, fmt.Errorf("a fault that only the log may name: %w", hearsay.ErrCorrupt)} {
		engine := slow{hostile("Lantern"), make(chan struct{})}
		server := httptest.NewServer(web.New(engine, web.Options{}))
		defer server.Close()
		res, failed := http.Get(server.URL + "/?q=ferry")
		if failed != nil {
			t.Fatal(failed)
		}
		defer res.Body.Close()
		from := bufio.NewReader(res.Body)
		begun := ""
		for !strings.Contains(begun, "Shares 41 words") {
			line, failed := from.ReadString('\n')
			begun += line
			if failed != nil {
				t.Fatalf("%v after %s", failed, begun)
			}
		}
		if strings.Contains(begun, "h-found") || !strings.Contains(begun, `role="status"`) {
			t.Errorf("before the answer the page says %s", begun)
		}
		engine.err = err
		close(engine.free)
		rest, failed := io.ReadAll(from)
		if failed != nil {
			t.Fatal(failed)
		}
		page := parse(t, begun+string(rest))
		quick := parse(t, get(t, web.New(engine.fake, web.Options{}), "/?q=ferry").Body.String())
		if err != nil {
			if got := words(byID(page, "main")); !strings.Contains(got, "Part of the library is damaged") || strings.Contains(got, "only the log") {
				t.Errorf("an answer that broke off says %s", got)
			}
			continue
		}
		for _, status := range all(page, tag("div", "so-far")) {
			status.Parent.RemoveChild(status)
		}
		if got, want := words(byID(page, "main")), words(byID(quick, "main")); got != want {
			t.Errorf("the page that arrived says\n%s\nwant\n%s", got, want)
		}
		if !strings.HasSuffix(strings.TrimSpace(string(rest)), "</html>") {
			t.Errorf("the page is not whole: … %.200s", rest)
		}
	}
}

// TestTraceLeft: who leaves before the answer is there ends the question.
func TestTraceLeft(t *testing.T) {
	t.Parallel()
	engine := slow{hostile("Lantern"), make(chan struct{})}
	ctx, leave := context.WithCancel(t.Context())
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "http://localhost/?q=ferry", nil)
	time.AfterFunc(200*time.Millisecond, leave)
	w := httptest.NewRecorder()
	web.New(engine, web.Options{}).ServeHTTP(w, r) // comes back, or the test hangs
}

// TestTraceHidesBoilerplate: what shares standing phrases only can be hidden, as an address says.
func TestTraceHidesBoilerplate(t *testing.T) {
	t.Parallel()
	engine := hostile("Lantern")
	engine.trace.Matches[1].Boilerplate = engine.trace.Matches[1].Words
	page := parse(t, get(t, web.New(engine, web.Options{}), "/?q=ferry&hide=boilerplate").Body.String())
	if n := len(all(page, tag("li", "match"))); n != 1 {
		t.Errorf("%d matches are shown, want 1", n)
	}
	if got := words(byID(page, "main")); !strings.Contains(got, "The filters leave 1 of 2 articles") {
		t.Errorf("the page does not say what is hidden: %s", got)
	}
}

// TestTraceAnAddress: one that the library has is traced; any other is fetched only
// when its button is pressed.
func TestTraceAnAddress(t *testing.T) {
	h, engine := sampleSite(t)
	id := sampleID(t, engine, "gull-treaty")
	view, err := engine.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	w := get(t, h, "/?q="+url.QueryEscape(view.Article.URL))
	if want := "/?article=" + id.String(); w.Header().Get("Location") != want {
		t.Errorf("an address of the library leads to %q, want %q", w.Header().Get("Location"), want)
	}
	got := words(byID(page(t, h, "/?q="+url.QueryEscape("https://nowhere.example/page")), "main"))
	if !strings.Contains(got, "No article of this library has the address") || !strings.Contains(got, "This contacts the site from this machine") {
		t.Errorf("an address that is not there: %s", got)
	}
	if w := post(t, h, "/trace/fetch", url.Values{"address": {"http://127.0.0.1/x"}}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "127.0.0.1 is a private address") {
		t.Errorf("a private address: status %d: %s", w.Code, words(parse(t, w.Body.String())))
	}
}

// TestTraceFilters: they hide matches and nothing else, on the page and in its twin.
func TestTraceFilters(t *testing.T) {
	h, _ := sampleSite(t)
	q := "?q=" + url.QueryEscape(sample.Query())
	all := readJSON[wire.Trace](t, h, "/trace.json"+q)
	for filter, keeps := range map[string]func(m *wire.Match) bool{
		"&hide=quotes":       func(m *wire.Match) bool { return m.Relation != "quotes" },
		"&lang=en":           func(m *wire.Match) bool { return m.Article.Language == "en" },
		"&before=2025-03-12": func(m *wire.Match) bool { d := m.Article.Date; return d != nil && d.Earliest < "2025-03-12" },
	} {
		want := 0
		for i := range all.Matches {
			if keeps(&all.Matches[i]) {
				want++
			}
		}
		some := readJSON[wire.Trace](t, h, "/trace.json"+q+filter)
		if len(some.Matches) != want || some.Origins.Count != all.Origins.Count {
			t.Errorf("%s: %d matches of %d, want %d; %d origins of %d", filter, len(some.Matches), len(all.Matches), want, some.Origins.Count, all.Origins.Count)
		}
		got := words(byID(page(t, h, "/"+q+filter), "main"))
		if says := fmt.Sprintf("The filters leave %d of %d articles", want, len(all.Matches)); want < len(all.Matches) && !strings.Contains(got, says) {
			t.Errorf("%s: the page does not say %q", filter, says)
		}
	}
	if w := get(t, h, "/"+q+"&hide=everything"); w.Code != http.StatusBadRequest {
		t.Errorf("a filter that is none: status %d", w.Code)
	}
}

// TestKeep: a text too long for an address is kept only when somebody says so, and
// then has a link, until it is forgotten.
func TestKeep(t *testing.T) {
	_, engine := sampleSite(t)
	desk, err := job.Open(filepath.Join(t.TempDir(), "desk"), job.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(desk.Close)
	h := web.New(engine, web.Options{Desk: desk})
	long := strings.Repeat(sample.Query()+"\n\n", 5)
	answer := post(t, h, "/trace", url.Values{"q": {long}})
	if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), "It is not kept unless you say so") {
		t.Fatalf("a long text: status %d", answer.Code)
	}
	link := post(t, h, "/trace/keep", url.Values{"q": {long}, "direction": {"came"}}).Header().Get("Location")
	if !strings.HasPrefix(link, "/?kept=") {
		t.Fatalf("keeping leads to %q", link)
	}
	if got := words(byID(page(t, h, link), "main")); !strings.Contains(got, "independent origins") {
		t.Errorf("the link: %.200s", got)
	}
	if twin := readJSON[wire.Trace](t, h, strings.Replace(link, "/?", "/trace.json?", 1)); len(twin.Matches) == 0 {
		t.Error("the twin of the link has no matches")
	}
	post(t, h, "/trace/forget", url.Values{"kept": {strings.TrimPrefix(link, "/?kept=")}})
	if w := get(t, h, link); w.Code != http.StatusNotFound {
		t.Errorf("after forgetting: status %d", w.Code)
	}
}
