// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package follow

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"hearsay"
	"hearsay/keep"
	"hearsay/search"
)

// Edition is an edition that is served.
type Edition struct {
	Name   string
	Made   time.Time // by the clock of who published it
	Engine *search.Engine
}

// Options say how to serve.
type Options struct {
	// Handler makes who answers questions to an edition. It ends with the last of them.
	Handler func(*Edition) http.Handler
	// Tell is called when what keeps the newest edition from being served is another than
	// before, "" when nothing does any more, and when another edition is served. Nil: never.
	Tell func(edition, problem string)
}

// Follower is the handler of a published library. It is safe for concurrent use.
type Follower struct {
	folder string
	opt    Options

	looking sync.Mutex // held by the one that looks

	mu      sync.Mutex
	room    *room // never nil
	problem string
	told    [2]string // edition and problem
}

// room is an edition with those who are in it.
type room struct {
	edition *Edition
	dir     string
	handler http.Handler
	guests  int  // requests under way
	left    bool // another edition is served
}

// Open opens the edition that counts of the library that is published in a folder; when
// that is damaged the latest one that is whole. Errors, with nothing to serve: those of
// [keep.ReadPublished], [keep.OpenEdition] and [search.Open].
func Open(ctx context.Context, folder string, opt Options) (*Follower, error) {
	f := &Follower{folder: folder, opt: opt}
	p, err := keep.ReadPublished(folder)
	if err != nil {
		return nil, err
	}
	r, err := f.open(ctx, p.Edition)
	first := err
	for _, e := range p.Earlier {
		if r != nil {
			break
		}
		r, err = f.open(ctx, e.Edition)
	}
	if r == nil {
		return nil, errors.Join(first, err)
	}
	f.room = r
	f.note(first)
	return f, nil
}

// open opens an edition, and counts what it holds: pages ask for that, and who can count
// it can read it.
func (f *Follower) open(ctx context.Context, name string) (*room, error) {
	found, err := keep.OpenEdition(f.folder, name)
	if err != nil {
		return nil, err
	}
	engine, err := search.Open(ctx, found.Dir)
	if err != nil {
		return nil, fmt.Errorf("edition %s: %w", name, err)
	}
	if err := count(ctx, engine); err != nil {
		return nil, errors.Join(fmt.Errorf("edition %s: %w", name, err), engine.Close())
	}
	e := &Edition{Name: name, Made: found.Manifest.Made, Engine: engine}
	return &room{edition: e, dir: found.Dir, handler: f.opt.Handler(e)}, nil
}

func count(ctx context.Context, engine *search.Engine) error {
	h, err := engine.Holding(ctx)
	if err != nil {
		return err
	}
	if len(h.Damaged) > 0 {
		return fmt.Errorf("%w: %s of the index cannot be opened", hearsay.ErrCorrupt, strings.Join(h.Damaged, ", "))
	}
	_, err = engine.Extent(ctx)
	return err
}

// Run looks for a new edition whenever it is told to, until ctx is done.
func (f *Follower) Run(ctx context.Context, again <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-again:
			f.Look(ctx)
		}
	}
}

// Look looks once whether another edition counts, and turns to it.
func (f *Follower) Look(ctx context.Context) {
	f.looking.Lock()
	defer f.looking.Unlock()
	err := f.look(ctx)
	if ctx.Err() == nil {
		f.note(err)
	}
}

func (f *Follower) look(ctx context.Context) error {
	p, err := keep.ReadPublished(f.folder)
	if err != nil {
		return err
	}
	f.mu.Lock()
	now := f.room
	f.mu.Unlock()
	switch served, want := keep.EditionNumber(now.edition.Name), keep.EditionNumber(p.Edition); {
	case want < served:
		return fmt.Errorf("%w: edition %s is said to count, which is older than the one served; publish the library again, or start this server again to go back", hearsay.ErrConflict, p.Edition)
	case want == served:
		if _, err := os.Stat(filepath.Join(now.dir, keep.ManifestName)); err != nil {
			return fmt.Errorf("edition %s was removed while it is served: %w; publish the library again", now.edition.Name, err)
		}
		return nil
	}
	next, err := f.open(ctx, p.Edition)
	if err != nil {
		return err
	}
	f.turn(next)
	return nil
}

// turn has all requests from now on answered in another room.
func (f *Follower) turn(next *room) {
	f.mu.Lock()
	old := f.room
	f.room, old.left = next, true
	empty := old.guests == 0
	f.mu.Unlock()
	if empty {
		f.shut(old)
	}
}

// shut closes a room that nobody is in and nobody will be.
func (f *Follower) shut(r *room) {
	if err := r.edition.Engine.Close(); err != nil {
		f.tell(r.edition.Name, "it was not closed: "+err.Error())
	}
}

// note keeps what keeps the newest edition from being served, and tells when that or the
// edition is another. Readers see it, so it does not say where the folder is.
func (f *Follower) note(err error) {
	problem := ""
	if err != nil {
		problem = strings.ReplaceAll(err.Error(), f.folder+string(filepath.Separator), "")
		problem = strings.ReplaceAll(problem, f.folder, "the folder of editions")
	}
	f.mu.Lock()
	f.problem = problem
	name := f.room.edition.Name
	news := f.told != [2]string{name, problem}
	f.told = [2]string{name, problem}
	f.mu.Unlock()
	if news {
		f.tell(name, problem)
	}
}

func (f *Follower) tell(edition, problem string) {
	if f.opt.Tell != nil {
		f.opt.Tell(edition, problem)
	}
}

// Problem is what keeps the newest edition from being served; "" when nothing does.
func (f *Follower) Problem() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.problem
}

// Serving is the name of the edition that is served.
func (f *Follower) Serving() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.room.edition.Name
}

// ServeHTTP answers a request, all of it from one edition.
func (f *Follower) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	in := f.enter()
	defer f.leave(in)
	in.handler.ServeHTTP(w, r)
}

func (f *Follower) enter() *room {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.room.guests++
	return f.room
}

func (f *Follower) leave(r *room) {
	f.mu.Lock()
	r.guests--
	last := r.left && r.guests == 0
	f.mu.Unlock()
	if last {
		f.shut(r)
	}
}

// Close closes the edition that is served. No request may be under way.
func (f *Follower) Close() error {
	f.looking.Lock()
	defer f.looking.Unlock()
	return f.room.edition.Engine.Close()
}
