// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/golden"
	"hearsay/store"
	"hearsay/watch"
)

// soundWorld is a web without faults whose articles are all there.
func soundWorld(b *testing.B, sites, articles int) *world {
	w := newWorld(b, sites, articles, 1)
	w.sound.Store(true)
	for _, s := range w.sites {
		s.sound = true
	}
	w.now = w.begin.Add(24 * time.Hour)
	return w
}

// once watches until nothing is due.
func once(b *testing.B, dir string, w *world, now time.Time) watch.Stats {
	b.Helper()
	clock := func() time.Time { return now }
	watcher, err := watch.Open(b.Context(), dir, watch.Options{Gate: gateTo(w, clock, 0), Workers: 8, Pace: -1, Now: clock})
	if err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(watcher.Run(b.Context(), true), watcher.Close()); err != nil {
		b.Fatal(err)
	}
	return watcher.Stats()
}

// BenchmarkFeeds looks at feeds of 20 entries of which nothing is new but the answer. The
// sites are served by the same process.
func BenchmarkFeeds(b *testing.B) {
	w := soundWorld(b, 300, 0)
	for _, s := range w.sites {
		s.articles, s.gap = 20, time.Hour
	}
	dir := b.TempDir()
	addFeeds(b, dir, w)
	now := w.now
	w.walls = true
	once(b, dir, w, now)
	before, n := processTime(), 0
	for b.Loop() {
		now = now.Add(25 * time.Hour)
		w.now = now
		n += once(b, dir, w, now).Polls
	}
	b.ReportMetric(60*float64(n)/(processTime()-before).Seconds(), "feeds/core-min")
}

// BenchmarkPages fetches pages, reads them and adds them to a library. The sites are
// served by the same process.
func BenchmarkPages(b *testing.B) {
	before, n := processTime(), 0
	for b.Loop() {
		w := soundWorld(b, 50, 1000)
		dir := b.TempDir()
		addFeeds(b, dir, w)
		n += once(b, dir, w, w.now).Articles
	}
	b.ReportMetric(float64(n)/(processTime()-before).Seconds(), "pages/core-s")
}

// BenchmarkRealPages is BenchmarkPages with the pages of extract-scrapinghub as they were
// on the web, from one site without a pace.
func BenchmarkRealPages(b *testing.B) {
	pages := realPages(b)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/p/")); err == nil && n < len(pages) {
			w.Header().Set("Content-Type", "text/html")
			w.Write(pages[n])
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, "<rss version='2.0'><channel><title>All</title>")
		for n := range pages {
			fmt.Fprintf(w, "<item><link>http://p%d.example%s/p/%d</link></item>", n%8, portOf(r.Host), n)
		}
		fmt.Fprint(w, "</channel></rss>")
	}))
	defer site.Close()
	before, n := processTime(), 0
	for b.Loop() {
		dir := b.TempDir()
		db, err := store.OpenSources(b.Context(), dir)
		if err != nil {
			b.Fatal(err)
		}
		src := store.Source{Kind: store.FeedSource, Address: site.URL + "/feed", Added: time.Unix(1, 0)}
		if err := errors.Join(db.Add(b.Context(), &src), db.Close()); err != nil {
			b.Fatal(err)
		}
		n += once(b, dir, &world{}, time.Now()).Pages
	}
	b.ReportMetric(float64(n)/(processTime()-before).Seconds(), "pages/core-s")
}

func portOf(host string) string { return host[strings.LastIndexByte(host, ':'):] }

func realPages(b *testing.B) (pages [][]byte) {
	for _, page := range golden.Tar(b, "extract-scrapinghub", "html.tar.zst") {
		pages = append(pages, page)
	}
	return pages
}
