// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"

	"hearsay/grammar"
)

// Where reported words begin and end that no marks enclose.

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
	if p.Has(grammar.Sub) && r.part(i+1).Has(grammar.Mood) { // "damit solle", not "damit er"
		return true
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
	amount := p.Has(grammar.Adverb) && i+1 < len(r.ts) && r.ts[i+1].tag == tagNum // "rund 40 Prozent"
	return near && r.lang.BareClause && v.entry.Class != grammar.Demand && (amount || r.canBeSubject(i)) && !r.isRelativeAt(i)
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
		if at := strings.LastIndex(t.key, "zu"); at > 1 && !t.caps && len(t.key) > at+5 && strings.HasSuffix(t.key, "en") && r.endsClauseOrVerb(k+1) && t.part == 0 {
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

// startsVerb reports a lower-case word behind a conjunction that is no small
// word: most likely the next verb.
func (r *polyglot) startsVerb(i int) bool {
	return i < len(r.ts) && r.ts[i].tag != tagMark && !r.ts[i].caps && r.part(i)&^grammar.Adverb == 0 && !isAdjective(r.ts[i].key) || len(r.lang.Cues(r.ts[min(i, len(r.ts)-1)].key)) > 0
}
