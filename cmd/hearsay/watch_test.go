// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/fetch"
	"hearsay/store"
	"hearsay/watch"
	"hearsay/wire"
)

// TestWatchOnce goes from a feed to an article in the library. That is on another host,
// so that nobody waits for the pace.
func TestWatchOnce(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, "<rss version='2.0'><channel><title>The Town</title><item><title>Piers</title><link>http://localhost%s/piers</link></item></channel></rss>", r.Host[strings.LastIndexByte(r.Host, ':'):])
	})
	mux.HandleFunc("GET /piers", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<html><head><title>Piers closed</title></head><body><article><h1>Piers closed</h1><p>The harbour office closed both piers at noon on Tuesday because of the swell, and nobody knows for how long.</p></article>")
	})
	site := httptest.NewServer(mux)
	defer site.Close()
	lib := filepath.Join(t.TempDir(), "lib")
	if code, _, said := run(t, "", "sources", "add", site.URL+"/feed", "--library", lib); code != exitFailed || !strings.Contains(said, "refused") {
		t.Errorf("an address of this machine: %d, %s", code, said)
	}
	if code, out, said := run(t, "", "sources", "add", site.URL+"/feed", "--private", "--library", lib); code != exitDone || out != "1\n" || !strings.Contains(said, "The Town") {
		t.Fatalf("%d, %q, %s", code, out, said)
	}
	code, out, said := run(t, "", "watch", "--once", "--private", "--json", "--library", lib)
	var sum watchJSON
	if err := json.Unmarshal([]byte(out), &sum); code != exitDone || err != nil || sum.Polls != 1 || sum.Articles != 1 || sum.Waiting != 0 {
		t.Fatalf("%d, %v, %s\n%s", code, err, out, said)
	}
	if code, out, _ := run(t, "", "search", "piers", "--library", lib); code != exitDone || !strings.Contains(out, "Piers closed") {
		t.Errorf("%d, %s", code, out)
	}
	code, out, _ = run(t, "", "sources", "--json", "--library", lib)
	var list []wire.Source
	if err := json.Unmarshal([]byte(out), &list); code != exitDone || err != nil || len(list) != 1 || list[0].Items != 1 || list[0].Title != "The Town" || list[0].Tried == nil {
		t.Errorf("%d, %v, %s", code, err, out)
	}
}

// TestAttackA8: figures are shown only when that is asked for, to this machine alone
// unless told otherwise, whatever a request says of where it comes from; they name nobody.
func TestAttackA8(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"watch", "--metrics", "0.0.0.0:0", "--once"}, "nobody is asked who they are"},
		{[]string{"watch", "--metrics", "192.0.2.1:9117", "--once"}, "nobody is asked who they are"},
		{[]string{"watch", "--metrics", "9117", "--once"}, "want HOST:PORT"},
		{[]string{"watch", "--metrics-open", "--once"}, "goes with --metrics"},
		{[]string{"serve", "--metrics", "127.0.0.1:0", "--no-open"}, "go with --watch"},
	} {
		if code, _, said := run(t, "", append(c.args, "--library", dir)...); code != exitUsage || !strings.Contains(said, c.says) {
			t.Errorf("%v: %d, %s", c.args, code, said)
		}
	}
	db, err := store.OpenSources(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Add(t.Context(), &store.Source{Kind: store.FeedSource, Address: "https://secret.example/feed?key=1", Added: time.Now()}); err != nil {
		t.Fatal(err)
	}
	w, err := watch.Open(t.Context(), dir, watch.Options{Gate: fetch.New(fetch.Options{Offline: true})})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	ask := func(open bool, host, path string) (int, string) {
		r := httptest.NewRequest(http.MethodGet, "http://"+host+path, nil)
		r.Header.Set("X-Forwarded-For", "127.0.0.1")
		r.Header.Set("X-Forwarded-Host", "localhost")
		r.Header.Set("Forwarded", "for=127.0.0.1;host=localhost")
		out := httptest.NewRecorder()
		metricsHandler(w, open).ServeHTTP(out, r)
		return out.Code, out.Body.String()
	}
	if code, _ := ask(false, "localhost", "/healthz"); code != http.StatusServiceUnavailable {
		t.Errorf("health of a watcher that does not run: %d", code)
	}
	if err := w.Run(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		open       bool
		host, path string
		want       int
	}{
		{false, "127.0.0.1:9117", "/metrics", 200}, {false, "localhost:9117", "/healthz", 200}, {false, "[::1]:9117", "/metrics", 200},
		{false, "evil.example", "/metrics", 403}, {false, "evil.example:9117", "/healthz", 403}, {true, "monitor.example", "/metrics", 200},
		{false, "127.0.0.1", "/sources", 404}, {false, "127.0.0.1", "/debug/pprof/", 404},
	} {
		code, body := ask(c.open, c.host, c.path)
		if code != c.want || strings.Contains(body, "secret") {
			t.Errorf("%s%s: %d, want %d: %s", c.host, c.path, code, c.want, body)
		}
	}
	if _, body := ask(false, "localhost", "/metrics"); !strings.Contains(body, "\nhearsay_sources 1\n") || !strings.Contains(body, "# TYPE hearsay_polls_total counter\n") {
		t.Errorf("figures:\n%s", body)
	}
	r := httptest.NewRequest(http.MethodPost, "http://localhost/metrics", nil)
	out := httptest.NewRecorder()
	metricsHandler(w, false).ServeHTTP(out, r)
	if out.Code != http.StatusMethodNotAllowed {
		t.Errorf("posted: %d", out.Code)
	}
}

// TestServeWatch: serve --watch looks at the sources beside the pages, and ends with them.
func TestServeWatch(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 100)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			asked <- struct{}{}
		}
		http.NotFound(w, r)
	}))
	defer site.Close()
	lib := filepath.Join(t.TempDir(), "lib")
	writeFile(t, filepath.Join(filepath.Dir(lib), "feeds.opml"), `<opml version="2.0"><body><outline text="A" type="rss" xmlUrl="`+site.URL+`/feed"/></body></opml>`)
	if code, _, said := run(t, "", "sources", "import", filepath.Join(filepath.Dir(lib), "feeds.opml"), "--library", lib); code != exitDone {
		t.Fatal(said)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var out, errs bytes.Buffer
	p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, env: func(string) string { return "" }, now: time.Now}
	ended := make(chan int, 1)
	go func() {
		ended <- p.run(ctx, []string{"serve", "--watch", "--private", "--no-open", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--library", lib})
	}()
	select {
	case <-asked:
	case code := <-ended:
		t.Fatalf("it ended with %d: %s", code, errs.String())
	}
	cancel()
	if code := <-ended; code != exitDone || !strings.Contains(errs.String(), "The sites of the sources are asked") || !strings.Contains(errs.String(), "Metrics at http://127.0.0.1:") {
		t.Errorf("%d: %s", code, errs.String())
	}
	_, list, _ := run(t, "", "sources", "--library", lib)
	if !strings.Contains(list, "nothing at this address (404)") {
		t.Errorf("afterwards: %s", list)
	}
}
