// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// maxHosts is of how many hosts it is known when they were asked last.
	maxHosts = 4096
	// maxPause is how long a request waits for its turn; one that would wait
	// longer is told when to come again.
	maxPause = time.Minute
	// maxRetry bounds what a site can ask for.
	maxRetry = 24 * time.Hour
	// unnamedRetry is how long a site is left alone that answered 429 without
	// saying for how long.
	unnamedRetry = time.Minute
)

// host is what is known of one host.
type host struct {
	mu      sync.Mutex
	limiter *rate.Limiter
	until   time.Time // before which it asked to be left alone
}

// host returns what is known of a host by its name.
func (g *Gate) host(name string) *host {
	if h, ok := g.hosts.Get(name); ok {
		return h
	}
	fresh := &host{limiter: rate.NewLimiter(every(g.opt.Pace), 1)}
	if h, known, _ := g.hosts.PeekOrAdd(name, fresh); known {
		return h
	}
	return fresh
}

func every(pace time.Duration) rate.Limit {
	if pace <= 0 {
		return rate.Inf
	}
	return rate.Every(pace)
}

// turn waits until a host may be asked again: one request in each pace, or in each
// delay when that is longer. Error: one that RetryAfter knows when the host asked to
// be left alone, or the wait would be long; *TurnError when it is longer than patience,
// unless that is 0.
func (g *Gate) turn(ctx context.Context, name string, delay, patience time.Duration) error {
	h := g.host(name)
	now := g.opt.Now()
	h.mu.Lock()
	if until := h.until; now.Before(until) {
		h.mu.Unlock()
		return &laterError{fmt.Errorf("%s asked to be left alone%s", name, after(until)), until}
	}
	h.limiter.SetLimitAt(now, every(max(g.opt.Pace, delay)))
	turn := h.limiter.ReserveN(now, 1)
	h.mu.Unlock()
	pause := turn.DelayFrom(now)
	if pause > maxPause {
		turn.CancelAt(now)
		return &laterError{fmt.Errorf("%s is asked by others before this%s", name, after(now.Add(pause))), now.Add(pause)}
	}
	if patience > 0 && pause > patience {
		turn.CancelAt(now)
		return &TurnError{pause, delay}
	}
	if pause <= 0 {
		return ctx.Err()
	}
	if err := g.opt.Sleep(ctx, pause); err != nil {
		turn.CancelAt(g.opt.Now())
		return err
	}
	return nil
}

// heed notes that a host asked to be left alone, and returns until when it said so;
// zero when it named no time.
func (g *Gate) heed(name string, res *http.Response) time.Time {
	if res.StatusCode != http.StatusTooManyRequests && res.StatusCode != http.StatusServiceUnavailable {
		return time.Time{}
	}
	now := g.opt.Now()
	until := retryAfter(res.Header, now)
	pause := until
	if until.IsZero() && res.StatusCode == http.StatusTooManyRequests {
		pause = now.Add(unnamedRetry)
	}
	h := g.host(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	if pause.After(h.until) {
		h.until = pause
	}
	return until
}
