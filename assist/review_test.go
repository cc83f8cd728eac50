// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package assist_test

import (
	"fmt"
	"strings"
	"testing"

	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/internal/sample/filled"
	"hearsay/search"
	"hearsay/store"
	"hearsay/warc"
)

// TestFactChecks: story, trace and quote_variants tell which published fact-checks concern what was asked
// about, by whom and where, and nothing of what they found.
func TestFactChecks(t *testing.T) {
	t.Parallel()
	const (
		said = "The harbour office closed both piers at noon on Tuesday because of the swell, and a line of carts stood on the quay.\n\n“We will not open the piers before the winter storms are over,” said Anna Berg, the harbour master."
		page = `<!doctype html><html lang="en"><head><title>Will the piers stay closed?</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"ClaimReview","url":"https://check.example/piers",
"datePublished":"2025-03-14","claimReviewed":"We will not open the piers before the winter storms are over","author":{"name":"Check Desk"},"itemReviewed":{"author":{"name":"Anna Berg"}},
"reviewRating":{"ratingValue":"1","alternateName":"Pants on fire"}}</script></head><body><article><h1>Will the piers stay closed?</h1>
<p>A picture of a poster that is sent around these days has words in it that somebody is supposed to have told a newspaper last week.</p></article></body></html>`
	)
	dir := t.TempDir()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	items := func(yield func(intake.Item) bool) {
		for _, r := range [][3]string{{"https://gull.example/piers", "text/plain", said}, {"https://check.example/piers", "text/html; charset=utf-8", page}} {
			if !yield(intake.NewItem(intake.Where{Path: r[0]}, warc.New(warc.TypeResource, r[0], filled.Day(), r[1], []byte(r[2])))) {
				return
			}
		}
	}
	sum, err := ingest.Add(t.Context(), lib, items, ingest.Options{Now: filled.Day()})
	if err != nil || sum.Counts.New != 2 {
		t.Fatalf("%+v, %v", sum, err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	s, _ := connect(t, engine)
	for _, c := range []struct {
		tool string
		args map[string]any
		in   string // where the object has them
	}{
		{"story", map[string]any{"story": "https://gull.example/piers"}, "fact_checks"},
		{"trace", map[string]any{"article": "https://gull.example/piers"}, "fact_checks"},
		{"trace", map[string]any{"text": "They told us: We will not open the piers before the winter storms are over."}, "fact_checks"},
		{"quote_variants", map[string]any{"claim": "we will not open the piers before the winter storms are over"}, "fact_checks"},
		{"quote_variants", map[string]any{"words": "winter storms"}, "families"},
	} {
		text, object, failed := call(t, s, c.tool, c.args)
		if failed {
			t.Errorf("%s %v: %s", c.tool, c.args, text)
			continue
		}
		if !strings.Contains(text, "Published fact-check that concerns") || !strings.Contains(text, "⟪Check Desk⟫ looked at ⟪We will not open the piers before the winter storms are over⟫ (2025-03-14); what they found is at ⟪https://check.example/piers⟫") {
			t.Errorf("%s %v: %s", c.tool, c.args, text)
		}
		if !strings.Contains(fmt.Sprint(object[c.in]), "https://check.example/piers") {
			t.Errorf("%s %v: %v", c.tool, c.args, object[c.in])
		}
		if strings.Contains(text+fmt.Sprint(object), "Pants") {
			t.Errorf("%s %v tells what was found", c.tool, c.args)
		}
	}
}
