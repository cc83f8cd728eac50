// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/search"
	"hearsay/store"
)

// hurried is an engine of the same library that looks at little at once.
func hurried(t *testing.T, l *library) *search.Engine {
	t.Helper()
	e, err := search.Open(t.Context(), l.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	e.Hurry()
	return e
}

// arrivals are the articles of a library, last added first.
func arrivals(t *testing.T, l *library) (ids []hearsay.ArticleID) {
	t.Helper()
	lib, err := store.Open(t.Context(), l.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	list, err := lib.LastArrived(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		ids = append(ids, a.Article)
	}
	return ids
}

func shown(f *search.Found) (ids []hearsay.ArticleID) {
	for _, h := range f.Hits {
		ids = append(ids, h.Brief.ID)
	}
	return ids
}

// TestReach: a search that looks at little at once finds the same.
func TestReach(t *testing.T) {
	t.Parallel()
	l := sampleLibrary(t)
	quick := hurried(t, l)
	partsAreAll(t, l, quick)
	rareWordsOrder(t, l, quick)
}

// partsAreAll: what is found part by part, the last arrivals first, is what a search finds
// that looks at everything, in order of arrival; by marks and by numbers.
func partsAreAll(t *testing.T, l *library, quick *search.Engine) {
	order := arrivals(t, l)
	for _, query := range []string{"the", "the OR strait", `"of the"`, "the of a", "the -strait", "the in:headline", "the in:quotation", "the lang:en", "the after:2025-03-10", "lang:en", "after:2025-03", "lang:en before:2026"} {
		all := look(t, l, query, false)
		want := slices.DeleteFunc(slices.Clone(order), func(id hearsay.ArticleID) bool { return !slices.Contains(shown(all), id) })
		byNumber, parts := quickly(t, quick, search.Asked{Query: query, Limit: 1000}, func(a *search.Asked, f *search.Found) bool {
			a.Until = f.Older
			return f.Older > 0
		})
		byMark, _ := quickly(t, quick, search.Asked{Query: query, Limit: 3, Walk: true}, func(a *search.Asked, f *search.Found) bool {
			a.After = f.Next
			return !f.Next.IsZero()
		})
		if diff := cmp.Diff(want, byNumber); diff != "" || parts < 2 || len(want) == 0 {
			t.Errorf("%s: %d parts of %d articles\n%s", query, parts, len(want), diff)
		}
		if diff := cmp.Diff(want, byMark); diff != "" {
			t.Errorf("%s, by marks:\n%s", query, diff)
		}
	}
}

// quickly goes on with a search until there is no more.
func quickly(t *testing.T, e *search.Engine, a search.Asked, more func(*search.Asked, *search.Found) bool) (ids []hearsay.ArticleID, parts int) {
	t.Helper()
	for parts = 1; ; parts++ {
		f, err := e.Look(t.Context(), a)
		if err != nil {
			t.Fatalf("%+v: %v", a, err)
		}
		if f.Order != search.ArrivalOrder || a.Limit == 1000 && f.Total != len(f.Hits) {
			t.Errorf("%q: by %s, %d of %d", a.Query, f.Order, len(f.Hits), f.Total)
		}
		if ids = append(ids, shown(f)...); !more(&a, f) || parts > 100 {
			return ids, parts
		}
	}
}

// rareWordsOrder: where one word is rare, all that pass are found, best first, and common
// words count for nothing in that; where none is common all is as ever.
func rareWordsOrder(t *testing.T, l *library, quick *search.Engine) {
	for query, rare := range map[string]string{"treaty the": "treaty", "a herring": "herring", "ferry the in:headline": "ferry in:headline", "herring -strait": "herring -strait", "herring OR treaty": "herring OR treaty"} {
		all, by := look(t, l, query, false), look(t, l, rare, false)
		f, err := quick.Look(t.Context(), search.Asked{Query: query, Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		want := slices.DeleteFunc(shown(by), func(id hearsay.ArticleID) bool { return !slices.Contains(shown(all), id) })
		if f.Older != 0 || f.Order != search.MeritOrder || (len(f.Common) > 0) != (query != rare) {
			t.Errorf("%s: by %s, older %d, common %q", query, f.Order, f.Older, f.Common)
		}
		if diff := cmp.Diff(want, shown(f)); diff != "" || f.Total != all.Total {
			t.Errorf("%s: %d of %d\n%s", query, f.Total, all.Total, diff)
		}
	}
}
