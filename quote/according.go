// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// according reads "according to Lee" at chunk k, before or behind what he says.
func (r *reader) according(k int) (relation, bool) {
	i := r.chunks[k].first
	if !r.is(i, "according") || !r.is(i+1, "to") || i+2 >= len(r.ts) {
		return relation{}, false
	}
	q := relation{vg: -1, that: -1, cue: span{i, i + 2}, class: lexicon.Say, core: true}
	sent := r.sentence(i)
	inFront := r.startsClause(i, sent.First)
	q.subject = r.following(int(r.chunk[i+2]), inFront)
	if q.subject.empty() {
		return q, false
	}
	q.unit = span{i, q.subject.end}
	if inFront {
		return q, r.accordingRight(&q, sent.End)
	}
	return q, r.accordingLeft(&q, sent.First)
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
	if r.isClose(i) {
		return r.quotedLeft(q, i)
	}
	first := r.clauseStart(q, i, lo)
	q.content = []span{{first, r.trimEnd(first, i+1)}}
	return q.content[0].end > first
}
