// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"fmt"
	"strings"
	"testing"

	"hearsay"
	"hearsay/search"
	"hearsay/store"
)

// look asks for everything that passes a query.
func look(t *testing.T, l *library, query string, fold bool) *search.Found {
	t.Helper()
	f, err := l.engine.Look(t.Context(), search.Asked{Query: query, Limit: 1000, Fold: fold, Count: true})
	if err != nil {
		t.Fatalf("%q: %v", query, err)
	}
	return f
}

// TestCountsAreRows: each count is what a search with that filter finds.
func TestCountsAreRows(t *testing.T) {
	l := sampleLibrary(t)
	for _, query := range []string{"strait", "herring", "bridge OR ferry", "lang:en the"} {
		f := look(t, l, query, false)
		if f.Total == 0 || f.Total != len(f.Hits) || f.Rows != f.Total {
			t.Errorf("%q: total %d, rows %d, hits %d", query, f.Total, f.Rows, len(f.Hits))
		}
		check := func(filter string, want int) {
			t.Helper()
			if got := look(t, l, query+" "+filter, false).Total; got != want {
				t.Errorf("%q: %s is counted %d and finds %d", query, filter, want, got)
			}
		}
		for field, counts := range map[string][]store.Count{"outlet": f.Counts.Outlets, "speaker": f.Counts.Speakers} {
			for _, c := range counts {
				check(fmt.Sprintf("%s:%q", field, c.Label), c.Articles)
			}
		}
		if !strings.Contains(query, "lang:") {
			for _, c := range f.Counts.Languages {
				check("lang:"+c.Value, c.Articles)
			}
		}
		for _, b := range f.Counts.Times {
			check(fmt.Sprintf("after:%s before:%s", b.From.Format("2006-01"), b.Before.Format("2006-01")), b.Articles)
		}
		if len(f.Counts.Outlets) == 0 || len(f.Counts.Times) == 0 {
			t.Errorf("%q: nothing is counted", query)
		}
	}
}

// TestFoldLosesNothing: folded rows hold each article once, and near-copies are one row.
func TestFoldLosesNothing(t *testing.T) {
	l := sampleLibrary(t)
	plain, folded := look(t, l, "treaty OR strait OR bridge", false), look(t, l, "treaty OR strait OR bridge", true)
	seen := map[hearsay.ArticleID]bool{}
	for _, h := range folded.Hits {
		for _, b := range append([]hearsay.Brief{h.Brief}, h.Copies...) {
			if seen[b.ID] {
				t.Errorf("%s stands in two rows", l.slugs[b.ID])
			}
			seen[b.ID] = true
		}
		if h.Alike != len(h.Copies) {
			t.Errorf("%s has %d near-copies and lists %d", l.slugs[h.Brief.ID], h.Alike, len(h.Copies))
		}
	}
	if len(seen) != plain.Total || folded.Total != plain.Total || folded.Rows >= plain.Rows || folded.Rows != len(folded.Hits) {
		t.Errorf("%d articles, total %d in %d rows; %d without folding", len(seen), folded.Total, folded.Rows, plain.Total)
	}
}

func TestWithin(t *testing.T) {
	l := sampleLibrary(t)
	all := look(t, l, "strait", false)
	said, headed := look(t, l, "strait in:quotation", false), look(t, l, "strait in:headline", false)
	if said.Total == 0 || said.Total >= all.Total || headed.Total == 0 || headed.Total >= all.Total {
		t.Fatalf("%d articles, %d in quotations, %d in headlines", all.Total, said.Total, headed.Total)
	}
	for _, h := range said.Hits {
		view, err := l.engine.Article(t.Context(), h.Brief.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range h.Matched {
			if !strings.EqualFold(m.In(h.Article), "strait") || !inContent(m, view.Quotations) {
				t.Errorf("%s: %q was not said", l.slugs[h.Brief.ID], m.In(h.Article))
			}
		}
	}
	for _, h := range headed.Hits {
		if !strings.Contains(strings.ToLower(h.Brief.Headline), "strait") || len(h.Matched) == 0 {
			t.Errorf("headline %q", h.Brief.Headline)
		}
	}
	if again, err := l.engine.Search(t.Context(), "strait in:quotation", 0, 1000); err != nil || again.Total != said.Total {
		t.Errorf("Search finds %v, %v", again, err)
	}
}

func inContent(m hearsay.Place, quotations []hearsay.Quotation) bool {
	for i := range quotations {
		for _, c := range quotations[i].Content {
			if quotations[i].Part == m.Part && c.Contains(m.Span) {
				return true
			}
		}
	}
	return false
}
