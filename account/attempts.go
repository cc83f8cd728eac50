// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package account

import (
	"net/netip"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// How many log-ins may fail within attemptSpan.
const (
	failuresOfPair    = 5   // of one name from one address
	failuresOfAddress = 30  // of any names from one address: people behind one router
	failuresOfName    = 100 // of one name, from addresses that it never logged in from
	attemptSpan       = 15 * time.Minute
	attemptsKept      = 10_000 // of each kind: memory is bounded, the oldest go
)

// Attempts counts log-ins that fail, and says when one has to wait. Those who guess a
// name's password do not lock its owner out: an address from which the name has logged in is
// counted by itself. It is safe for concurrent use; the zero value is not usable.
type Attempts struct {
	mu        sync.Mutex
	pairs     *lru.Cache[pair, count]
	addresses *lru.Cache[netip.Prefix, count]
	names     *lru.Cache[string, count]
	known     *lru.Cache[pair, struct{}] // has logged in from there
}

type pair struct {
	name string
	from netip.Prefix
}

// count is how many failed since.
type count struct {
	failed int
	since  time.Time
}

// NewAttempts returns a count of nothing.
func NewAttempts() *Attempts {
	return &Attempts{pairs: cache[pair, count](), addresses: cache[netip.Prefix, count](), names: cache[string, count](), known: cache[pair, struct{}]()}
}

func cache[K comparable, V any]() *lru.Cache[K, V] {
	c, err := lru.New[K, V](attemptsKept)
	if err != nil {
		panic("account: " + err.Error()) // only for a size below one
	}
	return c
}

// Begin counts a log-in as failed until [Attempts.Succeed] says otherwise, so that many at
// once do not all pass before the first has failed. When it returns more than 0, the log-in
// must not be tried, and was not counted: it can be tried after that time.
func (a *Attempts) Begin(name string, from netip.Addr, now time.Time) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := pair{name, network(from)}
	_, known := a.known.Peek(p)
	wait := max(waiting(a.pairs, p, failuresOfPair, now), waiting(a.addresses, p.from, failuresOfAddress, now))
	if !known {
		wait = max(wait, waiting(a.names, name, failuresOfName, now))
	}
	if wait > 0 {
		return wait
	}
	add(a.pairs, p, 1, now)
	add(a.addresses, p.from, 1, now)
	if !known {
		add(a.names, name, 1, now)
	}
	return 0
}

// Succeed takes back what Begin counted of a log-in that was right.
func (a *Attempts) Succeed(name string, from netip.Addr, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := pair{name, network(from)}
	a.pairs.Remove(p)
	add(a.addresses, p.from, -1, now)
	if _, known := a.known.Peek(p); !known {
		add(a.names, name, -1, now)
	}
	a.known.Add(p, struct{}{})
}

// network is what one client can choose addresses from: in IPv6 the last half.
func network(from netip.Addr) netip.Prefix {
	from = from.Unmap().WithZone("")
	bits := from.BitLen()
	if from.Is6() {
		bits = 64
	}
	p, err := from.Prefix(bits)
	if err != nil {
		return netip.Prefix{} // no address: all of these are one
	}
	return p
}

func waiting[K comparable](c *lru.Cache[K, count], key K, most int, now time.Time) time.Duration {
	n, _ := c.Peek(key)
	if left := n.since.Add(attemptSpan).Sub(now); n.failed >= most && left > 0 {
		return left
	}
	return 0
}

func add[K comparable](c *lru.Cache[K, count], key K, by int, now time.Time) {
	n, _ := c.Peek(key)
	if now.Sub(n.since) >= attemptSpan {
		n = count{since: now}
	}
	n.failed = max(0, n.failed+by)
	c.Add(key, n)
}
