// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"hearsay"
)

// relay is a proxy that knows the sites of a world.
type relay struct {
	w     *world
	mu    sync.Mutex
	asked []string
}

func (p *relay) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	user, password, ok := (&http.Request{Header: http.Header{"Authorization": r.Header["Proxy-Authorization"]}}).BasicAuth()
	p.mu.Lock()
	p.asked = append(p.asked, r.Method+" "+r.RequestURI)
	p.mu.Unlock()
	if !ok || user != "me" || password != "pw" {
		rw.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	port := "443"
	if r.Method != http.MethodConnect {
		port = "80"
	}
	to, err := net.Dial("tcp", p.w.sites[net.JoinHostPort(publicIP, port)])
	if err != nil {
		rw.WriteHeader(http.StatusBadGateway)
		return
	}
	defer to.Close()
	if r.Method != http.MethodConnect {
		r.Header.Del("Proxy-Authorization")
		r.RequestURI = r.URL.RequestURI()
		r.Write(to)
	}
	from, buffered, err := rw.(http.Hijacker).Hijack()
	if err != nil {
		p.w.Error(err)
		return
	}
	defer from.Close()
	if r.Method == http.MethodConnect {
		io.WriteString(from, "HTTP/1.1 200 OK\r\n\r\n")
		go io.Copy(to, buffered)
	}
	io.Copy(from, to)
}

// TestProxy: with a proxy everything goes there and nowhere else; names that nobody
// here knows are left to it, those that are known to be private are not.
func TestProxy(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Authorization") != "" {
			t.Error("the site saw the password of the proxy")
		}
		page(rw, r)
	})
	delete(w.dns.answers, "example.com") // only the proxy knows it
	w.dns.say("inner.example", "10.0.0.5")
	p := &relay{w: w}
	plain, secure := httptest.NewServer(p), httptest.NewTLSServer(p)
	defer plain.Close()
	defer secure.Close()
	w.roots.AddCert(secure.Certificate())
	for _, server := range []string{plain.URL, secure.URL} {
		address, err := ParseProxy(strings.Replace(server, "://", "://me:pw@", 1))
		if err != nil {
			t.Fatal(err)
		}
		p.asked = nil
		g := w.gate(Options{Proxy: address})
		for _, address := range []string{"http://example.com/x", "https://example.com/x"} {
			res, err := g.Get(t.Context(), Request{Address: address})
			if err != nil || string(res.Body) != "<p>page" {
				t.Errorf("%s through %s: %q, %v", address, server, res.Body, err)
			}
		}
		if want := []string{"GET http://example.com/x", "CONNECT example.com:443"}; !slices.Equal(p.asked, want) {
			t.Errorf("the proxy was asked for %q, want %q", p.asked, want)
		}
		for _, host := range []string{"inner.example", "10.0.0.5", "localhost", "metadata.google.internal", "2130706433"} {
			for _, scheme := range []string{"http://", "https://"} {
				if _, err := g.Get(t.Context(), Request{Address: scheme + host + "/"}); !errors.Is(err, hearsay.ErrRefused) {
					t.Errorf("%s%s: %v", scheme, host, err)
				}
			}
		}
		if len(p.asked) != 2 {
			t.Errorf("the proxy was asked for %q", p.asked[2:])
		}
	}
	if c := w.connected(); c != nil {
		t.Errorf("connected to %q without the proxy", c)
	}
}

// TestProxyRefuses: what the proxy answers is told, and no password.
func TestProxyRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	server := httptest.NewServer(&relay{w: w})
	defer server.Close()
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("me", "hunter2")
	for address, says := range map[string]string{"https://example.com/": "the proxy did not connect to example.com:443: it answered 407", "http://example.com/": "answered 407"} {
		if _, err := w.gate(Options{Proxy: u}).Get(t.Context(), Request{Address: address}); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
	}
}
