// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"net/netip"
	"net/url"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"hearsay"
)

// Options says what a gate lets through. The zero value is for the public web.
type Options struct {
	// Private lifts the refusal of private addresses and of other ports, for
	// servers of one's own.
	Private bool
	// Allow names the hosts that may be private all the same, as "wiki.example"
	// or, with a port besides 80 and 443, as "wiki.example:8080". A page of
	// another host cannot redirect to them.
	Allow []string
	// Proxy is the one hop that is trusted: an http or https address of a proxy
	// (ParseProxy reads one). Nil connects directly.
	Proxy *url.URL
	// Offline refuses every request.
	Offline bool
	// Agent is the User-Agent line; it begins with a product name, which is
	// also what robots.txt is asked for. "" is DefaultAgent.
	Agent string
	// Pace is the least time between two requests to one host. 0 is
	// DefaultPace; below 0 is none.
	Pace time.Duration
	// Robots makes Get keep to robots.txt. Page never asks it: that is one page
	// at a person's request.
	Robots bool
	Limits Limits

	// Now, Sleep and Resolver stand in for the clock and the name service; nil
	// are those of the machine. Sleep returns ctx's error when that ends first.
	Now      func() time.Time
	Sleep    func(ctx context.Context, d time.Duration) error
	Resolver Resolver
}

// Resolver finds the addresses of a host; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Limits bound one request. A zero field is the default.
type Limits struct {
	Connect   time.Duration // 5 s, to connect and shake hands
	Total     time.Duration // 20 s, for the whole request with its redirects
	Wire      int           // 10 MiB, bytes of a body as received
	Body      int           // 20 MiB, bytes of a body after decompression
	Ratio     int           // 100, bytes after decompression for each one received
	Redirects int           // 5
}

// The defaults of Options.
const (
	DefaultAgent = "Hearsay/0 (reads pages for the person who runs it; that person has set no address to learn more)"
	DefaultPace  = 2 * time.Second
)

// Gate is the door that every outgoing request goes through. It is safe for
// concurrent use; what it knows of hosts is bounded.
type Gate struct {
	opt   Options
	allow map[string]bool // "host" and "host:port"
	hosts *lru.Cache[string, *host]
	book  *ruleBook
	// tls and open are nil but in tests, where public addresses lead to servers
	// of this machine.
	tls  *tls.Config
	open func(ctx context.Context, d *net.Dialer, address string) (net.Conn, error)
}

// New makes a gate. It opens nothing.
func New(opt Options) *Gate {
	opt.fill()
	hosts, _ := lru.New[string, *host](maxHosts) // fails for sizes below 1
	g := &Gate{opt: opt, allow: map[string]bool{}, hosts: hosts, book: newRuleBook()}
	for _, a := range opt.Allow {
		g.allow[hostKey(a)] = true
	}
	return g
}

// Request is one page to get.
type Request struct {
	Address string
	// ETag and LastModified are what an earlier answer of this address gave;
	// with them an unchanged page is answered by NotModified. "" asks for the page.
	ETag, LastModified string
	Accept             string // media types; "" are those of pages
	// Patience is how long it waits for the turn of its host; when that comes later, the
	// error is a *TurnError and nothing was asked. 0 waits up to a minute.
	Patience time.Duration
}

// Response is the answer of a site.
type Response struct {
	Status  int             // 2xx, or 304
	Capture hearsay.Capture // without ID; that is computed from what the caller makes of it
	Body    []byte          // nil when NotModified
	// NotModified is true when the site says that nothing changed since the
	// answer whose ETag or LastModified were sent.
	NotModified bool
	// ETag and LastModified are for the next Request; of an answer that
	// NotModified, those that were sent unless the site gave others.
	ETag, LastModified string
	// FreshUntil is the time before which the site says (or, capped, its
	// Last-Modified suggests) that asking again would tell nothing new. Zero
	// when it says nothing, or that every answer may be new.
	FreshUntil time.Time
	// MovedTo is where the site said that the page lives for good (301, 308).
	// It is set only when that address answered.
	MovedTo string
}

// Get asks for one address. Errors: ErrRefused when a rule forbids the address
// (Robots among them), ErrTooLarge over a limit, ErrNotFound for 404 and 410;
// *StatusError for every status that gave no page, with the time to wait where
// the site named one; *TurnError. The text of each says what to do now.
func (g *Gate) Get(ctx context.Context, r Request) (Response, error) {
	return g.get(ctx, r, g.opt.Robots)
}

// Page fetches one page at a person's request: robots.txt, which speaks to
// programs that wander, is not asked. The capture has no ID yet. Errors: as Get.
func (g *Gate) Page(ctx context.Context, address string) (hearsay.Capture, []byte, error) {
	res, err := g.get(ctx, Request{Address: address}, false)
	return res.Capture, res.Body, err
}

func (o *Options) fill() {
	o.Agent = cmp.Or(o.Agent, DefaultAgent)
	o.Pace = cmp.Or(o.Pace, DefaultPace)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = Sleep
	}
	o.Limits.fill()
}

func (l *Limits) fill() {
	l.Connect = cmp.Or(l.Connect, 5*time.Second)
	l.Total = cmp.Or(l.Total, 20*time.Second)
	l.Wire = cmp.Or(l.Wire, 10<<20)
	l.Body = cmp.Or(l.Body, 20<<20)
	l.Ratio = cmp.Or(l.Ratio, 100)
	l.Redirects = cmp.Or(l.Redirects, 5)
}

// Sleep waits by the machine's clock. Error: ctx's, when that ends first.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
