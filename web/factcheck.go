// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import "hearsay"

// factCheck is a review by somebody else that concerns what a page shows.
type factCheck struct {
	hearsay.Concern
	Reasons []concernReason
}

// concernReason is why it does, with the words of the article that it rests on.
type concernReason struct {
	hearsay.ConcernReason
	Words string
}

// maxConcernWords is how long the words are that a reason shows, in characters.
const maxConcernWords = 300

// newFactChecks prepares reviews that concern an article, or words when that is nil.
func newFactChecks(list []hearsay.Concern, a *hearsay.Article) []factCheck {
	var out []factCheck
	for _, c := range list {
		out = append(out, factCheck{c, newReasons(c.Why, a)})
	}
	return out
}

func newReasons(list []hearsay.ConcernReason, a *hearsay.Article) []concernReason {
	var out []concernReason
	for _, w := range list {
		r := concernReason{ConcernReason: w}
		if a != nil {
			r.Words = shortened(w.At.In(a), maxConcernWords)
		}
		out = append(out, r)
	}
	return out
}

// storyCheck is a review by somebody else that concerns articles of a story.
type storyCheck struct {
	hearsay.StoryConcern
	Shown, Folded []checkedArticle
}

// checkedArticle is an article that it concerns.
type checkedArticle struct {
	hearsay.Brief
	Reasons []concernReason
}

// newStoryChecks prepares reviews that concern articles of a story.
func newStoryChecks(list []hearsay.StoryConcern) []storyCheck {
	var out []storyCheck
	for _, c := range list {
		check := storyCheck{StoryConcern: c}
		for i, a := range c.Articles {
			row := checkedArticle{a.Brief(), newReasons(a.Why, a.Article)}
			if i < unfolded {
				check.Shown = append(check.Shown, row)
			} else {
				check.Folded = append(check.Folded, row)
			}
		}
		out = append(out, check)
	}
	return out
}
