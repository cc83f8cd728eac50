// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
)

// Row is a line of a plot whose rows are things and whose axis is time: the wordings
// of a quotation, or the dates of an article.
type Row struct {
	Name, Note string // Note stands under the name
	Flag       bool   // to be seen before others
	At         []Moment
}

// Moment is something on a row.
type Moment struct {
	When      Interval
	Tip, Link string
	Chosen    bool
}

// rowHeight is what a row with a note takes.
const rowHeight = 40.0

// MaxRows is how many rows are drawn.
const MaxRows = 60

// Rows draws the moments of each row on one axis: an interval as a bar, a moment as a
// dot, what is chosen filled. Rows come as they are given, at most [MaxRows] of them;
// moments that are not known are counted at the end of their row. O(n).
func Rows(title string, rows []Row) *Figure {
	f := &Figure{Width: plotWidth, Title: title}
	more := len(rows) - MaxRows
	rows = rows[:min(len(rows), MaxRows)]
	var all []Interval
	known := 0
	for _, r := range rows {
		for _, m := range r.At {
			all = append(all, m.When)
			if m.When.Known() {
				known++
			}
		}
	}
	bottom := top + 10 + rowHeight*float64(len(rows))
	s := newScale(all, 260, plotWidth-120)
	if known > 0 {
		f.axis(s, top, bottom)
	}
	for i := range rows {
		drawRow(f, s, &rows[i], top+10+rowHeight*float64(i))
	}
	if more > 0 {
		f.add(words(Small, left, bottom+16, fmt.Sprintf("and %d more that are not drawn: the table has all", more)))
		bottom += 22
	}
	f.Height = bottom + 12
	f.Says = fmt.Sprintf("%d rows and %d moments on one axis of time, in UTC. The table holds the same.", len(rows), known)
	return f
}

func drawRow(f *Figure, s scale, r *Row, y float64) {
	name := Label
	if r.Flag {
		name = Strong
	}
	f.add(stroke(Grid, Point{left, y}, Point{plotWidth - 16, y}), words(name, left, y+16, clip(r.Name, 32)), words(Small, left, y+31, clip(r.Note, 40)))
	unknown := 0
	for _, m := range r.At {
		if !m.When.Known() {
			unknown++
			continue
		}
		f.link(m.Link, m.Tip, mark(s, &m, y+20)...)
	}
	if unknown > 0 {
		f.add(words(Small, plotWidth-110, y+24, fmt.Sprintf("+ %d undated", unknown)))
	}
}

func mark(s scale, m *Moment, y float64) []Shape {
	from, to := s.x(m.When.From), s.x(m.When.To)
	if m.When.To.IsZero() {
		to = s.right
	}
	class := Plain
	if m.Chosen {
		class = Dot
	}
	if to-from < 8 {
		return []Shape{disc(class, (from+to)/2, y, nodeRadius)}
	}
	shapes := []Shape{box(class, from, y-4, to-from, 8)}
	if m.When.From.IsZero() {
		shapes = append(shapes, words(Small, from-12, y+4, "←"))
	}
	if m.When.To.IsZero() {
		shapes = append(shapes, words(Small, to+2, y+4, "→"))
	}
	return shapes
}
