// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package taking says of an article whether another outlet's has half of its words, which, and how. Who keeps
// that and who counts it see the same.
package taking

import (
	"cmp"
	"context"
	"slices"

	"hearsay"
	"hearsay/chain"
	"hearsay/store"
)

// minTaken is how many words an article has of another at least to be counted.
const minTaken = 20

// Facts reads an article. Error: ErrNotFound.
type Facts func(context.Context, hearsay.ArticleID) (*hearsay.Article, error)

// Of says what an article takes, by all of its loans, which it sorts; false when no other has half of
// it, or the one that has is the later. Both articles are read. Errors: those of facts.
func Of(ctx context.Context, facts Facts, loans []store.Loan) (t store.Taken, ok bool, err error) {
	from, words := mostFrom(loans)
	if words < minTaken || 2*words < from.Length {
		return t, false, nil
	}
	t = store.Taken{N: from.N, Article: from.Article, From: from.From, Outlet: from.Outlet, Giver: from.FromKey, Words: words}
	a, err := facts(ctx, from.Article)
	if err != nil {
		return t, false, err
	}
	b, err := facts(ctx, from.From)
	if err != nil {
		return t, false, err
	}
	return t, judge(&t, a, b), nil
}

// judge fills in how a has words of b; false when its date says that it is the earlier.
func judge(t *store.Taken, a, b *hearsay.Article) bool {
	mine, _ := a.Published()
	theirs, _ := b.Published()
	t.Named = chain.Credits(a, b)
	switch {
	case mine.Before(theirs):
		return false // the other is the first of its cluster by a date that says less
	case !theirs.Before(mine):
		t.How = store.TakenUnknown
		return true
	case slices.ContainsFunc(a.Credits, func(c hearsay.Credit) bool { return c.Origin == hearsay.AgencyCopy }):
		t.How = store.TakenWire
	case t.Named:
		t.How = store.TakenCredited
	default:
		t.How = store.TakenUncredited
	}
	t.At, _ = mine.Written()
	if before, _ := theirs.Written(); !t.At.IsZero() && !before.IsZero() {
		t.Delay, t.Dated = t.At.Sub(before), true
	}
	return true
}

// mostFrom is the article that most of the words are from, and how many these are.
func mostFrom(loans []store.Loan) (best *store.Loan, most int) {
	slices.SortStableFunc(loans, func(a, b store.Loan) int {
		return cmp.Or(slices.Compare(a.From[:], b.From[:]), a.FromText.Compare(b.FromText))
	})
	for i := 0; i < len(loans); {
		words, end, k := 0, 0, i
		for ; k < len(loans) && loans[k].From == loans[i].From; k++ {
			s := loans[k].FromText
			words += max(0, s.To-max(s.From, end))
			end = max(end, s.To)
		}
		if words > most {
			best, most = &loans[i], words
		}
		i = k
	}
	return best, most
}
