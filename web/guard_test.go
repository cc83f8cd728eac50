// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hearsay"
	"hearsay/web"
)

// wantHeaders are a promise (design: every response, errors included).
var wantHeaders = map[string]string{
	"Content-Security-Policy":      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
	"X-Content-Type-Options":       "nosniff",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Referrer-Policy":              "no-referrer",
}

func checkHeaders(t *testing.T, what string, h http.Header) {
	t.Helper()
	for name, want := range wantHeaders {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %s is %q, want %q", what, name, got, want)
		}
	}
	if h.Get("Permissions-Policy") == "" || h.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%s: permissions policy %q, cross-origin access %q", what, h.Get("Permissions-Policy"), h.Get("Access-Control-Allow-Origin"))
	}
	if h.Get("Content-Type") == "" && h.Get("Location") == "" {
		t.Errorf("%s: no content type", what)
	}
}

func TestHeadersOnEveryResponse(t *testing.T) {
	site := web.New(hostile("plain"), web.Options{})
	for _, address := range append(append(addresses(), twins()...), "/assets/hearsay.css", "/favicon.ico") {
		w := get(t, site, address)
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d", address, w.Code)
		}
		checkHeaders(t, address, w.Result().Header)
	}
	for address, status := range map[string]int{
		"/nowhere": 404, "/articles/xyz": 404, "/articles/xyz.json": 404, "/assets/secret": 404, "/compare?a=1&b=2": 400, "/?direction=up&q=x": 400,
		"/articles?offset=-1": 400, "/articles?limit=many": 400, "/compare": 400, "/trace.json": 400, "/?q=x&min=-3": 400, "/articles/..%2f..%2fetc": 404,
	} {
		w := get(t, site, address)
		if w.Code != status {
			t.Errorf("%s: status %d, want %d", address, w.Code, status)
		}
		checkHeaders(t, address, w.Result().Header)
	}
}

func TestEngineErrors(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		says   string
	}{
		{hearsay.ErrNotFound, 404, "Not in this library"},
		{fmt.Errorf("query at 7: no end quote: %w", hearsay.ErrInvalid), 400, "query at 7: no end quote"},
		{hearsay.ErrTooLarge, 413, "2 MB"},
		{hearsay.ErrConflict, 409, "in use"},
		{fmt.Errorf("cluster x: %w: no two articles share the passage", hearsay.ErrGone), 410, "no two articles share"},
		{fmt.Errorf("segment /secret/path: %w", hearsay.ErrCorrupt), 500, "hearsay check"},
		{hearsay.ErrNewer, 500, "later Hearsay"},
		{fmt.Errorf("connect to PostgreSQL at /secret/socket: %w", hearsay.ErrAway), 503, "does not answer"},
		{errors.New("open /secret/path: disk on fire"), 500, "nothing was lost"},
	} {
		engine := hostile("plain")
		engine.err = c.err
		var log bytes.Buffer
		site := web.New(engine, web.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		for _, address := range append([]string{"/?q=x", "/articles", "/articles/" + firstID.String()}, twins()...) {
			w := get(t, site, address)
			body := w.Body.String()
			if w.Code != c.status {
				t.Errorf("%v at %s: status %d, want %d", c.err, address, w.Code, c.status)
			}
			if !strings.Contains(address, ".json") && !strings.Contains(body, c.says) {
				t.Errorf("%v at %s: page does not say %q", c.err, address, c.says)
			}
			if strings.Contains(body, "/secret") {
				t.Errorf("%v at %s: a path of this machine is shown", c.err, address)
			}
			if want := "application/problem+json"; strings.Contains(address, ".json") && w.Header().Get("Content-Type") != want {
				t.Errorf("%v at %s: content type %q, want %s", c.err, address, w.Header().Get("Content-Type"), want)
			}
			checkHeaders(t, address, w.Result().Header)
		}
		if logged := strings.Contains(log.String(), c.err.Error()); logged != (c.status >= 500) {
			t.Errorf("%v: logged is %v", c.err, logged)
		}
	}
}

// panicking breaks an invariant in the middle of an answer.
type panicking struct{ *fake }

func TestPanicIsAnswered(t *testing.T) {
	engine := hostile("plain")
	engine.comparison = nil // the engine promises a value or an error
	w := get(t, web.New(panicking{engine}, web.Options{}), "/compare?a="+firstID.String()+"&b="+secondID.String())
	if w.Code != 500 || !strings.Contains(w.Body.String(), "Something went wrong here") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	checkHeaders(t, "panic", w.Result().Header)
}

func TestHosts(t *testing.T) {
	site := web.New(hostile("plain"), web.Options{Hosts: []string{"reading-room.example"}})
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8117": 200, "LOCALHOST.:1": 200, "127.0.0.1:8117": 200, "127.9.9.9": 200, "[::1]:8117": 200,
		"reading-room.example": 200, "Reading-Room.example:443": 200,
		"evil.example": 403, "evil.example:8117": 403, "127.0.0.1.evil.example": 403, "localhost.evil.example": 403, "10.0.0.5": 403, "": 403, "169.254.169.254": 403, "0.0.0.0": 403,
	} {
		r := httptest.NewRequest(http.MethodGet, "/articles", nil)
		r.Host = host
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("host %q: status %d, want %d", host, w.Code, want)
		}
		checkHeaders(t, "host "+host, w.Result().Header)
	}
}

func TestPostsFromOtherSites(t *testing.T) {
	site := web.New(hostile("plain"), web.Options{})
	for _, c := range []struct {
		header, value string
		want          int
	}{
		{"Sec-Fetch-Site", "same-origin", 303}, {"Sec-Fetch-Site", "none", 303}, {"", "", 303}, {"Origin", "http://127.0.0.1:8117", 303},
		{"Sec-Fetch-Site", "cross-site", 403}, {"Sec-Fetch-Site", "same-site", 403}, {"Origin", "http://evil.example", 403}, {"Origin", "null", 403},
	} {
		r := httptest.NewRequest(http.MethodPost, "/trace", strings.NewReader("q=ferry"))
		r.Host = "127.0.0.1:8117"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if c.header != "" {
			r.Header.Set(c.header, c.value)
		}
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s: %s: status %d, want %d", c.header, c.value, w.Code, c.want)
		}
		checkHeaders(t, c.value, w.Result().Header)
	}
}

func TestMethods(t *testing.T) {
	site := web.New(hostile("plain"), web.Options{})
	for _, c := range []struct {
		method, address string
		want            int
	}{
		{"POST", "/articles", 405}, {"DELETE", "/articles/" + firstID.String(), 405}, {"PUT", "/trace", 405}, {"HEAD", "/articles", 200}, {"POST", "/", 405}, {"OPTIONS", "/", 405}, {"TRACE", "/help", 405},
	} {
		r := httptest.NewRequest(c.method, c.address, nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s %s: status %d, want %d", c.method, c.address, w.Code, c.want)
		}
		if c.want == 405 && w.Header().Get("Allow") == "" {
			t.Errorf("%s %s: no Allow header", c.method, c.address)
		}
	}
}

// TestNoOpenRedirect checks that nothing that is asked for becomes another site.
func TestNoOpenRedirect(t *testing.T) {
	site := web.New(hostile("plain"), web.Options{})
	for _, address := range []string{"//evil.example/", "/\\evil.example", "/trace?q=//evil.example", "/articles?q=//evil.example", "/search?q=", "//evil.example/..", "/%2f%2fevil.example"} {
		w := get(t, site, "http://127.0.0.1:8117"+address)
		if to := w.Header().Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\")) {
			t.Errorf("%s leads to %s", address, to)
		}
	}
}

func TestTimeouts(t *testing.T) {
	var s http.Server
	web.SetTimeouts(&s)
	if s.ReadHeaderTimeout <= 0 || s.ReadTimeout <= 0 || s.WriteTimeout <= 0 || s.IdleTimeout <= 0 || s.MaxHeaderBytes <= 0 {
		t.Errorf("a limit is missing: %+v", &s)
	}
}
