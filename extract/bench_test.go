// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract_test

import (
	"testing"

	"hearsay"
	"hearsay/extract"
	"hearsay/internal/sample"
)

// BenchmarkArticle reads the pages of the sample library. For real pages see
// `hearsay add` over the sets of doc/eval.md.
func BenchmarkArticle(b *testing.B) {
	var captures []hearsay.Capture
	var bodies [][]byte
	size := 0
	for c := range sample.Captures() {
		if c.MediaType != "application/x-ndjson" {
			captures, bodies = append(captures, c.Capture), append(bodies, c.Body)
			size += len(c.Body)
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for i := range captures {
			if _, err := extract.Article(captures[i], bodies[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(captures)*b.N)/b.Elapsed().Seconds(), "pages/s")
}
