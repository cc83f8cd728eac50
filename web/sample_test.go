// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"net/http"
	"sync"
	"testing"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/internal/sample/filled"
	"hearsay/job"
	"hearsay/search"
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
