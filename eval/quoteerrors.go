// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"sort"
	"strings"

	"hearsay"
)

// report writes one relation of the truth that was not found, with the reason
// and what was found instead. Only core relations are listed: the rest is
// disputed among people.
func (s *quoteScore) report(d *annotated, l *laidOut, g *hearsay.Quotation, got []hearsay.Quotation) {
	if s.opt.Errors == nil || !isCore(l.text, g) || !s.mayList() {
		return
	}
	reason, other := l.diagnose(g, got)
	fmt.Fprintf(s.opt.Errors, "%s (%s) %s\n  want %s\n", reason, modeOf(l.text, g), d.name, show(l.text, g))
	if other != nil {
		fmt.Fprintf(s.opt.Errors, "  got  %s\n", show(l.text, other))
	}
	fmt.Fprintln(s.opt.Errors)
}

func (s *quoteScore) reportExtra(d *annotated, l *laidOut, q *hearsay.Quotation) {
	if s.opt.Errors == nil {
		return
	}
	for i := range d.gold {
		if sameCue(&d.gold[i], q) {
			return // listed as a difference already
		}
	}
	if s.mayList() {
		fmt.Fprintf(s.opt.Errors, "extra (%s) %s\n  got  %s\n\n", modeOf(l.text, q), d.name, show(l.text, q))
	}
}

func (s *quoteScore) mayList() bool {
	limit := s.opt.MaxErrors
	if limit == 0 {
		limit = 50
	}
	s.errors++
	return s.errors <= limit
}

// diagnose names what is wrong with the nearest answer.
func (l *laidOut) diagnose(g *hearsay.Quotation, got []hearsay.Quotation) (string, *hearsay.Quotation) {
	for i := range got {
		q := &got[i]
		if !sameCue(g, q) {
			continue
		}
		switch {
		case q.Source.IsZero() && !g.Source.IsZero():
			return "no source", q
		case q.Source.Overlap(g.Source) == 0:
			return "wrong source", q
		case len(q.Content) == 0 && len(g.Content) > 0:
			return "no content", q
		}
		return "wrong content", q
	}
	return "no cue", nil
}

// show prints the text around a relation with its spans marked, on one line.
func show(text string, q *hearsay.Quotation) string {
	type tag struct {
		at   int
		text string
		open bool
	}
	var tags []tag
	mark := func(s hearsay.Span, name string) {
		if s.Len() > 0 {
			tags = append(tags, tag{s.Start, "[" + name + ":", true}, tag{s.End, "]", false})
		}
	}
	mark(q.Source, "s")
	mark(q.Cue, "c")
	for _, c := range q.Content {
		mark(c, "q")
	}
	sort.SliceStable(tags, func(i, j int) bool {
		if tags[i].at != tags[j].at {
			return tags[i].at < tags[j].at
		}
		return !tags[i].open && tags[j].open
	})
	e := q.Extent()
	from, to := around(text, e)
	var b strings.Builder
	for _, t := range tags {
		b.WriteString(text[from:max(from, t.at)])
		b.WriteString(t.text)
		from = max(from, t.at)
	}
	b.WriteString(text[from:to])
	return strings.Join(strings.Fields(b.String()), " ")
}

// around widens a span by some 80 bytes on both sides, to rune boundaries.
func around(text string, e hearsay.Span) (from, to int) {
	from, to = max(0, e.Start-80), min(len(text), e.End+80)
	for from > 0 && text[from]&0xc0 == 0x80 {
		from--
	}
	for to < len(text) && text[to]&0xc0 == 0x80 {
		to++
	}
	return from, to
}
