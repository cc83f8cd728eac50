// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"

	"hearsay/lexicon"
	"hearsay/prose"
)

// mediumAt returns the tokens that name an outlet in the noun phrase at chunk
// k, or none: an outlet of the lexicon, or a name next to a word such as
// "newspaper" or "news agency".
func (r *reader) mediumAt(k int) span {
	if k >= len(r.chunks) || r.chunks[k].kind != chunkNP {
		return span{}
	}
	c := &r.chunks[k]
	if s := r.outletIn(c.first, c.end); !s.empty() {
		return s
	}
	if s := r.namedMedium(c.first, c.end); !s.empty() {
		return s
	}
	return r.knownMedium(c.first, c.end)
}

// knownMedium finds a name that this article introduces as an outlet elsewhere:
// by a medium word, a dateline or a bracket in the headline.
func (r *reader) knownMedium(first, end int) span {
	for i := first; i < end; i++ {
		if r.ts[i].tag != tagName {
			continue
		}
		if _, honorific := lexicon.Honorific(r.ts[i].key); honorific {
			return span{}
		}
		s := r.names(i, end, 1)
		if !s.empty() && r.media[strings.TrimPrefix(prose.OneLine(r.span(s.first, s.end).In(r.text)), "The ")] {
			return s
		}
		if !s.empty() {
			return span{} // another name: "Tom Orta"
		}
	}
	return span{}
}

// learnMedia records the outlets that the article introduces, and the one that
// "the newspaper" must mean when there is no other.
func (r *reader) learnMedia() {
	introduced := map[string]bool{}
	for k := range r.chunks {
		c := &r.chunks[k]
		if c.kind != chunkNP {
			continue
		}
		s := r.namedMedium(c.first, c.end)
		if s.empty() {
			continue
		}
		name := strings.TrimPrefix(prose.OneLine(r.span(s.first, s.end).In(r.text)), "The ")
		r.media[name], introduced[name] = true, true
		if r.onlyMedium = name; len(introduced) > 1 {
			r.onlyMedium = ""
		}
	}
}

// isTheMedium reports "the newspaper", "the agency" alone at chunk k.
func (r *reader) isTheMedium(k int) bool {
	c := &r.chunks[k]
	return c.end == c.first+2 && r.ts[c.first].key == "the" && lexicon.IsMediumWord(r.ts[c.first+1].key)
}

// outletIn finds the longest outlet of the lexicon that is printed in tokens
// [first, end), trying what runs over the end as well ("Globe and Mail").
func (r *reader) outletIn(first, end int) span {
	for i := first; i < end; i++ {
		if !r.ts[i].caps && r.ts[i].key != "dpa" {
			continue
		}
		if i > first && r.ts[i-1].tag == tagName && r.ts[i-1].kind == 0 {
			if _, place := lexicon.PlaceOf(r.ts[i-1].In(r.text)); !place {
				continue // the surname in "Anna Reuters"
			}
		}
		for n := min(lexicon.LongestOutlet, len(r.ts)-i); n > 0; n-- {
			if r.sent[i+n-1] != r.sent[i] {
				continue
			}
			if _, ok := lexicon.Outlet(r.span(i, i+n).In(r.text)); ok {
				return span{i, i + n}
			}
		}
	}
	return span{}
}

// namedMedium finds the name beside a medium word: "newspaper Orta", "the Orta
// daily", "Orta TV".
func (r *reader) namedMedium(first, end int) span {
	word := -1
	for i := first; i < end; i++ {
		if t := &r.ts[i]; lexicon.IsMediumWord(t.key) && (t.tag != tagAdj || i+1 < end && r.ts[i+1].tag == tagName) {
			word = i
		}
	}
	if word < 0 {
		return span{}
	}
	if s := r.names(word+1, end, 1); !s.empty() {
		if r.ts[word].tag == tagName && !isFirstOf(r, word) {
			s.first = word // "Radio Aster"
		}
		return s
	}
	if !r.isPaper(word, first) {
		return span{}
	}
	if r.ts[word].caps && word > first { // "Orta Gazette"
		s := r.names(word-1, first-1, -1)
		if s.empty() {
			return span{}
		}
		return span{s.first, word + 1}
	}
	return r.names(r.lastName(word-1, first), first-1, -1)
}

// isFirstOf reports that only its place at the start capitalises token i.
func isFirstOf(r *reader, i int) bool { return r.sentence(i).First == i }

// isPaper reports a medium word that may follow its name; an agency must be one
// for news.
func (r *reader) isPaper(word, first int) bool {
	key := r.ts[word].key
	if key == "agency" || key == "agencies" || key == "service" {
		return word > first && (r.ts[word-1].key == "news" || r.ts[word-1].key == "press")
	}
	return lexicon.IsPaperWord(key)
}

// lastName steps left from i over "state", "news", "daily" to a name.
func (r *reader) lastName(i, first int) int {
	for i > first && r.ts[i].tag != tagName {
		switch r.ts[i].key {
		case "news", "press", "state", "daily", "weekly", "online", "television", "tv", "radio", "wire":
		default:
			return i
		}
		i--
	}
	return i
}

// names returns the run of names from token i in the given direction.
func (r *reader) names(i, stop, step int) span {
	from := i
	for i != stop && (r.ts[i].tag == tagName || r.softMark(i) || r.ts[i].tag == tagNum && i > from && step > 0) {
		if _, country := lexicon.PlaceOf(r.ts[i].In(r.text)); country {
			break
		}
		i += step
	}
	if i == from {
		return span{}
	}
	if step < 0 {
		return span{i + 1, from + 1}
	}
	return span{from, i}
}

// findVia records the media that the words of q came through.
func (r *reader) findVia(q *relation) {
	if !q.addressee.empty() && q.class == lexicon.Tell {
		r.addVia(q, span{q.cue.first, q.addressee.end}, q.addressee)
	}
	if !q.subject.empty() && !q.subject.elided {
		r.addVia(q, q.subject.span, q.subject.span)
	}
	r.interviewVia(q)
	r.accordingVia(q)
}

// addVia adds the medium named within tokens of s, if there is one. Only the
// head of a source counts: "Orta correspondent Ann Lee" is no medium.
func (r *reader) addVia(q *relation, evidence, s span) bool {
	k := int(r.chunk[s.first])
	m := r.mediumAt(k)
	if m.empty() && r.onlyMedium != "" && r.isTheMedium(k) {
		q.via = append(q.via, via{evidence: evidence, name: s, known: r.onlyMedium})
		return true
	}
	if m.empty() || m.end > s.end || !r.isHeadMedium(m, s) {
		return false
	}
	for _, v := range q.via {
		if v.name == m {
			return true
		}
	}
	q.via = append(q.via, via{evidence: evidence, name: m})
	return true
}

// isHeadMedium reports whether nothing but determiners and medium words stand
// beside the name in its phrase, so that the phrase is the medium itself.
func (r *reader) isHeadMedium(m, s span) bool {
	c := &r.chunks[r.chunk[m.first]]
	last := min(c.end, s.end) - 1
	if last >= m.end && !lexicon.IsMediumWord(r.ts[last].key) && r.ts[last].tag != tagMark {
		return false // "Orta correspondent Ann Lee", "Orta's reports"
	}
	for i := m.end; i <= last; i++ {
		if t := &r.ts[i]; t.tag == tagName && !r.softMark(i) || t.tag == tagPoss {
			return false
		}
	}
	return true
}

// interviewVia: "in an interview with Orta", "on Orta TV", in the same sentence
// outside the content.
func (r *reader) interviewVia(q *relation) {
	sent := r.sentence(q.cue.first)
	lo, hi := int(r.chunk[sent.First]), int(r.chunk[sent.End-1])+1
	for k := lo; k+1 < hi; k++ {
		c := &r.chunks[k]
		if c.kind != chunkPrep || q.inContent(c.first) {
			continue
		}
		switch key := r.ts[c.first].key; {
		case (key == "with" || key == "to" || key == "by" || key == "for") && k > lo && r.isTalk(k-1):
			r.addVia(q, span{r.chunks[k-1].first, r.chunks[k+1].end}, span{r.chunks[k+1].first, r.chunks[k+1].end})
		case key == "on" || key == "in":
			r.broadcastVia(q, k)
		}
	}
}

// broadcastVia: "said on Orta TV", "wrote in the newspaper Orta".
func (r *reader) broadcastVia(q *relation, k int) {
	if r.chunks[k].first < q.cue.end || r.chunks[k].first > q.unit.end+6 {
		return
	}
	s := span{r.chunks[k+1].first, r.chunks[k+1].end}
	r.addVia(q, span{r.chunks[k].first, s.end}, s)
}

// isTalk reports words that have an outlet for a partner: "interview with",
// "speaking to".
func (r *reader) isTalk(k int) bool {
	c := &r.chunks[k]
	if c.kind == chunkVG {
		return r.ts[c.main].key == "speaking" || r.ts[c.main].key == "talking"
	}
	if c.kind != chunkNP {
		return false
	}
	switch r.ts[c.main].key {
	case "interview", "interviews", "conversation", "comments", "remarks", "statement", "talk", "quoted", "exclusive", "column", "op-ed":
		return true
	}
	return false
}

func (q *relation) inContent(i int) bool {
	for _, c := range q.content {
		if i >= c.first && i < c.end {
			return true
		}
	}
	return false
}

// accordingVia: "…, Lee said, according to Reuters", "Reuters reported" behind a
// comma: the medium that the sentence names for another's words.
func (r *reader) accordingVia(q *relation) {
	sent := r.sentence(q.cue.first)
	for i := q.cue.end; i+2 < sent.End; i++ {
		if r.ts[i].key == "according" && r.ts[i+1].key == "to" && !q.inContent(i) {
			k := int(r.chunk[i+2])
			if k < len(r.chunks) {
				s := span{r.chunks[k].first, r.chunks[k].end}
				r.addVia(q, span{i, s.end}, s)
			}
			return
		}
	}
}
