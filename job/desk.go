// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"hearsay"
	"hearsay/fetch"
	"hearsay/internal/durable"
)

const (
	inboxName  = "inbox"
	keptName   = "kept"
	statusName = "job.json"
	fileFolder = "file"
	// remembered is how many jobs that are over stay listed.
	remembered = 50
)

// Options are what a desk needs besides the library's folder.
type Options struct {
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Patience is how long a job waits while another program, such as a watcher, writes
	// to the library; then it fails.
	Patience time.Duration
	// Changed is called after a job that may have changed the library, whatever became of
	// it, while no other runs. Nil: nothing is.
	Changed func(ctx context.Context)
	// Gate is the door that pages are fetched through; nil is one for the public
	// web.
	Gate *fetch.Gate
}

// Desk takes jobs and does them. It is safe for concurrent use.
type Desk struct {
	dir  string
	opt  Options
	turn chan struct{} // holds a token while a job runs
	ends context.Context
	end  context.CancelFunc
	runs sync.WaitGroup

	saving sync.Mutex // held while a note is written, before mu

	mu   sync.Mutex
	last int // number of the newest job
	jobs map[string]*work
}

// work is a job with what only the desk needs.
type work struct {
	status  Status
	held    *os.File // its lock; nil in a folder that cannot be written
	cancel  context.CancelFunc
	changed chan struct{} // closed at the next change
	saved   time.Time
}

// Open returns the desk of the library in dir, with the jobs of before. Those
// that were under way when the program ended are Interrupted. Jobs of another desk that is open
// on the same library are left to it, and not listed. A folder that
// cannot be read is an error; nothing is written before there is a job.
func Open(dir string, opt Options) (*Desk, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Gate == nil {
		opt.Gate = fetch.New(fetch.Options{})
	}
	d := &Desk{dir: dir, opt: opt, turn: make(chan struct{}, 1), jobs: map[string]*work{}}
	d.ends, d.end = context.WithCancel(context.Background())
	names, err := os.ReadDir(filepath.Join(dir, inboxName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open the inbox: %w", err)
	}
	for _, entry := range names {
		n, err := strconv.Atoi(entry.Name())
		if err != nil || !entry.IsDir() {
			continue // not ours
		}
		d.last = max(d.last, n)
		if err := d.take(entry.Name()); err != nil {
			return nil, fmt.Errorf("open the inbox: %w", err)
		}
	}
	return d, nil
}

// readStatus reads a job of before.
func readStatus(path string) (Status, bool) {
	b, err := os.ReadFile(path)
	var s Status
	if err != nil || json.Unmarshal(b, &s) != nil || s.ID != filepath.Base(filepath.Dir(path)) {
		return s, false
	}
	if !s.State.Over() {
		s.State = Interrupted
	}
	return s, true
}

// Close ends what is under way, keeping what it has added, waits for it, and leaves the jobs to
// the next desk.
func (d *Desk) Close() {
	d.end()
	d.runs.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, w := range d.jobs {
		release(w.held)
		w.held = nil
	}
}

// List returns the jobs, newest first.
func (d *Desk) List() []Status {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := make([]Status, 0, len(d.jobs))
	for _, w := range d.jobs {
		out = append(out, w.status)
	}
	slices.SortFunc(out, func(a, b Status) int { return number(b.ID) - number(a.ID) })
	return out
}

func number(id string) int {
	n, _ := strconv.Atoi(id) // ours are numbers
	return n
}

// Status returns a job. Error: ErrNotFound.
func (d *Desk) Status(id string) (Status, error) {
	s, _, err := d.Watch(id)
	return s, err
}

// Watch returns a job, and a channel that is closed when it is another. Error:
// ErrNotFound.
func (d *Desk) Watch(id string) (Status, <-chan struct{}, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	w := d.jobs[id]
	if w == nil {
		return Status{}, nil, fmt.Errorf("job %q: %w", id, hearsay.ErrNotFound)
	}
	return w.status, w.changed, nil
}

// add makes a new job and its folder.
func (d *Desk) add(s Status) (Status, error) {
	id, held, err := d.claim()
	if err != nil {
		return s, err
	}
	s.ID = id
	return s, d.enter(s, held)
}

// enter puts a job whose folder is complete on the list. It owns held from then on.
func (d *Desk) enter(s Status, held *os.File) error {
	if err := d.save(s); err != nil {
		release(held)
		return err
	}
	d.mu.Lock()
	d.jobs[s.ID] = &work{status: s, held: held, changed: make(chan struct{})}
	d.mu.Unlock()
	return d.forget()
}

func (d *Desk) folder(id string) string { return filepath.Join(d.dir, inboxName, id) }

// change edits a job and tells those who watch it. It is written to disk when
// its state changes, and else at most once a second: what a job has added is in
// the library, whatever its note says.
func (d *Desk) change(id string, edit func(*Status)) error {
	d.mu.Lock()
	w := d.jobs[id]
	before := w.status.State
	edit(&w.status)
	now := d.opt.Now()
	close(w.changed)
	w.changed = make(chan struct{})
	write := w.status.State != before || now.Sub(w.saved) >= time.Second
	if write {
		w.saved = now
	}
	d.mu.Unlock()
	if !write {
		return nil
	}
	return d.saveLatest(w)
}

// saveLatest writes the note of a job as it is when its turn to be written comes: a
// later state is never replaced by an earlier one.
func (d *Desk) saveLatest(w *work) error {
	d.saving.Lock()
	defer d.saving.Unlock()
	d.mu.Lock()
	s := w.status
	d.mu.Unlock()
	return d.save(s)
}

// save writes a job's note in the place of the one before.
func (d *Desk) save(s Status) error {
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("write job %s: %w", s.ID, err)
	}
	path := filepath.Join(d.folder(s.ID), statusName)
	if err := os.WriteFile(path+".new", b, 0o644); err != nil {
		return fmt.Errorf("write job %s: %w", s.ID, err)
	}
	if err := durable.Rename(path+".new", path); err != nil {
		return fmt.Errorf("write job %s: %w", s.ID, err)
	}
	return nil
}

// forget takes the oldest jobs that are done off the list, with their folders.
func (d *Desk) forget() error {
	var errs []error
	for i, s := range d.List() {
		if i < remembered || s.State != Done && s.State != Failed && s.State != Cancelled {
			continue
		}
		errs = append(errs, d.Drop(s.ID))
	}
	return errors.Join(errs...)
}

// Drop takes a job that is not under way off the list, with what was received
// for it. Errors: ErrNotFound, ErrConflict.
func (d *Desk) Drop(id string) error {
	d.mu.Lock()
	w := d.jobs[id]
	if w == nil || !w.status.State.Over() {
		d.mu.Unlock()
		if w == nil {
			return fmt.Errorf("job %q: %w", id, hearsay.ErrNotFound)
		}
		return fmt.Errorf("job %s is under way, cancel it first: %w", id, hearsay.ErrConflict)
	}
	delete(d.jobs, id)
	d.mu.Unlock()
	if err := d.discard(id, w.held); err != nil {
		return fmt.Errorf("drop job %s: %w", id, err)
	}
	return nil
}
