// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"net/url"
	"strings"
)

// Review is what a page says of a fact-check that it publishes: which claim was looked at, and by
// whom (schema.org ClaimReview). What was found is not among it: that is on the reviewer's page.
type Review struct {
	Claim       string   // the words that were looked at, as the reviewer gives them
	Claimants   []string // who is said to have made the claim
	Appearances []string // addresses where it is said to stand
	Reviewer    string   // name; "" when not given
	Published   Date     // of the review; zero when no date can be read
	URL         string   // of the review; "" when not given
}

// Concern is a review with why it concerns an article, or words that somebody asks about.
type Concern struct {
	Review
	In  Brief // the article that publishes it
	Why []ConcernReason
}

// StoryConcern is a review with the articles of a story that it concerns.
type StoryConcern struct {
	Review
	In       Brief // the article that publishes it
	Articles []ConcernedArticle
}

// ConcernedArticle is an article that a review concerns, and why.
type ConcernedArticle struct {
	*Article
	Why []ConcernReason
}

// ConcernKind says what ties a review to an article.
type ConcernKind string

// The kinds of reason.
const (
	NamesAddress  ConcernKind = "address"   // the review says that the claim stands at the article's address
	SharesSpeech  ConcernKind = "quotation" // a quotation of the article is of the same utterance as the claim
	SharesPassage ConcernKind = "passage"   // the claim and the article share a passage
)

// ConcernReason is one thing that ties a review to an article.
type ConcernReason struct {
	Kind ConcernKind
	Says string // for people, as the end of a sentence about the review
	// At is the place in the article; zero for an address, and for words that were asked about.
	At Place
	// Changes say what the claim has otherwise than a quotation, for people: what can turn its sense.
	Changes []string
}

// PlainAddress is an address of the web as it is compared with others: without scheme, "www.",
// fragment and the slash at the end, the host in lower case. "" for what is no such address.
func PlainAddress(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	plain := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		plain += "?" + u.RawQuery
	}
	return plain
}
