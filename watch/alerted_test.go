// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"hearsay"
	"hearsay/alert"
	"hearsay/search"
	"hearsay/store"
)

// desk is the alerts of a library that is watched.
type desk struct {
	*alert.Desk
	book   *store.Alerts
	engine *search.Engine
}

func openDesk(ctx context.Context, dir string, now func() time.Time) (*desk, error) {
	engine, err := search.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	book, err := store.OpenAlerts(ctx, dir)
	if err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	return &desk{alert.New(book, engine, alert.Options{Now: now}), book, engine}, nil
}

func (d *desk) Close() error { return errors.Join(d.book.Close(), d.engine.Close()) }

// person is whom the articles of a site all quote.
func (s *site) person() string { return fmt.Sprintf("Person%d", s.n) }

// addAlerts makes an alert for one site of each kind, in a library that is still empty.
func addAlerts(t *testing.T, dir string, w *world) map[int64]*site {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err == nil {
		err = lib.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	d, err := openDesk(t.Context(), dir, w.clock)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	of := map[int64]*site{}
	for _, s := range w.sites[:min(kinds, len(w.sites))] {
		got, err := d.Add(t.Context(), alert.Wish{Asks: hearsay.Question{Kind: hearsay.AlertSearch, Query: s.person()}})
		if err != nil {
			t.Fatal(err)
		}
		of[got.ID] = s
	}
	return of
}

// judgeAlerts looks once more, as a program does at its end, and compares what was noted
// with what the library has: each address once, and each later version of it once.
func (w *world) judgeAlerts(t *testing.T, dir string, of map[int64]*site) {
	t.Helper()
	d, err := openDesk(t.Context(), dir, w.clock)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	var all tally
	for id, s := range of {
		have, err := lib.Below(t.Context(), "http://"+s.host+w.port()+"/", 100_000)
		if err != nil {
			t.Fatal(err)
		}
		events, err := d.book.Events(t.Context(), id, 0, 100_000)
		if err != nil {
			t.Fatal(err)
		}
		compareEvents(t, have, events, &all)
	}
	t.Logf("%d alerts: told of %d articles, %d other versions and %d origins, each once", len(of), all.articles, all.versions, all.origins)
}

// tally is of how much alerts told.
type tally struct{ articles, versions, origins int }

// compareEvents compares the articles of a site with the events of its alert. That a
// story has one origin more is told of whatever article brings it.
func compareEvents(t *testing.T, have []store.Addressed, events []hearsay.AlertEvent, all *tally) {
	t.Helper()
	address := map[hearsay.ArticleID]string{}
	told, first := map[hearsay.ArticleID]int{}, map[string]int{} // events; of the first version at an address
	for _, a := range have {
		address[a.ID], told[a.ID], first[a.URL] = a.URL, 0, 0
	}
	for i := range events {
		switch e := &events[i]; e.Kind {
		case hearsay.NewOrigin:
			all.origins++
			continue
		case hearsay.NewArticle:
			all.articles++
			first[address[e.Article]]++
			told[e.Article]++
		default:
			all.versions++
			told[e.Article]++
		}
	}
	for id, n := range told {
		if n != 1 {
			t.Errorf("article %s at %q was told %d times", id, address[id], n)
		}
	}
	for a, n := range first {
		if n != 1 {
			t.Errorf("%q was told %d times as a new article", a, n)
		}
	}
}
