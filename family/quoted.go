// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"cmp"
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

// Quoted is a quotation of an article, as families are made of.
type Quoted struct {
	Article hearsay.Brief
	Part    hearsay.Part
	Content []hearsay.Span // in the Part, without quote marks at the ends
	Words   []string       // those of Content, one for each
	Speaker hearsay.Agent  // zero when not known
	Mode    hearsay.Mode
	Via     []hearsay.Agent // media that the words came through
	// Number is which quotation of its article it is; -1 when it is none of those that
	// were found.
	Number int
}

// of makes a Quoted of a quotation. False when nothing is said in it.
func of(a *hearsay.Article, q *hearsay.Quotation) (Quoted, bool) {
	out := Quoted{Article: a.Brief(), Part: q.Part, Speaker: q.Speaker.Agent, Mode: q.Mode}
	text := a.Text
	if q.Part == hearsay.InHeadline {
		text = a.Headline
	}
	for _, s := range q.Content {
		if s = unmarked(text, s); s.Len() > 0 {
			out.Content = append(out.Content, s)
			out.Words = append(out.Words, s.In(text))
		}
	}
	for _, v := range q.Via {
		out.Via = append(out.Via, v.Agent)
	}
	return out, len(out.Content) > 0
}

// unmarked is a span without quote marks, white space and commas at its ends.
func unmarked(text string, s hearsay.Span) hearsay.Span {
	words := s.In(text)
	left := strings.TrimLeft(words, quoteMarks)
	right := strings.TrimRight(left, quoteMarks)
	start := s.End - len(left)
	return hearsay.Span{Start: start, End: start + len(right)}
}

const quoteMarks = " \n\t\"“”„‟«»‹›‘’‚‛「」『』,"

// between divides parts of a quotation that do not stand together.
const between = " … "

// Exact are the words as printed, parts divided by dots.
func (q *Quoted) Exact() string { return strings.Join(q.Words, between) }

// cut is the part of a quotation that bytes [from, to) of Exact cover.
func (q *Quoted) cut(from, to int) Quoted {
	out := *q
	out.Content, out.Words = nil, nil
	at := 0
	for i, w := range q.Words {
		lo, hi := max(from-at, 0), min(to-at, len(w))
		if lo < hi {
			s := q.Content[i]
			out.Content = append(out.Content, hearsay.Span{Start: s.Start + lo, End: s.Start + hi})
			out.Words = append(out.Words, w[lo:hi])
		}
		at += len(w) + len(between)
	}
	return out
}

// compareQuoted orders by date, article and place; what has no date comes last.
func compareQuoted(a, b *Quoted) int {
	da, db := a.Article.Date.Earliest, b.Article.Date.Earliest
	if da.IsZero() != db.IsZero() {
		if da.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(da.Compare(db), a.Article.Date.Latest.Compare(b.Article.Date.Latest), slices.Compare(a.Article.ID[:], b.Article.ID[:]),
		strings.Compare(string(a.Part), string(b.Part)), slices.CompareFunc(a.Content, b.Content, func(x, y hearsay.Span) int {
			return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
		}))
}

// kinship says whether two quotations may be of one speaker.
type kinship uint8

const (
	unknown kinship = iota // one of them is not named
	one
	two
)

// kin compares two speakers by their names alone. An organization and a person may
// be one voice ("the ministry", its spokesman): that is not known.
func kin(a, b hearsay.Agent) kinship {
	named := func(x hearsay.Agent) bool { return x.Name != "" && x.Kind != hearsay.Anonymous }
	switch {
	case !named(a) || !named(b):
		return unknown
	case prose.Fold(a.Name) == prose.Fold(b.Name):
		return one
	case a.Kind != hearsay.Person || b.Kind != hearsay.Person:
		return unknown
	}
	if nameFits(nameOf(a), nameOf(b)) {
		return one
	}
	return two
}

// nameOf are the parts of a person's name, without what stands behind it.
func nameOf(a hearsay.Agent) []string {
	parts := strings.Fields(prose.Fold(a.Name))
	for len(parts) > 1 && lexicon.IsPostNominal(parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	return parts
}

// nameFits reports whether a surname is the same and first names do not differ.
func nameFits(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 || a[len(a)-1] != b[len(b)-1] {
		return false
	}
	if len(a) == 1 || len(b) == 1 {
		return true
	}
	x, y := a[0], b[0]
	return x == y || len(x) == 1 && strings.HasPrefix(y, x) || len(y) == 1 && strings.HasPrefix(x, y)
}
