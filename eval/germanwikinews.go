// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"hearsay"
)

// German Wikinews (Petersen-Frey and Biemann 2024) is one JSON document a line
// and article. Offsets are code points of originalText. A quotation has a type
// instead of a mode, and its parts may be in several spans; words in quote marks
// within indirect speech are a quotation of their own, of type Direct, marked as
// nested.

// germanDoc is one article with the quotations that were annotated in it.
type germanDoc struct {
	name string
	text string
	gold []germanQuote
}

// germanQuote is one annotated quotation, or an answer put into the same form.
// Spans are in bytes; a part that is not named has none.
type germanQuote struct {
	kind                           string // Direct, Indirect, …
	quote, speaker, cue, addressee []hearsay.Span
	nested                         bool
	quoteRuns, speakerRuns         map[run]bool // words, filled for scoring
}

type germanJSON struct {
	Name        string `json:"documentName"`
	Text        string `json:"originalText"`
	Annotations []struct {
		Type      string     `json:"type"`
		Nested    bool       `json:"isNested"`
		Quote     germanPart `json:"quote"`
		Speaker   germanPart `json:"speaker"`
		Cue       germanPart `json:"cue"`
		Addressee germanPart `json:"addressee"`
	} `json:"annotations"`
}

// germanPart is a part of a quotation. The file has an empty list where there is
// none.
type germanPart struct {
	Spans []struct {
		Begin int `json:"charBegin"`
		End   int `json:"charEnd"`
	} `json:"spans"`
}

func (p *germanPart) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte("[")) {
		return nil
	}
	type plain germanPart
	return json.Unmarshal(data, (*plain)(p))
}

// germanWikinews gives a set for every file of this layout.
type germanWikinews struct {
	opt  Options
	sets []Set
}

func newGerman(opt Options) quoteLayout { return &germanWikinews{opt: opt} }

func (g *germanWikinews) take(f file) {
	first, _, _ := bytes.Cut(f.data, []byte("\n"))
	if !strings.HasSuffix(f.name, ".jsonl") || !bytes.Contains(first, []byte(`"originalText"`)) {
		return
	}
	s := newGermanScore(strings.TrimSuffix(path.Base(f.name), ".jsonl"), g.opt)
	for i, line := range bytes.Split(bytes.TrimSpace(f.data), []byte("\n")) {
		if s.full() {
			break
		}
		doc, err := germanLine(line)
		if err != nil {
			s.skipped.add("%s line %d: %v", f.name, i+1, err)
			continue
		}
		s.add(&doc)
	}
	g.sets = append(g.sets, s.set())
}

func (g *germanWikinews) finish() []Set { return g.sets }

func germanLine(line []byte) (germanDoc, error) {
	var raw germanJSON
	if err := json.Unmarshal(line, &raw); err != nil {
		return germanDoc{}, err
	}
	return raw.doc()
}

func (d *germanJSON) doc() (germanDoc, error) {
	out := germanDoc{name: d.Name, text: d.Text}
	offsets := byteOffsets(d.Text)
	for _, a := range d.Annotations {
		q := germanQuote{kind: a.Type, nested: a.Nested}
		for _, part := range []struct {
			from *germanPart
			to   *[]hearsay.Span
		}{{&a.Quote, &q.quote}, {&a.Speaker, &q.speaker}, {&a.Cue, &q.cue}, {&a.Addressee, &q.addressee}} {
			spans, err := part.from.bytes(offsets)
			if err != nil {
				return out, err
			}
			*part.to = spans
		}
		out.gold = append(out.gold, q)
	}
	return out, nil
}

func (p *germanPart) bytes(offsets []int) ([]hearsay.Span, error) {
	var out []hearsay.Span
	for _, s := range p.Spans {
		if s.Begin < 0 || s.End < s.Begin || s.End >= len(offsets) {
			return nil, fmt.Errorf("range %d-%d outside the text: %w", s.Begin, s.End, hearsay.ErrInvalid)
		}
		out = append(out, hearsay.Span{Start: offsets[s.Begin], End: offsets[s.End]})
	}
	return out, nil
}
