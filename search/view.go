// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"

	"hearsay"
	"hearsay/chain"
	"hearsay/reuse"
)

// Article returns an article with what was found in it. Error: ErrNotFound.
func (e *Engine) Article(ctx context.Context, id hearsay.ArticleID) (*View, error) {
	a, quotations, err := e.lib.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	v := &View{Article: a, Quotations: quotations, Chain: chain.Page(a, quotations)}
	v.Versions, err = e.lib.Versions(ctx, story(a))
	return v, err
}

// story is what the versions of one page share.
func story(a *hearsay.Article) string {
	if a.Canonical != "" {
		return a.Canonical
	}
	return a.URL
}

// Compare sets article b against article a. Error: ErrNotFound.
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
	nameA, nameB := outletName(a.Outlet, "A"), outletName(b.Outlet, "B")
	if nameA == nameB {
		nameA, nameB = nameA+" (A)", nameB+" (B)"
	}
	c.Direction = chain.Direction(dated(a, nameA), dated(b, nameB), hearsay.SideA, hearsay.SideB)
	if c.Direction.From == hearsay.UnknownSide && samePage(a, b) {
		c.Direction = bySight(a, b)
		c.Direction.From = map[hearsay.Side]hearsay.Side{hearsay.MatchSide: hearsay.SideA, hearsay.QuerySide: hearsay.SideB, hearsay.UnknownSide: hearsay.UnknownSide}[c.Direction.From]
	}
	switch c.Direction.From {
	case hearsay.SideA:
		c.Credited = credits(b, brief(a), a.Canonical)
	case hearsay.SideB:
		c.Credited = credits(a, brief(b), b.Canonical)
	default:
		c.Credited = credits(a, brief(b), b.Canonical) || credits(b, brief(a), a.Canonical)
	}
	return c
}

// dated is an article's place in time: its chosen date, or when it was seen.
func dated(a *hearsay.Article, name string) chain.Dated {
	d, _ := a.Published()
	return chain.Dated{Date: d, Name: name}
}

func outletName(o hearsay.Agent, otherwise string) string {
	if o.Name != "" {
		return o.Name
	}
	return otherwise
}

func brief(a *hearsay.Article) hearsay.Brief {
	d, _ := a.Published()
	return hearsay.Brief{
		ID: a.ID, URL: a.URL, Outlet: a.Outlet, Headline: a.Headline, Date: d, Seen: a.Seen, Language: a.Language, Words: a.Words,
	}
}

// credits reports whether an article names the outlet of another, or links to
// it.
func credits(a *hearsay.Article, to hearsay.Brief, canonical string) bool {
	if chain.SameOutlet(a.Outlet, to.Outlet) && to.URL == "" {
		return false
	}
	is := func(url string) bool { return url != "" && (url == to.URL || url == canonical) }
	for _, c := range a.Credits {
		if is(c.URL) || chain.SameOutlet(c.To, to.Outlet) && !chain.SameOutlet(a.Outlet, to.Outlet) {
			return true
		}
	}
	for _, c := range a.Citations {
		if is(c.URL) {
			return true
		}
	}
	return false
}
