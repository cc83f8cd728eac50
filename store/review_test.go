// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"slices"
	"testing"

	"hearsay"
	"hearsay/internal/onpostgres"
	"hearsay/store"
)

// TestBeforeReviews: a library of before fact-checks were read has none, and gets the table by its next writer.
func TestBeforeReviews(t *testing.T) {
	dir := folder(t)
	alter(t, dir, `drop table reviewed`)
	found, err := open(t, dir).Reviewing(t.Context(), &hearsay.Article{Text: "closed both piers"}, 9)
	if err != nil || found != nil {
		t.Errorf("%v, %v", found, err)
	}
	if onpostgres.Is() {
		return // which keeps a book of what it was given
	}
	if err := openWriter(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	alter(t, dir, `drop table reviewed`) // fails when it is not there again
}

// TestReviewing: who publishes a review is found by the words of its claim and by the address where that stands,
// and no longer when it was removed.
func TestReviewing(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	defer w.Close()
	desk, other := row("desk", nil), row("other", nil)
	desk.Article.Reviews = []hearsay.Review{{Claim: "The harbour office closed both piers for good", Claimants: []string{"Anna"}, Appearances: []string{"https://gull.example/piers"}, Reviewer: "Desk"}}
	other.Article.Reviews = []hearsay.Review{{Claim: "The harbour office sold the ferry"}, {Claim: "of the in"}}
	if err := w.Apply(t.Context(), batchOf(desk, other, row("gull", nil))); err != nil {
		t.Fatal(err)
	}
	ask := func(a hearsay.Article, most int) []hearsay.ArticleID {
		t.Helper()
		found, err := w.Reviewing(t.Context(), &a, most)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	one, two := desk.Article.ID, other.Article.ID
	for _, c := range []struct {
		what string
		of   hearsay.Article
		most int
		want []hearsay.ArticleID
	}{
		{"words in the text, most first", hearsay.Article{Text: "It said: the Harbour office closed both piers."}, 9, []hearsay.ArticleID{one, two}},
		{"the first alone", hearsay.Article{Text: "It said: the Harbour office closed both piers."}, 1, []hearsay.ArticleID{one}},
		{"words in the headline", hearsay.Article{Headline: "Office sold the ferry"}, 9, []hearsay.ArticleID{two}},
		{"the address", hearsay.Article{URL: "http://www.gull.example/piers/#top"}, 9, []hearsay.ArticleID{one}},
		{"the canonical address", hearsay.Article{Canonical: "https://gull.example/piers"}, 9, []hearsay.ArticleID{one}},
		{"its own words", hearsay.Article{ID: one, Text: "closed both piers"}, 9, nil},
		{"small words alone", hearsay.Article{Text: "of the in of the in"}, 9, nil},
		{"nothing", hearsay.Article{}, 9, nil},
	} {
		if got := ask(c.of, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	a, err := w.Facts(t.Context(), one)
	if err != nil || len(a.Reviews) != 1 || a.Reviews[0].Claimants[0] != "Anna" {
		t.Errorf("%+v, %v", a, err)
	}
	if err := w.Apply(t.Context(), &store.Batch{Remove: []store.Removal{{Article: one, At: day(31)}}}); err != nil {
		t.Fatal(err)
	}
	if got := ask(hearsay.Article{Text: "closed both piers", URL: "https://gull.example/piers"}, 9); got != nil {
		t.Errorf("removed, and found: %v", got)
	}
}
