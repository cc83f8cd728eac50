// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// The pace of those who have not logged in: a trace reads much of a library, and they pay
// nothing for it. So many at once, and then one whenever the time of one is over.
const (
	strangerTraces = 20
	strangerPause  = 3 * time.Second
	// maxPaced is how many addresses are remembered, those that asked last. Whoever is
	// forgotten begins anew.
	maxPaced = 10_000
)

// errPace is the kind of a request that came too soon after others.
var errPace = errors.New("too many traces")

// tooSoon is such a request.
type tooSoon struct{ wait time.Duration }

func (e tooSoon) Error() string {
	return fmt.Sprintf("%v from this address: the next one in %d seconds", errPace, seconds(e.wait))
}

func (e tooSoon) Unwrap() error { return errPace }

// pace says how soon an address may ask again. It is safe for concurrent use; its memory is
// bounded.
type pace struct {
	of *lru.Cache[netip.Prefix, *rate.Limiter]
}

func newPace() pace {
	c, err := lru.New[netip.Prefix, *rate.Limiter](maxPaced)
	if err != nil {
		panic("web: " + err.Error()) // the size is a constant
	}
	return pace{c}
}

// take counts a request of an address, unless it comes too soon. Error: tooSoon.
func (p pace) take(from netip.Addr, now time.Time) error {
	place := homeOf(from)
	l, ok := p.of.Get(place)
	if !ok {
		l = rate.NewLimiter(rate.Every(strangerPause), strangerTraces)
		if before, there, _ := p.of.PeekOrAdd(place, l); there {
			l = before
		}
	}
	r := l.ReserveN(now, 1)
	if wait := r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return tooSoon{wait}
	}
	return nil
}

// homeOf is what one customer of a network has: an address of IPv4, or 64 bits of IPv6.
func homeOf(a netip.Addr) netip.Prefix {
	bits := 32
	if a.Is6() {
		bits = 64
	}
	p, _ := a.Prefix(bits) // the zero one for no address
	return p
}

// paced holds a request of somebody who has not logged in against the pace of traces. Error: tooSoon.
func (s *site) paced(rt *route, r *http.Request) error {
	v := s.visitorOf(r)
	if !rt.page.traces || !v.Accounts || v.Known || r.Method != http.MethodPost && r.URL.RawQuery == "" {
		return nil
	}
	return s.pace.take(s.client(r), s.now())
}

// seconds is a time in whole seconds, at least one.
func seconds(d time.Duration) int { return max(1, int((d+time.Second-1)/time.Second)) }
