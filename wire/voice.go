// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"fmt"

	"hearsay"
)

// Voice is a speaker of a library.
type Voice struct {
	ID string `json:"id"`
	Agent
	Articles   int    `json:"articles"`
	Quotations int    `json:"quotations"`
	First      string `json:"first"` // date of the earliest article, RFC 3339
	Last       string `json:"last"`
	// Sample says that it speaks in articles of the sample library alone, and is invented.
	Sample bool `json:"sample,omitempty"`
}

// Voices is what `hearsay speakers` prints of several.
type Voices struct {
	Total    int     `json:"total"`
	Offset   int     `json:"offset"`
	Speakers []Voice `json:"speakers"`
	Paging
}

// NewVoices converts a page of voices.
func NewVoices(voices []hearsay.Voice, total, offset int) Voices {
	out := Voices{Total: total, Offset: offset, Speakers: []Voice{}}
	for _, v := range voices {
		out.Speakers = append(out.Speakers, NewVoice(v))
	}
	return out
}

// NewVoice converts a voice.
func NewVoice(v hearsay.Voice) Voice {
	return Voice{ID: v.ID.String(), Agent: newAgent(v.Agent), Articles: v.Articles, Quotations: v.Quotations, First: stamp(v.First), Last: stamp(v.Last)}
}

// VoiceView is what `hearsay speakers` prints of one.
type VoiceView struct {
	Voice
	Variants []Variant `json:"variants"`
	Why      []Reason  `json:"why"`
	More     int       `json:"more"`  // reasons that are not listed
	Apart    bool      `json:"apart"` // the name alone tells nobody
	Perhaps  []Voice   `json:"perhaps"`
	// Said are quotations, where they were asked for: latest article first.
	Said []Said `json:"said,omitempty"`
	Paging
	Cutting
}

// Variant is a name and role under which a speaker appears.
type Variant struct {
	Agent
	Articles int    `json:"articles"`
	First    string `json:"first"`
	Last     string `json:"last"`
}

// NewVoiceView converts a voice with what is known of it, and some of its quotations.
func NewVoiceView(v *hearsay.VoiceView, said []hearsay.Said) VoiceView {
	out := VoiceView{Voice: NewVoice(v.Voice), Variants: []Variant{}, Why: []Reason{}, More: v.More, Apart: v.Apart, Perhaps: []Voice{}}
	if v.More > 0 {
		out.Cut = fmt.Sprintf("%d more reasons why these names are taken for one speaker are not listed", v.More)
	}
	for _, g := range v.Variants {
		out.Variants = append(out.Variants, Variant{guiseAgent(g.Guise), g.Articles, stamp(g.First), stamp(g.Last)})
	}
	for _, r := range v.Why {
		out.Why = append(out.Why, Reason{string(r.Rule), newExample(r.A), newExample(r.B), r.Ruling})
	}
	for _, o := range v.Perhaps {
		out.Perhaps = append(out.Perhaps, NewVoice(o))
	}
	for i := range said {
		out.Said = append(out.Said, NewSaid(&said[i]))
	}
	return out
}

// Reason is why one guise was taken for another.
type Reason struct {
	Rule     string  `json:"rule"`
	A        Example `json:"a"`
	B        Example `json:"b"`
	Decision int     `json:"decision,omitempty"`
}

// Example is a guise with the earliest article that has it.
type Example struct {
	Agent
	Article *Brief `json:"article" jsonschema:"nullable"`
	Only    bool   `json:"only,omitempty"` // this article alone is meant
}

func newExample(x hearsay.Example) Example {
	e := Example{Agent: guiseAgent(x.Guise), Only: !x.Article.IsZero()}
	if x.In != nil {
		b := NewBrief(*x.In)
		e.Article = &b
	}
	return e
}

func guiseAgent(g hearsay.Guise) Agent {
	if g.Kind == hearsay.Outlet {
		return Agent{Name: g.Name, Kind: string(g.Kind), Domain: g.Role}
	}
	return Agent{Name: g.Name, Kind: string(g.Kind), Role: g.Role}
}

// Said is a quotation with its article. Its spans are in that article's text, or in
// its headline when it has the flag "headline".
type Said struct {
	Article Brief  `json:"article"`
	Voice   string `json:"voice"` // ID of the speaker in the library; "" when nobody is named
	Quotation
}

// NewSaid converts a quotation with its article.
func NewSaid(s *hearsay.Said) Said {
	return Said{NewBrief(s.Article.Brief()), s.Voice.String(), newQuotation(s.I, s.Quotation(), newRulers(s.Article))}
}

// Quotes is what `hearsay quotes` prints.
type Quotes struct {
	Speakers   []Voice  `json:"speakers"`   // whose quotations they are
	Families   []Family `json:"families"`   // the utterances, those of most articles first
	Quotations []Said   `json:"quotations"` // as the articles have them; none for a claim
	More       bool     `json:"more"`       // there are others
	// Latest is of how many articles the utterances are, where there are more: the latest of
	// the speaker or, for words, those that arrived last.
	Latest int `json:"latest,omitempty"`
	// FactChecks are reviews that concern the words of a claim.
	FactChecks []FactCheck `json:"fact_checks,omitempty"`
	Cutting
}

// NewQuotes converts the answer to a question about quotations; more says that there are
// other utterances.
func NewQuotes(voices []hearsay.Voice, families []hearsay.FamilyView, said []hearsay.Said, more bool) Quotes {
	out := Quotes{Speakers: NewVoices(voices, 0, 0).Speakers, Families: []Family{}, Quotations: []Said{}, More: more}
	for i := range families {
		out.Families = append(out.Families, NewFamily(&families[i]))
	}
	for i := range said {
		out.Quotations = append(out.Quotations, NewSaid(&said[i]))
	}
	if more {
		out.Cut = UtterancesCut(len(families))
	}
	return out
}

// Decision is what a person decided of speakers.
type Decision struct {
	N      int       `json:"n"`
	At     string    `json:"at"`
	Do     string    `json:"do"` // "same" or "two"
	A      []Example `json:"a"`
	B      []Example `json:"b"`
	Undone bool      `json:"undone"`
	// By is whose account decided, where several use the library, and UndoneBy whose took it back.
	By       string `json:"by,omitempty"`
	UndoneBy string `json:"undone_by,omitempty"`
}

// NewDecision converts a ruling.
func NewDecision(r *hearsay.Ruling) Decision {
	d := Decision{N: r.N, At: stamp(r.At), Do: "two", A: []Example{}, B: []Example{}, Undone: r.Undone, By: r.By, UndoneBy: r.UndoneBy}
	if r.Same {
		d.Do = "same"
	}
	for _, ref := range r.A {
		d.A = append(d.A, newExample(hearsay.Example{Ref: ref}))
	}
	for _, ref := range r.B {
		d.B = append(d.B, newExample(hearsay.Example{Ref: ref}))
	}
	return d
}
