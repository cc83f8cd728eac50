// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hearsay/search"
	"hearsay/wire"
)

// twinOf reads the JSON at an address.
func twinOf[T any](t *testing.T, site http.Handler, address string) (v T) {
	t.Helper()
	w := get(t, site, address)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s", address, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestAboutASpeaker: page, JSON and CSV list the same articles, each with the name in it.
func TestAboutASpeaker(t *testing.T) {
	t.Parallel()
	site, engine := sampleSite(t)
	own := "/speakers/" + dorrick(t, engine).ID.String() + "/about"
	twin := twinOf[wire.Mentions](t, site, own+".json")
	if twin.Total < 5 || len(twin.Mentions) != twin.Total || len(twin.Names) == 0 || twin.Names[0] != "Anselm Dorrick" {
		t.Fatalf("%d of %d articles name %v", len(twin.Mentions), twin.Total, twin.Names)
	}
	others := 0
	for _, m := range twin.Mentions {
		a := twinOf[wire.ArticleView](t, site, "/articles/"+m.Article.ID+".json")
		if n := strings.Count(a.Article.Text+a.Article.Headline, "Anselm Dorrick"); n == 0 || m.Named != n {
			t.Errorf("%s names him %d times, the list says %d", m.Article.Headline, n, m.Named)
		}
		for _, q := range m.Quotations {
			others++
			if q.Speaker != nil && q.Speaker.Name == "Anselm Dorrick" {
				t.Error("what he says himself is listed as said of him")
			}
		}
	}
	t.Logf("%d quotations of others name him", others)
	p := page(t, site, own)
	if rows := all(byID(p, "main"), tag("p", "who")); len(rows) != twin.Total {
		t.Errorf("the page has %d rows, its twin %d", len(rows), twin.Total)
	}
	if lines := strings.Count(strings.TrimSpace(get(t, site, own+".csv").Body.String()), "\n"); lines != twin.Total {
		t.Errorf("the table has %d rows, the list %d", lines, twin.Total)
	}
	by := page(t, site, strings.TrimSuffix(own, "/about"))
	if got := words(byID(by, "main")); !strings.Contains(got, "About them: "+strconv.Itoa(twin.Total)+" articles") {
		t.Errorf("the other side does not count them: %.300s", got)
	}
}

// TestUnclear: every quotation without a speaker is listed once, a page at a time.
func TestUnclear(t *testing.T) {
	t.Parallel()
	site, _ := sampleSite(t)
	whole := twinOf[wire.Unclear](t, site, "/speakers/unclear.json?limit=1000")
	if whole.Quotations == 0 || len(whole.Said) != whole.Quotations {
		t.Fatalf("%d quotations are listed of %d", len(whole.Said), whole.Quotations)
	}
	n := 0
	for offset := 0; offset < whole.Articles; offset += 3 {
		n += len(twinOf[wire.Unclear](t, site, "/speakers/unclear.json?limit=3&offset="+strconv.Itoa(offset)).Said)
	}
	if n != whole.Quotations {
		t.Errorf("in parts there are %d of %d", n, whole.Quotations)
	}
	for _, q := range whole.Said {
		if q.Speaker != nil && q.Speaker.Name != "" {
			t.Errorf("%s is listed as of nobody known", q.Speaker.Name)
		}
	}
	if lines := strings.Count(get(t, site, "/speakers/unclear.csv").Body.String(), "\n"); lines < whole.Quotations {
		t.Errorf("the table has %d lines for %d quotations", lines, whole.Quotations)
	}
}

// TestDecideSpeaker merges two speakers, takes that back, and splits one.
func TestDecideSpeaker(t *testing.T) {
	site, engine := decidingSite(t)
	a := dorrick(t, engine)
	b, err := engine.MeantVoice(t.Context(), "Maud Tarrant")
	if err != nil {
		t.Fatal(err)
	}
	address := "/speakers/" + a.ID.String()
	for name, form := range map[string]url.Values{"no verb": {}, "another verb": {"do": {"burn"}}, "nothing marked": {"do": {"split"}}, "no article": {"do": {"split"}, "article": {"x"}}, "no number": {"do": {"undo"}}, "no speaker": {"do": {"merge"}, "other": {"//evil"}}} {
		if w := decide(site, address, "same-origin", form); w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", name, w.Code)
		}
	}
	if w := decide(site, address, "cross-site", url.Values{"do": {"undo"}, "n": {"1"}}); w.Code != http.StatusForbidden {
		t.Errorf("a form of another site: status %d", w.Code)
	}
	do := func(form url.Values) string {
		t.Helper()
		if w := decide(site, address, "same-origin", form); w.Code != http.StatusSeeOther || w.Header().Get("Location") != address+"#h-decided" {
			t.Fatalf("%v: status %d: %s", form, w.Code, words(byID(parse(t, w.Body.String()), "main")))
		}
		w := get(t, site, address)
		if to := w.Header().Get("Location"); to != "" {
			w = get(t, site, to)
		}
		return words(byID(parse(t, w.Body.String()), "main"))
	}
	got := do(url.Values{"do": {"merge"}, "other": {"http://127.0.0.1:8117/speakers/" + b.ID.String() + "/about"}})
	for _, want := range []string{"Decision 1", "are one speaker", "Maud Tarrant", "Take back decision 1"} {
		if !strings.Contains(got, want) {
			t.Errorf("merged: the page does not say %q", want)
		}
	}
	if got := do(url.Values{"do": {"undo"}, "n": {"1"}}); !strings.Contains(got, "(taken back)") {
		t.Error("a decision that was taken back is forgotten")
	}
	said, err := engine.SaidBy(t.Context(), a.ID, search.Mark{}, 0, 50)
	if err != nil {
		t.Fatal(err)
	}
	do(url.Values{"do": {"split"}, "article": {said.Rows[0].Article.ID.String()}})
	if after := dorrickCount(t, site, address); after >= a.Articles {
		t.Errorf("%d articles are left of %d", after, a.Articles)
	}
}

func dorrickCount(t *testing.T, site http.Handler, address string) int {
	t.Helper()
	return twinOf[wire.VoiceView](t, site, address+".json").Articles
}

// TestPanesScrollTogether: the panes keep the same paragraph in sight until they are unlocked.
func TestPanesScrollTogether(t *testing.T) {
	ctx := browser(t)
	handler, engine := sampleSite(t)
	server := httptest.NewServer(handler)
	defer server.Close()
	a, b := sampleID(t, engine, "cpa-treaty").String(), sampleID(t, engine, "gull-treaty").String()
	if err := (look{width: 1000, height: 500}).dress(ctx); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, "open two panes", chromedp.Navigate(server.URL+"/compare?view=panes&a="+a+"&b="+b), chromedp.WaitVisible(chromedp.CSS("#scrolling button")))
	const scroll = `((to) => { const [a] = document.querySelectorAll(".pane"); a.focus(); a.scrollTop = to; return "scrolled"; })`
	const other = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelectorAll(".pane")[1].scrollTop))))`
	see(t, ctx, "scroll one", chromedp.Evaluate[string](scroll+`(250)`))
	after := see(t, ctx, "look at the other", chromedp.Evaluate[float64](other, chromedp.EvalAwaitPromise))
	if after == 0 {
		t.Error("the other pane stays where it was")
	}
	press(t, ctx, "s")
	see(t, ctx, "scroll one", chromedp.Evaluate[string](scroll+`(0)`))
	if got := see(t, ctx, "look at the other", chromedp.Evaluate[float64](other, chromedp.EvalAwaitPromise)); got != after {
		t.Errorf("unlocked, the other pane went from %v to %v", after, got)
	}
	press(t, ctx, "s")
	if got := see(t, ctx, "look at the other", chromedp.Evaluate[float64](other, chromedp.EvalAwaitPromise)); got == after {
		t.Error("locked again, the panes do not come together")
	}
}
