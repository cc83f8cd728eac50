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
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"hearsay"
	"hearsay/chain"
	"hearsay/index"
	"hearsay/prose"
	"hearsay/quote"
	"hearsay/reuse"
)

// crowd is how many articles are shown at least for every passage, earliest
// first.
const crowd = 64

// A round is what is aligned before the crowd is counted again: perRound
// candidates, or maxRound with those that most likely share nothing.
const (
	perRound = 16
	maxRound = 256
)

// candidate is an article that may share a passage, with what decides its turn.
type candidate struct {
	reuse.Candidate
	id        hearsay.ArticleID
	published index.Minute
	verdict   reuse.Verdict
}

// find returns the articles that share a passage with the question, and how many
// more share only passages that enough of these share.
func (e *Engine) find(ctx context.Context, q *question) (found []finding, more int, err error) {
	matched, more, err := e.matched(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	found = make([]finding, len(matched))
	err = inParallel(ctx, len(matched), func(ctx context.Context, i int) (err error) {
		found[i], err = e.finding(ctx, q, matched[i])
		return err
	})
	return found, more, err
}

// matched is a candidate that shares passages.
type matched struct {
	id       hearsay.ArticleID
	passages []reuse.Passage
}

// matched aligns the question with its candidates, as long as that says
// something new.
func (e *Engine) matched(ctx context.Context, q *question) (found []matched, more int, err error) {
	waiting, counts, err := e.candidates(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	q.sortByTurn(waiting)
	// In rounds of a fixed size: who is admitted must not depend on which core
	// was the first to be done.
	full := q.query.Crowd(crowd, counts)
	for len(waiting) > 0 {
		var round []candidate
		var crowded int
		round, crowded, waiting = nextRound(full, waiting)
		more += crowded
		aligned := make([][]reuse.Passage, len(round))
		if err := inParallel(ctx, len(round), func(ctx context.Context, i int) (err error) {
			aligned[i], err = e.align(ctx, q, round[i])
			return err
		}); err != nil {
			return nil, 0, err
		}
		for i, passages := range aligned {
			if len(passages) == 0 && round[i].verdict == reuse.Checked {
				continue
			}
			if passages = full.Add(round[i].Candidate, passages, q.MinWords); len(passages) > 0 {
				found = append(found, matched{round[i].id, passages})
			}
		}
	}
	return found, more, nil
}

// nextRound takes the candidates of the next round from those that wait.
func nextRound(full *reuse.Crowd, waiting []candidate) (round []candidate, crowded int, rest []candidate) {
	admitted := 0
	for len(waiting) > 0 && admitted < perRound && len(round) < maxRound {
		c := waiting[0]
		waiting = waiting[1:]
		switch c.verdict = full.Judge(c.Candidate); c.verdict {
		case reuse.Crowded:
			crowded++
		case reuse.Admitted:
			admitted++
			round = append(round, c)
		case reuse.Checked:
			round = append(round, c)
		}
	}
	return round, crowded, waiting
}

// inParallel calls f for every number below n, on all cores. Each takes the next
// number that is left.
func inParallel(ctx context.Context, n int, f func(context.Context, int) error) error {
	group, inner := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() error {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := cmp.Or(inner.Err(), f(inner, i)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// candidates asks every segment. Counts is how many articles have each seed of
// the question.
func (e *Engine) candidates(ctx context.Context, q *question) (out []candidate, counts []int32, err error) {
	seeds := q.query.Seeds()
	counts = make([]int32, len(seeds))
	var hits index.Found
	err = e.eachSegment(ctx, func(s *index.Segment) error {
		if s.Profile() != reuse.News().Index() {
			return fmt.Errorf("%w: the index was made by another version of Hearsay; run hearsay rebuild", hearsay.ErrInvalid)
		}
		if err := s.Lookup(&hits, seeds, index.Limits{}); err != nil {
			return err
		}
		for i, n := range hits.Counts {
			counts[i] += n
		}
		for _, c := range q.query.Candidates(hits.Hits) {
			if a := s.Article(c.Article); a.ID != q.Article {
				out = append(out, candidate{Candidate: c, id: a.ID, published: a.Published})
			}
		}
		return nil
	})
	return out, counts, err
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

// align compares the question with one article.
func (e *Engine) align(ctx context.Context, q *question, c candidate) ([]reuse.Passage, error) {
	text, err := e.shelf.text(ctx, c.id)
	if err != nil {
		return nil, err
	}
	codes := reuse.Codes(text)
	if c.verdict == reuse.Checked && !q.query.SharesRun(codes, c.Places) {
		return nil, nil
	}
	return q.query.Align(codes, q.MinWords), nil
}

// finding reads what the answer says of a match.
func (e *Engine) finding(ctx context.Context, q *question, m matched) (finding, error) {
	text, err := e.shelf.text(ctx, m.id)
	if err != nil {
		return finding{}, err
	}
	a, err := e.shelf.article(ctx, m.id, text)
	if err != nil {
		return finding{}, err
	}
	f := finding{article: a, passages: m.passages}
	words := prose.Words(text)
	matched, longer := 0, 0.0
	for _, p := range m.passages {
		at := p.Alignment(q.query.Words(), words)
		f.match.Passages = append(f.match.Passages, at)
		f.regions = append(f.regions, p.A)
		f.equal = append(f.equal, p.Equal...)
		if mostlyIn(at.B, quote.Marked(a, at.B)) {
			f.spoken = append(f.spoken, p.A)
		}
		matched += p.Matched
		longer += float64(p.Matched) / p.Identity
	}
	f.regions, f.equal = hearsay.JoinSpans(f.regions), hearsay.JoinSpans(f.equal)
	f.match.Identity = float64(matched) / longer
	f.match.Words = hearsay.SpansLen(f.regions)
	q.complete(&f, chain.Shared{Words: f.match.Words, Of: min(a.Words, len(q.query.Words())), Identity: f.match.Identity, Whole: q.whole(m.passages, a)})
	return f, nil
}
