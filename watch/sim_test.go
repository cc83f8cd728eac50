// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/fetch"
	"hearsay/store"
	"hearsay/watch"
)

// ticking is a clock that goes on only when nobody has anything to do, by whole
// minutes.
type ticking struct {
	mu   sync.Mutex
	now  time.Time
	end  time.Time
	over context.CancelFunc
	tell func(time.Time)
	// die ends the watcher without a farewell: it is called at each pause.
	die func()
}

func (c *ticking) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *ticking) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	c.now = c.now.Add(max(d, time.Second)).Truncate(time.Minute).Add(time.Minute)
	now := c.now
	c.mu.Unlock()
	c.tell(now)
	if c.die != nil {
		c.die()
	}
	if now.After(c.end) {
		c.over()
	}
	return ctx.Err()
}

// gateTo is the real gate, on the clock and the name service of a world.
func gateTo(resolver fetch.Resolver, now func() time.Time, total time.Duration) *fetch.Gate {
	return fetch.New(fetch.Options{
		Private: true, Pace: -1, Robots: true, Now: now, Resolver: resolver, Limits: fetch.Limits{Total: total},
		Sleep: func(ctx context.Context, d time.Duration) error { return ctx.Err() },
	})
}

// addFeeds makes the feeds of a world the sources of a library.
func addFeeds(t testing.TB, dir string, w *world) {
	t.Helper()
	db, err := store.OpenSources(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range w.sites {
		if err := db.Add(t.Context(), &store.Source{Kind: store.FeedSource, Address: w.feed(s), Added: w.begin}); err != nil {
			t.Fatal(err)
		}
	}
}

// errKilled is what a watcher dies of in these tests.
var errKilled = errors.New("killed")

// live watches until the clock's end or until die panics with errKilled, and reports
// whether it did.
func live(t *testing.T, dir string, c *ticking, gate watch.Getter) (killed bool) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.over = cancel
	w, err := watch.Open(t.Context(), dir, watch.Options{Gate: gate, Workers: 4, Pace: time.Second, BatchAge: 6 * time.Hour, Look: 4 * time.Hour, Now: c.Now, Sleep: c.Sleep})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if cause := recover(); cause == errKilled {
			killed = true
		} else if cause != nil {
			panic(cause)
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := w.Run(ctx, false); err != nil {
		t.Fatal(err)
	}
	return false
}

// TestSimulatedWeb lets a watcher live for a day on a small web with all its faults,
// and die six times.
func TestSimulatedWeb(t *testing.T) {
	t.Parallel()
	w := newWorld(t, kinds, kinds*8, 1)
	dir := t.TempDir()
	addFeeds(t, dir, w)
	c := &ticking{now: w.begin, end: w.begin.Add(time.Duration(w.days) * 24 * time.Hour), tell: w.set}
	pauses, deaths := 0, 0
	c.die = func() {
		if pauses++; pauses%60 == 0 && deaths < 6 {
			deaths++
			panic(errKilled)
		}
	}
	for live(t, dir, c, gateTo(w, c.Now, 0)) {
		w.killed()
	}
	settle(t, dir, w)
	w.judge(t, dir)
	t.Logf("%d requests, %d polls, %d pages, %d deaths, %d pauses", w.requests, w.polls, w.pages, deaths, pauses)
	if deaths < 3 {
		t.Errorf("the watcher died %d times only", deaths)
	}
}

// settle lets a watcher do what is left on a web without further faults: an hour later,
// and once more when each page whose visits failed is due again.
func settle(t *testing.T, dir string, w *world) {
	t.Helper()
	w.sound.Store(true)
	for _, wait := range []time.Duration{time.Hour, 12 * time.Hour} {
		c := &ticking{now: w.clock().Add(wait), end: w.clock().Add(1000 * wait), tell: w.set}
		w.set(c.now)
		doDue(t, dir, c, w)
	}
}

// doDue does all that is due.
func doDue(t *testing.T, dir string, c *ticking, w *world) {
	t.Helper()
	last, err := watch.Open(t.Context(), dir, watch.Options{Gate: gateTo(w, c.Now, 0), Pace: -1, Now: c.Now, Look: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(last.Run(t.Context(), true), last.Close()); err != nil {
		t.Fatal(err)
	}
}

// judge compares the library with what the world gave out.
func (w *world) judge(t *testing.T, dir string) {
	t.Helper()
	for _, wrong := range w.wrong {
		t.Error(wrong)
	}
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	var ids []hearsay.CaptureID
	for id := range w.bodies {
		ids = append(ids, id)
	}
	have, err := lib.Known(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	missing, flying := 0, 0
	for id, s := range w.bodies {
		if !have[id] && s.flying {
			flying++
		} else if !have[id] {
			if missing++; missing < 10 {
				t.Errorf("%s as of %s is missing", s.address, s.at)
			}
		}
	}
	for address := range w.shown {
		found, err := lib.Below(t.Context(), address, 1000)
		if err != nil {
			t.Fatal(err)
		}
		is := false
		for _, a := range found {
			is = is || a.URL == address
		}
		if !is {
			if missing++; missing < 10 {
				t.Errorf("%s was shown and is missing", address)
			}
		}
	}
	t.Logf("%d pages shown, %d versions served, %d missing, %d changed between a kill and the next visit", len(w.shown), len(w.bodies), missing, flying)
}
