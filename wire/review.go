// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import "hearsay"

// Review is a fact-check that a page says it publishes: which claim was looked at, and by whom.
// What was found is on its own page.
type Review struct {
	Claim       string   `json:"claim"` // as the reviewer gives it
	Claimants   []string `json:"claimants"`
	Appearances []string `json:"appearances"` // addresses where the claim is said to stand
	Reviewer    string   `json:"reviewer"`
	Published   *Date    `json:"published" jsonschema:"nullable"`
	URL         string   `json:"url"`
}

// FactCheck is a review that concerns an article, or words that were asked about.
type FactCheck struct {
	Review
	Article Brief            `json:"article"` // that publishes it
	Why     []FactCheckCause `json:"why"`
}

// FactCheckCause is one thing that ties a review to what it concerns: the "address" of the article is
// named, a "quotation" is of the same words, or a "passage" is shared.
type FactCheckCause struct {
	Kind    string   `json:"kind"`
	Says    string   `json:"says"`
	At      *Span    `json:"at" jsonschema:"nullable"` // in the article; null for an address, and for words that were asked about
	Changes []string `json:"changes"`                  // what the claim has otherwise than the quotation
}

// NewReviews converts the reviews that a page publishes; nil when there are none.
func NewReviews(list []hearsay.Review) []Review {
	var out []Review
	for i := range list {
		out = append(out, newReview(&list[i]))
	}
	return out
}

func newReview(r *hearsay.Review) Review {
	out := Review{Claim: r.Claim, Claimants: orEmpty(r.Claimants), Appearances: orEmpty(r.Appearances), Reviewer: r.Reviewer, URL: r.URL}
	if r.Published.Value != "" {
		d := newDate(r.Published)
		out.Published = &d
	}
	return out
}

// NewFactChecks converts the reviews that concern an article, or words when that is nil; nil when there are none.
func NewFactChecks(list []hearsay.Concern, a *hearsay.Article) []FactCheck {
	var out []FactCheck
	for i := range list {
		out = append(out, FactCheck{newReview(&list[i].Review), NewBrief(list[i].In), newCauses(list[i].Why, a)})
	}
	return out
}

// StoryFactCheck is a review that concerns articles of a story.
type StoryFactCheck struct {
	Review
	Article  Brief       `json:"article"`  // that publishes it
	Concerns []Concerned `json:"concerns"` // articles of the story
}

// Concerned is an article that a review concerns, and why.
type Concerned struct {
	Article Brief            `json:"article"`
	Why     []FactCheckCause `json:"why"`
}

// NewStoryFactChecks converts the reviews that concern articles of a story; nil when there are none.
func NewStoryFactChecks(list []hearsay.StoryConcern) []StoryFactCheck {
	var out []StoryFactCheck
	for i := range list {
		c := &list[i]
		f := StoryFactCheck{Review: newReview(&c.Review), Article: NewBrief(c.In)}
		for _, a := range c.Articles {
			f.Concerns = append(f.Concerns, Concerned{NewBrief(a.Brief()), newCauses(a.Why, a.Article)})
		}
		out = append(out, f)
	}
	return out
}

// newCauses converts why a review concerns an article, or words when that is nil.
func newCauses(list []hearsay.ConcernReason, a *hearsay.Article) []FactCheckCause {
	place := func(hearsay.Place) *Span { return nil }
	if a != nil {
		place = newRulers(a).place
	}
	out := []FactCheckCause{}
	for _, w := range list {
		out = append(out, FactCheckCause{string(w.Kind), w.Says, place(w.At), orEmpty(w.Changes)})
	}
	return out
}
