// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"hearsay"
	"hearsay/store"
)

// DefaultMinWords is the least number of words in a row, or nearly so, that a
// trace reports: below it, phrases of the language begin.
const DefaultMinWords = 8

// Request asks where a text comes from, or where it went.
type Request struct {
	// Text is the text as a person pasted it. Empty when Article is given.
	Text string
	// Article is an article of the library, which is then not its own match.
	Article hearsay.ArticleID
	// Reading is what is already known of the text when it was read from a
	// page: its dates, credits and links; Text is then its text. Nil for pasted
	// text. Quotations are those found in it.
	Reading    *hearsay.Article
	Quotations []hearsay.Quotation
	// Forward asks where the text went: only matches that may be later.
	Forward bool
	// MinWords is the least number of words of a passage; 0 means
	// DefaultMinWords.
	MinWords int
	// Tell is told how far the answer has come while it is looked for, one call at a time,
	// from any goroutine; it must not wait. Nil: nobody wants to know. What it is told
	// changes nothing of the answer.
	Tell func(Progress)
}

// View is an article with what was found in it.
type View struct {
	Article    *hearsay.Article
	Quotations []hearsay.Quotation
	Chain      []hearsay.Step
	Versions   []hearsay.Revision // of the same page, this one included
	Forks      [][]hearsay.Step   // other ways back that the page tells of
	Findings   []hearsay.Finding
	Concerns   []hearsay.Concern // published fact-checks that concern it
	Shares     []store.Share     // of an article whose text is not kept, those of most words
	MoreShares bool              // there are others
	// DateRulings are what people said of its date; those that stand are among its dates, too.
	DateRulings []hearsay.DateRuling
}

// Results is a page of search results.
type Results struct {
	Query string
	Total int // in all, not on this page
	Hits  []Hit
}

// Hit is an article that passed a search, with the words that matched.
type Hit struct {
	Brief   hearsay.Brief
	Article *hearsay.Article
	Matched []hearsay.Place
	// Alike is how many near-copies stand under it, and Copies the first of them by
	// date; none unless folding was asked for.
	Alike  int
	Copies []hearsay.Brief
}
