// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"hearsay/store"
)

// hosts knows of each host when its next page is due and when it may be asked again.
// It holds those that have pages to be visited or were asked lately.
type hosts map[string]*host

type host struct {
	due     time.Time     // of the first page that is not in queue; zero when there is none
	free    time.Time     // when it may be asked again
	pace    time.Duration // between two requests, when it wants more than the pace of all
	busy    bool          // it is being asked
	queue   []store.Page  // due, in order
	unnoted int           // pages under way, until what became of them is noted
}

// perHost is how many pages of a host are held in memory.
const perHost = 8

// readHosts takes up what the last watcher planned.
func readHosts(ctx context.Context, db *store.Sources, now time.Time) (hosts, error) {
	m := hosts{}
	due, err := db.HostsDue(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range due {
		m.at(h.Host).due = h.Due
	}
	until, err := db.HostsUntil(ctx)
	if err != nil {
		return nil, err
	}
	for name, t := range until {
		if t.After(now) && t.Before(now.Add(farthest)) {
			m.at(name).free = t
		}
	}
	return m, nil
}

func (m hosts) at(name string) *host {
	h := m[name]
	if h == nil {
		h = &host{}
		m[name] = h
	}
	return h
}

// ready reports whether a host may be asked now.
func (h *host) ready(now time.Time) bool { return !h.busy && !h.free.After(now) }

// nextPage is when its next page is due; zero when none is, as far as is known yet.
func (h *host) nextPage() time.Time {
	switch {
	case len(h.queue) > 0:
		return h.queue[0].Due
	case h.unnoted > 0:
		return time.Time{}
	}
	return h.due
}

// turns returns the hosts that may be asked now and have a page that is due: those
// first that were asked longest ago. Hosts that nothing is known of any more are
// forgotten.
func (m hosts) turns(now time.Time, limit int) []string {
	var out []string
	for name, h := range m {
		next := h.nextPage()
		if next.IsZero() && !h.busy && h.unnoted == 0 && h.free.Before(now) {
			delete(m, name)
			continue
		}
		if !next.IsZero() && !next.After(now) && h.ready(now) {
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		return cmp.Or(m[a].free.Compare(m[b].free), strings.Compare(a, b))
	})
	return out[:min(limit, len(out))]
}

// plan notes that a page of a host is due.
func (m hosts) plan(name string, due time.Time) {
	if due.IsZero() {
		return
	}
	h := m.at(name)
	if h.due.IsZero() || due.Before(h.due) {
		h.due = due
	}
}

// page takes the next page of a host that is due; false when there is none after all.
func (w *Watcher) page(ctx context.Context, name string, now time.Time) (store.Page, bool, error) {
	h := w.hosts.at(name)
	if len(h.queue) == 0 {
		planned, err := w.db.Planned(ctx, name, perHost)
		if err != nil {
			return store.Page{}, false, err
		}
		n := slices.IndexFunc(planned, func(p store.Page) bool { return p.Due.After(now) })
		h.due = time.Time{}
		switch {
		case n >= 0:
			h.due = planned[n].Due
		case len(planned) == perHost:
			n, h.due = len(planned), planned[len(planned)-1].Due
		default:
			n = len(planned)
		}
		h.queue = planned[:n]
	}
	if len(h.queue) == 0 {
		return store.Page{}, false, nil
	}
	p := h.queue[0]
	h.queue = h.queue[1:]
	return p, true, nil
}
