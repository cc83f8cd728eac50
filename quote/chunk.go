// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// A chunk is a run of tokens that acts as one: a noun phrase without what
// follows its noun, a verb group, or a single word or mark.
type chunk struct {
	kind       chunkKind
	first, end int
	// Of verb groups:
	main    int // the token of the full verb
	form    verbForm
	passive bool
	negated bool
	modal   int // token of the modal, or -1
}

type chunkKind uint8

const (
	chunkMark chunkKind = iota
	chunkNP
	chunkVG
	chunkPrep
	chunkSub
	chunkCoord
	chunkRel
	chunkWh
	chunkThat
	chunkAdv
	chunkAdj
)

type verbForm uint8

const (
	finite verbForm = iota + 1
	infinitive
	gerund
	participle
)

// cutChunks divides all tokens into chunks; none crosses a sentence.
func (r *reader) cutChunks() {
	r.chunk = make([]int32, len(r.ts))
	for _, s := range r.sents {
		for i := s.First; i < s.End; {
			c := r.nextChunk(i, s.End)
			for k := c.first; k < c.end; k++ {
				r.chunk[k] = int32(len(r.chunks))
			}
			r.chunks = append(r.chunks, c)
			i = c.end
		}
	}
}

// nextChunk reads the chunk that begins at token i.
func (r *reader) nextChunk(i, end int) chunk {
	if c, ok := r.verbGroup(i, end); ok {
		return c
	}
	if c, ok := r.nounPhrase(i, end); ok {
		return c
	}
	return chunk{kind: singleKind(r.ts[i].tag), first: i, end: i + 1}
}

// singleKind is the kind of a word that neither a verb group nor a noun phrase
// took.
func singleKind(t tag) chunkKind {
	switch t {
	case tagPrep, tagTo:
		return chunkPrep
	case tagSub:
		return chunkSub
	case tagCoord:
		return chunkCoord
	case tagRel:
		return chunkRel
	case tagWh:
		return chunkWh
	case tagThat:
		return chunkThat
	case tagAdv, tagNot:
		return chunkAdv
	case tagAdj, tagPart, tagDet:
		return chunkAdj
	case tagPoss:
		return chunkNP
	}
	return chunkMark
}

// verbGroup reads auxiliaries, adverbs between them and the verb:
// "has repeatedly said", "did not say", "to say", "being asked". An adverb may
// come first only when the verb follows at once ("also said").
func (r *reader) verbGroup(i, end int) (chunk, bool) {
	c := chunk{kind: chunkVG, first: i, main: -1, modal: -1}
	for k := i; k < end; k++ {
		switch t := r.ts[k].tag; {
		case t == tagNot:
			c.negated = true
		case t == tagAdv && (c.main < 0 || r.ts[c.main].tag < tagFin):
			if r.ts[k].kind.Has(lexicon.Temporal) || c.main < 0 && (isReflexive(r.ts[k].key) || r.ts[k].key == "there" || r.ts[k].key == "here") {
				return c.closed(r, k)
			}
		case t == tagTo && c.form == 0:
			c.form = infinitive
		case t == tagModal && c.main < 0:
			c.form, c.modal, c.main = finite, k, k
		case t.isVerb() && c.accepts(r, k):
			c.take(r, k)
		case c.main >= 0 && isFloating(r.ts[:end], k):
		case c.form == infinitive && k == c.first+1 && t == tagMark && isQuoteKey(r.ts[k].key) && k+1 < end && r.ts[k+1].tag == tagBase:
		default:
			return c.closed(r, k)
		}
	}
	return c.closed(r, end)
}

// accepts reports whether verb token k continues the group.
func (c *chunk) accepts(r *reader, k int) bool {
	if c.main < 0 {
		return true
	}
	last := r.ts[c.main].tag
	switch r.ts[k].tag {
	case tagBase:
		return last == tagModal || last == tagDo
	case tagBe, tagHave, tagDo:
		return last == tagModal || last == tagHave || last == tagBe
	case tagPart:
		return last == tagHave || last == tagBe
	case tagIng:
		return last == tagBe
	}
	return false
}

// take makes verb token k the main verb so far. The first verb decides the form
// of the whole: "has said" is finite, "having said" is not.
func (c *chunk) take(r *reader, k int) {
	t := r.ts[k].tag
	if c.form == 0 {
		c.form = formOf(&r.ts[k])
	}
	if t == tagPart && c.main >= 0 && r.ts[c.main].tag == tagBe && !r.isHas(c.main) {
		c.passive = true
	}
	c.main = k
}

// isHas reports the "'s" of "he's said", which stands for "has" before the
// participle of a verb of speech.
func (r *reader) isHas(i int) bool {
	v := r.ts[min(i+1, len(r.ts)-1)].verb
	return r.ts[i].key == "'s" && i > 0 && r.ts[i-1].kind.Has(lexicon.Subject) && r.ts[i-1].key != "it" && v != nil && v.Cue != nil && v.Cue.Class <= lexicon.Write
}

// formOf is the form that a verb gives its group when it comes first.
func formOf(t *token) verbForm {
	switch t.tag {
	case tagIng:
		return gerund
	case tagPart:
		return participle
	case tagBase:
		return infinitive
	case tagBe, tagHave, tagDo:
		switch t.key {
		case "being", "having", "doing":
			return gerund
		case "been", "done":
			return participle
		case "be":
			return infinitive
		}
	}
	return finite
}

// closed ends the group before token k, giving back adverbs behind the verb.
func (c chunk) closed(r *reader, k int) (chunk, bool) {
	if c.main < 0 {
		return c, false
	}
	for k-1 > c.main && !r.isNegation(k-1) {
		k--
	}
	c.end = k
	return c, true
}

func (r *reader) isNegation(i int) bool { return r.ts[i].tag == tagNot }

// nounPhrase reads determiners, adjectives and nouns up to the last noun:
// "the ministry's first deputy head", "two of Orta's"? no: "two", "of", ….
func (r *reader) nounPhrase(i, end int) (chunk, bool) {
	last := -1
	for k := i; k < end; k++ {
		t := &r.ts[k]
		if r.softMark(k) {
			continue
		}
		if !r.continuesNP(i, k) {
			break
		}
		if t.tag.isNominal() || t.tag == tagPoss || t.key == "%" {
			last = k
		}
		if t.tag == tagPron && !t.kind.Has(lexicon.Det) {
			break
		}
	}
	if last < 0 {
		return chunk{}, false
	}
	if r.softMark(last+1) && last+1 < end && r.isClose(last+1) {
		last++
	}
	return chunk{kind: chunkNP, first: i, end: last + 1, main: last}, true
}

// softMark reports the marks of a soft stretch, which a noun phrase looks
// through.
func (r *reader) softMark(k int) bool {
	if k >= len(r.ts) || r.ts[k].tag != tagMark || r.ts[k].in < 0 {
		return false
	}
	s := &r.stretches[r.ts[k].in]
	return (s.open == k || s.close == k) && r.isSoft(s)
}

// stretchIn reports whether a soft stretch lies inside the chunk.
func (r *reader) stretchIn(c *chunk) bool {
	for i := c.first + 1; i < c.end; i++ {
		if r.softMark(i) && r.isOpen(i) {
			return true
		}
	}
	return false
}

// continuesNP reports whether token k may belong to a noun phrase that began at
// token i.
func (r *reader) continuesNP(i, k int) bool {
	t := &r.ts[k]
	switch t.tag {
	case tagNoun, tagName, tagNum, tagAdj:
		return !r.isBreak(i, k)
	case tagPron:
		return k == i
	case tagDet:
		return k == i || r.ts[k-1].tag == tagDet || r.ts[k-1].tag == tagAdv
	case tagPoss:
		return k > i
	case tagAdv:
		return k+1 < len(r.ts) && (r.ts[k+1].tag == tagAdj || r.ts[k+1].tag == tagNum) && !t.kind.Has(lexicon.Temporal)
	case tagCoord:
		return t.key == "&" && k > i
	case tagIng:
		return k > i && r.ts[k-1].tag == tagPoss && r.ts[k].verb == nil
	case tagMark:
		return (t.key == "$" || t.key == "£" || t.key == "€" || t.key == "#") && k+1 < len(r.ts) ||
			t.key == "%" && k > i || t.key == "&" && k > i && r.ts[k-1].tag == tagName && k+1 < len(r.ts) && r.ts[k+1].caps || r.isMeasure(i, k) || t.key == "/" && k > i && r.ts[k-1].End == t.Start || r.isPluralPoss(i, k)
	}
	return false
}

// isMeasure reports the marks of feet and inches inside a noun phrase.
func (r *reader) isMeasure(i, k int) bool {
	return k > i && r.ts[k].in < 0 && r.ts[k-1].tag == tagNum && r.ts[k-1].End == r.ts[k].Start && isQuoteKey(r.ts[k].key)
}

// isPluralPoss reports the apostrophe of "the voters' rights".
func (r *reader) isPluralPoss(i, k int) bool {
	return k > i && r.ts[k].key == "'" && r.ts[k].in < 0 && r.ts[k-1].End == r.ts[k].Start
}

// isBreak reports that a new noun phrase begins at k although the words could
// go on: a weekday or "last week" behind a noun is an adverbial.
func (r *reader) isBreak(i, k int) bool {
	if k == i {
		return false
	}
	t, p := &r.ts[k], &r.ts[k-1]
	if (t.key == "last" || t.key == "next" || t.key == "earlier") && p.tag.isNominal() && k+1 < len(r.ts) && r.ts[k+1].kind.Has(lexicon.Temporal) {
		return true // "bosses last night"
	}
	if k+1 < len(r.ts) && t.caps && r.ts[k+1].tag == tagName && (lexicon.IsMediumWord(p.key) || t.key == "evening" || t.key == "morning") {
		return false // "the newspaper Evening Orta", "the Orta Evening Post"
	}
	if t.tag == tagName && p.tag == tagNoun && p.kind.Has(lexicon.Temporal) && !p.caps {
		return true // "at the time Lee", "this week Lee"
	}
	if t.tag == tagName && t.kind.Has(lexicon.Temporal) && p.tag != tagDet && p.tag != tagAdj && p.tag != tagPoss {
		return true
	}
	return p.tag == tagName && p.kind.Has(lexicon.Temporal) && isWeekday(p.key) && t.tag == tagName && !t.kind.Has(lexicon.Temporal) &&
		!(k == i+2 && r.ts[i].key == "the") // "the Sunday Beacon"
}

// isWeekday lists the days that stand as adverbials without a preposition.
func isWeekday(key string) bool {
	return lexicon.IsWeekday(key) || key == "yesterday" || key == "today"
}

// isTemporal reports noun phrases that say when: "Tuesday", "last week", "this
// year", "May 3".
func (r *reader) isTemporal(c *chunk) bool {
	if c.kind != chunkNP && c.kind != chunkAdv {
		return false
	}
	last := &r.ts[c.end-1]
	if last.tag == tagNum && c.end-c.first >= 2 {
		last = &r.ts[c.end-2]
	}
	if !last.kind.Has(lexicon.Temporal) {
		return false
	}
	if last.caps || c.kind == chunkAdv || isWeekday(last.key) {
		return true
	}
	first := c.first
	for first < c.end-1 && r.ts[first].tag == tagAdv {
		first++ // "only last week"
	}
	switch r.ts[first].key {
	case "last", "this", "next", "that", "every", "each", "earlier", "later", "one", "two", "three", "several", "some", "many", "a":
		return true
	}
	return r.ts[first].tag == tagNum
}
