// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"hearsay"
)

func urlQuery(s string) string { return url.QueryEscape(s) }

// TestS7: a name server that names a public address first and this machine then
// (DNS rebinding). A host is resolved once for each connection, and the connection
// goes where was looked.
func TestS7(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(publicIP, page)
	w.serve("127.0.0.1", inner(t))
	g := w.gate(Options{})
	for name, ask := range map[string]func(string) error{"Get": ways(t, g)["Get"], "Page": ways(t, g)["Page"], "Post": ways(t, g)["Post"]} {
		host := "rebind-" + strings.ToLower(name) + ".example"
		w.dns.say(host, publicIP, "127.0.0.1")
		if err := ask("http://" + host + "/"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if n := w.dns.times(host); n != 1 {
			t.Errorf("%s: the name was resolved %d times for one connection", name, n)
		}
		if c := w.connected(); !slices.Equal(c, []string{publicIP + ":80"}) {
			t.Errorf("%s: connected to %q", name, c)
		}
		// The next request looks again, and sees.
		if err := ask("http://" + host + "/"); !errors.Is(err, hearsay.ErrRefused) || !strings.Contains(err.Error(), host+" resolves to 127.0.0.1, a private address") {
			t.Errorf("%s: %v", name, err)
		}
		if c := w.connected(); c != nil {
			t.Errorf("%s: connected to %q", name, c)
		}
	}
}

// TestS7Redirect: the name changes between a redirect and what it leads to on the
// same host.
func TestS7Redirect(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(publicIP, func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/secret", http.StatusFound) })
	w.serve("127.0.0.1", inner(t))
	w.dns.say("rebind.example", publicIP, "127.0.0.1")
	if _, err := w.gate(Options{}).Get(t.Context(), Request{Address: "http://rebind.example/"}); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("%v", err)
	}
	if c := w.connected(); !slices.Equal(c, []string{publicIP + ":80"}) {
		t.Errorf("connected to %q", c)
	}
}

// TestS7Closed: a name that cannot be resolved is not connected to.
func TestS7Closed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.say("empty.example", "")
	for _, host := range []string{"unknown.example", "empty.example"} {
		if _, err := w.gate(Options{}).Get(t.Context(), Request{Address: "http://" + host + "/"}); err == nil || !strings.Contains(err.Error(), host) {
			t.Errorf("%s: %v", host, err)
		}
	}
	if c := w.connected(); c != nil {
		t.Errorf("connected to %q", c)
	}
}

// TestS8: redirects into the network, out of https, in circles; and nothing that was
// refused is called the page's new address.
func TestS8(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve("10.0.0.5", inner(t))
	w.dns.say("office.example", "10.0.0.5")
	w.dns.say("wiki.example", "10.0.0.5")
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if q.Get("to") == "" {
			page(rw, r)
			return
		}
		code := http.StatusMovedPermanently
		if q.Get("code") == "308" {
			code = http.StatusPermanentRedirect
		}
		rw.Header().Set("Location", q.Get("to"))
		rw.WriteHeader(code)
	})
	g := w.gate(Options{Allow: []string{"wiki.example"}})
	for _, to := range []string{
		"http://127.0.0.1/", "http://office.example/", "http://10.0.0.5/", "http://[::ffff:10.0.0.5]/", "http://example.com:8080/", "http://me:pw@example.com/", `http://example.com\@10.0.0.5/`, "//office.example/", "file:///x", "http://2130706433/",
		"http://wiki.example/", // it may be private, but not at the bidding of others
		"/?to=/%3Fto=http://office.example/",
	} {
		for _, code := range []string{"301", "308"} {
			res, err := g.Get(t.Context(), Request{Address: "http://example.com/?code=" + code + "&to=" + urlQuery(to)})
			if !errors.Is(err, hearsay.ErrRefused) || res.MovedTo != "" || res.Capture.URL != "" {
				t.Errorf("%s to %s: %v, moved to %q", code, to, err, res.MovedTo)
			}
		}
	}
	if slices.ContainsFunc(w.connected(), func(a string) bool { return !strings.HasPrefix(a, publicIP) }) {
		t.Error("an inner address was connected to")
	}
	if _, err := g.Get(t.Context(), Request{Address: "https://example.com/?to=http://example.com/"}); !errors.Is(err, hearsay.ErrRefused) || !strings.Contains(err.Error(), "from https to http") {
		t.Errorf("out of https: %v", err)
	}
}

// TestS8Maze: a maze of redirects ends after five.
func TestS8Maze(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asked := 0
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		asked++
		http.Redirect(rw, r, r.URL.Path+"x", http.StatusMovedPermanently)
	})
	res, err := w.gate(Options{}).Get(t.Context(), Request{Address: "http://example.com/"})
	if !errors.Is(err, hearsay.ErrRefused) || asked != 6 || res.MovedTo != "" {
		t.Errorf("%v after %d requests, moved to %q", err, asked, res.MovedTo)
	}
}

// TestMovedTo: only what a site says is for good, and only as far as that goes.
func TestMovedTo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		for from, to := range map[string]struct {
			path string
			code int
		}{"/a": {"/b", 301}, "/b": {"/end", 308}, "/c": {"/d", 301}, "/d": {"/a", 302}, "/e": {"/end", 307}, "/old": {"https://example.com/end", 301}} {
			if r.URL.Path == from {
				http.Redirect(rw, r, to.path, to.code)
				return
			}
		}
		page(rw, r)
	})
	g := w.gate(Options{})
	for from, want := range map[string]string{"/a": "http://example.com/end", "/c": "http://example.com/d", "/e": "", "/end": "", "/old": "https://example.com/end"} {
		res, err := g.Get(t.Context(), Request{Address: "http://example.com" + from})
		if err != nil || res.MovedTo != want || !strings.HasSuffix(res.Capture.URL, "//example.com/end") {
			t.Errorf("%s: moved to %q (%s), %v; want %q", from, res.MovedTo, res.Capture.URL, err, want)
		}
	}
}
