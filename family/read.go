// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"strings"
	"unicode"
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
		if q.Part == hearsay.InText && r.confused(q) || withinWords(quotations, q) {
			continue
		}
		if made, ok := of(a, r.spoken(q)); ok {
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
var closing = map[rune]string{'‘': "’", '“': "”", '„': "“”", '«': "»", '"': "\"", '»': "«", '「': "」"}

// stretches finds what is marked, mark by mark. A paragraph's end closes, too: the
// next one opens again where speech goes on.
func stretches(text string) []stretch {
	var out []stretch
	start, closes := -1, ""
	for i, r := range text {
		switch {
		case start >= 0 && (strings.ContainsRune(closes, r) && !apostrophe(text, i, r) || r == '\n' && strings.HasPrefix(text[i:], "\n\n")):
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

// apostrophe reports a single mark that closes nothing: one that stands between
// letters, or behind one and in front of a space ("the workers’ rights").
func apostrophe(text string, i int, r rune) bool {
	if r != '’' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	behind, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
	return unicode.IsLetter(before) && (unicode.IsLetter(behind) || behind == ' ')
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

// withinWords reports speech that somebody reports whose words are given as such: it
// is a part of these.
func withinWords(quotations []hearsay.Quotation, q *hearsay.Quotation) bool {
	if q.Mode != hearsay.Indirect {
		return false
	}
	for n := 0; q.Within >= 0 && n < len(quotations); n++ {
		q = &quotations[q.Within]
		if q.Mode == hearsay.Direct {
			return true
		}
	}
	return false
}

// spoken is a quotation with its marked words alone, where these are enough to be
// told by: what a reporter leads them in with is not the speaker's.
func (r *reader) spoken(q *hearsay.Quotation) *hearsay.Quotation {
	if q.Part != hearsay.InText || q.Mode == hearsay.Indirect {
		return q
	}
	var content []hearsay.Span
	words := 0
	for _, c := range q.Content {
		for _, m := range r.marked {
			if both := (hearsay.Span{Start: max(c.Start, m.Start), End: min(c.End, m.End)}); both.Len() > 0 {
				content = append(content, both)
				words += prose.Count(both.In(r.text))
			}
		}
	}
	if words < shortUnits {
		return q
	}
	out := *q
	out.Content, out.Mode = content, hearsay.Direct
	return &out
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
