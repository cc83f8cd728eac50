// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"hearsay"
	"time"
)

// Brief is what a list shows of an article.
type Brief struct {
	ID       string `json:"id"`
	URL      string `json:"url"`
	Outlet   *Agent `json:"outlet" jsonschema:"nullable"`
	Headline string `json:"headline"`
	Date     *Date  `json:"date" jsonschema:"nullable"`
	Language string `json:"language,omitempty"`
	Words    int    `json:"words,omitempty"`
	Sample   bool   `json:"sample,omitempty"` // it is of the sample library, and invented
	// Kept is there when a rule of retention took words from its text: then signs of U+2580
	// to U+259F stand for words wherever the text is given.
	Kept *Kept `json:"kept,omitempty"`
}

// Articles is a page of the articles of a library.
type Articles struct {
	Total    int     `json:"total"`
	Offset   int     `json:"offset"`
	Articles []Brief `json:"articles"`
	Paging
}

// NewArticles converts a page of articles.
func NewArticles(briefs []hearsay.Brief, total, offset int) Articles {
	out := Articles{Total: total, Offset: offset, Articles: []Brief{}}
	for _, b := range briefs {
		out.Articles = append(out.Articles, NewBrief(b))
	}
	return out
}

// Direction says which side had the words first. The reasons are for people.
type Direction struct {
	From string   `json:"from"`
	Why  []string `json:"why"`
}

// Passage is a pair of stretches that say the same. Query is measured in the
// traced text, Match in the text of the match.
type Passage struct {
	Query    Span    `json:"query"`
	Match    Span    `json:"match"`
	Identity float64 `json:"identity"`
}

// Match is one article that shares text with the query or is tied to it.
type Match struct {
	Article   Brief     `json:"article"`
	Relation  string    `json:"relation"`
	Words     int       `json:"words"`
	Identity  float64   `json:"identity"`
	Credited  bool      `json:"credited"`
	Certainty string    `json:"certainty"`
	Direction Direction `json:"direction"`
	Passages  []Passage `json:"passages"`
	// Boilerplate is how many of Words are standing phrases of an outlet.
	Boilerplate int `json:"boilerplate,omitempty"`
}

// Query is the traced text.
type Query struct {
	Words   int    `json:"words"`
	Text    string `json:"text"`
	Article string `json:"article,omitempty"` // when the text is an article of the library
	Kept    *Kept  `json:"kept,omitempty"`    // when not all of its text is kept
}

// Question is what a trace is asked as JSON: one of Text, URL and Article.
type Question struct {
	Text      string `json:"text,omitempty"`
	URL       string `json:"url,omitempty"`                                        // of an article that the library has
	Article   string `json:"article,omitempty"`                                    // the id of one
	Direction string `json:"direction,omitempty" jsonschema:"enum=came,enum=went"` // came when it is not said
	Min       int    `json:"min,omitempty" jsonschema:"minimum=0"`                 // the fewest words that count as a passage; 8 when not said
}

// Classes counts the words of the query.
type Classes struct {
	Same        int `json:"same"`
	Reworded    int `json:"reworded"`
	Quotation   int `json:"quotation"`
	Boilerplate int `json:"boilerplate"`
	New         int `json:"new"`
}

// Origins counts what is left when copies count once.
type Origins struct {
	Count  int           `json:"count"`
	Groups []OriginGroup `json:"groups"`
}

// OriginGroup is a set of articles tied by copying.
type OriginGroup struct {
	Earliest *Brief   `json:"earliest" jsonschema:"nullable"`
	Unseen   bool     `json:"unseen"`
	Articles []string `json:"articles"`
	Why      []string `json:"why"`
}

// Searched says what was looked through.
type Searched struct {
	Articles  int      `json:"articles"`
	Outlets   int      `json:"outlets"`
	Earliest  string   `json:"earliest"`
	Latest    string   `json:"latest"`
	Languages []string `json:"languages"`
}

// Trace is what `hearsay trace` prints.
type Trace struct {
	Query    Query    `json:"query"`
	Forward  bool     `json:"forward"`
	Classes  Classes  `json:"classes"`
	Matches  []Match  `json:"matches"`
	More     int      `json:"more"` // that share only what many earlier ones share
	Origins  Origins  `json:"origins"`
	Chain    []Step   `json:"chain"`
	Forks    [][]Step `json:"forks"` // other ways back that the traced page tells of, as chain
	Notes    []string `json:"notes"`
	Searched Searched `json:"searched"`
	Cutting
}

// NewTrace converts a trace. Texts returns the text of a match.
func NewTrace(t *hearsay.Trace, texts func(hearsay.ArticleID) (string, error)) (Trace, error) {
	query := NewRuler(t.Text)
	out := Trace{
		Query: Query{Words: t.Words, Text: t.Text, Article: t.Article.String()}, Forward: t.Forward,
		Classes: Classes(t.Classes), Matches: []Match{}, Forks: [][]Step{}, More: t.More, Origins: Origins{Count: len(t.Origins), Groups: []OriginGroup{}},
		Chain: newJoinedSteps(t.Chain, traceRulers(t)), Notes: orEmpty(t.Notes), Searched: NewSearched(t.Searched), Cutting: Cutting{MatchesCut(t.More)},
	}
	if t.Read != nil {
		out.Query.Kept = newKept(t.Read.Kept)
	}
	for i := range t.Matches {
		m := &t.Matches[i]
		text, err := texts(m.Article.ID)
		if err != nil {
			return Trace{}, err
		}
		out.Matches = append(out.Matches, newMatch(m, query, NewRuler(text)))
	}
	for _, f := range t.Forks {
		out.Forks = append(out.Forks, newJoinedSteps(f, traceRulers(t)))
	}
	for _, g := range t.Origins {
		group := OriginGroup{Unseen: g.Unseen, Articles: []string{}, Why: orEmpty(g.Why)}
		if g.Earliest != nil {
			b := NewBrief(*g.Earliest)
			group.Earliest = &b
		}
		for _, id := range g.Articles {
			group.Articles = append(group.Articles, id.String())
		}
		out.Origins.Groups = append(out.Origins.Groups, group)
	}
	return out, nil
}

// traceRulers measures the articles that the evidence of a trace's chain stands
// in: the one that was read, or the pasted text, and those of the library.
func traceRulers(t *hearsay.Trace) func(hearsay.ArticleID) *rulers {
	read := t.Read
	if read == nil {
		read = &hearsay.Article{Text: t.Text}
	}
	byID := map[hearsay.ArticleID]*rulers{{}: newRulers(read)}
	for _, a := range t.Cited {
		byID[a.ID] = newRulers(a)
	}
	return func(id hearsay.ArticleID) *rulers { return byID[id] }
}

func newMatch(m *hearsay.Match, query, match *Ruler) Match {
	out := Match{
		Article: NewBrief(m.Article), Relation: string(m.Relation), Words: m.Words, Identity: round(m.Identity),
		Credited: m.Credited, Certainty: string(m.Certainty), Direction: newDirection(m.Direction), Passages: []Passage{}, Boilerplate: m.Boilerplate,
	}
	for _, p := range m.Passages {
		out.Passages = append(out.Passages, Passage{query.Span(p.A), match.Span(p.B), round(p.Identity)})
	}
	return out
}

// NewBrief converts what a list shows of an article.
func NewBrief(b hearsay.Brief) Brief {
	out := Brief{
		ID: b.ID.String(), URL: b.URL, Outlet: optionalAgent(b.Outlet), Headline: b.Headline, Language: b.Language, Words: b.Words, Kept: newKept(b.Kept),
	}
	if b.Date.Value != "" {
		d := newDate(b.Date)
		out.Date = &d
	}
	return out
}

func newDirection(d hearsay.Direction) Direction {
	return Direction{From: string(d.From), Why: orEmpty(d.Why)}
}

// NewSearched converts what was looked through.
func NewSearched(s hearsay.Searched) Searched {
	return Searched{s.Articles, s.Outlets, stamp(s.Earliest), stamp(s.Latest), orEmpty(s.Languages)}
}

// Change is one stretch of a comparison; A is null for what was added, B for
// what was removed.
type Change struct {
	Kind  string `json:"kind"`
	A     *Span  `json:"a" jsonschema:"nullable"`
	B     *Span  `json:"b" jsonschema:"nullable"`
	Words int    `json:"words"`
}

// Comparison is what `hearsay compare` prints.
type Comparison struct {
	A         Article        `json:"a"`
	B         Article        `json:"b"`
	Changes   []Change       `json:"changes"`
	Words     map[string]int `json:"words"`
	Credited  bool           `json:"credited"`
	Direction Direction      `json:"direction"`
}

// NewComparison converts a comparison.
func NewComparison(c *hearsay.Comparison) Comparison {
	a, b := NewRuler(c.A.Text), NewRuler(c.B.Text)
	out := Comparison{
		A: newArticle(c.A, a), B: newArticle(c.B, b), Changes: []Change{}, Words: map[string]int{},
		Credited: c.Credited, Direction: newDirection(c.Direction),
	}
	for _, kind := range []hearsay.ChangeKind{hearsay.Same, hearsay.Added, hearsay.Cut, hearsay.Changed, hearsay.Moved} {
		out.Words[string(kind)] = c.Words[kind]
	}
	for _, ch := range c.Changes {
		out.Changes = append(out.Changes, Change{string(ch.Kind), a.optional(ch.A), b.optional(ch.B), ch.Words})
	}
	return out
}

// Hit is an article that a search found, with the words that matched.
type Hit struct {
	Article Brief  `json:"article"`
	Matched []Span `json:"matched"`
	// Alike is how many near-copies are folded under the hit, and Copies the first of
	// them.
	Alike  int     `json:"alike,omitempty"`
	Copies []Brief `json:"copies"`
}

// Search is what `hearsay search` prints.
type Search struct {
	Query string `json:"query"`
	Total int    `json:"total"`          // articles
	Rows  int    `json:"rows,omitempty"` // hits in all, where near-copies are folded
	Hits  []Hit  `json:"hits"`
	// Order is "merit", "date" or "arrival". Where it is the last, the words are in too many
	// articles to look at all: total, rows and counts are of the last arrivals, looked of them,
	// and "older" is the last of those that were not looked at, which next goes on with. Not of
	// the command line.
	Order  string `json:"order,omitempty"`
	Looked int    `json:"looked,omitempty"`
	Older  int64  `json:"older,omitempty"`
	// Common are the words that are in too many articles to count for the order.
	Common []string `json:"common,omitempty"`
	// Counts are of the articles found, not of the hits given; not there when they are
	// too many to be counted.
	Counts *SearchCounts `json:"counts,omitempty"`
	Paging
}

// SearchCounts are how many of the articles found have a value.
type SearchCounts struct {
	Outlets   []LibraryCount `json:"outlets"`
	Languages []LibraryCount `json:"languages"`
	Speakers  []LibraryCount `json:"speakers"`
	Times     []Bucket       `json:"times"`
	Undated   int            `json:"undated"`
}

// Bucket is a month or a year with the articles that may be of it.
type Bucket struct {
	From     time.Time `json:"from"`
	Before   time.Time `json:"before"`
	Articles int       `json:"articles"`
}

// NewHit converts one result of a search. A is the article, matched the spans of
// its headline and text that match.
func NewHit(brief hearsay.Brief, a *hearsay.Article, matched []hearsay.Place) Hit {
	r := newRulers(a)
	out := Hit{Article: NewBrief(brief), Matched: []Span{}, Copies: []Brief{}}
	for _, p := range matched {
		if s := r.place(p); s != nil {
			out.Matched = append(out.Matched, *s)
		}
	}
	return out
}
