// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// leadsClause reports prepositions that lead in clauses as well: "after Lee
// said".
func (r *reader) leadsClause(k int) bool {
	t := &r.ts[r.chunks[k].first]
	return t.kind.Has(lexicon.Sub) && t.kind.Has(lexicon.Prep)
}

// phraseStart walks left from the noun phrase at chunk k over everything that
// modifies its head: "the head of the port", "people briefed on the plan",
// "the man who met her", "Lee and Odum". It returns the chunk of the head.
func (r *reader) phraseStart(k, lo int) int {
	for {
		next := r.modifies(k, lo)
		if next < 0 {
			next = r.coordinate(k, lo)
		}
		if next < 0 {
			return k
		}
		k = next
	}
}

// singleStart is phraseStart of one member of "Lee and Odum".
func (r *reader) singleStart(k, lo int) int {
	for next := r.modifies(k, lo); next >= 0; next = r.modifies(k, lo) {
		k = next
	}
	return k
}

// modifies returns the noun phrase that the one at chunk k hangs on, or -1.
func (r *reader) modifies(k, lo int) int {
	p := k - 1
	for p >= lo && r.chunks[p].kind == chunkAdv {
		p--
	}
	if p-1 < lo {
		return -1
	}
	head := r.beforeModifier(p-1, lo)
	switch c := &r.chunks[p]; c.kind {
	case chunkPrep:
		if r.leadsClause(p) {
			return -1
		}
		return head
	case chunkVG:
		return r.beforeVerb(p, lo)
	case chunkMark:
		if r.ts[c.first].key == ")" {
			return r.beforeParen(p, lo)
		}
	}
	return -1
}

// beforeModifier returns chunk k when it is a noun phrase, looking through an
// adjective or participle that takes a preposition ("people familiar with").
func (r *reader) beforeModifier(k, lo int) int {
	for k >= lo && (r.chunks[k].kind == chunkAdj || r.chunks[k].kind == chunkAdv) {
		k--
	}
	if k < lo {
		return -1
	}
	switch c := &r.chunks[k]; {
	case c.kind == chunkNP && !r.isTemporal(c):
		return k
	case c.kind == chunkNP && k-1 >= lo && r.chunks[k-1].kind == chunkPrep: // "published on Monday in"
		return r.beforeModifier(k-2, lo)
	case c.kind == chunkVG:
		return r.beforeVerb(k, lo)
	case r.isCloseParen(k):
		return r.beforeParen(k, lo)
	}
	return -1
}

// beforeVerb returns the noun phrase that a participle or relative clause hangs
// on whose verb is chunk p, or -1 when the verb is a main verb.
func (r *reader) beforeVerb(p, lo int) int {
	if p-1 < lo {
		return -1
	}
	prev := &r.chunks[p-1]
	if prev.kind == chunkRel {
		if p-2 >= lo && r.chunks[p-2].kind == chunkNP {
			return p - 2
		}
		return -1
	}
	if prev.kind == chunkPrep && r.chunks[p].form == gerund && !r.leadsClause(p-1) {
		return r.beforeModifier(p-2, lo) // "a man accused of hiding"
	}
	if prev.kind != chunkNP || r.isTemporal(prev) {
		return -1
	}
	switch c := &r.chunks[p]; c.form {
	case gerund, participle, infinitive:
		return p - 1
	case finite:
		if r.isReduced(p) {
			return p - 1
		}
	}
	return -1
}

// isReduced reports a past form that must be a participle ("officials briefed
// on the plan said"): it is the same as the participle and the verb reports no
// speech.
func (r *reader) isReduced(p int) bool {
	c := &r.chunks[p]
	v := r.ts[c.main].verb
	if t := r.ts[c.main].tag; c.end-c.first > 1 || t == tagModal || t == tagBe || t == tagHave || t == tagDo {
		return false
	}
	if p > 0 && r.chunks[p-1].kind == chunkNP && r.ts[r.chunks[p-1].main].kind.Has(lexicon.Subject) {
		return false // "they packed"
	}
	if v == nil {
		return true
	}
	return v.Forms&lexicon.Participle != 0 && v.Forms&lexicon.Base == 0 && (v.Cue == nil || !v.Cue.Has(lexicon.That))
}

// coordinate returns the start of the phrase left of the "and" before chunk k
// when both sides are one subject: nothing but that phrase stands before.
func (r *reader) coordinate(k, lo int) int {
	p := k - 1
	if p-1 < lo || r.chunks[p].kind != chunkCoord || r.chunks[p-1].kind != chunkNP || r.isTemporal(&r.chunks[p-1]) {
		return -1
	}
	start := r.singleStart(p-1, lo)
	if start == lo || r.isComma(start-1) && !r.isVerbBetween(lo, start) || r.chunks[start-1].kind == chunkAdv || r.chunks[start-1].kind == chunkCoord {
		return start
	}
	return -1
}

func (r *reader) isVerbBetween(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if r.chunks[k].kind == chunkVG && r.chunks[k].form == finite {
			return true
		}
	}
	return false
}

// beforeParen is the noun phrase before a bracket such as "(D-Ohio)".
func (r *reader) beforeParen(p, lo int) int {
	for k := p - 1; k >= lo && k > p-8; k-- {
		if r.chunkIs(k, "(") {
			if k-1 >= lo && r.chunks[k-1].kind == chunkNP {
				return k - 1
			}
			return -1
		}
	}
	return -1
}

// listStart extends "Odum and Lee" to "Berg, Odum and Lee".
func (r *reader) listStart(start, lo int) int {
	joined := false
	for k := start; k < len(r.chunks) && k < start+6 && !joined; k++ {
		joined = r.chunks[k].kind == chunkCoord
	}
	if !joined {
		return start
	}
	for start-2 >= lo && r.isComma(start-1) && r.chunks[start-2].kind == chunkNP && r.ts[r.chunks[start-2].main].tag == tagName && !r.isTemporal(&r.chunks[start-2]) {
		prev := r.phraseStart(start-2, lo)
		if prev > lo && !r.isComma(prev-1) {
			break
		}
		start = prev
	}
	return start
}

// headBefore takes "a spokesman for the port" as the antecedent, not "the port":
// persons speak.
func (r *reader) headBefore(k, lo int) int {
	if r.ts[r.chunks[k].main].tag == tagName {
		if p := k - 1; p-1 >= lo && r.chunks[p].kind == chunkPrep && r.ts[r.chunks[p].first].key == "of" && r.chunks[p-1].kind == chunkNP {
			return p - 1
		}
		return k
	}
	if p := k - 1; p-1 >= lo && r.chunks[p].kind == chunkPrep && r.chunks[p-1].kind == chunkNP && r.ts[r.chunks[k].main].tag == tagNoun && r.ts[r.chunks[p-1].main].tag != tagPron {
		return p - 1
	}
	return k
}

// following is the noun phrase behind an inverted verb or "according to", with
// what hangs on it: "Ann Lee, a teacher who lives here".
//
// In front of what is said ("According to Lee, the rain …") a noun phrase
// behind the comma is the beginning of that, unless it is closed by a comma.
func (r *reader) following(k int, inFront bool) subject {
	if k >= len(r.chunks) || r.chunks[k].kind != chunkNP {
		return subject{}
	}
	sent := r.sentence(r.chunks[k].first)
	first, end := r.chunks[k].first, r.chunks[k].end
	plain := r.ts[r.chunks[k].main].tag == tagName
	for k++; k < len(r.chunks) && r.chunks[k].first < sent.End; k++ {
		next := r.extend(k, plain)
		if next < 0 || r.isComma(k) && inFront && !r.isClosedAside(next) {
			break
		}
		if r.isComma(k) {
			plain = false
		}
		k = next
		end = r.chunks[k].end
	}
	return subject{span: span{first, end}}
}

// isClosedAside reports whether a comma follows chunk k and a clause follows
// that.
func (r *reader) isClosedAside(k int) bool {
	return r.isComma(k+1) && (r.clauseAhead(k+2) || k+2 < len(r.chunks) && r.isOpen(r.chunks[k+2].first))
}

// extend returns the last chunk of what hangs on the noun phrase before chunk
// k, or -1. Behind a bare name only "of" and "and" go on: "said Lee in Orta"
// tells where.
func (r *reader) extend(k int, plain bool) int {
	c := &r.chunks[k]
	key := r.ts[c.first].key
	nextNP := k+1 < len(r.chunks) && r.chunks[k+1].kind == chunkNP && !r.isTemporal(&r.chunks[k+1])
	switch {
	case c.kind == chunkPrep && nextNP && (key == "of" || !plain && hangsOn(key)):
		return k + 1
	case c.kind == chunkVG && !plain && (c.form == participle || r.isReduced(k)) && k+2 < len(r.chunks) && r.chunks[k+1].kind == chunkPrep && r.chunks[k+2].kind == chunkNP && !r.isComma(k-1):
		return k + 2 // "figures compiled by the group"
	case c.kind == chunkAdj && r.ts[c.first].tag == tagAdj && k+2 < len(r.chunks) && r.chunks[k+1].kind == chunkPrep && r.chunks[k+2].kind == chunkNP && !r.isComma(k-1):
		return k + 2 // "a person familiar with the matter"
	case c.kind == chunkCoord && key == "and" && nextNP && !r.clauseAhead(k+1):
		return k + 1
	case key == "(":
		for p := k + 1; p < len(r.chunks) && p < k+8; p++ {
			if r.chunkIs(p, ")") {
				return p
			}
		}
	case c.kind == chunkRel && !plain || key == "," && k+1 < len(r.chunks) && r.chunks[k+1].kind == chunkRel:
		return r.asideEnd(k + 1)
	case key == "," && nextNP && r.isApposition(k+1):
		return r.asideEnd(k + 1)
	}
	return -1
}

// hangsOn lists the prepositions that tie a place or body to a role: "a
// spokesman for the port", "the head of", "a professor at".
func hangsOn(prep string) bool {
	switch prep {
	case "for", "at", "with", "from", "of", "in", "on", "to", "by":
		return true
	}
	return false
}

// isApposition tells ", the minister" from the next clause.
func (r *reader) isApposition(k int) bool {
	if r.clauseAhead(k) {
		return false
	}
	t := &r.ts[r.chunks[k].first]
	return t.key == "a" || t.key == "an" || t.key == "the" || t.tag == tagDet || t.tag == tagNum || t.tag == tagNoun || t.tag == tagAdj || t.tag == tagName
}

// asideEnd returns the last chunk before the comma, dash, quote mark or end
// that closes an aside beginning at chunk k.
func (r *reader) asideEnd(k int) int {
	if k >= len(r.chunks) {
		return k - 1 // the text was cut off: "the minister, who"
	}
	sent := r.sentence(r.chunks[k].first)
	for ; k < len(r.chunks) && r.chunks[k].first < sent.End; k++ {
		c := &r.chunks[k]
		key := r.ts[c.first].key
		if c.kind == chunkMark && (key == "," || key == ";" || key == ":" || isDash(key) || isEnd(key) || isQuoteKey(key)) && !r.softMark(c.first) {
			return k - 1
		}
	}
	return k - 1
}
