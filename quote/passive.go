// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/lexicon"
)

// passive reads "was quoted as saying by RIA", "was accused by Lee of", "it is
// said that".
func (r *reader) passive(q relation) (relation, bool) {
	q.flag(hearsay.Passive)
	q.unit = q.cue
	k := q.vg + 1
	by := r.byPhrase(k)
	switch lemma := q.entry.Lemma; {
	case lemma == "expect" && k < len(r.chunks) && r.chunks[k].kind == chunkVG && r.chunks[k].form == infinitive:
		return q, false // a forecast of nobody's
	case lemma == "hear" && by >= 0:
		return q, false // "she was heard by the conductor"
	case lemma == "quote" || lemma == "cite" || lemma == "report" && r.chunkIs(k, "as"):
		return r.quotedAs(q, k)
	case r.impersonal(q.vg):
		return q, r.contentRight(&q, q.cue.end)
	case r.raises(&q, k):
		return r.raised(q, k)
	case q.class == lexicon.Deny && by >= 0:
		return r.passiveObject(q, by)
	case q.entry.Has(lexicon.Addressee|lexicon.Inf) && by > k+1 && r.chunks[k].kind == chunkVG && r.chunks[k].form == infinitive:
		return r.toldToBy(q, k, by)
	case q.entry.Has(lexicon.Addressee) && by == k+1 && r.isAskedBehind(by+1):
		return r.toldPassive(q, k, by)
	case q.entry.Has(lexicon.NeedsAddressee) || q.entry.Has(lexicon.Addressee) && by < 0:
		return r.toldPassive(q, k, by)
	case by >= 0:
		return r.passiveObject(q, by)
	}
	return q, false
}

// raises reports that what the subject is said to be or do follows at chunk k:
// "is believed to have", "is described as". "Is expected to" is a forecast.
func (r *reader) raises(q *relation, k int) bool {
	if k >= len(r.chunks) || r.chunks[q.vg].form != finite || r.sent[r.chunks[k].first] != r.sent[q.cue.first] {
		return false
	}
	c := &r.chunks[k]
	if r.chunkIs(k, "as") {
		return q.entry.Has(lexicon.ObjectAs) && q.entry.Lemma != "see"
	}
	told := q.entry.Has(lexicon.That) && !q.entry.Has(lexicon.Addressee) && q.class != lexicon.Order
	return c.kind == chunkVG && c.form == infinitive && r.ts[c.first].tag == tagTo && told &&
		(!q.entry.Has(lexicon.Inf) || q.entry.Lemma == "claim")
}

// raised takes the subject as the first fragment of the content.
func (r *reader) raised(q relation, k int) (relation, bool) {
	s := r.subjectOf(q.vg, 0)
	if s.empty() || s.elided {
		return q, false
	}
	limit := r.contentLimit(&q, q.cue.end)
	start := r.chunks[k].first
	stop := r.contentEnd(&q, start, limit)
	q.content = []span{s.span, {start, stop}}
	q.flag(hearsay.Interrupted)
	return q, stop > start && s.end <= q.cue.first
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
	} else if q.class == lexicon.Claim {
		q.core = false // "was accused of": a charge that nobody need have spoken
	}
	e := *q.entry
	e.Frames &^= lexicon.NeedsAddressee | lexicon.Addressee
	if by < 0 {
		e.Frames &^= lexicon.Object // "was promised a seat"
	}
	full := q.entry
	q.entry = &e
	ok := r.contentRight(&q, from)
	q.entry = full
	q.unit = span{q.cue.first, from}
	return q, ok
}

// toldToBy: "Lee was asked to resign by the union".
func (r *reader) toldToBy(q relation, k, by int) (relation, bool) {
	q.addressee = r.subjectOf(q.vg, 0).span
	q.subject = r.following(by, false)
	q.content = []span{{r.chunks[k].first, r.trimEnd(r.chunks[k].first, r.chunks[by-1].first)}}
	return q, !q.subject.empty() && !q.addressee.empty() && q.content[0].first < q.content[0].end
}

// isAskedBehind reports at chunk k what somebody is asked or told behind "by Lee": to do
// something, whether, why.
func (r *reader) isAskedBehind(k int) bool {
	if k >= len(r.chunks) || r.sent[r.chunks[k].first] != r.sent[r.chunks[k-1].first] {
		return false
	}
	c := &r.chunks[k]
	return c.kind == chunkVG && c.form == infinitive && r.ts[c.first].tag == tagTo || c.kind == chunkThat || c.kind == chunkWh || r.ts[c.first].tag == tagWh || r.is(c.first, "if") || r.is(c.first, "whether")
}

// quotesAs reads "Orta quotes an engineer as saying that": the object speaks,
// through the subject.
func (r *reader) quotesAs(q relation) (relation, bool) {
	object := r.following(q.vg+1, false)
	k := q.vg + 1
	for ; k+1 < len(r.chunks) && k < q.vg+maxClaim && r.sent[r.chunks[k].first] == r.sent[q.cue.first]; k++ {
		if r.chunkIs(k, "as") && r.chunks[k+1].kind == chunkVG && r.isCueVerb(k+1) {
			break
		}
	}
	if object.empty() || k+1 >= len(r.chunks) || !r.chunkIs(k, "as") || !r.isCueVerb(k+1) {
		return q, false
	}
	outlet := r.subjectOf(q.vg, 0)
	if m := r.mediumAt(int(r.chunk[outlet.first])); !outlet.empty() && !m.empty() {
		q.via = append(q.via, via{evidence: span{outlet.first, q.cue.end}, name: m})
	}
	q.subject = subject{span: span{object.first, r.chunks[k].first}}
	q.unit = span{q.cue.first, r.chunks[k+1].end}
	q.entry, q.class, q.core = r.ts[r.chunks[k+1].main].verb.Cue, lexicon.Say, true
	return q, r.contentRight(&q, q.unit.end)
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
		if r.addVia(&q, span{r.chunks[by-1].first, r.chunks[by].end}, span{r.chunks[by].first, r.chunks[by].end}) {
			end = max(end, r.chunks[by].end)
			if say := end; say+1 < len(r.ts) && r.is(say, "as") && r.ts[say+1].tag == tagIng {
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
