// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay/search"
	"hearsay/wire"
)

// utterances are the addresses of those of the sample library that the list of quotes
// leads to.
func utterances(t *testing.T) (http.Handler, []string) {
	t.Helper()
	site, engine := sampleSite(t)
	voices, _, err := engine.Voices(t.Context(), search.VoiceFilter{}, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var out []string
	for _, v := range voices {
		for _, a := range all(page(t, site, "/quotes?limit=200&speaker="+v.ID.String()), tag("a", "quiet")) {
			if to := attr(a, "href"); !seen[to] {
				seen[to] = true
				out = append(out, to)
			}
		}
	}
	return site, out
}

// TestClaimReviewDraft: the draft has the words of the page and where they stand, and nothing of a reviewer
// or of what one found.
func TestClaimReviewDraft(t *testing.T) {
	t.Parallel()
	site, list := utterances(t)
	for _, address := range list[:min(len(list), 5)] {
		w := get(t, site, address+"/claimreview-draft.jsonld")
		if kind := w.Header().Get("Content-Type"); kind != "application/ld+json" || !strings.Contains(w.Header().Get("Content-Disposition"), "claimreview-draft-") {
			t.Errorf("%s: %v", address, w.Header())
		}
		var d wire.ClaimReviewDraft
		if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if d.ClaimReviewed != readJSON[wire.Family](t, site, address+".json").Variants[0].Exact || len(d.Item.Appearance) == 0 || !strings.HasPrefix(d.Status, "Draft.") {
			t.Errorf("%s: %+v", address, d)
		}
		empty := wire.ClaimReviewDraft{Author: wire.DraftReviewer{Type: "Organization"}, Rating: wire.DraftRating{Type: "Rating"}}
		if d.Author != empty.Author || d.Rating != empty.Rating || d.URL != "" || d.DatePublished != "" {
			t.Errorf("%s: something is filled in that is a person's to say: %+v", address, d)
		}
		if len(all(page(t, site, address), func(n *html.Node) bool { return attr(n, "href") == address+"/claimreview-draft.jsonld" })) != 1 {
			t.Errorf("%s does not lead to its draft", address)
		}
	}
}

// TestUtterances opens the page of every utterance: it has what its twin has, whichever
// wording is the base.
func TestUtterances(t *testing.T) {
	walks(t)
	site, list := utterances(t)
	said := ""
	several := 0
	for _, address := range list {
		p := page(t, site, address)
		twin := readJSON[wire.Family](t, site, address+".json")
		got := words(byID(p, "main"))
		said += got
		rows := all(p, func(n *html.Node) bool { return n.Data == "li" && strings.HasPrefix(attr(n, "id"), "v") })
		if len(rows) != len(twin.Variants) {
			t.Errorf("%s: %d wordings, its twin has %d", address, len(rows), len(twin.Variants))
		}
		if once := strings.Contains(got, "Seen once. No variants."); once != (len(rows) == 1 && len(twin.Variants[0].Articles) < 2) {
			t.Errorf("%s: seen once: %v, with %d wordings", address, once, len(rows))
		}
		checkPlotFile(t, get(t, site, address+"/timeline.svg"), "timeline.svg")
		if len(rows) < 2 {
			continue
		}
		several++
		for n := 1; n <= min(len(rows), 2); n++ {
			other := page(t, site, address+"?base="+strconv.Itoa(n))
			base := all(other, tag("li", "base"))
			if len(base) != 1 || attr(base[0], "id") != "v"+strconv.Itoa(n) {
				t.Errorf("%s: wording %d was chosen as the base, and is not", address, n)
			}
			if again := all(other, func(n *html.Node) bool { return n.Data == "li" && strings.HasPrefix(attr(n, "id"), "v") }); len(again) != len(rows) {
				t.Errorf("%s: %d wordings with base %d, %d without", address, len(again), n, len(rows))
			}
		}
	}
	for _, want := range []string{"! negation lost", "! re-attributed", "Speakers differ", "Seen once. No variants.", "the earliest copy in this library"} {
		if !strings.Contains(said, want) {
			t.Errorf("no page says %q", want)
		}
	}
	if several < 3 {
		t.Errorf("%d of %d utterances have several wordings", several, len(list))
	}
	checkPlotFile(t, get(t, site, list[0]+"/timeline.png"), "timeline.png")
	for _, bad := range []string{"/quotes/x", "/quotes/x-1", list[0] + "9999", "/quotes/-1", strings.Split(list[0], "-")[0] + "-0"} {
		if w := get(t, site, bad); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", bad, w.Code)
		}
	}
	if w := get(t, site, list[0]+"?base=99"); w.Code != http.StatusBadRequest {
		t.Errorf("a base that there is not: status %d", w.Code)
	}
}

// negated is the ID of an utterance that loses its "not" on the way.
func negated(t testing.TB, site http.Handler) string {
	t.Helper()
	for _, a := range all(parse(t, get(t, site, "/quotes?claim="+url.QueryEscape("Velmark will not close the strait to Skerran boats before the autumn count")).Body.String()), tag("a", "quiet")) {
		return strings.TrimPrefix(attr(a, "href"), "/quotes/")
	}
	t.Fatal("nobody says it")
	return ""
}
