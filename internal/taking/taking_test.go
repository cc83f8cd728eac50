// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package taking

import (
	"testing"

	"hearsay"
	"hearsay/store"
)

// TestMostFrom: words are counted once, however many passages they are in.
func TestMostFrom(t *testing.T) {
	a, b := hearsay.ArticleID{1}, hearsay.ArticleID{2}
	span := func(from, to int) hearsay.WordSpan { return hearsay.WordSpan{From: from, To: to} }
	for _, c := range []struct {
		name  string
		loans []store.Loan
		best  hearsay.ArticleID
		words int
	}{
		{"one", []store.Loan{{From: b, FromText: span(3, 9)}}, b, 6},
		{"overlapping", []store.Loan{{From: a, FromText: span(5, 20)}, {From: a, FromText: span(0, 10)}, {From: a, FromText: span(6, 8)}}, a, 20},
		{"two sources", []store.Loan{{From: b, FromText: span(0, 10)}, {From: a, FromText: span(0, 4)}, {From: b, FromText: span(30, 31)}}, b, 11},
		{"as much of both: the lesser ID", []store.Loan{{From: b, FromText: span(0, 4)}, {From: a, FromText: span(7, 11)}}, a, 4},
	} {
		if best, words := mostFrom(c.loans); best.From != c.best || words != c.words {
			t.Errorf("%s: %d words of %v, want %d of %v", c.name, words, best.From, c.words, c.best)
		}
	}
}
