// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/lexicon"
)

// polarityOf says whether the text asserts that the source said it.
func (r *reader) polarityOf(q *relation) hearsay.Polarity {
	if q.vg < 0 {
		return r.polarityOfMark(q)
	}
	c := &r.chunks[q.vg]
	switch {
	case q.entry != nil && (q.entry.Lemma == "decline" || q.entry.Lemma == "refuse"):
		return hearsay.Declined
	case r.isConditional(q):
		return hearsay.Hypothetical
	case c.negated && q.class >= lexicon.Show:
		return hearsay.Denied // "does not believe that": the opposite is held
	case c.negated || r.isNegatedBefore(q.vg):
		return hearsay.NotSaid
	case c.modal >= 0 && r.ts[c.modal].key == "can" && discloses(q.entry):
		return hearsay.Asserted // "the Gull can reveal"
	case c.modal >= 0 && r.ts[c.modal].key == "would" && r.hasMark(c.first, c.end, "only"):
		return hearsay.Asserted // "would only say"
	case c.modal >= 0:
		return modality(r.ts[c.modal].key)
	case c.form == infinitive:
		return r.governed(q)
	case q.class == lexicon.Deny && q.entry.Has(lexicon.ObjectAs) && len(q.content) > 0 && r.hasMark(q.content[0].first, q.content[0].end, "as"):
		return hearsay.Asserted // "dismissed it as a trick"
	case q.class == lexicon.Deny:
		return hearsay.Denied
	case q.class == lexicon.Ask && r.isQuestion(q), q.class <= lexicon.Tell && r.isAsked(q):
		return hearsay.Questioned
	case q.class <= lexicon.Tell && len(q.content) == 1 && r.is(q.content[0].first, "nothing"):
		return hearsay.NotSaid // "is saying nothing"
	}
	return hearsay.Asserted
}

// isAsked reports quoted words that begin with one question: said “Can you?”
func (r *reader) isAsked(q *relation) bool {
	if len(q.content) == 0 {
		return false
	}
	c := q.content[0]
	last := c.end - 1
	if r.isClose(last) && last > c.first {
		last--
	}
	return r.ts[last].key == "?" && r.ts[c.first].in >= 0 && r.sent[last] == r.sent[min(c.first+1, last)]
}

// polarityOfMark: a label or signature with nothing but a question asks it.
func (r *reader) polarityOfMark(q *relation) hearsay.Polarity {
	if q.cue.empty() || r.ts[q.cue.first].tag != tagMark || len(q.content) == 0 {
		return hearsay.Asserted
	}
	last := q.content[len(q.content)-1].end - 1
	if r.isClose(last) && last > 0 {
		last--
	}
	if r.ts[last].key == "?" && r.sent[last] == r.sent[q.content[0].first] {
		return hearsay.Questioned
	}
	return hearsay.Asserted
}

// discloses lists the verbs with which "can" does what it says.
func discloses(e *lexicon.CueEntry) bool {
	if e == nil {
		return false
	}
	switch e.Lemma {
	case "reveal", "disclose", "confirm", "report", "announce":
		return true
	}
	return false
}

// modality: what may or would be said is not asserted, what will be is not yet.
func modality(modal string) hearsay.Polarity {
	switch modal {
	case "will", "'ll", "shall", "wo":
		return hearsay.Future
	case "would", "could", "might", "may", "can", "should", "must", "'d", "ca", "ought", "cannot":
		return hearsay.Hypothetical
	}
	return hearsay.Asserted
}

// isConditional reports a cue in an if-clause: "if Lee says no".
func (r *reader) isConditional(q *relation) bool {
	lo := r.boundary(q.vg)
	if lo == 0 {
		return false
	}
	prev := r.ts[r.chunks[lo-1].first].key
	if q.inContent(r.chunks[lo-1].first) {
		return false // "if it rains, Lee says, they go"
	}
	return (prev == "if" || prev == "unless") && r.sent[r.chunks[lo-1].first] == r.sent[q.cue.first] && !r.isClosedClause(lo, q.subject.first)
}

// isClosedClause reports that the clause which begins at chunk k has its verb, and a comma
// behind that, before token end: "Asked if it rained, Lee said".
func (r *reader) isClosedClause(k, end int) bool {
	verb := false
	for ; k < len(r.chunks) && r.chunks[k].first < end; k++ {
		c := &r.chunks[k]
		verb = verb || c.kind == chunkVG && c.form == finite
		if verb && r.isComma(k) {
			return true
		}
	}
	return false
}

// isNegatedBefore: "nobody said", "no one has said", "without saying".
func (r *reader) isNegatedBefore(vg int) bool {
	if vg == 0 {
		return false
	}
	c := &r.chunks[vg-1]
	switch r.ts[c.first].key {
	case "nobody", "none", "neither", "no", "without":
		return r.sent[c.first] == r.sent[r.chunks[vg].first]
	}
	return false
}

// governed: what governs an infinitive says whether it happened: "went on to
// say" did, "is expected to say" will, "refused to say" did not.
func (r *reader) governed(q *relation) hearsay.Polarity {
	k := q.vg - 1
	for k >= 0 && (r.chunks[k].kind == chunkAdv || r.chunks[k].kind == chunkAdj) {
		k--
	}
	if k < 0 || r.chunks[k].kind != chunkVG {
		return hearsay.Future
	}
	c := &r.chunks[k]
	v := r.ts[c.main].verb
	if v == nil {
		if r.ts[c.main].tag == tagBe {
			return hearsay.Future
		}
		return hearsay.Asserted
	}
	if c.modal >= 0 {
		return modality(r.ts[c.modal].key)
	}
	if v.Lemma == "like" && r.isPast(c) {
		return hearsay.Asserted // "liked to say"
	}
	switch v.Lemma {
	case "decline", "refuse":
		return hearsay.Declined
	case "fail", "forget", "deny", "stop":
		return hearsay.NotSaid
	case "expect", "plan", "intend", "want", "hope", "promise", "vow", "threaten", "schedule", "set", "prepare", "need", "like", "agree":
		return hearsay.Future
	}
	if c.negated {
		return hearsay.NotSaid
	}
	return hearsay.Asserted
}

// isQuestion reports content that asks: a wh-clause, a quoted question.
func (r *reader) isQuestion(q *relation) bool {
	if len(q.content) == 0 {
		return false
	}
	first, last := q.content[0], q.content[len(q.content)-1]
	t := &r.ts[first.first]
	if t.kind.Has(lexicon.WhAdv) || t.tag == tagWh {
		return true
	}
	for i := last.end - 1; i >= first.first && i >= last.end-3; i-- {
		if r.ts[i].key == "?" {
			return true
		}
	}
	return q.entry.Lemma == "wonder"
}

// isDisputed reports a cue by which the text takes its stand against what was
// said: "falsely claimed".
func (r *reader) isDisputed(cue span) bool {
	for i := cue.first; i < cue.end; i++ {
		switch r.ts[i].key {
		case "falsely", "wrongly", "incorrectly", "mistakenly", "erroneously", "untruthfully":
			return true
		}
	}
	return false
}
