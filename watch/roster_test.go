// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/watch"
)

func (o *town) roster() *watch.Roster {
	o.Helper()
	r, err := watch.OpenRoster(o.Context(), o.dir, o.gate, o.clock)
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() { r.Close() })
	return r
}

// TestAdd: an address is added for what it is, or for the one feed that it names.
func TestAdd(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	r := o.roster()
	const link = `<link rel="alternate" type="application/rss+xml" href="`
	o.feed("town.example/feed")
	o.put("town.example/", "text/html", "<html><head>"+link+`/feed" title="News">`)
	o.put("two.example/", "text/html", "<html><head>"+link+`/one" title="One">`+link+`/two" title="Two">`)
	o.put("none.example/", "text/html", "<html><main><h2><a href='/a'>Bridge</a></h2></main>")
	o.put("map.example/map.xml", "application/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>`+o.address("map.example/a")+`</loc></url></urlset>`)
	o.put("guess.example/", "text/html", "<html><p>Welcome")
	o.feed("guess.example/rss.xml")
	add := func(place, selector string) (store.Source, error) {
		return r.Add(t.Context(), watch.Wish{Address: o.address(place), Selector: selector, Collection: "wires", Tags: []string{"en"}})
	}
	s, err := add("town.example/", "")
	if err != nil || s.Kind != store.FeedSource || s.Address != o.address("town.example/feed") || s.Title != "The Town" || s.Collection != "wires" {
		t.Errorf("a page that names a feed: %+v, %v", s, err)
	}
	if _, err := add("town.example/feed", ""); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("the same again: %v", err)
	}
	var choice *watch.Choice
	if _, err := add("two.example/", ""); !errors.As(err, &choice) || len(choice.Feeds) != 2 || choice.Feeds[1].Title != "Two" {
		t.Errorf("a page that names two: %v", err)
	}
	if _, err := add("none.example/", ""); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("a page that names none: %v", err)
	}
	if s, err := add("none.example/", "main h2 a"); err != nil || s.Kind != store.PageSource {
		t.Errorf("with a selector: %+v, %v", s, err)
	}
	if _, err := add("town.example/", "main h2 a"); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("a selector that finds nothing: %v", err)
	}
	if _, err := add("none.example/", "main >> a"); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("a selector that is none: %v", err)
	}
	if s, err := add("map.example/map.xml", ""); err != nil || s.Kind != store.SitemapSource {
		t.Errorf("a sitemap: %+v, %v", s, err)
	}
	if s, err := add("guess.example/", ""); err != nil || s.Address != o.address("guess.example/rss.xml") {
		t.Errorf("a feed at a place that is well known: %+v, %v", s, err)
	}
	o.fail("down.example/", 502)
	if _, err := add("down.example/", ""); err == nil {
		t.Error("a site that is down was added")
	}
	if _, err := r.Add(t.Context(), watch.Wish{Address: "file:///etc/passwd"}); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("a file: %v", err)
	}
	if _, err := r.AddFolder(t.Context(), watch.Wish{Address: "/none/such"}); err == nil {
		t.Error("a folder that is not there was added")
	}
}

// TestOPML: what is exported and imported elsewhere is the same.
func TestOPML(t *testing.T) {
	t.Parallel()
	o, other := newTown(t), newTown(t)
	for _, s := range []store.Source{
		{Kind: store.FeedSource, Address: "https://a.example/feed", Title: "A & B", Collection: "wires / north", Tags: []string{"x", "y"}},
		{Kind: store.PageSource, Address: "https://b.example/news", Title: "B", Selector: "main > a", Collection: "towns"},
		{Kind: store.SitemapSource, Address: "https://c.example/map.xml", Title: "C"},
		{Kind: store.FolderSource, Address: "/srv/scans", Title: "Scans"},
	} {
		o.watch(s)
	}
	list, err := o.roster().Export(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := other.roster().Import(t.Context(), list)
	if err != nil || len(got.Added) != 3 || len(got.Skipped) != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	essence := func(o *town) (out []store.Source) {
		all, err := o.roster().List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			if s.Kind != store.FolderSource {
				s.ID, s.Added, s.State = 0, time.Time{}, store.SourceState{}
				out = append(out, s)
			}
		}
		return out
	}
	if a, b := essence(o), essence(other); !reflect.DeepEqual(a, b) {
		t.Errorf("exported %+v\nimported %+v", a, b)
	}
	if again, err := other.roster().Import(t.Context(), list); err != nil || again.Already != 3 || len(again.Added) != 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
	other.want("requests", len(other.asked), 0)
}
