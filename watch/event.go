// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"sync"
	"time"
)

// Event is something that a person who watches the watcher may want to know.
type Event struct {
	At      time.Time
	Source  string // its address; "" for what is of no single source
	Problem bool
	Text    string
}

// Stats are figures since the watcher was opened.
type Stats struct {
	Polls, PollErrors           int // sources looked at; those that failed
	Entries                     int // new ones
	Pages, Unchanged            int // visits that answered; those that brought nothing new
	PageErrors                  int
	Bytes                       int64 // received, unpacked
	Batches, Articles, Unusable int   // added to the library; pages in which no article was recognised
	LastPoll, LastBatch         time.Time
	Waiting                     int  // pages that were fetched and are not in the library yet
	Locked                      bool // another process writes to the library
	// Alive is when the watcher last looked for what is due, which it does every few seconds
	// while it runs.
	Alive time.Time
}

// counter counts, for others to read.
type counter struct {
	mu sync.Mutex
	s  Stats
}

func (c *counter) edit(f func(*Stats)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(&c.s)
}

// Stats returns the figures so far. It may be called from any goroutine.
func (w *Watcher) Stats() Stats {
	w.counted.mu.Lock()
	defer w.counted.mu.Unlock()
	return w.counted.s
}

func (c *counter) count(r *result) {
	c.edit(func(s *Stats) {
		s.Bytes += int64(r.bytes)
		s.Waiting += len(r.records)
		switch {
		case r.poll != nil:
			s.Polls++
			s.Entries += len(r.poll.New)
			s.LastPoll = r.event.At
			if r.poll.State.Problem != "" {
				s.PollErrors++
			}
		case r.page != nil && r.page.Problem != "":
			s.PageErrors++
		case r.page != nil:
			s.Pages++
			if len(r.records) == 0 {
				s.Unchanged++
			}
		}
	})
}
