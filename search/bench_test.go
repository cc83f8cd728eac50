// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/internal/golden"
	"hearsay/internal/reuters"
	"hearsay/internal/sample"
	"hearsay/prose"
	"hearsay/search"
	"hearsay/store"
	"hearsay/warc"
)

// BenchmarkTraceSample traces the passage of the demonstration.
func BenchmarkTraceSample(b *testing.B) {
	l := sampleLibrary(b)
	for b.Loop() {
		if _, err := l.engine.Trace(b.Context(), search.Request{Text: sample.Query()}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTraceWire traces whole articles of a library of 19,779 wire items.
func BenchmarkTraceWire(b *testing.B) {
	benchTrace(b, wireLibrary(b), func(_ *search.Engine, latest []hearsay.Brief) (out []search.Request) {
		for i := range latest {
			out = append(out, search.Request{Article: latest[i*7%len(latest)].ID})
		}
		return out
	})
}

// BenchmarkTraceLarge traces 1,000 words, the ends of two articles, in the library
// that HEARSAY_LARGE names: doc/eval.md says how to make one of a million. Each
// question is asked once before, to be warm.
func BenchmarkTraceLarge(b *testing.B) {
	dir := os.Getenv("HEARSAY_LARGE")
	if dir == "" {
		b.Skip("HEARSAY_LARGE names no library")
	}
	benchTrace(b, dir, func(engine *search.Engine, latest []hearsay.Brief) (out []search.Request) {
		for i := range 300 {
			q := search.Request{Text: lastWords(b, engine, latest[2*i].ID, 500) + "\n\n" + lastWords(b, engine, latest[2*i+1].ID, 500)}
			if _, err := engine.Trace(b.Context(), q); err != nil {
				b.Fatal(err)
			}
			out = append(out, q)
		}
		return out
	})
}

// benchTrace asks questions about the latest thousand articles of a library, one
// after the other, and reports the median and the slowest of a hundred.
func benchTrace(b *testing.B, dir string, questions func(*search.Engine, []hearsay.Brief) []search.Request) {
	engine, err := search.Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer engine.Close()
	latest, total, err := engine.Latest(b.Context(), 0, 1000)
	if err != nil {
		b.Fatal(err)
	}
	asked := questions(engine, latest)
	var times []time.Duration
	matches := 0
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		t, err := engine.Trace(b.Context(), asked[i%len(asked)])
		if err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
		matches += len(t.Matches)
	}
	slices.Sort(times)
	b.ReportMetric(float64(total), "articles")
	b.ReportMetric(float64(matches)/float64(len(times)), "matches")
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(size(b, dir, "index"))/float64(total), "index-bytes/doc")
	b.ReportMetric(float64(size(b, dir, ""))/float64(total), "bytes/doc")
}

func lastWords(b *testing.B, engine *search.Engine, id hearsay.ArticleID, n int) string {
	b.Helper()
	text, err := engine.Text(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	words := prose.Words(text)
	return text[words[max(0, len(words)-n)].Span.Start:]
}

func size(b *testing.B, dir, below string) (n int64) {
	b.Helper()
	err := filepath.WalkDir(filepath.Join(dir, below), func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, infoErr := d.Info()
			n, err = n+info.Size(), infoErr
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// wireLibrary makes a library of Reuters-21578.
func wireLibrary(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	lib, err := store.OpenWriter(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer lib.Close()
	start := time.Now()
	sum, err := ingest.Add(b.Context(), lib, wireItems(b), ingest.Options{Now: time.Unix(1e9, 0)})
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d items added, %.0f/s", sum.New, float64(sum.New)/time.Since(start).Seconds())
	return dir
}

func wireItems(b *testing.B) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		for item := range sgmlItems(b) {
			if item.Body == "" {
				continue
			}
			row, err := json.Marshal(map[string]string{"id": item.ID, "outlet": "Reuters", "title": item.Title, "text": item.Body, "date": item.Date.Format(time.RFC3339)})
			if err != nil {
				b.Fatal(err)
			}
			rec := warc.New(warc.TypeResource, "urn:hearsay:name:"+item.ID, item.Date, "application/x-ndjson", row)
			if !yield(intake.NewItem(intake.Where{}, rec)) {
				return
			}
		}
	}
}

func sgmlItems(b *testing.B) iter.Seq[reuters.Item] {
	return func(yield func(reuters.Item) bool) {
		for name, data := range golden.Tar(b, "news-reuters21578", "reuters21578-sgml.tar.zst") {
			if !strings.HasSuffix(name, ".sgm") {
				continue
			}
			for item, err := range reuters.Items(data) {
				if err != nil {
					b.Fatal(err)
				}
				if !yield(item) {
					return
				}
			}
		}
	}
}
