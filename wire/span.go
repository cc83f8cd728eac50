// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"fmt"
	"unicode/utf8"

	"hearsay"
)

// Span is a stretch of a string: half-open offsets in Unicode code points, and
// the words. In names the string when it is not the article text: "headline",
// "dateline", "byline/0", "removed/3".
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Exact string `json:"exact"`
	In    string `json:"in,omitempty"`
}

// A Ruler turns byte offsets of one string into code points. Offsets are asked in
// no order; a mark every 1,024 bytes makes an answer cheap. A byte that is not
// UTF-8 counts as one, which is what JSON makes of it.
type Ruler struct {
	text  string
	marks []rulerMark
}

// rulerMark is the start of a code point and the number of those before it.
type rulerMark struct{ at, points int }

const rulerStep = 1024

// NewRuler measures text once, in time linear in its length.
func NewRuler(text string) *Ruler {
	r := &Ruler{text: text}
	n := 0
	for i := range text {
		if i >= len(r.marks)*rulerStep {
			r.marks = append(r.marks, rulerMark{i, n})
		}
		n++
	}
	return r
}

// Points is the number of code points before byte i.
func (r *Ruler) Points(i int) int {
	if i == 0 {
		return 0
	}
	k := min(i/rulerStep, len(r.marks)-1)
	if r.marks[k].at > i {
		k-- // i stands within the code point that crosses the step
	}
	return r.marks[k].points + utf8.RuneCountInString(r.text[r.marks[k].at:i])
}

// span converts a span of the ruler's text.
func (r *Ruler) Span(s hearsay.Span) Span {
	return Span{Start: r.Points(s.Start), End: r.Points(s.End), Exact: s.In(r.text)}
}

// optional is nil for the zero span.
func (r *Ruler) optional(s hearsay.Span) *Span {
	if s.IsZero() {
		return nil
	}
	out := r.Span(s)
	return &out
}

// rulers measures the strings of one article.
type rulers struct {
	a        *hearsay.Article
	text     *Ruler
	headline *Ruler
}

func newRulers(a *hearsay.Article) *rulers {
	return &rulers{a: a, text: NewRuler(a.Text), headline: NewRuler(a.Headline)}
}

// part is the ruler of a part that a quotation can stand in, and its name.
func (r *rulers) part(p hearsay.Part) (*Ruler, string) {
	if p == hearsay.InHeadline {
		return r.headline, string(p)
	}
	return r.text, ""
}

// place converts evidence; nil when there is none.
func (r *rulers) place(p hearsay.Place) *Span {
	if p.IsZero() {
		return nil
	}
	var out Span
	switch p.Part {
	case hearsay.InText, hearsay.InHeadline:
		ruler, in := r.part(p.Part)
		out = ruler.Span(p.Span)
		out.In = in
		return &out
	case hearsay.InDateline:
		out = NewRuler(r.a.Dateline).Span(p.Span)
		out.In = string(p.Part)
	case hearsay.InByline:
		out = NewRuler(r.a.Byline[p.Index]).Span(p.Span)
		out.In = fmt.Sprintf("%s/%d", p.Part, p.Index)
	case hearsay.InRemoved:
		out = NewRuler(r.a.Removed[p.Index].Exact).Span(p.Span)
		out.In = fmt.Sprintf("%s/%d", p.Part, p.Index)
	}
	return &out
}
