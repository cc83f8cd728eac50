// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"hearsay"
	"hearsay/chain"
	"hearsay/index"
	"hearsay/quote"
	"hearsay/reuse"
)

// crowd is how many articles are shown at least for every passage, earliest
// first.
const crowd = 64

// find returns the articles that share a passage with the question, and how many
// more share only passages that enough of these share.
func (e *Engine) find(ctx context.Context, q *question) (found []finding, more int, err error) {
	err = e.withShelves(ctx, func(in shelves) error {
		q.damage.add(in.damaged...)
		answer, err := e.matches(ctx, q, in)
		if err != nil {
			return err
		}
		for _, i := range answer.Damaged {
			q.damage.add(in.files[i])
		}
		more = answer.More
		found = make([]finding, len(answer.Matches))
		return inParallel(ctx, len(found), func(i int) (err error) {
			found[i], err = e.finding(ctx, q, in, &answer.Matches[i])
			return err
		})
	})
	found = slices.DeleteFunc(found, func(f finding) bool { return f.article == nil })
	return found, more, err
}

// matches asks the index.
func (e *Engine) matches(ctx context.Context, q *question, in shelves) (*reuse.Answer, error) {
	s := reuse.Shelves{
		Segments: in.segments,
		Parallel: func(n int, f func(int) error) error { return inParallel(ctx, n, f) },
		Words: func(of index.Article) ([]reuse.Code, error) {
			v, err := e.named(ctx, of.ID)
			if v == nil {
				return nil, err
			}
			return v.codes, nil
		},
	}
	q.teller.update(func(p *Progress) { p.Parts = len(in.segments) })
	ask := reuse.Ask{
		MinWords: q.MinWords, Crowd: crowd, Order: q.order(), Own: q.Article, Count: true, Looked: q.teller.looked,
		Found: func(round []reuse.Match) error { return e.sight(ctx, q, in, round) },
	}
	if q.Forward {
		// What was there before is no answer.
		ask.Since = index.MinuteOf(q.published().Earliest)
	}
	return s.Find(q.query, ask)
}

// published is the date of what is asked about; the zero date when it has none.
func (q *question) published() hearsay.Date {
	if q.article == nil {
		return hearsay.Date{}
	}
	d, _ := q.article.Published()
	return d
}

// order puts articles that may be the answer by their dates, earliest first, before
// those without a date, before those on the wrong side of the question's date.
func (q *question) order() func(a, b index.Article) int {
	d := q.published()
	from, to := index.MinuteOf(d.Earliest), index.MinuteOf(d.Latest) // 0 not known
	turn := func(published index.Minute) int {
		switch {
		case published == 0:
			return 1
		case !q.Forward && to != 0 && published > to:
			return 2
		case q.Forward && from != 0 && published < from:
			return 2
		}
		return 0
	}
	return func(a, b index.Article) int {
		return cmp.Or(cmp.Compare(turn(a.Published), turn(b.Published)), cmp.Compare(a.Published, b.Published), bytes.Compare(a.ID[:], b.ID[:]))
	}
}

// inParallel calls f for every number below n, on all cores. Each takes the next
// number that is left; after an error, none. A panic in a call is the caller's.
func inParallel(ctx context.Context, n int, f func(int) error) error {
	var group errgroup.Group
	var next atomic.Int64
	var panicked atomic.Pointer[any]
	guard := func(f func() error) error {
		defer func() {
			if cause := recover(); cause != nil {
				next.Store(int64(n))
				panicked.Store(&cause)
			}
		}()
		return f()
	}
	work := func() error {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			err := ctx.Err()
			if err == nil {
				err = f(i)
			}
			if err != nil {
				next.Store(int64(n))
				return err
			}
		}
		return nil
	}
	for range min(n, runtime.GOMAXPROCS(0)) - 1 {
		group.Go(func() error { return guard(func() error { return readable(work) }) })
	}
	// The caller is one of them: a round of alignments takes no longer than to wake it.
	own := guard(work)
	err := cmp.Or(group.Wait(), own)
	if cause := panicked.Load(); cause != nil {
		panic(*cause)
	}
	return err
}

// named reads an article that the index names, or nil when there is none: then the
// index is damaged.
func (e *Engine) named(ctx context.Context, id hearsay.ArticleID) (*volume, error) {
	v, err := e.shelf.article(ctx, id)
	if errors.Is(err, hearsay.ErrNotFound) {
		return nil, nil
	}
	return v, err
}

// finding reads what the answer says of a match. It is empty when the index was
// damaged and the text shares nothing.
func (e *Engine) finding(ctx context.Context, q *question, in shelves, m *reuse.Match) (finding, error) {
	v, err := e.named(ctx, m.ID)
	if err != nil {
		return finding{}, err
	}
	if v == nil {
		q.damage.add(in.files[m.Segment])
		return finding{}, nil
	}
	f := finding{article: v.Article, passages: m.Passages}
	if !v.agrees(in.segments[m.Segment], m.Number) {
		// What is shown must stand in the text, whatever the index says.
		q.damage.add(in.files[m.Segment])
		if f.passages = q.query.Align(v.codes, q.MinWords); len(f.passages) == 0 {
			return finding{}, nil
		}
	}
	q.describe(&f, v)
	return f, nil
}

// describe says of a finding what its passages tell.
func (q *question) describe(f *finding, v *volume) {
	matched, longer := 0, 0.0
	for _, p := range f.passages {
		at := hearsay.Alignment{A: reuse.Bytes(q.query.Words(), p.A), B: v.bytes(p.B), Matched: p.Matched, Identity: p.Identity}
		f.match.Passages = append(f.match.Passages, at)
		f.regions = append(f.regions, p.A)
		f.equal = append(f.equal, p.Equal...)
		if v.mayQuote && mostlyIn(at.B, quote.Marked(v.Article, at.B)) {
			f.spoken = append(f.spoken, p.A)
		}
		matched += p.Matched
		longer += float64(p.Matched) / p.Identity
	}
	f.regions, f.equal = hearsay.JoinSpans(f.regions), hearsay.JoinSpans(f.equal)
	f.match.Identity = float64(matched) / longer
	f.match.Words = hearsay.SpansLen(f.regions)
	q.complete(f, chain.Shared{Words: f.match.Words, Of: min(v.Words, len(q.query.Words())), Identity: f.match.Identity, Whole: q.whole(f.passages, v.Article)})
}

// agrees reports whether a segment has the same words of the article, or none.
func (v *volume) agrees(s *index.Segment, number uint32) bool {
	return !s.HasWords(number) || s.SameWords(number, v.codes)
}

// damage gathers the files of the index that were found to be damaged. It is safe
// for concurrent use.
type damage struct {
	mu    sync.Mutex
	files map[string]bool
}

func (d *damage) add(files ...string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range files {
		if d.files == nil {
			d.files = map[string]bool{}
		}
		d.files[f] = true
	}
}

// notes says what could not be searched.
func (d *damage) notes() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.files) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("The index is damaged: what it holds in %s was not searched, or not all of it. Run hearsay rebuild --index.",
		strings.Join(slices.Sorted(maps.Keys(d.files)), ", "))}
}
