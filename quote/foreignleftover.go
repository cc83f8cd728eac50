// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/grammar"
	"hearsay/prose"
)

// leftover gives the quotations that nothing has claimed to their speakers.
func (r *polyglot) leftover(rels []relation) []relation {
	order := byExtent(rels)
	last, next := -1, 0
	for i := range r.stretches {
		s := &r.stretches[i]
		first := r.firstOf(s)
		for next < len(order) && rels[order[next]].extent().first < first {
			last = order[next]
			next++
		}
		if s.level > 0 || s.used || s.unopened || r.isHeld(rels, order, next, s) || !r.isStatement(s) {
			continue
		}
		if q := r.sameSpeech(rels, last, s); q != nil {
			from, to := s.tokens()
			q.content = append(q.content, span{from, to})
			q.flag(hearsay.Continued)
			s.used = true
		} else if q, ok := r.floating(rels, last, s); ok {
			rels = append(rels, q)
			last = len(rels) - 1
			s.used = true
		}
	}
	return rels
}

// byExtent returns the indices of relations in the order of their first words.
// The cue will not do: what goes on in reported mood has none.
func byExtent(rels []relation) []int {
	order := make([]int, len(rels))
	for i := range order {
		order[i] = i
	}
	sortBy(order, func(i int) int { return rels[i].extent().first })
	return order
}

// isHeld reports that content of a relation around the stretch holds it.
func (r *polyglot) isHeld(rels []relation, order []int, next int, s *stretch) bool {
	first := r.firstOf(s)
	for k := next - 1; k >= 0 && k >= next-maxNested; k-- {
		for _, c := range rels[order[k]].content {
			if first >= c.first && first < c.end {
				return true
			}
		}
	}
	return false
}

// sameSpeech is the relation that the stretch goes on from in its paragraph.
func (r *polyglot) sameSpeech(rels []relation, last int, s *stretch) *relation {
	if last < 0 || len(rels[last].content) == 0 || r.paraOf(rels[last].extent().first) != s.para || rels[last].polarity == hearsay.Declined {
		return nil
	}
	q := &rels[last]
	end, first := q.extent().end, r.firstOf(s)
	if !r.isClose(q.content[len(q.content)-1].end-1) || q.subject.empty() {
		return nil
	}
	if r.isGap(end, first) || end > 0 && end < first && first-end < maxTail && r.sent[end-1] == r.sent[first-1] {
		return q
	}
	return nil
}

// floating makes a relation without a cue: of the subject of the sentence that
// announces it or stands before it, or of who spoke before.
func (r *polyglot) floating(rels []relation, last int, s *stretch) (relation, bool) {
	first, end := s.tokens()
	if s.end-s.first <= softWords && !isEnd(r.ts[s.end-1].key) && r.is(first-1, ":") {
		return relation{}, false // a title: "Ihr neues Album heißt:"
	}
	q := relation{vg: -1, that: -1, content: []span{{first, end}}, core: true, unit: span{first, first}, doubt: 0.2}
	q.flag(hearsay.ImplicitCue)
	if first > r.paras[s.para].first {
		if r.is(first-1, ":") {
			q.subject = subject{span: r.announcer(first - 1)}
		} else if isEnd(r.ts[first-1].key) {
			q.subject = subject{span: r.sentenceSubject(first - 1)}
		}
		if !r.isPersonLike(q.subject.span) && !(r.is(first-1, ":") && r.mayAnnounce(q.subject.span)) && last >= 0 && !rels[last].subject.empty() && r.paraOf(rels[last].extent().first) == s.para {
			q.subject = rels[last].subject
			q.subject.elided = true
		}
		return q, !q.subject.empty()
	}
	if last < 0 || rels[last].subject.empty() || s.para-r.paraOf(r.lastToken(&rels[last])) > 1 || !r.isClose(r.lastToken(&rels[last])) && !r.isSpoken(&rels[last]) {
		return q, false
	}
	q.subject = rels[last].subject
	q.subject.elided = true
	q.flag(hearsay.Continued)
	return q, true
}

// announcer is who the sentence that ends in the colon at token i speaks of: "Der
// Ermittler, der seit März sucht, hört auf:". Nobody says its main verb.
func (r *polyglot) announcer(i int) span {
	s := r.sentence(i)
	front := r.subjectFrom(s.First, s.End)
	if r.isPersonLike(front) {
		return front
	}
	for k := max(s.First+1, i-colonReach); k < i; k++ {
		if r.isPlainPronoun(k) && !r.part(k).Has(grammar.Impersonal) && r.ts[k-1].Kind == prose.WordToken && !r.ts[k-1].caps && r.part(k-1) == 0 {
			return span{k, k + 1} // "das Angebot lehnt er ab:"
		}
	}
	return front
}

// mayAnnounce reports a phrase that is no thing said: "Die Begründung ist kurz:"
// tells nothing of who gives it.
func (r *polyglot) mayAnnounce(s span) bool {
	const said = grammar.Stance | grammar.Report | grammar.Comment
	for i := s.first; i < s.end; i++ {
		if r.part(i).Has(said) && r.ts[i].caps {
			return false
		}
	}
	alone := s.end == s.first+1 && r.part(s.first).Has(grammar.Pointing|grammar.Impersonal)
	return !s.empty() && !alone
}

// sentenceSubject is the phrase that the sentence of token i begins with, or the
// one behind its verb when it begins otherwise.
func (r *polyglot) sentenceSubject(i int) span {
	s := r.sentence(i)
	start := s.First
	for k := start; k < min(i, start+maxHeading); k++ {
		if r.is(k, ":") {
			start = k + 1 // "Verkehr: Das Amt baut."
		}
	}
	return r.subjectFrom(start, s.End)
}

// maxHeading bounds the words of a heading before a colon.
const maxHeading = 4

// subjectFrom is sentenceSubject of the clause in tokens [start, stop).
func (r *polyglot) subjectFrom(start, stop int) span {
	s := prose.Sentence{First: start, End: stop}
	first := r.passAdverbs(s.First, s.End)
	if first < s.End && first == s.First && r.canBeSubject(first) {
		if end := r.phrase(first, s.End); end > first && end < s.End && (!r.isMark(end) || r.is(end, ",") || r.is(end, ":")) {
			front := span{first, end}
			if behind := r.subjectBehind(end-1, stop); !r.isPersonLike(front) && r.isPersonLike(behind) {
				return behind // "Den Plan stellte Ministerin Falk in Frage"
			}
			return front
		}
	}
	return r.subjectBehind(first, s.End)
}

// subjectBehind is the phrase behind the first verb from token k on, which a
// phrase with a preposition may stand before.
func (r *polyglot) subjectBehind(k, stop int) span {
	for n := 0; n < maxFront && r.part(k).Has(grammar.Prep|grammar.Link|grammar.After) && k+1 < stop; n++ {
		end := r.phrase(k+1, stop)
		if end == k+1 {
			break
		}
		k = end
	}
	if k+1 >= stop || r.ts[k].Kind != prose.WordToken || r.ts[k].caps {
		return span{}
	}
	first := r.passAdverbs(k+1, stop)
	if first < stop && r.canBeSubject(first) {
		if end := r.phrase(first, stop); end > first {
			return span{first, end}
		}
	}
	return span{}
}

// maxFront bounds the phrases that stand before a verb: "Am Rande der Sitzung in
// Halden nahm".
const maxFront = 3
