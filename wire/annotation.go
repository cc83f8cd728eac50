// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

	"hearsay"
)

// Annotation is a W3C Web Annotation: an item of what AnnotationHead begins.
type Annotation struct {
	ID         string             `json:"id"`
	Type       string             `json:"type"`
	Motivation string             `json:"motivation"`
	Creator    *AnnotationCreator `json:"creator,omitempty"`
	Created    string             `json:"created,omitempty"`
	Modified   string             `json:"modified,omitempty"`
	Canonical  string             `json:"canonical,omitempty"` // what it is called where it is from
	Body       []AnnotationBody   `json:"body"`
	Target     []AnnotationTarget `json:"target"`
}

// AnnotationCreator is who made it.
type AnnotationCreator struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

// AnnotationHead begins a collection of annotations, in JSON-LD. Annotations follow,
// divided by commas, and then AnnotationTail with their number.
func AnnotationHead(label string) string {
	name, _ := json.Marshal(label) // a string: nothing can fail
	return `{"@context": "http://www.w3.org/ns/anno.jsonld",
"id": "urn:hearsay:annotations", "type": "AnnotationCollection", "label": ` + string(name) + `,
"first": {"id": "urn:hearsay:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": [
`
}

// AnnotationTail ends a collection.
func AnnotationTail(total int) string { return fmt.Sprintf("\n]},\n\"total\": %d}\n", total) }

// JSON is the annotation on one line.
func (a Annotation) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(a)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// AnnotationBody says something of the target, for people.
type AnnotationBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Value   string `json:"value"`
	Format  string `json:"format"`
}

// AnnotationTarget is a stretch of an article. Source is the page; the digest says of
// which text the positions are, so that they are not looked for in another one.
type AnnotationTarget struct {
	Type     string          `json:"type"`
	Source   string          `json:"source"`
	Scope    string          `json:"scope"`           // the article in the library
	State    *AnnotationTime `json:"state,omitempty"` // nil when it is not known which text the words are of
	Selector []any           `json:"selector"`
}

// AnnotationTime is when the page was received, and the SHA-256 of the text that was
// read from it.
type AnnotationTime struct {
	Type       string `json:"type"`
	SourceDate string `json:"sourceDate,omitempty"`
	Digest     string `json:"dcterms:identifier"`
}

// QuoteSelector finds the words by what stands around them, PositionSelector by their
// code points.
type QuoteSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}

// PositionSelector is a TextPositionSelector.
type PositionSelector struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// NewAnnotation says something of an article. Key tells it from other annotations of
// the article. Its targets are stretches of one thing that is said, in order.
func NewAnnotation(a *hearsay.Article, key, motivation string, says []AnnotationBody, targets ...AnnotationTarget) Annotation {
	return Annotation{
		ID: "urn:hearsay:annotation:" + a.ID.String() + ":" + key, Type: "Annotation", Motivation: motivation, Body: orEmpty(says), Target: orEmpty(targets),
	}
}

// Targets are spans of a part of the article: its text, or its headline, which has no
// positions in the text.
func Targets(a *hearsay.Article, part hearsay.Part, spans ...hearsay.Span) []AnnotationTarget {
	text := a.Text
	if part == hearsay.InHeadline {
		text = a.Headline
	}
	digest := sha256.Sum256([]byte(a.Text))
	r := NewRuler(text)
	out := make([]AnnotationTarget, 0, len(spans))
	for _, s := range spans {
		at := r.Span(s)
		prefix, suffix := hearsay.Around(text, s)
		t := targetIn(a, digest, QuoteSelector{"TextQuoteSelector", at.Exact, prefix, suffix})
		if part != hearsay.InHeadline {
			t.Selector = append(t.Selector, PositionSelector{"TextPositionSelector", at.Start, at.End})
		}
		out = append(out, t)
	}
	return out
}

const articleURN = "urn:hearsay:article:"

// targetIn is a target in an article, in the text of a digest; the zero digest is none.
func targetIn(a *hearsay.Article, digest hearsay.Digest, words QuoteSelector) AnnotationTarget {
	t := AnnotationTarget{Type: "SpecificResource", Source: a.URL, Scope: articleURN + a.ID.String(), Selector: []any{words}}
	if t.Source == "" {
		t.Source = t.Scope
	}
	if digest != (hearsay.Digest{}) {
		t.State = &AnnotationTime{Type: "TimeState", SourceDate: stamp(a.Seen), Digest: digestName + hex.EncodeToString(digest[:])}
	}
	return t
}

// digestName stands before the digest of a text.
const digestName = "sha256:"

// SaidAnnotation is an annotation of the words of a quotation.
func SaidAnnotation(s *hearsay.Said) Annotation {
	q := s.Quotation()
	row := NewSaidRow(s)
	body := []AnnotationBody{Describes("tagging", string(q.Mode)+" speech")}
	if row.Speaker != "" {
		body = append(body, Describes("describing", "Said by "+row.Speaker+", as this article has it ("+row.SpeakerHow+")."))
	}
	if row.Via != "" {
		body = append(body, Describes("describing", "Through "+row.Via+"."))
	}
	if q.Polarity != hearsay.Asserted {
		body = append(body, Describes("tagging", string(q.Polarity)))
	}
	return NewAnnotation(s.Article, row.Quotation, "identifying", body, Targets(s.Article, q.Part, q.Content...)...)
}

// WitnessAnnotation is an annotation of a passage that articles share, in one of them.
func WitnessAnnotation(w *hearsay.Witness, size int, a *hearsay.Article, s hearsay.Span) Annotation {
	id := w.Cluster.String()
	key := id + ":" + strconv.Itoa(w.Words.From)
	body := []AnnotationBody{
		Describes("describing", fmt.Sprintf("A passage that stands in %d places of this library.", size)),
		Describes("identifying", id),
	}
	return NewAnnotation(a, key, "linking", body, Targets(a, hearsay.InText, s)...)
}

// Describes is a body of an annotation.
func Describes(purpose, value string) AnnotationBody {
	return AnnotationBody{Type: "TextualBody", Purpose: purpose, Value: value, Format: "text/plain"}
}
