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

// next is when something is due, and when the first of that may be asked for; both are
// zero when nothing is.
func (w *Watcher) next(ctx context.Context) (due, ready time.Time, err error) {
	earlier := func(t *time.Time, at time.Time) {
		if t.IsZero() || at.Before(*t) {
			*t = at
		}
	}
	source, err := w.db.NextSource(ctx, w.looking)
	if err != nil {
		return due, ready, err
	}
	if !source.IsZero() && len(w.due) == 0 {
		due, ready = source, source
	}
	for i := range w.due {
		s := &w.due[i]
		earlier(&due, s.State.Due)
		earlier(&ready, later(s.State.Due, w.hosts.at(sourceHost(s)).free))
	}
	if w.adding.behind() {
		return due, ready, nil
	}
	for _, h := range w.hosts {
		if next := h.nextPage(); !next.IsZero() {
			earlier(&due, next)
			earlier(&ready, later(next, h.free))
		}
	}
	return due, ready, nil
}
