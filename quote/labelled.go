// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/lexicon"
)

// Statements whose cue is a mark: headlines ("No deal – Lee (Orta)", "Lee: no
// deal") and signatures (“Never!” — Ann Lee); transcripts are in transcript.go.

// headlines reads the relation that the layout of a headline makes. The outlet
// in brackets at its end is where the words come from, never part of them.
func (r *reader) headlines() []relation {
	end := len(r.ts)
	for end > 0 && isEnd(r.ts[end-1].key) {
		end--
	}
	var medium via
	if r.is(end-1, ")") {
		if open := r.openParen(end - 1); open > 0 {
			medium = r.provenance(open, end)
			end = open
		}
	}
	for end > 0 && isEnd(r.ts[end-1].key) {
		end--
	}
	q, ok := r.signed(0, end)
	if !ok {
		q, ok = r.headed(0, end)
	}
	if !ok {
		q, ok = r.quotedHeadline(end)
	}
	if !ok {
		return nil
	}
	if !medium.name.empty() {
		q.via = append(q.via, medium)
		r.media.add(r.span(medium.name.first, medium.name.end).In(r.text))
		r.mentions = append(r.mentions, mention{name: r.mediumName(medium.name)})
	}
	return []relation{q}
}

// quotedHeadline reads “No deal” alone, and “No deal”: Lee walks out. Who speaks
// without being named here is left open.
func (r *reader) quotedHeadline(end int) (relation, bool) {
	if !r.isOpen(0) {
		return relation{}, false
	}
	s := &r.stretches[r.ts[0].in]
	q := relation{vg: -1, that: -1, core: true, doubt: 0.2, content: []span{{0, s.close + 1}}}
	if s.close < 0 || s.end-s.first <= softWords {
		return q, false
	}
	q.flag(hearsay.ImplicitCue)
	if r.is(s.close+1, ":") && s.close+2 < end {
		q.subject = subject{span: r.labelHead(s.close + 2)}
		s.used = !q.subject.empty()
		return q, s.used
	}
	s.used = s.close+1 >= end
	return q, s.used
}

// labelHead is the noun phrase at token i when it can speak. Only of English can that
// be told without a colon or verb that ends the phrase: “Nie!”: Falk geht.
func (r *reader) labelHead(i int) span {
	if r.lang != nil {
		return span{}
	}
	if c := &r.chunks[r.chunk[i]]; c.kind == chunkNP && r.canSpeak(span{i, c.end}) {
		return span{c.first, c.end}
	}
	return span{}
}

// openParen returns the token of the bracket that token i closes, or -1.
func (r *reader) openParen(i int) int {
	for k := i - 1; k >= 0 && k > i-maxLabel; k-- {
		if r.ts[k].key == "(" {
			return k
		}
	}
	return -1
}

// provenance reads the outlet of a trailing bracket: known, or a short name.
func (r *reader) provenance(open, end int) via {
	v := via{evidence: span{open, end}, name: r.outletIn(open+1, end-1)}
	if !v.name.empty() {
		return v
	}
	for i := open + 1; i < end-1; i++ {
		if !r.ts[i].caps && r.ts[i].tag != tagNum {
			return via{}
		}
	}
	v.name = span{open + 1, end - 1}
	return v
}

// maxLabel bounds the words of a name with its title in front of a colon or
// behind a dash.
const maxLabel = 9

// signed reads "No deal – Lee" within tokens [first, end).
func (r *reader) signed(first, end int) (relation, bool) {
	dash := -1
	for i := end - 1; i > first && i >= end-maxLabel; i-- {
		if isDash(r.ts[i].key) && r.ts[i-1].End < r.ts[i].Start {
			dash = i
			break
		}
	}
	if dash < 0 || !r.isLabel(dash+1, end) || !r.saysSomething(first, dash) {
		return relation{}, false
	}
	q := r.marked(dash, span{dash + 1, end})
	q.content = []span{{first, dash}}
	return q, true
}

// headed reads "Lee: no deal" within tokens [first, end).
func (r *reader) headed(first, end int) (relation, bool) {
	for i := first + 1; i < end && i <= first+maxLabel; i++ {
		if r.ts[i].key != ":" {
			continue
		}
		if !r.isLabel(first, i) || i+2 >= end || r.isRubricAt(i-1) || r.isTopic(i+1) || r.lang == nil && !r.canSpeak(span{r.lastPhrase(first, i), i}) {
			return relation{}, false
		}
		q := r.marked(i, span{first, i})
		q.content = []span{{i + 1, end}}
		return q, true
	}
	return relation{}, false
}

// lastPhrase is the first token of the phrase that heads a label: of "Lee of
// Orta" the one of "Lee".
func (r *reader) lastPhrase(first, end int) int {
	for i := first; i < end; i++ {
		if c := &r.chunks[r.chunk[i]]; c.kind == chunkNP {
			return c.first
		}
	}
	return first
}

// isTopic reports what explains a name rather than what its bearer says: "Storm
// Dagny: as it happened", "Norway: what we know".
func (r *reader) isTopic(i int) bool {
	t := &r.ts[i]
	return t.tag == tagSub || t.tag == tagWh || t.key == "as" || t.key == "what" || t.key == "who" || t.key == "full"
}

// marked is a relation whose cue is the mark at token i.
func (r *reader) marked(i int, source span) relation {
	return relation{vg: -1, that: -1, cue: span{i, i + 1}, class: lexicon.Say, core: true,
		subject: subject{span: source}, unit: span{min(source.first, i), max(source.end, i+1)}}
}

// isLabel reports a name, role or body without a verb.
func (r *reader) isLabel(first, end int) bool {
	if first >= end || end-first > maxLabel {
		return false
	}
	if r.lang != nil {
		p := polyglot{r, r.lang}
		return p.isLabel(first, end)
	}
	named := false
	for i := first; i < end; i++ {
		t := &r.ts[i]
		switch {
		case t.tag >= tagModal && !t.caps || isQuoteKey(t.key) || t.key == ";" || t.key == "?":
			return false
		case t.tag == tagName || t.caps && t.kind == 0:
			named = true
		default:
			_, role := lexicon.Role(t.In(r.text))
			named = named || role || lexicon.IsOrganizationWord(t.key) || lexicon.IsArtefact(t.key) || lexicon.IsAnonymous(t.key)
		}
	}
	return named
}

// isRubricAt reports a label that ends at token i as a rubric does: "Q&A".
func (r *reader) isRubricAt(i int) bool {
	return isRubric(r.ts[i].key) || r.is(i, "a") && r.is(i-1, "&")
}

// isRubric reports what heads a column rather than a statement.
func isRubric(key string) bool {
	switch key {
	case "text", "transcript", "latest", "exclusive", "video", "watch", "photos", "gallery", "breaking", "update", "updated", "analysis", "opinion",
		"live", "review", "listen", "correction", "note", "notice", "today", "yesterday", "pm", "am", "q", "vs", "quiz", "interview", "profile", "obituary", "factbox", "explainer", "explained", "recap", "podcast", "feature", "faq",
		"news", "politics", "business", "sport", "sports", "weather", "more", "related", "also", "debate", "election", "background":
		return true
	}
	return false
}

// saysSomething reports whether the words before a signature can be a
// statement: quoted, or with a verb.
func (r *reader) saysSomething(first, end int) bool {
	for i := first; i < end; i++ {
		if r.ts[i].tag >= tagModal || r.ts[i].in >= 0 || r.lang != nil && end-first >= minWords {
			return true
		}
	}
	return false
}

// minWords is how long a headline must be before a signature where verbs cannot
// be told.
const minWords = 3

// signatures reads “Never!” — Ann Lee, with nothing behind it.
func (r *reader) signatures() []relation {
	var out []relation
	for i := range r.stretches {
		s := &r.stretches[i]
		dash := s.close + 1
		if s.close < 0 || s.level > 0 || dash+1 >= len(r.ts) || !isDash(r.ts[dash].key) {
			continue
		}
		end := r.paras[s.para].end
		for end > dash && isEnd(r.ts[end-1].key) {
			end--
		}
		if end-dash > maxLabel || !r.isLabel(dash+1, end) || r.ts[dash+1].tag.isVerb() {
			continue
		}
		q := r.marked(dash, span{dash + 1, end})
		first, _ := s.tokens()
		q.content = []span{{first, s.close + 1}}
		s.used = true
		out = append(out, q)
	}
	return out
}

// quotedLabels reads “Lee: “No.”” and “Lee, outside the court: “No.”” at the start
// of a sentence: somebody, no verb, a colon and a quotation.
func (r *reader) quotedLabels() []relation {
	var out []relation
	for i := range r.stretches {
		s := &r.stretches[i]
		colon := s.open - 1
		if s.open < 1 || s.used || s.level > 0 || !r.is(colon, ":") {
			continue
		}
		source := r.labelSource(r.sentence(colon).First, colon)
		if source.empty() {
			continue
		}
		q := r.marked(colon, source)
		first, end := s.tokens()
		q.content = []span{{first, end}}
		s.used = true
		r.takeNext(&q, s)
		out = append(out, q)
	}
	return out
}

// labelSource is who speaks in front of the colon: the noun phrase that begins at
// token first, when it can speak and no verb says what it did.
func (r *reader) labelSource(first, colon int) span {
	k, last := int(r.chunk[first]), int(r.chunk[colon])
	if colon == first+1 && r.is(first, "another") || colon == first+2 && r.is(first, "a") && (r.is(first+1, "second") || r.is(first+1, "third")) {
		return span{first, colon} // "One wrote: “…” Another: “…”"
	}
	if colon-first > maxTurnLabel || k >= last || r.chunks[k].kind != chunkNP || !r.canSpeak(span{first, first + 1}) {
		return span{}
	}
	for p := k; p < last; p++ {
		if c := &r.chunks[p]; c.kind == chunkVG && (p == last-1 || c.form == finite && !r.isReduced(p)) || c.kind == chunkThat || c.kind == chunkSub {
			return span{}
		}
	}
	s := r.following(k, true).span
	if s.end > colon || isRubric(r.ts[s.end-1].key) {
		return span{}
	}
	return s
}

// maxTurnLabel bounds a label with what its bearer does: "Lee, speaking to
// reporters outside the court:".
const maxTurnLabel = 16
