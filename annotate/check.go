// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package annotate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/internal/marked"
)

// Problem is one place of a file that a person should look at.
type Problem struct {
	Line   int    `json:"line"`
	Column int    `json:"column"` // in code points, from 1
	Error  bool   `json:"error"`  // the file can't be used; otherwise it is a doubt
	What   string `json:"what"`
	Advice string `json:"advice"`
}

// Check reads a file of marked texts and returns its problems in the order of
// the file: what can't be read, and what the guide does not allow.
func Check(src string) []Problem {
	texts, faults := marked.ParseAll(src)
	var out []Problem
	for _, f := range faults {
		out = append(out, Problem{f.Line, f.Column, true, f.What, f.Advice})
	}
	for i := range texts {
		out = append(out, checkText(&texts[i])...)
	}
	if len(texts) == 0 && len(faults) == 0 {
		out = append(out, Problem{1, 1, true, "there is no text in this file", "begin with a line \"# NAME\", then the article"})
	}
	slices.SortStableFunc(out, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return out
}

func checkText(t *marked.Text) []Problem {
	var out []Problem
	for i := range t.Quotations {
		for _, d := range doubts(t, i) {
			out = append(out, Problem{t.At[i].Line, t.At[i].Column, false, fmt.Sprintf("relation %d: %s", t.Numbers[i], d.what), d.advice})
		}
	}
	return out
}

type doubt struct{ what, advice string }

// doubts names what the guide does not allow in relation i of a text.
func doubts(t *marked.Text, i int) []doubt {
	q := &t.Quotations[i]
	text := t.Body
	if q.Part == hearsay.InHeadline {
		text = t.Headline
	}
	out := slices.Concat(partDoubts(q), modeDoubts(text, q), spanDoubts(text, q), factDoubts(q))
	if q.Within >= 0 && !holds(&t.Quotations[min(q.Within, len(t.Quotations)-1)], q) {
		out = append(out, doubt{"it stands outside the content of the relation that should hold it", "correct \"in N\", or the content of N"})
	}
	return out
}

// partDoubts looks at which parts are there.
func partDoubts(q *hearsay.Quotation) []doubt {
	var out []doubt
	say := func(is bool, what, advice string) {
		if is {
			out = append(out, doubt{what, advice})
		}
	}
	refusal := q.Polarity == hearsay.Declined || q.Polarity == hearsay.NotSaid
	say(q.Source.Overlap(q.Cue) > 0, "source and cue overlap", "end the source before the reporting word")
	for _, c := range q.Content {
		say(c.Overlap(q.Source) > 0, "the source stands inside the content", "end the content before the source, or make two fragments")
		say(c.Overlap(q.Cue) > 0, "the cue stands inside the content", "end the content before the cue, or make two fragments")
	}
	say(q.Cue.IsZero() && !q.Has(hearsay.ImplicitCue), "there is no cue", "mark it with c, or add the flag implicit-cue")
	say(!q.Cue.IsZero() && q.Has(hearsay.ImplicitCue), "it has a cue and the flag implicit-cue", "take one of them out")
	say(len(q.Content) == 0 && !refusal, "there is no content", "mark it with q, or the polarity declined or not-said")
	say(!q.Speaker.Agent.IsZero() && q.Source.IsZero(), "a speaker without a source", "mark with s whom the text names, or take the speaker out")
	return out
}

func modeDoubts(text string, q *hearsay.Quotation) []doubt {
	if q.Mode == "" {
		return []doubt{{"there is no mode", "add direct, indirect or mixed to its facts"}}
	}
	byMarks := marked.ModeByMarks(text, q.Content)
	if q.Mode == hearsay.Direct && byMarks == hearsay.Indirect && !q.Has(hearsay.Transcript) && !q.Has(hearsay.BlockQuoted) {
		return []doubt{{"it is direct, but nothing stands in quote marks", "indirect, or the flag transcript"}}
	}
	if q.Mode == hearsay.Indirect && byMarks == hearsay.Direct {
		return []doubt{{"it is indirect, but all of it stands in quote marks", "direct"}}
	}
	return nil
}

// spanDoubts looks at the edges of the marks.
func spanDoubts(text string, q *hearsay.Quotation) []doubt {
	var out []doubt
	for _, s := range append([]hearsay.Span{q.Source, q.Cue, q.Complementiser, q.Addressee}, q.Content...) {
		words := s.In(text)
		switch {
		case words == "":
		case words != strings.TrimSpace(words):
			out = append(out, doubt{fmt.Sprintf("%q has space at an end", words), "put the bracket beside the word"})
		case cutsWord(text, s):
			out = append(out, doubt{fmt.Sprintf("%q begins or ends within a word", words), "mark whole words"})
		}
	}
	if strings.HasSuffix(q.Source.In(text), ",") {
		out = append(out, doubt{"the source ends with a comma", "leave the comma out"})
	}
	return out
}

// cutsWord reports a span with a letter on both sides of one of its ends.
func cutsWord(text string, s hearsay.Span) bool {
	inWord := func(at int) bool {
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at:])
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	}
	return inWord(s.Start) || inWord(s.End)
}

// hows are the kinds of evidence that a speaker may be known by: those of package
// speaker, and two that only people tell.
var hows = []string{
	"full-name", "name-variant", "honorific", "surname", "title", "first-name", "role", "pronoun", "first-person",
	"outlet", "organization", "place", "description", "office", "transcript",
}

var kinds = []hearsay.AgentKind{hearsay.Person, hearsay.Organization, hearsay.Outlet, hearsay.Anonymous}

var flags = []hearsay.Flag{
	hearsay.Unclosed, hearsay.Unopened, hearsay.Continued, hearsay.Inverted, hearsay.Interrupted, hearsay.ElidedSource,
	hearsay.ImplicitCue, hearsay.InHeadlines, hearsay.Editorial, hearsay.Elision, hearsay.MissingSpace, hearsay.Transcript,
	hearsay.BlockQuoted, hearsay.WrongWayMarks, hearsay.Passive,
}

func factDoubts(q *hearsay.Quotation) []doubt {
	var out []doubt
	for _, f := range q.Flags {
		if !slices.Contains(flags, f) {
			out = append(out, doubt{fmt.Sprintf("unknown flag %q", f), "flags are " + list(flags)})
		}
	}
	if s := q.Speaker; !s.Agent.IsZero() {
		if !slices.Contains(hows, s.How) {
			out = append(out, doubt{fmt.Sprintf("unknown evidence %q for the speaker", s.How), "one of " + list(hows)})
		}
		if !slices.Contains(kinds, s.Agent.Kind) {
			out = append(out, doubt{fmt.Sprintf("unknown kind of speaker %q", s.Agent.Kind), "one of " + list(kinds)})
		}
	}
	for _, v := range q.Via {
		if v.Agent.Name == "" {
			out = append(out, doubt{"a medium without a name", "add \"via NAME\" to the facts"})
		}
	}
	return out
}

func list[T ~string](names []T) string {
	words := make([]string, len(names))
	for i, n := range names {
		words[i] = string(n)
	}
	return strings.Join(words, ", ")
}

// holds reports whether the cue of inner, or its content, stands in the content
// of outer.
func holds(outer, inner *hearsay.Quotation) bool {
	at := inner.Cue
	if at.IsZero() && len(inner.Content) > 0 {
		at = inner.Content[0]
	}
	for _, c := range outer.Content {
		if c.Contains(at) && outer.Part == inner.Part {
			return true
		}
	}
	return false
}
