// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"

	"hearsay/lexicon"
)

// Nouns that report: "Lee's claim that it rained", "the ministry has evidence
// that", "opposition to the plan".

// nominal reads the relation of the noun phrase at chunk k.
func (r *reader) nominal(k int) (relation, bool) {
	c := &r.chunks[k]
	head := &r.ts[c.main]
	class, ok := nominalClass(head)
	if q, found := r.answer(k); found {
		return q, true
	}
	if !ok || c.main != c.end-1 || k+1 >= len(r.chunks) || r.sent[r.chunks[k+1].first] != r.sent[c.first] {
		return relation{}, false
	}
	q := relation{vg: -1, that: -1, cue: r.nounCue(c), class: class}
	q.subject = r.owner(c)
	if q.subject.empty() && class > lexicon.Claim {
		return q, false // "the idea that" is nobody's
	}
	q.unit = span{c.first, c.end}
	if r.chunks[k+1].kind == chunkThat {
		q.core = !q.subject.empty() && class <= lexicon.Claim
		return q, r.nominalClause(&q, k+1)
	}
	if q.subject.empty() {
		return q, false
	}
	return q, r.nominalPhrase(&q, k+1)
}

// answer reads "her answer was short: “No.”" and "his verdict? “Never.”" at chunk k.
func (r *reader) answer(k int) (relation, bool) {
	c := &r.chunks[k]
	if c.kind != chunkNP || c.main != c.end-1 || !isAnswer(r.ts[c.main].key) {
		return relation{}, false
	}
	open := r.quoteMarkAhead(c.end) + 1
	for i := c.end; open == 1 && i < len(r.ts) && i < c.end+4 && (r.ts[i].tag == tagBe || r.ts[i].tag == tagAdj || r.ts[i].tag == tagNoun || r.ts[i].tag == tagAdv || r.is(i, ":")); i++ {
		if r.is(i, ":") && r.isOpen(i+1) {
			open = i + 1
		}
	}
	if r.is(c.end, "?") && r.isOpen(c.end+1) && r.sentence(c.first).First == c.first {
		open = c.end + 1
	}
	q := relation{vg: -1, that: -1, core: true, cue: r.nounCue(c), subject: r.owner(c), unit: span{c.first, c.end}}
	if open == 1 || q.subject.empty() {
		return q, false
	}
	s := &r.stretches[r.ts[open].in]
	first, end := s.tokens()
	q.content = []span{{first, end}}
	if s.used {
		return q, false
	}
	s.used = true
	r.takeNext(&q, s)
	return q, true
}

// isAnswer reports nouns for an utterance that a colon may give in full.
func isAnswer(key string) bool {
	switch key {
	case "answer", "answers", "reply", "response", "message", "verdict", "advice", "explanation", "comment", "words", "warning", "conclusion", "retort", "plea":
		return true
	}
	return false
}

// nominalClass looks a noun up as it stands and without its plural s.
func nominalClass(t *token) (lexicon.Class, bool) {
	if t.tag != tagNoun {
		return 0, false
	}
	if c, ok := lexicon.NominalCue(t.key); ok {
		return c, true
	}
	return lexicon.NominalCue(strings.TrimSuffix(t.key, "s"))
}

// nounCue is the noun with the adjectives before it, without determiner and
// owner.
func (r *reader) nounCue(c *chunk) span {
	first := c.main
	for first > c.first && (r.ts[first-1].tag == tagAdj || r.ts[first-1].tag == tagNoun) {
		first--
	}
	return span{first, c.end}
}

// owner is whose claim it is: "Lee's claim", "his claim". The 's stays with
// the name, as readers see it.
func (r *reader) owner(c *chunk) subject {
	for i := c.main - 1; i > c.first; i-- {
		if r.ts[i].tag == tagPoss || r.isPluralPoss(c.first, i) {
			return subject{span: span{c.first, i + 1}}
		}
	}
	if t := &r.ts[c.first]; t.kind.Has(lexicon.Possessive) && t.key != "your" && t.key != "its" {
		return subject{span: span{c.first, c.first + 1}}
	}
	return subject{}
}

// nominalClause takes the clause behind "that", up to the verb of the sentence
// around it: "Claims that 40 died were denied".
func (r *reader) nominalClause(q *relation, k int) bool {
	q.that = r.chunks[k].first
	first := k + 1
	limit := r.contentLimit(q, q.cue.end)
	if first >= limit {
		return false
	}
	start := r.chunks[first].first
	stop := r.contentEnd(q, start, limit)
	verbs := 0
	for p := first; p < limit && r.chunks[p].first < stop; p++ {
		switch c := &r.chunks[p]; c.kind {
		case chunkVG:
			if c.form != finite {
				continue
			}
			if verbs++; verbs == 2 {
				stop = c.first
			}
		case chunkCoord, chunkRel, chunkThat, chunkSub, chunkWh:
			verbs = -len(r.chunks) // a clause in the clause: no telling
		}
	}
	stop = r.trimEnd(start, stop)
	q.content = []span{{start, stop}}
	return stop > start
}

// nominalPhrase takes "for calm" of "Odum's call for calm".
func (r *reader) nominalPhrase(q *relation, k int) bool {
	c := &r.chunks[k]
	key := r.ts[c.first].key
	if c.kind != chunkPrep || !leadsStance(key) {
		return false
	}
	limit := r.contentLimit(q, q.cue.end)
	if k+1 >= limit || r.chunks[k+1].kind != chunkNP && r.chunks[k+1].kind != chunkVG {
		return false
	}
	stop := r.objectEnd(q, c.first, limit)
	for p := k + 1; p < limit && r.chunks[p].first < stop; p++ {
		if r.chunks[p].kind == chunkVG && r.chunks[p].form == finite && r.chunks[p-1].kind != chunkRel {
			stop = r.chunks[p].first
		}
	}
	stop = r.trimEnd(c.first, stop)
	q.content = []span{{c.first, stop}}
	return stop > c.first
}

// leadsStance lists the prepositions between a noun of speech and its object.
func leadsStance(prep string) bool {
	switch prep {
	case "for", "of", "on", "to", "about", "against", "over":
		return true
	}
	return false
}

// evidence reads "Oslo has intelligence that the convoy was hit" at verb group
// k: it tells what somebody holds, not that he said it.
func (r *reader) evidence(k int) (relation, bool) {
	c := &r.chunks[k]
	if c.kind != chunkVG || r.ts[c.main].tag != tagHave || k+2 >= len(r.chunks) || r.chunks[k+1].kind != chunkNP || r.chunks[k+2].kind != chunkThat {
		return relation{}, false
	}
	n := &r.chunks[k+1]
	switch r.ts[n.main].key {
	case "intelligence", "evidence", "information", "proof", "indications", "reports", "knowledge", "data", "confirmation":
	default:
		return relation{}, false
	}
	q := relation{vg: k, that: r.chunks[k+2].first, class: lexicon.Show, cue: span{c.first, n.end}}
	q.subject = r.subjectOf(k, 0)
	q.unit = r.unitOf(&q)
	limit := r.contentLimit(&q, q.cue.end)
	if k+3 >= limit {
		return q, false
	}
	start := r.chunks[k+3].first
	stop := r.contentEnd(&q, start, limit)
	q.content = []span{{start, stop}}
	return q, stop > start
}

// poll reads "In a survey on Monday, half said no": the figures are the
// survey's.
func (r *reader) poll(k int) (relation, bool) {
	c := &r.chunks[k]
	if c.kind != chunkPrep || r.ts[c.first].key != "in" || k+2 >= len(r.chunks) || r.chunks[k+1].kind != chunkNP {
		return relation{}, false
	}
	n := &r.chunks[k+1]
	switch r.ts[n.main].key {
	case "poll", "survey":
	default:
		return relation{}, false
	}
	sent := r.sentence(c.first)
	if !r.startsClause(c.first, sent.First) {
		return relation{}, false
	}
	q := relation{vg: -1, that: -1, class: lexicon.Show, cue: span{c.first, c.end}, subject: subject{span: span{n.first, n.end}}, unit: span{c.first, n.end}}
	return q, r.accordingRight(&q, sent.End)
}
