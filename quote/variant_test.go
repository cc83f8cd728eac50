// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote_test

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/quote"
)

// An edit replaces bytes [Start, End) of a text by new ones.
type edit struct {
	hearsay.Span
	to string
}

// rewrite applies edits, which are in order and apart, and returns the text and
// how its spans move.
func rewrite(text string, edits []edit) (string, func(hearsay.Span) hearsay.Span) {
	var b strings.Builder
	pos := 0
	for _, e := range edits {
		b.WriteString(text[pos:e.Start])
		b.WriteString(e.to)
		pos = e.End
	}
	b.WriteString(text[pos:])
	return b.String(), func(s hearsay.Span) hearsay.Span { return moved(edits, s) }
}

// moved is a span of the old text in the new one. What is put in at its ends stays
// outside; what is replaced there is replaced inside.
func moved(edits []edit, s hearsay.Span) hearsay.Span {
	if s.IsZero() {
		return s
	}
	var start, end int
	for _, e := range edits {
		by := len(e.to) - e.Len()
		if e.End <= s.Start {
			start += by
		}
		if e.Start < s.End {
			end += by
		}
	}
	return hearsay.Span{Start: s.Start + start, End: s.End + end}
}

// moveQuotation moves all spans of q.
func moveQuotation(q hearsay.Quotation, move func(hearsay.Span) hearsay.Span) hearsay.Quotation {
	q.Source, q.Cue, q.Addressee, q.Complementiser = move(q.Source), move(q.Cue), move(q.Addressee), move(q.Complementiser)
	q.Content = slices.Clone(q.Content)
	for i := range q.Content {
		q.Content[i] = move(q.Content[i])
	}
	q.Content = slices.DeleteFunc(q.Content, func(s hearsay.Span) bool { return s.Len() == 0 })
	q.Via = slices.Clone(q.Via)
	for i := range q.Via {
		q.Via[i].Evidence = move(q.Via[i].Evidence)
	}
	q.Flags = slices.Clone(q.Flags)
	return q
}

// A page is a text with the relations that are found in it and are right.
type page struct {
	name   string
	isCase bool // an acceptance case, no article
	text   string
	right  []hearsay.Quotation
	all    []hearsay.Quotation
}

// A tally counts what became of relations when their text was changed.
type tally struct {
	texts, relations int
	exact            int      // the same spans, mode, polarity, profile, flags, media
	kept             int      // the same cue, a source that overlaps, half of the content
	surer, less      int      // kept with more and with less confidence
	added            int      // relations that the text did not have before
	lost             []change // relations that are not exact
}

// A change is a relation that did not come out as it must.
type change struct {
	page, want, got string
	isCase          bool
}

func (c change) String() string {
	if c.got == "" {
		return fmt.Sprintf("%s: lost %s", c.page, c.want)
	}
	return fmt.Sprintf("%s: %s\n  is %s", c.page, c.want, c.got)
}

// score compares the quotations of a changed page with what they should be.
func (c *tally) score(f *family, p *page, edits []edit) {
	text, move := rewrite(p.text, edits)
	got := quote.Find(&hearsay.Article{Text: text})
	c.texts++
	for _, old := range p.right {
		if f.counts != nil && !f.counts(p, &old, edits) {
			continue
		}
		want := moveQuotation(old, move)
		if f.adjust != nil {
			f.adjust(&want)
		}
		c.relation(f, p, text, &want, got)
	}
	for i := range got {
		if !slices.ContainsFunc(p.all, func(old hearsay.Quotation) bool { q := moveQuotation(old, move); return sameRelation(&q, &got[i]) }) {
			c.added++
		}
	}
}

func (c *tally) relation(f *family, p *page, text string, want *hearsay.Quotation, got []hearsay.Quotation) {
	c.relations++
	best := -1
	for i := range got {
		if isKept(want, &got[i]) && (best < 0 || f.key(&got[i]) == f.key(want)) {
			best = i
		}
	}
	if best < 0 {
		c.lost = append(c.lost, change{page: p.name, want: show(text, want), isCase: p.isCase})
		return
	}
	c.kept++
	switch q := &got[best]; {
	case q.Confidence < want.Confidence:
		c.less++
	case q.Confidence > want.Confidence:
		c.surer++
	}
	if f.key(&got[best]) == f.key(want) {
		c.exact++
	} else {
		c.lost = append(c.lost, change{p.name, show(text, want), show(text, &got[best]), p.isCase})
	}
}

// key is all of a relation that must not change.
func (f *family) key(q *hearsay.Quotation) string {
	flags := slices.DeleteFunc(slices.Clone(q.Flags), func(g hearsay.Flag) bool { return slices.Contains(f.ignore, g) })
	return fmt.Sprint(q.Source, q.Cue, q.Complementiser, q.Addressee, q.Content, q.Mode, q.Polarity, q.Profile, q.Via, flags)
}

func show(text string, q *hearsay.Quotation) string {
	parts := []string{q.Source.In(text), q.Cue.In(text)}
	for _, c := range q.Content {
		parts = append(parts, c.In(text))
	}
	return fmt.Sprint(strings.Join(parts, " | "), " ", q.Mode, q.Polarity, q.Profile, q.Flags)
}

// sameRelation reports the same cue or, where one has none, common content.
func sameRelation(a, b *hearsay.Quotation) bool {
	if a.Cue.IsZero() || b.Cue.IsZero() {
		return common(a.Content, b.Content) > 0
	}
	return a.Cue.Overlap(b.Cue) > 0
}

func isKept(want, got *hearsay.Quotation) bool {
	if !sameRelation(want, got) || want.Source.IsZero() != got.Source.IsZero() || !want.Source.IsZero() && want.Source.Overlap(got.Source) == 0 {
		return false
	}
	return len(want.Content) == 0 || common(want.Content, got.Content)*4 >= size(want.Content)+size(got.Content)
}

func common(a, b []hearsay.Span) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += x.Overlap(y)
		}
	}
	return n
}

func size(list []hearsay.Span) int {
	n := 0
	for _, s := range list {
		n += s.Len()
	}
	return n
}
