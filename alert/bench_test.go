// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/store"
)

// benchWord is one of a few thousand words that no language has.
func benchWord(n int) string {
	const syllables = "kalomitusenofarigepudo"
	var out strings.Builder
	for n = n%4000 + 300; n > 0; n /= 11 {
		out.WriteString(syllables[n%11*2 : n%11*2+2])
	}
	return out.String()
}

// benchText is a text of so many words; those of one number are the same each time.
func benchText(n, words int) string {
	var out strings.Builder
	h := uint64(n)
	for range words {
		h = h*6364136223846793005 + 1442695040888963407
		out.WriteString(benchWord(int(h>>40)) + " ")
	}
	return strings.TrimSpace(out.String()) + "."
}

// benchQuestion is the nth alert: texts of which some articles have a passage, and
// searches of which some pass.
func benchQuestion(n int) hearsay.Question {
	if n%2 == 0 {
		return hearsay.Question{Kind: hearsay.AlertTrace, Text: benchText(n, 60)}
	}
	return hearsay.Question{Kind: hearsay.AlertSearch, Query: benchWord(7*n) + " " + benchWord(11*n)}
}

// BenchmarkCheck asks few and many alerts of a thousand new articles, of which each tenth
// has a passage that an alert is about. What one takes must not depend on how many there are.
func BenchmarkCheck(b *testing.B) {
	for _, c := range []struct{ alerts, articles int }{{5, 1000}, {50, 1000}, {500, 1000}, {500, 5000}} {
		b.Run(fmt.Sprintf("%d of %d", c.alerts, c.articles), func(b *testing.B) {
			s := newShelf(b)
			for n := range c.alerts {
				s.add(b, benchQuestion(n))
			}
			addRows(b, s.dir, c.articles)
			s.open(b, nil)
			b.ResetTimer()
			events := s.check(b).Events
			b.ReportMetric(b.Elapsed().Seconds()*1000/float64(c.articles), "ms/article")
			b.ReportMetric(float64(events), "events")
		})
	}
}

// addRows adds made-up articles.
func addRows(b *testing.B, dir string, n int) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "rows.jsonl")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	for i := range n {
		text := benchText(1_000_000+i, 200)
		if i%10 == 0 {
			text += " " + benchText(i/10*2, 60)
		}
		if err := json.NewEncoder(f).Encode(map[string]string{"id": fmt.Sprint(i), "title": benchText(i, 6), "text": text}); err != nil {
			b.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	lib, err := store.OpenWriter(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer lib.Close()
	now := time.Date(2025, 4, 2, 0, 0, 0, 0, time.UTC)
	if _, err := ingest.Add(b.Context(), lib, intake.Walk(b.Context(), []string{path}, intake.Options{Now: now}), ingest.Options{Now: now}); err != nil {
		b.Fatal(err)
	}
}
