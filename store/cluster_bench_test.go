// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"hearsay"
	"hearsay/store"
)

// spread makes links as news gives them: for each article ten, half of them to
// the first copies of one of a few much-copied stories.
func spread(articles int) [][]hearsay.Link {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([][]hearsay.Link, articles)
	for i := 1; i < articles; i++ {
		story := r.IntN(50)
		for k := range 5 {
			if first := 50*k + story; first < i {
				out[i] = append(out[i], share(first, 40, i, r.IntN(3), 300))
			}
			at := 30 * r.IntN(15)
			out[i] = append(out[i], share(r.IntN(i), at, i, 350+30*k, 25))
		}
	}
	return out
}

// BenchmarkClusters tells what links cost in time and on disk: detection in
// batches of 500 articles, then refinement.
func BenchmarkClusters(b *testing.B) {
	const articles = 10_000
	links := spread(articles)
	all := 0
	for _, l := range links {
		all += len(l)
	}
	b.Run("apply", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			w := carriers(b, articles)
			before := closed(b, w)
			w = openWriter(b, w.Dir())
			b.StartTimer()
			detectAll(b, w, links)
			b.StopTimer()
			b.ReportMetric(float64(closed(b, w)-before)/articles, "B/article")
			b.StartTimer()
		}
		b.ReportMetric(float64(b.N*all)/b.Elapsed().Seconds(), "links/s")
	})
	b.Run("refine", func(b *testing.B) {
		w := carriers(b, articles)
		detectAll(b, w, links)
		witnesses := 0
		for b.Loop() {
			refine(b, w)
			witnesses = 0
			if err := w.Carriers(b.Context(), func(c hearsay.Carrier) error { witnesses += len(c.Witnesses); return nil }); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N*all)/b.Elapsed().Seconds(), "links/s")
		b.ReportMetric(float64(b.N*witnesses)/b.Elapsed().Seconds(), "witnesses/s")
	})
	b.Run("page", func(b *testing.B) {
		w := carriers(b, articles)
		detectAll(b, w, links)
		for b.Loop() {
			if _, _, err := w.Clusters(b.Context(), store.ClusterFilter{WithoutRepeats: true}, 0, 50); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func detectAll(b *testing.B, w *store.Writer, links [][]hearsay.Link) {
	const batch = 500
	for i := 0; i < len(links); i += batch {
		var some []hearsay.Link
		for _, l := range links[i:min(i+batch, len(links))] {
			some = append(some, l...)
		}
		detect(b, w, int64(i), some...)
	}
}

// closed closes a library and returns the size of its database.
func closed(b *testing.B, w *store.Writer) int64 {
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(w.Dir(), "facts.sqlite"))
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}
