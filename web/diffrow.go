// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/prose"
)

// diffRow is a row of a comparison: a paragraph of B beside the words of A that
// became it. A whole paragraph that only one side has stands in a row alone.
type diffRow struct {
	ID               string
	A, B             []stroke
	NumberA, NumberB int  // of the paragraphs, from 1; 0 for none
	Same             bool // nothing in it differs
}

// stroke is a stretch of one side of a row.
type stroke struct {
	Text   string
	Kind   hearsay.ChangeKind
	ID     string // of the change, for links; on one side only
	Other  string // ID of the other end of a move
	Words  string // printed with a move: "moved from paragraph 3"
	Breaks bool   // a paragraph of this side ends before it
}

// part is a stretch of a change that lies within one paragraph of each side.
type part struct {
	kind   hearsay.ChangeKind
	a, b   hearsay.Span
	number int          // of the change, from 1; 0 when nothing changed
	first  bool         // of the parts of its change
	move   hearsay.Span // the other end, when the words were moved
}

// diffRows lays a comparison out in rows and counts the places that differ.
func diffRows(c *hearsay.Comparison) ([]diffRow, int) {
	a, b := newColumn(c.A.Text), newColumn(c.B.Text)
	parts, changes := partsOf(c.Changes, a, b)
	d := &differ{a: a, b: b}
	for _, p := range parts {
		d.place(p)
	}
	d.flush()
	return d.rows, changes
}

// column is one side of a comparison and how far it has been laid out.
type column struct {
	text       string
	paragraphs []hearsay.Span
	in         int // paragraph last written to, or -1
	end        int // of what was written of it
}

func newColumn(text string) *column {
	c := &column{text: text, in: -1}
	for from := 0; from <= len(text); {
		to := len(text)
		if i := strings.Index(text[from:], "\n\n"); i >= 0 {
			to = from + i
		}
		c.paragraphs = append(c.paragraphs, hearsay.Span{Start: from, End: to})
		from = to + 2
	}
	return c
}

// of is the index of the paragraph that a byte of text lies in.
func (c *column) of(at int) int {
	i, _ := slices.BinarySearchFunc(c.paragraphs, at, func(p hearsay.Span, at int) int {
		if p.End < at {
			return -1
		}
		return 1
	})
	return min(i, len(c.paragraphs)-1)
}

// whole reports whether a span holds every word of its paragraph.
func (c *column) whole(s hearsay.Span) bool {
	p := c.paragraphs[c.of(s.Start)]
	return wordless(c.text[p.Start:max(p.Start, s.Start)]) && wordless(c.text[min(s.End, p.End):p.End])
}

// done reports whether the paragraph last written to has no more words.
func (c *column) done() bool {
	return c.in < 0 || wordless(c.text[c.end:c.paragraphs[c.in].End])
}

func wordless(text string) bool { return prose.Count(text) == 0 }

// split divides a span where its paragraphs end.
func (c *column) split(s hearsay.Span) []hearsay.Span {
	var out []hearsay.Span
	for i := c.of(s.Start); i < len(c.paragraphs) && c.paragraphs[i].Start < s.End; i++ {
		piece := hearsay.Span{Start: max(s.Start, c.paragraphs[i].Start), End: min(s.End, c.paragraphs[i].End)}
		if piece.Start < piece.End {
			out = append(out, piece)
		}
	}
	return out
}

// partsOf cuts changes at the ends of paragraphs and gives moved words a part at
// both their places. It returns the parts in the order of both sides, and the
// number of changes.
func partsOf(changes []hearsay.Change, a, b *column) ([]part, int) {
	var out, away []part
	number := 0
	for _, c := range changes {
		p := part{kind: c.Kind, a: c.A, b: c.B, first: true}
		if c.Kind != hearsay.Same {
			number++
			p.number = number
		}
		if c.Kind == hearsay.Moved {
			left := p
			p.a, p.move = hearsay.Span{}, c.A
			left.b, left.move = hearsay.Span{}, c.B
			away = append(away, cutUp(left, a, b)...)
		}
		out = append(out, cutUp(p, a, b)...)
	}
	for _, p := range away {
		at := slices.IndexFunc(out, func(q part) bool { return !q.a.IsZero() && q.a.Start > p.a.Start })
		if at < 0 {
			at = len(out)
		}
		out = slices.Insert(out, at, p)
	}
	return out, number
}

// cutUp divides a part by the paragraphs of both sides. Words that are the same
// on both sides are cut behind the same word, so that a paragraph that was
// divided or joined still stands beside itself.
func cutUp(p part, a, b *column) []part {
	var out []part
	add := func(as, bs hearsay.Span) {
		q := p
		q.a, q.b, q.first = as, bs, len(out) == 0
		out = append(out, q)
	}
	switch {
	case p.b.IsZero():
		for _, s := range a.split(p.a) {
			add(s, hearsay.Span{})
		}
	case p.a.IsZero():
		for _, s := range b.split(p.b) {
			add(hearsay.Span{}, s)
		}
	default:
		as, bs := a.split(p.a), b.split(p.b)
		if p.kind == hearsay.Same {
			if x, y := twins(a.text, as, b.text, bs); x != nil {
				as, bs = x, y
			}
		}
		for i := range max(len(as), len(bs)) {
			add(at(as, i), at(bs, i))
		}
	}
	return out
}

func at(list []hearsay.Span, i int) hearsay.Span {
	if i < len(list) {
		return list[i]
	}
	return hearsay.Span{}
}

// twins cuts both sides of equal words behind every word that ends a piece on
// either side. It returns nil when the words don't go one to one.
func twins(textA string, as []hearsay.Span, textB string, bs []hearsay.Span) (x, y []hearsay.Span) {
	wordsA, endsA := wordsIn(textA, as)
	wordsB, endsB := wordsIn(textB, bs)
	if len(wordsA) != len(wordsB) {
		return nil, nil
	}
	from := 0
	for i := range wordsA {
		if endsA[i] || endsB[i] {
			x = append(x, hearsay.Span{Start: wordsA[from].Start, End: wordsA[i].End})
			y = append(y, hearsay.Span{Start: wordsB[from].Start, End: wordsB[i].End})
			from = i + 1
		}
	}
	return x, y
}

// wordsIn lists the words of some pieces of text, and which of them end one.
func wordsIn(text string, pieces []hearsay.Span) (words []hearsay.Span, ends []bool) {
	for _, p := range pieces {
		for _, w := range prose.Words(p.In(text)) {
			words = append(words, hearsay.Span{Start: p.Start + w.Span.Start, End: p.Start + w.Span.End})
			ends = append(ends, false)
		}
		if len(ends) > 0 {
			ends[len(ends)-1] = true
		}
	}
	return words, ends
}

// differ puts parts into rows.
type differ struct {
	a, b *column
	rows []diffRow
	row  diffRow
}

// place adds a part to the open row, or closes that and opens another.
func (d *differ) place(p part) {
	if d.starts(p) {
		d.flush()
	}
	if !p.a.IsZero() {
		d.row.A = d.a.write(d.row.A, d.stroke(p, p.a, true))
		d.row.NumberA = cmp.Or(d.row.NumberA, d.a.in+1)
	}
	if !p.b.IsZero() {
		d.row.B = d.b.write(d.row.B, d.stroke(p, p.b, false))
		d.row.NumberB = cmp.Or(d.row.NumberB, d.b.in+1)
	}
	if p.b.IsZero() && d.a.whole(p.a) {
		d.flush() // a whole paragraph that B lacks stands alone
	}
}

// starts reports whether a part opens a row. Rows follow the paragraphs of B.
func (d *differ) starts(p part) bool {
	hasA, hasB := len(d.row.A) > 0, len(d.row.B) > 0
	newA := !p.a.IsZero() && d.a.of(p.a.Start) != d.a.in
	newB := !p.b.IsZero() && d.b.of(p.b.Start) != d.b.in
	switch {
	case !hasA && !hasB:
		return false
	case p.b.IsZero():
		return d.a.whole(p.a) || newA && d.a.done() && (!hasB || d.b.done())
	case newB && hasB:
		return true
	case newB: // the row holds words of A alone
		return newA || p.a.IsZero() && d.a.done()
	}
	return false
}

// stroke is the part as it looks on one side. The link to a change leads to B,
// where the new words are, unless only A has any.
func (d *differ) stroke(p part, s hearsay.Span, onA bool) spanStroke {
	out := spanStroke{span: s, stroke: stroke{Kind: p.kind}}
	if p.number == 0 || !p.first {
		return out
	}
	id := fmt.Sprintf("c%d", p.number)
	switch {
	case p.kind == hearsay.Moved && onA:
		out.ID, out.Other = id+"a", id
		out.Words = fmt.Sprintf("moved to paragraph %d", d.b.of(p.move.Start)+1)
	case p.kind == hearsay.Moved:
		out.ID, out.Other = id, id+"a"
		out.Words = fmt.Sprintf("moved from paragraph %d", d.a.of(p.move.Start)+1)
	case !onA || p.b.IsZero():
		out.ID = id
	}
	return out
}

// spanStroke is a stroke whose text has not been cut yet.
type spanStroke struct {
	stroke
	span hearsay.Span
}

// write appends a stroke, with the spaces and marks that stand before it.
func (c *column) write(to []stroke, s spanStroke) []stroke {
	in := c.of(s.span.Start)
	if in != c.in {
		to = c.finish(to)
		s.Breaks = len(to) > 0
		c.in, c.end = in, c.paragraphs[in].Start
	}
	if c.end < s.span.Start {
		to = append(to, stroke{Text: c.text[c.end:s.span.Start], Kind: hearsay.Same, Breaks: s.Breaks})
		s.Breaks = false
	}
	s.Text = s.span.In(c.text)
	c.end = s.span.End
	return append(to, s.stroke)
}

// finish appends the marks that end the paragraph, when no word is left in it.
func (c *column) finish(to []stroke) []stroke {
	if c.in < 0 || len(to) == 0 || !c.done() {
		return to
	}
	end := c.paragraphs[c.in].End
	if c.end < end {
		to = append(to, stroke{Text: c.text[c.end:end], Kind: hearsay.Same})
		c.end = end
	}
	return to
}

// flush closes the open row.
func (d *differ) flush() {
	d.row.A, d.row.B = d.a.finish(d.row.A), d.b.finish(d.row.B)
	if len(d.row.A) == 0 && len(d.row.B) == 0 {
		return
	}
	changed := func(s stroke) bool { return s.Kind != hearsay.Same }
	d.row.Same = len(d.row.A) > 0 && len(d.row.B) > 0 && !slices.ContainsFunc(d.row.A, changed) && !slices.ContainsFunc(d.row.B, changed)
	d.row.ID = fmt.Sprintf("row%d", len(d.rows)+1)
	d.rows = append(d.rows, d.row)
	d.row = diffRow{}
}
