// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"strings"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/quote"
)

// find runs the extractor as the product does, with the first paragraph as the
// headline, and returns the outermost relations with offsets in the whole text.
func find(text string) []hearsay.Quotation {
	a := hearsay.Article{Text: text}
	base := 0
	if i := strings.Index(text, "\n\n"); i > 0 && i < 300 && !strings.Contains(text[:i], "\n") {
		a.Headline, a.Text, base = text[:i], text[i:], i
	}
	var out []hearsay.Quotation
	for _, q := range quote.Find(&a) {
		if q.Within >= 0 {
			continue
		}
		if q.Part == hearsay.InText {
			q = shifted(q, base)
		}
		out = append(out, q)
	}
	return out
}

// polnearStyle turns our conventions into those of the PolNeAR guidelines:
// "that" is content, a preposition that leads in content is cue, "who" is the
// source in a relative clause, and an apposition keeps its closing comma.
func polnearStyle(l *laidOut, q hearsay.Quotation) hearsay.Quotation {
	text := l.text
	if len(q.Content) > 0 && !q.Complementiser.IsZero() && q.Complementiser.End <= q.Content[0].Start {
		q.Content = append([]hearsay.Span{}, q.Content...)
		q.Content[0].Start = q.Complementiser.Start
		q.Complementiser = hearsay.Span{}
	}
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
