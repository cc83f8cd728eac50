// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"slices"
	"time"

	"hearsay/store"
)

// What came is noted together, since each note is synced: after so many results, bytes
// or so much time. This time is the machine's, for it is no plan.
const (
	noteResults = 64
	noteBytes   = 16 << 20
	noteAfter   = 200 * time.Millisecond
)

// looked is what came since the last note.
type looked struct {
	store.Looked
	results []result
	bytes   int
	since   time.Time
}

func (l *looked) full(now time.Time) bool {
	return len(l.results) >= noteResults || l.bytes >= noteBytes || len(l.results) > 0 && now.Sub(l.since) >= noteAfter
}

// take receives what became of a job.
func (w *Watcher) take(r result) error {
	w.flying--
	h := w.hosts.at(r.host)
	h.busy = false
	h.free = w.opt.Now().Add(max(w.opt.Pace, h.pace, 0))
	if r.dropped {
		return nil
	}
	if r.wait > 0 {
		w.putBack(h, &r)
		return nil
	}
	if r.err != nil {
		return r.err
	}
	if len(w.looked.results) == 0 {
		w.looked.since = time.Now()
	}
	w.looked.results = append(w.looked.results, r)
	w.looked.bytes += r.bytes
	if r.until.After(h.free) {
		h.free = r.until
		if w.looked.Hosts == nil {
			w.looked.Hosts = map[string]time.Time{}
		}
		w.looked.Hosts[r.host] = r.until
	}
	if r.poll != nil && r.files == nil {
		w.looked.Polls = append(w.looked.Polls, *r.poll)
	}
	if r.page != nil {
		w.looked.Pages = append(w.looked.Pages, *r.page)
	}
	return nil
}

// putBack takes back a job whose turn has not come, and remembers the pace that its host
// wants. That others wait for it, too, says nothing of its pace.
func (w *Watcher) putBack(h *host, r *result) {
	h.pace = max(h.pace, min(r.delay, time.Minute))
	h.free = w.opt.Now().Add(r.wait)
	if r.job.page != nil {
		h.queue = slices.Insert(h.queue, 0, *r.job.page)
		h.unnoted--
		return
	}
	delete(w.looking, r.job.source.ID)
	w.due = append(w.due, *r.job.source)
}

// note puts what came on disk: the pages first, then what says that they are there.
func (w *Watcher) note(ctx context.Context) error {
	if len(w.looked.results) == 0 {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	var records [][]byte
	for i := range w.looked.results {
		records = append(records, w.looked.results[i].records...)
	}
	if err := w.spool.append(records, w.opt.Now()); err != nil {
		return err
	}
	if w.spool.file != nil {
		w.looked.Spool = map[string]int64{w.spool.name: w.spool.size}
	}
	if err := w.db.Note(ctx, &w.looked.Looked); err != nil {
		return err
	}
	for i := range w.looked.results {
		w.noted(&w.looked.results[i])
	}
	w.looked = looked{}
	return nil
}

// noted follows up a result that is on disk.
func (w *Watcher) noted(r *result) {
	switch {
	case r.files != nil: // it is noted when they are added
		w.adding.folders = append(w.adding.folders, r.files)
		w.adding.since(w.opt.Now())
	case r.poll != nil:
		delete(w.looking, r.poll.Source)
		for i := range r.poll.New {
			w.hosts.plan(r.poll.New[i].Host, r.poll.New[i].Due)
		}
		for i := range r.poll.Changed { // its visit is at this time or later; then it is looked up
			w.hosts.plan(r.poll.Changed[i].Host, r.poll.Changed[i].Due)
		}
	case r.page != nil:
		w.hosts.at(r.page.Host).unnoted--
		w.hosts.plan(r.page.Host, r.page.Due)
	}
	w.counted.count(r)
	if r.event.Text != "" {
		w.opt.Report(r.event)
	}
}
