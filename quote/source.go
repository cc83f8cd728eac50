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
	}
	if c.kind == chunkMark && isDash(r.ts[c.first].key) {
		return r.beforeDashes(j)
	}
	return subject{}
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
	if c.end-c.first > 1 || c.modal >= 0 {
		return false
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
	if p-1 < lo || r.chunks[p].kind != chunkCoord || r.chunks[p-1].kind != chunkNP {
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
	if best < 0 {
		return r.elided(j, lo, depth)
	}
	for best < j && (r.chunks[best].kind == chunkCoord || r.chunks[best].kind == chunkAdv) {
		best++
	}
	return subject{span: span{r.chunks[best].first, r.chunks[j].first}}
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
		if start == lo {
			break
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
	for lo < hi && (r.chunks[lo].kind == chunkCoord || r.chunks[lo].kind == chunkAdv) {
		lo++
	}
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
		if r.chunks[k].kind == chunkVG && r.chunks[k].form == finite && !r.isReduced(k) {
			return clauseSegment
		}
	}
	if c.kind != chunkNP || r.isTemporal(c) || r.ts[c.main].tag == tagNum {
		return asideSegment
	}
	return nominalSegment
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
	return subject{span: span{r.chunks[r.headBefore(k, lo)].first, end}, relative: true}
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
	if p := k - 1; p-1 >= lo && r.chunks[p].kind == chunkPrep && r.chunks[p-1].kind == chunkNP {
		return p - 1
	}
	return k
}

// elided takes the subject of the last finite verb before chunk j: "Lee left
// and said".
func (r *reader) elided(j, lo, depth int) subject {
	first := int(r.chunk[r.sentence(r.chunks[j].first).First])
	in := r.ts[r.chunks[j].first].in
	for k := j - 1; k >= first; k-- {
		c := &r.chunks[k]
		if r.ts[c.first].in != in {
			return subject{}
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

// controller takes the subject of the verb that governs an infinitive: "Lee is
// expected to say".
func (r *reader) controller(j, lo, depth int) subject {
	for k := j; k >= lo; k-- {
		switch c := &r.chunks[k]; {
		case c.kind == chunkVG && c.form != gerund:
			return r.subjectOf(k, depth+1)
		case c.kind == chunkAdj || c.kind == chunkAdv || c.kind == chunkNP && k == j || r.chunkIs(k, "as"):
		default:
			return subject{}
		}
	}
	return subject{}
}

// subjectOfParticiple: "a statement saying", "Lee left, adding", "by saying".
func (r *reader) subjectOfParticiple(vg, j, lo, depth int) subject {
	c := &r.chunks[j]
	switch {
	case c.kind == chunkNP && !r.isTemporal(c):
		if r.chunks[vg].form == participle {
			return subject{}
		}
		start := r.phraseStart(j, lo)
		if start > lo && r.chunks[start-1].kind == chunkVG && r.chunks[start-1].form == finite {
			start = j
		}
		return subject{span: span{r.chunks[start].first, c.end}}
	case r.isComma(j) || c.kind == chunkPrep || c.kind == chunkCoord || c.kind == chunkVG || c.kind == chunkAdv || c.kind == chunkNP:
		return r.elided(j+1, lo, depth)
	}
	return subject{}
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
	case "for", "at", "with", "from", "of", "in", "on", "to":
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
