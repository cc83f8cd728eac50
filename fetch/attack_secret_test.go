// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestA9: what is secret in an address, in what is sent or in that of the proxy stands
// in no error, whichever way a request fails.
func TestA9(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.say("inner.example", "10.0.0.5")
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/services/hunter2/500":
			rw.WriteHeader(500)
		case "/services/hunter2/429":
			rw.Header().Set("Retry-After", "1")
			rw.WriteHeader(429)
		case "/services/hunter2/302":
			http.Redirect(rw, r, "http://10.0.0.5/?key=hunter2", http.StatusFound)
		}
	})
	w.raw("reset.example", "93.184.215.16", func(net.Conn) {})
	proxy := &url.URL{Scheme: "http", Host: "127.0.0.1:1", User: url.UserPassword("me", "hunter2")}
	secret := http.Header{"Authorization": {"Bearer hunter2"}, "X-Signature": {"hunter2\r\nX: y"}}
	for _, opt := range []Options{{}, {Offline: true}, {Proxy: proxy}, {Limits: Limits{Total: time.Nanosecond}}} {
		for _, address := range []string{
			"http://example.com/services/hunter2/500", "http://example.com/services/hunter2/429", "http://example.com/services/hunter2/302", "https://example.com:444/services/hunter2", "http://inner.example/services/hunter2",
			"http://none.example/services/hunter2", "http://reset.example/services/hunter2", "http://me:hunter2@example.com/", "http://example.com/\x00hunter2", "http://example.com/%zzhunter2", "://hunter2", "hunter2", "http://example.com:hunter2/",
		} {
			if err := w.gate(opt).Post(t.Context(), address, secret, []byte("hunter2")); err == nil || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("Post(%q): %v", address, err)
			}
			if err := w.gate(opt).Post(t.Context(), address, nil, []byte("hunter2")); err == nil || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("Post(%q): %v", address, err)
			}
		}
		for _, address := range []string{
			"http://example.com/services/500?key=hunter2", "http://me:hunter2@example.com/", "https://me:hunter2@exa mple.com/%zz", "http://example.com:444/?hunter2", "http://inner.example/?key=hunter2", "http://none.example/?hunter2", "http://reset.example/?hunter2#hunter2", "ftp://me:hunter2@example.com/", "http://x\x7f/?hunter2", "http://%zz@hunter2/",
		} {
			_, err := w.gate(opt).Get(t.Context(), Request{Address: address})
			if err != nil && strings.Contains(err.Error(), "hunter2") {
				t.Errorf("Get(%q): %v", address, err)
			}
		}
		if _, err := w.gate(opt).Dial(t.Context(), "tcp", "none.example:25"); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("Dial: %v", err)
		}
	}
	for _, address := range []string{"http://me:hunter2@%zz", "socks5://me:hunter2@p.example", "http://me:hunter2@p.example/path", "http://me:hunter2@:80", "hunter2", "http://me:hunter2@p.example\x00"} {
		if _, err := ParseProxy(address); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("ParseProxy(%q): %v", address, err)
		}
	}
}

// TestA9Origin: what is posted goes to its address alone: a redirect is not followed.
func TestA9Origin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("evil.example", "93.184.215.16", func(_ http.ResponseWriter, r *http.Request) { t.Errorf("was sent to %s, too", r.Host) })
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, "http://evil.example/", http.StatusTemporaryRedirect)
	})
	if err := w.gate(Options{}).Post(t.Context(), "http://example.com/hook", http.Header{"X-Signature": {"s"}}, []byte("x")); err == nil {
		t.Error("a redirect is no delivery")
	}
}

// TestE2: line ends and other control characters in what a site or a caller says reach
// no header that is sent, no error and nothing that is kept.
func TestE2(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var seen []http.Header
	w.raw("example.com", publicIP, func(c net.Conn) {
		io.WriteString(c, "HTTP/1.1 200 OK\r\nETag: \"a\x01b\"\r\nLast-Modified: x\rSet-Cookie: y\r\nContent-Type: text/html\x1b[31m\r\nContent-Language: en\x00\r\nContent-Length: 1\r\n\r\nx")
	})
	res, err := w.gate(Options{}).Get(t.Context(), Request{Address: "http://example.com/"})
	if err == nil {
		for _, v := range []string{res.ETag, res.LastModified, res.Capture.MediaType, res.Capture.Header["Content-Language"], res.Capture.Header["Last-Modified"]} {
			if v != "" {
				t.Errorf("%q is kept", v)
			}
		}
	} else if strings.ContainsAny(err.Error(), "\r\n\x1b\x00") {
		t.Errorf("%q", err)
	}
	w.site("other.example", "93.184.215.16", func(rw http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header)
		if r.URL.Path == "/to" {
			rw.Header()["Location"] = []string{"/x\u0085y\u2028" + "%0d%0aX-Evil:%20y"}
			rw.WriteHeader(302)
		}
		if r.URL.Path == "/encoding" {
			rw.Header().Set("Content-Encoding", "x\ty\u0085\u001bz")
			rw.Write([]byte("x"))
		}
	})
	g := w.gate(Options{})
	for _, r := range []Request{
		{Address: "http://other.example/", ETag: "\"a\"\r\nX-Evil: y", LastModified: "x\nX-Evil: y"},
		{Address: "http://other.example/\r\nX-Evil: y"}, {Address: "http://other.example/%0d%0aX-Evil:%20y"}, {Address: "http://other.example/to"}, {Address: "http://other.example/encoding"},
		{Address: "http://other.example/", Accept: "text/html\r\nX-Evil: y"}, {Address: "http://other\u0085.example/\u001b[31m"},
	} {
		if _, err := g.Get(t.Context(), r); err != nil && strings.ContainsAny(err.Error(), "\r\n\x1b\u0085\u2028") {
			t.Errorf("%q: %q", r, err)
		}
	}
	if err := g.Post(t.Context(), "http://other.example/", http.Header{"X-A": {"b\r\nX-Evil: y"}}, nil); err == nil || strings.ContainsAny(err.Error(), "\r\n") {
		t.Errorf("%q", err)
	}
	for _, h := range seen {
		if h.Get("X-Evil") != "" {
			t.Errorf("sent %q", h)
		}
	}
}

// FuzzHeaders: whatever bytes a server answers with, there is an error or a page within
// bounds, and nothing is kept that could not be sent back or written on one line.
func FuzzHeaders(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nETag: \"x\"\r\nCache-Control: max-age=60\r\nContent-Encoding: gzip\r\n\r\nx"))
	f.Add([]byte("HTTP/1.1 301 Moved\r\nLocation: //10.0.0.5\\@x/\r\nRetry-After: -1\r\n\r\n"))
	f.Add([]byte("HTTP/1.1 429 x\r\nRetry-After: Fri, 27 Nov 2026 12:00:00 GMT\r\nDate: x\r\n\r\n"))
	f.Add([]byte("HTTP/1.0 200\nContent-Length: 5\nContent-Encoding: br\nTransfer-Encoding: chunked\n\n5\nx"))
	f.Fuzz(func(t *testing.T, answer []byte) {
		g := New(Options{Pace: -1, Limits: Limits{Wire: 1 << 16, Body: 1 << 16, Total: 5 * time.Second, Redirects: 2}})
		g.open = func(context.Context, *net.Dialer, string) (net.Conn, error) {
			here, there := net.Pipe()
			go func() {
				defer there.Close()
				go io.Copy(io.Discard, there)
				there.Write(answer)
			}()
			return here, nil
		}
		res, err := g.Get(t.Context(), Request{Address: "http://" + publicIP + "/", ETag: `"x"`})
		if err != nil {
			if strings.ContainsAny(err.Error(), "\r\n\x00\x1b") || res.MovedTo != "" || res.Body != nil {
				t.Errorf("%q, moved to %q", err, res.MovedTo)
			}
			return
		}
		for _, v := range []string{res.ETag, res.LastModified, res.Capture.MediaType, res.MovedTo, res.Capture.URL} {
			if strings.ContainsAny(v, "\r\n\x00\x1b") {
				t.Errorf("%q is kept", v)
			}
		}
		if len(res.Body) > 1<<16 {
			t.Errorf("%d bytes", len(res.Body))
		}
	})
}

// FuzzAddress: an address that is accepted has one host, and that is the one that is
// connected to; written out and read again it is the same.
func FuzzAddress(f *testing.F) {
	for _, a := range []string{"http://example.com/", `http://a\@b/`, "https://[::1]:443/x?y#z", "http://bücher.example./", "http://0x7f.1/", "http://me:pw@x/", "//x", "http://１.2.3.4/", "http://a%2eb/"} {
		f.Add(a)
	}
	f.Fuzz(func(t *testing.T, address string) {
		g := New(Options{})
		u, to, err := g.parse(address)
		if err != nil {
			if err = g.explain(address, err); strings.ContainsAny(err.Error(), "\r\n\x00\x1b") {
				t.Errorf("%q", err)
			}
			return
		}
		if to.private || u.Hostname() != to.host || u.User != nil || u.Scheme != "http" && u.Scheme != "https" || to.port != "80" && to.port != "443" {
			t.Errorf("%q: %+v, %+v", address, u, to)
		}
		again, same, err := g.parse(u.String())
		if err != nil || same != to || again.String() != u.String() {
			t.Errorf("%q is read as %q, and that as %v, %v", address, u, again, err)
		}
		if strings.ContainsFunc(to.host, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`\@/?#%`, r) }) {
			t.Errorf("%q: host %q", address, to.host)
		}
	})
}

// FuzzRetryAfter: dates and seconds of headers, whatever they say, give times within
// bounds.
func FuzzRetryAfter(f *testing.F) {
	f.Add("120", "Fri, 27 Nov 2026 12:00:00 GMT", "max-age=5, no-cache=\"x\"", "0", "-1")
	f.Add("Fri, 27 Nov 2026 12:00:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "max-age=99999999999999999999", "Sun Nov  6 08:49:37 1994", "1e9")
	f.Fuzz(func(t *testing.T, retry, date, control, expires, age string) {
		now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
		h := http.Header{"Retry-After": {retry}, "Date": {date}, "Cache-Control": {control}, "Expires": {expires}, "Age": {age}, "Last-Modified": {date}}
		if at := retryAfter(h, now); !at.IsZero() && (!at.After(now) || at.Sub(now) > maxRetry) {
			t.Errorf("retry after %v", at)
		}
		if at := freshUntil(h, now); !at.IsZero() && (!at.After(now) || at.Sub(now) > maxFresh) {
			t.Errorf("fresh until %v", at)
		}
	})
}
