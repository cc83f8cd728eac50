// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/quote"
)

// RiQuA (Papay and Padó 2020), as CofeNet packs it: 19th-century fiction, one
// passage a line of JSON, with tokens and a label for each (B-source, I-source,
// B-cue, …). Which source belongs to which quotation is lost, so only spans are
// scored.
type riqua struct {
	opt  Options
	sets []Set
}

func newRiQuA(opt Options) quoteLayout { return &riqua{opt: opt} }

type riquaLine struct {
	ID     any      `json:"id"`
	Tokens []string `json:"tokens"`
	Labels []string `json:"labels"`
}

func (r *riqua) take(f file) {
	first, _, _ := bytes.Cut(f.data, []byte("\n"))
	if !bytes.HasPrefix(first, []byte("{")) || !bytes.Contains(first, []byte(`"tokens"`)) || !bytes.Contains(first, []byte(`"labels"`)) {
		return
	}
	base := path.Base(f.name)
	s := newQuoteScore("RiQuA "+strings.TrimSuffix(base, path.Ext(base)), r.opt)
	s.spansOnly = true
	for i, line := range bytes.Split(bytes.TrimSpace(f.data), []byte("\n")) {
		if s.full() {
			break
		}
		d, err := riquaText(line)
		if err != nil {
			s.skipped.add("%s line %d: %v", f.name, i+1, err)
			continue
		}
		s.add(d)
	}
	r.sets = append(r.sets, s.finish()...)
}

func (r *riqua) finish() []Set { return r.sets }

func riquaText(line []byte) (*annotated, error) {
	var raw riquaLine
	if err := json.Unmarshal(line, &raw); err != nil {
		return nil, err
	}
	if len(raw.Tokens) != len(raw.Labels) {
		return nil, fmt.Errorf("%d tokens and %d labels: %w", len(raw.Tokens), len(raw.Labels), hearsay.ErrInvalid)
	}
	var text detokenised
	text.sentence(raw.Tokens)
	d := &annotated{name: fmt.Sprint(raw.ID), text: text.text.String()}
	d.gold = labelled(raw.Labels, text.tokens)
	d.got = riquaStyle(d.text, outermost(d.text))
	return d, nil
}

// riquaStyle turns our conventions into those of the set: what stands between
// marks is content even when nobody is told to have said it, and nothing within
// is looked at; "that" is content; the cue is one verb; and what people only
// think or want counts in marks alone.
func riquaStyle(text string, got []hearsay.Quotation) []hearsay.Quotation {
	var out []hearsay.Quotation
	bare := quote.Marked(&hearsay.Article{Text: text}, hearsay.Span{End: len(text)})
	for _, q := range got {
		within := func(s hearsay.Span) bool { return s.Contains(q.Extent()) }
		if slices.ContainsFunc(bare, within) || q.Profile != hearsay.Core && modeOf(text, &q) == "indirect" {
			continue
		}
		q.Cue = oneVerb(text, q.Cue)
		out = append(out, withThat(q))
	}
	for _, s := range bare {
		attributed := func(q hearsay.Quotation) bool { return q.Extent().Overlap(s) > 0 }
		if !slices.ContainsFunc(out, attributed) {
			out = append(out, hearsay.Quotation{Within: -1, Content: []hearsay.Span{withMarks(text, s)}})
		}
	}
	return out
}

// withMarks widens a span by the mark on each side.
func withMarks(text string, s hearsay.Span) hearsay.Span {
	_, before := utf8.DecodeLastRuneInString(text[:s.Start])
	_, after := utf8.DecodeRuneInString(text[s.End:])
	return hearsay.Span{Start: s.Start - before, End: s.End + after}
}

// oneVerb cuts auxiliaries and adverbs off a cue.
func oneVerb(text string, cue hearsay.Span) hearsay.Span {
	end := cue.End
	for end > cue.Start {
		word := text[cue.Start:end]
		start := cue.Start + strings.LastIndexByte(word, ' ') + 1
		if v, ok := lexicon.VerbOf(lexicon.Key(text[start:end])); ok && v.Cue != nil {
			return hearsay.Span{Start: start, End: end}
		}
		end = start - 1
	}
	return cue
}

// labelled makes a relation of one part of every B-I… run, as CofeNet reads
// them: an I without its B is nothing.
func labelled(labels []string, at []hearsay.Span) []hearsay.Quotation {
	var out []hearsay.Quotation
	for i := 0; i < len(labels); i++ {
		role, begins := strings.CutPrefix(labels[i], "B-")
		if !begins {
			continue
		}
		span := at[i]
		for i+1 < len(labels) && labels[i+1] == "I-"+role {
			i++
			span.End = at[i].End
		}
		q := hearsay.Quotation{Within: -1}
		switch role {
		case "source":
			q.Source = span
		case "cue":
			q.Cue = span
		case "content":
			q.Content = []hearsay.Span{span}
		}
		out = append(out, q)
	}
	return out
}
