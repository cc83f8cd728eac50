// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/chain"
	"hearsay/prose"
	"hearsay/quote"
	"hearsay/reuse"
)

const (
	// maxWords is how many words of a text are looked for, from its beginning: a
	// long novel. What is left out is said in a note.
	maxWords = 250_000
	// maxText is the longest text that is read at all, in bytes.
	maxText = 64 << 20
)

// question is a request with all that is known of its text.
type question struct {
	Request
	query   *reuse.Query
	article *hearsay.Article // what the text was read from; nil for pasted text
	quoted  []bool           // by word: between quote marks
	skipped int              // words behind maxWords
	damage  damage           // of the index
	teller  teller
}

// Trace answers where a text comes from or, forward, where it went. Articles
// that cannot be the answer (dated on the wrong side of the text) are left out
// and counted in a note. Errors: ErrNotFound for an article that the library
// does not have, ErrTooLarge, ErrInvalid for a text without words.
func (e *Engine) Trace(ctx context.Context, r Request) (*hearsay.Trace, error) {
	q, err := e.question(ctx, r)
	if err != nil {
		return nil, err
	}
	found, more, err := e.find(ctx, q)
	if err != nil {
		return nil, err
	}
	cited, err := e.cited(ctx, q, found)
	if err != nil {
		return nil, err
	}
	found = append(found, cited...)
	slices.SortFunc(found, bestFirst)
	d, err := e.descend(ctx, q, found)
	if err != nil {
		return nil, err
	}
	for i := range found {
		d.direct(&found[i].match)
	}
	t := &hearsay.Trace{Text: q.Text, Words: len(q.query.Words()), Forward: r.Forward, Read: q.article, More: more}
	if q.article != nil {
		t.Article = q.Article
	}
	found = q.onSide(found, t)
	if t.Searched, err = e.Extent(ctx); err != nil {
		return nil, err
	}
	boilerplate, err := e.boilerplate(ctx, q, found)
	if err != nil {
		return nil, err
	}
	t.Classes = q.classes(found, boilerplate)
	for i := range found {
		found[i].match.Boilerplate = within(found[i].regions, boilerplate)
	}
	t.Origins = origins(found, d)
	t.Matches = slices.Grow(t.Matches, len(found))
	for _, f := range found {
		t.Matches = append(t.Matches, f.match)
	}
	t.Notes = append(t.Notes, q.denials(found)...)
	q.notes(t)
	return t, e.join(ctx, q, found, d, t)
}

// question prepares a request.
func (e *Engine) question(ctx context.Context, r Request) (*question, error) {
	q := &question{Request: r, article: r.Reading}
	q.teller.tell = r.Tell
	switch {
	case !r.Article.IsZero():
		a, stored, err := e.lib.Article(ctx, r.Article)
		if err != nil {
			return nil, err
		}
		q.article, q.Quotations = a, stored
	case r.Reading != nil:
		// A page that the library has is not a match of itself.
		if _, err := e.lib.Text(ctx, r.Reading.ID); err == nil {
			q.Article = r.Reading.ID
		}
	default:
		q.Text = strings.ToValidUTF8(r.Text, "\ufffd")
	}
	if q.article != nil {
		q.Text = q.article.Text
	}
	if len(q.Text) > maxText {
		return nil, fmt.Errorf("trace text: %w: %d bytes, at most %d; trace it in parts", hearsay.ErrTooLarge, len(q.Text), maxText)
	}
	words := prose.Words(q.Text)
	if len(words) == 0 {
		return nil, fmt.Errorf("trace text: %w: there are no words in it", hearsay.ErrInvalid)
	}
	if len(words) > maxWords {
		q.skipped = len(words) - maxWords
		words = words[:maxWords:maxWords]
		q.Text = q.Text[:words[maxWords-1].Span.End]
	}
	q.query = reuse.News().QueryWords(words)
	if q.MinWords <= 0 {
		q.MinWords = DefaultMinWords
	}
	q.markQuoted()
	return q, nil
}

// markQuoted marks the words that stand between quote marks.
func (q *question) markQuoted() {
	a := q.article
	if a == nil {
		a = &hearsay.Article{Text: q.Text}
	}
	q.quoted = make([]bool, len(q.query.Words()))
	marked := hearsay.JoinSpans(quote.Marked(a, hearsay.Span{End: len(q.Text)}))
	for i, w := range q.query.Words() {
		for len(marked) > 0 && marked[0].End < w.Span.End {
			marked = marked[1:]
		}
		q.quoted[i] = len(marked) > 0 && marked[0].Contains(w.Span)
	}
}

// finding is a match with what is needed until the answer is complete.
type finding struct {
	match    hearsay.Match
	article  *hearsay.Article
	passages []reuse.Passage
	regions  []hearsay.Span // of the query, in words, in order, merged
	equal    []hearsay.Span // runs of equal words, in words
	spoken   []hearsay.Span // passages that the match has between quote marks, in words
}

// bestFirst orders by words shared, then by date, then by ID.
func bestFirst(a, b finding) int {
	da, db := a.match.Article.Date.Earliest, b.match.Article.Date.Earliest
	undated := func(zero bool) int {
		if zero {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(b.match.Words, a.match.Words),
		cmp.Compare(undated(da.IsZero()), undated(db.IsZero())),
		da.Compare(db),
		bytes.Compare(a.match.Article.ID[:], b.match.Article.ID[:]),
	)
}

// whole reports whether the texts are equal, word for word.
func (q *question) whole(passages []reuse.Passage, a *hearsay.Article) bool {
	n := len(q.query.Words())
	return len(passages) == 1 && passages[0].Matched == n && a.Words == n
}

// complete says of a finding how it is tied to the question.
func (q *question) complete(f *finding, s chain.Shared) {
	m := &f.match
	m.Article = f.article.Brief()
	for _, r := range f.regions {
		for i := r.Start; i < r.End; i++ {
			if q.isQuoted(f, i) {
				s.Quoted++
			}
		}
	}
	match := side{hearsay.MatchSide, f.article, cmp.Or(f.article.Outlet.Name, "the match")}
	query := side{hearsay.QuerySide, q.article, "the text"}
	if q.article != nil {
		query.name = cmp.Or(q.article.Outlet.Name, query.name)
		s.SamePage = samePage(q.article, f.article)
		if query.name == match.name {
			query.name = "this article"
		}
	}
	m.Direction = direction(match, query)
	m.Credited = credited(match, query, m.Direction)
	m.Relation = chain.Relate(s)
	m.Certainty = chain.Certainty(s, m.Credited, m.Direction)
}

// isQuoted reports whether word i of the question is quoted speech, in the
// question itself or where the match has it: who pastes what somebody said often
// leaves the marks away.
func (q *question) isQuoted(f *finding, i int) bool {
	word := hearsay.Span{Start: i, End: i + 1}
	return q.quoted[i] || slices.ContainsFunc(f.spoken, func(s hearsay.Span) bool { return s.Contains(word) })
}

// mostlyIn reports whether at least four fifths of a span lie in others.
func mostlyIn(s hearsay.Span, others []hearsay.Span) bool {
	n := 0
	for _, o := range others {
		n += s.Overlap(o)
	}
	return 5*n >= 4*s.Len()
}

// maxCited bounds how many links of a page are looked up.
const maxCited = 200

// cited returns the articles of the library that the question links to without
// sharing a passage with them.
func (e *Engine) cited(ctx context.Context, q *question, found []finding) ([]finding, error) {
	if q.article == nil || q.Forward {
		return nil, nil
	}
	have := map[hearsay.ArticleID]bool{q.Article: true}
	for _, f := range found {
		have[f.match.Article.ID] = true
	}
	var out []finding
	for _, url := range links(q.article) {
		briefs, err := e.lib.ByURL(ctx, url)
		if err != nil {
			return nil, err
		}
		for _, b := range briefs {
			if have[b.ID] {
				continue
			}
			have[b.ID] = true
			a, _, err := e.lib.Article(ctx, b.ID)
			if err != nil {
				return nil, err
			}
			f := finding{article: a}
			q.complete(&f, chain.Shared{})
			out = append(out, f)
		}
	}
	return out, nil
}

// links returns the addresses that an article links to, each once, in order.
func links(a *hearsay.Article) []string {
	var out []string
	add := func(url string) {
		if url != "" && len(out) < maxCited && !slices.Contains(out, url) {
			out = append(out, url)
		}
	}
	for _, c := range a.Credits {
		add(c.URL)
	}
	for _, c := range a.Citations {
		add(c.URL)
	}
	return out
}

// wrongSide is where what is no answer has its text from.
func (q *question) wrongSide() hearsay.Side {
	if q.Forward {
		return hearsay.MatchSide
	}
	return hearsay.QuerySide
}

// onSide leaves out what is dated on the wrong side of the question.
func (q *question) onSide(found []finding, t *hearsay.Trace) []finding {
	wrong, hint := q.wrongSide(), "later than the text; ask where it went to see them"
	if q.Forward {
		hint = "earlier than the text; ask where it came from to see them"
	}
	out := slices.DeleteFunc(slices.Clone(found), func(f finding) bool { return f.match.Direction.From == wrong })
	if n := len(found) - len(out); n == 1 {
		t.Notes = append(t.Notes, "1 article that shares text is dated "+strings.Replace(hint, "them", "it", 1)+".")
	} else if n > 1 {
		t.Notes = append(t.Notes, fmt.Sprintf("%d articles that share text are dated %s.", n, hint))
	}
	return out
}

// notes says what the answer cannot know.
func (q *question) notes(t *hearsay.Trace) {
	t.Notes = append(t.Notes, q.damage.notes()...)
	if q.skipped > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("The text has %d words; the first %d were looked for. Trace the rest on its own.", t.Words+q.skipped, t.Words))
	}
	if t.Words < q.MinWords {
		t.Notes = append(t.Notes, fmt.Sprintf("The text has %d words; passages of fewer than %d are not looked for.", t.Words, q.MinWords))
	}
	if t.More > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%d more articles share only passages that at least %d shown here share, too; the earliest are shown.", t.More, crowd))
	}
	if d := q.published(); d.Earliest.IsZero() {
		t.Notes = append(t.Notes, "The text was given without a date: which came first can be told between articles of the library, not for the text itself.")
	}
}

// origins groups the findings that share text.
func origins(found []finding, d *descent) []hearsay.OriginGroup {
	var members []chain.Member
	briefs := map[hearsay.ArticleID]hearsay.Brief{}
	for _, f := range found {
		if f.match.Words == 0 {
			continue
		}
		briefs[f.match.Article.ID] = f.match.Article
		m := chain.Member{Article: f.match.Article, Regions: f.regions}
		for _, c := range f.article.Credits {
			m.Credits = append(m.Credits, c.To)
		}
		members = append(members, m)
	}
	if members == nil {
		return nil
	}
	groups := chain.Origins(members)
	d.explain(groups, briefs)
	return groups
}
