// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
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

// germanSplit is one file of the set.
type germanSplit struct {
	name string
	docs []germanDoc
}

// germanWikinews reads the files of the folder that are of this layout.
func germanWikinews(dir string) ([]germanSplit, error) {
	var out []germanSplit
	for f, err := range files(dir) {
		if err != nil {
			return nil, err
		}
		first, _, _ := bytes.Cut(f.data, []byte("\n"))
		if !strings.HasSuffix(f.name, ".jsonl") || !bytes.Contains(first, []byte(`"originalText"`)) {
			continue
		}
		docs, err := germanDocs(f.data)
		if err != nil {
			return nil, fmt.Errorf("read set %s: file %s: %w", dir, f.name, err)
		}
		out = append(out, germanSplit{strings.TrimSuffix(f.name, ".jsonl"), docs})
	}
	return out, nil
}

func germanDocs(data []byte) ([]germanDoc, error) {
	var out []germanDoc
	for i, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
		var raw germanJSON
		if err := json.Unmarshal(line, &raw); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		doc, err := raw.doc()
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		out = append(out, doc)
	}
	return out, nil
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
