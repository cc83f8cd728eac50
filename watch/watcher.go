// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hearsay/fetch"
	"hearsay/store"
)

// Getter asks for one address; *fetch.Gate is one.
type Getter interface {
	Get(ctx context.Context, r fetch.Request) (fetch.Response, error)
}

// Options are what a watcher needs besides the library's folder. The zero value of
// each field but Gate is a default.
type Options struct {
	Gate Getter
	// Workers is how many requests are under way at once, each to another host; 0 is 16.
	Workers int
	// Pace is the least time between two requests to one host; 0 is fetch.DefaultPace,
	// below 0 is none.
	Pace time.Duration
	// Batch and BatchAge are after how many pages, or how long after the first of
	// them, what was fetched is added; 0 are 500 pages, one minute.
	Batch    int
	BatchAge time.Duration
	// Look is how long changes made by others (a source added, resumed) may go
	// unnoticed; 0 is 5 s.
	Look time.Duration
	// Now and Sleep are the clock; nil is the machine's. Sleep is called only when
	// there is nothing to do until then. It returns ctx's error when that ends first.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
	// Report is told what a person may want to know, from one goroutine. Nil: nobody is.
	Report func(Event)
	// Added is called after a batch was added to the library, by the goroutine that
	// added it. It finds what is new itself. Nil: nothing is.
	Added func(ctx context.Context)
}

func (o *Options) fill() {
	if o.Workers <= 0 {
		o.Workers = 16
	}
	if o.Pace == 0 {
		o.Pace = fetch.DefaultPace
	}
	if o.Batch <= 0 {
		o.Batch = 500
	}
	if o.BatchAge <= 0 {
		o.BatchAge = time.Minute
	}
	if o.Look <= 0 {
		o.Look = 5 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = fetch.Sleep
	}
	if o.Report == nil {
		o.Report = func(Event) {}
	}
	if o.Added == nil {
		o.Added = func(context.Context) {}
	}
}

// Watcher watches the sources of one library. One goroutine runs it; Stats may be
// asked for by others.
type Watcher struct {
	dir  string
	opt  Options
	db   *store.Sources
	held func() error // gives the watch back

	known *known

	hosts   hosts
	due     []store.Source // sources that are due and wait for their host
	asked   time.Time      // when due was filled; zero when it must be
	looking map[int64]bool // sources that are being looked at, until that is noted

	jobs    chan job
	results chan result
	working sync.WaitGroup
	flying  int // jobs without a result
	looked  looked
	spool   *spool
	adding  adding
	counted counter
}

// job is one request: a source to be looked at, or a page to be visited.
type job struct {
	source *store.Source
	page   *store.Page
}

// result is what became of a job.
type result struct {
	job     job
	host    string
	poll    *store.Polled
	page    *store.Page
	records [][]byte // as members of a WARC file
	files   *folderFiles
	until   time.Time     // the host asked not to be asked before
	wait    time.Duration // when above 0, nothing was done, and is to be after that
	delay   time.Duration // with wait: what the site wants between two requests; 0 when it is others who wait
	err     error         // of this machine; it ends the run
	dropped bool          // the run ended meanwhile: as if it had never been
	event   Event
	bytes   int
}

// Open makes the caller the one who watches the library in dir. What an earlier one
// fetched and did not add is found again. Errors: ErrNotFound when there is no folder
// dir, ErrConflict when another process watches it.
func Open(ctx context.Context, dir string, opt Options) (*Watcher, error) {
	opt.fill()
	db, err := store.OpenSources(ctx, dir)
	if err != nil {
		return nil, err
	}
	w := &Watcher{dir: dir, opt: opt, db: db, known: &known{dir: dir}, looking: map[int64]bool{}, jobs: make(chan job, opt.Workers), results: make(chan result, opt.Workers)}
	if w.held, err = db.Hold(); err == nil {
		err = w.recover(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

// recover takes up what the last watcher left.
func (w *Watcher) recover(ctx context.Context) (err error) {
	now := w.opt.Now()
	if err = w.db.Unskew(ctx, now, now.Add(farthest)); err != nil {
		return err
	}
	if w.spool, err = openSpool(ctx, w.dir, w.db, now); err != nil {
		return err
	}
	if w.hosts, err = readHosts(ctx, w.db, now); err != nil {
		return err
	}
	w.adding.waiting = w.spool.full
	w.adding.done = make(chan added, 1)
	return nil
}

// Count counts what is watched. It may be called from any goroutine, until Close.
func (w *Watcher) Count(ctx context.Context) (store.Counts, error) { return w.db.Count(ctx) }

// Close ends the watch. It is called after Run.
func (w *Watcher) Close() error { return w.close() }

func (w *Watcher) close() error {
	var errs []error
	if w.spool != nil {
		errs = append(errs, w.spool.close())
	}
	errs = append(errs, w.known.close(), w.db.Close())
	if w.held != nil {
		errs = append(errs, w.held())
	}
	return errors.Join(errs...)
}

// Run watches until ctx is done, which is no error, or once: until nothing is due and
// all that was fetched is in the library. What is under way when ctx ends is given a few
// seconds. Errors are those of the disk and the databases.
func (w *Watcher) Run(ctx context.Context, once bool) error {
	requests, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	for range w.opt.Workers {
		w.working.Go(func() { w.work(requests) })
	}
	err := w.loop(ctx, once)
	err = errors.Join(err, w.drain(ctx, cancel))
	close(w.jobs)
	w.working.Wait()
	return err
}

// loop dispatches what is due and takes what comes of it.
func (w *Watcher) loop(ctx context.Context, once bool) error {
	tick := time.NewTicker(noteAfter)
	defer tick.Stop()
	for ctx.Err() == nil {
		if err := w.dispatch(ctx); err != nil {
			return err
		}
		if err := w.add(ctx, false); err != nil {
			return err
		}
		if w.flying == 0 {
			if end, err := w.rest(ctx, once); err != nil || end {
				return err
			}
			continue
		}
		select {
		case r := <-w.results:
			if err := w.take(r); err != nil {
				return err
			}
		case a := <-w.adding.done:
			if err := w.addedBatch(ctx, a); err != nil {
				return err
			}
		case <-tick.C:
		case <-ctx.Done():
		}
		if w.looked.full(time.Now()) {
			if err := w.note(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// rest waits until something is due when nothing is under way, and reports whether the
// run is over.
func (w *Watcher) rest(ctx context.Context, once bool) (end bool, err error) {
	if err := w.note(ctx); err != nil {
		return false, err
	}
	ready, pending, err := w.next(ctx)
	if err != nil {
		return false, err
	}
	if once && !pending {
		if err := w.add(ctx, true); err != nil || !w.adding.left() {
			return true, err
		}
		return false, w.awaitBatch(ctx)
	}
	wait := w.opt.Look
	if !ready.IsZero() {
		wait = max(min(wait, ready.Sub(w.opt.Now())), 10*time.Millisecond)
	}
	return false, w.pause(ctx, wait)
}

// awaitBatch waits for the batch that is being added or, while another process writes
// to the library, a moment.
func (w *Watcher) awaitBatch(ctx context.Context) error {
	if !w.adding.busy {
		return w.pause(ctx, w.opt.Look)
	}
	select {
	case a := <-w.adding.done:
		return w.addedBatch(ctx, a)
	case <-ctx.Done():
		return nil
	}
}

// pause sleeps, and then looks whether a batch was added.
func (w *Watcher) pause(ctx context.Context, d time.Duration) error {
	if err := w.opt.Sleep(ctx, d); err != nil {
		return nil // the run is over; that is seen elsewhere
	}
	w.asked = time.Time{}
	select {
	case a := <-w.adding.done:
		return w.addedBatch(ctx, a)
	default:
		return nil
	}
}

// grace is how long requests under way may go on when the run ends.
const grace = 5 * time.Second

// drain waits for what is under way, notes it, and waits for the batch that is being
// added.
func (w *Watcher) drain(ctx context.Context, cancel context.CancelFunc) error {
	rest := context.WithoutCancel(ctx)
	over := time.NewTimer(grace)
	defer over.Stop()
	var errs []error
	for w.flying > 0 {
		select {
		case r := <-w.results:
			errs = append(errs, w.take(r))
		case <-over.C:
			cancel()
		}
	}
	errs = append(errs, w.note(rest))
	if w.adding.busy {
		errs = append(errs, w.addedBatch(rest, <-w.adding.done))
	}
	return errors.Join(errs...)
}

// errMachine marks an error of this machine.
func errMachine(what string, err error) error { return fmt.Errorf("watch: %s: %w", what, err) }
