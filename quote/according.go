// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// according reads the phrases that attribute a clause without a verb, at chunk k
// before or behind what is said: "according to Lee", "per Lee", "in Lee's words",
// "in the view of Lee".
func (r *reader) according(k int) (relation, bool) {
	if r.chunks[k].kind != chunkPrep && r.ts[r.chunks[k].first].key != "according" {
		return relation{}, false
	}
	q := relation{vg: -1, that: -1, class: lexicon.Say, core: true}
	i := r.chunks[k].first
	sent := r.sentence(i)
	inFront := r.startsClause(i, sent.First)
	if !r.accordingTo(&q, k, inFront) && !r.inWords(&q, k, inFront) {
		return q, false
	}
	q.unit = span{i, max(q.subject.end, q.cue.end)}
	ok := false
	if inFront {
		ok = r.accordingRight(&q, sent.End)
	} else {
		ok = r.accordingLeft(&q, sent.First)
	}
	r.endBeforeWhich(&q)
	return q, ok
}

// endBeforeWhich cuts ", which quotes Orta" off the source, and keeps Orta for what
// it hands on.
func (r *reader) endBeforeWhich(q *relation) {
	for i := q.subject.first + 1; i+1 < q.subject.end; i++ {
		if !r.is(i, ",") || !r.is(i+1, "which") {
			continue
		}
		if q.handed = r.quotedMedia(span{i + 1, q.subject.end}); len(q.handed) > 0 {
			q.subject.end = i
		}
		return
	}
}

// quotedMedia returns the outlet that a verb of citing within tokens s names.
func (r *reader) quotedMedia(s span) []via {
	for k := int(r.chunk[s.first]); k+1 < len(r.chunks) && r.chunks[k+1].first < s.end; k++ {
		v := r.ts[max(r.chunks[k].main, 0)].verb
		if r.chunks[k].kind != chunkVG || v == nil || v.Lemma != "quote" && v.Lemma != "cite" {
			continue
		}
		if m := r.mediumAt(k + 1); !m.empty() {
			return []via{{evidence: span{s.first, m.end}, name: m}}
		}
	}
	return nil
}

// accordingTo reads "according to Lee" and "per Lee"; "per year" is a rate.
func (r *reader) accordingTo(q *relation, k int, inFront bool) bool {
	i, n := r.chunks[k].first, 2
	switch {
	case r.is(i, "according") && r.is(i+1, "to"):
	case r.is(i, "per") && k+1 < len(r.chunks) && r.ts[r.chunks[k+1].main].tag == tagName && (inFront || r.is(i-1, ",") || r.isClose(i-1)):
		n = 1
	default:
		return false
	}
	if i+n >= len(r.ts) || r.sent[i+n] != r.sent[i] {
		return false
	}
	q.cue = span{i, i + n}
	q.subject = r.following(int(r.chunk[i+n]), inFront)
	return !q.subject.empty()
}

// asTold reads "as reported by Lee" before or behind what is said.
func (r *reader) asTold(q relation) (relation, bool) {
	lead, sent := q.cue.first-1, r.sentence(q.cue.first)
	if lead < sent.First || !r.is(lead, "as") || !r.is(q.cue.end, "by") || q.class > lexicon.Claim {
		return q, false
	}
	inFront := r.startsClause(lead, sent.First)
	q.subject = r.following(int(r.chunk[q.cue.end])+1, inFront)
	if q.subject.empty() {
		return q, false
	}
	q.unit = span{lead, q.subject.end}
	if inFront {
		return q, r.accordingRight(&q, sent.End)
	}
	return q, (r.is(lead-1, ",") || isDash(r.ts[lead-1].key)) && r.accordingLeft(&q, sent.First)
}

// inWords reads "in her words" and "in the view of Lee": the noun is the cue.
func (r *reader) inWords(q *relation, k int, inFront bool) bool {
	if key := r.ts[r.chunks[k].first].key; key != "in" && key != "by" || k+1 >= len(r.chunks) {
		return false
	}
	c := &r.chunks[k+1]
	if c.kind != chunkNP || r.ts[c.main].tag != tagNoun || !lexicon.IsVoice(r.ts[c.main].key) || r.sent[c.first] != r.sent[r.chunks[k].first] {
		return false
	}
	q.cue = span{c.main, c.main + 1}
	if q.subject = r.owner(c); !q.subject.empty() {
		return r.isApart(k, c.end, inFront)
	}
	if r.ts[c.first].key != "the" || !r.chunkIs(k+2, "of") {
		return false
	}
	q.subject = r.following(k+3, true)
	return !q.subject.empty() && r.canSpeak(q.subject.span) && r.isApart(k, q.subject.end, inFront)
}

// isApart reports a phrase from chunk k to token end that a mark parts from the
// clause beside it.
func (r *reader) isApart(k, end int, inFront bool) bool {
	before := r.chunks[k].first - 1
	if inFront {
		return r.is(end, ",") || r.is(end, ":") || r.isOpen(end)
	}
	return (r.is(before, ",") || isDash(r.ts[before].key) || r.isClose(before)) && (end >= len(r.ts) || r.ts[end].tag == tagMark)
}

// startsClause reports that nothing but marks, conjunctions and adverbs stand
// before token i in its sentence.
func (r *reader) startsClause(i, lo int) bool {
	for i--; i >= lo; i-- {
		switch t := &r.ts[i]; {
		case t.tag == tagMark && r.isClose(i):
			return false
		case t.tag == tagMark || t.tag == tagCoord || t.tag == tagAdv || t.tag == tagThat:
		default:
			return false
		}
	}
	return true
}

// accordingRight: "According to Lee, it rained."
func (r *reader) accordingRight(q *relation, end int) bool {
	i := q.unit.end
	for i < end && !r.is(i, ",") && !r.isOpen(i) && !r.is(i, ":") {
		i++ // what the rules left of the source: "released on Monday"
	}
	if r.is(i, ",") || r.is(i, ":") {
		i++
	}
	if i >= end {
		return false
	}
	stop := r.contentEnd(q, i, int(r.chunk[end-1])+1)
	q.content = []span{{i, stop}}
	return stop > i
}

// accordingLeft: "It rained, according to Lee."
func (r *reader) accordingLeft(q *relation, lo int) bool {
	i := q.unit.first - 1
	if r.is(i, ",") || isDash(r.ts[i].key) {
		i--
	}
	if i < lo {
		return false
	}
	if r.isClose(i) && !r.isReportBefore(i, lo) {
		return r.quotedLeft(q, i)
	}
	first := r.clauseStart(q, i, lo)
	q.content = []span{{first, r.trimEnd(first, i+1)}}
	if q.content[0].end <= first {
		return false
	}
	if k := q.unit.end; r.is(k, ",") && r.is(i+1, ",") && k+1 < r.sentence(i).End {
		r.acrossPhrase(q, k+1)
	}
	return true
}

// isReportBefore reports that the quotation closing at token i has an attribution
// of its own in front: "Lee said it was “a trap”, according to the agency".
func (r *reader) isReportBefore(i, lo int) bool {
	open := r.firstOf(&r.stretches[r.ts[i].in])
	for k := int(r.chunk[lo]); k < int(r.chunk[open]); k++ {
		if r.isCueVerb(k) && r.chunks[k].form == finite {
			return true
		}
	}
	return false
}

// acrossPhrase takes up the clause behind the phrase, at token next: "the talks,
// according to Lee, would resume". Of "he is, in her words, “a trap”" only the
// quoted words are hers.
func (r *reader) acrossPhrase(q *relation, next int) {
	end := r.sentence(next).End
	if r.isOpen(next) && q.cue.end-q.cue.first == 1 {
		q.content = nil
		r.resume(q, next-1, end, false)
		return
	}
	c := &r.chunks[r.chunk[next]]
	whole := r.isVerbBetween(int(r.chunk[q.content[0].first]), int(r.chunk[q.content[0].end]))
	if c.kind == chunkThat || c.kind == chunkVG && c.form == finite || c.kind == chunkNP && (!whole || r.ts[q.content[0].end-1].tag.isVerb()) {
		r.resumeClause(q, next, end)
	}
}
