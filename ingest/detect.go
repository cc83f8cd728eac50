// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"hearsay"
	"hearsay/cluster"
	"hearsay/index"
	"hearsay/prose"
	"hearsay/reuse"
	"hearsay/store"
)

// Detection looks, in every article that was added, for passages that articles of
// before have, and gathers them into clusters. It follows adding: the facts say up
// to which article it came, and whoever writes next goes on from there. So adding
// is never undone for its sake, and a process may be killed between the two.
//
// An article is linked to the few earliest that have a passage, and not to all:
// that is enough to be in their cluster, and ten thousand copies make ten thousand
// links, not fifty million.
//
// While a segment is damaged it waits: what was looked for in a part of the index
// would never be looked for in the rest.
const (
	detectCrowd    = 2
	detectMinWords = 8
	perDetection   = 500 // articles in one transaction
)

// detector looks for reuse in the articles of one library. It is for one
// goroutine, and keeps the segments open.
type detector struct {
	lib     *store.Writer
	workers int
	open    map[string]*index.Segment
	shelves reuse.Shelves
	// report is called after every commit, note for a damaged segment.
	report          func()
	note            func(string)
	waits           bool // for the index to be mended
	compared, links int  // so far
	took            time.Duration
}

func newDetector(lib *store.Writer, workers int) *detector {
	d := &detector{lib: lib, workers: workers, open: map[string]*index.Segment{}, report: func() {}, note: func(string) {}}
	d.shelves.Words = d.words
	return d
}

// close releases the segments.
func (d *detector) close() error {
	var errs []error
	for _, s := range d.open {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

// run looks at all articles that have not been looked at, until ctx is done or a
// segment turns out to be damaged: then it returns nil, and the next one goes on.
func (d *detector) run(ctx context.Context) error {
	commit := context.WithoutCancel(ctx)
	for ctx.Err() == nil && !d.waits {
		next, err := d.lib.Undetected(commit, perDetection)
		if err != nil || len(next) == 0 {
			return err
		}
		began := time.Now()
		if err := d.refresh(commit); err != nil {
			return d.wait(err)
		}
		if err := d.detect(commit, next); err != nil {
			return d.wait(err)
		}
		d.took += time.Since(began)
		d.report()
	}
	return nil
}

// wait leaves articles for a later run when a segment is damaged: adding loses
// nothing by it. Other errors it returns.
func (d *detector) wait(err error) error {
	if !errors.Is(err, errDamagedSegment) {
		return err
	}
	d.waits = true
	d.note(fmt.Sprintf("new articles are not compared with those before them, until the index is mended; then the next hearsay add does it: %v", err))
	return nil
}

// errDamagedSegment marks damage of the index; that of the facts is another.
var errDamagedSegment = errors.New("the index is damaged")

// refresh opens the segments that the library has now. Error: errDamagedSegment
// for those that cannot be read; then the others are open.
func (d *detector) refresh(ctx context.Context) error {
	rows, err := d.lib.Segments(ctx)
	if err != nil {
		return err
	}
	gone, err := d.lib.Tombstones(ctx)
	if err != nil {
		return err
	}
	before := d.open
	var damaged error
	d.open, d.shelves.Segments = map[string]*index.Segment{}, nil
	for _, row := range rows {
		s := before[row.File]
		delete(before, row.File)
		if s == nil {
			s, err = openSegment(d.lib.Store, row.File)
			if errors.Is(err, hearsay.ErrCorrupt) {
				damaged = fmt.Errorf("%w: %w", errDamagedSegment, err)
				continue
			}
			if err != nil {
				return err
			}
		}
		s.Bury(gone[row.File])
		d.open[row.File] = s
		d.shelves.Segments = append(d.shelves.Segments, s)
	}
	for _, s := range before {
		err = errors.Join(err, s.Close())
	}
	return cmp.Or(err, damaged)
}

// words gives the codes of an article whose segment has none.
func (d *detector) words(a index.Article) ([]reuse.Code, error) {
	text, err := d.lib.Text(context.Background(), a.ID)
	if errors.Is(err, hearsay.ErrNotFound) {
		return nil, nil
	}
	return reuse.Codes(text), err
}

// detect finds the links of some articles and commits what they change.
func (d *detector) detect(ctx context.Context, articles []store.Arrival) error {
	answers, err := d.find(ctx, articles)
	if err != nil {
		return err
	}
	u := cluster.NewUpdate(d.lib.Store)
	for i, a := range articles {
		if err := d.damaged(answers[i]); err != nil {
			return err
		}
		links, err := d.linksOf(ctx, a, answers[i])
		if err != nil {
			return err
		}
		for _, l := range links {
			// An article that was removed meanwhile has no witnesses.
			if err := u.Add(ctx, l); err != nil && !errors.Is(err, hearsay.ErrNotFound) {
				return err
			}
		}
		d.links += len(links)
	}
	d.compared += len(articles)
	return d.lib.ApplyClusters(ctx, u.Change(), articles[len(articles)-1].N)
}

// damaged is an error when an answer tells of damage.
func (d *detector) damaged(a *reuse.Answer) error {
	if len(a.Damaged) == 0 {
		return nil
	}
	return fmt.Errorf("%w: segment %s: %w; run hearsay rebuild --index", errDamagedSegment, d.shelves.Segments[a.Damaged[0]].Path(), hearsay.ErrCorrupt)
}

// find asks the index for each article, on several cores.
func (d *detector) find(ctx context.Context, articles []store.Arrival) ([]*reuse.Answer, error) {
	texts := make([]string, len(articles))
	for i, a := range articles {
		text, err := d.lib.Text(ctx, a.Article)
		if err != nil && !errors.Is(err, hearsay.ErrNotFound) {
			return nil, err
		}
		texts[i] = text
	}
	out := make([]*reuse.Answer, len(articles))
	err := inTurns(d.workers, len(articles), func(i int) (err error) {
		out[i], err = d.findOne(texts[i], reuse.Ask{Own: articles[i].Article})
		return err
	})
	return out, err
}

// findOne asks for one text; ask says which articles are none of its matches.
func (d *detector) findOne(text string, ask reuse.Ask) (*reuse.Answer, error) {
	ask.MinWords, ask.Crowd = detectMinWords, detectCrowd
	// The seeds that the index keeps of a text find every run of ten words, at a
	// quarter of the look-ups that all seeds would take.
	return d.shelves.Find(reuse.News().SampledQuery(prose.Words(text)), ask)
}

// inTurns calls f for every number below n, by so many workers that take turns. It
// returns the first error.
func inTurns(workers, n int, f func(i int) error) error {
	var group errgroup.Group
	for w := range workers {
		group.Go(func() error {
			for i := w; i < n; i += workers {
				if err := f(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// linksOf turns an answer into links to articles that came before: those that came
// later are linked when it is their turn.
func (d *detector) linksOf(ctx context.Context, a store.Arrival, answer *reuse.Answer) ([]hearsay.Link, error) {
	var out []hearsay.Link
	for _, m := range answer.Matches {
		n, err := d.lib.Number(ctx, m.ID)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if n > a.N {
			continue
		}
		out = append(out, links(&m, a.Article)...)
	}
	return out, nil
}

func wordSpan(s hearsay.Span) hearsay.WordSpan { return hearsay.WordSpan{From: s.Start, To: s.End} }
