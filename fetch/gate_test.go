// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"hearsay"
)

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true, "1.1.1.1": true,
		"127.0.0.1": false, "127.9.9.9": false, "0.0.0.0": false, "10.1.2.3": false, "172.16.0.1": false, "172.31.255.255": false,
		"172.32.0.1": true, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "198.18.0.1": false, "224.0.0.1": false,
		"240.0.0.1": false, "255.255.255.255": false, "192.0.2.1": false,
		"::1": false, "::": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd12::1": false, "ff02::1": false, "2001:db8::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::ffff:93.184.216.34": true, // mapped
		"::127.0.0.1": false, "64:ff9b::7f00:1": false, "64:ff9b::a00:1": false, "2002:7f00:1::": false, "2002:c0a8:101::": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("public(%s) = %v", address, got)
		}
	}
}

func TestParseAddress(t *testing.T) {
	for address, why := range map[string]string{
		"https://a.example/x":         "",
		"http://a.example:80/":        "",
		"http://a.example:443/":       "",
		"http://bücher.example/":      "",
		"ftp://a.example/":            "only http and https",
		"file:///etc/passwd":          "only http and https",
		"javascript:alert(1)":         "only http and https",
		"gopher://a.example/":         "only http and https",
		"https://me:pw@a.example/":    "name or password",
		"https://a.example@b.example": "name or password",
		"http://a.example:22/":        "only ports 80 and 443",
		"http://127.0.0.1:8080/":      "private address; Hearsay does not fetch them; whoever runs it can allow this one with --allow 127.0.0.1:8080, or all with --private",
		"http://[::1]:8080/":          "with --allow [::1]:8080,",
		"http:///x":                   "names no host",
		"http://a.example/\r\nHost:x": "space, a control",
		"http://a.example\\@b/":       "backslash",
		"http://[::1":                 "no web address",
	} {
		_, _, err := New(Options{}).parse(address)
		switch {
		case why == "" && err != nil:
			t.Errorf("%s: %v", address, err)
		case why != "" && (!errors.Is(err, hearsay.ErrRefused) || !strings.Contains(err.Error(), why)):
			t.Errorf("%s: %v, want %q", address, err, why)
		}
	}
}

// TestPrivateRefused: whatever the spelling, the server on this machine is not
// connected to.
func TestPrivateRefused(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the server was asked") }))
	defer server.Close()
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "169.254.169.254"} {
		if _, _, err := New(Options{}).Page(t.Context(), "http://"+host+"/"); err == nil {
			t.Errorf("%s was fetched", host)
		}
	}
	// On the server's own port the dialer is what refuses.
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(Options{}).connect(t.Context(), u.Hostname(), u.Port(), false); !errors.Is(err, hearsay.ErrRefused) || !strings.Contains(err.Error(), "--private") {
		t.Errorf("%v; want a refusal that says what to do", err)
	}
}

// site serves what the tests ask for.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		for _, name := range []string{"Referer", "Cookie", "Authorization"} {
			if v := r.Header.Get(name); v != "" {
				t.Errorf("%s: %q was sent", name, v)
			}
		}
		if !strings.Contains(r.UserAgent(), "Hearsay") {
			t.Errorf("user agent %q", r.UserAgent())
		}
		w.Header().Set("Content-Type", "text/html; charset=windows-1251")
		w.Header().Set("Last-Modified", "Mon, 10 Mar 2025 12:00:00 GMT")
		w.Header().Set("Set-Cookie", "a=b")
		fmt.Fprint(w, "<p>page")
	})
	mux.HandleFunc("/to", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Set-Cookie", "a=b")
		http.Redirect(w, r, r.URL.Query().Get("u"), http.StatusFound)
	})
	mux.HandleFunc("/maze", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/maze?x", http.StatusFound) })
	mux.HandleFunc("/status", func(w http.ResponseWriter, r *http.Request) {
		var code int
		fmt.Sscan(r.URL.Query().Get("c"), &code)
		w.WriteHeader(code)
	})
	mux.HandleFunc("/big", func(w http.ResponseWriter, _ *http.Request) {
		chunk := make([]byte, 1<<20)
		for range 12 {
			w.Write(chunk)
		}
	})
	mux.HandleFunc("/gzip", func(w http.ResponseWriter, r *http.Request) {
		var n int
		fmt.Sscan(r.URL.Query().Get("n"), &n)
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		z.Write(bytes.Repeat([]byte("x"), n))
		z.Close()
	})
	mux.HandleFunc("/br", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		fmt.Fprint(w, "x")
	})
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func TestGet(t *testing.T) {
	s := site(t)
	c, body, err := New(Options{Private: true}).Page(t.Context(), s.URL+"/to?u=/page")
	if err != nil {
		t.Fatal(err)
	}
	if string(body) != "<p>page" || c.URL != s.URL+"/page" || c.Status != 200 || c.MediaType != "text/html; charset=windows-1251" ||
		c.Header["Last-Modified"] == "" || c.At.IsZero() || !c.ID.IsZero() {
		t.Errorf("%q, %+v", body, c)
	}
	if _, body, err := New(Options{Private: true}).Page(t.Context(), s.URL+"/gzip?n=1000"); err != nil || len(body) != 1000 {
		t.Errorf("gzip: %d bytes, %v", len(body), err)
	}
}

func TestGetFails(t *testing.T) {
	s := site(t)
	for path, want := range map[string]struct {
		kind error
		says string
	}{
		"/status?c=404":                     {hearsay.ErrNotFound, "404"},
		"/status?c=410":                     {hearsay.ErrNotFound, "410"},
		"/status?c=403":                     {nil, "paste the text instead"},
		"/status?c=500":                     {nil, "the site answered 500"},
		"/maze":                             {hearsay.ErrRefused, "redirects"},
		"/to?u=file:///etc/passwd":          {hearsay.ErrRefused, "only http"},
		"/to?u=http://me:pw@127.0.0.1/page": {hearsay.ErrRefused, "name or password"},
		"/big":                              {hearsay.ErrTooLarge, "stopped at 10 MB"},
		"/gzip?n=30000000":                  {hearsay.ErrTooLarge, "grew past"},
		"/br":                               {nil, `"br"`},
	} {
		_, body, err := New(Options{Private: true}).Page(t.Context(), s.URL+path)
		if err == nil || want.kind != nil && !errors.Is(err, want.kind) || !strings.Contains(err.Error(), want.says) || body != nil {
			t.Errorf("%s: %d bytes, %v; want %v with %q", path, len(body), err, want.kind, want.says)
		}
	}
}

// TestRedirectInside: a page of the public web cannot lead to this machine. The
// rule is asked directly, since no public server is at hand.
func TestRedirectInside(t *testing.T) {
	follow := func(from, to string) error {
		g := New(Options{})
		u, target, err := g.parse(from)
		if err != nil {
			t.Fatal(err)
		}
		hop := trip{gate: g, at: u, to: target}
		return hop.follow(&http.Response{StatusCode: http.StatusFound, Header: http.Header{"Location": {to}}})
	}
	if err := follow("https://a.example/", "http://a.example/"); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("https to http: %v", err)
	}
	if err := follow("http://a.example/", "http://a.example:8080/"); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("to another port: %v", err)
	}
	if err := follow("http://a.example/", "https://b.example/"); err != nil {
		t.Errorf("to https: %v", err)
	}
}

func TestGetEndsWithContext(t *testing.T) {
	s := site(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, _, err := New(Options{Private: true}).Page(ctx, s.URL+"/slow")
		ended <- err
	}()
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
