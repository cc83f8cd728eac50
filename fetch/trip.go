// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"

	"hearsay"
	"hearsay/internal/inflate"
)

// trip is one request with its redirects.
type trip struct {
	gate    *Gate
	request Request
	header  http.Header
	left    time.Duration // of the whole time
	at      *url.URL
	to      target
	robots  bool
	free    bool     // waits for no turn
	most    int      // bytes of the body that are wanted; 0 is all
	turns   []string // hosts at which it had its turn
	// lasting is where permanent redirects have led from the start; ended is
	// set by the first other redirect.
	lasting string
	ended   bool
}

func (g *Gate) get(ctx context.Context, r Request, robots bool) (Response, error) {
	if g.opt.Offline {
		return Response{}, fmt.Errorf("fetch %s: %w", shown(r.Address), errOffline)
	}
	u, to, err := g.parse(r.Address)
	if err != nil {
		return Response{}, g.explain(r.Address, err)
	}
	t := g.trip(r, u, to)
	t.robots = robots
	res, err := t.run(ctx)
	if err != nil {
		return Response{}, g.explain(r.Address, err)
	}
	return res, nil
}

func (g *Gate) trip(r Request, u *url.URL, to target) *trip {
	return &trip{gate: g, request: r, header: g.header(r), left: g.opt.Limits.Total, at: u, to: to}
}

// run asks one address after the other until one answers with something else than a
// redirect.
func (t *trip) run(ctx context.Context) (Response, error) {
	for range t.gate.opt.Limits.Redirects + 1 {
		if err := t.admit(ctx); err != nil {
			return Response{}, err
		}
		res, moved, err := t.hop(ctx)
		if !moved || err != nil {
			return res, err
		}
	}
	return Response{}, fmt.Errorf("%w: more than %d redirects", hearsay.ErrRefused, t.gate.opt.Limits.Redirects)
}

// admit asks the site's rules and waits for a turn at its host, once for a request
// with its redirects.
func (t *trip) admit(ctx context.Context) (err error) {
	var delay time.Duration
	if t.robots {
		if delay, err = t.gate.obey(ctx, t.at, t.to); err != nil {
			return err
		}
	}
	if t.free || slices.Contains(t.turns, t.to.host) {
		return nil
	}
	t.turns = append(t.turns, t.to.host)
	return t.gate.turn(ctx, t.to.host, delay, t.request.Patience)
}

// header is what is sent, and all that is sent.
func (g *Gate) header(r Request) http.Header {
	accept := r.Accept
	if accept == "" {
		accept = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"
	}
	h := http.Header{"User-Agent": {g.opt.Agent}, "Accept": {accept}, "Accept-Encoding": {inflate.Accepted}}
	if v := plain(r.ETag); v != "" {
		h.Set("If-None-Match", v)
	}
	if v := plain(r.LastModified); v != "" {
		h.Set("If-Modified-Since", v)
	}
	return h
}

// hop asks one address. It reports moved when the answer is a redirect that may be
// followed; its body is not read.
func (t *trip) hop(ctx context.Context) (res Response, moved bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, t.left)
	defer cancel()
	began := time.Now()
	defer func() { t.left -= time.Since(began) }()
	answer, err := t.gate.ask(ctx, http.MethodGet, t.at, t.to, t.header, nil)
	if err != nil {
		return Response{}, false, err
	}
	defer answer.Body.Close()
	if isRedirect(answer.StatusCode) {
		return Response{}, true, t.follow(answer)
	}
	res, err = t.answer(answer)
	return res, false, err
}

// ask makes one HTTP exchange. The caller closes the body; nothing of it that was
// not read is received: connections are not used again.
func (g *Gate) ask(ctx context.Context, method string, u *url.URL, to target, header http.Header, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header, req.URL = header.Clone(), u
	return g.transport(u.Scheme, to).RoundTrip(req)
}

// transport connects to one target and nowhere else.
func (g *Gate) transport(scheme string, to target) *http.Transport {
	t := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return g.connect(ctx, to.host, to.port, to.private)
		},
		DisableCompression: true, DisableKeepAlives: true,
		TLSClientConfig: g.tls.Clone(), TLSHandshakeTimeout: g.opt.Limits.Connect, MaxResponseHeaderBytes: maxHeader,
	}
	if g.opt.Proxy != nil && scheme == "http" { // many proxies tunnel to port 443 only
		t.Proxy = http.ProxyURL(g.opt.Proxy)
		t.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
			if err := g.vetProxied(ctx, to.host, to.private); err != nil {
				return nil, err
			}
			return g.dialProxy(ctx)
		}
	}
	return t
}

// maxHeader bounds the header of an answer, in bytes.
const maxHeader = 64 << 10

func isRedirect(status int) bool {
	return slices.Contains([]int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect}, status)
}

// follow looks at where a redirect leads and makes that the next address.
func (t *trip) follow(res *http.Response) error {
	location := res.Header.Get("Location")
	if strings.ContainsFunc(location, func(r rune) bool { return r != ' ' && unfit(r) }) {
		return fmt.Errorf("%w: it redirects to an address with a control character or a backslash", hearsay.ErrRefused)
	}
	to, err := t.at.Parse(location)
	if err != nil || location == "" {
		return fmt.Errorf("%w: it redirects to %.100q, which is no address", hearsay.ErrRefused, location)
	}
	u, next, err := t.gate.parse(to.String())
	if err != nil {
		return fmt.Errorf("it redirects to %s: %w", shown(to.String()), err)
	}
	switch {
	case t.at.Scheme == "https" && u.Scheme != "https":
		return fmt.Errorf("%w: it redirects from https to %s", hearsay.ErrRefused, u.Scheme)
	case next.named && !t.to.named && !t.gate.opt.Private:
		next.private = false // the host was allowed to its own pages, not to those of others
	}
	if permanent := res.StatusCode == http.StatusMovedPermanently || res.StatusCode == http.StatusPermanentRedirect; permanent && !t.ended {
		t.lasting = u.String()
	} else {
		t.ended = true
	}
	t.at, t.to = u, next
	return nil
}

// answer reads what is no redirect.
func (t *trip) answer(res *http.Response) (Response, error) {
	r, now := t.request, t.gate.opt.Now()
	out := Response{
		Status: res.StatusCode, MovedTo: t.lasting, FreshUntil: freshUntil(res.Header, now),
		ETag: plain(res.Header.Get("ETag")), LastModified: plain(res.Header.Get("Last-Modified")),
	}
	if res.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != "") {
		out.NotModified = true
		out.ETag, out.LastModified = cmp.Or(out.ETag, r.ETag), cmp.Or(out.LastModified, r.LastModified)
		out.Capture = t.capture(res, nil, now)
		return out, nil
	}
	if err := t.gate.statusError(r.Address, t.to.host, res); err != nil {
		return Response{}, err
	}
	body, err := read(res, t.gate.opt.Limits, t.most)
	if err != nil {
		return Response{}, err
	}
	out.Body, out.Capture = body, t.capture(res, body, now)
	return out, nil
}

// plain returns the value of a header line if it can be kept and sent back, or "".
func plain(value string) string {
	if len(value) > maxValue || !httpguts.ValidHeaderFieldValue(value) {
		return ""
	}
	return value
}

// maxValue is the longest value of a header line that is kept, in bytes.
const maxValue = 1 << 10

// capture describes the answer.
func (t *trip) capture(res *http.Response, body []byte, now time.Time) hearsay.Capture {
	c := hearsay.Capture{
		URL: t.at.String(), At: now.UTC().Truncate(time.Second), Status: res.StatusCode,
		MediaType: plain(res.Header.Get("Content-Type")), Payload: sha256.Sum256(body), Header: map[string]string{},
	}
	for _, name := range []string{"Last-Modified", "Date", "Content-Language"} {
		if v := plain(res.Header.Get(name)); v != "" {
			c.Header[name] = v
		}
	}
	return c
}

// Post sends a body to one address, such as a webhook. A redirect is not followed,
// and the answer is not read: what is sent is meant for that address alone. Errors:
// as Get.
func (g *Gate) Post(ctx context.Context, address string, header http.Header, body []byte) error {
	if g.opt.Offline {
		return fmt.Errorf("send to %s: %w", origin(address), errOffline)
	}
	u, to, err := g.parse(address)
	if err != nil {
		return fmt.Errorf("send to %s: %w", origin(address), err)
	}
	ctx, cancel := context.WithTimeout(ctx, g.opt.Limits.Total)
	defer cancel()
	h := header.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Set("User-Agent", g.opt.Agent)
	res, err := g.ask(ctx, http.MethodPost, u, to, h, bytes.NewReader(body))
	if err != nil {
		return g.explain(origin(address), err)
	}
	defer res.Body.Close()
	return g.statusError(origin(address), to.host, res)
}

// RoundTrip lets the client of another library through the gate, as its
// http.RoundTripper: one exchange, vetted like any other, without robots.txt or pace; the
// answer's body fails past Limits.Body.
func (g *Gate) RoundTrip(r *http.Request) (*http.Response, error) {
	refuse := func(err error) (*http.Response, error) {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, err
	}
	if g.opt.Offline {
		return refuse(errOffline)
	}
	u, to, err := g.parse(r.URL.String())
	if err != nil {
		return refuse(err)
	}
	vetted := r.Clone(r.Context())
	vetted.URL, vetted.Host = u, ""
	if vetted.Header == nil {
		vetted.Header = http.Header{}
	}
	if vetted.Header.Get("User-Agent") == "" {
		vetted.Header.Set("User-Agent", g.opt.Agent)
	}
	res, err := g.transport(u.Scheme, to).RoundTrip(vetted)
	if err != nil {
		return nil, err
	}
	res.Body = bounded{&meter{r: res.Body, limits: Limits{Wire: g.opt.Limits.Body}}, res.Body}
	return res, nil
}

// bounded is a body with a limit.
type bounded struct {
	io.Reader
	io.Closer
}
