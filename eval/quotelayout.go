// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"sort"
	"strings"

	"hearsay"
	"hearsay/prose"
)

// laidOut is one text cut into tokens, with the paragraph of each.
type laidOut struct {
	text   string
	tokens []prose.Token
	para   []int
}

// layOut cuts a text the way that truth and answer are compared in.
func layOut(text string) laidOut {
	l := laidOut{text: text}
	for i, p := range prose.Paragraphs(text) {
		l.tokens = prose.AppendTokens(l.tokens, text, p)
		for len(l.para) < len(l.tokens) {
			l.para = append(l.para, i)
		}
	}
	return l
}

// A run is a stretch of tokens within one paragraph, half-open.
type run struct{ first, end int }

// runs returns the tokens that overlap the spans, cut at paragraphs.
func (l *laidOut) runs(spans ...hearsay.Span) []run {
	var out []run
	for _, s := range spans {
		if s.Len() <= 0 {
			continue
		}
		first := sort.Search(len(l.tokens), func(i int) bool { return l.tokens[i].End > s.Start })
		for i := first; i < len(l.tokens) && l.tokens[i].Start < s.End; {
			k := i
			for k < len(l.tokens) && l.tokens[k].Start < s.End && l.para[k] == l.para[i] {
				k++
			}
			out = append(out, run{i, k})
			i = k
		}
	}
	return out
}

// tokensIn returns the single tokens that the spans touch.
func (l *laidOut) tokensIn(spans ...hearsay.Span) map[run]bool {
	out := map[run]bool{}
	for _, r := range l.runs(spans...) {
		for i := r.first; i < r.end; i++ {
			out[run{i, i + 1}] = true
		}
	}
	return out
}

// edges returns the first token and the one behind the last that the spans
// touch; ok is false when they touch none.
func (l *laidOut) edges(spans ...hearsay.Span) (e run, ok bool) {
	for _, r := range l.runs(spans...) {
		if !ok {
			e, ok = r, true
		}
		e = run{min(e.first, r.first), max(e.end, r.end)}
	}
	return e, ok
}

// sentencesAround widens a span to the sentences that it touches.
func (l *laidOut) sentencesAround(s hearsay.Span) hearsay.Span {
	for _, sentence := range prose.Sentences(l.text, l.tokens) {
		if sentence.Span.Overlap(s) > 0 {
			s = joinedExtent(s, sentence.Span)
		}
	}
	return s
}

// shifted moves every span of q by n bytes.
func shifted(q hearsay.Quotation, n int) hearsay.Quotation {
	move := func(s hearsay.Span) hearsay.Span {
		if s.IsZero() {
			return s
		}
		return hearsay.Span{Start: s.Start + n, End: s.End + n}
	}
	q.Source, q.Cue, q.Complementiser, q.Addressee = move(q.Source), move(q.Cue), move(q.Complementiser), move(q.Addressee)
	content := make([]hearsay.Span, len(q.Content))
	for i, c := range q.Content {
		content[i] = move(c)
	}
	q.Content = content
	via := make([]hearsay.Via, len(q.Via))
	for i, v := range q.Via {
		v.Evidence = move(v.Evidence)
		via[i] = v
	}
	q.Via = via
	return q
}

func between(text string, from, to int) string {
	if from < 0 || to > len(text) || from >= to {
		return ""
	}
	return text[from:to]
}

// oneLine shows a stretch of text on one line, paragraphs told by a sign.
func oneLine(s string) string {
	var parts []string
	for _, p := range strings.Split(s, "\n\n") {
		if words := strings.Fields(p); len(words) > 0 {
			parts = append(parts, strings.Join(words, " "))
		}
	}
	return strings.Join(parts, " ¶ ")
}
