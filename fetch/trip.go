// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
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

	"hearsay"
)

// trip is one request with its redirects.
type trip struct {
	gate   *Gate
	header http.Header
	left   time.Duration // of the whole time
	at     *url.URL
	to     target
	// lasting is where permanent redirects have led from the start; ended is
	// set by the first other redirect.
	lasting string
	ended   bool
}

func (g *Gate) get(ctx context.Context, r Request) (Response, error) {
	if g.opt.Offline {
		return Response{}, fmt.Errorf("fetch %s: %w", shown(r.Address), errOffline)
	}
	u, to, err := g.parse(r.Address)
	if err != nil {
		return Response{}, err
	}
	t := &trip{gate: g, header: g.header(r), left: g.opt.Limits.Total, at: u, to: to}
	for range g.opt.Limits.Redirects + 1 {
		res, moved, err := t.hop(ctx, r)
		if err != nil {
			return Response{}, g.explain(r.Address, err)
		}
		if !moved {
			return res, nil
		}
	}
	return Response{}, g.explain(r.Address, fmt.Errorf("%w: more than %d redirects", hearsay.ErrRefused, g.opt.Limits.Redirects))
}

// header is what is sent, and all that is sent.
func (g *Gate) header(r Request) http.Header {
	accept := r.Accept
	if accept == "" {
		accept = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"
	}
	h := http.Header{"User-Agent": {g.opt.Agent}, "Accept": {accept}, "Accept-Encoding": {"gzip, br, zstd, deflate"}}
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
	return h
}

// hop asks one address. It reports moved when the answer is a redirect that may be
// followed; its body is not read.
func (t *trip) hop(ctx context.Context, r Request) (res Response, moved bool, err error) {
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
	res, err = t.answer(answer, r)
	return res, false, err
}

// ask makes one HTTP exchange. The caller closes the body; nothing of it that was
// not read is received: connections are not used again.
func (g *Gate) ask(ctx context.Context, method string, u *url.URL, to target, header http.Header, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header = header.Clone()
	transport := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return g.connect(ctx, to.host, to.port, to.private)
		},
		DisableCompression: true, DisableKeepAlives: true,
		TLSClientConfig: g.tls.Clone(), TLSHandshakeTimeout: g.opt.Limits.Connect, MaxResponseHeaderBytes: 64 << 10,
	}
	return transport.RoundTrip(req)
}

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
	u, next, err := t.gate.parseBare(to.String())
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
func (t *trip) answer(res *http.Response, r Request) (Response, error) {
	out := Response{Status: res.StatusCode, MovedTo: t.lasting, ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified")}
	if res.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != "") {
		out.NotModified = true
		out.ETag, out.LastModified = or(out.ETag, r.ETag), or(out.LastModified, r.LastModified)
		out.Capture = t.capture(res, nil)
		return out, nil
	}
	if err := t.gate.statusError(r.Address, res); err != nil {
		return Response{}, err
	}
	body, err := read(res, t.gate.opt.Limits)
	if err != nil {
		return Response{}, err
	}
	out.Body, out.Capture = body, t.capture(res, body)
	return out, nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// capture describes the answer.
func (t *trip) capture(res *http.Response, body []byte) hearsay.Capture {
	c := hearsay.Capture{
		URL: t.at.String(), At: t.gate.opt.Now().UTC().Truncate(time.Second), Status: res.StatusCode,
		MediaType: res.Header.Get("Content-Type"), Payload: sha256.Sum256(body), Header: map[string]string{},
	}
	for _, name := range []string{"Last-Modified", "Date", "Content-Language"} {
		if v := res.Header.Get(name); v != "" {
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
		return fmt.Errorf("send to %s: %w", shown(address), errOffline)
	}
	u, to, err := g.parse(address)
	if err != nil {
		return err
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
		return g.explain(address, err)
	}
	defer res.Body.Close()
	return g.statusError(address, res)
}
