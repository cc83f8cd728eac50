// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"cmp"
	"slices"
)

// Span is a half-open range [Start, End) of bytes of one string: of
// Article.Text unless a [Place] says otherwise. It never counts runes, and
// never bytes of the page. The zero Span means "none".
type Span struct{ Start, End int }

// Len is the number of bytes covered.
func (s Span) Len() int { return s.End - s.Start }

// IsZero reports whether there is no span.
func (s Span) IsZero() bool { return s == Span{} }

// In returns the bytes of text that the span covers. It panics when the span
// does not lie in text: such a span is a broken invariant, not an input.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlap is the number of bytes that s and t share.
func (s Span) Overlap(t Span) int {
	return max(0, min(s.End, t.End)-max(s.Start, t.Start))
}

// JoinSpans sorts spans by where they start and joins those that overlap or
// touch. It works in place: what is returned takes the place of spans.
func JoinSpans(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// SpansLen is the sum of the lengths of spans.
func SpansLen(spans []Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// Part names the string that a span is measured in.
type Part string

// The parts of an article that evidence can stand in.
const (
	InText     Part = ""         // Article.Text
	InHeadline Part = "headline" // Article.Headline
	InByline   Part = "byline"   // Article.Byline[Index]
	InDateline Part = "dateline" // Article.Dateline
	InRemoved  Part = "removed"  // Article.Removed[Index].Exact
)

// Place is a span together with the string that it is measured in. Evidence
// that the reader of the article text does not see (a credit in the headline, a
// "read the full story" link among the furniture) still has a place.
type Place struct {
	Part  Part
	Index int // of the byline or removed part; 0 otherwise
	Span  Span
}

// IsZero reports whether there is no place.
func (p Place) IsZero() bool { return p == Place{} }

// In returns the words that stand at p in article a, or "" when p names a part
// that a does not have.
func (p Place) In(a *Article) string {
	var s string
	switch p.Part {
	case InText:
		s = a.Text
	case InHeadline:
		s = a.Headline
	case InDateline:
		s = a.Dateline
	case InByline:
		if p.Index < len(a.Byline) {
			s = a.Byline[p.Index]
		}
	case InRemoved:
		if p.Index < len(a.Removed) {
			s = a.Removed[p.Index].Exact
		}
	}
	if p.Span.Start < 0 || p.Span.End > len(s) || p.Span.Start > p.Span.End {
		return ""
	}
	return p.Span.In(s)
}
