// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/store"
	"hearsay/warc"
)

// Start begins to add what was received, or goes on where it was left. Columns
// are for files of rows; nil takes those that it has. Errors: ErrNotFound,
// ErrInvalid for columns, ErrConflict when it is under way or done.
func (d *Desk) Start(id string, columns Columns) error {
	s, err := d.Status(id)
	if err != nil {
		return err
	}
	if s.State == Done || !s.State.Over() {
		return fmt.Errorf("job %s is %s already: %w", id, s.State, hearsay.ErrConflict)
	}
	if columns != nil {
		if err := columns.check(); err != nil {
			return err
		}
	}
	return d.begin(id, columns)
}

// FetchPage begins to get one address and add the page. It is the one job that
// leaves this machine.
func (d *Desk) FetchPage(address string) (Status, error) {
	return d.start(Status{Kind: Fetch, Name: strings.TrimSpace(address)})
}

// RemoveArticles begins to take articles out of the library; what names them.
func (d *Desk) RemoveArticles(what string, ids []hearsay.ArticleID) (Status, error) {
	return d.start(Status{Kind: Remove, Name: what, Remove: ids})
}

// CheckLibrary begins to compare the library with itself.
func (d *Desk) CheckLibrary() (Status, error) {
	return d.start(Status{Kind: Check, Name: "the whole library"})
}

func (d *Desk) start(s Status) (Status, error) {
	s.State = Received
	s, err := d.add(s)
	if err != nil {
		return s, err
	}
	return s, d.begin(s.ID, nil)
}

// Cancel ends a job that is under way, keeping what it has added. One that is
// over stays as it is. Error: ErrNotFound.
func (d *Desk) Cancel(id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	w := d.jobs[id]
	if w == nil {
		return fmt.Errorf("job %q: %w", id, hearsay.ErrNotFound)
	}
	if w.cancel != nil {
		w.cancel()
	}
	return nil
}

// begin puts a job in line and does it when its turn comes.
func (d *Desk) begin(id string, columns Columns) error {
	ctx, cancel := context.WithCancel(d.ends)
	d.mu.Lock()
	if w := d.jobs[id]; !w.status.State.Over() { // two presses at once
		d.mu.Unlock()
		cancel()
		return nil
	} else {
		w.cancel = cancel
		w.status.State = Waiting
	}
	d.mu.Unlock()
	err := d.change(id, func(s *Status) {
		if columns != nil {
			s.Columns = columns
		}
		s.Problem, s.Skipped, s.SkippedAll, s.Findings = "", nil, 0, nil
		s.Counts, s.Bytes, s.Stage = ingest.Counts{}, 0, ""
	})
	if err != nil {
		cancel()
		return err
	}
	d.runs.Go(func() {
		defer cancel()
		d.run(ctx, id)
	})
	return nil
}

// run does a job, one at a time, and notes how it ended.
func (d *Desk) run(ctx context.Context, id string) {
	err := ctx.Err()
	select {
	case d.turn <- struct{}{}:
		err = d.work(ctx, id)
		if d.opt.Changed != nil {
			d.opt.Changed(context.WithoutCancel(ctx))
		}
		<-d.turn
	case <-ctx.Done():
		err = ctx.Err()
	}
	// A note that cannot be written changes nothing of what was done; the list in
	// memory has it, and after a restart the job counts as interrupted.
	_ = d.change(id, func(s *Status) {
		s.Ended, s.Stage, s.Current = d.opt.Now(), "", ""
		switch {
		case err == nil:
			s.State = Done
		case d.ends.Err() != nil:
			s.State = Interrupted
		case errors.Is(err, context.Canceled):
			s.State = Cancelled
		default:
			s.State, s.Problem = Failed, err.Error()
		}
	})
}

// work does a job.
func (d *Desk) work(ctx context.Context, id string) error {
	err := d.change(id, func(s *Status) { s.State, s.Began, s.Ended = Running, d.opt.Now(), time.Time{} })
	if err != nil {
		return err
	}
	s, err := d.Status(id)
	if err != nil {
		return err
	}
	switch s.Kind {
	case Check:
		return d.check(ctx, &s)
	case Remove:
		return d.withWriter(ctx, func(lib *store.Writer) error { return ingest.Remove(ctx, lib, s.Remove, d.opt.Now()) })
	}
	return d.addAll(ctx, &s)
}

// withWriter calls f with the library open for change.
func (d *Desk) withWriter(ctx context.Context, f func(*store.Writer) error) error {
	over := time.Now().Add(d.opt.Patience)
	lib, err := store.OpenWriter(ctx, d.dir)
	for errors.Is(err, hearsay.ErrConflict) && time.Now().Before(over) {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(again):
		}
		lib, err = store.OpenWriter(ctx, d.dir)
	}
	if err != nil {
		return err
	}
	return errors.Join(f(lib), lib.Close())
}

// again is how often a job that waits looks whether the library is free.
const again = 100 * time.Millisecond

// check compares the library with itself.
func (d *Desk) check(ctx context.Context, s *Status) error {
	lib, err := store.Open(ctx, d.dir)
	if err != nil {
		return err
	}
	v, err := ingest.Check(ctx, lib)
	if err = errors.Join(err, lib.Close()); err != nil {
		return err
	}
	findings := append(v.Problems, v.Notes...)
	if v.More > 0 {
		findings = append(findings, fmt.Sprintf("and %d more", v.More))
	}
	return d.change(s.ID, func(s *Status) {
		s.Findings, s.Counts.Read, s.Counts.Failed = findings, v.Articles, len(v.Problems)+v.More
	})
}

// addAll adds what a job brings.
func (d *Desk) addAll(ctx context.Context, s *Status) error {
	in, err := d.input(ctx, s)
	if err != nil {
		return err
	}
	var sum *ingest.Summary
	err = d.withWriter(ctx, func(lib *store.Writer) (err error) {
		sum, err = ingest.Add(ctx, lib, in.items, ingest.Options{Now: d.opt.Now(), Progress: func(p ingest.Progress) {
			_ = d.change(s.ID, func(s *Status) { // a note that fails is written again a second later
				s.Stage, s.Counts, s.Bytes, s.Total, s.Current = p.Stage, p.Counts, p.Bytes, in.total, d.where(s, p.Current)
				s.Compared, s.Heard, s.Told = p.Compared, p.Heard, p.Told
			})
		}})
		return err
	})
	if sum != nil {
		err = errors.Join(err, d.summed(s, in, sum))
	}
	if err != nil {
		return err
	}
	return os.RemoveAll(filepath.Join(d.folder(s.ID), fileFolder)) // the library has it now
}

// summed notes the result of an addition.
func (d *Desk) summed(s *Status, in input, sum *ingest.Summary) error {
	var skipped []Skipped
	for _, u := range sum.Unused {
		reason := u.Reason
		if told := in.unread[u.Where.Row]; told != "" {
			reason = told
		}
		skipped = append(skipped, Skipped{d.where(s, u.Where.Path), u.Where.Row, reason})
	}
	err := d.writeSkipped(s, skipped)
	return errors.Join(err, d.change(s.ID, func(s *Status) {
		s.Counts, s.SkippedAll = sum.Counts, len(skipped)+sum.Unlisted
		s.Skipped = skipped[:min(len(skipped), PreviewRows)]
	}))
}

// input is what a job adds.
type input struct {
	items  iter.Seq[intake.Item]
	total  int64            // bytes to be read
	unread map[int64]string // rows that could not be converted, with reasons
}

func (d *Desk) input(ctx context.Context, s *Status) (in input, err error) {
	if s.Kind == Fetch {
		in.items = func(yield func(intake.Item) bool) { yield(d.fetched(ctx, s.Name)) }
		return in, nil
	}
	path := d.file(s)
	convert, err := d.convertible(s)
	if err != nil {
		return in, err
	}
	if convert {
		if in.unread, err = d.convert(ctx, s); err != nil {
			return in, err
		}
		path = d.converted(s)
	}
	paths := []string{path}
	in.items = intake.Walk(ctx, paths, d.walking(s))
	in.total = intake.Total(ctx, paths)
	return in, nil
}

// fetched gets one address as an item.
func (d *Desk) fetched(ctx context.Context, address string) intake.Item {
	where := intake.Where{Path: address}
	c, body, err := d.opt.Gate.Page(ctx, address)
	if err != nil {
		return intake.Item{Where: where, Skip: &intake.Skip{Reason: err.Error(), Err: err}}
	}
	return intake.NewItem(where, warc.New(warc.TypeResource, c.URL, c.At, c.MediaType, body))
}
