// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"context"
	"crypto/x509"
	"errors"
	"sync"
	"time"

	"hearsay/fetch"
	"hearsay/store"
)

// Options are what a desk needs besides alerts and library.
type Options struct {
	// Gate is the way out. Nil: nothing is sent.
	Gate *fetch.Gate
	// Now is the clock; nil is that of the machine.
	Now func() time.Time
	// Base is the address of the reading room, such as "https://news.example.org", for
	// links in what is sent. "": links are left out.
	Base string
	// Problem is told what went wrong while Run goes on. May be nil.
	Problem func(error)
}

// Desk asks the alerts of a library and sends what they find. It is safe for concurrent
// use.
type Desk struct {
	book *store.Alerts
	lib  Library
	opt  Options

	checking  sync.Mutex // held by Check, and what it alone uses:
	list      *watchlist
	unaskable []string
	articles  int // that the library had when it was looked at last
	swept     bool

	roots *x509.CertPool // that sign servers of mail; nil but in tests

	sending sync.Mutex // held by Deliver
	added   chan struct{}
}

// New makes a desk. It neither asks nor sends anything by itself.
func New(book *store.Alerts, lib Library, opt Options) *Desk {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	return &Desk{book: book, lib: lib, opt: opt, added: make(chan struct{}, 1)}
}

const (
	// longestRest is how long Run rests at most: another process may have added something.
	longestRest = 5 * time.Minute
	// kept is how long what was sent, and what events say, is kept.
	kept = 365 * 24 * time.Hour
)

// Added says that something was added to the library, or removed from it. It returns at
// once; Run asks then.
func (d *Desk) Added(context.Context) {
	select {
	case d.added <- struct{}{}:
	default: // Run has been told already
	}
}

// Run asks the alerts whenever something was added, and at least every five minutes, and
// sends what is due, until ctx is done.
func (d *Desk) Run(ctx context.Context) {
	tidied := time.Time{}
	for {
		_, err := d.Check(ctx)
		d.problem(ctx, err)
		d.problem(ctx, d.Deliver(ctx))
		if now := d.opt.Now(); now.Sub(tidied) >= 24*time.Hour {
			tidied = now
			d.problem(ctx, d.book.Tidy(ctx, now.Add(-kept)))
		}
		timer := time.NewTimer(d.rest(ctx))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-d.added:
		case <-timer.C:
		}
		timer.Stop()
	}
}

func (d *Desk) problem(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil && !errors.Is(err, context.Canceled) && d.opt.Problem != nil {
		d.opt.Problem(err)
	}
}

// rest is how long nothing is due.
func (d *Desk) rest(ctx context.Context) time.Duration {
	next, err := d.book.NextDue(ctx)
	if err != nil || next.IsZero() || d.opt.Gate == nil {
		return longestRest
	}
	return min(longestRest, max(time.Second, next.Sub(d.opt.Now())))
}
