// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"math"

	"hearsay"
	"hearsay/lexicon"
)

// Confidence starts from how often relations of this make were right (same cue,
// same source, half of the content) on the PolNeAR training part, 840 articles
// of US political news, and falls with every repair and guess, and with the state
// of the text as a whole. It is
// calibrated on that set only: on cleaner text it is too low, on badly scraped
// pages too high. The figures are kept in doc/eval.md.
const (
	sureDirect    = 0.96 // plain speech verbs; 3,700 cases
	sureThat      = 0.93 // with "that" and no marks; 650
	sureMixed     = 0.90 // 1,380
	sureIndirect  = 0.85 // 2,540
	otherDirect   = 0.82 // rarer verbs; 390
	otherMixed    = 0.68 // 720
	otherIndirect = 0.60 // 2,830
	stance        = 0.50 // extended; 3,600
	markedOnly    = 0.80 // colon or dash: headlines right in 70 of 100; most
	// transcripts are not annotated there, so this one is an estimate
	unmarked = 0.85 // no cue; 290, less the doubt that the rule states

	perRepair = 0.1
	leastSure = 0.05
)

// confidenceOf estimates the chance that the relation is right.
func (r *reader) confidenceOf(q *relation, mode hearsay.Mode) float64 {
	c := r.prior(q, mode) - q.doubt - r.wear
	for _, f := range q.flags {
		switch f {
		case hearsay.Unclosed, hearsay.Unopened, hearsay.WrongWayMarks:
			c -= perRepair
		case hearsay.ElidedSource:
			c -= perRepair / 2
		}
	}
	return math.Round(max(c, leastSure)*100) / 100
}

// prior is the share of relations of this make that were right.
func (r *reader) prior(q *relation, mode hearsay.Mode) float64 {
	switch {
	case q.cue.empty():
		return unmarked
	case !q.core:
		return stance
	case q.vg < 0 && r.ts[q.cue.first].tag == tagMark:
		return markedOnly
	case r.isPlain(q):
		switch {
		case mode == hearsay.Direct:
			return sureDirect
		case mode == hearsay.Mixed:
			return sureMixed
		case q.that >= 0:
			return sureThat
		}
		return sureIndirect
	case mode == hearsay.Direct:
		return otherDirect
	case mode == hearsay.Mixed:
		return otherMixed
	}
	return otherIndirect
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
