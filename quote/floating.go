// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/lexicon"
)

// Quotations that no cue has claimed. Most go on from the one before:
//
//	“First,” Lee said. “Second.”        the same relation, one more fragment
//	“First,” Lee said.¶“Second.”        Lee again, without a cue
//	Lee was firm. “No deal.”            the subject of the sentence before
//
// The rest are terms, titles and signs, and no quotations at all.

// attach gives the unclaimed stretches to relations, or makes new ones.
func (r *reader) attach(rels []relation) []relation {
	last := -1 // the latest relation outside quotation marks, in this or the last paragraph
	next := 0
	order := r.byPosition(rels)
	for i := range r.stretches {
		s := &r.stretches[i]
		first := r.firstOf(s)
		for next < len(order) && rels[order[next]].cue.first < first {
			if q := &rels[order[next]]; r.ts[q.cue.first].in < 0 {
				last = order[next]
			}
			next++
		}
		if s.level > 0 || s.used || s.unopened || r.isClaimed(rels, s, last) || !r.isStatement(s) {
			continue
		}
		switch q := r.goesOn(rels, last, s); {
		case q != nil:
			first, end := s.tokens()
			q.content = append(q.content, span{first, end})
			q.flag(hearsay.Continued)
			s.used = true
		default:
			if q, ok := r.float(rels, last, s); ok {
				rels = append(rels, q)
				last = len(rels) - 1
				s.used = true
			}
		}
	}
	return rels
}

// byPosition returns the indices of relations in the order of their cues.
// Relations come from a walk over the chunks, so they are in order already
// except for those that other rules add.
func (r *reader) byPosition(rels []relation) []int {
	order := make([]int, len(rels))
	for i := range order {
		order[i] = i
	}
	sortBy(order, func(i int) int { return rels[i].cue.first })
	return order
}

// isClaimed reports whether the stretch lies in the content of a relation near
// it. Only content that begins before it can hold it.
func (r *reader) isClaimed(rels []relation, s *stretch, last int) bool {
	if last < 0 {
		return false
	}
	for _, c := range rels[last].content {
		if first := r.firstOf(s); first >= c.first && first < c.end {
			s.used = true
			return true
		}
	}
	return false
}

// isStatement tells speech from terms and titles: a sentence of its own, or
// words with a verb that end like one.
func (r *reader) isStatement(s *stretch) bool {
	first, end := r.firstOf(s), s.end
	no := r.is(end-1, "no.")
	if end-s.first < 2 && !no || s.end <= s.first {
		return false
	}
	whole := r.sentence(first).First == first || r.isClose(first-1) || r.is(first-1, ":")
	ends := no || isEnd(r.ts[end-1].key) || r.ts[end-1].key == "," || s.next
	return whole && (ends || s.close >= 0 && s.close+1 < len(r.ts) && isEnd(r.ts[s.close+1].key))
}

// goesOn returns the relation that the stretch continues: the last one, in the
// same paragraph, with nothing but marks between.
func (r *reader) goesOn(rels []relation, last int, s *stretch) *relation {
	if last < 0 || r.paraOf(rels[last].cue.first) != s.para {
		return nil
	}
	q := &rels[last]
	if !q.speaks() {
		return nil
	}
	end := q.extent().end
	if r.isGap(end, r.firstOf(s)) || r.isTail(end, r.firstOf(s)) {
		return q
	}
	return nil
}

// speaks reports relations that quoted sentences can go on from.
func (q *relation) speaks() bool {
	return q.entry == nil || q.entry.Has(lexicon.Quote) && q.entry.Has(lexicon.Core)
}

// isGap reports that only marks stand between two tokens.
func (r *reader) isGap(from, to int) bool {
	if from > to {
		return false
	}
	for i := from; i < to; i++ {
		if r.ts[i].tag != tagMark {
			return false
		}
	}
	return true
}

// isTail reports that what stands between is the rest of the sentence of the
// attribution: “First,” Lee said in Orta on Monday. “Second.”
func (r *reader) isTail(from, to int) bool {
	if from >= to || from == 0 || r.sent[from-1] != r.sent[to-1] || to-from >= maxTail {
		return false
	}
	for i := from; i < to; i++ {
		if k := int(r.chunk[i]); r.ts[i].tag == tagCoord && k+1 < len(r.chunks) && r.chunks[k+1].kind == chunkNP && r.clauseAhead(k+1) {
			return false // "…, and her husband cut in."
		}
	}
	return true
}

// maxTail bounds the words between an attribution and the quotation that goes
// on: beyond it another subject has most likely come up.
const maxTail = 40

// paraOf finds the paragraph of token i by bisection: texts of a hundred thousand
// paragraphs exist.
func (r *reader) paraOf(i int) int {
	lo, hi := 0, len(r.paras)
	for lo+1 < hi {
		mid := (lo + hi) / 2
		if r.paras[mid].first <= i {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// float makes a relation without a cue. In the paragraph behind a quotation the
// speaker goes on; behind a sentence about a person that person speaks.
func (r *reader) float(rels []relation, last int, s *stretch) (relation, bool) {
	first, end := s.tokens()
	q := relation{vg: -1, that: -1, content: []span{{first, end}}, core: true, unit: span{first, first}}
	q.flag(hearsay.ImplicitCue)
	p := r.paras[s.para]
	if name := r.signer(s, p.end); !name.empty() {
		q.subject = subject{span: name}
		q.doubt = 0.1
		return q, true
	}
	if first > p.first {
		q.subject = r.subjectOfSentence(first - 1)
		q.doubt = 0.3
		if q.subject.empty() && last >= 0 && r.paraOf(rels[last].cue.first) == s.para {
			q.subject = rels[last].subject
			q.subject.elided = true
		}
		return q, !q.subject.empty()
	}
	if r.is(end-1, "?") || s.close >= 0 && r.is(s.close-1, "?") {
		if last >= 0 && rels[last].entry != nil && isReply(rels[last].entry.Lemma) {
			return q, false // whoever asks may be the other
		}
	}
	if last >= 0 && s.para-r.paraOf(r.lastToken(&rels[last])) <= 1 && rels[last].speaks() && r.isSpoken(&rels[last]) {
		q.subject = rels[last].subject
		q.subject.elided = true
		q.flag(hearsay.Continued)
		q.doubt = 0.2
		return q, !q.subject.empty()
	}
	return q, false
}

// isReply reports verbs of whoever was asked.
func isReply(lemma string) bool { return lemma == "reply" || lemma == "answer" || lemma == "respond" }

// signer is the name that stands alone behind a quotation to the end of its
// paragraph: “Show me the fish.” Tom Rusk, skipper
func (r *reader) signer(s *stretch, end int) span {
	first := s.close + 1
	if s.close < 0 || first >= end || end-first > maxSigner || r.ts[first].tag != tagName || !isEnd(r.ts[s.close-1].key) {
		return span{}
	}
	for i := first; i < end; i++ {
		if r.ts[i].tag == tagFin || r.ts[i].tag == tagModal || r.ts[i].tag == tagBe || r.ts[i].tag == tagHave || r.ts[i].in >= 0 {
			return span{}
		}
	}
	for end > first && isEnd(r.ts[end-1].key) {
		end--
	}
	return span{first, end}
}

// maxSigner bounds a name with age, office and place.
const maxSigner = 16

// isSpoken reports a relation whose words are quoted, and said: behind "Our
// skippers say it rained" the next quotation may be anybody's answer.
func (r *reader) isSpoken(q *relation) bool {
	if q.vg >= 0 && r.chunks[q.vg].modal >= 0 {
		return false
	}
	for _, c := range q.content {
		for i := c.first; i < c.end; i++ {
			if r.isOpen(i) || r.isClose(i) {
				return true
			}
		}
	}
	return false
}

func (r *reader) lastToken(q *relation) int { return max(q.extent().end-1, 0) }

// subjectOfSentence is the subject of the main verb of the sentence that ends
// at token i, when it can speak.
func (r *reader) subjectOfSentence(i int) subject {
	sent := r.sentence(i)
	for k := int(r.chunk[sent.First]); k < len(r.chunks) && r.chunks[k].first < sent.End; k++ {
		if c := &r.chunks[k]; c.kind == chunkVG && c.form == finite && r.ts[c.first].in < 0 {
			if c.first == sent.First && r.is(sent.End-1, "?") && k+1 < len(r.chunks) && r.canSpeak(span{c.end, c.end + 1}) {
				return r.following(k+1, true) // "Would he stay?"
			}
			s := r.subjectOf(k, 0)
			if s.empty() || s.elided || !r.canSpeak(s.span) {
				return subject{}
			}
			return s
		}
	}
	return subject{}
}

// canSpeak reports whether the head of a noun phrase is a person or body: a
// name, a personal pronoun, a role or an organization.
func (r *reader) canSpeak(s span) bool {
	k := int(r.chunk[s.first])
	if r.chunks[k].kind != chunkNP {
		return false
	}
	t := &r.ts[r.chunks[k].main]
	switch t.tag {
	case tagName:
		return !t.kind.Has(lexicon.Temporal)
	case tagPron:
		return t.kind.Has(lexicon.Subject) && t.key != "it" && t.key != "you"
	}
	_, role := lexicon.Role(t.In(r.text))
	return role || lexicon.IsAnonymous(t.key) || lexicon.IsOrganizationWord(t.key)
}
