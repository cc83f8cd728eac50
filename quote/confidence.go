// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"math"

	"hearsay"
	"hearsay/lexicon"
)

// Confidence starts from the chance that a relation of this make is right, which
// is learnt from our own articles (sign.go), and falls with every repair and guess,
// and with the state of the text as a whole. Those are rare in the articles and are
// estimates. The figures are in doc/eval.md.
const (
	perRepair = 0.1
	leastSure = 0.05
)

// confidenceOf estimates the chance that the relation is right.
func (r *reader) confidenceOf(q *relation, mode hearsay.Mode) float64 {
	c := confidences().Chance(r.signsOf(q, mode)) - q.doubt - r.wear
	if r.lang != nil {
		c -= perRepair // it is learnt from English
	}
	for _, f := range q.flags {
		switch f {
		case hearsay.Unclosed, hearsay.Unopened, hearsay.WrongWayMarks:
			c -= perRepair
		}
	}
	return math.Round(max(c, leastSure)*100) / 100
}

// isPlain reports cues made of the plainest reporting words.
func (r *reader) isPlain(q *relation) bool {
	for i := q.cue.first; i < q.cue.end; i++ {
		if lexicon.IsCoreForm(r.ts[i].key) {
			return true
		}
	}
	return q.class == lexicon.Say && q.entry == nil
}
