// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch_test

import (
	"errors"
	"testing"
	"time"

	"hearsay/watch"
)

// soundWorld is a web without faults whose articles are all there.
func soundWorld(b *testing.B, sites, articles int) *world {
	w := newWorld(b, sites, articles, 1)
	w.sound = true
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
