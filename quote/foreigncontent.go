// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/grammar"
)

// reported makes the relation of a site, if it has content.
func (r *polyglot) reported(v *site) (relation, bool) {
	if v.entry.Class == grammar.Refuse {
		return relation{}, false // see declined
	}
	c := r.clauseOf(v)
	q := v.relation()
	q.subject = c.subject
	q.unit = span{c.start, c.end}
	if v.passive {
		r.passiveSource(v, &q, &c)
	} else if c.subject.first > v.finite && !c.subject.empty() {
		q.flag(hearsay.Inverted)
	}
	r.speakerOf(v, &q, &c)
	r.citedSource(v, &q, &c)
	r.emergedFrom(v, &q, &c)
	if q.subject.empty() && !v.passive || v.entry.Class == grammar.Judge && r.isReflexive(v, &c) || v.entry.Class == grammar.Rumour && !q.impersonal {
		return q, false
	}
	r.hearerOf(v, &q, &c)
	if !r.contentOf(v, &q, &c) {
		return q, false
	}
	r.alsoQuoted(v, &q)
	r.polarity(v, &q)
	r.foreignVia(v, &q)
	r.mediumsSource(v, &q)
	return q, true
}

// isReflexive reports "nennt sich", "die sich selbst … nennt": a name that one gives
// oneself.
func (r *polyglot) isReflexive(v *site, c *clause) bool {
	for n := 0; n < maxFront; n++ {
		if r.is(c.start+n, "sich") || r.is(v.finite+n, "sich") {
			return true
		}
	}
	return false
}

// contentOf looks on the right, then on the left.
func (r *polyglot) contentOf(v *site, q *relation, c *clause) bool {
	if c.asWord {
		return r.aroundUnit(v, q, c)
	}
	if r.lang.Order == grammar.VerbLast && r.beforeLast(v, q, c) {
		return true
	}
	left := c.inverted && r.leftContent(v, q, c, false)
	if left && r.isAllQuoted(q) {
		r.afterUnit(v, q, c)
		return true
	}
	right := r.rightContent(v, q, c)
	if !left && !right && r.frontWords(v, q, c) {
		return true
	}
	return left || right || c.inverted && r.leftContent(v, q, c, true) || r.sentenceBefore(v, q, c) || r.objectContent(v, q, c)
}

// frontWords takes words in marks in a phrase before an inverted verb: "Von einem
// „Wunder“ sprach Falk", "Als „haltlos“ wies die Stadt alles zurück".
func (r *polyglot) frontWords(v *site, q *relation, c *clause) bool {
	if !q.inverted() || c.start >= v.finite || !r.part(c.start).Has(grammar.Prep|grammar.Link|grammar.As|grammar.Sub) {
		return false
	}
	for i := c.start; i < v.finite; i++ {
		if !r.isOpen(i) {
			continue
		}
		s := &r.stretches[r.ts[i].in]
		if s.close > i && s.close < v.finite && s.level == 0 && !s.used && !r.isNameInMarks(s) {
			s.used = true
			q.content = append(q.content, span{i, s.close + 1})
		}
		i = max(i, s.close)
	}
	return len(q.content) > 0
}

// rightContent looks for a colon, a quotation or a clause behind the unit.
func (r *polyglot) rightContent(v *site, q *relation, c *clause) bool {
	end := v.sent.End
	if r.bracketed(v, q) {
		return true
	}
	for i := c.end; i < end && i < c.end+colonReach; i++ {
		t := &r.ts[i]
		switch {
		case t.key == ":" && t.tag == tagMark:
			return r.behindColon(q, i, end)
		case r.isOpen(i) && r.isNameInMarks(&r.stretches[t.in]):
			i = max(i, r.stretches[t.in].close)
		case r.isOpen(i) && r.stretches[t.in].level == 0:
			return r.quotedRight(v, q, c, i)
		case t.key == "," && i+1 < end && r.clauseBegins(v, q, i+1, i == r.passTail(c.end, i)):
			return r.clauseContent(v, q, i+1)
		case (r.lang.ThatInside || r.lang.Order == grammar.VerbSecond && v.entry.Class != grammar.Judge) && t.part.Has(grammar.That):
			return r.clauseContent(v, q, i)
		case isEnd(t.key) && r.isHardMarkAt(i) || t.key == ";":
			return r.announcedForeign(q, i)
		case t.part.Has(grammar.Coord) && i >= v.last && r.startsVerb(i+1):
			return false
		}
	}
	return r.announcedForeign(q, end-1)
}

// bracketed takes a quotation between the two parts of a verb: "wies die Vorwürfe
// als „haltlos“ zurück".
func (r *polyglot) bracketed(v *site, q *relation) bool {
	if v.passive && q.subject.empty() {
		return false
	}
	from := max(v.finite+1, q.subject.end)
	if v.final {
		from = max(q.unit.first+1, q.subject.end)
	}
	for i := from; i < max(v.last, v.cue); i++ {
		if !r.isOpen(i) {
			continue
		}
		s := &r.stretches[r.ts[i].in]
		if s.close > i && s.level == 0 && !r.isNameInMarks(s) && !r.isTitle(s) && !(r.ts[i-1].caps && r.ts[s.first].caps) {
			s.used = true
			q.content = append(q.content, span{i, s.close + 1})
			return true
		}
		i = max(i, s.close)
	}
	return false
}

// alsoQuoted adds what is joined to a quotation by "und" or a comma: "nannte ihn
// „klug“ und einen „großen Lehrer“".
func (r *polyglot) alsoQuoted(v *site, q *relation) {
	k := q.content[len(q.content)-1].end
	for k < v.sent.End && r.isClose(k-1) && (r.part(k).Has(grammar.Coord) || r.is(k, ",")) {
		const small = grammar.Coord | grammar.Article | grammar.Oblique | grammar.Prep | grammar.As
		for n := 0; n < maxJoint && k < v.sent.End && (r.is(k, ",") || r.part(k).Has(small)); n++ {
			k++
		}
		if k >= v.sent.End || !r.isOpen(k) || r.isNameOpenBehind(k) || r.stretches[r.ts[k].in].level > 0 || r.stretches[r.ts[k].in].used {
			return
		}
		s := &r.stretches[r.ts[k].in]
		first, end := s.tokens()
		s.used = true
		q.content = append(q.content, span{first, end})
		k = end
	}
}

// maxJoint bounds the words between two quotations: ", und von einem".
const maxJoint = 4

// isTitle reports a stretch of two to four words that are all capitalised: the
// name of something.
func (r *polyglot) isTitle(s *stretch) bool {
	if s.end-s.first < 2 || s.end-s.first > softWords {
		return false
	}
	for i := s.first; i < s.end; i++ {
		if !r.ts[i].caps && !isNameParticle(r.ts[i].key) {
			return false
		}
	}
	return true
}

// colonReach is how many words may stand between a verb and its content: "Falk
// kritisierte die Entscheidung der Stadt am Montag scharf: …".
const colonReach = 60

// passTail skips adverbs, hearers and phrases with prepositions from token i up
// to token stop.
func (r *polyglot) passTail(i, stop int) int {
	for i < stop {
		p := r.part(i)
		switch {
		case p.Has(grammar.Adverb|grammar.Not) && !p.Has(grammar.Oblique):
			i++
		case p.Has(grammar.Prep | grammar.Link | grammar.Toward | grammar.After):
			end := r.phrase(i+1, stop)
			if end == i+1 {
				return i
			}
			i = end
		default:
			end := r.phrase(i, stop)
			if end == i {
				return i
			}
			i = end
		}
	}
	return i
}

// behindColon takes what stands behind the colon at token i: a quotation, or the
// rest of the sentence.
func (r *polyglot) behindColon(q *relation, i, end int) bool {
	if i+1 >= len(r.ts) {
		return false
	}
	if r.paraOf(i) != r.paraOf(i+1) {
		return r.announcedForeign(q, i)
	}
	if r.isOpen(i+1) && r.stretches[r.ts[i+1].in].level == 0 {
		return r.takeStretch(q, i+1, end)
	}
	stop := r.trimForeign(i+1, max(end, i+1))
	if end <= i+1 {
		stop = r.trimForeign(i+1, r.sentence(i+1).End)
	}
	q.content = append(q.content, span{i + 1, stop})
	q.doubt += 0.1
	return stop > i+1
}

// takeStretch takes the quotation that opens at token i with its continuations,
// and the words of the sentence behind it when it is only the first of them.
func (r *polyglot) takeStretch(q *relation, i, end int) bool {
	for s := &r.stretches[r.ts[i].in]; s != nil; s = r.continuation(s) {
		first, stop := s.tokens()
		s.used = true
		q.content = append(q.content, span{first, stop})
	}
	return true
}

// announcedForeign takes a quotation in the next paragraph behind a colon that
// ends its own.
func (r *polyglot) announcedForeign(q *relation, i int) bool {
	if i < 0 || !r.is(i, ":") {
		return false
	}
	p := r.paraOf(i)
	if r.paras[p].end-1 != i || p+1 >= len(r.paras) {
		return false
	}
	if r.paras[p+1].block == hearsay.BlockQuote {
		return r.blockContent(q, p+1)
	}
	if first := r.paras[p+1].first; r.isOpen(first) {
		return r.takeStretch(q, first, r.paras[p+1].end)
	}
	return false
}

// quotedRight takes a quotation that follows without a colon: a statement, or
// words that the verb names: "sprach von einem „Wunder“".
func (r *polyglot) quotedRight(v *site, q *relation, c *clause, i int) bool {
	s := &r.stretches[r.ts[i].in]
	first, end := s.tokens()
	if s.close < 0 || v.entry.Class == grammar.Think && !r.is(i-1, ",") || r.isTitle(s) && !r.isAdjacent(c.end, i) {
		return false
	}
	if r.isAdjacent(c.end, i) && r.is(i-1, ",") || r.isAdjacent(c.end, i) && v.entry.Class != grammar.Judge {
		if r.clauseGoesOn(end, v.sent.End) {
			end = r.trimForeign(i, r.clauseStop(i, v.sent.End))
		} else {
			s.used = true
		}
		q.content = append(q.content, span{first, end})
		return true
	}
	if v.entry.Class == grammar.Judge || v.entry.Class == grammar.Deny || r.is(i-1, ",") {
		s.used = true
		q.content = append(q.content, span{first, end})
		return true
	}
	if v.last < i && (v.entry.Class != grammar.Demand || r.part(i-1).Has(grammar.Prep)) {
		s.used = true
		q.content = append(q.content, span{first, end})
		return true
	}
	return false
}

// isAdjacent reports that nothing but adverbs, hearers and a comma stand between.
func (r *polyglot) isAdjacent(from, to int) bool {
	if r.is(to-1, ",") {
		to--
	}
	return r.passTail(from, to) == to
}

// clauseGoesOn reports words of the same sentence behind a quotation: „Beamte“
// schieße, …
func (r *polyglot) clauseGoesOn(i, end int) bool {
	return i < end && !r.isMark(i)
}

// objectContent: verbs of judging and denying say something about an object:
// "kritisierte die Entscheidung". The rest of the clause is the content.
func (r *polyglot) objectContent(v *site, q *relation, c *clause) bool {
	switch v.entry.Class {
	case grammar.Judge, grammar.Deny, grammar.Demand:
	default:
		return false
	}
	if v.passive || v.final {
		return false
	}
	first := max(c.end, v.finite+1)
	if v.last > v.finite && c.subject.end <= v.finite {
		first = v.finite + 1
	} else if v.last > v.finite {
		first = c.subject.end
	}
	stop := v.sent.End
	for k := first; k < stop; k++ {
		if r.isHardMarkAt(k) || r.is(k, ",") || r.part(k).Has(grammar.Coord) && r.startsVerb(k+1) {
			stop = k
		}
	}
	if v.last >= first && v.last < stop {
		stop = v.last
	}
	if stop <= first {
		return false
	}
	q.content = append(q.content, span{first, stop})
	q.core = false
	return true
}
