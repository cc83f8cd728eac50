// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"errors"
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

// find returns the articles that share a passage with the question, and how many
// more share only passages that enough of these share.
func (e *Engine) find(ctx context.Context, q *question) (found []finding, more int, err error) {
	err = e.withShelves(ctx, func(in shelves) error {
		var matches []match
		if matches, more, err = e.matches(ctx, q, in); err != nil {
			return err
		}
		found = make([]finding, len(matches))
		return inParallel(ctx, len(matches), func(ctx context.Context, i int) (err error) {
			found[i], err = e.finding(ctx, q, matches[i])
			return err
		})
	})
	found = slices.DeleteFunc(found, func(f finding) bool { return f.article == nil })
	return found, more, err
}

// match is a candidate that shares passages.
type match struct {
	candidate
	passages []reuse.Passage
}

// matches aligns the question with its candidates, as long as that says
// something new.
func (e *Engine) matches(ctx context.Context, q *question, in shelves) (found []match, more int, err error) {
	l, err := lookUp(ctx, in, q)
	if err != nil {
		return nil, 0, err
	}
	waiting := l.candidates(q)
	more = l.rest
	// In rounds of a fixed size: who is admitted must not depend on which core
	// was the first to be done.
	full := q.query.Crowd(crowd, l.counts)
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
				found = append(found, match{round[i], passages})
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

// limits are those for looking the question up: where it asks where a text went,
// what was there before is no answer.
func (q *question) limits() index.Limits {
	limits := q.query.Limits()
	if q.Forward {
		limits.Since = index.MinuteOf(q.published().Earliest)
	}
	return limits
}

// align compares the question with one article.
func (e *Engine) align(ctx context.Context, q *question, c candidate) ([]reuse.Passage, error) {
	codes, err := e.codes(ctx, q, c)
	if err != nil || c.verdict == reuse.Checked && !q.query.SharesRun(codes, c.Places) {
		return nil, err
	}
	return q.query.Align(codes, q.MinWords), nil
}

// codes returns the words of a candidate: from the index or, where that is of
// before it had them, from the text.
func (e *Engine) codes(ctx context.Context, q *question, c candidate) ([]reuse.Code, error) {
	if c.at.segment.HasWords(c.at.number) {
		codes, err := c.at.segment.AppendWords(nil, c.at.number)
		if !errors.Is(err, hearsay.ErrCorrupt) {
			return codes, err
		}
		q.damage.add(c.at.file)
	}
	a, err := e.named(ctx, q, c)
	if a == nil {
		return nil, err
	}
	return reuse.Codes(a.Text), nil
}

// named reads the article that the index names, or nil when there is none: then the
// index is damaged.
func (e *Engine) named(ctx context.Context, q *question, c candidate) (*hearsay.Article, error) {
	a, err := e.shelf.article(ctx, c.id)
	if errors.Is(err, hearsay.ErrNotFound) {
		q.damage.add(c.at.file)
		return nil, nil
	}
	return a, err
}

// finding reads what the answer says of a match. It is empty when the index was
// damaged and the text shares nothing.
func (e *Engine) finding(ctx context.Context, q *question, m match) (finding, error) {
	a, err := e.named(ctx, q, m.candidate)
	if a == nil {
		return finding{}, err
	}
	f := finding{article: a, passages: m.passages}
	words := prose.Words(a.Text)
	if !m.at.hasWords(words) {
		// What is shown must stand in the text, whatever the index says.
		q.damage.add(m.at.file)
		if f.passages = q.query.Align(reuse.AppendCodes(nil, words), q.MinWords); len(f.passages) == 0 {
			return finding{}, nil
		}
	}
	matched, longer := 0, 0.0
	for _, p := range f.passages {
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
	q.complete(&f, chain.Shared{Words: f.match.Words, Of: min(a.Words, len(q.query.Words())), Identity: f.match.Identity, Whole: q.whole(f.passages, a)})
	return f, nil
}

// hasWords reports whether the index has the same words of an article, or none.
func (s shelfmark) hasWords(words []prose.Word) bool {
	if !s.segment.HasWords(s.number) {
		return true
	}
	codes, err := s.segment.AppendWords(nil, s.number)
	return err == nil && slices.Equal(codes, reuse.AppendCodes(nil, words))
}
