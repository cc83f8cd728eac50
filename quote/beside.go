// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// Verbs that report only because of where they stand: next to a quotation.

// anySpeech is what any verb becomes next to a quotation: “…,” hissed Lee.
var anySpeech = lexicon.CueEntry{Class: lexicon.Say, Frames: lexicon.Quote | lexicon.Inverts | lexicon.Core}

// besideQuote reads verbs that are no cues of the lexicon where nothing but a
// cue can stand: “…,” hissed Lee; “…,” Lee smiled; Lee smiled: “…”.
func (r *reader) besideQuote(k int) (relation, bool) {
	c := &r.chunks[k]
	q := relation{vg: k, entry: &anySpeech, class: lexicon.Say, that: -1, cue: span{c.first, c.end}, core: true}
	if c.form != finite || c.modal >= 0 || c.passive || c.negated || r.ts[c.main].tag != tagFin || c.end >= len(r.ts) {
		return q, false
	}
	before := c.first - 1
	if before > 0 && isDash(r.ts[before].key) {
		before-- // “…,” – hissed Lee
	}
	if r.isBareNoun(k) {
		return q, false
	}
	if r.endsInComma(before) && r.inverts(&q) && (r.ts[c.main].verb != nil || r.canSpeak(span{c.end, c.end + 1})) {
		return q, r.inverted(&q)
	}
	q.subject = r.subjectOf(k, 0)
	if q.subject.empty() || q.subject.elided || q.subject.relative {
		return q, false
	}
	q.unit = r.unitOf(&q)
	switch next := r.quoteMarkAhead(c.end); {
	case next > 0:
		q.unit.end = next
		return q, r.contentRight(&q, next)
	case r.canSpeak(q.subject.span) && r.endsInComma(q.unit.first-1) && isEnd(r.ts[c.end].key) && r.startsSentence(q.unit.first-1):
		return q, r.contentLeft(&q, q.unit.first)
	}
	return q, false
}

// isBareNoun reports a noun that only looks like a verb, since one person does not
// "study": “…,” study author Lee said.
func (r *reader) isBareNoun(k int) bool {
	c := &r.chunks[k]
	v := r.ts[c.main].verb
	if v == nil || !v.Noun || v.Forms&(lexicon.Past|lexicon.Third) != 0 || k+1 >= len(r.chunks) || r.chunks[k+1].kind != chunkNP {
		return false
	}
	subject := &r.ts[r.chunks[k+1].main]
	return subject.tag == tagName && !isPlural(subject)
}

// quoteMarkAhead is the colon or comma that leads from a verb that ends before
// token i to a quotation: "smiled:", "put it differently:", "goes,"; or 0.
func (r *reader) quoteMarkAhead(i int) int {
	if r.is(i, ",") && r.isOpen(i+1) && r.ts[min(i+2, len(r.ts)-1)].caps {
		return i
	}
	for k := i; k+1 < len(r.ts) && k < i+maxManner && r.sent[k] == r.sent[i]; k++ {
		if r.is(k, ":") && r.isOpen(k+1) {
			return k
		}
		if t := r.ts[k].tag; t == tagMark || t >= tagModal {
			return 0
		}
	}
	return 0
}

// maxManner bounds the words between such a verb and its colon.
const maxManner = 6

// endsInComma reports a quotation that closes at token i and leaves its sentence
// open, as only speech does.
func (r *reader) endsInComma(i int) bool {
	return r.isClose(i) && i > 0 && (r.ts[i-1].key == "," || r.ts[i-1].key == "?" || r.ts[i-1].key == "!") && i+1 < len(r.ts) && r.sent[i] == r.sent[i+1]
}
