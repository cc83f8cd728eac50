// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// citing reads "RNS, citing an official, reported" and "RNS reported, citing an
// official": the words are the official's, through RNS. It moves the source of
// q and reports whether it did.
func (r *reader) citing(q *relation) bool {
	if q.subject.empty() || q.subject.elided || q.vg < 0 {
		return false
	}
	head := r.mediumAt(int(r.chunk[q.subject.first]))
	if head.empty() {
		return false
	}
	sent := r.sentence(q.cue.first)
	for k := int(r.chunk[head.end-1]) + 1; k+1 < len(r.chunks) && r.chunks[k].first < sent.End; k++ {
		if !r.isCiting(k) || q.inContent(r.chunks[k].first) {
			continue
		}
		cited := r.following(k+1, true)
		if cited.empty() || !r.canSpeak(cited.span) {
			return false
		}
		cited.end = min(cited.end, r.firstComma(cited.span))
		q.via = []via{{evidence: span{q.subject.first, r.chunks[k].end}, name: head}}
		q.subject = cited
		return true
	}
	return false
}

// isCiting reports the verb group "citing" or "quoting" at chunk k.
func (r *reader) isCiting(k int) bool {
	c := &r.chunks[k]
	return c.kind == chunkVG && (r.ts[c.main].key == "citing" || r.ts[c.main].key == "quoting")
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
	if q.subject.empty() {
		return false
	}
	c := &r.chunks[r.chunk[q.subject.first]]
	return c.kind == chunkNP && lexicon.IsArtefact(r.ts[c.main].key)
}
