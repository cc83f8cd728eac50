// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/prose"
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
	r.nest(rels, out)
	return out
}

// quotation gives the relation its final form, in bytes.
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
	r.flagMarks(q)
	out.Mode = r.mode(q)
	out.Confidence = r.confidenceOf(q, out.Mode)
	out.Profile = hearsay.Extended
	if q.core {
		out.Profile = hearsay.Core
	}
	out.Polarity = q.polarity
	out.Via = r.named(q.via)
	slices.Sort(q.flags)
	out.Flags = q.flags
	return out
}

// named gives media their names.
func (r *reader) named(list []via) []hearsay.Via {
	var out []hearsay.Via
	for _, v := range list {
		name := v.known
		if name == "" {
			name = r.mediumName(v.name)
		}
		out = append(out, hearsay.Via{
			Agent:    hearsay.Agent{Name: name, Kind: hearsay.Outlet},
			Evidence: r.span(v.evidence.first, v.evidence.end),
		})
	}
	return out
}

// mediumName is the name of a medium as printed, without quote marks. A "The" in
// the middle of a sentence is part of the name; at its start, who knows.
func (r *reader) mediumName(s span) string {
	if s.first > 0 && r.span(s.first-1, s.first).In(r.text) == "The" {
		s.first--
	}
	name := prose.OneLine(strings.Trim(r.span(s.first, s.end).In(r.text), "“”\"«»„‘’'"))
	name = strings.TrimSuffix(strings.TrimSuffix(name, "’s"), "'s") // "Radio 4's"
	if full := r.fullMedium(name, s); full != "" && full != strings.TrimPrefix(name, "The ") {
		return full
	}
	if n := len(name); n > 2 && name[n-1] == '.' && name[n-3] == ' ' {
		name = name[:n-1] // the full stop behind "Channel K"
	}
	before := strings.TrimRight(r.text[:r.span(s.first, s.end).Start], " \u00a0\u202f“\"'‘«„")
	if end, _ := utf8.DecodeLastRuneInString(before); end != ',' && !unicode.IsLetter(end) && !unicode.IsDigit(end) {
		return strings.TrimPrefix(name, "The ")
	}
	return name
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

// flagMarks records what is odd about the marks within the content.
func (r *reader) flagMarks(q *relation) {
	for _, c := range q.content {
		for i := c.first; i < c.end; i++ {
			if t := &r.ts[i]; t.tag == tagMark {
				r.flagMark(q, i)
			}
		}
	}
}

// flagMark records what token i, a mark inside the content, tells.
func (r *reader) flagMark(q *relation, i int) {
	switch key := r.ts[i].key; {
	case key == "…" || key == "..." || key == "....":
		q.flag(hearsay.Elision)
	case key == "[" && r.ts[i].in >= 0:
		q.flag(hearsay.Editorial)
	}
	if !r.isOpen(i) && !r.isClose(i) {
		return
	}
	s := &r.stretches[r.ts[i].in]
	for _, odd := range [...]struct {
		is   bool
		flag hearsay.Flag
	}{{s.unclosed && !s.next, hearsay.Unclosed}, {s.unopened, hearsay.Unopened}, {s.wrongWay, hearsay.WrongWayMarks}, {s.lostSpace, hearsay.MissingSpace}} {
		if odd.is {
			q.flag(odd.flag)
		}
	}
}

// maxNested bounds how many relations around one are looked at. Nesting deeper
// than four does not occur; overlapping relations come from broken text.
const maxNested = 8

// nest sets Within to the smallest relation whose content holds cue and content
// of another, and hands the media of the outer one down: what is said within
// the words of an agency came through the agency. Rels and qs are parallel and
// in the order of their extents.
func (r *reader) nest(rels []relation, qs []hearsay.Quotation) {
	var open []int
	for i := range qs {
		e := rels[i].extent()
		for len(open) > 0 && rels[open[len(open)-1]].extent().end <= e.first {
			open = open[:len(open)-1]
		}
		for k := len(open) - 1; k >= 0 && k >= len(open)-maxNested; k-- {
			if rels[open[k]].holds(e) {
				qs[i].Within = open[k]
				inherit(&qs[open[k]], &qs[i], r.named(rels[open[k]].handed))
				break
			}
		}
		open = append(open, i)
	}
}

func (q *relation) holds(e span) bool {
	for _, c := range q.content {
		if c.first <= e.first && e.end <= c.end {
			return true
		}
	}
	return false
}

// inherit gives the inner quotation the media of the outer one with those that its
// source hands on, its denial (who
// denies telling has not told), and the doubt of the text about it.
func inherit(outer, inner *hearsay.Quotation, handed []hearsay.Via) {
	via := append(slices.Clone(outer.Via), handed...)
	for _, v := range inner.Via {
		if !slices.ContainsFunc(via, func(have hearsay.Via) bool { return have.Agent == v.Agent }) {
			via = append(via, v)
		}
	}
	inner.Via = via
	if outer.Has(hearsay.Disputed) && !inner.Has(hearsay.Disputed) {
		inner.Flags = append(inner.Flags, hearsay.Disputed)
		slices.Sort(inner.Flags)
	}
	unsaid := outer.Polarity == hearsay.Denied || outer.Polarity == hearsay.NotSaid || outer.Polarity == hearsay.Declined
	if unsaid && len(outer.Content) > 0 && inner.Cue.Start == outer.Content[0].Start {
		inner.Polarity = outer.Polarity
	}
}

// sortBy sorts ints by a key, stably.
func sortBy(list []int, key func(int) int) {
	sort.SliceStable(list, func(i, j int) bool { return key(list[i]) < key(list[j]) })
}
