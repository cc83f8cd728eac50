// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"fmt"

	"hearsay"
)

// Family is one utterance across articles.
type Family struct {
	Speaker  *Agent  `json:"speaker" jsonschema:"nullable"` // whom most of its articles name; null when none does
	Speakers []Agent `json:"speakers"`                      // all whom they name; more than one is a finding
	// Variants are the wordings: first the one that the changes are against, then those
	// of most articles.
	Variants []QuoteVariant  `json:"variants"`
	Earliest *Brief          `json:"earliest" jsonschema:"nullable"` // null when dates do not decide
	Hearings []Hearing       `json:"hearings"`
	Caution  string          `json:"caution"`
	Findings []FamilyFinding `json:"findings"`
	More     int             `json:"more"` // articles with some of the words that were not looked at
	// FactChecks are reviews that concern the words; of an utterance that was asked for alone, and to assistants of each.
	FactChecks []FactCheck `json:"fact_checks,omitempty"`
	Cutting
}

// QuoteVariant is one wording of an utterance, as some articles give it.
type QuoteVariant struct {
	Exact   string   `json:"exact"`
	Changes []string `json:"changes"`
	Says    []string `json:"says"` // the changes in sentences
	Speaker *Agent   `json:"speaker" jsonschema:"nullable"`
	Mode    string   `json:"mode"`
	// Anchored says that only names and numbers tie it to the others.
	Anchored bool    `json:"anchored,omitempty"`
	Articles []Brief `json:"articles"` // by date; none for words that were asked about
	First    *Brief  `json:"first" jsonschema:"nullable"`
}

// Hearing is a group of articles that have the words through one ear.
type Hearing struct {
	Articles []string `json:"articles"`
	Why      []string `json:"why"`
}

// FamilyFinding is something of a family that a reader should know of: the same words
// given to two speakers.
type FamilyFinding struct {
	Kind    string `json:"kind"`
	Article string `json:"article"`
	Other   string `json:"other,omitempty"`
	Says    string `json:"says"`
}

// NewFamily converts a family.
func NewFamily(v *hearsay.FamilyView) Family {
	out := Family{Speakers: []Agent{}, Variants: []QuoteVariant{}, Hearings: []Hearing{}, Caution: v.Caution, Findings: []FamilyFinding{}, More: v.More}
	if v.More > 0 {
		out.Cut = fmt.Sprintf("%d more articles with some of the words were not looked at", v.More)
	}
	for _, s := range v.Speakers {
		out.Speakers = append(out.Speakers, newAgent(s))
	}
	if len(v.Speakers) > 0 {
		out.Speaker = optionalAgent(v.Speakers[0])
	}
	for _, w := range v.Wordings() {
		r := &v.Variants[w[0]]
		q := QuoteVariant{Exact: r.Exact, Changes: []string{}, Says: orEmpty(r.Says), Speaker: optionalAgent(r.Speaker), Mode: string(r.Mode), Anchored: r.Anchored, Articles: []Brief{}}
		for _, c := range r.Changes {
			q.Changes = append(q.Changes, string(c))
		}
		for _, b := range v.BriefsOf(w) {
			q.Articles = append(q.Articles, NewBrief(b))
		}
		if len(q.Articles) > 0 {
			q.First = &q.Articles[0]
		}
		out.Variants = append(out.Variants, q)
	}
	if v.Earliest >= 0 {
		b := NewBrief(v.Brief(v.Variants[v.Earliest].Article))
		out.Earliest = &b
	}
	for _, h := range v.Hearings {
		w := Hearing{Articles: []string{}, Why: orEmpty(h.Why)}
		for _, id := range h.Articles {
			w.Articles = append(w.Articles, id.String())
		}
		out.Hearings = append(out.Hearings, w)
	}
	for _, f := range v.Findings {
		out.Findings = append(out.Findings, FamilyFinding{string(f.Kind), f.Article.String(), f.Other.String(), f.Says})
	}
	return out
}
