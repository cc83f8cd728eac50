// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/grammar"
)

// What is said before the verb that reports it, or around it.

// sentenceBefore reads "Das teilte die Polizei mit": what "das" stands for is the
// sentence before.
func (r *polyglot) sentenceBefore(v *site, q *relation, c *clause) bool {
	at := c.start
	if q.subject.first == at || !r.part(at).Has(grammar.Pointing) || at+1 != v.finite || at != v.sent.First || v.entry.Class != grammar.Say && v.entry.Class != grammar.Deny && v.entry.Class != grammar.Emerge {
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
