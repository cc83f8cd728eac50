// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"hearsay/fetch"
	"hearsay/job"
	"hearsay/web"
)

// TestS9: there is no address that fetches another for whoever opens it (a proxy for
// pictures, a preview, a test button): looked at with a server's address in every field,
// none asks that server, though the gate would let it.
func TestS9(t *testing.T) {
	inner := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("was asked for %s", r.URL) }))
	defer inner.Close()
	_, engine := sampleSite(t)
	desk, err := job.Open(t.TempDir(), job.Options{Gate: fetch.New(fetch.Options{Private: true, Pace: -1})})
	if err != nil {
		t.Fatal(err)
	}
	defer desk.Close()
	opt := sampleOptions(t, engine)
	opt.Desk = desk
	h := web.New(engine, opt)
	fields := url.Values{}
	for _, name := range []string{"url", "address", "src", "image", "img", "link", "href", "u", "q", "text", "next", "to", "feed", "source", "icon", "proxy", "preview", "id", "article", "story", "a", "b"} {
		fields.Set(name, inner.URL+"/"+name)
	}
	looked := 0
	for _, a := range web.Addresses(nil) {
		looked++
		get(t, h, at(a)+"?"+fields.Encode())
	}
	if looked < 20 {
		t.Errorf("only %d addresses were looked at", looked)
	}
}

// TestA8: the pages have no metrics, no health and nothing for debugging; those are of
// hearsay watch, at an address of their own, when somebody asks for them. (That what
// proxies say is believed of known ones only: TestA8ForwardedIsNotBelieved of attack_test.go.)
func TestA8(t *testing.T) {
	h, _ := sampleSite(t)
	for _, path := range []string{"/metrics", "/metrics/", "/healthz", "/debug/pprof/", "/debug/vars", "/debug/requests", "/status", "/server-status"} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "127.0.0.1"
		r.Header.Set("X-Forwarded-For", "127.0.0.1")
		r.Header.Set("X-Real-Ip", "127.0.0.1")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
}
