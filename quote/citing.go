// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"

	"hearsay/lexicon"
)

// citing reads "RNS, citing an official, reported" and "RNS reported, citing an
// official": the words are the official's, through RNS. It moves the source of
// q and reports whether it did.
func (r *reader) citing(q *relation) bool {
	if q.subject.empty() || q.subject.elided || q.vg < 0 {
		return false
	}
	subjectChunk := int(r.chunk[q.subject.first])
	medium := via{name: r.mediumAt(subjectChunk)}
	if medium.name.empty() {
		if medium.known = r.theMedium(subjectChunk); medium.known == "" && !r.isMediumNoun(subjectChunk) {
			return false
		}
		medium.name = span{r.chunks[subjectChunk].first, r.chunks[subjectChunk].end}
	}
	sent := r.sentence(q.cue.first)
	for k := int(r.chunk[medium.name.end-1]) + 1; k+1 < len(r.chunks) && r.chunks[k].first < sent.End; k++ {
		next := r.citedAt(k)
		if next == 0 || q.inContent(r.chunks[k].first) {
			continue
		}
		cited := r.following(next, true)
		if cited.empty() || !r.canSpeak(cited.span) && !r.isArtefact(cited.span) {
			return false
		}
		cited.end = min(cited.end, r.firstComma(cited.span))
		medium.evidence = span{q.subject.first, r.chunks[k].end}
		q.via = nil
		if c := &r.chunks[subjectChunk]; r.ts[c.main].key != "reports" && (r.ts[c.first].key != "the" || medium.known != "" || !r.mediumAt(subjectChunk).empty()) {
			q.via = []via{medium}
		}
		q.subject = cited
		r.addVia(q, cited.span, cited.span)
		return true
	}
	return false
}

// passCiting cuts ", citing an official," off the front of what a medium reports.
func (r *reader) passCiting(q *relation) {
	if len(q.content) == 0 || r.citedAt(int(r.chunk[q.content[0].first])) == 0 {
		return
	}
	c := &q.content[0]
	for i := c.first + 1; i+1 < c.end; i++ {
		if r.is(i, ",") && r.clauseAhead(int(r.chunk[i+1])) {
			c.first = i + 1
			return
		}
	}
}

// isMediumNoun reports "local radio", "state media" at chunk k: an outlet without a
// name.
func (r *reader) isMediumNoun(k int) bool {
	key := r.ts[r.chunks[k].main].key
	return lexicon.IsMediumWord(key) || key == "media" || key == "reports"
}

// citedAt returns the chunk of who is cited by "citing", "quoting" or "with
// reference to" at chunk k, or 0.
func (r *reader) citedAt(k int) int {
	c := &r.chunks[k]
	switch {
	case c.kind == chunkVG && (r.ts[c.main].key == "citing" || r.ts[c.main].key == "quoting"):
		return k + 1
	case r.chunkIs(k, "with") && k+3 < len(r.chunks) && r.ts[r.chunks[k+1].main].key == "reference" && r.chunkIs(k+2, "to"):
		return k + 3
	}
	return 0
}

// firstComma cuts the source before an apposition, which belongs to the place or
// reason of citing as often as to the person.
func (r *reader) firstComma(s span) int {
	for i := s.first; i < s.end; i++ {
		if r.is(i, ",") {
			return i
		}
	}
	return s.end
}

// dropCited removes the relations of "citing" whose object became the source of
// another relation, which says the same and more.
func dropCited(rels []relation) []relation {
	sources := map[int]bool{} // first tokens
	for i := range rels {
		if len(rels[i].via) > 0 {
			sources[rels[i].subject.first] = true
		}
	}
	out := rels[:0]
	for _, q := range rels {
		if q.entry != nil && (q.entry.Lemma == "cite" || q.entry.Lemma == "quote") && len(q.content) == 1 && sources[q.content[0].first] {
			continue
		}
		out = append(out, q)
	}
	return out
}

// artefactSource reports a document as the source: what a sign reads is no
// speech of anybody's.
func (r *reader) artefactSource(q *relation) bool {
	return !q.subject.empty() && r.isArtefact(q.subject.span)
}

// isArtefact reports a document.
func (r *reader) isArtefact(s span) bool {
	c := &r.chunks[r.chunk[s.first]]
	key := r.ts[c.main].key
	return c.kind == chunkNP && (lexicon.IsArtefact(key) || lexicon.IsArtefact(strings.TrimSuffix(key, "s")))
}
