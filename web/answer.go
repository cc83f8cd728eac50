// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	"hearsay"
	"hearsay/prose"
)

// answer is a trace as pages show it.
type answer struct {
	Trace   *hearsay.Trace
	Bar     []barPart
	Text    []paragraph // the traced text, with what stands elsewhere marked
	Matches []match
	Rest    int // matches that are not shown
	Origins []origin
	Chain   []hop
	Forks   [][]hop
	marks   []ink
}

// barPart is a stretch of the bar that shows the classes of words. X and Width
// are in thousandths of the bar.
type barPart struct {
	Class, Label, Why string
	Words             int
	X, Width          int
}

// match is one article that shares text, numbered as on the rest of the page.
type match struct {
	hearsay.Match
	Number   int
	Order    string // which of the two is earlier, in words
	Pairs    []pair
	Compare  string // address of a comparison, if there is one to make
	CompareN int    // number of the match that it is compared with; 0 for the text itself
}

// pair is a passage on both its sides.
type pair struct {
	Left, Right           []Run
	Words                 int
	LeftLang, RightLang   string
	LeftStart, RightStart bool // the passage begins where its text begins
}

// origin is a group of articles that count once.
type origin struct {
	hearsay.OriginGroup
	Number  int
	Members []member
}

// member is an article of a group: its brief when the answer holds it.
type member struct {
	ID    hearsay.ArticleID
	Brief *hearsay.Brief
	Self  bool // the traced article
}

// paragraph is a block of text with its marks and what stands beside it.
type paragraph struct {
	Number  int
	Kind    hearsay.BlockKind
	Runs    []Run
	Sources []int // numbers of the matches that share a part of it
	Notes   []said
}

// newAnswer prepares a trace for the page.
func (s *site) newAnswer(ctx context.Context, t *hearsay.Trace) (*answer, error) {
	start := t.Read
	if start == nil {
		start = &hearsay.Article{Text: t.Text} // pasted
	}
	a := &answer{Trace: t, Bar: newBar(t.Classes), Rest: max(0, len(t.Matches)-shownMatches)}
	for i := range t.Matches[:len(t.Matches)-a.Rest] {
		m, err := s.newMatch(ctx, a, start, i)
		if err != nil {
			return nil, err
		}
		a.Matches = append(a.Matches, m)
	}
	a.Origins = newOrigins(t)
	a.Text = marked(t.Text, prose.Paragraphs(t.Text), a.marks)
	a.Chain = newChain(t.Chain, start, t.Cited)
	steps := len(a.Chain)
	for _, f := range t.Forks {
		way := newChain(f, start, t.Cited)
		for i := range way {
			way[i].Number += steps // of the page
		}
		steps += len(way)
		a.Forks = append(a.Forks, way)
	}
	return a, nil
}

func (s *site) newMatch(ctx context.Context, a *answer, start *hearsay.Article, i int) (match, error) {
	t := a.Trace
	m := match{Match: t.Matches[i], Number: i + 1, Order: order(t.Matches[i].Direction.From, t.Article)}
	m.Compare, m.CompareN = comparison(t, i)
	if len(m.Passages) == 0 {
		return m, nil
	}
	text, err := s.engine.Text(ctx, m.Article.ID)
	if errors.Is(err, hearsay.ErrNotFound) {
		return m, nil // removed since; the rest of the answer still stands
	}
	if err != nil {
		return m, err
	}
	for _, p := range m.Passages {
		left, right := shared(t.Text, text, p, m.Number)
		a.marks = append(a.marks, left...)
		if len(left) > 0 {
			m.Pairs = append(m.Pairs, pair{
				Left: runs(t.Text, p.A, unnumbered(left)), Right: runs(text, p.B, unnumbered(right)), Words: p.Matched,
				LeftLang: start.Language, RightLang: m.Article.Language,
				LeftStart: p.A.Start == 0, RightStart: p.B.Start == 0,
			})
		}
	}
	return m, nil
}

// unnumbered takes the source numbers off marks, for places where the two sides
// stand beside each other and there is only one source.
func unnumbered(marks []ink) []ink {
	out := make([]ink, len(marks))
	for i, m := range marks {
		m.n = 0
		out[i] = m
	}
	return out
}

// comparison says what a match can be set beside: the traced article, or for a
// pasted text, which has no address, the best other match.
func comparison(t *hearsay.Trace, i int) (address string, number int) {
	id := t.Matches[i].Article.ID
	switch {
	case !t.Article.IsZero():
		return compareAddress(t.Article, id), 0
	case len(t.Matches) < 2:
		return "", 0
	case i == 0:
		return compareAddress(id, t.Matches[1].Article.ID), 2
	}
	return compareAddress(t.Matches[0].Article.ID, id), 1
}

func compareAddress(a, b hearsay.ArticleID) string {
	return fmt.Sprintf("/compare?a=%s&b=%s", a, b)
}

// order says which of the traced text and a match is earlier.
func order(from hearsay.Side, traced hearsay.ArticleID) string {
	self := "your text"
	if !traced.IsZero() {
		self = "this article"
	}
	switch from {
	case hearsay.MatchSide:
		return "earlier than " + self
	case hearsay.QuerySide:
		return "later than " + self
	}
	return "order not known"
}

// newBar lays the classes side by side, in whole thousandths that leave no gap.
func newBar(c hearsay.Classes) []barPart {
	parts := []barPart{
		{Class: "same", Label: "same wording", Words: c.Same, Why: "stands elsewhere in this library in the same words"},
		{Class: "reworded", Label: "reworded", Words: c.Reworded, Why: "stands elsewhere in other words"},
		{Class: "quotation", Label: "quotation", Words: c.Quotation, Why: "shared words within quotation marks: two reports of one speech share them without copying"},
		{Class: "boilerplate", Label: "boilerplate", Words: c.Boilerplate, Why: "standing phrases that an outlet prints everywhere"},
		{Class: "new", Label: "new here", Words: c.New, Why: "stands nowhere else in this library"},
	}
	total, before := 0, 0
	for _, p := range parts {
		total += p.Words
	}
	for i := range parts {
		if total == 0 {
			break
		}
		parts[i].X = 1000 * before / total
		before += parts[i].Words
		parts[i].Width = 1000*before/total - parts[i].X
	}
	return parts
}

func newOrigins(t *hearsay.Trace) []origin {
	briefs := make(map[hearsay.ArticleID]*hearsay.Brief, len(t.Matches))
	for i := range t.Matches {
		briefs[t.Matches[i].Article.ID] = &t.Matches[i].Article
	}
	var out []origin
	for i, g := range t.Origins {
		o := origin{OriginGroup: g, Number: i + 1}
		for _, id := range g.Articles {
			o.Members = append(o.Members, member{ID: id, Brief: briefs[id], Self: id == t.Article})
		}
		out = append(out, o)
	}
	return out
}

// marked divides a text into paragraphs with their marks, and says of each which
// sources share a part of it. Blocks are in order and do not overlap. The marks
// are dealt out to the blocks first, so that time does not grow with the product
// of both.
func marked(text string, blocks []hearsay.Span, marks []ink) []paragraph {
	dealt := make([][]ink, len(blocks))
	for _, m := range marks {
		i := sort.Search(len(blocks), func(i int) bool { return blocks[i].End > m.span.Start })
		for ; i < len(blocks) && blocks[i].Start < m.span.End; i++ {
			dealt[i] = append(dealt[i], m)
		}
	}
	var out []paragraph
	for i, b := range blocks {
		p := paragraph{Number: i + 1, Runs: runs(text, b, dealt[i])}
		for _, m := range dealt[i] {
			if m.n > 0 && !slices.Contains(p.Sources, m.n) {
				p.Sources = append(p.Sources, m.n) // marks come in the order of matches
			}
		}
		out = append(out, p)
	}
	return out
}

// hop is a step of a chain with the words that support it.
type hop struct {
	hearsay.Step
	Number   int
	Name     string
	Sentence []Run // that names the next source, with the words marked
	Lang     string
	Where    string // what part of the page it stands in, when not the text
	Outlet   string // whose page it stands on, when not the first
	Absent   bool   // it is somebody who publishes, and the library has no text of theirs
}

// newChain finds the sentence behind each step. Evidence stands in start, or in
// the article of cited that the step names.
func newChain(steps []hearsay.Step, start *hearsay.Article, cited []*hearsay.Article) []hop {
	articles := map[hearsay.ArticleID]*hearsay.Article{{}: start}
	for _, a := range cited {
		articles[a.ID] = a
	}
	var out []hop
	for i, step := range steps {
		h := hop{Step: step, Number: i + 1, Name: agentName(step.Agent)}
		if h.Name == "" {
			h.Name = "source not named"
		}
		h.Absent = step.Article.IsZero() && step.Agent.Kind != hearsay.Person && step.Agent.Kind != hearsay.Anonymous
		if here := articles[step.In]; here != nil {
			h.Lang = here.Language
			h.Sentence, h.Where = evidence(here, step.Evidence)
			if here != start {
				h.Outlet = outletName(here.Outlet)
			}
		}
		out = append(out, h)
	}
	return out
}

// evidence returns the sentence around a place, with the place marked, and the
// part of the page that it stands in.
func evidence(a *hearsay.Article, p hearsay.Place) ([]Run, string) {
	if p.IsZero() || p.In(a) == "" {
		return nil, ""
	}
	text, part := a.Text, ""
	switch p.Part {
	case hearsay.InHeadline:
		text, part = a.Headline, "headline"
	case hearsay.InDateline:
		text, part = a.Dateline, "dateline"
	case hearsay.InByline:
		text, part = a.Byline[p.Index], "byline"
	case hearsay.InRemoved:
		text, part = a.Removed[p.Index].Exact, "part left out of the text"
	}
	sentence := sentenceAround(text, p.Span)
	if p.Span.Contains(sentence) {
		return plain(sentence.In(text)), part // nothing to set apart
	}
	return runs(text, sentence, []ink{{span: p.Span, kind: inkNote}}), part
}

// sentenceAround is the smallest run of sentences of one paragraph that holds a
// span of text.
func sentenceAround(text string, s hearsay.Span) hearsay.Span {
	from, to := 0, len(text)
	if i := strings.LastIndex(text[:s.Start], "\n\n"); i >= 0 {
		from = i + 2
	}
	if i := strings.Index(text[s.End:], "\n\n"); i >= 0 {
		to = s.End + i
	}
	part := text[from:to]
	around := s
	for _, sentence := range prose.Sentences(part, prose.Tokens(part)) {
		here := hearsay.Span{Start: sentence.Start + from, End: sentence.End + from}
		if here.Overlap(s) > 0 {
			around.Start, around.End = min(around.Start, here.Start), max(around.End, here.End)
		}
	}
	return around
}

// flagged is a note that a reader should see first.
type flagged struct{ Flag, Rest string }

// loud divides a note on a turned negation from the flag before it; nil for other notes.
func loud(note string) *flagged {
	if flag, rest, ok := strings.Cut(note, ": "); ok && strings.HasPrefix(flag, "Negation ") {
		return &flagged{flag, rest}
	}
	return nil
}
