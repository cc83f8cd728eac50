// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"

	"hearsay"
	"hearsay/grammar"
	"hearsay/lexicon"
	"hearsay/prose"
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
	if q.subject.empty() && !v.passive || v.entry.Class == grammar.Judge && r.is(v.finite+1, "sich") || v.entry.Class == grammar.Rumour && !q.impersonal {
		return q, false
	}
	r.hearerOf(v, &q, &c)
	if !r.contentOf(v, &q, &c) {
		return q, false
	}
	r.polarity(v, &q)
	r.foreignVia(v, &q)
	return q, true
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
	return left || right || c.inverted && r.leftContent(v, q, c, true) || r.sentenceBefore(v, q, c) || r.objectContent(v, q, c)
}

// sentenceBefore reads "Das teilte die Polizei mit": what "das" stands for is the
// sentence before.
func (r *polyglot) sentenceBefore(v *site, q *relation, c *clause) bool {
	at := c.start
	if q.subject.first == at || !r.part(at).Has(grammar.Pointing) || at+1 != v.finite || at != v.sent.First || v.entry.Class != grammar.Say && v.entry.Class != grammar.Deny {
		return false
	}
	n := int(r.sent[at]) - 1
	if n < 0 || r.paraOf(at)-r.paraOf(r.sents[n].First) > 1 || r.quoted(r.sents[n].First) {
		return false
	}
	s := r.sents[n]
	q.content = append(q.content, span{s.First, r.trimForeign(s.First, s.End)})
	q.doubt += 0.1
	return true
}

func (r *polyglot) isAllQuoted(q *relation) bool {
	return len(q.content) > 0 && r.isClose(q.content[len(q.content)-1].end-1)
}

// leftContent takes the quotation or clause that ends before an inverted verb.
// What may be an adverbial as well counts only when nothing else is said.
func (r *polyglot) leftContent(v *site, q *relation, c *clause, nothingElse bool) bool {
	i := c.start - 1
	for i >= v.sent.First-1 && i >= 0 && (r.is(i, ",") || r.ts[i].tag == tagMark && isDash(r.ts[i].key)) {
		i--
	}
	if i < 0 {
		return false
	}
	if r.isClose(i) && !r.isNameInMarks(&r.stretches[r.ts[i].in]) {
		return r.leftQuoted(q, i)
	}
	if i+1 == c.start || !r.is(i+1, ",") && !isDash(r.ts[i+1].key) {
		return false
	}
	first := r.leftStart(i, v.sent.First)
	if r.isMark(i) && !r.is(i, ")") && !r.isClose(i) || !r.isClauseLeft(first, i+1) && !(nothingElse && i-first >= 4) {
		return false
	}
	if first == r.paras[r.paraOf(first)].first && isDash(r.ts[first].key) {
		q.direct = true // a turn of a dialogue: "— Nous partons, dit Falk."
		first++
	}
	q.content = append(q.content, span{first, i + 1})
	if q.direct {
		r.dialogue(v, q, c)
	}
	return true
}

// dialogue takes what a speaker goes on to say behind the dash that ends the
// attribution: "— Мы уходим, — сказал Фальк. — Завтра."
func (r *polyglot) dialogue(v *site, q *relation, c *clause) {
	i, end := c.end, r.paras[r.paraOf(v.cue)].end
	for i < end && i < c.end+rightReach && !isDash(r.ts[i].key) && !(isEnd(r.ts[i].key) && i+1 < end && !isDash(r.ts[i+1].key)) {
		i++
	}
	if i >= end || !isDash(r.ts[i].key) {
		return
	}
	for i < end && r.isMark(i) {
		i++
	}
	stop := end
	for k := i; k < end; k++ {
		if isDash(r.ts[k].key) && r.ts[k].key != "-" {
			stop = k
			break
		}
	}
	if stop > i {
		q.content = append(q.content, span{i, stop})
		q.flag(hearsay.Interrupted)
	}
}

// beforeLast takes the words between subject and verb where the verb is last: a
// quotation, or a clause whose own verb is marked as reported.
func (r *polyglot) beforeLast(v *site, q *relation, c *clause) bool {
	i := v.finite - 1
	for i > v.sent.First && (r.part(i).Has(grammar.Adverb) || r.is(i, ",")) && !r.lang.EndsReported(r.ts[i].key) {
		i--
	}
	if i >= 0 && r.isClose(i) {
		return r.leftQuoted(q, i)
	}
	first := v.sent.First
	if q.subject.end <= i {
		first = q.subject.end
	}
	for first < i && r.isMark(first) {
		first++
	}
	if i <= first || !r.lang.EndsReported(r.ts[i].key) {
		return false
	}
	q.content = append(q.content, span{first, i + 1})
	return true
}

// leftStart is where a clause before the verb begins: with its sentence, or
// behind a colon, semicolon or bracket.
func (r *polyglot) leftStart(i, first int) int {
	for k := i; k >= first; k-- {
		if key := r.ts[k].key; r.ts[k].tag == tagMark && (key == ":" || key == ";") && r.ts[k].in < 0 {
			return k + 1
		}
	}
	return first
}

// isClauseLeft tells a clause from an adverbial: it has a verb in reported mood,
// or does not begin with a preposition or conjunction.
func (r *polyglot) isClauseLeft(first, end int) bool {
	if end-first < 2 {
		return false
	}
	if r.hasMood(first, end) {
		return true
	}
	return !r.part(first).Has(grammar.Prep|grammar.After|grammar.Sub|grammar.As|grammar.Link) || r.part(first).Has(grammar.Article)
}

// leftQuoted takes the stretch that closes at token i, with the words of its
// sentence before it when it is part of one.
func (r *polyglot) leftQuoted(q *relation, i int) bool {
	s := &r.stretches[r.ts[i].in]
	if s.level > 0 {
		return false
	}
	first, end := s.tokens()
	if s.open > 0 && s.open > r.paras[s.para].first && !r.isMark(s.open-1) && r.sent[s.open-1] == r.sent[s.open] {
		first = r.leftStart(s.open-1, r.sentence(s.open).First)
	}
	s.used = true
	q.content = append(q.content, span{first, end})
	return true
}

// afterUnit adds what goes on behind an attribution: “…”, sagte Falk, “…”.
func (r *polyglot) afterUnit(v *site, q *relation, c *clause) {
	i := c.end
	for i < v.sent.End && !r.is(i, ",") && !r.isOpen(i) && !isEnd(r.ts[i].key) && !r.is(i, ":") && !isDash(r.ts[i].key) {
		i++
	}
	if i >= v.sent.End || isEnd(r.ts[i].key) {
		return
	}
	if !r.isOpen(i) {
		i++
	}
	if i < len(r.ts) && r.isOpen(i) && !r.isNameOpenBehind(i) && r.stretches[r.ts[i].in].level == 0 {
		first, end := r.stretches[r.ts[i].in].tokens()
		r.stretches[r.ts[i].in].used = true
		q.content = append(q.content, span{first, end})
		q.flag(hearsay.Interrupted)
	} else if i < v.sent.End && r.is(i-1, ",") && r.lang.Order == grammar.VerbSecond && r.part(i).Has(grammar.Mood|grammar.That|grammar.Aux|grammar.Passive|grammar.Modal) {
		r.clauseContent(v, q, i)
		q.flag(hearsay.Interrupted)
	}
}

// isNameOpenBehind reports an opening mark of a name behind a word for outlets.
func (r *polyglot) isNameOpenBehind(i int) bool {
	return r.isNameInMarks(&r.stretches[r.ts[i].in])
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
	for i := max(v.finite+1, q.subject.end); i < max(v.last, v.cue); i++ {
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

// clauseBegins reports that reported words begin behind a comma.
func (r *polyglot) clauseBegins(v *site, q *relation, i int, near bool) bool {
	p := r.part(i)
	switch {
	case p.Has(grammar.That):
		return true
	case p.Has(grammar.Wh) && !p.Has(grammar.Relative) && !p.Has(grammar.As):
		return v.entry.Class != grammar.Judge
	case p.Has(grammar.As|grammar.Wh) && !p.Has(grammar.Relative):
		return near && !r.part(i).Has(grammar.Prep) && r.lang.Order == grammar.VerbSecond && v.entry.Class != grammar.Judge && !r.verbIsCue(i, v.sent.End)
	}
	if r.hasMood(i, v.sent.End) && !p.Has(grammar.Sub|grammar.Coord) && !r.isRelativeAt(i) {
		return true
	}
	if v.entry.Class == grammar.Judge || !r.lang.BareClause {
		return false
	}
	if r.hasInfinitive(i, v.sent.End) && !p.Has(grammar.Sub|grammar.Coord) && !r.isRelativeAt(i) && !strings.HasPrefix(r.ts[i].key, "um") {
		return true
	}
	return near && r.lang.BareClause && v.entry.Class != grammar.Demand && r.canBeSubject(i) && !r.isRelativeAt(i)
}

// isRelativeAt guesses a relative pronoun: one of them behind a noun, with no
// noun phrase to begin.
func (r *polyglot) isRelativeAt(i int) bool {
	p := r.part(i)
	if p.Has(grammar.Prep|grammar.After) && r.part(i+1).Has(grammar.Relative) && r.phrase(i+1, len(r.ts)) == i+1 {
		return true
	}
	if !p.Has(grammar.Relative) || !(r.isNounAt(i-2) || r.isMark(i-2)) {
		return false
	}
	return r.phrase(i, len(r.ts)) == i || !p.Has(grammar.Article)
}

// verbIsCue reports a clause such as ", wie Falk sagte": no question.
func (r *polyglot) verbIsCue(i, end int) bool {
	for k := i + 1; k < end; k++ {
		if r.is(k, ",") || isEnd(r.ts[k].key) {
			return len(r.lang.Cues(r.ts[k-1].key)) > 0
		}
	}
	return false
}

// hasMood reports a verb in reported mood among tokens [i, end), outside quote
// marks, before the next clause but two.
func (r *polyglot) hasMood(i, end int) bool {
	commas := 0
	for k := i; k < end && k < i+auxReach; k++ {
		switch {
		case r.is(k, ","):
			if commas++; commas > 2 {
				return false
			}
		case r.ts[k].part.Has(grammar.Mood) && !r.part(k-1).Has(grammar.Sub):
			return true
		}
	}
	return false
}

// hasInfinitive reports "zu schließen" or "anzukündigen" in the clause at i.
func (r *polyglot) hasInfinitive(i, end int) bool {
	for k := i; k < end && k < i+auxReach; k++ {
		t := &r.ts[k]
		if t.part.Has(grammar.Infinitive) && k+1 < end && !r.ts[k+1].caps && strings.HasSuffix(r.ts[k+1].key, "n") && r.endsClauseOrVerb(k+2) {
			return true
		}
		if at := strings.Index(t.key, "zu"); at > 1 && !t.caps && len(t.key) > at+5 && strings.HasSuffix(t.key, "en") && r.endsClauseOrVerb(k+1) && t.part == 0 {
			return true
		}
		if isEnd(t.key) {
			return false
		}
	}
	return false
}

func (r *polyglot) endsClauseOrVerb(i int) bool {
	return r.endsClause(i) || i < len(r.ts) && !r.ts[i].caps
}

// clauseContent takes the clause from token i to the end of the sentence.
func (r *polyglot) clauseContent(v *site, q *relation, i int) bool {
	if r.part(i).Has(grammar.That) {
		q.that = i
		i++
		if r.is(i, ",") {
			i++
		}
	}
	end := r.clauseStop(i, v.sent.End)
	if v.final {
		end = r.relativeStop(i, end)
	}
	end = r.trimForeign(i, end)
	if end <= i {
		return false
	}
	q.content = append(q.content, span{i, end})
	return true
}

// relativeStop is where reported words within a relative clause give way to the
// verb of the main clause: "der sagte, dass er schlief, trat zurück".
func (r *polyglot) relativeStop(i, end int) int {
	for k := i; k+1 < end; k++ {
		if r.is(k, ",") && r.ts[k].in < 0 && (r.startsVerb(k+1) || r.part(k+1).Has(grammar.Aux|grammar.Passive|grammar.Modal)) {
			return k
		}
	}
	return end
}

// clauseStop is where reported words end: with the sentence, or where another
// reporting verb takes over: "und kündigte an".
func (r *polyglot) clauseStop(i, end int) int {
	for k := i; k < end; k++ {
		if r.isOpen(k) {
			if _, stop := r.stretches[r.ts[k].in].tokens(); stop > end {
				return stop
			}
			k = max(k, r.stretches[r.ts[k].in].close)
			continue
		}
		if k > i && k+1 < end && r.ts[k].in < 0 && (r.part(k).Has(grammar.Coord) || r.is(k, ",")) && r.othersTurn(k, end) {
			return k
		}
	}
	return end
}

// othersTurn reports that another reporting verb takes over behind the comma or
// conjunction at token k, with a subject of its own or none.
func (r *polyglot) othersTurn(k, end int) bool {
	if r.isReportingVerb(k+1, end) {
		return true
	}
	if !r.part(k).Has(grammar.Coord) || !r.canBeSubject(k+1) {
		return false
	}
	next := r.phrase(k+1, end)
	return next > k+1 && next < end && r.isReportingVerb(next, end)
}

// isReportingVerb reports a finite verb at token i that reports by itself, and
// does not end its clause.
func (r *polyglot) isReportingVerb(i, end int) bool {
	if r.part(i).Has(grammar.Mood) || r.ts[i].caps || r.endsClause(i+1) {
		return false
	}
	for _, c := range r.lang.Cues(r.ts[i].key) {
		if c.Form&grammar.Finite != 0 && (c.Particle == "" || r.particle(i+1, end, c.Particle) > 0) {
			return true
		}
	}
	return false
}

// trimForeign drops marks from the end that belong to the sentence.
func (r *polyglot) trimForeign(first, end int) int {
	for end > first && r.isMark(end-1) && !r.isClose(end-1) && !r.is(end-1, ")") {
		end--
	}
	return end
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

// aroundUnit: what "wie Falk sagte" stands in is what was said, before and
// behind it.
func (r *polyglot) aroundUnit(v *site, q *relation, c *clause) bool {
	comma := c.start - 1
	if r.is(comma, ",") && comma > v.sent.First {
		first := r.leftStart(comma-1, v.sent.First)
		q.content = append(q.content, span{first, comma})
	}
	if end := r.trimForeign(c.end, v.sent.End); r.is(c.end, ",") && end > c.end+1 {
		q.content = append(q.content, span{c.end + 1, end})
	} else if r.isOpen(c.start-1) || r.isClose(c.start-2) {
		return r.leftQuoted(q, c.start-2)
	}
	return len(q.content) > 0
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

// startsVerb reports a lower-case word behind a conjunction that is no small
// word: most likely the next verb.
func (r *polyglot) startsVerb(i int) bool {
	return i < len(r.ts) && r.ts[i].tag != tagMark && !r.ts[i].caps && r.part(i)&^grammar.Adverb == 0 && !isAdjective(r.ts[i].key) || len(r.lang.Cues(r.ts[min(i, len(r.ts)-1)].key)) > 0
}

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
