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

// ruler turns byte offsets of one string into code points. Offsets are asked in
// no order; a count every 1,024 bytes makes an answer cheap.
type ruler struct {
	text   string
	counts []int32 // code points before every 1,024th byte
}

const rulerStep = 1024

func newRuler(text string) *ruler {
	r := &ruler{text: text}
	n := int32(0)
	for i := range len(text) {
		if i%rulerStep == 0 {
			r.counts = append(r.counts, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return r
}

// points is the number of code points before byte i.
func (r *ruler) points(i int) int {
	if i == 0 {
		return 0
	}
	base := (i - 1) / rulerStep
	return int(r.counts[base]) + utf8.RuneCountInString(r.text[alignRune(r.text, base*rulerStep):i])
}

// alignRune moves i forward to the start of a rune, since a count covers the rune
// that crosses into its stretch.
func alignRune(s string, i int) int {
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i
}

// span converts a span of the ruler's text.
func (r *ruler) span(s hearsay.Span) Span {
	return Span{Start: r.points(s.Start), End: r.points(s.End), Exact: s.In(r.text)}
}

// optional is nil for the zero span.
func (r *ruler) optional(s hearsay.Span) *Span {
	if s.IsZero() {
		return nil
	}
	out := r.span(s)
	return &out
}

// rulers measures the strings of one article.
type rulers struct {
	a        *hearsay.Article
	text     *ruler
	headline *ruler
}

func newRulers(a *hearsay.Article) *rulers {
	return &rulers{a: a, text: newRuler(a.Text), headline: newRuler(a.Headline)}
}

// part is the ruler of a part that a quotation can stand in, and its name.
func (r *rulers) part(p hearsay.Part) (*ruler, string) {
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
		out = ruler.span(p.Span)
		out.In = in
		return &out
	case hearsay.InDateline:
		out = newRuler(r.a.Dateline).span(p.Span)
		out.In = string(p.Part)
	case hearsay.InByline:
		out = newRuler(r.a.Byline[p.Index]).span(p.Span)
		out.In = fmt.Sprintf("%s/%d", p.Part, p.Index)
	case hearsay.InRemoved:
		out = newRuler(r.a.Removed[p.Index].Exact).span(p.Span)
		out.In = fmt.Sprintf("%s/%d", p.Part, p.Index)
	}
	return &out
}
