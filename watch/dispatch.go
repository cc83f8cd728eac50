// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"time"

	"hearsay/store"
)

// mostDue is how many sources that are due are held in memory.
const mostDue = 1000

// dispatch gives what is due to the workers, as far as they are idle: sources first,
// since they are few and what they show may not be there for long.
func (w *Watcher) dispatch(ctx context.Context) error {
	now := w.opt.Now()
	w.counted.edit(func(s *Stats) { s.Alive = now })
	if err := w.readDue(ctx, now); err != nil {
		return err
	}
	var left []store.Source
	for _, s := range w.due {
		name := sourceHost(&s)
		if w.flying == w.opt.Workers || !w.hosts.at(name).ready(now) {
			left = append(left, s)
			continue
		}
		w.looking[s.ID] = true
		w.send(name, job{source: &s})
	}
	w.due = left
	if w.flying == w.opt.Workers || w.adding.behind() {
		return nil
	}
	for _, name := range w.hosts.turns(now, w.opt.Workers-w.flying) {
		p, ok, err := w.page(ctx, name, now)
		if err != nil {
			return err
		}
		if ok {
			w.hosts.at(name).unnoted++
			w.send(name, job{page: &p})
		}
	}
	return nil
}

func (w *Watcher) send(name string, j job) {
	w.hosts.at(name).busy = true
	w.flying++
	w.jobs <- j // never waits: there is room for as many as there are workers
}

// readDue fills the list of sources that are due, now and then.
func (w *Watcher) readDue(ctx context.Context, now time.Time) error {
	if !w.asked.IsZero() && now.Sub(w.asked) < time.Second && now.Sub(w.asked) >= 0 {
		return nil
	}
	due, err := w.db.DueSources(ctx, now, mostDue)
	if err != nil {
		return err
	}
	w.due = w.due[:0]
	for _, s := range due {
		if !w.looking[s.ID] {
			w.due = append(w.due, s)
		}
	}
	w.asked = now
	return nil
}

// sourceHost is the host whose turn a source takes. A folder has one to itself.
func sourceHost(s *store.Source) string {
	if s.Kind == store.FolderSource {
		return "folder:" + s.Address
	}
	return hostOf(s.Address)
}

// onceWaits is how long a run that does all that is due waits for a host. One that asked
// to be left alone for longer is left to the next run.
const onceWaits = 2 * time.Minute

// next is when the first thing can be asked for, zero when nothing is planned, and
// whether something is due already whose host is free soon.
func (w *Watcher) next(ctx context.Context) (ready time.Time, pending bool, err error) {
	now := w.opt.Now()
	// Those that are due already are in the list, or are being looked at.
	if ready, err = w.db.NextSource(ctx, now); err != nil {
		return ready, false, err
	}
	count := func(due, free time.Time) {
		at := later(due, free)
		if ready.IsZero() || at.Before(ready) {
			ready = at
		}
		pending = pending || !due.After(now) && !free.After(now.Add(onceWaits))
	}
	for i := range w.due {
		count(w.due[i].State.Due, w.hosts.at(sourceHost(&w.due[i])).free)
	}
	if w.adding.behind() {
		return ready, pending, nil
	}
	for _, h := range w.hosts {
		if next := h.nextPage(); !next.IsZero() {
			count(next, h.free)
		}
	}
	return ready, pending, nil
}
