// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/grammar"
	"hearsay/lexicon"
	"hearsay/prose"
)

// sourcePhrases reads "laut Falk", "nach Angaben der Polizei", "dem Amt
// zufolge", "so Falk" in the sentence. Relations from first on are of it.
func (r *polyglot) sourcePhrases(s prose.Sentence, out []relation, first int) []relation {
	for i := s.First; i < s.End; i++ {
		if r.ts[i].Kind != prose.WordToken || r.quoted(i) {
			continue
		}
		q, ok := r.sourcePhrase(s, i)
		if !ok || inUnit(out[first:], q.cue.first) {
			continue
		}
		if r.phraseContent(s, &q, out[first:]) && claimant(out[first:], &q) < 0 {
			r.sourceVia(&q)
			out = append(out, q)
			i = max(i, q.unit.end-1)
		}
	}
	return out
}

// inUnit reports that token i belongs to source or cue of a relation.
func inUnit(rels []relation, i int) bool {
	for k := range rels {
		if s := rels[k].subject.span; i >= rels[k].cue.first && i < rels[k].cue.end || i >= s.first && i < s.end {
			return true
		}
	}
	return false
}

// sourcePhrase reads the phrase whose preposition is token i: cue, source, unit.
func (r *polyglot) sourcePhrase(s prose.Sentence, i int) (relation, bool) {
	q := relation{vg: -1, that: -1, class: lexicon.Say, core: true, doubt: 0.05}
	var source span
	switch n := r.sourceWords(i, s.End); {
	case n > 0:
		source = r.phraseSpan(i+n, s.End)
		q.cue, q.unit = span{i, i + n}, span{i, source.end}
	case r.part(i).Has(grammar.So):
		if source = r.soSource(s, i); source.empty() {
			return q, false
		}
		q.cue, q.unit = span{i, i + 1}, span{i, source.end}
		q.flag(hearsay.Inverted)
	case r.lang.SourceAfter(r.ts[i].key):
		source = r.phraseBefore(s, i)
		q.cue, q.unit = span{i, i + 1}, span{source.first, i + 1}
		source = r.reporter(source)
	case r.part(i).Has(grammar.After):
		return r.reportPhrase(s, i)
	}
	q.subject = subject{span: source}
	return q, !source.empty() && !q.cue.empty()
}

// sourceWords is how many words from token i on are a phrase of the table that
// stands before a source.
func (r *polyglot) sourceWords(i, end int) int {
	return r.lang.SourceBefore(func(n int) string {
		if i+n >= end {
			return ""
		}
		return r.ts[i+n].key
	})
}

// phraseSpan is the noun phrase at token i, "von" in front aside.
func (r *polyglot) phraseSpan(i, end int) span {
	if r.part(i).Has(grammar.Link) && !r.part(i).Has(grammar.Article) {
		i++
	}
	if stop := r.phrase(i, end); stop > i {
		return span{i, stop}
	}
	if i < end && r.isOpen(i) {
		if s := &r.stretches[r.ts[i].in]; s.close > i && s.end-s.first <= softWords && (s.end-s.first == 1 || r.isNameInMarks(s)) {
			return span{i, s.close + 1} // laut „orta.example“
		}
	}
	return span{}
}

// soSource is the source of ", so Falk".
func (r *polyglot) soSource(s prose.Sentence, i int) span {
	if i == s.First || !r.is(i-1, ",") && !r.isClose(i-1) && !isDash(r.ts[i-1].key) && !r.is(i-1, "(") {
		return span{}
	}
	k := i + 1
	if k >= s.End || !r.canBeSubject(k) || len(r.lang.Cues(r.ts[k].key)) > 0 && !r.ts[k].caps {
		return span{}
	}
	end := r.phrase(k, s.End)
	if end == k || end < s.End && !r.isMark(end) && !r.part(end).Has(grammar.Prep|grammar.Link|grammar.After|grammar.Toward|grammar.Adverb|grammar.Coord|grammar.Oblique|grammar.Genitive) {
		return span{} // "so Falk sagte": the verb reads it
	}
	return span{k, end}
}

// phraseBefore is the noun phrase that ends before token i.
func (r *polyglot) phraseBefore(s prose.Sentence, i int) span {
	lo := r.clauseStart(i, s.First)
	for k := max(lo, i-maxBefore); k < i; k++ {
		if k > lo && r.part(k-1).Has(grammar.Article|grammar.Oblique|grammar.Genitive) {
			continue
		}
		if r.phrase(k, i) == i {
			return span{k, i}
		}
	}
	return span{}
}

// maxBefore bounds a phrase before "zufolge".
const maxBefore = 14

// reporter is who made the report: "der Polizei" of "Angaben der Polizei"; the
// report itself when nobody is named.
func (r *polyglot) reporter(s span) span {
	for i := s.first; i < s.end; i++ {
		if !r.part(i).Has(grammar.Report) {
			continue
		}
		if i+1 < s.end && r.part(i+1).Has(grammar.Genitive|grammar.Link) {
			if own := r.phraseSpan(i+1, s.end); own.end == s.end {
				return own
			}
		}
		return s
	}
	return s
}

// reportPhrase reads "nach ersten Angaben der Polizei" and "ihrer Meinung nach".
func (r *polyglot) reportPhrase(s prose.Sentence, i int) (relation, bool) {
	q := relation{vg: -1, that: -1, class: lexicon.Say, core: true, doubt: 0.1, cue: span{i, i + 1}}
	whole := r.phraseSpan(i+1, s.End)
	if !r.isReport(whole) {
		whole = r.phraseBefore(s, i)
		if !r.isReport(whole) || r.part(whole.first).Has(grammar.Article) && r.part(whole.first+1).Has(grammar.Oblique|grammar.Genitive) {
			return q, false // "die ihrer Meinung nach falschen Bilder": of one word only
		}
		q.unit = span{whole.first, i + 1}
		q.subject = subject{span: r.reporter(whole)}
		return q, true
	}
	q.unit = span{i, whole.end}
	source := r.reporter(whole)
	if source != whole {
		for k := i + 1; k < source.first; k++ {
			if r.part(k).Has(grammar.Report) {
				q.cue.end = k + 1
			}
		}
	}
	q.subject = subject{span: source}
	return q, true
}

// isReport reports a phrase whose first noun is a kind of report.
func (r *polyglot) isReport(s span) bool {
	for i := s.first; i < s.end; i++ {
		if r.part(i).Has(grammar.Report) {
			return true
		}
		if r.isNounAt(i) && (i+1 >= s.end || !r.part(i+1).Has(grammar.Report)) {
			return false
		}
	}
	return false
}

// phraseContent takes what stands around the unit: a quotation before it, its
// subordinate clause, or the sentence.
func (r *polyglot) phraseContent(s prose.Sentence, q *relation, rels []relation) bool {
	before := q.unit.first - 1
	if r.is(before, ",") && r.isClose(before-1) && !r.isNameInMarks(&r.stretches[r.ts[before-1].in]) {
		if !r.leftQuoted(q, before-1) {
			return false
		}
		v := site{sent: s}
		r.afterUnit(&v, q, &clause{end: q.unit.end})
		return true
	}
	if r.isClose(before) && !r.isNameInMarks(&r.stretches[r.ts[before].in]) && q.cue.end-q.cue.first == 1 && r.part(q.cue.first).Has(grammar.So) {
		return r.leftQuoted(q, before)
	}
	lo, hi := r.around(s, q, rels)
	end := q.unit.first
	for end > lo && r.isMark(end-1) && !r.isClose(end-1) && !r.is(end-1, ")") {
		end--
	}
	if end > lo {
		q.content = append(q.content, span{lo, end})
	}
	next := q.unit.end
	for next < hi && (r.is(next, ",") || r.is(next, ":") || r.is(next, ")")) {
		next++
	}
	if r.part(next).Has(grammar.That) && next < hi {
		q.that = next
		next++
	}
	if stop := r.trimForeign(next, hi); stop > next {
		q.content = append(q.content, span{next, r.wholeStretch(next, stop)})
	}
	return len(q.content) > 0
}

// around is the stretch of words that the phrase speaks of: the content of
// another relation that holds it, its relative clause, or the sentence.
func (r *polyglot) around(s prose.Sentence, q *relation, rels []relation) (lo, hi int) {
	for k := range rels {
		for _, c := range rels[k].content {
			if c.first <= q.unit.first && q.unit.end <= c.end {
				return c.first, c.end
			}
		}
	}
	lo, hi = r.leftStart(q.unit.first-1, s.First), s.End
	start := r.clauseStart(q.unit.first, lo)
	if start > lo && start < q.unit.first && r.is(start-1, ",") && r.part(start).Has(grammar.Relative|grammar.Sub|grammar.That) {
		lo = start
		for k := q.unit.end; k < hi; k++ {
			if r.is(k, ",") || r.is(k, ";") {
				return lo, k
			}
		}
	}
	return lo, r.clauseStop(q.unit.end, hi)
}

// wholeStretch moves an end that falls into a quotation behind it.
func (r *polyglot) wholeStretch(first, end int) int {
	if end < len(r.ts) && r.isClose(end) && r.stretches[r.ts[end].in].open >= first {
		return end + 1
	}
	return end
}
