// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package annotate

import (
	"hearsay"
	"hearsay/internal/marked"
	"hearsay/wire"
)

// JSON is a marked text with all its facts. Spans are in code points of the
// headline or the text, as their relation says.
type JSON struct {
	Name      string     `json:"name"`
	Headline  string     `json:"headline"`
	Text      string     `json:"text"`
	Relations []Relation `json:"relations"`
}

// Relation is one of them; numbers count from 1.
type Relation struct {
	Number    int         `json:"number"`
	In        string      `json:"in"` // "headline" or "text"
	Mode      string      `json:"mode"`
	Profile   string      `json:"profile"`
	Polarity  string      `json:"polarity"`
	Source    *wire.Span  `json:"source"`
	Cue       *wire.Span  `json:"cue"`
	Content   []wire.Span `json:"content"`
	That      *wire.Span  `json:"that"`
	Addressee *wire.Span  `json:"addressee"`
	Speaker   *Who        `json:"speaker"`
	Via       []Who       `json:"via"`
	Within    *int        `json:"within"` // number of the relation that holds this one
	Flags     []string    `json:"flags"`
}

// Who is a speaker, or a medium with the words that tell it.
type Who struct {
	Name     string     `json:"name"`
	Kind     string     `json:"kind"`
	How      string     `json:"how,omitempty"`
	Evidence *wire.Span `json:"evidence,omitempty"`
}

// ToJSON lays a text out for programs.
func ToJSON(t *marked.Text) JSON {
	out := JSON{Name: t.Name, Headline: t.Headline, Text: t.Body, Relations: []Relation{}}
	headline, body := wire.NewRuler(t.Headline), wire.NewRuler(t.Body)
	for i := range t.Quotations {
		q := &t.Quotations[i]
		if q.Part == hearsay.InHeadline {
			out.Relations = append(out.Relations, relationJSON(q, i+1, "headline", headline))
		} else {
			out.Relations = append(out.Relations, relationJSON(q, i+1, "text", body))
		}
	}
	return out
}

func relationJSON(q *hearsay.Quotation, number int, in string, r *wire.Ruler) Relation {
	span := func(s hearsay.Span) *wire.Span {
		if s.IsZero() {
			return nil
		}
		w := r.Span(s)
		return &w
	}
	out := Relation{
		Number: number, In: in, Mode: string(q.Mode), Profile: string(q.Profile), Polarity: string(q.Polarity),
		Source: span(q.Source), Cue: span(q.Cue), Content: []wire.Span{}, That: span(q.Complementiser), Addressee: span(q.Addressee),
		Via: []Who{}, Flags: []string{},
	}
	for _, c := range q.Content {
		out.Content = append(out.Content, r.Span(c))
	}
	if a := q.Speaker.Agent; !a.IsZero() {
		out.Speaker = &Who{Name: a.Name, Kind: string(a.Kind), How: q.Speaker.How}
	}
	for _, v := range q.Via {
		out.Via = append(out.Via, Who{Name: v.Agent.Name, Kind: string(v.Agent.Kind), Evidence: span(v.Evidence)})
	}
	for _, f := range q.Flags {
		out.Flags = append(out.Flags, string(f))
	}
	if q.Within >= 0 {
		n := q.Within + 1
		out.Within = &n
	}
	return out
}
