// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"slices"

	"hearsay/lexicon"
)

// findVia records the media that the words of q came through.
func (r *reader) findVia(q *relation) {
	if !q.addressee.empty() && q.class == lexicon.Tell && !r.addVia(q, span{q.cue.first, q.addressee.end}, q.addressee) {
		r.reporterVia(q)
	}
	if !q.subject.empty() && !q.subject.elided && !r.addVia(q, q.subject.span, q.subject.span) {
		r.pieceVia(q, q.subject.span)
	}
	r.besideSpeaker(q)
	r.interviewVia(q)
	r.accordingVia(q)
	r.saidTo(q)
}

// addVia adds the medium named within tokens of s, if there is one. Only the
// head of a source counts: "Orta correspondent Ann Lee" is no medium.
func (r *reader) addVia(q *relation, evidence, s span) bool {
	k := int(r.chunk[s.first])
	m := r.mediumAt(k)
	if known := r.theMedium(k); m.empty() && known != "" {
		if !slices.ContainsFunc(q.via, func(v via) bool { return v.known == known }) {
			q.via = append(q.via, via{evidence: evidence, name: s, known: known})
		}
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
		if t := &r.ts[i]; t.tag == tagName && !r.softMark(i) || t.tag == tagPoss && !isEditionWord(r.ts[last].key) {
			return false
		}
	}
	return true
}

// reporterVia: "told a Tribune reporter", "told the paper's reporter", "told an
// interviewer from the Tribune", "told Ann Lee of the Tribune".
func (r *reader) reporterVia(q *relation) {
	k := int(r.chunk[q.addressee.first])
	if r.chunks[k].kind != chunkNP {
		return
	}
	c := &r.chunks[k]
	m := r.mediumAt(k)
	after := m.end
	if m.empty() {
		after = c.first + 2
	}
	if after < c.end && r.ts[after].tag == tagPoss {
		after++
	}
	if after < c.end && r.isReporter(after) {
		if known := r.theMedium(k); m.empty() && known != "" {
			q.via = append(q.via, via{evidence: span{q.cue.first, after}, name: span{c.first, after}, known: known})
		} else if !m.empty() {
			q.via = append(q.via, via{evidence: span{q.cue.first, after}, name: m})
		}
		return
	}
	if k+2 < len(r.chunks) && (r.chunkIs(k+1, "of") || r.chunkIs(k+1, "from")) && r.sent[r.chunks[k+2].first] == r.sent[c.first] {
		s := span{r.chunks[k+2].first, r.chunks[k+2].end}
		r.addVia(q, span{q.cue.first, s.end}, s)
	}
}

// besideSpeaker: “…,” told Lee the edition Orta, as translators put it.
func (r *reader) besideSpeaker(q *relation) {
	if q.class != lexicon.Tell || !q.addressee.empty() || q.vg < 0 || q.subject.first != q.cue.end || q.subject.end >= len(r.ts) {
		return
	}
	if k := int(r.chunk[q.subject.end]); r.chunks[k].kind == chunkNP && r.chunks[k].first == q.subject.end {
		s := span{q.subject.end, r.chunks[k].end}
		r.addVia(q, span{q.cue.first, s.end}, s)
	}
}

// pieceVia: "a report by Orta", "an Orta investigation" for sources.
func (r *reader) pieceVia(q *relation, s span) {
	k := int(r.chunk[s.first])
	c := &r.chunks[k]
	if c.kind != chunkNP || !isPiece(r.ts[c.main].key) {
		return
	}
	if m := r.mediumAt(k); m.end == c.main && !m.empty() {
		q.via = append(q.via, via{evidence: span{c.first, c.end}, name: m})
		return
	}
	if k+2 < len(r.chunks) && (r.chunkIs(k+1, "by") || r.chunkIs(k+1, "in") || r.chunkIs(k+1, "from") || r.chunkIs(k+1, "on")) && r.chunks[k+2].end <= s.end {
		r.addVia(q, s, span{r.chunks[k+2].first, r.chunks[k+2].end})
	}
}

// isPiece reports what outlets publish: "report", "article".
func isPiece(key string) bool {
	switch key {
	case "report", "reports", "article", "story", "investigation", "documentary", "programme", "bulletin", "editorial", "item":
		return true
	}
	return false
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
		case key == "on" && k > lo && r.isTalk(k-1) && r.chunks[k-1].kind == chunkVG: // "speaking on Orta TV"
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
		switch r.ts[c.main].key {
		case "speaking", "talking", "quoted", "interviewed", "carried", "published", "broadcast", "aired":
			return true
		}
		return false
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

// isEditionWord reports parts of an outlet that stand for it: "the Herald's
// weekend edition".
func isEditionWord(key string) bool { return key == "edition" || key == "website" || key == "podcast" }

// saidTo: "said to the agency Orta", where "told" would have a hearer.
func (r *reader) saidTo(q *relation) {
	k := q.vg + 1
	if q.vg >= 0 && q.class <= lexicon.Write && k+1 < len(r.chunks) && r.chunkIs(k, "to") && r.chunks[k+1].kind == chunkNP && r.sent[r.chunks[k].first] == r.sent[q.cue.first] {
		s := span{r.chunks[k+1].first, r.chunks[k+1].end}
		r.addVia(q, span{q.cue.first, s.end}, s)
	}
}
