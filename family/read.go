// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/prose"
)

// Read makes the quotations of an article ready to be put into families. What stands
// between quote marks is somebody's words in one piece, whatever verbs there are
// in it: a relation that was read across the marks, or within them, is none of its
// own here. Marked words that no relation was found for are taken without a
// speaker.
func Read(a *hearsay.Article, quotations []hearsay.Quotation) []Quoted {
	r := reader{text: a.Text, marked: stretches(a.Text)}
	var out []Quoted
	for i := range quotations {
		q := &quotations[i]
		if q.Part == hearsay.InText && r.confused(q) {
			continue
		}
		if made, ok := of(a, q); ok {
			made.Number = i
			out = append(out, made)
			r.cover(q)
		}
	}
	for _, s := range r.marked {
		if s.covered || prose.Count(s.In(a.Text)) < orphanWords {
			continue
		}
		span := unmarked(a.Text, s.Span)
		out = append(out, Quoted{Article: a.Brief(), Content: []hearsay.Span{span}, Words: []string{span.In(a.Text)}, Mode: hearsay.Direct, Number: -1})
	}
	return out
}

// orphanWords is how many words in marks, of nobody, are speech and no title or name.
const orphanWords = 6

// stretch is what stands between two quote marks, with them.
type stretch struct {
	hearsay.Span
	covered bool // a quotation has it
}

type reader struct {
	text   string
	marked []stretch
}

// closing are the marks that close what a mark opens.
var closing = map[rune]string{'“': "”", '„': "“”", '«': "»", '"': "\"", '»': "«", '「': "」"}

// stretches finds what is marked, mark by mark. A paragraph's end closes, too: the
// next one opens again where speech goes on.
func stretches(text string) []stretch {
	var out []stretch
	start, closes := -1, ""
	for i, r := range text {
		switch {
		case start >= 0 && (strings.ContainsRune(closes, r) || r == '\n' && strings.HasPrefix(text[i:], "\n\n")):
			end := i
			if r != '\n' {
				end += utf8.RuneLen(r)
			}
			out = append(out, stretch{Span: hearsay.Span{Start: start, End: end}})
			start = -1
		case start < 0 && closing[r] != "":
			start, closes = i, closing[r]
		}
	}
	return out
}

// confused reports a relation whose words of saying stand between marks, and whose
// content does not just take up marked words: it was read within somebody's words, or
// across their edge.
func (r *reader) confused(q *hearsay.Quotation) bool {
	for i := range r.marked {
		m := r.marked[i].Span
		cue := !q.Cue.IsZero() && m.Contains(q.Cue)
		source := !q.Source.IsZero() && m.Contains(q.Source)
		if cue || source && q.Cue.IsZero() {
			return true
		}
		for _, c := range q.Content {
			across := c.Overlap(m) > 0 && !m.Contains(c) && !c.Contains(m)
			if across && !q.Cue.IsZero() && c.Start < m.Start && m.End > c.End && q.Mode == hearsay.Indirect {
				return true
			}
		}
	}
	return false
}

// cover notes the marked words that a quotation has.
func (r *reader) cover(q *hearsay.Quotation) {
	if q.Part != hearsay.InText {
		return
	}
	for i := range r.marked {
		m := &r.marked[i]
		for _, c := range q.Content {
			if 2*c.Overlap(m.Span) > m.Len() {
				m.covered = true
			}
		}
	}
}
