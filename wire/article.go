// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"fmt"
	"time"

	"hearsay"
)

// Agent is a person, organization or outlet.
type Agent struct {
	Name   string `json:"name"`
	Kind   string `json:"kind"`
	Role   string `json:"role,omitempty"`
	Domain string `json:"domain,omitempty"`
	QID    string `json:"qid,omitempty"`
}

// Date is a claim of time with its basis.
type Date struct {
	Value    string `json:"value"`
	Earliest string `json:"earliest"` // RFC 3339; "" when there is no bound
	Latest   string `json:"latest"`
	Basis    string `json:"basis"`
	Chosen   bool   `json:"chosen"`
	Why      string `json:"why,omitempty"`
}

// Article is one version of a story.
type Article struct {
	ID        string   `json:"id,omitempty"`
	URL       string   `json:"url"`
	Canonical string   `json:"canonical"`
	Outlet    *Agent   `json:"outlet" jsonschema:"nullable"`
	Headline  string   `json:"headline"`
	Byline    []string `json:"byline"`
	Dateline  string   `json:"dateline"`
	Language  string   `json:"language"`
	Dates     []Date   `json:"dates"`
	Text      string   `json:"text"`
	Words     int      `json:"words"`
	Blocks    []Block  `json:"blocks"`
	// Kept is there when a rule of retention took words from the text: signs of U+2580 to
	// U+259F stand for them, so that offsets hold.
	Kept *Kept `json:"kept,omitempty"`
}

// Kept says how much of a text is kept: "passages" that others share, quotations, credits
// and links, or "facts" without words; by what rule, and since when.
type Kept struct {
	Level string `json:"level"`
	Rule  string `json:"rule"`
	Since string `json:"since"`
}

// newKept is nil for nil.
func newKept(k *hearsay.Kept) *Kept {
	if k == nil {
		return nil
	}
	return &Kept{Level: string(k.Level), Rule: k.Named(), Since: k.Since.UTC().Format(time.RFC3339)}
}

// Block is a paragraph of the text.
type Block struct {
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Removed is a part of the page that is not in the text. At is the code point of
// the text before which it stood.
type Removed struct {
	Kind    string `json:"kind"`
	Exact   string `json:"exact"`
	At      int    `json:"at"`
	Repeats *Span  `json:"repeats,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Quotation is one attribution relation.
type Quotation struct {
	ID             string   `json:"id"`
	Mode           string   `json:"mode"`
	Polarity       string   `json:"polarity"`
	Source         *Span    `json:"source" jsonschema:"nullable"`
	Cue            *Span    `json:"cue" jsonschema:"nullable"`
	Content        []Span   `json:"content"`
	Complementiser *Span    `json:"complementiser,omitempty"`
	Speaker        *Speaker `json:"speaker" jsonschema:"nullable"`
	// Alternatives say who the source may mean when Speaker is null, likeliest
	// first.
	Alternatives []Speaker `json:"alternatives"`
	Addressee    *Span     `json:"addressee" jsonschema:"nullable"`
	Via          []Via     `json:"via"`
	Within       *string   `json:"within" jsonschema:"nullable"`
	Flags        []string  `json:"flags"`
	Confidence   float64   `json:"confidence"`
}

// Speaker is an agent and how it was found.
type Speaker struct {
	Agent
	How        string  `json:"how"`
	Confidence float64 `json:"confidence"`
}

// Via is a medium and the words that name it.
type Via struct {
	Agent
	Evidence Span `json:"evidence"`
}

// Credit is a place where the page says that it has text from somebody else.
type Credit struct {
	Kind string      `json:"kind"`
	To   CreditAgent `json:"to"`
	// Origin says what To is, when its name tells: "agency" or "release".
	Origin   string `json:"origin,omitempty"`
	Evidence *Span  `json:"evidence" jsonschema:"nullable"`
}

// CreditAgent is an outlet, with the address that the credit links to.
type CreditAgent struct {
	Agent
	URL string `json:"url,omitempty"`
}

// Citation is a link in the text.
type Citation struct {
	Anchor Span   `json:"anchor"`
	URL    string `json:"url"`
}

// Step is one link of a chain.
type Step struct {
	Agent    Agent  `json:"agent"`
	Relation string `json:"relation"`
	Evidence *Span  `json:"evidence" jsonschema:"nullable"`
	Article  string `json:"article,omitempty"`
	// In is the article of the library that Evidence stands in, when that is not
	// the one that was read or traced.
	In string `json:"in,omitempty"`
}

// Reading is what `hearsay read` prints.
type Reading struct {
	Article    Article     `json:"article"`
	Removed    []Removed   `json:"removed"`
	Quotations []Quotation `json:"quotations"`
	Credits    []Credit    `json:"credits"`
	Citations  []Citation  `json:"citations"`
	Chain      []Step      `json:"chain"`
	// Forks are other ways back: statements that came through other media, further
	// credits. Each is a list like Chain.
	Forks    [][]Step  `json:"forks"`
	Findings []Finding `json:"findings"`
	// Reviews are the fact-checks that the page says it publishes (schema.org ClaimReview).
	Reviews []Review `json:"reviews,omitempty"`
}

// Finding is something that a reader should know of before trusting an answer.
type Finding struct {
	Kind string `json:"kind"`
	Says string `json:"says"`
	At   *Span  `json:"at" jsonschema:"nullable"` // null when it stands nowhere in the text
}

// NewReading converts what was read from one page. Findings and forks are left to the
// caller ([Reading.WithFindings], [Reading.WithForks]).
func NewReading(a *hearsay.Article, quotations []hearsay.Quotation, chain []hearsay.Step) Reading {
	r := newRulers(a)
	out := Reading{
		Article: newArticle(a, r.text), Quotations: newQuotations(quotations, r), Chain: newSteps(chain, r),
		Removed: []Removed{}, Credits: []Credit{}, Citations: []Citation{}, Findings: []Finding{}, Forks: [][]Step{}, Reviews: NewReviews(a.Reviews),
	}
	for _, m := range a.Removed {
		out.Removed = append(out.Removed, Removed{
			Kind: string(m.Kind), Exact: m.Exact, At: r.text.Points(m.At), Repeats: r.text.optional(m.Repeats), Note: m.Note,
		})
	}
	for _, c := range a.Credits {
		out.Credits = append(out.Credits, Credit{
			Kind: string(c.Kind), To: CreditAgent{newAgent(c.To), c.URL}, Origin: string(c.Origin), Evidence: r.place(c.Evidence),
		})
	}
	for _, c := range a.Citations {
		out.Citations = append(out.Citations, Citation{Anchor: r.text.Span(c.Anchor), URL: c.URL})
	}
	return out
}

// WithForks adds the other ways that the article's page alone tells of.
func (r Reading) WithForks(a *hearsay.Article, forks [][]hearsay.Step) Reading {
	rulers := newRulers(a)
	for _, f := range forks {
		r.Forks = append(r.Forks, newSteps(f, rulers))
	}
	return r
}

// WithFindings adds findings about the article.
func (r Reading) WithFindings(a *hearsay.Article, findings []hearsay.Finding) Reading {
	rulers := newRulers(a)
	for _, f := range findings {
		r.Findings = append(r.Findings, Finding{string(f.Kind), f.Says, rulers.place(f.At)})
	}
	return r
}

func newArticle(a *hearsay.Article, text *Ruler) Article {
	out := Article{
		ID: a.ID.String(), URL: a.URL, Canonical: a.Canonical, Outlet: optionalAgent(a.Outlet), Headline: a.Headline,
		Byline: orEmpty(a.Byline), Dateline: a.Dateline, Language: a.Language, Dates: []Date{}, Text: a.Text, Words: a.Words, Blocks: []Block{}, Kept: newKept(a.Kept),
	}
	for _, d := range a.Dates {
		out.Dates = append(out.Dates, newDate(d))
	}
	for _, b := range a.Blocks {
		out.Blocks = append(out.Blocks, Block{string(b.Kind), text.Points(b.Span.Start), text.Points(b.Span.End)})
	}
	return out
}

func newAgent(a hearsay.Agent) Agent {
	return Agent{Name: a.Name, Kind: string(a.Kind), Role: a.Role, Domain: a.Domain, QID: a.QID}
}

func optionalAgent(a hearsay.Agent) *Agent {
	if a.IsZero() {
		return nil
	}
	out := newAgent(a)
	return &out
}

func newDate(d hearsay.Date) Date {
	return Date{Value: d.Value, Earliest: stamp(d.Earliest), Latest: stamp(d.Latest), Basis: d.Basis, Chosen: d.Chosen, Why: d.Why}
}

// stamp writes a time, or "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// quotationID names the i-th quotation of an article.
func quotationID(i int) string { return fmt.Sprintf("q%d", i+1) }

func newQuotations(quotations []hearsay.Quotation, r *rulers) []Quotation {
	out := make([]Quotation, 0, len(quotations))
	for i := range quotations {
		out = append(out, newQuotation(i, &quotations[i], r))
	}
	return out
}

func newQuotation(i int, q *hearsay.Quotation, r *rulers) Quotation {
	text, in := r.part(q.Part)
	mark := func(s *Span) *Span {
		if s != nil {
			s.In = in
		}
		return s
	}
	out := Quotation{
		ID: quotationID(i), Mode: string(q.Mode), Polarity: string(q.Polarity),
		Source: mark(text.optional(q.Source)), Cue: mark(text.optional(q.Cue)), Addressee: mark(text.optional(q.Addressee)),
		Complementiser: mark(text.optional(q.Complementiser)),
		Content:        []Span{}, Via: []Via{}, Flags: []string{}, Alternatives: []Speaker{}, Confidence: round(q.Confidence),
	}
	for _, c := range q.Content {
		out.Content = append(out.Content, *mark(text.optional(c)))
	}
	for _, v := range q.Via {
		via := Via{Agent: newAgent(v.Agent), Evidence: text.Span(v.Evidence)}
		via.Evidence.In = in
		out.Via = append(out.Via, via)
	}
	for _, f := range q.Flags {
		out.Flags = append(out.Flags, string(f))
	}
	if q.Within >= 0 {
		id := quotationID(q.Within)
		out.Within = &id
	}
	if !q.Speaker.Agent.IsZero() {
		out.Speaker = &Speaker{newAgent(q.Speaker.Agent), q.Speaker.How, round(q.Speaker.Confidence)}
	}
	for _, c := range q.Speaker.Alternatives {
		out.Alternatives = append(out.Alternatives, Speaker{newAgent(c.Agent), c.How, round(c.Confidence)})
	}
	return out
}

// round keeps three digits: more would claim a precision that nobody measured.
func round(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }

// newSteps converts a chain whose evidence stands in one article.
func newSteps(chain []hearsay.Step, r *rulers) []Step {
	return newJoinedSteps(chain, func(hearsay.ArticleID) *rulers { return r })
}

// newJoinedSteps converts a chain whose evidence stands in several articles;
// rulers returns nil for one that is not at hand.
func newJoinedSteps(chain []hearsay.Step, rulers func(hearsay.ArticleID) *rulers) []Step {
	out := []Step{}
	for _, s := range chain {
		step := Step{Agent: newAgent(s.Agent), Relation: string(s.Relation), Article: s.Article.String(), In: s.In.String()}
		if r := rulers(s.In); r != nil && s.Evidence.In(r.a) != "" {
			step.Evidence = r.place(s.Evidence)
		}
		out = append(out, step)
	}
	return out
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
