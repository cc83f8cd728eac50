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
	q.subject = subject{span: r.sentenceSubject(s.First - 1), elided: true}
	if !r.maySpeak(q.subject.span) {
		return q, false
	}
	q.content = []span{{s.First, r.trimForeign(s.First, s.End)}}
	q.flag(hearsay.ImplicitCue)
	return q, true
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
		q.subject = subject{span: r.subjectFrom(r.clauseStart(i, s.First), i)}
		q.unit = span{i, i + 1}
		if !q.subject.empty() && r.clauseContent(&v, &q, i+2) {
			q.unit.first = min(i, q.subject.first)
			out = append(out, q)
		}
	}
	return out
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
		return true
	}
	return false
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
	if r.is(end, ":") && r.isOpen(end+1) {
		return capitals > 0 || r.isPersonLike(span{first, end}) // „Falk: „Nein““
	}
	return r.isPersonLike(span{first, end}) || r.part(first).Has(grammar.Body) || r.lang.LowNouns && capitals > 0
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
			if r.part(k).Has(grammar.Perfect) && r.endsClause(k+1) && !r.part(k-1).Has(grammar.Infinitive) && !r.ts[k-1].caps {
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

// leftover gives the quotations that nothing has claimed to their speakers.
func (r *polyglot) leftover(rels []relation) []relation {
	order := r.byPosition(rels)
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
	q := relation{vg: -1, that: -1, content: []span{{first, end}}, core: true, unit: span{first, first}, doubt: 0.2}
	q.flag(hearsay.ImplicitCue)
	if first > r.paras[s.para].first {
		if r.is(first-1, ":") || isEnd(r.ts[first-1].key) {
			q.subject = subject{span: r.sentenceSubject(first - 1)}
		}
		if !r.isPersonLike(q.subject.span) && last >= 0 && !rels[last].subject.empty() && r.paraOf(rels[last].extent().first) == s.para {
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

// sentenceSubject is the phrase that the sentence of token i begins with, or the
// one behind its verb when it begins otherwise.
func (r *polyglot) sentenceSubject(i int) span {
	s := r.sentence(i)
	return r.subjectFrom(s.First, s.End)
}

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
	s := prose.Sentence{First: k, End: stop}
	if r.part(k).Has(grammar.Prep|grammar.Link|grammar.After) && k+1 < s.End {
		k = r.phrase(k+1, s.End)
	}
	if k+1 < s.End && r.canBeSubject(k+1) && r.ts[k].Kind == prose.WordToken && !r.ts[k].caps {
		if end := r.phrase(k+1, s.End); end > k+1 {
			return span{k + 1, end}
		}
	}
	return span{}
}
