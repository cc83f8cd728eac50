// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"fmt"

	"hearsay"
	"hearsay/chain"
)

// side is one of two texts that are set against each other: a match and the
// question, or both sides of a comparison.
type side struct {
	is      hearsay.Side
	article *hearsay.Article // nil for a pasted text
	name    string           // in sentences
}

// dated is the side's place in time.
func (s side) dated() chain.Dated {
	d := chain.Dated{Name: s.name}
	if s.article != nil {
		d.Date, _ = s.article.Published()
	}
	return d
}

// direction says which side was first: by the dates that the texts print or, for
// versions of one page, by when they were captured.
func direction(a, b side) hearsay.Direction {
	d := chain.Direction(a.dated(), b.dated(), a.is, b.is)
	if d.From == hearsay.UnknownSide && samePage(a.article, b.article) {
		return bySight(a, b)
	}
	return d
}

// bySight orders two versions of one page: a page changes in one direction,
// whatever date it prints.
func bySight(a, b side) hearsay.Direction {
	switch {
	case a.article.Seen.Equal(b.article.Seen):
		return hearsay.Direction{From: hearsay.UnknownSide, Why: []string{"both versions of the page were captured at the same time"}}
	case b.article.Seen.Before(a.article.Seen):
		a, b = b, a
	}
	const layout = "2 Jan 2006 15:04 UTC"
	return hearsay.Direction{From: a.is, Why: []string{fmt.Sprintf("versions of one page: one was captured on %s, the other on %s",
		a.article.Seen.UTC().Format(layout), b.article.Seen.UTC().Format(layout))}}
}

// credited reports whether the side that came later credits the other; when it
// is not known which that is, whether either does.
func credited(a, b side, d hearsay.Direction) bool {
	if a.article == nil || b.article == nil {
		return false
	}
	switch d.From {
	case a.is:
		return chain.Credits(b.article, a.article)
	case b.is:
		return chain.Credits(a.article, b.article)
	}
	return chain.Credits(a.article, b.article) || chain.Credits(b.article, a.article)
}
