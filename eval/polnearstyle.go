// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// outermost runs the extractor as the product does, and returns the relations
// that stand in no other.
func outermost(text string) []hearsay.Quotation {
	return slices.DeleteFunc(findIn(text), func(q hearsay.Quotation) bool { return q.Within >= 0 })
}

// polnearStyle turns our conventions into those of the PolNeAR guidelines:
// "that" is content, a preposition that leads in content is cue, "who" is the
// source in a relative clause, and an apposition keeps its closing comma.
func polnearStyle(l *laidOut, q hearsay.Quotation) hearsay.Quotation {
	text := l.text
	q = withThat(q)
	if len(q.Content) > 0 && !q.Cue.IsZero() && q.Content[0].Start >= q.Cue.End && strings.TrimSpace(between(text, q.Cue.End, q.Content[0].Start)) == "" {
		q = movePreposition(text, q)
	}
	if verb, rest, found := strings.Cut(q.Cue.In(text), " to "); found && len(q.Content) == 0 && q.Polarity == hearsay.Declined {
		at := q.Cue.Start + len(verb)
		q.Content = []hearsay.Span{{Start: at + 1, End: at + len(" to ") + len(rest)}}
		q.Cue.End = at
	}
	before := strings.TrimSpace(between(text, q.Source.End, q.Cue.Start))
	if before != "" {
		word := strings.TrimLeft(before, ", ")
		if word == "who" || word == "which" || word == "that" {
			at := q.Source.End + strings.Index(text[q.Source.End:q.Cue.Start], word)
			q.Source = hearsay.Span{Start: at, End: at + len(word)}
		}
	}
	if before == "," && strings.Contains(q.Source.In(text), ",") {
		q.Source.End += strings.IndexByte(text[q.Source.End:], ',') + 1
	}
	return q
}

// withThat makes the "that" in front of the content part of it.
func withThat(q hearsay.Quotation) hearsay.Quotation {
	if len(q.Content) > 0 && !q.Complementiser.IsZero() && q.Complementiser.End <= q.Content[0].Start {
		q.Content = append([]hearsay.Span{}, q.Content...)
		q.Content[0].Start = q.Complementiser.Start
		q.Complementiser = hearsay.Span{}
	}
	return q
}

// movePreposition moves the preposition that begins the content into the cue.
func movePreposition(text string, q hearsay.Quotation) hearsay.Quotation {
	c := q.Content[0]
	word, _, found := strings.Cut(c.In(text), " ")
	if !found || !lexicon.WordKind(word).Has(lexicon.Prep) || strings.Contains(word, "\n") {
		return q
	}
	cue := strings.Fields(q.Cue.In(text))
	last := lexicon.Key(cue[len(cue)-1])
	v, isVerb := lexicon.VerbOf(last)
	_, isNoun := lexicon.NominalCue(strings.TrimSuffix(last, "s"))
	if !isNoun && (!isVerb || v.Cue == nil || !v.Cue.Takes(word)) {
		return q
	}
	q.Cue.End = c.Start + len(word)
	q.Content = append([]hearsay.Span{}, q.Content...)
	q.Content[0].Start = q.Cue.End + 1
	return q
}
