// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bufio"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hearsay/account"
	"hearsay/web"
)

// packing is a request of a browser, which takes packed answers.
func packing(h http.Handler, address, known string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Host = "127.0.0.1:8117"
	r.Header.Set("Accept-Encoding", "gzip, deflate, br")
	if known != "" {
		r.Header.Set("If-None-Match", known)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func unzip(t *testing.T, from io.Reader) string {
	t.Helper()
	z, err := gzip.NewReader(from)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestPacked: text of a kilobyte or more is packed for those who take it, and is the same text.
func TestPacked(t *testing.T) {
	t.Parallel()
	site, engine := sampleSite(t)
	article := "/articles/" + sampleID(t, engine, "gull-treaty").String()
	for _, c := range []struct {
		address string
		packed  bool
	}{
		{"/articles", true}, {"/articles.json", true}, {"/articles.csv", true}, {"/assets/hearsay.css", true}, {"/assets/hearsay.js", true}, {"/api/openapi.json", true},
		{article + "/dates.svg", true}, {article + "/dates.png", false}, {article + "/evidence.zip", false}, {"/favicon.ico", false}, {"/articles.json?limit=1&fields=total", false},
	} {
		plain, w := get(t, site, c.address), packing(site, c.address, "")
		if got := w.Header().Get("Content-Encoding") == "gzip"; w.Code != plain.Code || got != c.packed {
			t.Errorf("%s: status %d, packed %v, want %v", c.address, w.Code, got, c.packed)
		}
		if !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept-Encoding") || plain.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s: Vary %q; unasked it is %q", c.address, w.Header().Values("Vary"), plain.Header().Get("Content-Encoding"))
		}
		if c.packed && (w.Body.Len() >= plain.Body.Len() || unzip(t, w.Body) != plain.Body.String()) {
			t.Errorf("%s: %d bytes packed, %d as they are, or not the same", c.address, w.Body.Len(), plain.Body.Len())
		}
	}
}

// TestPackedTag: an answer is known again by its tag, however it was sent before.
func TestPackedTag(t *testing.T) {
	t.Parallel()
	site, _ := sampleSite(t)
	const address = "/articles.json"
	plain, sent := get(t, site, address), packing(site, address, "")
	tag := sent.Header().Get("ETag")
	if tag == "" || tag != plain.Header().Get("ETag") {
		t.Fatalf("tag %q packed, %q as it is", tag, plain.Header().Get("ETag"))
	}
	if w := packing(site, address, tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("Content-Encoding") != "" || w.Header().Get("ETag") != tag {
		t.Errorf("asked again: status %d, %d bytes, %v", w.Code, w.Body.Len(), w.Header())
	}
	if w := packing(site, address, `W/"another"`); w.Code != http.StatusOK || w.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("asked with another tag: status %d, %v", w.Code, w.Header())
	}
}

// TestSecretsAreNotPacked: the length of a page with a secret says nothing of it (BREACH).
// Pages that can be packed have a length that is not that of their content alone.
func TestSecretsAreNotPacked(t *testing.T) {
	t.Parallel()
	s := newShared(t, hostile("plain"), nil)
	_, in := s.user("ada", account.Administrator)
	for _, address := range []string{"/tokens", "/shares", "/account", "/users"} {
		r := as(s.request(http.MethodGet, address, nil), in)
		r.Header.Set("Accept-Encoding", "gzip")
		if w := s.do(r); w.Code != http.StatusOK || w.Body.Len() < 1<<10 || w.Header().Get("Content-Encoding") != "" || w.Header().Get("No-Gzip-Compression") != "" {
			t.Errorf("%s: status %d, %d bytes, %v", address, w.Code, w.Body.Len(), w.Header())
		}
	}
	site := web.New(hostile("plain"), web.Options{})
	pads := map[int]bool{}
	for _, q := range []string{"aa", "ab", "ac", "ad", "ae", "af"} {
		z, err := gzip.NewReader(packing(site, "/search?q="+q, "").Body)
		if err != nil {
			t.Fatal(err)
		}
		pads[len(z.Comment)] = true
	}
	if len(pads) < 2 || pads[0] {
		t.Errorf("lengths of padding %v", pads)
	}
}

// TestEventsFlow: events arrive while the job is not over, and are not packed. That a page that
// is packed arrives part by part is TestTraceArrives, whose client takes gzip.
func TestEventsFlow(t *testing.T) {
	t.Parallel()
	h, _ := emptySite(t)
	server := httptest.NewServer(h)
	defer server.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+preview(t, h)+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.Header.Get("Content-Encoding") != "" {
		t.Errorf("events are packed: %v", answer.Header)
	}
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), `data: {"state":"received"`) {
			return
		}
	}
	t.Errorf("no event before the end: %v", lines.Err())
}
