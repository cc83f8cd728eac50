// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay"
	"hearsay/search"
	"hearsay/web"
	"hearsay/wire"
)

// dorrick is the speaker of the sample library with most quotations.
func dorrick(t testing.TB, engine *search.Engine) hearsay.Voice {
	t.Helper()
	v, err := engine.MeantVoice(t.Context(), "Anselm Dorrick")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestSpeakersPage: the list shows what its twin says, a page at a time.
func TestSpeakersPage(t *testing.T) {
	site, _ := sampleSite(t)
	var all1, all2 []string
	for address := "/speakers?limit=30"; address != ""; {
		p := page(t, site, address)
		var twin wire.Voices
		if err := json.Unmarshal(get(t, site, strings.Replace(address, "/speakers", "/speakers.json", 1)).Body.Bytes(), &twin); err != nil {
			t.Fatal(err)
		}
		for _, v := range twin.Speakers {
			all1 = append(all1, "/speakers/"+v.ID)
		}
		for _, a := range all(p, func(n *html.Node) bool {
			return n.Data == "a" && strings.HasPrefix(attr(n, "href"), "/speakers/") && attr(n, "href") != "/speakers/unclear"
		}) {
			all2 = append(all2, attr(a, "href"))
		}
		address = ""
		for _, a := range all(p, func(n *html.Node) bool { return attr(n, "rel") == "next" }) {
			address = attr(a, "href")
		}
		if address == "" && len(all1) != twin.Total {
			t.Errorf("%d speakers on all pages, %d in all", len(all1), twin.Total)
		}
	}
	if len(all1) < 60 || strings.Join(all1, " ") != strings.Join(all2, " ") {
		t.Errorf("pages show\n%v\ntheir twins\n%v", all2, all1)
	}
	if got := words(byID(page(t, site, "/speakers?name=DORRICK&kind=person"), "main")); !strings.Contains(got, "with that name") || !strings.Contains(got, "Anselm Dorrick") || strings.Contains(got, "Adane") {
		t.Errorf("a search shows %q", got)
	}
	if got := words(byID(page(t, site, "/speakers?name=xyzzy"), "main")); !strings.Contains(got, "0 speakers with that name") {
		t.Errorf("a search for nobody shows %q", got)
	}
	if w := get(t, site, "/speakers?kind=anonymous"); w.Code != http.StatusBadRequest {
		t.Errorf("a kind that has no voices: status %d", w.Code)
	}
}

// TestSpeakerPage: every quotation leads to its place, where the article leads back.
func TestSpeakerPage(t *testing.T) {
	site, engine := sampleSite(t)
	v := dorrick(t, engine)
	p := page(t, site, "/speakers/"+v.ID.String())
	var twin wire.VoiceView
	if err := json.Unmarshal(get(t, site, "/speakers/"+v.ID.String()+".json").Body.Bytes(), &twin); err != nil {
		t.Fatal(err)
	}
	shown := all(byID(p, "h-said").Parent, tag("p", "snippet"))
	if len(shown) != v.Quotations || len(twin.Said) != v.Quotations || len(twin.Variants) < 3 || len(twin.Why) == 0 {
		t.Errorf("%d quotations on the page, %d in its twin, %d counted; %d variants, %d reasons",
			len(shown), len(twin.Said), v.Quotations, len(twin.Variants), len(twin.Why))
	}
	seen := map[string]*html.Node{}
	for _, a := range all(p, func(n *html.Node) bool { return n.Data == "a" && strings.Contains(attr(n, "href"), "#q") }) {
		address, anchor, _ := strings.Cut(attr(a, "href"), "#")
		if seen[address] == nil {
			seen[address] = page(t, site, address)
		}
		if byID(seen[address], anchor) == nil {
			t.Errorf("%s has no place %s", address, anchor)
		}
	}
	for address, article := range seen {
		if len(all(article, func(n *html.Node) bool { return attr(n, "href") == "/speakers/"+v.ID.String() })) == 0 {
			t.Errorf("%s does not lead to the speaker", address)
		}
	}
	if got := words(byID(p, "main")); !strings.Contains(got, "the same first name and surname") {
		t.Error("nothing says why the names are one")
	}
	if w := get(t, site, "/speakers/nobody"); w.Code != http.StatusNotFound {
		t.Errorf("an ID of nobody: status %d", w.Code)
	}
}

// TestSpeakerUnknown: who may be meant is shown as no more than that, and an older ID
// leads on.
func TestSpeakerUnknown(t *testing.T) {
	engine := hostile("Ann Lee")
	site := web.New(engine, web.Options{})
	if got := words(byID(page(t, site, "/articles/"+firstID.String()), "main")); !strings.Contains(got, "speaker not resolved, perhaps Ann Lee") {
		t.Errorf("an article shows %q", got)
	}
	if got := words(byID(page(t, site, "/speakers/"+voiceID.String()), "main")); !strings.Contains(got, "Nothing in this library tells who that is") || !strings.Contains(got, "Perhaps Ann Lee") {
		t.Errorf("a speaker of a name of several shows %q", got)
	}
	older := hearsay.NewID[hearsay.Voice]("test", "older")
	if w := get(t, site, "/speakers/"+older.String()); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/speakers/"+voiceID.String() {
		t.Errorf("an older ID: status %d to %q", w.Code, w.Header().Get("Location"))
	}
}
