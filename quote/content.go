// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// contentEnd finds where content that begins at token start ends, before chunk
// limit. News writes one statement a sentence: of 1,580 reported clauses of the
// PolNeAR training part 95 % last to the end of the sentence, so the rules name
// the exceptions only.
func (r *reader) contentEnd(q *relation, start, limit int) int {
	if !q.clausal(r, start) {
		return r.objectEnd(q, start, limit)
	}
	first := int(r.chunk[start])
	end := r.chunks[min(limit, len(r.chunks))-1].end
	for k := first; k < limit; k++ {
		c := &r.chunks[k]
		if in := r.ts[c.first].in; in >= 0 && r.isOpen(c.first) {
			if _, stop := r.stretches[in].tokens(); stop > end {
				return stop // several sentences in one quotation
			}
			whole := k == first && q.that < 0
			k = r.skipStretch(k, limit)
			if whole && r.isRestOf(k+1, limit) {
				end = r.chunks[k].end
				break
			}
			if r.isComma(k-1) && k+1 < limit && (whole || r.commaStops(q, k+1, limit)) {
				end = r.chunks[k].end
				break
			}
			continue
		}
		if k > first && r.stopsAt(q, k, limit) {
			end = c.first
			break
		}
	}
	return r.trimEnd(start, end)
}

// isRestOf reports that what follows a quotation at chunk k belongs to the
// sentence around: said “no” and left; muttered “no” to a steward; said “no” as he
// left.
func (r *reader) isRestOf(k, limit int) bool {
	if k >= limit {
		return false
	}
	c := &r.chunks[k]
	key := r.ts[c.first].key
	switch {
	case c.kind == chunkCoord:
		return r.clauseAhead(k+1) || k+1 < limit && r.chunks[k+1].kind == chunkVG && r.chunks[k+1].form == finite
	case isDash(key):
		return true
	}
	return (key == "to" || key == "as") && k+1 < limit && r.chunks[k+1].kind == chunkNP
}

// clausal reports whether the content is a clause rather than an object. What
// verbs of speech say may be longer than a clause where no verb was seen.
func (q *relation) clausal(r *reader, start int) bool {
	if q.that >= 0 || r.isOpen(start) {
		return true
	}
	if k := int(r.chunk[start]); q.class < lexicon.Show && r.chunks[k].kind != chunkNP && r.chunks[k].kind != chunkPrep {
		return true
	}
	return q.entry == nil || q.entry.Has(lexicon.That) && r.clauseAhead(int(r.chunk[start]))
}

// skipStretch jumps to the chunk of the closing mark.
func (r *reader) skipStretch(k, limit int) int {
	s := &r.stretches[r.ts[r.chunks[k].first].in]
	last := s.close
	if last < 0 {
		last = s.end - 1
	}
	if last <= r.chunks[k].first {
		return k
	}
	return min(int(r.chunk[last]), limit-1)
}

// stopsAt reports whether reported content ends before chunk k.
func (r *reader) stopsAt(q *relation, k, limit int) bool {
	c := &r.chunks[k]
	key := r.ts[c.first].key
	next := k + 1
	switch {
	case key == "," && r.closesUnopened(c.end):
		return true
	case key == "," && next < limit && r.isFronted(q) && r.clauseAhead(next):
		return true
	case c.kind == chunkMark && (key == "," || isDash(key)):
		return next < limit && r.commaStops(q, next, limit)
	case key == ";":
		return true
	case c.kind == chunkCoord && next < limit:
		return r.isCueVerb(next) && r.chunks[next].form == finite && r.sameTense(q, next)
	case key == "according":
		return true
	}
	return false
}

// closesUnopened reports a closing mark at token i that nothing opened.
func (r *reader) closesUnopened(i int) bool {
	return r.isClose(i) && r.stretches[r.ts[i].in].unopened
}

// isFronted reports a cue in a clause that stands before the main clause:
// "Asked if it rained, Lee said", "While some say it rained, Lee left".
func (r *reader) isFronted(q *relation) bool {
	sent := r.sentence(q.cue.first)
	if q.vg < 0 {
		return false
	}
	i := sent.First
	for i < q.cue.first && (r.ts[i].tag == tagCoord || r.ts[i].tag == tagMark || r.ts[i].tag == tagAdv) {
		i++
	}
	if c := &r.chunks[q.vg]; c.form != finite && i >= c.first {
		return true
	}
	return r.chunks[r.chunk[i]].kind == chunkSub && i < q.cue.first && !r.hasMark(i, q.cue.first, ",")
}

// commaStops reports whether what follows a comma is no longer reported.
func (r *reader) commaStops(q *relation, k, limit int) bool {
	c := &r.chunks[k]
	key := r.ts[c.first].key
	switch {
	case c.kind == chunkNP && (r.isRemark(k, limit) || len(q.content) == 0 && r.isNewReport(q, k, limit)):
		return true
	case c.kind == chunkVG && c.form == finite && q.subject.relative:
		return true // "Lee, who said it rained, left"
	case c.kind == chunkVG && c.form == gerund:
		return r.isCueVerb(k)
	case c.kind == chunkVG && c.form == participle:
		return key == "compared"
	case key == "according" || key == "while" || key == "whereas" || key == "per" && k+1 < limit && r.ts[r.chunks[k+1].main].tag == tagName:
		return true
	case key == "but":
		return k+1 < limit && r.narrates(q, k+1)
	case key == "and":
		return k+1 < limit && (r.isCueVerb(k+1) && r.chunks[k+1].form == finite || r.isAttributionUnit(k+1, limit) || r.reportsNext(q, k+1, limit))
	case c.kind == chunkNP || c.kind == chunkVG:
		return r.isAttributionUnit(k, limit)
	}
	return false
}

// reportsNext reports a clause at chunk k that is a report of its own, in the
// tense of the cue: "said it rained, and one mayor told Orta that".
func (r *reader) reportsNext(q *relation, k, limit int) bool {
	if q.vg < 0 || r.chunks[k].kind != chunkNP || r.ts[r.chunks[k].main].tag == tagPron {
		return false
	}
	for p := k + 1; p < limit && p < k+6; p++ {
		switch c := &r.chunks[p]; c.kind {
		case chunkNP, chunkPrep, chunkAdv:
		case chunkVG:
			return r.isCueVerb(p) && c.form == finite && r.sameTense(q, p)
		default:
			return false
		}
	}
	return false
}

// isRemark reports ", a claim that", ", a day after": what the reporter says about
// the words.
func (r *reader) isRemark(k, limit int) bool {
	c := &r.chunks[k]
	if k+1 >= limit || r.ts[c.first].key != "a" && r.ts[c.first].key != "an" {
		return false
	}
	next := r.ts[r.chunks[k+1].first].key
	if r.ts[c.main].kind.Has(lexicon.Temporal) {
		return next == "after" || next == "before"
	}
	_, spoken := lexicon.NominalCue(r.ts[c.main].key)
	return (spoken || lexicon.IsVoice(r.ts[c.main].key)) && (next == "that" || next == "which")
}

// isNewReport: "They back Lee, 39 say they back Odum": a second report begins
// behind a comma once the first has its verb.
func (r *reader) isNewReport(q *relation, k, limit int) bool {
	for p := k + 1; p < limit && p < k+6; p++ {
		switch c := &r.chunks[p]; c.kind {
		case chunkNP, chunkPrep, chunkAdv:
		case chunkVG:
			return r.isCueVerb(p) && c.form == finite && r.isVerbBetween(int(r.chunk[q.unit.end]), k) && r.clauseAhead(p+1) && r.ts[r.chunks[k].first].tag == tagNum
		default:
			return false
		}
	}
	return false
}

// trimEnd drops the marks behind content that are not part of it: the full
// stop outside the quote, commas, dashes.
func (r *reader) trimEnd(start, end int) int {
	for end > start {
		t := &r.ts[end-1]
		if t.tag != tagMark || r.isClose(end-1) {
			break
		}
		if open := r.openParen(end - 1); t.key == ")" && open > start && !r.provenance(open, end).name.empty() && !r.outletIn(open+1, end-1).empty() {
			end = open // "(RNS)" tells where the text comes from
			continue
		}
		if t.key == ")" || t.key == "%" || t.key == "]" || t.key == "'" || r.isOpen(end-1) && end-1 == start {
			break
		}
		if t.in >= 0 && r.stretches[t.in].close < 0 && !r.stretches[t.in].cut && t.in != r.ts[start].in && start < r.stretches[t.in].open {
			break // inside an unclosed quotation the full stop is content
		}
		end--
	}
	return end
}

// doesSomething reports content that begins at chunk k with what somebody would
// do: its times are its own. "hopes to close by May", "expects her to leave".
func (r *reader) doesSomething(k, limit int) bool {
	if r.chunks[k].kind == chunkNP {
		k++
	}
	return k < limit && r.chunks[k].kind == chunkVG && r.chunks[k].form == infinitive
}

// objectEnd ends content that is a noun phrase, an infinitive or the like: it
// takes the phrase with what hangs on it, up to the next clause.
func (r *reader) objectEnd(q *relation, start, limit int) int {
	first := int(r.chunk[start])
	does := r.doesSomething(first, limit)
	for k := first; k < limit; k++ {
		c := &r.chunks[k]
		if r.isOpen(c.first) {
			k = r.skipStretch(k, limit)
			continue
		}
		if k == first {
			continue
		}
		key := r.ts[c.first].key
		switch {
		case c.kind == chunkMark && (key == "," || key == ";" || key == ":" || isDash(key) || isEnd(key)):
			return r.trimEnd(start, c.first)
		case c.kind == chunkSub && key != "than" && key != "if":
			return r.trimEnd(start, c.first)
		case c.kind == chunkCoord && k+1 < limit && r.chunks[k+1].kind == chunkVG && r.chunks[k+1].form == finite:
			return r.trimEnd(start, c.first)
		case does:
		case key == "after" || key == "before" || key == "during" || key == "until" || key == "since":
			return r.trimEnd(start, c.first)
		case r.isTemporal(c) && c.kind == chunkNP && k > first && r.chunks[k-1].kind != chunkPrep:
			return r.trimEnd(start, c.first)
		case c.kind == chunkPrep && k+1 < limit && r.isTemporal(&r.chunks[k+1]):
			return r.trimEnd(start, c.first)
		}
	}
	return r.trimEnd(start, r.chunks[min(limit, len(r.chunks))-1].end)
}
