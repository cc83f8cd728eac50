// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"hearsay/fetch"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/internal/sample"
	"hearsay/store"
	"hearsay/warc"
)

// BenchmarkFetchAndAdd measures the whole way of a page: asked for over loopback through
// the gate, unpacked, extracted, analysed and stored. The server's work is in it, too.
func BenchmarkFetchAndAdd(b *testing.B) {
	var pages []intake.Item
	for it := range sample.Items() {
		if strings.HasPrefix(it.Capture.MediaType, "text/html") {
			pages = append(pages, it)
		}
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil || n >= len(pages) {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", pages[n].Capture.MediaType)
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		z.Write(pages[n].Body)
		z.Close()
	}))
	defer site.Close()
	for b.Loop() {
		gate := fetch.New(fetch.Options{Private: true, Pace: -1, Robots: true})
		lib, err := store.OpenWriter(b.Context(), b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		fetched := func(yield func(intake.Item) bool) {
			for n := range pages {
				res, err := gate.Get(b.Context(), fetch.Request{Address: site.URL + "/" + strconv.Itoa(n)})
				if err != nil {
					b.Error(err)
					return
				}
				rec := warc.New(warc.TypeResource, res.Capture.URL, res.Capture.At, res.Capture.MediaType, res.Body)
				if !yield(intake.NewItem(intake.Where{Path: res.Capture.URL}, rec)) {
					return
				}
			}
		}
		sum, err := ingest.Add(b.Context(), lib, fetched, ingest.Options{Now: someDay})
		if err != nil || sum.New != len(pages) {
			b.Fatalf("%+v, %v", sum, err)
		}
		lib.Close()
	}
	b.ReportMetric(float64(b.N*len(pages))/b.Elapsed().Seconds(), "pages/s")
}
