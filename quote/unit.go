// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/lexicon"
)

// content finds the content of a relation whose unit is known, on either side.
func (r *reader) content(q *relation) bool {
	left := q.unit.first
	right := *q
	if r.isAfterSetting(q) && r.resumeSetting(q) {
		return true
	}
	if r.isParenthetical(q) && r.contentLeft(q, left) {
		r.hearerBehind(q)
		r.continues(q, true)
		return true
	}
	if r.contentRight(&right, q.unit.end) {
		*q = right
		return true
	}
	if r.is(left-1, "as") && q.entry.Has(lexicon.That) {
		return r.asSaid(q, left-1)
	}
	return r.gapped(q)
}

// asSaid reads "As Lee said, it rained" and "It rained, as Lee said": as is
// token i.
func (r *reader) asSaid(q *relation, i int) bool {
	q.unit.first = i
	sent := r.sentence(i)
	end := r.passTimes(q.unit.end, sent.End)
	if i == sent.First || r.startsClause(i, sent.First) {
		if !r.is(end, ",") || end+1 >= sent.End {
			return false
		}
		stop := r.contentEnd(q, end+1, int(r.chunk[sent.End-1])+1)
		q.content = []span{{end + 1, stop}}
		return stop > end+1
	}
	if r.endsInComma(i - 1) {
		return r.quotedLeft(q, i-1)
	}
	if !r.is(i-1, ",") && !isDash(r.ts[i-1].key) {
		return false
	}
	first := r.clauseStart(q, i-2, sent.First)
	q.content = []span{{first, r.trimEnd(first, i-1)}}
	if first >= i-1 || r.ts[i-2].in >= 0 {
		return false
	}
	if k := end + 1; (r.is(end, ",") || isDash(r.ts[min(end, len(r.ts)-1)].key)) && k < sent.End {
		if stop := r.contentEnd(q, k, int(r.chunk[sent.End-1])+1); stop > k {
			q.content = append(q.content, span{k, stop})
		}
	}
	return true
}

// putIt reads "as Lee put it" at verb group k.
func (r *reader) putIt(k int) (relation, bool) {
	c := &r.chunks[k]
	if c.kind != chunkVG || !r.is(c.end, "it") || (r.ts[c.main].key != "put" && r.ts[c.main].key != "puts") {
		return relation{}, false
	}
	q := relation{vg: k, entry: &anySpeech, class: lexicon.Say, that: -1, cue: span{c.first, c.end + 1}, core: true}
	q.subject = r.subjectOf(k, 0)
	q.unit = r.unitOf(&q)
	if q.subject.empty() || !r.is(q.unit.first-1, "as") {
		return q, false
	}
	return q, r.asSaid(&q, q.unit.first-1)
}

// putAt reads "Lee put the toll at forty" at verb group k.
func (r *reader) putAt(k int) (relation, bool) {
	c := &r.chunks[k]
	if c.kind != chunkVG || c.passive || r.ts[c.main].verb == nil || r.ts[c.main].verb.Lemma != "put" || !isFigure(r.headWord(k+1)) {
		return relation{}, false
	}
	q := relation{vg: k, entry: &anySpeech, class: lexicon.Say, that: -1, cue: span{c.first, c.end}, core: true}
	limit := r.contentLimit(&q, c.end)
	at := k + 2
	for at+1 < limit && (r.chunks[at].kind == chunkPrep && !r.chunkIs(at, "at") || r.chunks[at].kind == chunkNP) {
		at++
	}
	q.subject = r.subjectOf(k, 0)
	if q.subject.empty() || !r.chunkIs(at, "at") {
		return q, false
	}
	q.unit = r.unitOf(&q)
	q.content = []span{{c.end, r.contentEnd(&q, c.end, limit)}}
	return q, true
}

// isFigure reports nouns for what is counted or valued.
func isFigure(noun string) bool {
	switch noun {
	case "figure", "lead", "majority", "number", "numbers", "cost", "costs", "value", "toll", "total", "price", "odds", "damage", "estimate", "share", "turnout", "chance", "chances", "bill", "loss", "losses", "size", "age":
		return true
	}
	return false
}

// gapped reads "a strike that Lee said would end": the content has lost its
// subject to the relative pronoun, which is taken as its first fragment.
func (r *reader) gapped(q *relation) bool {
	i := q.unit.first - 1
	if i < 0 || q.unit.end >= len(r.ts) || !q.entry.Has(lexicon.That) {
		return false
	}
	t := r.ts[i].tag
	k := int(r.chunk[q.unit.end])
	limit := r.contentLimit(q, q.unit.end)
	if t != tagRel && t != tagThat && t != tagWh || k >= limit {
		return false
	}
	if c := &r.chunks[k]; c.kind != chunkVG || c.form != finite {
		return false
	}
	stop := r.contentEnd(q, q.unit.end, limit)
	q.content = []span{{i, i + 1}, {q.unit.end, stop}}
	return stop > q.unit.end
}

// isParenthetical reports units that content stands before: “…,” Lee said; the
// talks, Lee said, would; It rained, Lee said.
func (r *reader) isParenthetical(q *relation) bool {
	i := q.unit.first - 1
	if i < 0 || !q.entry.Has(lexicon.Quote) && !(q.entry.Has(lexicon.That) && q.class <= lexicon.Show) || q.subject.elided || q.subject.relative {
		return false
	}
	if r.chunks[r.chunk[q.cue.first]].form != finite {
		return false
	}
	if r.isClose(i) && !r.softMark(i) {
		return r.leadsToUnit(i) && (r.sent[i] == r.sent[q.cue.first] && !r.isTitleBefore(q, i) || r.isUnitDone(q))
	}
	asked := r.is(i, "?") || r.is(i, "!")
	if !r.is(i, ",") && !isDash(r.ts[i].key) && !asked {
		return false
	}
	sent := r.sentence(q.cue.first)
	if i <= sent.First || r.sent[i] != r.sent[q.cue.first] {
		return false
	}
	return r.isUnitDone(q) && (!r.isAdverbialBefore(q, sent.First, i) || r.verbResumes(q))
}

// isAfterSetting reports "In the long run, Lee said, it would": a setting, then
// the unit between commas, then a clause.
func (r *reader) isAfterSetting(q *relation) bool {
	i, sent := q.unit.first-1, r.sentence(q.cue.first)
	if i <= sent.First || !r.is(i, ",") || r.sent[i] != r.sent[q.cue.first] || q.subject.elided || q.subject.relative || r.chunks[q.vg].form != finite {
		return false
	}
	end := r.passTimes(q.unit.end, sent.End)
	return r.is(end, ",") && end+1 < sent.End && q.entry.Has(lexicon.That) && r.isAdverbialBefore(q, sent.First, i) && r.clauseAhead(int(r.chunk[end+1]))
}

// resumeSetting takes the clause behind such a unit, with its setting.
func (r *reader) resumeSetting(q *relation) bool {
	sent := r.sentence(q.cue.first)
	next := r.passTimes(q.unit.end, sent.End) + 1
	stop := r.contentEnd(q, next, int(r.chunk[sent.End-1])+1)
	if stop <= next {
		return false
	}
	first, comma := r.clauseStart(q, q.unit.first-1, sent.First), q.unit.first-1
	if first < comma && r.chunks[r.chunk[first]].kind != chunkAdv {
		q.content = append(q.content, span{first, comma})
		q.flag(hearsay.Interrupted)
	}
	q.content = append(q.content, span{next, stop})
	return true
}

// verbResumes reports "Leaving now, Lee said, would": the verb behind the unit
// needs what stands before it as its subject.
func (r *reader) verbResumes(q *relation) bool {
	k := q.unit.end + 1
	if !r.is(q.unit.end, ",") || k >= len(r.ts) {
		return false
	}
	c := &r.chunks[r.chunk[k]]
	return c.kind == chunkVG && c.form == finite && c.first == k
}

// isTitleBefore reports a short quotation that only belongs to the setting: On
// “Orta Today,” Lee said that.
func (r *reader) isTitleBefore(q *relation, i int) bool {
	s := &r.stretches[r.ts[i].in]
	return s.end-s.first <= softWords && r.firstOf(s) > r.sentence(i).First && !r.isUnitDone(q)
}

// leadsToUnit reports whether a quotation that closes at token i may be
// attributed by what follows: it does not end in a full stop, as a sentence of
// its own would.
func (r *reader) leadsToUnit(i int) bool {
	if i == 0 {
		return true
	}
	prev := r.ts[i-1].key
	return prev != "." && prev != "..." || r.sent[i] == r.sent[min(i+1, len(r.ts)-1)]
}

// isUnitDone reports that no content of its own follows the unit at once.
func (r *reader) isUnitDone(q *relation) bool {
	limit := r.contentLimit(q, q.unit.end)
	if q.unit.end >= len(r.ts) {
		return true
	}
	k := int(r.chunk[q.unit.end])
	if q.entry.Has(lexicon.Addressee) && k < limit && r.chunks[k].kind == chunkNP && r.isUnitEnd(k+1, limit) {
		return true
	}
	return r.isUnitEnd(k, limit)
}

// isAdverbialBefore reports that the text before the comma is only a setting
// ("On Tuesday, Lee said."): nothing that can be content.
func (r *reader) isAdverbialBefore(q *relation, lo, comma int) bool {
	k, hi := int(r.chunk[lo]), int(r.chunk[comma])
	for k < hi && (r.chunks[k].kind == chunkCoord || r.chunks[k].kind == chunkMark) {
		k++
	}
	if k >= hi {
		return true
	}
	c := &r.chunks[k]
	if c.kind == chunkWh {
		return false
	}
	if c.kind == chunkNP || c.kind == chunkAdj || c.kind == chunkVG && c.form == finite {
		return r.isTemporal(c) && k+1 == hi
	}
	return hi-k < maxSetting && !r.isVerbBetween(k, hi)
}

// maxSetting bounds a setting in chunks: what is longer has a verb that was not
// recognised.
const maxSetting = 10

// continues adds what goes on behind the unit: the second half of an
// interrupted clause or quotation. It reports whether anything was added.
func (r *reader) continues(q *relation, left bool) bool {
	i := q.unit.end
	end := r.sentence(q.cue.first).End
	if in := r.ts[q.cue.first].in; in >= 0 {
		end = min(end, r.stretches[in].end)
	}
	k := r.passTimes(i, end)
	if k >= end {
		return false
	}
	switch {
	case r.is(k, ",") || r.is(k, ":") || isDash(r.ts[k].key) || r.is(k, ";"):
		return r.resume(q, k, end, left)
	case !left:
		return r.contentRight(q, i)
	}
	return false
}

// passTimes skips times, places and adverbs behind the unit.
func (r *reader) passTimes(i, end int) int {
	q := relation{cue: span{i, i + 1}, that: -1}
	if i >= end {
		return i
	}
	w := walk{r: r, q: &q, k: int(r.chunk[i]), end: int(r.chunk[end-1]) + 1, comma: true}
	for w.k < w.end {
		next := w.adverbial()
		if next == w.k || w.key(w.k) == "," {
			break
		}
		w.k = next
	}
	if w.k >= w.end {
		return end
	}
	return r.chunks[w.k].first
}

// resume takes up content behind the comma or colon at token i.
func (r *reader) resume(q *relation, i, end int, left bool) bool {
	next := i + 1
	if next >= end {
		return false
	}
	if r.isOpen(next) && !r.startsOther(next, end) {
		s := &r.stretches[r.ts[next].in]
		first, stop := s.tokens()
		if stop < end && r.is(i, ",") {
			stop = r.contentEnd(q, first, int(r.chunk[end-1])+1)
		}
		q.content = append(q.content, span{first, stop})
		s.used = true
		if left {
			q.flag(hearsay.Interrupted)
		}
		return true
	}
	if !left || !r.is(i, ",") || r.isQuoted(q) {
		return !left && r.contentRight(q, q.unit.end)
	}
	return r.resumeClause(q, next, end)
}

// isQuoted reports whether the relation's content so far ends in a quotation.
func (r *reader) isQuoted(q *relation) bool {
	if len(q.content) == 0 {
		return false
	}
	return r.ts[q.content[len(q.content)-1].end-1].in >= 0 && r.isClose(q.content[len(q.content)-1].end-1)
}

// startsOther reports that the quotation opening at token i has an attribution
// of its own behind it.
func (r *reader) startsOther(i, end int) bool {
	s := &r.stretches[r.ts[i].in]
	after := s.close + 1
	if s.close < 0 || after >= len(r.ts) {
		return false
	}
	return r.isAttributionAt(after, min(len(r.ts), after+10)) && r.sent[after] == r.sent[s.close]
}

// resumeClause: "The talks, Lee said, would resume."
func (r *reader) resumeClause(q *relation, next, end int) bool {
	k := int(r.chunk[next])
	c := &r.chunks[k]
	if c.kind == chunkVG && c.form == gerund && r.isCueVerb(k) || r.is(next, "but") || r.is(next, "while") || r.is(next, "who") || r.is(next, "which") || r.is(next, "according") {
		return false
	}
	if c.kind == chunkVG && c.form != finite || c.kind == chunkPrep || r.isRemark(k, len(r.chunks)) || c.kind == chunkCoord && k+1 < len(r.chunks) && r.isCueVerb(k+1) {
		return false
	}
	stop := r.contentEnd(q, next, int(r.chunk[end-1])+1)
	if stop <= next {
		return false
	}
	q.content = append(q.content, span{next, stop})
	q.flag(hearsay.Interrupted)
	return true
}
