// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

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
	r.saidTo(q)
}

// addVia adds the medium named within tokens of s, if there is one. Only the
// head of a source counts: "Orta correspondent Ann Lee" is no medium.
func (r *reader) addVia(q *relation, evidence, s span) bool {
	k := int(r.chunk[s.first])
	m := r.mediumAt(k)
	if known := r.theMedium(k); m.empty() && known != "" {
		q.via = append(q.via, via{evidence: evidence, name: s, known: known})
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
