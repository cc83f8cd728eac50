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

// moods reads a sentence that no verb of its own reports but whose mood says
// that it is reported: "Er habe nichts gewusst." Who spoke before goes on.
// Relations from first on are of this sentence.
func (r *polyglot) moods(s prose.Sentence, out []relation, first int) []relation {
	if len(out) > first {
		return out
	}
	if cue := r.hearsayVerb(s); cue >= 0 {
		return append(out, r.toldOf(s, out, cue))
	}
	thus := r.thus(s)
	last := r.lastSpoken(out, s)
	if thus < 0 && !r.isReportedMood(s, grammar.Mood) && !(last >= 0 && r.isBehind(&out[last], s) && r.isReportedMood(s, grammar.WeakMood)) {
		return out
	}
	if last < 0 || thus < 0 && !r.isBehind(&out[last], s) {
		if q, ok := r.announcedMood(s, last); ok {
			return append(out, q)
		}
	}
	if last < 0 {
		return out
	}
	prev := &out[last]
	if end := r.trimForeign(s.First, s.End); thus < 0 && prev.cue.empty() && len(prev.content) == 1 && r.sent[prev.content[0].end-1]+1 == r.sent[s.First] && prev.subject.elided && r.paraOf(s.First) == r.paraOf(prev.content[0].first) {
		prev.content[0].end = end
		return out
	}
	if own, ok := r.ownMood(s); ok && thus < 0 {
		return append(out, own)
	}
	q := relation{vg: -1, that: -1, class: lexicon.Say, core: true, doubt: 0.15, subject: prev.subject, unit: span{s.First, s.First}}
	q.subject.elided, q.subject.relative = true, false
	q.content = []span{{s.First, r.trimForeign(s.First, s.End)}}
	q.flag(hearsay.Continued)
	if thus >= 0 {
		q.cue, q.unit = span{thus, thus + 1}, span{thus, thus + 1}
		q.content = without(q.content[0], q.cue)
	} else {
		q.flag(hearsay.ImplicitCue)
	}
	return append(out, q)
}

// isBehind reports that the sentence follows what the relation says at once.
func (r *polyglot) isBehind(q *relation, s prose.Sentence) bool {
	return r.sent[s.First]-r.sent[max(q.extent().end-1, 0)] == 1
}

// announcedMood gives a sentence in reported mood to the subject of the sentence
// before, which must be able to speak: "Das Amt wehrte sich. Es habe …"
func (r *polyglot) announcedMood(s prose.Sentence, last int) (relation, bool) {
	q := relation{vg: -1, that: -1, class: lexicon.Say, core: true, doubt: 0.3, unit: span{s.First, s.First}}
	if s.First == 0 || r.paraOf(s.First-1) != r.paraOf(s.First) || r.quoted(s.First-1) {
		return q, false
	}
	before := r.plainBefore(s)
	if before < 0 || r.speaksItself(r.sentence(before)) {
		return q, false
	}
	q.subject = subject{span: r.sentenceSubject(before), elided: true}
	if !r.maySpeak(q.subject.span) || !r.mayAnnounce(q.subject.span) {
		return q, false
	}
	q.content = []span{{s.First, r.trimForeign(s.First, s.End)}}
	q.flag(hearsay.ImplicitCue)
	return q, true
}

// plainBefore is the last token of the sentence that the reported mood sets in
// behind: whoever is spoken of in reported mood does not speak. -1 is none in the
// paragraph.
func (r *polyglot) plainBefore(s prose.Sentence) int {
	at := s.First - 1
	for n := 0; n < maxFront; n++ {
		before := r.sentence(at)
		if !r.isReportedMood(before, grammar.Mood) {
			return at
		}
		if at = before.First - 1; at < 0 || r.paraOf(at) != r.paraOf(s.First) || r.quoted(at) {
			return -1
		}
	}
	return -1
}

// ownMood reads a clause in reported mood behind a main clause that has a person
// for its subject: "Darin sieht Falk einen Angriff, es stehe zu viel auf dem Spiel".
func (r *polyglot) ownMood(s prose.Sentence) (relation, bool) {
	q := relation{vg: -1, that: -1, class: lexicon.Say, core: true, doubt: 0.2}
	at := r.moodAt(s, grammar.Mood)
	if at < 0 {
		return q, false
	}
	lo := r.clauseStart(at, s.First)
	if lo <= s.First+1 || !r.is(lo-1, ",") {
		return q, false
	}
	q.subject = subject{span: r.subjectFrom(s.First, lo-1)}
	q.unit = q.subject.span
	if q.subject.empty() || !r.isPersonLike(q.subject.span) && !r.isBareName(q.subject.span) {
		return q, false
	}
	q.content = []span{{lo, r.trimForeign(lo, s.End)}}
	q.flag(hearsay.ImplicitCue)
	return q, true
}

// isBareName reports one capitalised word without an article.
func (r *polyglot) isBareName(s span) bool {
	return s.end == s.first+1 && r.ts[s.first].caps && r.ts[s.first].part == 0
}

// maySpeak reports a phrase that can be a person or body: a pronoun, an office, a
// noun with its article, a name of two words.
func (r *polyglot) maySpeak(s span) bool {
	p := r.part(s.first)
	switch {
	case s.empty() || r.ts[s.first].tag == tagNum:
		return false
	case s.end == s.first+1:
		return p.Has(grammar.Person|grammar.Office) && !p.Has(grammar.Impersonal|grammar.Pointing)
	case p.Has(grammar.Article | grammar.Office):
		return true
	}
	return r.isNounAt(s.first+1) && r.ts[s.first].caps
}

// stances reads nouns and adjectives that words hang on: "Falk ist der Ansicht,
// dass". Who holds it is the subject of the clause.
func (r *polyglot) stances(s prose.Sentence, out []relation, first int) []relation {
	for i := s.First; i+2 < s.End; i++ {
		if !r.part(i).Has(grammar.Stance) || !r.is(i+1, ",") || r.quoted(i) || r.isTaken(out[first:], i+2) {
			continue
		}
		v := site{cue: i, finite: i, last: i, entry: grammar.Cue{Class: grammar.Think}, sent: s}
		q := v.relation()
		if !r.part(i+2).Has(grammar.That) && !r.hasInfinitive(i+2, s.End) && !(r.hasMood(i+2, s.End) && !r.isRelativeAt(i+2)) {
			continue
		}
		q.subject = subject{span: r.holder(&v, i)}
		q.unit = span{i, i + 1}
		if !q.subject.empty() && r.clauseContent(&v, &q, i+2) {
			q.unit.first = min(i, q.subject.first)
			out = append(out, q)
		}
	}
	return out
}

// holder is the subject of the clause of a stance at token i, in front of an aside
// when the clause begins with its verb: "Falk, die Leiterin, ist der Ansicht, dass".
func (r *polyglot) holder(v *site, i int) span {
	lo := r.clauseStart(i, v.sent.First)
	if r.is(lo-1, ",") && r.ts[lo].Kind == prose.WordToken && !r.ts[lo].caps && r.part(lo)&^(grammar.Aux|grammar.Modal) == 0 {
		if head := r.headOfAside(v, lo); !head.empty() {
			return head
		}
	}
	return r.subjectFrom(lo, i)
}

// isTaken reports that content of a relation holds token i.
func (r *polyglot) isTaken(rels []relation, i int) bool {
	for k := range rels {
		for _, c := range rels[k].content {
			if i >= c.first-1 && i < c.end {
				return true
			}
		}
	}
	return false
}

// without cuts a hole into a span.
func without(s, hole span) []span {
	var out []span
	for _, part := range [...]span{{s.first, hole.first}, {hole.end, s.end}} {
		if !part.empty() {
			out = append(out, part)
		}
	}
	return out
}

// lastSpoken is the latest relation that the sentence may go on from: of one of
// the two sentences before, with a source.
func (r *polyglot) lastSpoken(out []relation, s prose.Sentence) int {
	for k := len(out) - 1; k >= 0 && k >= len(out)-4; k-- {
		q := &out[k]
		end := q.extent().end - 1
		if q.subject.empty() || end < 0 || end >= s.First || q.polarity == hearsay.Declined {
			continue
		}
		if k > 0 && out[k-1].holds(q.extent()) {
			continue
		}
		if r.sent[s.First]-r.sent[end] > 2 || r.paraOf(s.First)-r.paraOf(end) > 1 {
			return -1
		}
		return k
	}
	return -1
}

// isReportedMood reports a main clause in reported mood outside quote marks.
func (r *polyglot) isReportedMood(s prose.Sentence, mood grammar.Part) bool {
	return r.moodAt(s, mood) >= 0 && !r.speaksItself(s)
}

// speaksItself reports a sentence of whoever writes, or to whoever reads: reported words
// say "er" for "ich", and "habe ich" is no reported mood.
func (r *polyglot) speaksItself(s prose.Sentence) bool {
	if r.lang.Code != "de" {
		return false
	}
	for i := s.First; i < s.End; i++ {
		if r.quoted(i) {
			continue
		}
		switch r.ts[i].key {
		case "ich", "mich", "mir", "du", "dich", "dir":
			return true
		case "sie", "ihnen", "ihren", "ihrem", "ihrer":
			if r.ts[i].caps && i > s.First && !r.isMark(i-1) {
				return true // "Verfügen Sie darüber"
			}
		}
	}
	return false
}

// moodAt is the token of the verb of such a clause, or -1.
func (r *polyglot) moodAt(s prose.Sentence, mood grammar.Part) int {
	for i := s.First; i < s.End; i++ {
		if !r.ts[i].part.Has(mood) && !(mood == grammar.WeakMood && r.looksReported(i, s)) || r.quoted(i) || r.ts[i].caps {
			continue
		}
		lo := r.clauseStart(i, s.First)
		if lead := r.part(lo); lo < i && lead.Has(grammar.That|grammar.Sub) || r.part(i-1).Has(grammar.Sub|grammar.Infinitive) {
			continue
		}
		if r.part(i-1).Has(grammar.Person) && (r.is(i-1, "ich") || r.is(i-1, "es") && i-1 == s.First && r.is(i, "gebe")) {
			continue
		}
		return i
	}
	return -1
}

// looksReported guesses the reported mood of a verb that is not listed: it ends
// in -e, and no noun follows that it could be an adjective of.
func (r *polyglot) looksReported(i int, s prose.Sentence) bool {
	t := &r.ts[i]
	if r.lang.Code != "de" || t.tag != tagNoun || t.part != 0 || len(t.key) < 4 || !strings.HasSuffix(t.key, "e") || strings.HasSuffix(t.key, "te") || i+1 >= s.End || i == s.First {
		return false
	}
	next, prev := &r.ts[i+1], &r.ts[i-1]
	if prev.part.Has(grammar.Oblique|grammar.Prep|grammar.Genitive) || next.caps && !next.part.Has(grammar.Article) || isAdjective(next.key) && next.part == 0 {
		return false
	}
	return prev.caps || prev.part.Has(grammar.Person|grammar.Adverb) || r.isMark(i+1)
}

// isPersonLike reports a pronoun, an office or a name of two words.
func (r *polyglot) isPersonLike(s span) bool {
	if s.end == s.first+1 && r.part(s.first).Has(grammar.Person) {
		return !r.part(s.first).Has(grammar.Impersonal | grammar.Pointing)
	}
	for i := s.first; i < s.end; i++ {
		if r.part(i).Has(grammar.Office) || i+1 < s.end && r.isNounAt(i) && r.isNounAt(i+1) {
			return true
		}
	}
	return false
}

// isLabel reports a name or office that may stand before a colon or behind a dash.
// Where all nouns are capitalised one capital proves nothing.
func (r *polyglot) isLabel(first, end int) bool {
	capitals := 0
	for i := first; i < end; i++ {
		t := &r.ts[i]
		if isQuoteKey(t.key) || t.key == ";" || t.key == "?" || len(r.lang.Cues(t.key)) > 0 || t.part.Has(grammar.Sub|grammar.That|grammar.Not|grammar.Aux|grammar.Passive|grammar.Modal) {
			return false
		}
		if t.caps && t.part == 0 {
			capitals++
		}
	}
	if r.isClauseLike(first, end) {
		return false
	}
	if r.is(end, ":") && r.isOpen(end+1) {
		return capitals > 0 || r.isPersonLike(span{first, end}) // „Falk: „Nein““
	}
	return r.isPersonLike(span{first, end}) || r.part(first).Has(grammar.Body) || r.lang.LowNouns && capitals > 0
}

// isClauseLike reports a small word that no table has between two names: “Larin tapasi
// Odumin”. Where nouns have no capitals that is a verb, or more than somebody's name.
func (r *polyglot) isClauseLike(first, end int) bool {
	if !r.lang.LowNouns {
		return false
	}
	named, small := false, false
	for i := first; i < end; i++ {
		t := &r.ts[i]
		switch {
		case t.tag == tagMark || t.part != 0:
		case !t.caps:
			small = named
		case small:
			return true
		default:
			named = true
		}
	}
	return false
}

// thus is the token of "demnach" in the sentence, or -1.
func (r *polyglot) thus(s prose.Sentence) int {
	for i := s.First; i < s.End && i < s.First+thusReach; i++ {
		if r.part(i).Has(grammar.Thus) && !r.quoted(i) {
			return i
		}
	}
	return -1
}

// thusReach: "demnach" stands at the start or behind the verb.
const thusReach = 8

// hearsayVerb finds "soll … haben": what is told of somebody. -1 is none.
func (r *polyglot) hearsayVerb(s prose.Sentence) int {
	for i := s.First; i < s.End; i++ {
		if !r.part(i).Has(grammar.Hearsay) || r.quoted(i) {
			continue
		}
		for k := i + 2; k < s.End; k++ {
			if r.part(k).Has(grammar.Perfect) && r.endsClause(k+1) && !r.part(k-1).Has(grammar.Infinitive) && !r.ts[k-1].caps && !r.isMark(k-1) {
				return i
			}
		}
	}
	return -1
}

// toldOf is the relation of such a sentence: by whom is left open unless
// somebody spoke right before.
func (r *polyglot) toldOf(s prose.Sentence, out []relation, cue int) relation {
	q := relation{vg: -1, that: -1, cue: span{cue, cue + 1}, unit: span{cue, cue + 1}, class: lexicon.Claim, doubt: 0.1}
	q.content = without(span{s.First, r.trimForeign(s.First, s.End)}, q.cue)
	if last := r.lastSpoken(out, s); last >= 0 {
		q.subject = out[last].subject
		q.subject.elided, q.subject.relative = true, false
	} else {
		q.flag(hearsay.Passive)
	}
	return q
}
