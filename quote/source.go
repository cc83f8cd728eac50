// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// A span of tokens, half-open. The zero span is none.
type span struct{ first, end int }

func (s span) empty() bool { return s.end <= s.first }

// A subject is who a verb is said of.
type subject struct {
	span
	elided   bool // taken over from an earlier verb
	relative bool // the antecedent of "who"
}

// maxDepth bounds how many verbs a missing subject is followed through.
const maxDepth = 4

// subjectOf finds the subject of verb group vg (a chunk index) to its left,
// within its sentence and within its quotation. The zero subject is none.
func (r *reader) subjectOf(vg, depth int) subject {
	if depth > maxDepth {
		return subject{}
	}
	if form := r.chunks[vg].form; (form == gerund || form == participle) && r.leadsIn(vg) {
		return r.mainSubject(vg, depth)
	}
	lo := r.boundary(vg)
	j := r.skipAside(vg-1, lo)
	if j < lo {
		return subject{}
	}
	c := &r.chunks[j]
	switch {
	case r.chunks[vg].form == gerund || r.chunks[vg].form == participle:
		return r.subjectOfParticiple(vg, j, lo, depth)
	case r.chunks[vg].form == infinitive:
		return r.controller(j, lo, depth)
	case c.kind == chunkRel:
		return r.antecedent(j, lo)
	case c.kind == chunkCoord:
		return r.elided(j, lo, depth)
	case c.kind == chunkNP:
		return r.plainSubject(j, lo, vg)
	case r.isComma(j) || r.isCloseParen(j):
		return r.headOfAside(j, lo, vg, depth)
	case c.kind == chunkVG:
		if head := r.beforeVerb(j, lo); head >= 0 && c.form != infinitive { // "those polled said"
			return subject{span: span{r.chunks[r.phraseStart(head, lo)].first, c.end}}
		}
		if head := r.beforeRelative(j, lo); head >= 0 {
			return subject{span: span{r.chunks[r.phraseStart(head, lo)].first, c.end}}
		}
	}
	if c.kind == chunkMark && isDash(r.ts[c.first].key) {
		return r.beforeDashes(j)
	}
	return subject{}
}

// beforeRelative is the noun phrase whose relative clause ends in the verb at chunk
// j: "a woman who asked not to be named said".
func (r *reader) beforeRelative(j, lo int) int {
	for k := j - 1; k > lo; k-- {
		switch c := &r.chunks[k]; c.kind {
		case chunkRel:
			if r.chunks[k-1].kind == chunkNP {
				return k - 1
			}
			return -1
		case chunkMark, chunkSub, chunkThat, chunkCoord:
			return -1
		}
	}
	return -1
}

// beforeDashes finds the subject before an aside in dashes: "Lee — and some of
// his friends — say".
func (r *reader) beforeDashes(j int) subject {
	first := int(r.chunk[r.sentence(r.chunks[j].first).First])
	for k := j - 1; k > first; k-- {
		c := &r.chunks[k]
		if c.kind == chunkMark && isDash(r.ts[c.first].key) && r.chunks[k-1].kind == chunkNP {
			return r.plainSubject(k-1, r.boundary(k), k)
		}
		if r.isOpen(c.first) || r.isClose(c.first) {
			break
		}
	}
	return subject{}
}

// leadsIn reports a participle behind "while", "after", "by" and the like.
func (r *reader) leadsIn(vg int) bool {
	if vg == 0 || r.sent[r.chunks[vg-1].first] != r.sent[r.chunks[vg].first] {
		return false
	}
	p := &r.chunks[vg-1]
	return p.kind == chunkSub || p.kind == chunkPrep && r.ts[p.first].tag == tagPrep
}

// mainSubject is the subject of the main clause around "while saying": before
// it, or behind the comma when it stands in front.
func (r *reader) mainSubject(vg, depth int) subject {
	if s := r.elided(vg-1, vg-1, depth); !s.empty() {
		return s
	}
	sent := r.sentence(r.chunks[vg].first)
	if !r.startsClause(r.chunks[vg-1].first, sent.First) {
		return subject{}
	}
	for k := vg + 1; k+1 < len(r.chunks) && r.chunks[k].first < sent.End; k++ {
		if r.isComma(k) && r.chunks[k+1].kind == chunkNP && r.clauseAhead(k+1) {
			s := r.following(k+1, true)
			s.elided = !s.empty()
			return s
		}
	}
	return subject{}
}

// boundary returns the first chunk that may belong to the clause of vg: behind
// the start of the sentence, a quote mark, a semicolon, a colon, a dash or a
// conjunction that leads in a clause.
func (r *reader) boundary(vg int) int {
	first := int(r.chunk[r.sentence(r.chunks[vg].first).First])
	last := vg - 1
	if last >= first && isDash(r.ts[r.chunks[last].first].key) && r.chunks[last].kind == chunkMark {
		last-- // the aside before the verb
	}
	for k := last; k >= first; k-- {
		c := &r.chunks[k]
		switch c.kind {
		case chunkSub, chunkThat, chunkWh:
			return k + 1
		case chunkMark:
			if r.isHardMark(k) {
				return k + 1
			}
		}
	}
	return first
}

func (r *reader) isComma(k int) bool { return r.chunkIs(k, ",") }

func (r *reader) isCloseParen(k int) bool { return r.chunkIs(k, ")") }

// chunkIs reports whether chunk k is the single word.
func (r *reader) chunkIs(k int, key string) bool {
	return k >= 0 && k < len(r.chunks) && r.chunks[k].end == r.chunks[k].first+1 && r.ts[r.chunks[k].first].key == key
}

// skipAside walks left over adverbs and times between subject and verb:
// "Lee on Tuesday said", "Lee later said".
func (r *reader) skipAside(j, lo int) int {
	for j >= lo {
		c := &r.chunks[j]
		switch {
		case c.kind == chunkAdv:
			j--
		case r.isTemporal(c) && j-1 >= lo && r.chunks[j-1].kind == chunkPrep && j-2 >= lo:
			j -= 2
		case r.isTemporal(c) && j-1 >= lo && (r.chunks[j-1].kind == chunkNP || r.isComma(j-1)):
			j--
		default:
			return j
		}
	}
	return j
}

// plainSubject is the noun phrase that ends at chunk j with what hangs on it.
func (r *reader) plainSubject(j, lo, vg int) subject {
	if s := r.openApposition(j, lo); !s.empty() {
		return subject{span: s}
	}
	start := r.phraseStart(j, lo)
	if start-1 >= lo && r.chunks[start-1].kind == chunkPrep && !r.leadsClause(start-1) {
		return subject{}
	}
	end := r.chunks[j].end
	first := r.chunks[start].first
	if list := r.listStart(start, lo); list < start {
		first = r.chunks[list].first
	}
	return subject{span: span{first, end}}
}

// headOfAside finds the subject in front of what stands between commas before
// the verb: "Lee, 45, a teacher who lives here, said".
func (r *reader) headOfAside(j, lo, vg, depth int) subject {
	if r.isCloseParen(j) {
		if head := r.beforeParen(j, lo); head >= 0 {
			s := r.plainSubject(head, lo, vg)
			s.end = r.chunks[j].end
			return s
		}
		return subject{}
	}
	best := r.nominalSegmentBefore(j, lo)
	if hard := r.hardBoundary(vg); best < 0 && hard < lo {
		best = r.nominalSegmentBefore(j, hard) // the aside holds a clause itself
	}
	if late := r.lateSubject(j, lo); late >= 0 {
		best = late
	}
	if best < 0 {
		return r.elided(j, lo, depth)
	}
	best = r.pastSetting(best, j)
	end := j
	for k := j - 1; k > best && (r.chunks[k].kind == chunkAdv || r.isComma(k)); k-- {
		if r.isComma(k) {
			end = k // "Lee, however, said"
		}
	}
	return subject{span: span{r.chunks[best].first, r.chunks[r.looseAside(best, end)].first}}
}

// lateSubject is the noun phrase of a clause that begins behind another one, when only
// asides stand between it and the comma at chunk j: "It came after Lee, citing officials,
// reported"; or -1. Directly behind a verb ("fell after Lee, ill with fever, said") the aside
// must be a relative clause: "fell after Lee, who joined in May, said".
func (r *reader) lateSubject(j, lo int) int {
	first := j
	for k := j - 1; k >= lo; k-- {
		if r.isComma(k) {
			if r.segment(k+1, first) != asideSegment {
				return -1
			}
			first = k
		}
	}
	for k := first - 1; first < j && k > lo && k > first-maxLate; k-- {
		c := &r.chunks[k]
		if c.kind == chunkPrep && r.leadsClause(k) && (r.chunks[k-1].kind != chunkVG || r.chunks[first+1].kind == chunkRel) {
			if r.segment(k+1, first) == nominalSegment {
				return k + 1
			}
			return -1
		}
		if c.kind == chunkVG || c.kind == chunkMark {
			return -1
		}
	}
	return -1
}

// maxLate bounds such a noun phrase, in chunks.
const maxLate = 6

// looseAside returns the first comma of chunks [first, end) that a preposition
// follows, or end: what "Lee, for her part, said" puts there is not of the name.
func (r *reader) looseAside(first, end int) int {
	for k := first + 1; k+1 < end; k++ {
		if r.isComma(k) {
			if r.chunks[k+1].kind == chunkPrep {
				return k
			}
			break
		}
	}
	return end
}

// nominalSegmentBefore returns the first chunk of the leftmost segment between
// commas that can be a subject, looking left from the comma at chunk j over
// asides, or -1.
func (r *reader) nominalSegmentBefore(j, lo int) int {
	best := -1
	hi := j // the segment is [start, hi)
	for hi > lo {
		start := hi
		for start > lo && !r.isComma(start-1) {
			start--
		}
		kind := r.segment(start, hi)
		if kind == clauseSegment {
			break
		}
		if kind == nominalSegment {
			best = start
		}
		if start == lo || best == start && r.chunks[start].kind == chunkCoord && r.isVerbBetween(lo, start) {
			break // "…, and the Speaker, Lee, said" is a clause of its own
		}
		hi = start - 1
	}
	return best
}

// hardBoundary is boundary without regard to conjunctions.
func (r *reader) hardBoundary(vg int) int {
	first := int(r.chunk[r.sentence(r.chunks[vg].first).First])
	for k := vg - 1; k >= first; k-- {
		if r.isHardMark(k) {
			return k + 1
		}
	}
	return first
}

// isHardMark reports the marks that no subject reaches across.
func (r *reader) isHardMark(k int) bool {
	c := &r.chunks[k]
	if c.kind != chunkMark {
		return false
	}
	key := r.ts[c.first].key
	if key == ":" && r.openParen(c.first) >= 0 && !r.hasMark(r.openParen(c.first), c.first, ")") {
		return false // "Merrow Inc. (NASDAQ: MRW) said"
	}
	hard := isQuoteKey(key) || key == ";" || key == ":" || isDash(key) || key == "?" || key == "!" || key == "["
	return hard && !r.softMark(c.first)
}

type segmentKind uint8

const (
	asideSegment   segmentKind = iota // "who lives here", "speaking in Orta"
	nominalSegment                    // "Lee", "the head of the port"
	clauseSegment                     // has a verb of its own
)

// segment says what the chunks between two commas are.
func (r *reader) segment(lo, hi int) segmentKind {
	lo = r.pastSetting(lo, hi)
	if lo >= hi {
		return asideSegment
	}
	c := &r.chunks[lo]
	switch {
	case c.kind == chunkRel || c.kind == chunkPrep || c.kind == chunkSub || c.kind == chunkAdj && r.ts[c.first].tag != tagDet:
		return asideSegment
	case c.kind == chunkVG && c.form != finite:
		return asideSegment
	}
	for k := lo; k < hi; k++ {
		if r.chunks[k].kind == chunkRel {
			break
		}
		if r.chunks[k].kind == chunkVG && r.chunks[k].form == finite && (k == hi-1 && k > lo || !r.isReduced(k)) {
			return clauseSegment // "talks failed" is one, "officials briefed on it" may be none
		}
	}
	if c.kind != chunkNP || r.isTemporal(c) || r.ts[c.main].tag == tagNum {
		return asideSegment
	}
	return nominalSegment
}

// startsIndefinite reports a noun phrase that may tell what the one before it is.
func (r *reader) startsIndefinite(k int) bool {
	key := r.ts[r.chunks[k].first].key
	return key == "a" || key == "an" || key == "the"
}

// names1 reports a noun phrase that stands for one known person: a name, "his
// father".
func (r *reader) names1(k int) bool {
	c := &r.chunks[k]
	return r.ts[c.main].tag == tagName || r.ts[c.first].kind.Has(lexicon.Possessive)
}

// pastSetting passes what may stand in front of a subject: "and", "yesterday",
// "this week".
func (r *reader) pastSetting(k, hi int) int {
	for k < hi && (r.chunks[k].kind == chunkCoord || r.chunks[k].kind == chunkAdv ||
		k+1 < hi && r.chunks[k+1].kind == chunkNP && r.isTemporal(&r.chunks[k])) {
		k++
	}
	return k
}

// antecedent finds what "who" at chunk j stands for.
func (r *reader) antecedent(j, lo int) subject {
	k := j - 1
	if k >= lo && r.isComma(k) {
		k--
	}
	if k < lo {
		return subject{}
	}
	if r.isCloseParen(k) {
		k = r.beforeParen(k, lo)
	}
	if k < lo || r.chunks[k].kind != chunkNP {
		return subject{}
	}
	end := r.chunks[k].end
	first := r.headBefore(k, lo)
	if first+2 <= k && r.chunkIs(first+1, "of") && (r.chunkIs(first, "those") || r.chunkIs(first, "that")) {
		first += 2 // "at odds with those of Lee, who said"
	}
	if p := first - 2; p >= lo && r.isComma(first-1) && r.chunks[p].kind == chunkNP && !r.isTemporal(&r.chunks[p]) && r.startsIndefinite(first) && r.names1(p) {
		first = r.singleStart(p, lo) // "Lee, a docker, who"
	}
	return subject{span: span{r.chunks[first].first, end}, relative: true}
}

// elided takes the subject of the last finite verb before chunk j: "Lee left
// and said".
func (r *reader) elided(j, lo, depth int) subject {
	first := int(r.chunk[r.sentence(r.chunks[j].first).First])
	in := r.ts[r.chunks[j].first].in
	for k := j - 1; k >= first; k-- {
		c := &r.chunks[k]
		if at := r.ts[c.first].in; at != in {
			if at >= 0 && r.stretches[at].level > 0 || in >= 0 {
				return subject{}
			}
			continue // what is quoted in between
		}
		if c.kind == chunkVG && c.form == finite && !r.isEmbedded(k, first) {
			s := r.subjectOf(k, depth+1)
			s.elided = !s.empty()
			return s
		}
	}
	return subject{}
}

// isEmbedded reports a verb inside a clause that another verb or noun takes:
// "Odum said Lee was ill", "the view that Lee was ill", "Lee, who was ill".
func (r *reader) isEmbedded(k, first int) bool {
	for p := k - 1; p >= first; p-- {
		switch c := &r.chunks[p]; c.kind {
		case chunkRel, chunkThat, chunkWh, chunkSub:
			return true
		case chunkVG:
			v := r.ts[c.main].verb
			return v != nil && v.Cue != nil && v.Cue.Has(lexicon.That) && c.form == finite && r.clauseAhead(p+1)
		case chunkCoord:
			return false
		case chunkMark:
			if !r.passesClause(c.first) {
				return false
			}
		}
	}
	return false
}
