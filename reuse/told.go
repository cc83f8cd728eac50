// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"fmt"
	"strings"
	"unicode"

	"hearsay"
	"hearsay/prose"
)

// Told says in words what changes made of text a text b: "2 sentences added, 1 number
// changed". A sentence counts when four fifths of its words do.
// No changes give "".
func Told(a, b string, changes []hearsay.Change) string {
	var numbers, moved int
	var rest []hearsay.Change
	for _, c := range changes {
		switch {
		case c.Kind == hearsay.Moved:
			moved++
		case c.Kind == hearsay.Changed && isNumber(c.A.In(a)) && isNumber(c.B.In(b)):
			numbers++
		default:
			rest = append(rest, c)
		}
	}
	added, addedWords := wholeSentences(b, spansOf(rest, hearsay.Added, inB))
	removed, removedWords := wholeSentences(a, spansOf(rest, hearsay.Cut, inA))
	rewritten, words := wholeSentences(b, spansOf(rest, hearsay.Changed, inB))
	var out []string
	for _, p := range []struct {
		n          int
		what, done string
	}{
		{added, "sentence", "added"}, {removed, "sentence", "removed"}, {rewritten, "sentence", "rewritten"},
		{addedWords, "word", "added"}, {removedWords, "word", "removed"}, {words, "word", "changed"},
		{numbers, "number", "changed"}, {moved, "passage", "moved"},
	} {
		if p.n > 0 {
			out = append(out, fmt.Sprintf("%d %s%s %s", p.n, p.what, plural(p.n), p.done))
		}
	}
	return strings.Join(out, ", ")
}

// minSentence is the least number of words of a sentence that counts though not all
// of it is new.
const minSentence = 5

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// The sides of a change.
func inA(c hearsay.Change) hearsay.Span { return c.A }
func inB(c hearsay.Change) hearsay.Span { return c.B }

// spansOf are the spans of the changes of a kind on one side.
func spansOf(changes []hearsay.Change, kind hearsay.ChangeKind, side func(hearsay.Change) hearsay.Span) []hearsay.Span {
	var out []hearsay.Span
	for _, c := range changes {
		if c.Kind == kind {
			out = append(out, side(c))
		}
	}
	return out
}

// wholeSentences counts the sentences of a text that lie in spans, and the words of
// the spans that lie in no such sentence.
func wholeSentences(text string, spans []hearsay.Span) (sentences, words int) {
	if len(spans) == 0 {
		return 0, 0
	}
	var whole []hearsay.Span
	for _, s := range prose.Sentences(text, prose.Tokens(text)) {
		own, all := 0, prose.Count(s.In(text))
		for _, p := range spans {
			if p.Overlap(s.Span) > 0 {
				own += prose.Count(text[max(p.Start, s.Start):min(p.End, s.Span.End)])
			}
		}
		if own > 0 && own == all || all >= minSentence && 5*own >= 4*all {
			sentences++
			whole = append(whole, s.Span)
		}
	}
	for _, p := range spans {
		n := prose.Count(p.In(text))
		for _, s := range whole {
			if p.Overlap(s) > 0 {
				n -= prose.Count(text[max(p.Start, s.Start):min(p.End, s.End)])
			}
		}
		words += max(n, 0)
	}
	return sentences, words
}

var numberWords = map[string]bool{
	"zero": true, "one": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true,
	"ten": true, "eleven": true, "twelve": true, "dozen": true, "dozens": true, "hundred": true, "hundreds": true, "thousand": true,
	"thousands": true, "million": true, "millions": true, "billion": true,
}

// isNumber reports whether all words of a stretch are numbers.
func isNumber(s string) bool {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return unicode.IsSpace(r) || r == '-' })
	for _, w := range words {
		if !numberWords[strings.Trim(w, `.,;:%$€£"'()`)] && !strings.ContainsAny(w, "0123456789") {
			return false
		}
	}
	return len(words) > 0
}
