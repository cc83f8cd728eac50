// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/sync/singleflight"

	"hearsay"
	"hearsay/robots"
)

const (
	// rulesTime is how long a robots.txt is believed (RFC 9309: a day at most).
	rulesTime = 24 * time.Hour
	// rulesAgain is when one that could not be had is asked for again.
	rulesAgain = 10 * time.Minute
	// rulesMemory bounds the rules of all sites, in bytes.
	rulesMemory = 16 << 20
)

// siteRules is what one site's robots.txt says to us.
type siteRules struct {
	rules *robots.Rules
	until time.Time // asked for again then
	// missing is why there is none, when that forbids everything.
	missing error
}

// ruleBook keeps the rules of sites within rulesMemory.
type ruleBook struct {
	flight singleflight.Group
	mu     sync.Mutex
	sites  *simplelru.LRU[string, siteRules]
	size   int
}

func newRuleBook() *ruleBook {
	b := &ruleBook{}
	b.sites, _ = simplelru.NewLRU(maxHosts, func(_ string, s siteRules) { b.size -= s.rules.Size() }) // fails for sizes below 1
	return b
}

func (b *ruleBook) find(site string, now time.Time) (siteRules, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s, ok := b.sites.Get(site)
	return s, ok && now.Before(s.until)
}

func (b *ruleBook) keep(site string, s siteRules) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sites.Remove(site)
	b.sites.Add(site, s)
	b.size += s.rules.Size()
	for b.size > rulesMemory && b.sites.Len() > 1 {
		b.sites.RemoveOldest()
	}
}

// obey refuses an address that its site's robots.txt disallows, and returns the pause
// that it asks for. A file that cannot be had (no connection, 5xx) disallows
// everything until it can; one that does not exist (4xx) nothing.
func (g *Gate) obey(ctx context.Context, u *url.URL, to target) (time.Duration, error) {
	s, err := g.rulesOf(ctx, u, to)
	if err != nil {
		return 0, err
	}
	if s.missing != nil {
		return 0, &laterError{fmt.Errorf("%w: robots.txt of %s cannot be had, so nothing of it is fetched until it can: %w", hearsay.ErrRefused, u.Host, s.missing), s.until}
	}
	if ok, rule := s.rules.Allowed(u.RequestURI()); !ok {
		return 0, fmt.Errorf("%w: robots.txt of %s disallows it (line %d, %.100q)", hearsay.ErrRefused, u.Host, rule.Line, rule)
	}
	return s.rules.Delay, nil
}

// rulesOf returns the rules of an address's site, asked for once by all who want them.
func (g *Gate) rulesOf(ctx context.Context, u *url.URL, to target) (siteRules, error) {
	site := u.Scheme + "://" + u.Host
	if s, ok := g.book.find(site, g.opt.Now()); ok {
		return s, nil
	}
	asked := g.book.flight.DoChan(site, func() (any, error) {
		s := g.askRules(context.WithoutCancel(ctx), u, to)
		g.book.keep(site, s)
		return s, nil
	})
	select {
	case <-ctx.Done():
		return siteRules{}, ctx.Err()
	case got := <-asked:
		return got.Val.(siteRules), nil
	}
}

// askRules asks a site for its robots.txt.
func (g *Gate) askRules(ctx context.Context, u *url.URL, to target) siteRules {
	file := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	t := g.trip(Request{Address: file.String(), Accept: "text/plain,*/*;q=0.1"}, file, to)
	t.free, t.most = true, robots.MaxSize+1
	res, err := t.run(ctx)
	now := g.opt.Now()
	var status *StatusError
	switch {
	case err == nil:
		return siteRules{rules: robots.Parse(res.Body).For(g.opt.Agent), until: now.Add(rulesTime)}
	case errors.As(err, &status) && status.Status >= 400 && status.Status < 500 && status.Status != http.StatusTooManyRequests:
		return siteRules{rules: &robots.Rules{}, until: now.Add(rulesTime)}
	}
	again := now.Add(rulesAgain)
	if until, ok := RetryAfter(err); ok && until.After(again) {
		again = until
	}
	return siteRules{rules: &robots.Rules{}, until: again, missing: err}
}
