// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/internal/sample"
	"hearsay/job"
	"hearsay/search"
	"hearsay/store"
	"hearsay/web"
)

// fillOnce fills one library for all tests of the package: it takes a third of a
// second, and tests only read it.
var fillOnce = sync.OnceValues(func() (*search.Engine, error) {
	ctx := context.Background()
	lib, err := store.OpenWriter(ctx, libraryDir)
	if err != nil {
		return nil, err
	}
	_, err = ingest.Add(ctx, lib, sample.Items(), ingest.Options{Now: time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		lib.Close()
		return nil, err
	}
	if err := lib.Close(); err != nil {
		return nil, err
	}
	return search.Open(ctx, libraryDir)
})

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
// is shared by all tests.
func sampleOptions(t testing.TB, engine *search.Engine) web.Options {
	t.Helper()
	desk, err := job.Open(libraryDir, job.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(desk.Close)
	opt := web.Options{DemoQuery: sample.Query(), Desk: desk}
	briefs, _, err := engine.Latest(t.Context(), 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range briefs {
		opt.Sample = append(opt.Sample, b.ID)
	}
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
