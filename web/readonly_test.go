// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hearsay/job"
	"hearsay/web"
	"hearsay/wire"
)

// TestServedReadOnly: where a library is served read-only, every address that changes something
// says so and where to do it, whatever else is set, and the rest answers.
func TestServedReadOnly(t *testing.T) {
	t.Parallel()
	desk, err := job.Open(t.TempDir(), job.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer desk.Close()
	site := web.New(hostile("plain"), web.Options{Desk: desk, ReadOnly: &web.ReadOnly{}})
	refused := 0
	for _, a := range web.Addresses(nil) {
		for _, method := range a.Methods {
			w := httptest.NewRecorder()
			site.ServeHTTP(w, httptest.NewRequest(method, "http://localhost"+at(a), nil))
			says := strings.Contains(w.Body.String(), "This library can only be read here") && strings.Contains(w.Body.String(), "where the library is written to")
			if writes := a.Right.String() == "write"; writes != (w.Code == http.StatusForbidden && says) && method != http.MethodHead {
				t.Errorf("%s %s (%s): %d", method, at(a), a.Right, w.Code)
			} else if writes {
				refused++
			}
		}
	}
	if refused < 15 {
		t.Errorf("%d addresses refused: some are missing", refused)
	}
}

// TestReadOnlyLibrary: the page of the library says which edition one sees, and what keeps
// a newer one away.
func TestReadOnlyLibrary(t *testing.T) {
	t.Parallel()
	made := time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)
	problem := ""
	site := web.New(hostile("plain"), web.Options{ReadOnly: &web.ReadOnly{Edition: "000012", Made: made, Problem: func() string { return problem }}})
	page := func(path string) string {
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil))
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
		return w.Body.String()
	}
	if p := page("/library"); !strings.Contains(p, `edition <span class="n">000012</span>, made on 27 Nov 2026, 09:00 UTC`) || strings.Contains(p, "<form action=\"/library") || strings.Contains(p, "newer edition") {
		t.Error(p)
	}
	if p := page("/alerts"); !strings.Contains(p, "Alerts are kept where this library is written to") || strings.Contains(p, "feed.atom") {
		t.Error(p)
	}
	problem = "edition 000013: <b>damaged</b>"
	if p := page("/library"); !strings.Contains(p, "cannot be shown: <bdi>edition 000013: &lt;b&gt;damaged&lt;/b&gt;</bdi>") {
		t.Error(p)
	}
	var l wire.Library
	if err := json.Unmarshal([]byte(page("/library.json")), &l); err != nil || !l.Served.ReadOnly || l.Served.Edition != "000012" || !l.Served.Made.Equal(made) || l.Served.Problem != problem {
		t.Errorf("%+v, %v", l.Served, err)
	}
}
