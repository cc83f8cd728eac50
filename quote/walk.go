// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// A walk reads what stands behind a cue: adverbials, hearer, "that", content.
type walk struct {
	r     *reader
	q     *relation
	k     int  // next chunk
	end   int  // first chunk behind the sentence or quotation
	comma bool // a comma was passed
	from  int  // where the adverbials began
}

// contentRight looks for the content behind the unit and reports whether it is
// there. It fills that, addressee and content.
func (r *reader) contentRight(q *relation, from int) bool {
	if from >= len(r.ts) {
		return false
	}
	w := walk{r: r, q: q, k: int(r.chunk[from]), end: r.contentLimit(q, from)}
	if from > r.chunks[w.k].first {
		w.k++
	}
	begin := w.k
	w.skipAdverbials()
	passed := w.k
	w.hearer()
	w.from = w.k
	if w.k == passed && w.key(w.k) == "," && begin+1 == passed && r.chunks[begin].kind == chunkAdv && !w.r.isTemporal(&r.chunks[begin]) {
		w.from = begin // "said initially, it would"
	}
	w.skipAdverbials()
	start, ok := w.start()
	if !ok {
		return false
	}
	stop := r.contentEnd(q, start, w.end)
	if stop <= start {
		return false
	}
	if c := &r.chunks[r.chunk[start]]; q.class <= lexicon.Claim && c.first == start && r.isProContent(int(r.chunk[start])) {
		stop = min(stop, c.end)
	}
	q.content = append(q.content, span{start, stop})
	if r.isOpen(start) {
		r.takeNext(q, &r.stretches[r.ts[start].in])
	}
	return true
}

// isProContent reports words that stand for what was said, with a time or place
// behind them: "denied it within the hour", "said nothing for a minute".
func (r *reader) isProContent(k int) bool {
	c := &r.chunks[k]
	if c.kind != chunkNP || k+1 >= len(r.chunks) || r.sent[r.chunks[k+1].first] != r.sent[c.first] {
		return false
	}
	switch key := r.ts[c.main].key; key {
	case "it", "this", "so", "nothing", "anything", "same":
	default:
		return false
	}
	next := &r.chunks[k+1]
	switch r.ts[next.first].key {
	case "about", "of", "but", "to", "that", "against":
		return false
	}
	return next.kind == chunkPrep || next.kind == chunkAdv || r.isTemporal(next)
}

// contentLimit is the chunk behind the last one that content may reach: the end
// of the sentence, or of the quotation that the cue itself stands in.
func (r *reader) contentLimit(q *relation, from int) int {
	end := r.sentence(q.cue.first).End
	if in := r.ts[q.cue.first].in; in >= 0 {
		end = min(end, r.stretches[in].end)
	}
	if from >= len(r.ts) {
		return len(r.chunks)
	}
	if end <= from {
		return int(r.chunk[from])
	}
	return int(r.chunk[end-1]) + 1
}

// at returns an empty chunk past the end, so that rules need not ask.
func (w *walk) at(k int) *chunk {
	if k < w.end {
		return &w.r.chunks[k]
	}
	return &chunk{first: len(w.r.ts) - 1, end: len(w.r.ts) - 1, modal: -1}
}

func (w *walk) key(k int) string {
	if k < w.end {
		return w.r.ts[w.r.chunks[k].first].key
	}
	return ""
}

// skipAdverbials passes times, places and manners: "said on Tuesday in Orta".
func (w *walk) skipAdverbials() {
	for w.k < w.end {
		next := w.adverbial()
		if next == w.k {
			return
		}
		w.k = next
	}
}

// adverbial returns the chunk behind the adverbial at w.k, or w.k.
func (w *walk) adverbial() int {
	r, k := w.r, w.k
	c := w.at(k)
	switch {
	case w.isProClause(k):
		return k
	case c.kind == chunkAdv:
		return k + 1
	case c.kind == chunkNP && r.isTemporal(c) && !w.startsClause(k):
		return k + 1
	case w.key(k) == "(":
		for p := k; p < w.end && p < k+12; p++ {
			if w.key(p) == ")" {
				return p + 1
			}
		}
	case c.kind == chunkPrep && r.ts[c.first].tag == tagPrep:
		return w.prepositional(k)
	case w.key(k) == "," && w.commaPasses(k+1):
		w.comma = true
		return k + 1
	case w.key(k) == "," && w.at(k+1).kind == chunkAdv && w.key(k+2) == ",":
		return k + 3 // ", however,"
	case w.key(k) == "," && w.isPlacePart(k+1):
		return k + 2
	case isDash(w.key(k)):
		return w.dashThat(k)
	case w.key(k) == "," && k+1 < w.end && r.citedAt(k+1) > 0:
		return w.commaThat(k + 2)
	}
	return k
}

// dashThat is the chunk of "that" behind an aside in dashes at chunk k, or k: "said
// – this is true – that".
func (w *walk) dashThat(k int) int {
	for p := k + 1; p+1 < w.end && p < k+10; p++ {
		if isDash(w.key(p)) && w.at(p+1).kind == chunkThat {
			return p + 1
		}
	}
	return k
}

// commaThat is the chunk of ", that" behind chunk k, or the comma before it when
// there is none: "reported, citing an official, that".
func (w *walk) commaThat(k int) int {
	for p := k; p+1 < w.end; p++ {
		if w.key(p) == "," && w.at(p+1).kind == chunkThat {
			return p + 1
		}
	}
	return k - 2
}

// isProClause reports "so" and "otherwise" at the end, which stand for what is
// said: "told them so".
func (w *walk) isProClause(k int) bool {
	key := w.key(k)
	return (key == "so" || key == "otherwise" || key == "not" && w.q.class == lexicon.Think) && (k+1 >= w.end || w.at(k+1).kind == chunkMark) && w.allows(lexicon.That)
}

// isPlacePart reports the second half of "Salem, New Hampshire" when the way
// to the content goes on behind it.
func (w *walk) isPlacePart(k int) bool {
	c := w.at(k)
	if k+1 >= w.end || c.kind != chunkNP || w.r.ts[c.main].tag != tagName || k < 2 || w.r.chunks[k-2].kind != chunkNP {
		return false
	}
	next := w.at(k + 1)
	return next.kind == chunkThat || next.kind == chunkPrep && w.thatAhead(k+1) || w.r.isTemporal(next) && w.thatAhead(k+1)
}

// startsClause reports "Tuesday would be wet": the time is the subject.
func (w *walk) startsClause(k int) bool {
	next := w.at(k + 1)
	return k+1 < w.end && next.kind == chunkVG && next.form == finite
}

// prepositional passes a preposition and its noun phrase unless the
// preposition leads in the content of this cue.
func (w *walk) prepositional(k int) int {
	r := w.r
	prep := w.key(k)
	if w.q.entry != nil && w.q.entry.Takes(prep) && !w.thatAhead(k) {
		return k
	}
	if prep == "as" || prep == "than" {
		return k
	}
	n := w.at(k + 1)
	if k+1 >= w.end || n.kind != chunkNP && !(n.kind == chunkVG && n.form == gerund && w.key(k+2) == ":") {
		return k
	}
	p := k + 2
	for p+1 < w.end && r.chunks[p].kind == chunkPrep && w.key(p) == "of" && r.chunks[p+1].kind == chunkNP {
		p += 2
	}
	return p
}

// thatAhead reports whether "that" or a quotation follows later in the clause,
// so that what stands before it is only an adverbial.
func (w *walk) thatAhead(k int) bool {
	for p := k; p < w.end && p < k+10; p++ {
		c := &w.r.chunks[p]
		if c.kind == chunkThat || w.asks(p) || c.kind == chunkMark && w.r.isOpen(c.first) {
			return true
		}
		if c.kind == chunkVG || c.kind == chunkMark && w.key(p) != "," {
			return false
		}
	}
	return false
}

// commaPasses reports whether a comma behind the cue only sets off what comes
// before the content: “Lee said, “No.”” or “Lee said, in Orta, that”.
func (w *walk) commaPasses(k int) bool {
	if k >= w.end {
		return false
	}
	c := &w.r.chunks[k]
	if w.r.isOpen(c.first) || c.kind == chunkThat || w.isCondition(k) {
		return true
	}
	return (c.kind == chunkPrep || c.kind == chunkAdv || w.r.isTemporal(c)) && w.quoteAhead(k)
}

// isCondition reports ", if it rains, they" behind a cue that says nothing before: "But,
// Lee said, if it rains, they may stay".
func (w *walk) isCondition(k int) bool {
	first := w.r.sentence(w.q.cue.first).First
	for first < w.q.unit.first && (w.r.ts[first].tag == tagCoord || w.r.is(first, ",")) {
		first++
	}
	return first == w.q.unit.first && w.q.core && w.key(k) == "if" && w.k == k-1 && w.clauseBehindComma(k)
}

// quoteAhead reports a quotation behind a comma or colon before the next verb:
// "told his audience, to applause: “We …”".
func (w *walk) quoteAhead(k int) bool {
	for ; k+1 < w.end; k++ {
		c := &w.r.chunks[k]
		if c.kind == chunkVG && c.form == finite {
			return false
		}
		if key := w.key(k); key == "," && w.at(k+1).kind == chunkThat || (key == "," || key == ":") && w.r.isOpen(w.r.chunks[k+1].first) {
			return true
		}
	}
	return false
}

// asks reports a word that leads in a question at chunk k, for verbs that take
// one: "whether", "where", "what".
func (w *walk) asks(k int) bool {
	c := w.at(k)
	return k < w.end && w.allows(lexicon.Wh) && (c.kind == chunkWh || c.kind == chunkSub && w.r.ts[c.first].kind.Has(lexicon.WhAdv))
}

func (w *walk) isInfinitive(k int) bool {
	c := w.at(k)
	return k < w.end && c.kind == chunkVG && c.form == infinitive &&
		(w.r.ts[c.first].tag == tagTo || w.r.ts[c.first].tag == tagNot && w.r.ts[min(c.first+1, c.end-1)].tag == tagTo)
}

// start finds where content begins at w.k and records what leads it in.
func (w *walk) start() (token int, ok bool) {
	if w.k >= w.end {
		return 0, false
	}
	r, e := w.r, w.q.entry
	c := &r.chunks[w.k]
	switch {
	case c.kind == chunkThat && !w.allows(lexicon.That|lexicon.ThatOnly) && w.allows(lexicon.ObjectAs) && w.k+1 < w.end && r.isOpen(r.chunks[w.k+1].first):
		return c.first, true // "calls that “wrong”"
	case c.kind == chunkNP && r.ts[c.first].kind.Has(lexicon.ObjectPron) && w.key(w.k+1) == ":" && r.isOpen(w.at(w.k+2).first):
		w.q.addressee = span{c.first, c.end} // "contradicted her: “…”"
		return w.at(w.k + 2).first, true
	case c.kind == chunkThat:
		w.q.that = c.first
		return w.behindThat()
	case w.key(w.k) == "," && w.k > w.from && w.allows(lexicon.That|lexicon.Core) && r.clauseAhead(w.k+1):
		return r.chunks[w.from].first, true // "said despite the rain, he would"
	case w.key(w.k) == ":" && w.k+1 < w.end:
		return r.chunks[w.k+1].first, w.allows(lexicon.Quote)
	case r.isOpen(c.first) && !r.softMark(c.first) || r.isOpen(c.first) && w.endsQuoted(c.first):
		return c.first, w.allows(lexicon.Quote) || w.allows(lexicon.Object)
	case w.isProClause(w.k) || w.key(w.k) == "as" && w.key(w.k+1) == "much" && w.allows(lexicon.That):
		return c.first, true
	case w.key(w.k) == "as" && w.allows(lexicon.ObjectAs) && w.isGap():
		return c.first, true
	case c.kind == chunkWh || w.key(w.k) == "if" || w.asks(w.k):
		return c.first, w.allows(lexicon.Wh)
	case w.isInfinitive(w.k):
		return c.first, w.allows(lexicon.Inf)
	case c.kind == chunkVG && c.form == gerund && w.allows(lexicon.Object) && w.k+1 < w.end && r.chunks[w.k+1].kind == chunkNP:
		return c.first, true // "blasted bungling bosses"
	case c.kind == chunkVG && c.form == gerund:
		return c.first, w.allows(lexicon.Gerund) || w.allows(lexicon.That) && r.clauseAhead(w.k+1)
	case c.kind == chunkPrep && e != nil && e.Takes(w.key(w.k)):
		return c.first, true
	}
	return w.clauseOrObject(c)
}

// isGap reports "what Lee described as": the object stands before the source.
func (w *walk) isGap() bool {
	i := w.q.unit.first - 1
	return i >= 0 && (w.r.ts[i].tag == tagWh || w.r.ts[i].tag == tagRel)
}

// behindThat begins the content behind "that"; "that" before nothing is none.
func (w *walk) behindThat() (int, bool) {
	w.k++
	if w.k < w.end && w.key(w.k) == "," {
		w.k++
	}
	if w.k >= w.end || isEnd(w.key(w.k)) {
		that := w.q.that
		w.q.that = -1
		return that, w.q.class <= lexicon.Deny && w.allows(lexicon.Object) && (w.q.class == lexicon.Deny || w.r.chunks[w.q.vg].negated) // "would not confirm that"
	}
	return w.r.chunks[w.k].first, w.allows(lexicon.That) || w.allows(lexicon.ThatOnly)
}

// endsQuoted reports that a short quoted stretch is all that is said: he said
// “never”.
func (w *walk) endsQuoted(open int) bool {
	s := &w.r.stretches[w.r.ts[open].in]
	next := s.close + 1
	return next >= len(w.r.ts) || w.r.ts[next].tag == tagMark || w.r.ts[next].tag == tagCoord
}

// clauseOrObject: without "that" a clause is told by its verb further on; what is
// no clause is an object, where the verb takes one.
func (w *walk) clauseOrObject(c *chunk) (int, bool) {
	r := w.r
	nominal := c.kind == chunkNP || c.kind == chunkAdj && r.ts[c.first].tag != tagPart
	if nominal || c.kind == chunkSub || c.kind == chunkAdv {
		if w.allows(lexicon.That) && r.clauseAhead(w.k) {
			return c.first, true
		}
		if w.allows(lexicon.That) && c.kind == chunkSub {
			return c.first, w.clauseBehindComma(w.k)
		}
	}
	if w.allows(lexicon.ObjectAs) && c.kind == chunkNP && w.isNamed(w.k) {
		return c.first, true
	}
	if pron := r.ts[c.first].tag == tagPron && !w.isInfinitive(w.k+1); pron && (w.q.class <= lexicon.Claim || w.q.class == lexicon.Think) && w.q.class != lexicon.Deny && w.allows(lexicon.Object) {
		return 0, false // "reported it": no words of it are told
	}
	if c.kind == chunkNP && (w.allows(lexicon.Object) || w.q.class == lexicon.Show && r.ts[c.first].key == "no" && w.allows(lexicon.That)) {
		return c.first, true // "found no benefit"
	}
	if pron := r.ts[c.first].key; w.q.entry != nil && w.q.entry.Lemma == "say" && (pron == "it" || pron == "this") && c.end == c.first+1 {
		return c.first, true // "said it to everyone"
	}
	if w.allows(lexicon.Core|lexicon.That) && (isShortAnswer(r.ts[c.first].key) || nominal && isShortAnswer(r.ts[c.end-1].key)) {
		return c.first, true
	}
	return 0, false
}

// isNamed reports that what the object is called follows it: "called the plan a
// trap" but not "called them at five".
func (w *walk) isNamed(k int) bool {
	k = w.phraseEnd(k) + 1
	for k < w.end && w.r.chunks[k].kind == chunkAdv {
		k++
	}
	if k >= w.end {
		c := &w.r.chunks[k-1]
		return c.end-c.first > 1 && w.r.stretchIn(c) // "the plan “a trap”" is one phrase
	}
	c := &w.r.chunks[k]
	return c.kind == chunkNP && !w.r.isTemporal(c) || c.kind == chunkAdj || w.r.isOpen(c.first) || w.key(k) == "as" || w.r.stretchIn(&w.r.chunks[k-1])
}

// clauseBehindComma reports "said when it rained, he left": the main clause of
// what is said follows its subordinate one.
func (w *walk) clauseBehindComma(k int) bool {
	for ; k < w.end; k++ {
		if w.key(k) == "," {
			return w.r.clauseAhead(k + 1)
		}
	}
	return false
}

// isShortAnswer: "the minister said yes", "said the same".
func isShortAnswer(key string) bool {
	switch key {
	case "yes", "no", "nothing", "something", "anything", "everything", "same", "opposite", "contrary", "thing", "things",
		"goodbye", "hello", "prayer", "prayers":
		return true
	}
	return false
}

func (w *walk) allows(f lexicon.Frame) bool { return w.q.entry == nil || w.q.entry.Has(f) }
