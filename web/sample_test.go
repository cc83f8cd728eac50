// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/alert"
	"hearsay/internal/sample"
	"hearsay/internal/sample/filled"
	"hearsay/job"
	"hearsay/search"
	"hearsay/store"
	"hearsay/watch"
	"hearsay/web"
)

// fillOnce fills one library for all tests of the package: it takes a third of a
// second, and tests only read it.
var fillOnce = sync.OnceValues(func() (*search.Engine, error) {
	ctx := context.Background()
	if err := filled.Library(ctx, libraryDir); err != nil {
		return nil, err
	}
	return search.Open(ctx, libraryDir)
})

// alertsOnce makes alerts of the sample library, which found something; tests only read them.
var alertsOnce = sync.OnceValues(func() (*store.Alerts, error) {
	ctx := context.Background()
	engine, err := fillOnce()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(libraryDir+"-alerts", 0o755); err != nil {
		return nil, err
	}
	book, err := store.OpenAlerts(ctx, libraryDir+"-alerts")
	if err != nil {
		return nil, err
	}
	day := func() time.Time { return time.Date(2025, 4, 1, 12, 0, 0, 0, time.UTC) }
	d := alert.New(book, engine, alert.Options{Now: day})
	mail := hearsay.Target{Kind: hearsay.Mail, Address: "desk@news.example", Rhythm: hearsay.Daily}
	a, err := d.Add(ctx, alert.Wish{Asks: hearsay.Question{Kind: hearsay.AlertSearch, Query: "treaty in:quotation"}, Targets: []hearsay.Target{mail}})
	if err != nil {
		return nil, err
	}
	if _, err := d.Add(ctx, alert.Wish{Asks: hearsay.Question{Kind: hearsay.AlertSpeaker, Name: "Anselm Dorrick"}}); err != nil {
		return nil, err
	}
	if _, _, err := d.NewFeed(ctx, a.ID); err != nil {
		return nil, err
	}
	turn, looked, err := book.LookedAt(ctx)
	if err != nil {
		return nil, err
	}
	_, err = book.Note(ctx, &store.Round{Turn: turn, From: looked[0], At: day().Add(time.Hour), Events: []hearsay.AlertEvent{
		{Alert: a.ID, Key: "1", Kind: hearsay.NewArticle, Article: looked[0].Article, Title: "Velmark to close strait before the count", Outlet: "The Daily Gull",
			Says: "An article of The Daily Gull passes the query.", Why: []string{"Asked for: treaty in:quotation", "It has: “A herring carries no passport, and no treaty will make it stop at a buoy”"}, Link: "/articles/" + looked[0].Article.String()},
		{Alert: a.ID, Key: "2", Kind: hearsay.NewVersion, Article: looked[0].Article, Title: "Mallory Bridge shut", Outlet: "The Lind Courier",
			Says: "The Lind Courier has another version of an article: 2 sentences added, 1 number changed.", Why: []string{"Both were captured at one address."}, Link: "/articles/" + looked[0].Article.String()},
	}})
	if err == nil {
		err = book.Pack(ctx, day().Add(48*time.Hour))
	}
	return book, err
})

// sourcesOnce makes sources in all states beside the sample library; tests only read them.
var sourcesOnce = sync.OnceValues(func() (*watch.Roster, error) {
	ctx := context.Background()
	dir := libraryDir + "-sources"
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	db, err := store.OpenSources(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if err := fillSources(ctx, db); err != nil {
		return nil, err
	}
	return watch.OpenRoster(ctx, dir, nil, func() time.Time { return watchedAt })
})

// watchedAt is when the sources of these tests were looked at.
var watchedAt = time.Date(2025, 4, 1, 12, 0, 0, 0, time.UTC)

// fillSources adds sources, and notes how they went.
func fillSources(ctx context.Context, db *store.Sources) error {
	at := func(ago time.Duration) time.Time { return watchedAt.Add(-ago) }
	var l store.Looked
	for _, s := range []store.Source{
		{Kind: store.FeedSource, Address: "https://www.dailygull.example/feed", Title: "The Daily Gull", Collection: "Papers", Tags: []string{"en", "velmark"}, Keep: "passages 30",
			State: store.SourceState{Tried: at(20 * time.Minute), Succeeded: at(20 * time.Minute), Due: at(-40 * time.Minute), Items: 214, Rate: .42, Delays: []time.Duration{4 * time.Minute, 11 * time.Minute, time.Hour}}},
		{Kind: store.FeedSource, Address: "https://courier.example/rss.xml", Title: "The Lind Courier", Collection: "Papers", Tags: []string{"en"},
			State: store.SourceState{Tried: at(2 * time.Hour), Succeeded: at(50 * time.Hour), Due: at(-6 * time.Hour), Items: 88, Rate: .2, Errors: 5, Problem: "The site has a fault of its own (503). Nothing to do, unless it lasts."}},
		{Kind: store.SitemapSource, Address: "https://meridian.example/news-sitemap.xml", Title: "Meridian", Collection: "Papers", Tags: []string{"ar"}, Every: time.Hour,
			State: store.SourceState{Tried: at(5 * time.Minute), Succeeded: at(5 * time.Minute), Due: at(-55 * time.Minute), Items: 31, Rate: .001}},
		{Kind: store.PageSource, Address: "https://harbour.example/notices", Title: "Notices of the harbour", Selector: "main h2 a", Collection: "Offices", Paused: "The site says that it is gone for good (410).",
			State: store.SourceState{Tried: at(24 * time.Hour), Succeeded: at(48 * time.Hour), Items: 12, Errors: 1, Problem: "The site says that it is gone for good (410)."}},
		{Kind: store.FolderSource, Address: "/srv/scans", Title: "Scans", Collection: "Offices", State: store.SourceState{Tried: at(time.Minute), Succeeded: at(time.Minute), Due: watchedAt, Items: 7}},
		{Kind: store.FeedSource, Address: "https://wire.example/atom.xml", Title: "Coastal Press Agency", Tags: []string{"en", "wire"}},
	} {
		s.Added = at(90 * 24 * time.Hour)
		state := s.State
		if err := db.Add(ctx, &s); err != nil {
			return err
		}
		if !state.Tried.IsZero() {
			l.Polls = append(l.Polls, store.Polled{Source: s.ID, State: state, Seen: state.Tried})
		}
	}
	i := 0
	for c := range sample.Captures() {
		if !strings.HasPrefix(c.URL, "https://www.dailygull.example/") || i == 12 {
			continue
		}
		i++
		e := store.Entry{Mark: [16]byte{byte(i)}, GUID: c.URL, Address: c.URL, Host: "www.dailygull.example", Seen: at(time.Duration(i) * 5 * time.Hour), Published: at(time.Duration(i)*5*time.Hour + 11*time.Minute), Due: watchedAt}
		l.Polls[0].New = append(l.Polls[0].New, e)
		l.Pages = append(l.Pages, store.Page{ID: int64(i), Host: "www.dailygull.example", Visits: 2, Step: 1, Visited: e.Seen.Add(time.Hour), Due: e.Seen.AddDate(0, 0, 7)})
	}
	l.Pages[0].Problem = "The site did not answer in time. Nothing to do, unless it lasts."
	return db.Note(ctx, &l)
}

// sampleSite is the reading room of the sample library.
func sampleSite(t testing.TB) (http.Handler, *search.Engine) {
	t.Helper()
	engine, err := fillOnce()
	if err != nil {
		t.Fatal(err)
	}
	return web.New(engine, sampleOptions(t, engine)), engine
}

// sampleOptions are those of the demo. Nobody starts a job at this desk: the library
// is shared by all tests. The desk has a folder of its own, since one that opens clears away what
// another is receiving.
func sampleOptions(t testing.TB, engine *search.Engine) web.Options {
	t.Helper()
	desk, err := job.Open(t.TempDir(), job.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(desk.Close)
	book, err := alertsOnce()
	if err != nil {
		t.Fatal(err)
	}
	roster, err := sourcesOnce()
	if err != nil {
		t.Fatal(err)
	}
	opt := web.Options{DemoQuery: sample.Query(), Desk: desk, Alerts: alert.New(book, engine, alert.Options{}), Book: book, Sources: roster}
	briefs, _, err := engine.Latest(t.Context(), 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	opt.Sample = briefs
	return opt
}

// sampleID is the article that the truth of the sample library calls slug.
func sampleID(t testing.TB, engine *search.Engine, slug string) hearsay.ArticleID {
	t.Helper()
	briefs, _, err := engine.Latest(t.Context(), 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	for c := range sample.Captures() {
		if c.Slug != slug {
			continue
		}
		for _, b := range briefs {
			if b.URL == c.URL && b.Seen.Equal(c.At) {
				return b.ID
			}
		}
	}
	t.Fatalf("sample article %s is not in the library", slug)
	return hearsay.ArticleID{}
}
