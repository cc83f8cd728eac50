// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// clauseAhead reports whether a clause begins at chunk k: a noun phrase with
// its modifiers and then a finite verb.
func (r *reader) clauseAhead(k int) bool {
	if k >= len(r.chunks) {
		return false
	}
	sent := r.sentence(r.chunks[k].first)
	nominal, relative := false, false
	for ; k < len(r.chunks) && r.chunks[k].first < sent.End; k++ {
		switch c := &r.chunks[k]; c.kind {
		case chunkNP:
			nominal = true
		case chunkRel:
			relative = true
		case chunkVG:
			if c.form == finite && !relative && !(nominal && r.isReducedBefore(k, sent.End)) {
				return nominal
			}
			if c.form == finite {
				relative = false
			}
		case chunkThat:
			if !nominal || relative {
				return false
			}
			relative = true // "speculation that it rained sent"
		case chunkSub, chunkWh:
			return false
		case chunkPrep:
			if nominal && r.leadsClause(k) && k+1 < len(r.chunks) && r.clauseAhead(k+1) {
				return false // "60,000 pots after Lee found one"
			}
		case chunkMark:
			if end := r.asideClosed(k, sent.End); nominal && end > 0 {
				k = end
				continue
			}
			if !r.passesClause(c.first) && !(nominal && (r.isOpen(c.first) || r.isClose(c.first))) {
				return false
			}
		}
	}
	return false
}

// asideClosed returns the comma that closes an aside which the comma at chunk k
// opens within a subject, when a verb follows: "the area, which was dry, was"; or 0.
func (r *reader) asideClosed(k, end int) int {
	if !r.isComma(k) {
		return 0
	}
	for p := k + 1; p+1 < len(r.chunks) && p < k+maxAside && r.chunks[p].first < end; p++ {
		if c := &r.chunks[p]; c.kind == chunkMark && !r.isComma(p) && !r.passesClause(c.first) {
			return 0
		}
		if !r.isComma(p) {
			continue
		}
		if v := &r.chunks[p+1]; v.kind == chunkVG && v.form == finite && !r.isCueVerb(p+1) && r.segment(k+1, p) != clauseSegment {
			return p
		}
	}
	return 0
}

// maxAside bounds an aside, in chunks.
const maxAside = 16

// passesClause reports marks that may stand inside a subject.
func (r *reader) passesClause(i int) bool {
	key := r.ts[i].key
	return r.softMark(i) || key == "<" || key == ">" || key == "(" || key == ")" || key == "$" || key == "%" || key == "'" || key == "-"
}

// isReducedBefore reports a past form followed by another finite verb in the
// same clause: "the plan announced Monday would".
func (r *reader) isReducedBefore(k, end int) bool {
	if !r.isReduced(k) {
		return false
	}
	for k++; k < len(r.chunks) && r.chunks[k].first < end; k++ {
		switch c := &r.chunks[k]; c.kind {
		case chunkVG:
			return c.form == finite
		case chunkMark, chunkCoord, chunkSub, chunkThat, chunkWh, chunkRel:
			return false
		}
	}
	return false
}

func (r *reader) hasMark(from, to int, key string) bool {
	for i := from; i < to; i++ {
		if r.ts[i].key == key {
			return true
		}
	}
	return false
}

// narrates reports whether the clause at chunk k is the reporter's own: it
// begins with a subject of its own, and its verb is as past as the cue.
func (r *reader) narrates(q *relation, k int) bool {
	if r.chunks[k].kind != chunkNP {
		return false
	}
	for ; k < len(r.chunks); k++ {
		c := &r.chunks[k]
		if c.kind == chunkVG && c.form == finite {
			return r.sameTense(q, k)
		}
		if c.kind == chunkMark && !r.passesClause(c.first) {
			return false
		}
	}
	return false
}

// sameTense: past verbs behind a past cue may be narration; "would", "had" and
// present forms go on reporting.
func (r *reader) sameTense(q *relation, k int) bool {
	c := &r.chunks[k]
	if c.modal >= 0 || r.ts[c.first].tag == tagHave {
		return false
	}
	return r.isPast(c) == (q.vg >= 0 && r.isPast(&r.chunks[q.vg]))
}

// isPast looks at the first verb of the group, which carries the tense. Forms
// that are past and present alike ("put") count as present.
func (r *reader) isPast(c *chunk) bool {
	t := &r.ts[c.first]
	for i := c.first; i < c.end; i++ {
		if r.ts[i].tag >= tagModal {
			t = &r.ts[i]
			break
		}
	}
	switch t.key {
	case "was", "were", "had", "did":
		return true
	}
	return t.verb != nil && t.tag == tagFin && t.verb.Forms&lexicon.Past != 0 && t.verb.Forms&lexicon.Base == 0
}

// isCueVerb reports verbs that assert speech; those of thinking and wanting
// stand inside what is said too often to end it.
func (r *reader) isCueVerb(k int) bool {
	c := &r.chunks[k]
	if c.kind != chunkVG || c.main < 0 {
		return false
	}
	v := r.ts[c.main].verb
	return v != nil && v.Cue != nil && v.Cue.Class <= lexicon.Claim && !c.passive
}

// isAttributionUnit reports "Lee said," or "said Lee." at chunk k: an
// attribution of its own behind the comma.
func (r *reader) isAttributionUnit(k, limit int) bool {
	for p := k; p < limit && p < k+8; p++ {
		c := &r.chunks[p]
		switch c.kind {
		case chunkNP, chunkPrep, chunkAdv, chunkCoord:
		case chunkVG:
			v := r.ts[c.main].verb
			if v == nil || v.Cue == nil || !v.Cue.Has(speechFrame) || c.form != finite || c.modal >= 0 {
				return false
			}
			if p == k {
				return p+1 < limit && r.chunks[p+1].kind == chunkNP && v.Cue.Has(lexicon.Inverts) && r.ts[c.first].tag != tagHave && !r.isObjectPronoun(p+1)
			}
			return p+1 >= limit || r.isUnitEnd(p+1, limit)
		default:
			return false
		}
	}
	return false
}

// isObjectPronoun reports "him", "them": nobody who speaks behind the verb. "her" may be
// "her lawyer".
func (r *reader) isObjectPronoun(k int) bool {
	c := &r.chunks[k]
	if c.end-c.first != 1 {
		return false
	}
	switch r.ts[c.first].key {
	case "him", "them", "me", "us", "her":
		return true
	}
	return false
}

// isUnitEnd reports that nothing is reported behind a verb: a mark, the end, or
// a time.
func (r *reader) isUnitEnd(k, limit int) bool {
	for k < limit {
		c := &r.chunks[k]
		switch {
		case c.kind == chunkMark:
			return r.ts[c.first].key != ":" && !(r.isComma(k) && k+1 < limit && r.isOpen(r.chunks[k+1].first))
		case c.kind == chunkSub:
			return true // "said when asked", "said as he left"
		case c.kind == chunkAdv || r.isTemporal(c):
			k++
		case c.kind == chunkPrep && k+1 < limit && r.chunks[k+1].kind == chunkNP:
			k += 2
			if k < limit && r.chunks[k].kind == chunkVG && (r.chunks[k].form == participle || r.chunks[k].form == gerund || r.isReduced(k)) {
				k++ // "in an interview published on Friday"
			}
		default:
			return false
		}
	}
	return true
}
