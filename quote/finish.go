// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"slices"
	"sort"

	"hearsay"
)

// quotations turns relations into quotations in text order.
func (r *reader) quotations(rels []relation) []hearsay.Quotation {
	sort.SliceStable(rels, func(i, j int) bool {
		a, b := rels[i].extent(), rels[j].extent()
		if a.first != b.first {
			return a.first < b.first
		}
		return a.end > b.end
	})
	out := make([]hearsay.Quotation, len(rels))
	for i := range rels {
		out[i] = r.quotation(&rels[i])
	}
	nest(out)
	return out
}

func (r *reader) quotation(q *relation) hearsay.Quotation {
	out := hearsay.Quotation{
		Source: r.span(q.subject.first, q.subject.end),
		Cue:    r.span(q.cue.first, q.cue.end),
		Within: -1,
	}
	if r.headline {
		out.Part = hearsay.InHeadline
		q.flag(hearsay.InHeadlines)
	}
	for _, c := range q.content {
		out.Content = append(out.Content, r.span(c.first, c.end))
	}
	if q.that >= 0 {
		out.Complementiser = r.ts[q.that].Span
	}
	out.Addressee = r.span(q.addressee.first, q.addressee.end)
	if q.subject.elided {
		q.flag(hearsay.ElidedSource)
	}
	out.Mode = r.mode(q)
	out.Polarity = q.polarity
	for _, v := range q.via {
		name := r.span(v.name.first, v.name.end)
		out.Via = append(out.Via, hearsay.Via{
			Agent:    hearsay.Agent{Name: name.In(r.text), Kind: hearsay.Outlet},
			Evidence: r.span(v.evidence.first, v.evidence.end),
		})
	}
	slices.Sort(q.flags)
	out.Flags = q.flags
	return out
}

// mode is direct when all content stands within marks, mixed when part of it
// does, indirect when none does.
func (r *reader) mode(q *relation) hearsay.Mode {
	in, out := 0, 0
	for _, c := range q.content {
		for i := c.first; i < c.end; i++ {
			switch {
			case r.ts[i].tag == tagMark:
			case r.quotedFor(q, i):
				in++
			default:
				out++
			}
		}
	}
	switch {
	case q.direct:
		return hearsay.Direct
	case in == 0:
		return hearsay.Indirect
	case out == 0:
		return hearsay.Direct
	}
	return hearsay.Mixed
}

// quotedFor reports whether token i is within marks that do not hold the cue
// as well.
func (r *reader) quotedFor(q *relation, i int) bool {
	in := r.ts[i].in
	if in < 0 {
		return false
	}
	own := int32(-1)
	if !q.cue.empty() {
		own = r.ts[q.cue.first].in
	}
	return in != own
}

// nest sets Within: the smallest quotation before this one whose content holds
// its source, cue and content.
func nest(qs []hearsay.Quotation) {
	var open []int
	for i := range qs {
		e := qs[i].Extent()
		for len(open) > 0 && qs[open[len(open)-1]].Extent().End <= e.Start {
			open = open[:len(open)-1]
		}
		for k := len(open) - 1; k >= 0; k-- {
			if holds(&qs[open[k]], e) {
				qs[i].Within = open[k]
				break
			}
		}
		open = append(open, i)
	}
}

// sortBy sorts ints by a key, stably.
func sortBy(list []int, key func(int) int) {
	sort.SliceStable(list, func(i, j int) bool { return key(list[i]) < key(list[j]) })
}

func holds(q *hearsay.Quotation, e hearsay.Span) bool {
	for _, c := range q.Content {
		if c.Contains(e) {
			return true
		}
	}
	return false
}
