// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// Who is told, asked or accused.

// hearer takes the noun phrase that is spoken to as the addressee: always of
// verbs like "tell", of others when the content follows it.
func (w *walk) hearer() {
	e := w.q.entry
	c := w.at(w.k)
	if e == nil || !e.Has(lexicon.Addressee) || w.k >= w.end || c.kind != chunkNP || w.r.isOpen(c.first) {
		return
	}
	last := w.phraseEnd(w.k)
	if !e.Has(lexicon.NeedsAddressee) && !w.leadsIn(last+1) {
		return
	}
	w.q.addressee = span{c.first, w.r.chunks[last].end}
	w.k = last + 1
	if end := w.hearerAside(w.k); end > 0 {
		w.q.addressee.end = w.r.chunks[end-1].end
		w.k = end + 1
		return
	}
	if w.at(w.k).kind == chunkRel && w.k < w.end { // "told the mayors who came, “…”"
		for w.k < w.end && w.key(w.k) != "," && w.at(w.k).kind != chunkThat && !w.r.isOpen(w.at(w.k).first) {
			w.k++
		}
	}
}

// hearerAside returns the comma that closes an apposition behind a hearer, when what
// is said follows it: "told Orta, a weekly, that"; otherwise 0.
func (w *walk) hearerAside(k int) int {
	if w.key(k) != "," || k+1 >= w.end || !w.r.isApposition(k+1) {
		return 0
	}
	end := w.r.asideEnd(k+1) + 1
	if w.key(end) != "," || end+1 >= w.end {
		return 0
	}
	if next := w.at(end + 1); next.kind == chunkThat || w.r.isOpen(next.first) || w.r.clauseAhead(end+1) {
		return end
	}
	return 0
}

// hearerBehind records the hearer of a cue whose content stands before it:
// “No,” Lee told the daily Orta. The unit then reaches behind the hearer.
func (r *reader) hearerBehind(q *relation) {
	if !q.entry.Has(lexicon.NeedsAddressee) || q.unit.end >= len(r.ts) {
		return
	}
	limit := r.contentLimit(q, q.unit.end)
	w := walk{r: r, q: q, k: int(r.chunk[q.unit.end]), end: limit}
	w.skipAdverbials()
	w.hearer()
	if !q.addressee.empty() {
		q.unit.end = max(q.unit.end, q.addressee.end)
	}
}

// phraseEnd extends the noun phrase at chunk k over "of", "for" and "and".
func (w *walk) phraseEnd(k int) int {
	for k+2 < w.end {
		prep := w.key(k + 1)
		joined := prep == "and" && !w.r.clauseAhead(k+2)
		if !(prep == "of" || prep == "for" || joined || w.at(k+1).kind == chunkPrep && w.isInfinitive(k+3)) || w.at(k+2).kind != chunkNP {
			break
		}
		if w.q.entry.Takes(prep) {
			break
		}
		k += 2
	}
	return k
}

// leadsIn reports whether content begins behind a hearer.
func (w *walk) leadsIn(k int) bool {
	if k >= w.end {
		return false
	}
	c := &w.r.chunks[k]
	switch {
	case c.kind == chunkThat, w.asks(k), w.r.isOpen(c.first), w.isInfinitive(k):
		return true
	case w.key(k) == "," && k+1 < w.end && w.r.isOpen(w.r.chunks[k+1].first):
		return true
	case c.kind == chunkNP && w.r.isTemporal(c):
		return w.leadsIn(k + 1)
	case c.kind == chunkNP:
		return w.r.clauseAhead(k) || w.allows(lexicon.Object) && w.at(k-1).first+1 == c.first && w.r.ts[c.first-1].kind.Has(lexicon.ObjectPron) && !w.r.isTemporal(c)
	case c.kind == chunkPrep:
		return w.q.entry.Takes(w.key(k)) || w.thatAhead(k)
	}
	return false
}

// heard takes a court that hears, or in headlines is told, for the hearer: who
// speaks is not said.
func (r *reader) heard(q *relation) {
	if q.subject.empty() || q.entry.Lemma != "hear" && !(r.headline && q.entry.Lemma == "tell" && r.isUnitDone(q)) {
		return
	}
	if k := q.vg + 1; r.isForum(q.subject.span) && r.chunkIs(k, "from") && k+1 < len(r.chunks) && r.canSpeak(span{r.chunks[k+1].first, r.chunks[k+1].end}) {
		if s := r.following(k+1, false); !s.empty() { // "the court heard from Lee that"
			q.addressee, q.subject = q.subject.span, s
			q.unit.end = max(q.unit.end, s.end)
			return
		}
	}
	if r.isForum(q.subject.span) {
		q.addressee, q.subject, q.unnamed = q.subject.span, subject{}, true
	}
}

// isForum reports bodies before which people speak.
func (r *reader) isForum(s span) bool {
	k := int(r.chunk[s.first])
	if r.chunks[k].kind != chunkNP {
		return false
	}
	switch r.ts[r.chunks[k].main].key {
	case "court", "jury", "inquest", "hearing", "inquiry", "tribunal", "meeting", "committee", "council", "panel", "commission", "conference":
		return true
	}
	return false
}
