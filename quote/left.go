// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"

	"hearsay"
)

// contentLeft looks for the content before the unit, which begins at token
// start: a quotation, or the clause up to the comma.
func (r *reader) contentLeft(q *relation, start int) bool {
	i := start - 1
	if r.is(i, ",") || r.is(i, "—") || r.is(i, "–") || r.is(i, "-") || r.is(i, "--") {
		i--
	}
	sent := r.sentence(q.cue.first)
	if i < 0 {
		return false
	}
	if r.isClose(i) && r.ts[i].in >= 0 && (!r.softMark(i) || i == r.stretches[r.ts[i].in].close && start-1 > i || r.startsSentence(i)) {
		return r.quotedLeft(q, i)
	}
	if s := r.cutStretch(i); s != nil {
		return r.unclosedLeft(q, s)
	}
	if i < sent.First || i == start-1 && !isEnd(r.ts[i].key) {
		return false
	}
	if in := r.ts[q.cue.first].in; r.ts[i].in != in && !r.isClose(i) {
		return false
	}
	lo := sent.First
	if in := r.ts[i].in; in >= 0 {
		lo = max(lo, r.stretches[in].first) // what is said in marks stays in them
	}
	first := r.clauseStart(q, i, lo)
	if first > i || r.is(first, "according") {
		return false
	}
	end := i + 1
	if !r.is(i, "?") { // what is asked is told by its mark
		end = r.trimEnd(first, end)
	}
	q.content = append([]span{{first, end}}, q.content...)
	return true
}

// startsSentence reports that the stretch closing at token i begins its
// sentence: “Yes” said Lee.
func (r *reader) startsSentence(i int) bool {
	return r.stretches[r.ts[i].in].open <= r.sentence(i).First
}

// cutStretch returns the unclosed stretch that was cut at the comma behind
// token i, if there is one.
func (r *reader) cutStretch(i int) *stretch {
	in := r.ts[i].in
	if in < 0 {
		return nil
	}
	if s := &r.stretches[in]; s.cut && s.end == i+1 {
		return s
	}
	return nil
}

// unclosedLeft takes a quotation that never closed and was cut before the
// attribution.
func (r *reader) unclosedLeft(q *relation, s *stretch) bool {
	first, end := s.tokens()
	q.content = append([]span{{first, end}}, q.content...)
	q.flag(hearsay.Unclosed)
	s.used = true
	return true
}

// quotedLeft takes the quotation that closes at token i, with the paragraphs
// that it continues and the words before it in the same sentence.
func (r *reader) quotedLeft(q *relation, i int) bool {
	s := &r.stretches[r.ts[i].in]
	first := r.firstOf(s)
	if in := r.ts[q.cue.first].in; s.parent != int(in) {
		return false
	}
	for k := s.first; s.unopened && k < s.close; k++ {
		if r.ts[k].in < 0 {
			r.ts[k].in = r.ts[i].in // the attribution confirms where it began
		}
	}
	lead := r.leadIn(q, s)
	q.content = append([]span{{lead, i + 1}}, q.content...)
	if lead == first {
		r.takeContinued(q, s)
	}
	s.used = true
	return true
}

// firstOf is the first token of the stretch; of one that never opened, the
// start of its sentence.
func (r *reader) firstOf(s *stretch) int {
	if s.open >= 0 {
		return s.open
	}
	return s.first
}

// takeContinued adds the paragraphs before, of which s is the end.
func (r *reader) takeContinued(q *relation, s *stretch) {
	for p := s.prev; p >= 0; p = r.stretches[p].prev {
		b := &r.stretches[p]
		first, end := b.tokens()
		q.content = append([]span{{first, end}}, q.content...)
		b.used = true
		q.flag(hearsay.Continued)
	}
}

// leadIn returns where content begins when unquoted words stand before the
// quotation in the same sentence: The plan is “a trap,” Lee said.
func (r *reader) leadIn(q *relation, s *stretch) int {
	first := r.firstOf(s)
	if s.open < 0 {
		return first
	}
	sent := r.sentence(first)
	if first <= sent.First {
		return first
	}
	if prev := first - 1; r.isClose(prev) || isEnd(r.ts[prev].key) || r.ts[prev].key == ":" {
		return first
	}
	for k := int(r.chunk[sent.First]); k < int(r.chunk[first]); k++ {
		if r.isCueVerb(k) && r.chunks[k].form == finite {
			return first // that sentence has its own attribution
		}
	}
	return r.clauseStart(q, first-1, sent.First)
}

// clauseStart walks left from token i to where the reported clause begins:
// the start of the sentence without "but", "and", "still,", or the last
// semicolon or dash.
func (r *reader) clauseStart(q *relation, i, lo int) int {
	first := lo
	for k := i; k >= lo; k-- {
		t := &r.ts[k]
		if t.tag == tagMark && t.in == r.ts[i].in && (t.key == ";" || t.key == ":") {
			first = k + 1
			break
		}
	}
	for first < i {
		t := &r.ts[first]
		switch {
		case t.tag == tagCoord, t.key == ",", t.key == "•", isDash(t.key), t.key == "*":
		case isDiscourse(t.key) && r.is(first+1, ","):
		default:
			return first
		}
		first++
	}
	return first
}

func isDiscourse(key string) bool {
	return strings.Contains(" meanwhile however still moreover furthermore instead indeed nevertheless nonetheless also additionally ", " "+key+" ")
}
