// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package sample

import (
	_ "embed"
	"time"

	"hearsay"
)

//go:embed truth.txt
var truth string

// Independent ties two articles on one event of which neither has its words
// from the other, nor both from a third. The engine draws no such edge, so the
// root package has no such relation; the truth has to state it.
const Independent hearsay.Relation = "independent"

// Truth is what is true of the library, by the hand that wrote it. Everything is
// in the order of the file. Slugs name articles, unseen texts and outlets.
type Truth struct {
	Outlets  []Outlet
	Unseen   []Unseen
	Stories  []Story
	Articles []Article
	Families []Family
	Chains   []Chain
	Query    Expected
}

// Outlet is somebody who prints.
type Outlet struct {
	Slug, Name, Domain string
	Aliases            []string // what else it is called
	Kind               string   // "wire", "tabloid", …; "primary" and "company" are no press
	Group              string   // outlets of one group count as one; empty: alone
	Style              string   // how it sounds, for whoever writes the next article
	// Furniture holds words that stand on each of its HTML pages and belong to
	// no article. Footer is a paragraph that it prints below every text, and
	// which Text leaves out; Boilerplate one that its texts end in.
	Furniture           []string
	Footer, Boilerplate string
}

// Unseen is a text that articles quote and that the library does not hold.
type Unseen struct{ Slug, What string }

// Story is a set of articles on one event.
type Story struct {
	Slug, Title string
	Count       int // of independent origins
	Origins     []Origin
	// AddsNone lists articles that belong to the story and add no origin, with
	// the reason: a page of links.
	AddsNone []Noted
}

// Origin is a group of articles that count as one piece of evidence. Root is
// the article or unseen text that the others have it from.
type Origin struct {
	Slug, Root, What string
	Members          []string
}

// Noted is a slug, a kind or some words, and a note for people.
type Noted struct{ Name, Note string }

// Article is the truth about one version of one text at one outlet.
type Article struct {
	Slug, Story, Outlet, File, URL string
	Language, Headline, Byline     string // as printed; Byline may be empty
	Published                      time.Time
	Shows                          []Claim
	From                           []Descent
	Credits                        []Credit
	Beside                         []Beside
	Planted                        []Noted // Name is the kind
}

// Claim is what a page says of its own date, which may be wrong. Basis is as in
// [hearsay.Date].
type Claim struct{ Basis, Value string }

// Descent says where words of an article come from, one step back.
type Descent struct {
	Parent   string // an article or an unseen text
	Relation hearsay.Relation
	Credited bool
	// Words counts the words of the article that stand in runs of at least
	// RunWords words which the parent has too; 0 when the parent is unseen.
	Words int
	Note  string
}

// Credit is one place where a page names another outlet, by its name in the
// truth, as where it has something from. Exact stands on the page, for a
// machine-readable credit in its markup.
type Credit struct {
	Kind      hearsay.CreditKind
	To, Exact string
}

// RunWords is the shortest run of equal words that the truth counts as shared.
// It is the default of hearsay trace --min-words.
const RunWords = 8

// Beside ties an article to another from which it does not descend.
type Beside struct {
	Article  string
	Relation hearsay.Relation // SharesSource or Independent
}

// Family is one utterance in all its variants.
type Family struct {
	Slug, Speaker, Base string // who truly said it; the article to measure by
	Variants            []Variant
}

// Variant is the utterance as one article has it, letter for letter.
type Variant struct {
	Article string
	Changes []string // "same", "cut", "negation-lost", "re-attributed: Maud Tarrant"
	Exact   string
}

// Chain is what a reader can learn from one page alone of how its words came to
// it, nearest first.
type Chain struct {
	Article string
	Steps   []Step
}

// Step is one link of a chain. Exact holds the words of the page that say so,
// in its headline or text; Article is the agent's own, when there is one.
type Step struct {
	Agent          hearsay.Agent // Name and Kind
	Relation       hearsay.StepRelation
	Article, Exact string
}

// Expected is what tracing the passage of [Query] should find.
type Expected struct {
	Words     int
	Matches   []Match
	Altered   []Noted // words of the passage that are not as they were written
	Count     int     // of independent origins
	Origins   []Origin
	Direction hearsay.Side
	Why       string
}

// Match is an article that shares words with the passage.
type Match struct {
	Article  string
	Relation hearsay.Relation
	Words    int // of the passage, counted as in Descent
	Origin   string
}

// ReadTruth parses the built-in truth. It fails only when somebody has broken
// truth.txt, and then names the line.
func ReadTruth() (*Truth, error) { return ParseTruth(truth) }

// Article returns the article of that slug, or nil.
func (t *Truth) Article(slug string) *Article {
	for i := range t.Articles {
		if t.Articles[i].Slug == slug {
			return &t.Articles[i]
		}
	}
	return nil
}

// Outlet returns the outlet of that slug, or nil.
func (t *Truth) Outlet(slug string) *Outlet {
	for i := range t.Outlets {
		if t.Outlets[i].Slug == slug {
			return &t.Outlets[i]
		}
	}
	return nil
}
