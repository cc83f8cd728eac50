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
		f := factCheck{Concern: c}
		for _, w := range c.Why {
			r := concernReason{ConcernReason: w}
			if a != nil {
				r.Words = shortened(w.At.In(a), maxConcernWords)
			}
			f.Reasons = append(f.Reasons, r)
		}
		out = append(out, f)
	}
	return out
}
