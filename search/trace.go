// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"hearsay"
	"hearsay/chain"
	"hearsay/index"
	"hearsay/quote"
	"hearsay/reuse"
)

// maxText is the longest text that is traced, in bytes: a novel.
const maxText = 4 << 20

// question is a request with all that is known of its text.
type question struct {
	Request
	query   *reuse.Query
	article *hearsay.Article // what the text was read from; nil for pasted text
	quoted  []bool           // by word: between quote marks
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
	t := &hearsay.Trace{Text: q.Text, Words: len(q.query.Words()), Forward: r.Forward, Read: q.article, More: more}
	if q.article != nil {
		t.Article = q.Article
	}
	found = q.onSide(found, t)
	slices.SortFunc(found, bestFirst)
	if t.Searched, err = e.Extent(ctx); err != nil {
		return nil, err
	}
	boilerplate, err := e.boilerplate(ctx, q, found)
	if err != nil {
		return nil, err
	}
	t.Classes = q.classes(found, boilerplate)
	t.Origins = origins(found)
	for _, f := range found {
		t.Matches = append(t.Matches, f.match)
	}
	q.notes(t)
	return t, e.join(ctx, q, found, t)
}

// question prepares a request.
func (e *Engine) question(ctx context.Context, r Request) (*question, error) {
	q := &question{Request: r, article: r.Reading}
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
	q.query = reuse.News().Query(q.Text)
	if len(q.query.Words()) == 0 {
		return nil, fmt.Errorf("trace text: %w: there are no words in it", hearsay.ErrInvalid)
	}
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
	marked := quote.Marked(a, hearsay.Span{End: len(q.Text)})
	for i, w := range q.query.Words() {
		q.quoted[i] = slices.ContainsFunc(marked, func(s hearsay.Span) bool { return s.Contains(w.Span) })
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

// crowd is how many articles are shown at least for every passage, earliest
// first.
const crowd = 64

// perRound is how many candidates are aligned at once.
const perRound = 16

// candidate is an article that may share a passage, with what decides its turn.
type candidate struct {
	reuse.Candidate
	id        hearsay.ArticleID
	published index.Minute
}

// find returns the articles that share a passage with the question, and how many
// more share only passages that enough of these share.
func (e *Engine) find(ctx context.Context, q *question) (found []finding, more int, err error) {
	waiting, err := e.candidates(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	q.sortByTurn(waiting)
	// In rounds of a fixed size: who is admitted must not depend on which core
	// was the first to be done.
	full := q.query.Crowd(crowd)
	for len(waiting) > 0 {
		var round []candidate
		for len(waiting) > 0 && len(round) < perRound {
			switch full.Judge(waiting[0].Candidate) {
			case reuse.Admitted:
				round = append(round, waiting[0])
			case reuse.Crowded:
				more++
			}
			waiting = waiting[1:]
		}
		aligned, err := e.alignAll(ctx, q, round)
		if err != nil {
			return nil, 0, err
		}
		for i, f := range aligned {
			var passages []reuse.Passage
			if f != nil {
				passages, found = f.passages, append(found, *f)
			}
			full.Add(round[i].Candidate, passages)
		}
	}
	return found, more, nil
}

// candidates asks every segment.
func (e *Engine) candidates(ctx context.Context, q *question) ([]candidate, error) {
	seeds := q.query.Seeds()
	var out []candidate
	var found index.Found
	err := e.eachSegment(ctx, func(s *index.Segment) error {
		if s.Profile() != reuse.News().Index() {
			return fmt.Errorf("%w: the index was made by another version of Hearsay; run hearsay rebuild", hearsay.ErrInvalid)
		}
		if err := s.Lookup(&found, seeds, index.Limits{}); err != nil {
			return err
		}
		for _, c := range q.query.Candidates(found.Hits) {
			if a := s.Article(c.Article); a.ID != q.Article {
				out = append(out, candidate{c, a.ID, a.Published})
			}
		}
		return nil
	})
	return out, err
}

// published is the date of what is asked about; the zero date when it has none.
func (q *question) published() hearsay.Date {
	if q.article == nil {
		return hearsay.Date{}
	}
	d, _ := q.article.Published()
	return d
}

// sortByTurn orders candidates: those that may be the answer by their dates,
// earliest first, before those without a date, before those on the wrong side
// of the question's date.
func (q *question) sortByTurn(list []candidate) {
	d := q.published()
	from, to := index.MinuteOf(d.Earliest), index.MinuteOf(d.Latest) // 0 not known
	turn := func(c candidate) int {
		switch {
		case c.published == 0:
			return 1
		case !q.Forward && to != 0 && c.published > to:
			return 2
		case q.Forward && from != 0 && c.published < from:
			return 2
		}
		return 0
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(turn(a), turn(b)), cmp.Compare(a.published, b.published), bytes.Compare(a.id[:], b.id[:]))
	})
}

// alignAll aligns the question with every candidate, on all cores. The finding of
// one that shares no passage is nil.
func (e *Engine) alignAll(ctx context.Context, q *question, list []candidate) ([]*finding, error) {
	found := make([]*finding, len(list))
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, c := range list {
		if inner.Err() != nil {
			break
		}
		group.Go(func() (err error) {
			found[i], err = e.align(inner, q, c.id)
			return err
		})
	}
	return found, group.Wait()
}

// align compares the question with one article. Nil when they share no passage.
func (e *Engine) align(ctx context.Context, q *question, id hearsay.ArticleID) (*finding, error) {
	text, err := e.shelf.text(ctx, id)
	if err != nil {
		return nil, err
	}
	passages := q.query.Align(text, q.MinWords)
	if len(passages) == 0 {
		return nil, nil
	}
	a, err := e.shelf.article(ctx, id, text)
	if err != nil {
		return nil, err
	}
	f := &finding{article: a, passages: passages}
	matched, longer := 0, 0.0
	for _, p := range passages {
		f.match.Passages = append(f.match.Passages, p.Alignment)
		f.regions = append(f.regions, p.Words)
		f.equal = append(f.equal, p.Equal...)
		if mostlyIn(p.B, quote.Marked(a, p.B)) {
			f.spoken = append(f.spoken, p.Words)
		}
		matched += p.Matched
		longer += float64(p.Matched) / p.Identity
	}
	f.regions, f.equal = hearsay.JoinSpans(f.regions), hearsay.JoinSpans(f.equal)
	f.match.Identity = float64(matched) / longer
	f.match.Words = hearsay.SpansLen(f.regions)
	q.complete(f, chain.Shared{Words: f.match.Words, Of: min(a.Words, len(q.query.Words())), Identity: f.match.Identity, Whole: q.whole(passages, a)})
	return f, nil
}

// whole reports whether the texts are equal, word for word.
func (q *question) whole(passages []reuse.Passage, a *hearsay.Article) bool {
	n := len(q.query.Words())
	return len(passages) == 1 && passages[0].Matched == n && a.Words == n
}

// complete says of a finding how it is tied to the question.
func (q *question) complete(f *finding, s chain.Shared) {
	m := &f.match
	m.Article = brief(f.article)
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

// onSide leaves out what is dated on the wrong side of the question.
func (q *question) onSide(found []finding, t *hearsay.Trace) []finding {
	wrong, hint := hearsay.QuerySide, "later than the text; ask where it went to see them"
	if q.Forward {
		wrong, hint = hearsay.MatchSide, "earlier than the text; ask where it came from to see them"
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
func origins(found []finding) []hearsay.OriginGroup {
	var members []chain.Member
	for _, f := range found {
		if f.match.Words == 0 {
			continue
		}
		m := chain.Member{Article: f.match.Article, Regions: f.regions}
		for _, c := range f.article.Credits {
			m.Credits = append(m.Credits, c.To)
		}
		members = append(members, m)
	}
	if members == nil {
		return nil
	}
	return chain.Origins(members)
}
