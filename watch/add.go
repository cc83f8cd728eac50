// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/store"
)

// adding is what is to be added to the library, and whether it is being.
type adding struct {
	busy    bool
	waiting []string       // files of the spool that are full
	folders []*folderFiles // files of watched folders
	oldest  time.Time      // of folders, when the first came
	retry   time.Time      // the library was locked: not before this
	done    chan added     // gets one for each batch
}

// added is what became of a batch.
type added struct {
	spooled []string
	folders []*folderFiles
	sum     *ingest.Summary
	err     error
}

// mostBehind is how many files of the spool may wait for a library that somebody else
// writes to; then no further page is fetched. One has at most mostSpooled pages.
const (
	mostBehind  = 100
	mostSpooled = 20_000
)

func (a *adding) behind() bool { return len(a.waiting) >= mostBehind }

// left reports whether there is something to be added, or being added.
func (a *adding) left() bool { return a.busy || len(a.waiting) > 0 || len(a.folders) > 0 }

func (a *adding) since(now time.Time) {
	if len(a.folders) == 1 {
		a.oldest = now
	}
}

// ripe reports whether enough waits for a batch, or for long enough.
func (w *Watcher) ripe(now time.Time) bool {
	s := w.spool
	return len(w.adding.waiting) > 0 || s.records >= w.opt.Batch || s.records > 0 && now.Sub(s.since) >= w.opt.BatchAge ||
		len(w.adding.folders) > 0 && now.Sub(w.adding.oldest) >= min(w.opt.BatchAge, settled)
}

// add begins to add what was fetched, when it is time or all is to be added.
func (w *Watcher) add(ctx context.Context, all bool) error {
	now := w.opt.Now()
	a := &w.adding
	if a.busy && w.spool.records < mostSpooled || now.Before(a.retry) || !all && !w.ripe(now) {
		return nil
	}
	name, err := w.spool.turn()
	if err != nil {
		return err
	}
	if name != "" {
		a.waiting = append(a.waiting, name)
	}
	if a.busy || !a.left() {
		return nil
	}
	b := added{spooled: a.waiting, folders: a.folders}
	a.waiting, a.folders, a.busy = nil, nil, true
	w.working.Go(func() {
		b.sum, b.err = w.addBatch(ctx, &b, now)
		if b.err == nil && b.sum.Read > 0 {
			w.opt.Added(context.WithoutCancel(ctx))
		}
		a.done <- b
	})
	return nil
}

// addBatch adds a batch to the library.
func (w *Watcher) addBatch(ctx context.Context, b *added, now time.Time) (*ingest.Summary, error) {
	lib, err := store.OpenWriter(ctx, w.dir)
	if err != nil {
		return nil, err
	}
	sum, err := ingest.Add(ctx, lib, w.items(ctx, b, now), ingest.Options{Now: now})
	if err = errors.Join(err, lib.Close()); err == nil {
		// When the run has ended, what was added is safe, but may not have been compared,
		// heard and told: it stays in the spool, and the next watch goes on with it.
		err = ctx.Err()
	}
	return sum, err
}

// items reads what a batch holds.
func (w *Watcher) items(ctx context.Context, b *added, now time.Time) iter.Seq[intake.Item] {
	var paths []string
	for _, name := range b.spooled {
		paths = append(paths, filepath.Join(w.spool.dir, name))
	}
	for _, f := range b.folders {
		for _, file := range f.files {
			paths = append(paths, filepath.Join(f.source.Address, filepath.FromSlash(file.Path)))
		}
	}
	return intake.Walk(ctx, paths, intake.Options{Now: now})
}

// lockedFor is how long to wait when another process writes to the library.
const lockedFor = 5 * time.Second

// addedBatch follows up a batch: what the library has leaves the spool.
func (w *Watcher) addedBatch(ctx context.Context, b added) error {
	a := &w.adding
	a.busy = false
	now := w.opt.Now()
	if errors.Is(b.err, hearsay.ErrConflict) || errors.Is(b.err, context.Canceled) {
		a.waiting = append(b.spooled, a.waiting...)
		a.folders = append(b.folders, a.folders...)
		a.retry = now.Add(lockedFor)
		if b.err = unlessCanceled(b.err); b.err != nil && !w.Stats().Locked {
			w.opt.Report(Event{At: now, Text: "Another hearsay writes to the library; what was fetched waits."})
		}
		w.counted.edit(func(s *Stats) {
			s.Locked = b.err != nil
			if b.sum != nil { // it was cut short
				s.Articles += b.sum.New
			}
		})
		return nil
	}
	if b.err != nil {
		return errMachine("add what was fetched", b.err)
	}
	rest := context.WithoutCancel(ctx)
	if err := w.noteFolders(rest, &b); err != nil {
		return err
	}
	if err := w.db.Unspool(rest, b.spooled); err != nil {
		return err
	}
	w.counted.edit(func(s *Stats) {
		s.Batches++
		s.Articles += b.sum.New
		s.Unusable += b.sum.Failed
		s.LastBatch, s.Locked = now, false
		s.Waiting = w.spool.records
	})
	w.opt.Report(Event{At: now, Text: fmt.Sprintf("%d articles added, %d there already, %d without an article", b.sum.New, b.sum.Already, b.sum.Failed+b.sum.Skipped)})
	return w.spool.remove(b.spooled)
}

func unlessCanceled(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// noteFolders notes that files of folders are in the library, and which were of no use.
func (w *Watcher) noteFolders(ctx context.Context, b *added) error {
	if len(b.folders) == 0 {
		return nil
	}
	var l store.Looked
	for _, f := range b.folders {
		f.poll.State.Problem = unused(f, b.sum)
		l.Polls = append(l.Polls, f.poll)
		l.Files = append(l.Files, store.Files{Source: f.source.ID, Paths: f.files})
		delete(w.looking, f.source.ID)
	}
	return w.db.Note(ctx, &l)
}

// unused says which files of a folder gave no article; "" when all did.
func unused(f *folderFiles, sum *ingest.Summary) string {
	n, first := 0, ""
	for _, u := range sum.Unused {
		below, err := filepath.Rel(f.source.Address, u.Where.Path)
		if err != nil || strings.HasPrefix(below, "..") {
			continue
		}
		if n++; n == 1 {
			first = filepath.ToSlash(below) + ": " + u.Reason
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "One file could not be used. " + first
	}
	return fmt.Sprintf("%d files could not be used, the first: %s", n, first)
}
