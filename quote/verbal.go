// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/lexicon"
)

// speechFrame is what verbs have in common that may end an attribution on
// their own: “…,” Lee said.
const speechFrame = lexicon.Quote | lexicon.Core

// verbal reads the relation of verb group k, if its verb reports anything.
func (r *reader) verbal(k int) (relation, bool) {
	c := &r.chunks[k]
	e, particle := r.entryOf(k)
	if e == nil {
		return r.besideQuote(k)
	}
	if particle == 0 && r.vetoed(k) {
		return relation{}, false
	}
	q := relation{vg: k, entry: e, class: e.Class, that: -1, cue: span{c.first, c.end + particle}, core: e.Has(lexicon.Core)}
	if !r.particle(&q) || r.joinsCue(k) {
		return relation{}, false
	}
	r.orDeny(&q)
	if told, ok := r.asTold(q); ok {
		return told, true
	}
	if c.passive {
		return r.passive(q)
	}
	if r.inverts(&q) && r.inverted(&q) {
		return q, true
	}
	if r.governs(k) {
		return r.withheld(q)
	}
	if q.entry.Lemma == "quote" || q.entry.Lemma == "cite" {
		if q, ok := r.quotesAs(q); ok {
			return q, true
		}
	}
	q.subject = r.subjectOf(k, 0)
	if q.entry.Lemma == "hear" && (q.subject.empty() || !r.isForum(q.subject.span)) {
		return q, false // what one hears is another's
	}
	q.cue.first = r.governedFrom(&q)
	if r.wantsToKnow(k) {
		q.entry, _ = lexicon.Cue("ask")
		q.class, q.core = q.entry.Class, true
	}
	q.unit = r.unitOf(&q)
	if q.subject.empty() {
		if side, ok := r.besideQuote(k); ok {
			return side, true // “…,” considers Lee
		}
	}
	if q.entry.Lemma == "read" && !r.artefactSource(&q) && (q.subject.empty() || r.canSpeak(q.subject.span)) || q.class == lexicon.Think && r.isYou(q.subject.span) {
		return q, false // "as you know" tells nobody's mind
	}
	r.heard(&q)
	if r.content(&q) || r.announced(&q, q.unit.end) || r.silent(&q) {
		return q, true
	}
	return r.besideQuote(k)
}

// silent reports a refusal without content: "would not say", "has not commented".
func (r *reader) silent(q *relation) bool {
	switch q.entry.Lemma {
	case "say", "comment", "elaborate":
	default:
		return false
	}
	q.silent = r.chunks[q.vg].negated && !q.subject.empty() && r.isUnitDone(q)
	return q.silent
}

// entryOf is the lexicon's entry for the verb of group k, or nil, and how many
// tokens behind the group belong to it: one for the particle of "rule out".
func (r *reader) entryOf(k int) (*lexicon.CueEntry, int) {
	c := &r.chunks[k]
	v := r.ts[c.main].verb
	if v == nil {
		return nil, 0
	}
	if c.end < len(r.ts) && r.sent[c.end] == r.sent[c.first] {
		if e, ok := lexicon.Phrasal(v.Lemma, r.ts[c.end].key); ok && (!r.is(c.end, "on") || r.is(c.end+1, ":")) {
			return e, 1
		}
	}
	return v.Cue, 0
}

// orDeny makes one cue of "neither confirm nor deny".
func (r *reader) orDeny(q *relation) {
	if next := q.vg + 2; next < len(r.chunks) && r.joinsCue(next) {
		q.cue.end = r.chunks[next].end
		q.entry, _ = r.entryOf(next)
	}
}

// joinsCue reports that group k is the second half of such a cue.
func (r *reader) joinsCue(k int) bool {
	if k < 2 || !r.chunkIs(k-1, "or") && !r.chunkIs(k-1, "nor") || r.chunks[k].kind != chunkVG {
		return false
	}
	a, b := &r.chunks[k-2], &r.chunks[k]
	if a.kind != chunkVG || b.form != infinitive || r.sent[a.first] != r.sent[b.first] {
		return false
	}
	return r.isCueVerb(k-2) && r.isCueVerb(k)
}

func (r *reader) isYou(s span) bool { return s.end == s.first+1 && r.is(s.first, "you") }

// governs reports a verb that only leads in another cue: "declined" of
// "declined to say", "is expected" of "is expected to announce".
func (r *reader) governs(k int) bool {
	next := k + 1
	if next >= len(r.chunks) {
		return false
	}
	c := &r.chunks[next]
	if c.kind != chunkVG || c.form != infinitive || r.ts[c.first].tag != tagTo {
		return false
	}
	v, by := r.ts[c.main].verb, r.ts[r.chunks[k].main].verb
	if by != nil && by.Cue != nil && by.Cue.Class == lexicon.Feel && !r.chunks[k].passive {
		if by.Lemma == "like" || by.Lemma == "love" {
			return v != nil && v.Cue != nil && v.Cue.Has(lexicon.Core) // "liked to say"
		}
		return by.Lemma == "want" && v != nil && v.Lemma == "know" // asks, where others only hope
	}
	return v != nil && v.Cue != nil && v.Cue.Has(speechFrame)
}

// withheld is a refusal to speak: its cue is the whole of "declined to
// comment", and it has no content. Other governing verbs are part of the cue
// that they govern.
func (r *reader) withheld(q relation) (relation, bool) {
	k := q.vg + 1
	said, ok := r.verbal(k)
	if ok && len(said.content) > 0 || q.class != lexicon.Deny || q.entry.Has(lexicon.Object) {
		return q, false
	}
	q.cue.end = r.chunks[k].end
	q.subject = r.subjectOf(q.vg, 0)
	q.unit = r.unitOf(&q)
	return q, !q.subject.empty()
}

// governedFrom is where the cue of an infinitive begins: at the verb that
// governs it, with nothing but adverbs between ("went on to say").
func (r *reader) governedFrom(q *relation) int {
	k := q.vg
	c := &r.chunks[k]
	if c.form != infinitive || r.ts[c.first].tag != tagTo || !q.core && !r.isAspect(k-1) && !r.wantsToKnow(k) {
		return c.first
	}
	p := k - 1
	for p >= 0 && (r.chunks[p].kind == chunkAdv || r.chunkIs(p, "on")) {
		p--
	}
	if p >= 0 && r.chunks[p].kind == chunkVG && r.sent[r.chunks[p].first] == r.sent[c.first] && r.ts[r.chunks[p].main].tag != tagBe {
		return r.chunks[p].first
	}
	return c.first
}

// vetoed reports verb groups that look like cues and are none.
func (r *reader) vetoed(k int) bool {
	c := &r.chunks[k]
	main := &r.ts[c.main]
	next := token{}
	if c.end < len(r.ts) {
		next = r.ts[c.end]
	}
	switch main.verb.Lemma {
	case "say":
		// "that said,", "needless to say", "to say the least", "say, 40"
		if main.key == "said" && r.is(c.first-1, "that") && next.key == "," {
			return true
		}
		if c.form == infinitive && (r.is(c.first-1, "needless") || next.key == "the" && r.is(c.end+1, "least")) {
			return true
		}
		return main.key == "say" && next.key == "," && (c.first == 0 || r.ts[c.first-1].key == ",")
	case "add":
		return next.tag == tagNum || next.key == "to" || next.key == "up"
	case "ask": // "asked not to be named"
		if r.isAside(c) {
			return true
		}
		for i := c.end; i+1 < len(r.ts) && i < c.end+4; i++ {
			if r.is(i, "be") && (r.is(i+1, "named") || r.is(i+1, "identified") || r.is(i+1, "quoted")) || r.is(i, "remain") && r.is(i+1, "anonymous") {
				return true
			}
		}
		return false
	case "call":
		return next.key == "off" || next.key == "in" || next.key == "it" && r.is(c.end+1, "a") && r.is(c.end+2, "day")
	case "report":
		return next.key == "to" && !r.thatBehind(c.end) || next.key == "for" || next.key == "back"
	case "note":
		return main.key == "noted" && next.tag == tagNoun
	case "slam", "post":
		return isThing(r.headWord(k + 1))
	case "order", "offer", "accept", "claim", "tell", "seek", "favor", "favour":
		return r.isDeed(k)
	case "suppose":
		return c.passive // "is supposed to": of duties
	case "continue":
		return next.key == "to" || next.tag == tagIng
	case "issue":
		return c.form != finite && c.form != gerund
	}
	if c.form == infinitive && main.verb.Cue.Class >= lexicon.Show {
		return !r.isAspect(k-1) && !r.wantsToKnow(k) // "to support", "to see": what somebody would do
	}
	return c.form == participle && main.verb.Cue.Class >= lexicon.Show
}

// wantsToKnow reports the group "to know" behind "wants", which asks.
func (r *reader) wantsToKnow(k int) bool {
	return k > 0 && r.chunks[k-1].kind == chunkVG && r.ts[r.chunks[k].main].key == "know" &&
		r.ts[r.chunks[k-1].main].verb != nil && r.ts[r.chunks[k-1].main].verb.Lemma == "want"
}

// isAspect reports a verb group that only says when: "began to suspect".
func (r *reader) isAspect(k int) bool {
	if k < 0 || r.chunks[k].kind != chunkVG || r.ts[r.chunks[k].main].verb == nil {
		return false
	}
	switch r.ts[r.chunks[k].main].verb.Lemma {
	case "begin", "start", "come", "continue", "use", "grow":
		return true
	}
	return false
}

// particle refuses verbs that lack the preposition they need.
func (r *reader) particle(q *relation) bool {
	if !q.entry.Has(lexicon.NeedsPrep) && q.entry.Lemma != "tweet" {
		return true
	}
	if q.cue.end < len(r.ts) && q.entry.Takes(r.ts[q.cue.end].key) {
		return true
	}
	return r.isClose(q.cue.first-1) || q.entry.Lemma == "tweet"
}

// unitOf is the stretch of text that holds cue and source.
func (r *reader) unitOf(q *relation) span {
	u := q.cue
	if s := q.subject; !s.empty() && !s.elided && !s.relative {
		u = span{min(u.first, s.first), max(u.end, s.end)}
	}
	if q.subject.relative {
		u.first = r.chunks[r.chunk[q.cue.first]-1].first
	}
	return u
}

// inverts reports whether the verb may stand before its subject here: behind a
// quotation or clause, or at the start, with a noun phrase behind it.
func (r *reader) inverts(q *relation) bool {
	c := &r.chunks[q.vg]
	if !q.entry.Has(lexicon.Inverts) || c.form != finite || c.modal >= 0 || c.end-c.first > 1 {
		return false
	}
	if q.entry.Has(lexicon.NeedsAddressee) && !r.isClose(c.first-1) && !r.isBehindDash(c.first) {
		return false // "Lee, the head, told the paper"
	}
	k := r.subjectBehind(q.vg)
	if k >= len(r.chunks) || r.chunks[k].kind != chunkNP || r.isTemporal(&r.chunks[k]) || r.sent[r.chunks[k].first] != r.sent[c.first] {
		return false
	}
	if s := &r.chunks[k]; r.is(s.first, "it") && k+1 < len(r.chunks) && r.chunks[k+1].kind == chunkNP {
		return false // "Lee, the captain, thought it the best day"
	}
	if q.entry.Has(lexicon.Addressee) && k+1 < len(r.chunks) && r.chunks[k+1].kind == chunkThat && !r.isClose(c.first-1) {
		return false // "the Speaker, Ann Lee, warned MPs that"
	}
	return r.inversionSite(c.first, k)
}

// isBehindDash reports that a quotation and a dash stand before token i: “…,” – said.
func (r *reader) isBehindDash(i int) bool {
	return i > 1 && isDash(r.ts[i-1].key) && r.endsInComma(i-2)
}

// subjectBehind returns the chunk where a subject behind the verb of group vg
// begins. Translators leave what other languages put between them: “…,” – told
// journalists Lee; “…,” – said at the meeting Lee.
func (r *reader) subjectBehind(vg int) int {
	k := vg + 1
	for k < len(r.chunks) && r.chunks[k].kind == chunkAdv {
		k++
	}
	for r.isBehindDash(r.chunks[vg].first) && k+2 < len(r.chunks) && r.sent[r.chunks[k+2].first] == r.sent[r.chunks[vg].first] {
		switch {
		case r.chunks[k].kind == chunkPrep && r.chunks[k+1].kind == chunkNP:
			k += 2
		case r.chunks[k].kind == chunkNP && r.isReporter(r.chunks[k].main) && r.chunks[k+1].kind == chunkNP:
			k++
		default:
			return k
		}
	}
	return k
}

// inversionSite looks at the mark before the verb.
func (r *reader) inversionSite(i, k int) bool {
	sent := r.sentence(i)
	if i == sent.First {
		return true
	}
	p := &r.ts[i-1]
	switch {
	case r.isClose(i-1) && !r.softMark(i-1):
		return r.sent[i-1] == r.sent[i]
	case p.key == "?", p.key == "!":
		return true
	case r.isClose(i - 1):
		return r.startsSentence(i - 1)
	case isDash(p.key) && r.endsInComma(i-2):
		return true // “…,” – said one of them
	case p.key == ",", isDash(p.key):
		return r.isRightSubject(k) && (r.isNamed(k) || r.isSomebody(k) || r.saysBefore(i))
	}
	return false
}

// isNamed reports a noun phrase that is a name or a pronoun.
func (r *reader) isNamed(k int) bool {
	t := &r.ts[r.chunks[k].main]
	return t.tag == tagName || t.tag == tagPron
}

// isSomebody reports "a researcher", of whom nothing was said before.
func (r *reader) isSomebody(k int) bool {
	c := &r.chunks[k]
	return (r.is(c.first, "a") || r.is(c.first, "an")) && lexicon.IsPersonNoun(r.ts[c.main].key)
}

// saysBefore reports a clause or words in marks before token i of its sentence, but for
// relative clauses: "The head, Ann Lee, announced the deal" has none.
func (r *reader) saysBefore(i int) bool {
	relative := false
	for k := int(r.chunk[r.sentence(i).First]); k < int(r.chunk[i]); k++ {
		c := &r.chunks[k]
		switch {
		case r.ts[c.first].in >= 0 || c.kind == chunkVG && c.form == finite && !relative:
			return true
		case c.kind == chunkRel:
			relative = true
		case r.isComma(k):
			relative = false
		}
	}
	return false
}

// isRightSubject tells ", says Lee." from "Lee, the head, says Odum left": the
// noun phrase behind the verb is a subject when no verb follows it and it can
// speak.
func (r *reader) isRightSubject(k int) bool {
	if r.clauseAhead(k) {
		return false
	}
	c := &r.chunks[k]
	t := &r.ts[c.main]
	if t.tag == tagName || t.tag == tagPron && t.kind.Has(lexicon.Subject) {
		return true
	}
	word := t.In(r.text)
	_, role := lexicon.Role(word)
	return role || lexicon.IsAnonymous(t.key) || lexicon.IsOrganizationWord(t.key) || lexicon.IsArtefact(t.key) ||
		lexicon.IsPersonNoun(t.key) && r.ts[c.first].tag == tagDet
}

// inverted completes a relation whose subject follows: “…,” said Lee.
func (r *reader) inverted(q *relation) bool {
	k := r.subjectBehind(q.vg)
	s := r.following(k, false)
	if s.empty() {
		return false
	}
	trial := *q
	if h := &r.chunks[q.vg+1]; k > q.vg+1 && h.kind == chunkNP && r.isReporter(h.main) {
		trial.addressee = span{h.first, h.end}
	}
	trial.subject = s
	trial.unit = span{q.cue.first, s.end}
	trial.flag(hearsay.Inverted)
	left := r.contentLeft(&trial, trial.cue.first)
	right := r.continues(&trial, left)
	if !left && !right {
		return false
	}
	*q = trial
	return true
}

// thatBehind reports "that" behind token i before the next verb.
func (r *reader) thatBehind(i int) bool {
	for end := r.sentence(i).End; i < end && r.ts[i].tag < tagModal; i++ {
		if r.ts[i].tag == tagThat {
			return true
		}
	}
	return false
}
