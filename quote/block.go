// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/lexicon"
)

// Content in another paragraph than its cue: "Lee said:" and then a quotation
// or a block quote.

// announced reads the content of a cue that ends its paragraph in a colon.
// Token i is behind the unit.
func (r *reader) announced(q *relation, i int) bool {
	p := r.paraOf(q.cue.first)
	end := r.paras[p].end
	if !q.entry.Has(lexicon.Quote) || p+1 >= len(r.paras) || !r.is(end-1, ":") || r.sentence(end-1).First > i {
		return false
	}
	for k := i; k < end-1; k++ {
		if k := int(r.chunk[k]); r.chunks[k].kind == chunkVG && r.chunks[k].form == finite {
			return false // another verb announces it
		}
	}
	if r.paras[p+1].block == hearsay.BlockQuote {
		return r.blockContent(q, p+1)
	}
	first := r.paras[p+1].first
	if !r.isOpen(first) {
		return false
	}
	s := &r.stretches[r.ts[first].in]
	from, to := s.tokens()
	q.content = append(q.content, span{from, to})
	s.used = true
	r.takeNext(q, s)
	return true
}

// takeNext adds the paragraphs that go on from stretch s.
func (r *reader) takeNext(q *relation, s *stretch) {
	for s = r.continuation(s); s != nil; s = r.continuation(s) {
		from, to := s.tokens()
		q.content = append(q.content, span{from, to})
		s.used = true
		q.flag(hearsay.Continued)
	}
}

// continuation returns the stretch of the next paragraph that goes on from s.
func (r *reader) continuation(s *stretch) *stretch {
	if !s.next || s.para+1 >= len(r.paras) {
		return nil
	}
	first := r.paras[s.para+1].first
	if in := r.ts[first].in; in >= 0 && r.stretches[in].prev >= 0 && &r.stretches[r.stretches[in].prev] == s {
		return &r.stretches[in]
	}
	return nil
}

// blockContent takes the run of block quotes that begins at paragraph p.
func (r *reader) blockContent(q *relation, p int) bool {
	for ; p < len(r.paras) && r.paras[p].block == hearsay.BlockQuote; p++ {
		q.content = append(q.content, span{r.paras[p].first, r.paras[p].end})
		r.useAll(r.paras[p].first, r.paras[p].end)
		r.paras[p].taken = true
	}
	q.flag(hearsay.BlockQuoted)
	q.direct = true
	return len(q.content) > 0
}

// useAll marks the stretches of tokens [first, end) as spoken for.
func (r *reader) useAll(first, end int) {
	for i := first; i < end; i++ {
		if r.isOpen(i) {
			r.stretches[r.ts[i].in].used = true
		}
	}
}

// blockQuotes makes relations of the block quotes that no cue announced. The
// page says that they are quotations; who speaks is the subject of the sentence
// before, if that ends in a colon, or unknown.
func (r *reader) blockQuotes() []relation {
	var out []relation
	for p := range r.paras {
		if r.paras[p].block != hearsay.BlockQuote || r.paras[p].taken {
			continue
		}
		q := relation{vg: -1, that: -1, core: true, doubt: 0.3}
		r.blockContent(&q, p)
		q.flag(hearsay.ImplicitCue)
		q.unit = span{q.content[0].first, q.content[0].first}
		if before := r.paras[p].first - 1; before >= 0 && r.lang == nil && r.is(before, ":") {
			q.subject = r.subjectOfSentence(before)
		}
		out = append(out, q)
	}
	return out
}
