// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"hearsay"
	"hearsay/index"
	"hearsay/intake"
	"hearsay/reuse"
	"hearsay/store"
)

// Add adds what items yields to the library and returns what became of it. It
// returns when all is on disk, or with ctx's error when that is done before; then
// everything that was counted is on disk, and adding the same again goes on from
// there. Other errors are those of the disk and the database: the first ends the
// run, and what was committed before it stays.
func Add(ctx context.Context, lib *store.Writer, items iter.Seq[intake.Item], opt Options) (*Summary, error) {
	return (&filler{lib: lib, opt: opt, stage: "add"}).add(ctx, items)
}

// add is Add with a filler that is set up for it.
func (f *filler) add(ctx context.Context, items iter.Seq[intake.Item]) (*Summary, error) {
	archives, err := f.lib.Archives(ctx)
	if err != nil {
		return nil, err
	}
	if f.log, err = openLog(f.lib, archives, f.opt.now()); err != nil {
		return nil, err
	}
	source := func(yield func(*job) bool) {
		for it := range items {
			if !yield(&job{item: it}) {
				return
			}
		}
	}
	sum, err := fill(ctx, f, source)
	return sum, errors.Join(err, f.log.close())
}

// The bounds of a batch: its articles are visible, and safe, together.
const (
	maxBatch      = 500      // captures
	maxBatchBytes = 32 << 20 // of their records, compressed
	maxBatchAge   = time.Second
)

// filler receives jobs in order and commits them in batches.
type filler struct {
	lib      *store.Writer
	log      *captureLog // nil when the captures are on disk already
	opt      Options
	stage    string
	pipe     *pipeline
	detector *detector
	// merging is nil when no merge is under way.
	merging  *merging
	unmerged bool // segments stay as they are
	timeless bool // batches end when they are full alone: so tests know how many there are
	heard    int  // of the new articles, those whose speakers were looked at
	hearing  int  // articles that the last Hear has looked at so far
	telling  int  // articles that the last Tell has placed so far
	taking   int  // articles that the last Take has looked at so far

	began   time.Time
	sum     Summary // of what is on disk
	pending Summary // of the batch
	batch   store.Batch
	builder *index.Builder
	bytes   int // of records in the batch
	at      time.Time
	last    intake.Item
}

// fill runs the pipeline into the library.
func fill(ctx context.Context, f *filler, source iter.Seq[*job]) (*Summary, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	f.began = time.Now()
	f.pipe = &pipeline{known: f.lib.Known}
	f.detector = newDetector(f.lib, f.opt.workers())
	f.detector.report, f.detector.note = func() { f.report("detect") }, f.note
	f.begin()
	run(inner, source, f.opt.workers(), f.pipe)
	err := f.receive(cancel)
	if err == nil {
		// What was read before an interruption is kept.
		err = f.commit(context.WithoutCancel(ctx))
	}
	if err == nil {
		err = f.opt.Bookmarks.finish(context.WithoutCancel(ctx))
	}
	if err == nil {
		err = f.finishMerges(context.WithoutCancel(ctx), ctx.Err() == nil)
	}
	if err == nil {
		err = f.detect(ctx)
	}
	if err == nil {
		err = f.follow(ctx)
	}
	f.abandon()
	err = errors.Join(err, f.detector.close())
	if err == nil {
		err = f.pipe.err
	}
	f.sum.Compared, f.sum.Links, f.sum.Detection = f.detector.compared, f.detector.links, f.detector.took
	f.sum.Elapsed = time.Since(f.began)
	return &f.sum, err
}

// receive takes every job that comes. After an error it only empties the queue,
// so that the goroutines of the pipeline end.
func (f *filler) receive(cancel context.CancelFunc) error {
	// Commits are never cut short: an interruption ends the input.
	ctx := context.Background()
	tick := time.NewTicker(maxBatchAge / 4)
	defer tick.Stop()
	var err error
	for {
		select {
		case j, ok := <-f.pipe.queue:
			if !ok {
				return err
			}
			<-j.done
			if err == nil {
				err = f.take(ctx, j)
			}
			f.pipe.release(j)
		case <-tick.C:
			if err == nil && f.isOld() {
				err = f.commit(ctx)
			}
		}
		if err != nil {
			cancel()
		}
	}
}

// begin starts an empty batch.
func (f *filler) begin() {
	f.batch = store.Batch{}
	f.pending = Summary{}
	f.builder = index.NewBuilder(reuse.News().Index())
	f.bytes = 0
	f.at = time.Now()
}

// isOld reports whether the batch has waited for long enough.
func (f *filler) isOld() bool { return !f.timeless && time.Since(f.at) > maxBatchAge }

// take adds one job to the batch, and commits the batch when it is full.
func (f *filler) take(ctx context.Context, j *job) error {
	f.pending.Read++
	f.last = j.item
	f.opt.Bookmarks.reach(j.item.Reached)
	if j.item.Note != "" && f.opt.Notes != nil {
		f.opt.Notes(j.item.Where, j.item.Note)
	}
	switch {
	case j.item.Skip != nil:
		reason, err := f.reason(ctx, j.item.Skip)
		if err != nil {
			return err
		}
		f.pending.Skipped++
		f.pending.unused(j.item.Where, reason)
	case j.already:
		f.pending.Already++
	case j.file == "" && j.record == nil:
		f.pending.Skipped++
		f.pending.unused(j.item.Where, "cannot be stored: "+j.failure.Error())
	default:
		if err := f.keep(j); err != nil {
			return err
		}
	}
	if len(f.batch.Captures) >= maxBatch || f.bytes >= maxBatchBytes || f.isOld() {
		return f.commit(ctx)
	}
	return nil
}

// reason says why an input is not used. Of a news item that was cancelled it names the
// versions that the library has: only a person decides to remove them.
func (f *filler) reason(ctx context.Context, s *intake.Skip) (string, error) {
	var w *intake.Withdrawn
	if !errors.As(s, &w) || w.Name == "" {
		return s.Reason, nil
	}
	have, err := f.lib.ByURL(ctx, w.Name)
	if err != nil || len(have) == 0 {
		return s.Reason, err
	}
	ids := make([]string, len(have))
	for i, b := range have {
		ids[i] = b.ID.String()
	}
	return s.Reason + "; the library has it: hearsay remove " + strings.Join(ids, " "), nil
}

// keep puts a capture, and its article if it gave one, into the batch.
func (f *filler) keep(j *job) error {
	row := store.CaptureRow{
		ID: j.item.Capture.ID, At: j.item.Capture.At,
		File: j.file, Start: j.place.Offset, Size: j.place.Length,
	}
	if j.file == "" {
		file, start, err := f.log.append(j.record)
		if err != nil {
			return err
		}
		row.File, row.Start, row.Size = file, start, int64(len(j.record))
		f.bytes += len(j.record)
	}
	if j.failure != nil {
		row.Outcome = outcome(j.failure)
		f.pending.Failed++
		f.pending.unused(j.item.Where, row.Outcome)
	} else {
		a := &j.reading.Article
		if err := f.builder.Add(indexEntry(a, len(j.words)), j.seeds, j.words); err != nil {
			return err
		}
		f.batch.Articles = append(f.batch.Articles, store.ArticleRow{Article: a, Quotations: j.reading.Quotations, Packed: j.packed})
		f.pending.New++
	}
	f.batch.Captures = append(f.batch.Captures, row)
	return nil
}

// indexEntry is what the index says of an article of so many words.
func indexEntry(a *hearsay.Article, words int) index.Article {
	date, _ := a.Published()
	from, _ := date.Written()
	return index.Article{ID: a.ID, Words: uint32(words), Published: index.MinuteOf(from)}
}

// outcome is why a capture gave no article, in words for people.
func outcome(err error) string {
	var s *intake.Skip
	if errors.As(err, &s) {
		return s.Reason
	}
	_, reason, ok := strings.Cut(err.Error(), hearsay.ErrInvalid.Error()+": ")
	if !ok {
		return err.Error()
	}
	return reason
}

// commit puts the batch on disk: captures, then segment, then facts.
func (f *filler) commit(ctx context.Context) error {
	if marks := f.opt.Bookmarks.due(len(f.batch.Captures) > 0); marks != nil || len(f.batch.Captures) > 0 {
		f.batch.Bookmarks = marks
		if err := f.commitBatch(ctx); err != nil {
			return err
		}
		for _, c := range f.batch.Captures {
			f.pipe.landed(c.ID)
		}
	}
	f.sum.add(&f.pending)
	f.begin()
	if err := f.merge(ctx); err != nil {
		return err
	}
	f.report(f.stage)
	if err := f.detect(ctx); err != nil || f.sum.New-f.heard < perVoicing {
		return err
	}
	return f.follow(ctx)
}

// perVoicing is how many articles may come before their speakers are looked at:
// a block that is settled seldom is read seldom.
const perVoicing = 10_000

// follow does what follows adding: speakers, then stories, then who takes from whom.
func (f *filler) follow(ctx context.Context) error {
	if err := f.hear(ctx); err != nil {
		return err
	}
	if err := f.tell(ctx); err != nil {
		return err
	}
	return f.takings(ctx)
}

// hear makes voices of the speakers of what was committed.
func (f *filler) hear(ctx context.Context) error {
	f.heard = f.sum.New
	return Hear(ctx, f.lib, f.reporting("speakers", func(p *Progress) { f.hearing = p.Heard }))
}

// tell puts what was committed into stories.
func (f *filler) tell(ctx context.Context) error {
	return Tell(ctx, f.lib, f.reporting("stories", func(p *Progress) { f.telling = p.Told }))
}

// takings says what the articles that were committed have of other outlets'.
func (f *filler) takings(ctx context.Context) error {
	return Take(ctx, f.lib, f.reporting("outlets", func(p *Progress) { f.taking = p.Taken }))
}

// reporting are the options of a stage that follows adding: note keeps what it says of itself, and
// both are reported as one.
func (f *filler) reporting(stage string, note func(*Progress)) Options {
	out := Options{Workers: f.opt.Workers}
	if f.opt.Progress != nil {
		out.Progress = func(p Progress) {
			note(&p)
			f.report(stage)
		}
	}
	return out
}

// detect looks for passages of the articles that were committed.
func (f *filler) detect(ctx context.Context) error { return f.detector.run(ctx) }

func (f *filler) commitBatch(ctx context.Context) error {
	if f.log != nil {
		if err := f.log.sync(); err != nil {
			return err
		}
		f.batch.Archives = append(f.log.full, store.Archive{File: f.log.name, Size: f.log.size})
		f.log.full = nil
	}
	if f.builder.Len() > 0 {
		name := f.lib.NextSegment()
		if err := f.builder.WriteFile(f.lib.SegmentPath(name)); err != nil {
			return err
		}
		segment, err := describe(f.lib.Store, name)
		if err != nil {
			return err
		}
		f.batch.Add = []store.Segment{segment}
	}
	return f.lib.Apply(ctx, &f.batch)
}

// note tells something of the library.
func (f *filler) note(text string) {
	if f.opt.Notes != nil {
		f.opt.Notes(intake.Where{Path: f.lib.Dir()}, text)
	}
}

func (f *filler) report(stage string) {
	if f.opt.Progress == nil {
		return
	}
	f.opt.Progress(Progress{
		Stage: stage, Counts: f.sum.Counts, Bytes: f.last.Done, Current: f.last.Where.String(),
		Compared: f.detector.compared, Links: f.detector.links, Heard: f.hearing, Told: f.telling, Taken: f.taking, Elapsed: time.Since(f.began),
	})
}

// failed wraps what a stage panicked with: a page that breaks one must not take
// the others down with it.
func failed(cause any) error {
	return fmt.Errorf("%w: a fault of Hearsay, please report it: %v", hearsay.ErrInvalid, cause)
}
