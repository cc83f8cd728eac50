// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/grammar"
	"hearsay/lexicon"
	"hearsay/prose"
)

// Whether the text asserts that it was said.

// polarity reads negation between the verb and its content.
func (r *polyglot) polarity(v *site, q *relation) {
	negated := false
	for i := v.finite; i < v.sent.End && i <= max(v.last, v.cue, q.unit.end); i++ {
		if len(q.content) > 0 && i >= q.content[0].first && i < q.content[0].end {
			break
		}
		negated = negated || r.part(i).Has(grammar.Not) && !q.subjectHolds(i)
	}
	switch {
	case negated:
		q.polarity = hearsay.NotSaid
	case v.entry.Class == grammar.Deny:
		q.polarity = hearsay.Denied
	case v.entry.Class == grammar.Ask && r.asks(q):
		q.polarity = hearsay.Questioned
	}
}

func (q *relation) subjectHolds(i int) bool { return i >= q.subject.first && i < q.subject.end }

// asks reports content that begins like a question or ends in its mark.
func (r *polyglot) asks(q *relation) bool {
	first, last := q.content[0].first, q.content[len(q.content)-1].end-1
	if r.isClose(last) {
		last--
	}
	return r.part(first).Has(grammar.Wh|grammar.As) || q.that >= 0 || r.is(last, "?")
}

// declined reads "wollte sich nicht äußern", "lehnte einen Kommentar ab", "gab
// keine Auskunft": a word for commenting in a clause that denies it.
func (r *polyglot) declined(s prose.Sentence, out []relation, first int) []relation {
	if len(out) > first {
		return out
	}
	for i := s.First; i < s.End; i++ {
		if !r.part(i).Has(grammar.Comment) || r.quoted(i) {
			continue
		}
		lo := r.clauseStart(i, s.First)
		if !r.refuses(lo, s.End) {
			continue
		}
		q := relation{vg: -1, that: -1, cue: span{i, i + 1}, class: lexicon.Deny, core: true, polarity: hearsay.Declined}
		q.subject = subject{span: r.subjectFrom(lo, i)}
		if !q.subject.empty() && q.subject.end <= i {
			q.unit = span{min(i, q.subject.first), max(i+1, q.subject.end)}
			return append(out, q)
		}
	}
	return out
}

// refuses reports a negation or a verb of refusing in the clause at token lo.
func (r *polyglot) refuses(lo, end int) bool {
	for k := lo; k < end && !r.isHardMarkAt(k) && !r.is(k, ","); k++ {
		if r.part(k).Has(grammar.Not) {
			return true
		}
		for _, c := range r.lang.Cues(r.ts[k].key) {
			if c.Class == grammar.Refuse && (c.Particle == "" || r.particle(k+1, end, c.Particle) > 0) {
				return true
			}
		}
	}
	return false
}
