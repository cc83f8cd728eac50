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
	v := r.ts[c.main].verb
	if v == nil || v.Cue == nil || r.vetoed(k) {
		return relation{}, false
	}
	q := relation{vg: k, entry: v.Cue, class: v.Cue.Class, that: -1, cue: span{c.first, c.end}, core: v.Cue.Has(lexicon.Core)}
	if !r.particle(&q) {
		return relation{}, false
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
	q.subject = r.subjectOf(k, 0)
	q.cue.first = r.governedFrom(k)
	q.unit = r.unitOf(&q)
	if q.entry.Lemma == "read" && !r.artefactSource(&q) {
		return q, false
	}
	return q, r.content(&q) || r.announced(&q, q.unit.end)
}

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
	v := r.ts[c.main].verb
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
func (r *reader) governedFrom(k int) int {
	c := &r.chunks[k]
	if c.form != infinitive || r.ts[c.first].tag != tagTo || !r.ts[c.main].verb.Cue.Has(lexicon.Core) {
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
	case "call":
		return next.key == "off" || next.key == "in" || next.key == "it" && r.is(c.end+1, "a") && r.is(c.end+2, "day")
	case "report":
		return next.key == "to" || next.key == "for" || next.key == "back"
	case "note", "suppose", "see", "find", "feel", "show":
		return main.key == "noted" && next.tag == tagNoun
	case "continue":
		return next.key == "to" || next.tag == tagIng
	case "issue":
		return c.form != finite && c.form != gerund
	}
	if c.form == infinitive && main.verb.Cue.Class >= lexicon.Show {
		return true // "to support", "to see": what somebody would do
	}
	return c.form == participle && main.verb.Cue.Class >= lexicon.Show
}

// particle extends the cue over the particle that makes it one ("point out")
// and refuses verbs that lack what they need.
func (r *reader) particle(q *relation) bool {
	if !q.entry.Has(lexicon.NeedsPrep) && q.entry.Lemma != "tweet" {
		return true
	}
	if q.cue.end < len(r.ts) && q.entry.Takes(r.ts[q.cue.end].key) {
		if key := r.ts[q.cue.end].key; key == "out" || key == "up" {
			q.cue.end++
		}
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
	if q.entry.Has(lexicon.NeedsAddressee) && !r.isClose(c.first-1) {
		return false // "Lee, the head, told the paper"
	}
	k := q.vg + 1
	for k < len(r.chunks) && r.chunks[k].kind == chunkAdv {
		k++
	}
	if k >= len(r.chunks) || r.chunks[k].kind != chunkNP || r.isTemporal(&r.chunks[k]) || r.sent[r.chunks[k].first] != r.sent[c.first] {
		return false
	}
	return r.inversionSite(c.first, k)
}

// inversionSite looks at the mark before the verb.
func (r *reader) inversionSite(i, k int) bool {
	sent := r.sentence(i)
	if i == sent.First {
		return r.isThird(i) || r.endsAttribution(r.chunks[k].end) || true
	}
	p := &r.ts[i-1]
	switch {
	case r.isClose(i-1) && !r.softMark(i-1):
		return r.sent[i-1] == r.sent[i]
	case p.key == "?", p.key == "!":
		return true
	case r.isClose(i - 1):
		return r.startsSentence(i - 1)
	case p.key == ",", isDash(p.key):
		return r.isRightSubject(k)
	}
	return false
}

func (r *reader) isThird(i int) bool {
	v := r.ts[i].verb
	return v != nil && v.Forms&lexicon.Third != 0
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
	return role || lexicon.IsAnonymous(t.key) || lexicon.IsOrganizationWord(t.key)
}

// inverted completes a relation whose subject follows: “…,” said Lee.
func (r *reader) inverted(q *relation) bool {
	k := q.vg + 1
	for r.chunks[k].kind == chunkAdv {
		k++
	}
	s := r.following(k, false)
	if s.empty() {
		return false
	}
	trial := *q
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

// content finds the content of a relation whose unit is known, on either side.
func (r *reader) content(q *relation) bool {
	left := q.unit.first
	right := *q
	if r.isAfterSetting(q) && r.resumeSetting(q) {
		return true
	}
	if r.isParenthetical(q) && r.contentLeft(q, left) {
		r.continues(q, true)
		return true
	}
	if r.contentRight(&right, q.unit.end) {
		*q = right
		return true
	}
	if r.is(left-1, "as") && q.entry.Has(lexicon.That) {
		return r.asSaid(q, left-1)
	}
	return r.gapped(q)
}

// asSaid reads "As Lee said, it rained" and "It rained, as Lee said": as is
// token i.
func (r *reader) asSaid(q *relation, i int) bool {
	q.unit.first = i
	sent := r.sentence(i)
	end := r.passTimes(q.unit.end, sent.End)
	if i == sent.First || r.startsClause(i, sent.First) {
		if !r.is(end, ",") || end+1 >= sent.End {
			return false
		}
		stop := r.contentEnd(q, end+1, int(r.chunk[sent.End-1])+1)
		q.content = []span{{end + 1, stop}}
		return stop > end+1
	}
	if !r.is(i-1, ",") && !isDash(r.ts[i-1].key) {
		return false
	}
	first := r.clauseStart(q, i-2, sent.First)
	q.content = []span{{first, r.trimEnd(first, i-1)}}
	if first >= i-1 || r.ts[i-2].in >= 0 {
		return false
	}
	if k := end + 1; (r.is(end, ",") || isDash(r.ts[min(end, len(r.ts)-1)].key)) && k < sent.End {
		q.content = append(q.content, span{k, r.contentEnd(q, k, int(r.chunk[sent.End-1])+1)})
	}
	return true
}

// gapped reads "a strike that Lee said would end": the content has lost its
// subject to the relative pronoun, which is taken as its first fragment.
func (r *reader) gapped(q *relation) bool {
	i := q.unit.first - 1
	if i < 0 || q.unit.end >= len(r.ts) || !q.entry.Has(lexicon.That) {
		return false
	}
	t := r.ts[i].tag
	k := int(r.chunk[q.unit.end])
	limit := r.contentLimit(q, q.unit.end)
	if t != tagRel && t != tagThat && t != tagWh || k >= limit {
		return false
	}
	if c := &r.chunks[k]; c.kind != chunkVG || c.form != finite {
		return false
	}
	stop := r.contentEnd(q, q.unit.end, limit)
	q.content = []span{{i, i + 1}, {q.unit.end, stop}}
	return stop > q.unit.end
}

// isParenthetical reports units that content stands before: “…,” Lee said; the
// talks, Lee said, would; It rained, Lee said.
func (r *reader) isParenthetical(q *relation) bool {
	i := q.unit.first - 1
	if i < 0 || !q.entry.Has(lexicon.Quote) || q.subject.elided || q.subject.relative {
		return false
	}
	c := &r.chunks[q.vg]
	if c.form != finite {
		return false
	}
	if r.isClose(i) && !r.softMark(i) {
		return r.leadsToUnit(i) && (r.sent[i] == r.sent[q.cue.first] && !r.isTitleBefore(q, i) || r.isUnitDone(q))
	}
	if !r.is(i, ",") && !isDash(r.ts[i].key) {
		return false
	}
	sent := r.sentence(q.cue.first)
	if i <= sent.First || r.sent[i] != r.sent[q.cue.first] {
		return false
	}
	return r.isUnitDone(q) && (!r.isAdverbialBefore(q, sent.First, i) || r.verbResumes(q))
}

// isAfterSetting reports "In the long run, Lee said, it would": a setting, then
// the unit between commas, then a clause.
func (r *reader) isAfterSetting(q *relation) bool {
	i, sent := q.unit.first-1, r.sentence(q.cue.first)
	if i <= sent.First || !r.is(i, ",") || r.sent[i] != r.sent[q.cue.first] || q.subject.elided || q.subject.relative || r.chunks[q.vg].form != finite {
		return false
	}
	end := r.passTimes(q.unit.end, sent.End)
	return r.is(end, ",") && end+1 < sent.End && q.entry.Has(lexicon.That) && r.isAdverbialBefore(q, sent.First, i) && r.clauseAhead(int(r.chunk[end+1]))
}

// resumeSetting takes the clause behind such a unit, with its setting.
func (r *reader) resumeSetting(q *relation) bool {
	sent := r.sentence(q.cue.first)
	next := r.passTimes(q.unit.end, sent.End) + 1
	stop := r.contentEnd(q, next, int(r.chunk[sent.End-1])+1)
	if stop <= next {
		return false
	}
	first, comma := r.clauseStart(q, q.unit.first-1, sent.First), q.unit.first-1
	if first < comma && r.chunks[r.chunk[first]].kind != chunkAdv {
		q.content = append(q.content, span{first, comma})
		q.flag(hearsay.Interrupted)
	}
	q.content = append(q.content, span{next, stop})
	return true
}

// verbResumes reports "Leaving now, Lee said, would": the verb behind the unit
// needs what stands before it as its subject.
func (r *reader) verbResumes(q *relation) bool {
	k := q.unit.end + 1
	if !r.is(q.unit.end, ",") || k >= len(r.ts) {
		return false
	}
	c := &r.chunks[r.chunk[k]]
	return c.kind == chunkVG && c.form == finite && c.first == k
}

// isTitleBefore reports a short quotation that only belongs to the setting: On
// “Orta Today,” Lee said that.
func (r *reader) isTitleBefore(q *relation, i int) bool {
	s := &r.stretches[r.ts[i].in]
	return s.end-s.first <= softWords && r.firstOf(s) > r.sentence(i).First && !r.isUnitDone(q)
}

// leadsToUnit reports whether a quotation that closes at token i may be
// attributed by what follows: it does not end in a full stop, as a sentence of
// its own would.
func (r *reader) leadsToUnit(i int) bool {
	prev := r.ts[i-1].key
	return prev != "." && prev != "..." || r.sent[i] == r.sent[min(i+1, len(r.ts)-1)]
}

// isUnitDone reports that no content of its own follows the unit at once.
func (r *reader) isUnitDone(q *relation) bool {
	limit := r.contentLimit(q, q.unit.end)
	if q.unit.end >= len(r.ts) {
		return true
	}
	k := int(r.chunk[q.unit.end])
	if q.entry.Has(lexicon.Addressee) && k < limit && r.chunks[k].kind == chunkNP && r.isUnitEnd(k+1, limit) {
		return true
	}
	return r.isUnitEnd(k, limit)
}

// isAdverbialBefore reports that the text before the comma is only a setting
// ("On Tuesday, Lee said."): nothing that can be content.
func (r *reader) isAdverbialBefore(q *relation, lo, comma int) bool {
	k, hi := int(r.chunk[lo]), int(r.chunk[comma])
	for k < hi && (r.chunks[k].kind == chunkCoord || r.chunks[k].kind == chunkMark) {
		k++
	}
	if k >= hi {
		return true
	}
	c := &r.chunks[k]
	if c.kind == chunkNP || c.kind == chunkAdj || c.kind == chunkVG && c.form == finite {
		return r.isTemporal(c) && k+1 == hi
	}
	return !r.isVerbBetween(k, hi)
}

// continues adds what goes on behind the unit: the second half of an
// interrupted clause or quotation. It reports whether anything was added.
func (r *reader) continues(q *relation, left bool) bool {
	i := q.unit.end
	end := r.sentence(q.cue.first).End
	if in := r.ts[q.cue.first].in; in >= 0 {
		end = min(end, r.stretches[in].end)
	}
	k := r.passTimes(i, end)
	if k >= end {
		return false
	}
	switch {
	case r.is(k, ",") || r.is(k, ":") || isDash(r.ts[k].key) || r.is(k, ";"):
		return r.resume(q, k, end, left)
	case !left:
		return r.contentRight(q, i)
	}
	return false
}

// passTimes skips times, places and adverbs behind the unit.
func (r *reader) passTimes(i, end int) int {
	q := relation{cue: span{i, i + 1}, that: -1}
	if i >= end {
		return i
	}
	w := walk{r: r, q: &q, k: int(r.chunk[i]), end: int(r.chunk[end-1]) + 1, comma: true}
	for w.k < w.end {
		next := w.adverbial()
		if next == w.k || w.key(w.k) == "," {
			break
		}
		w.k = next
	}
	if w.k >= w.end {
		return end
	}
	return r.chunks[w.k].first
}

// resume takes up content behind the comma or colon at token i.
func (r *reader) resume(q *relation, i, end int, left bool) bool {
	next := i + 1
	if next >= end {
		return false
	}
	if r.isOpen(next) && !r.startsOther(next, end) {
		s := &r.stretches[r.ts[next].in]
		first, stop := s.tokens()
		if stop < end && r.is(i, ",") {
			stop = r.contentEnd(q, first, int(r.chunk[end-1])+1)
		}
		q.content = append(q.content, span{first, stop})
		s.used = true
		if left {
			q.flag(hearsay.Interrupted)
		}
		return true
	}
	if !left || !r.is(i, ",") || r.isQuoted(q) {
		return !left && r.contentRight(q, q.unit.end)
	}
	return r.resumeClause(q, next, end)
}

// isQuoted reports whether the relation's content so far ends in a quotation.
func (r *reader) isQuoted(q *relation) bool {
	if len(q.content) == 0 {
		return false
	}
	return r.ts[q.content[len(q.content)-1].end-1].in >= 0 && r.isClose(q.content[len(q.content)-1].end-1)
}

// startsOther reports that the quotation opening at token i has an attribution
// of its own behind it.
func (r *reader) startsOther(i, end int) bool {
	s := &r.stretches[r.ts[i].in]
	after := s.close + 1
	if s.close < 0 || after >= len(r.ts) {
		return false
	}
	return r.isAttributionAt(after, min(len(r.ts), after+10)) && r.sent[after] == r.sent[s.close]
}

// resumeClause: "The talks, Lee said, would resume."
func (r *reader) resumeClause(q *relation, next, end int) bool {
	k := int(r.chunk[next])
	c := &r.chunks[k]
	if c.kind == chunkVG && c.form == gerund && r.isCueVerb(k) || r.is(next, "but") || r.is(next, "while") || r.is(next, "who") || r.is(next, "which") || r.is(next, "according") {
		return false
	}
	if c.kind == chunkVG && c.form != finite || c.kind == chunkPrep || c.kind == chunkCoord && k+1 < len(r.chunks) && r.isCueVerb(k+1) {
		return false
	}
	stop := r.contentEnd(q, next, int(r.chunk[end-1])+1)
	if stop <= next {
		return false
	}
	q.content = append(q.content, span{next, stop})
	q.flag(hearsay.Interrupted)
	return true
}

// passive reads "was quoted as saying by RIA", "was accused by Lee of", "it is
// said that".
func (r *reader) passive(q relation) (relation, bool) {
	q.flag(hearsay.Passive)
	q.unit = q.cue
	k := q.vg + 1
	by := r.byPhrase(k)
	switch lemma := q.entry.Lemma; {
	case lemma == "expect" && k < len(r.chunks) && r.chunks[k].kind == chunkVG && r.chunks[k].form == infinitive:
		return q, !r.governs(q.vg) && r.contentRight(&q, q.cue.end)
	case lemma == "quote" || lemma == "cite" || lemma == "report" && r.chunkIs(k, "as"):
		return r.quotedAs(q, k)
	case r.impersonal(q.vg):
		return q, r.contentRight(&q, q.cue.end)
	case q.class == lexicon.Deny && by >= 0:
		return r.passiveObject(q, by)
	case q.entry.Has(lexicon.NeedsAddressee):
		return r.toldPassive(q, k, by)
	case by >= 0:
		return r.passiveObject(q, by)
	}
	return q, false
}

// byPhrase returns the chunk of the noun phrase behind "by" that follows within
// a few chunks of k, or -1.
func (r *reader) byPhrase(k int) int {
	for p := k; p+1 < len(r.chunks) && p < k+4; p++ {
		if r.sent[r.chunks[p].first] != r.sent[r.chunks[max(k-1, 0)].first] {
			return -1
		}
		if r.chunkIs(p, "by") && r.chunks[p+1].kind == chunkNP {
			return p + 1
		}
		if r.chunks[p].kind == chunkMark || r.chunks[p].kind == chunkNP && p > k {
			return -1
		}
	}
	return -1
}

// impersonal reports "it is said".
func (r *reader) impersonal(vg int) bool { return vg > 0 && r.chunkIs(vg-1, "it") }

// passiveObject: "the claim was denied by Lee": what is acted on is the
// content, the agent the source.
func (r *reader) passiveObject(q relation, by int) (relation, bool) {
	object := r.subjectOf(q.vg, 0)
	if object.empty() {
		object.span = r.claimBefore(q.vg)
	}
	if object.empty() || object.relative {
		return q, false
	}
	q.subject = r.following(by, false)
	q.content = []span{object.span}
	q.unit = span{q.cue.first, q.subject.end}
	return q, !q.subject.empty()
}

// claimBefore is the content of the claim that ends before verb group vg:
// "Claims that 40 died were denied".
func (r *reader) claimBefore(vg int) span {
	first := r.sentence(r.chunks[vg].first).First
	for k := vg - 1; k >= 0 && k > vg-maxClaim && r.chunks[k].first >= first; k-- {
		if r.chunks[k].kind != chunkThat {
			continue
		}
		if q, ok := r.nominal(k - 1); ok && q.content[0].end == r.chunks[vg].first {
			return q.content[0]
		}
	}
	return span{}
}

// maxClaim is how many chunks a claim may have in front of its verb.
const maxClaim = 16

// toldPassive: "Lee was accused by prosecutors of", "Lee was told that": the
// subject is the hearer.
func (r *reader) toldPassive(q relation, k, by int) (relation, bool) {
	q.addressee = r.subjectOf(q.vg, 0).span
	from := q.cue.end
	if by >= 0 {
		q.subject = r.following(by, false)
		if q.entry.Has(lexicon.Addressee) && len(q.entry.Prepositions) > 0 {
			q.subject.end = min(q.subject.end, r.chunks[by].end)
		}
		from = q.subject.end
	}
	e := *q.entry
	e.Frames &^= lexicon.NeedsAddressee | lexicon.Addressee
	full := q.entry
	q.entry = &e
	ok := r.contentRight(&q, from)
	q.entry = full
	q.unit = span{q.cue.first, from}
	return q, ok
}

// quotedAs: "Lee was quoted as saying by RIA that".
func (r *reader) quotedAs(q relation, k int) (relation, bool) {
	if !r.chunkIs(k, "as") && !r.chunkIs(k, "by") {
		return q, false
	}
	say := k + 1
	q.subject = r.subjectOf(q.vg, 0)
	if say < len(r.chunks) && r.chunks[say].kind == chunkVG && r.isCueVerb(say) {
		q.cue.end = r.chunks[say].end
		k = say + 1
	}
	end := q.cue.end
	if by := r.byPhrase(k); by >= 0 {
		medium := r.mediumAt(by)
		if !medium.empty() {
			q.via = append(q.via, via{span{r.chunks[by-1].first, medium.end}, medium})
			end = max(end, medium.end)
			if say := medium.end; say+1 < len(r.ts) && r.is(say, "as") && r.ts[say+1].tag == tagIng {
				end = say + 2
			}
		}
	}
	q.unit = span{q.cue.first, end}
	if !q.subject.empty() && !q.subject.elided && !q.subject.relative {
		q.unit.first = min(q.unit.first, q.subject.first)
	}
	if q.subject.empty() {
		return q, false
	}
	sayEntry, _ := lexicon.Cue("say")
	q.entry = sayEntry
	q.core = true
	q.class = lexicon.Say
	if r.isParenthetical(&q) && r.contentLeft(&q, q.unit.first) {
		return q, true
	}
	return q, r.contentRight(&q, q.unit.end)
}
