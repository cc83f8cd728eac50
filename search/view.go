// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"

	"hearsay"
	"hearsay/chain"
	"hearsay/dating"
	"hearsay/family"
	"hearsay/reuse"
)

// Article returns an article with what was found in it. Error: ErrNotFound.
func (e *Engine) Article(ctx context.Context, id hearsay.ArticleID) (*View, error) {
	a, quotations, err := e.lib.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	ways := chain.PageWays(a, quotations)
	v := &View{Article: a, Quotations: quotations, Chain: ways.Main, Forks: ways.Forks}
	v.Findings = dating.Findings(a)
	if err := e.bracket(ctx, v); err != nil {
		return nil, err
	}
	if err := e.saidDates(v); err != nil {
		return nil, err
	}
	if v.Concerns, err = e.concerns(ctx, a, family.Read(a, quotations)); err != nil {
		return nil, err
	}
	if v.Versions, err = e.revisions(ctx, a); err == nil && a.Kept != nil {
		v.Shares, err = e.lib.Shares(ctx, id, mostShares+1)
		v.MoreShares = len(v.Shares) > mostShares
		v.Shares = v.Shares[:min(len(v.Shares), mostShares)]
	}
	return v, err
}

// mostShares is how many articles are listed that one shares passages with.
const mostShares = 50

// story is what the versions of one page share.
func story(a *hearsay.Article) string {
	if a.Canonical != "" {
		return a.Canonical
	}
	return a.URL
}

// Compare sets article b against article a. The direction is told by dates; signs
// in the words stand among its reasons. Error: ErrNotFound.
func (e *Engine) Compare(ctx context.Context, a, b hearsay.ArticleID) (*hearsay.Comparison, error) {
	first, _, err := e.lib.Article(ctx, a)
	if err != nil {
		return nil, err
	}
	second, _, err := e.lib.Article(ctx, b)
	if err != nil {
		return nil, err
	}
	return compare(first, second), nil
}

func compare(a, b *hearsay.Article) *hearsay.Comparison {
	c := &hearsay.Comparison{A: a, B: b, Changes: reuse.Diff(a.Text, b.Text), Words: map[hearsay.ChangeKind]int{}}
	for _, ch := range c.Changes {
		c.Words[ch.Kind] += ch.Words
	}
	first := side{hearsay.SideA, a, cmp.Or(a.Outlet.Name, "A")}
	second := side{hearsay.SideB, b, cmp.Or(b.Outlet.Name, "B")}
	if first.name == second.name {
		first.name, second.name = first.name+" (A)", second.name+" (B)"
	}
	c.Direction = direction(first, second)
	c.Direction.Why = append(c.Direction.Why, inTheWords(first, second, c.Changes)...)
	c.Credited = credited(first, second, c.Direction)
	return c
}
