// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hearsay/internal/sample"
	"hearsay/job"
	"hearsay/wire"
)

const badge = `<span class="badge">sample</span>`

// TestSampleBadge: whatever of the sample library stands in a list says so, and what was added
// to it does not.
func TestSampleBadge(t *testing.T) {
	t.Parallel()
	h := ownSample(t, job.Options{})
	own := url.Values{"text": {"Library opens at nine\n\n" + ownText + " “Nobody else does,” said Ulrike Behrens, its keeper."}, "outlet": {"The Harbour Notices"}, "date": {"2025-03-30"}}
	if j := over(t, h, post(t, h, "/library/paste", own).Header().Get("Location")); j.New != 1 {
		t.Fatalf("paste: %+v", j)
	}
	trace := "/?q=" + url.QueryEscape(sample.Query())
	for address, least := range map[string]int{trace: 11, "/search?q=herring": 3, "/articles": 49, "/stories": 8, "/outlets": 17, "/speakers": 30, "/library": 17} {
		if got := strings.Count(get(t, h, address).Body.String(), badge); got < least {
			t.Errorf("%s: %d badges, want %d or more", address, got, least)
		}
	}
	for _, address := range []string{"/search?q=quiet+Tuesdays", "/speakers?name=Behrens", "/?q=" + url.QueryEscape(ownText)} {
		if strings.Contains(get(t, h, address).Body.String(), badge) {
			t.Errorf("%s: what somebody added bears the badge", address)
		}
	}
	articles := readJSON[wire.Articles](t, h, "/articles.json?limit=100")
	for _, b := range articles.Articles {
		if b.Sample == (b.Outlet != nil && b.Outlet.Name == "The Harbour Notices") {
			t.Errorf("article %q of %v: sample is %v", b.Headline, b.Outlet, b.Sample)
		}
	}
	for _, m := range readJSON[wire.Trace](t, h, "/trace.json?q="+url.QueryEscape(sample.Query())).Matches {
		if !m.Article.Sample {
			t.Errorf("match %q is not said to be of the sample", m.Article.Headline)
		}
	}
	for _, o := range readJSON[wire.Outlets](t, h, "/outlets.json").Outlets {
		if o.Sample == (o.Outlet != nil && o.Outlet.Name == "The Harbour Notices") {
			t.Errorf("outlet %v: sample is %v", o.Outlet, o.Sample)
		}
	}
	for _, v := range readJSON[wire.Voices](t, h, "/speakers.json?limit=500").Speakers {
		if v.Sample == (v.Name == "Ulrike Behrens") {
			t.Errorf("speaker %q: sample is %v", v.Name, v.Sample)
		}
	}
}

// TestSampleRemoved: once the sample library is gone, the pages are those of one that never had it.
func TestSampleRemoved(t *testing.T) {
	t.Parallel()
	h := ownSample(t, job.Options{})
	w := post(t, h, "/library/remove", url.Values{"what": {"sample"}})
	if j := over(t, h, w.Header().Get("Location")); j.State != "done" {
		t.Fatalf("removal: %+v", j)
	}
	fresh, _ := emptySite(t)
	for _, address := range []string{"/", "/articles", "/stories", "/outlets", "/speakers", "/speakers/unclear", "/quotes?text=herring", "/search?q=herring"} {
		want, got := get(t, fresh, address).Body.String(), get(t, h, address).Body.String()
		if got != want {
			t.Errorf("%s differs from that of a fresh library:\n%s\nwant\n%s", address, got, want)
		}
	}
	if w := get(t, h, "/library/remove?what=sample"); w.Code != http.StatusNotFound {
		t.Errorf("nothing is left to be removed: status %d", w.Code)
	}
}
