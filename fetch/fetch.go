// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"hearsay"
)

// The limits, as doc/design.md promises them.
const (
	connectTimeout = 5 * time.Second
	totalTimeout   = 20 * time.Second
	maxRedirects   = 5
	maxWire        = 10 << 20 // bytes received
	maxBody        = 20 << 20 // bytes after decompression
	userAgent      = "Hearsay/0 (reads one page at a person's request)"
)

// Options says how to fetch. The zero value is for the public web.
type Options struct {
	// Private lifts the refusal of private addresses and of other ports, for
	// servers of one's own.
	Private bool
}

// Get fetches one page. The capture has no ID yet: that is computed from what
// the caller makes of it. Errors: ErrRefused when a rule forbids the address,
// ErrTooLarge over a limit, ErrNotFound for 404 and 410; the text of each says
// what to do now.
func Get(ctx context.Context, address string, opt Options) (hearsay.Capture, []byte, error) {
	u, err := parseAddress(address, opt.Private)
	if err != nil {
		return hearsay.Capture{}, nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, totalTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return hearsay.Capture{}, nil, fmt.Errorf("fetch %s: %w", address, err)
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1")
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := client(opt).Do(req)
	if err != nil {
		return hearsay.Capture{}, nil, explain(address, err)
	}
	defer res.Body.Close()
	if err := statusError(address, res.StatusCode); err != nil {
		return hearsay.Capture{}, nil, err
	}
	body, err := read(res)
	if err != nil {
		return hearsay.Capture{}, nil, fmt.Errorf("fetch %s: %w", address, err)
	}
	return capture(res, body), body, nil
}

// client makes a client whose dialer refuses special addresses at the moment of
// connecting, when the name is resolved for good.
func client(opt Options) *http.Client {
	dialer := &net.Dialer{Timeout: connectTimeout, Control: func(_, address string, _ syscall.RawConn) error {
		if opt.Private {
			return nil
		}
		ap, err := netip.ParseAddrPort(address)
		if err != nil || !public(ap.Addr()) {
			return fmt.Errorf("%w: it resolves to %s, a private address; Hearsay does not fetch private addresses unless told so with --private", hearsay.ErrRefused, ap.Addr())
		}
		return nil
	}}
	return &http.Client{
		Transport: &http.Transport{
			DialContext: dialer.DialContext, DisableCompression: true, DisableKeepAlives: true,
			TLSHandshakeTimeout: connectTimeout, ResponseHeaderTimeout: totalTimeout, MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			req.Header.Del("Referer") // the client sets it on a redirect
			return checkRedirect(req.URL, via, opt)
		},
	}
}

func checkRedirect(to *url.URL, via []*http.Request, opt Options) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("%w: more than %d redirects", hearsay.ErrRefused, maxRedirects)
	}
	if via[len(via)-1].URL.Scheme == "https" && to.Scheme != "https" {
		return fmt.Errorf("%w: it redirects from https to %s", hearsay.ErrRefused, to.Scheme)
	}
	_, err := parseAddress(to.String(), opt.Private)
	return err
}

// explain strips the wrapping of the HTTP client, which repeats the address.
func explain(address string, err error) error {
	var inner *url.Error
	if errors.As(err, &inner) {
		err = inner.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("no answer within %s", totalTimeout)
	}
	return fmt.Errorf("fetch %s: %w", address, err)
}

// statusError words the answers that are no page.
func statusError(address string, status int) error {
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusNotFound, status == http.StatusGone:
		return fmt.Errorf("fetch %s: %w: the site answered %d", address, hearsay.ErrNotFound, status)
	case status == http.StatusUnauthorized, status == http.StatusPaymentRequired, status == http.StatusForbidden, status == http.StatusTooManyRequests:
		return fmt.Errorf("fetch %s: the site answered %d and gave no page; open it in a browser and paste the text instead", address, status)
	}
	return fmt.Errorf("fetch %s: the site answered %d", address, status)
}

// read takes the body within the limits, undoing one layer of gzip.
func read(res *http.Response) ([]byte, error) {
	wire := &limited{r: res.Body, left: maxWire, what: "received"}
	var r io.Reader = wire
	switch enc := res.Header.Get("Content-Encoding"); enc {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(wire)
		if err != nil {
			return nil, fmt.Errorf("undo gzip: %w", err)
		}
		r = &limited{r: z, left: maxBody, what: "after decompression"}
	default:
		return nil, fmt.Errorf("%w: it came in content encoding %q, which was not asked for", hearsay.ErrRefused, enc)
	}
	return io.ReadAll(r)
}

// limited fails, rather than ends, when more than left bytes come.
type limited struct {
	r    io.Reader
	left int
	what string
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p[:min(len(p), l.left+1)])
	l.left -= n
	if l.left < 0 {
		return 0, fmt.Errorf("%w: over the limit of bytes %s; save the page as a file and read that", hearsay.ErrTooLarge, l.what)
	}
	return n, err
}

// capture describes the answer.
func capture(res *http.Response, body []byte) hearsay.Capture {
	c := hearsay.Capture{
		URL: res.Request.URL.String(), At: time.Now().UTC().Truncate(time.Second), Status: res.StatusCode,
		MediaType: res.Header.Get("Content-Type"), Payload: sha256.Sum256(body), Header: map[string]string{},
	}
	for _, name := range []string{"Last-Modified", "Date", "Content-Language"} {
		if v := res.Header.Get(name); v != "" {
			c.Header[name] = v
		}
	}
	return c
}
