// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay/grammar"
)

// Who does what the verb of a site says.

// A clause is where the subject of a site was found.
type clause struct {
	subject  subject
	inverted bool // the verb stands first, behind content or nothing
	start    int  // first token of the unit
	end      int  // behind verb, subject and particle
	// asWord: a clause such as "wie Falk sagte".
	asWord bool
}

// clauseOf finds the subject of the site.
func (r *polyglot) clauseOf(v *site) clause {
	if lead := r.subordinate(v); v.final && lead >= 0 {
		return r.finalClause(v, lead)
	}
	lo := r.clauseStart(v.finite, v.sent.First)
	if r.lang.Order == grammar.VerbLast {
		return r.lastClause(v, lo)
	}
	if r.lang.Order == grammar.SubjectFirst && r.part(lo).Has(grammar.As) && r.reachesVerb(lo+1, v.finite) {
		c := r.subjectRight(v, v.finite+1) // "comme l'a dit Falk"
		c.start, c.asWord = lo, true
		return c
	}
	if lo == v.finite || r.part(lo).Has(grammar.So) && lo+1 == v.finite {
		return r.verbFirst(v, lo)
	}
	if r.part(v.finite-1).Has(grammar.Coord) || r.part(lo).Has(grammar.Coord) && r.passAdverbs(lo+1, v.finite) == v.finite {
		return r.elidedClause(v)
	}
	return r.frontClause(v, lo)
}

// lastClause reads languages whose verb ends the sentence: the subject begins it,
// before a comma or a quotation, or stands behind the verb: “…” dedi Falk.
func (r *polyglot) lastClause(v *site, lo int) clause {
	if r.passAdverbs(lo, v.finite) == v.finite {
		c := r.subjectRight(v, v.finite+1)
		c.inverted, c.start = true, v.finite
		if !c.subject.empty() {
			return c
		}
	}
	c := clause{start: v.finite, end: v.after(), inverted: true}
	for first := v.sent.First; first < v.finite; first++ {
		if r.isMark(first) || !r.canBeSubject(first) {
			continue
		}
		if end := r.phrase(first, v.finite); end > first {
			if !r.isMark(end) {
				end = first + 1 // nothing parts it from what is said
				for end < v.finite && (r.ts[end].caps || r.part(end).Has(grammar.Office)) {
					end++
				}
			}
			c.subject = subject{span: span{first, end}}
		}
		break
	}
	return c
}

// passAdverbs skips what may stand between verb and subject.
func (r *polyglot) passAdverbs(i, end int) int {
	for i < end && r.part(i).Has(grammar.Adverb|grammar.Not) && !r.part(i).Has(grammar.Article|grammar.Person) {
		i++
	}
	return i
}

// verbFirst: "…", sagte Falk; Sagte Falk; and "Falk, die Ministerin, sagte:".
func (r *polyglot) verbFirst(v *site, lo int) clause {
	if r.is(lo-1, ",") && !r.isPlainPronoun(v.finite+1) {
		head := r.headOfAside(v, lo)
		if !head.empty() && (r.isOnePhrase(head.first, lo-1) || v.entry.Class == grammar.Judge || !r.lostInFront(v)) {
			return clause{subject: subject{span: head}, start: head.first, end: v.after()}
		}
	}
	c := r.subjectRight(v, v.finite+1)
	c.inverted, c.start = true, lo
	return c
}

// isOnePhrase reports that tokens [i, end) are a noun phrase with what hangs on
// it, so that no clause is lost when it is taken for a subject.
func (r *polyglot) isOnePhrase(i, end int) bool {
	k := r.phrase(i, end)
	for k > i && k < end {
		i = k
		switch {
		case r.is(k, ",") || r.part(k).Has(grammar.Prep|grammar.Link|grammar.After|grammar.Coord|grammar.Toward):
			from := k + 1
			if r.is(k, ",") && r.part(from).Has(grammar.Coord) {
				from++
			}
			if k = r.phrase(from, end); k == from {
				return false
			}
		case r.part(k).Has(grammar.Genitive|grammar.Adverb) || r.isNameOpen(k):
			if k = r.phrase(k, end); k == i {
				k++
			}
		default:
			return false
		}
	}
	return k == end
}

// lostInFront reports that what stands before the comma is a clause rather than
// a subject with its apposition: nothing that the verb could say follows it.
func (r *polyglot) lostInFront(v *site) bool {
	i := r.passHearer(v, r.passAdverbs(v.finite+1, v.sent.End))
	if v.last > v.finite && i <= v.last && r.endsClause(v.last+1) {
		i = v.last + 1
	}
	return !r.contentAhead(i, v.sent.End)
}

// contentAhead reports that a colon, quotation or clause begins at token i.
func (r *polyglot) contentAhead(i, end int) bool {
	if i >= end {
		return false
	}
	if r.is(i, ":") || r.isOpen(i) && !r.isNameOpen(i) {
		return true
	}
	if r.part(i).Has(grammar.That) {
		return true
	}
	return r.is(i, ",") && i+1 < end && (r.part(i+1).Has(grammar.That|grammar.Wh) || r.hasMood(i+1, end))
}

// headOfAside finds the subject in front of an aside that ends before token lo:
// "Falk, die Ministerin, sagte", "Falk, der in Halden lebt, sagte".
func (r *polyglot) headOfAside(v *site, lo int) span {
	first := v.sent.First
	if at := r.hardStart(lo, first); at > first {
		first = at
	}
	first = r.passAdverbs(first, lo)
	if first >= lo-1 || !r.canBeSubject(first) {
		return span{}
	}
	end := r.phrase(first, lo-1)
	if end == first {
		return span{}
	}
	return span{first, r.asideEnd(end, lo-1)}
}

// hardStart is clauseStart without regard to commas.
func (r *polyglot) hardStart(i, first int) int {
	for k := i - 1; k >= first; k-- {
		if open := max(r.bracketOpen(k), r.wovenOpen(k)); open > first {
			k = open
			continue
		}
		if r.isHardMarkAt(k) {
			return k + 1
		}
	}
	return first
}

// asideEnd keeps an apposition with its head and drops relative clauses, which
// end in a verb.
func (r *polyglot) asideEnd(head, end int) int {
	if head >= end {
		return end
	}
	if r.is(head, ",") && r.part(head+1).Has(grammar.Relative) && !r.isNounAt(end-1) && !r.isMark(end-1) {
		return head
	}
	if r.is(head, ",") && r.part(head+1).Has(grammar.Prep|grammar.After) {
		return head
	}
	return end
}

// elidedClause: "Falk nickte und sagte": who does the first does the second.
func (r *polyglot) elidedClause(v *site) clause {
	start := v.finite
	for start > v.sent.First && !r.part(start-1).Has(grammar.Coord) {
		start--
	}
	c := clause{start: start, end: v.after()}
	if r.isPlainPronoun(v.finite + 1) {
		c = r.subjectRight(v, v.finite+1)
		c.start = start
		return c
	}
	first := r.passAdverbs(r.hardStart(start, v.sent.First), start)
	if first < start && r.canBeSubject(first) {
		if end := r.phrase(first, start-1); end > first {
			c.subject = subject{span: span{first, end}, elided: true}
			return c
		}
	}
	if lo := r.clauseStart(start-1, v.sent.First); lo < start-1 && !r.part(lo).Has(grammar.Sub|grammar.Relative) {
		late := r.lateSubject(v, c, lo)
		if behind := r.subjectBehind(lo, start-1); r.part(lo).Has(grammar.Prep) && !behind.empty() {
			late.subject = subject{span: behind}
		}
		if c.subject = late.subject; c.subject.end > start {
			c.subject = subject{}
		}
		c.subject.elided = !c.subject.empty()
	}
	return c
}

// finalClause: "wie die Polizei am Montag mitteilte", "…, der gestern sagte".
func (r *polyglot) finalClause(v *site, lo int) clause {
	c := clause{start: lo, end: v.after(), asWord: r.part(lo).Has(grammar.As)}
	i := r.passAdverbs(lo+1, v.finite)
	if i < v.finite && r.canBeSubject(i) && !(r.part(lo).Has(grammar.Relative) && r.part(lo).Has(grammar.Article)) {
		if end := r.phrase(i, v.finite); end > i {
			c.subject = subject{span: span{i, end}}
			return c
		}
	}
	if r.part(lo).Has(grammar.Relative) && r.part(lo).Has(grammar.Article) && r.is(lo-1, ",") {
		c.subject = r.antecedentOf(lo-1, v.sent.First)
		return c
	}
	return r.lateSubject(v, c, lo)
}

// lateSubject looks for a subject behind what else the clause begins with: "wie
// am Montag die Polizei mitteilte".
func (r *polyglot) lateSubject(v *site, c clause, lo int) clause {
	for i := lo + 1; i < v.finite; i++ {
		if r.part(i).Has(grammar.Prep | grammar.Link | grammar.After) {
			if end := r.phrase(i+1, v.finite); end > i+1 {
				i = end - 1
			}
			continue
		}
		if r.canBeSubject(i) {
			if end := r.phrase(i, v.finite); end > i {
				c.subject = subject{span: span{i, end}}
				return c
			}
		}
	}
	return c
}

// antecedentOf is the noun phrase that ends at token end, before a relative
// pronoun.
func (r *polyglot) antecedentOf(end, first int) subject {
	start := r.clauseStart(end, first)
	for i := start; i < end; i++ {
		if r.canBeSubject(i) && r.phrase(i, end) == end {
			return subject{span: span{i, end}, relative: true}
		}
	}
	return subject{}
}

// frontClause: something stands before the verb. It is the subject, or the
// subject follows the verb.
func (r *polyglot) frontClause(v *site, lo int) clause {
	if r.part(lo).Has(grammar.Coord) && lo+1 < v.finite {
		lo++
	}
	c := clause{start: lo, end: v.after()}
	front := r.passAdverbs(lo, v.finite)
	if front < v.finite && r.canBeSubject(front) && !r.isHearerFront(v, front) && !r.isPlainPronoun(v.finite+1) {
		if s := r.frontSubject(v, front); !s.empty() {
			c.subject, c.start = subject{span: s}, s.first
			return c
		}
	}
	if r.lang.Order != grammar.VerbSecond {
		if s := r.subjectLeft(v, lo); !s.empty() {
			c.subject, c.start = subject{span: s}, s.first
			return c
		}
	}
	right := r.subjectRight(v, v.finite+1)
	right.start = lo
	if right.subject.empty() && lo == v.sent.First && r.part(lo).Has(grammar.Link) && r.phrase(lo+1, v.finite) == v.finite {
		right.subject, right.start = subject{span: span{lo, v.finite}}, lo // "Von der Leyen betonte"
	}
	return right
}

// isPlainPronoun reports a pronoun that can be nothing but a subject: er, not sie.
func (r *polyglot) isPlainPronoun(i int) bool {
	p := r.part(i)
	return r.lang.Order == grammar.VerbSecond && p.Has(grammar.Person) && !p.Has(grammar.Adverb|grammar.Article)
}

// frontSubject is the phrase from token front to the verb. Where the verb is
// second all that stands before it is one phrase.
func (r *polyglot) frontSubject(v *site, front int) span {
	end := r.phrase(front, v.finite)
	if end == front {
		return span{}
	}
	if r.lang.Order == grammar.VerbSecond && end < v.finite {
		if !r.isOnePhrase(front, v.finite) {
			return span{}
		}
		end = v.finite
		for end > front+1 && r.part(end-1).Has(grammar.Adverb) {
			end--
		}
	}
	if r.lang.Order != grammar.VerbSecond && !r.reachesVerb(end, v.finite) {
		return span{}
	}
	return span{front, end}
}

// reachesVerb reports that only adverbs, pronouns and brackets stand between.
func (r *polyglot) reachesVerb(i, verb int) bool {
	for ; i < verb; i++ {
		if !r.part(i).Has(grammar.Adverb|grammar.Not|grammar.Aux|grammar.Person|grammar.Passive) && !r.is(i, "(") && !r.is(i, ")") {
			return false
		}
	}
	return true
}

// subjectLeft is the shortest run before the verb that a phrase fills: "В
// понедельник министр Ларин заявил".
func (r *polyglot) subjectLeft(v *site, lo int) span {
	for i := lo; i < v.finite; i++ {
		if i > lo && r.part(i-1).Has(grammar.Prep|grammar.Link|grammar.After) || !r.canBeSubject(i) {
			continue
		}
		if end := r.phrase(i, v.finite); end > i && r.reachesVerb(end, v.finite) {
			return span{i, end}
		}
	}
	return span{}
}

// isHearerFront reports a hearer before the verb: "Der Zeitung sagte Falk".
func (r *polyglot) isHearerFront(v *site, front int) bool {
	p := r.part(front)
	if r.lang.Order != grammar.VerbSecond || !p.Has(grammar.Genitive) || !p.Has(grammar.Article) {
		return false
	}
	end := r.phrase(front, v.finite)
	i := r.passAdverbs(v.finite+1, v.sent.End)
	return end == v.finite && r.hasMedium(front, end) && i < v.sent.End && r.canBeSubject(i) && r.phrase(i, v.sent.End) > i
}

// subjectRight finds the subject behind the finite verb, over adverbs and
// phrases with prepositions.
func (r *polyglot) subjectRight(v *site, i int) clause {
	c := clause{end: v.after()}
	limit := min(v.sent.End, i+rightReach)
	for i < limit {
		p := r.part(i)
		switch {
		case i == v.cue:
			i++
			continue
		case p.Has(grammar.Person|grammar.Article) || !p.Has(grammar.Adverb|grammar.Not|grammar.Prep|grammar.Link|grammar.After|grammar.Toward|grammar.Oblique):
			if end := r.phrase(i, limit); end > i && r.canBeSubject(i) {
				c.subject = subject{span: span{i, end}}
				c.end = max(c.end, end)
			} else if p.Has(grammar.Article) && r.part(i+1).Has(grammar.Adverb) {
				i += 2 // "dijo el lunes la ministra"
				continue
			}
			return c
		case p.Has(grammar.Adverb | grammar.Not):
			i++
			continue
		}
		if p.Has(grammar.Oblique) {
			i--
		}
		end := r.phrase(i+1, limit)
		if end == i+1 {
			end = r.passAdverbs(i+1, limit) // "сказала в понедельник"
		}
		if end == i+1 {
			return c
		}
		i = end
	}
	return c
}

// rightReach bounds the words between a verb and a subject behind it.
const rightReach = 40
