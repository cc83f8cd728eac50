// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"hearsay"
	"hearsay/internal/sample/filled"
	"hearsay/job"
	"hearsay/search"
	"hearsay/web"
)

// TestStoryPlot: the plot and its table show the same articles, in one order, under
// every filter.
func TestStoryPlot(t *testing.T) {
	walks(t)
	site, engine := sampleSite(t)
	address := "/stories/" + largest(t, engine).ID.String()
	for _, query := range []string{"", "?relation=identical", "?certainty=certain", "?relation=revises&certainty=likely", "?outlet=The+Lind+Courier", "?outlet=nobody"} {
		p := page(t, site, address+query)
		rows := all(p, func(n *html.Node) bool { return n.Data == "td" && strings.HasPrefix(attr(n, "id"), "t-") })
		if says := words(byID(p, "lineage-says")); !strings.HasPrefix(says, strconv.Itoa(len(rows))+" articles") {
			t.Errorf("%s: %d rows in the table; the plot says %q", query, len(rows), says)
		}
		for _, form := range []string{"lineage.svg", "lineage.png", "copies.svg", "copies.png"} {
			checkPlotFile(t, get(t, site, address+"/"+form+query), form)
		}
	}
	if p := page(t, site, address+"?view=table"); byID(p, "lineage") != nil || len(all(p, tag("table", "ties"))) != 1 || len(all(p, tag("svg", "plot"))) != 0 {
		t.Error("view=table is not the table alone")
	}
	if p := page(t, site, address+"?view=plot"); len(all(p, tag("table", "ties"))) != 0 || len(all(p, tag("svg", "plot"))) != 2 {
		t.Error("view=plot is not the plot alone")
	}
	for _, query := range []string{"?relation=steals", "?certainty=99", "?view=pie"} {
		if w := get(t, site, address+query); w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", query, w.Code)
		}
	}
}

func checkPlotFile(t *testing.T, w *httptest.ResponseRecorder, form string) {
	t.Helper()
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d", form, w.Code)
	}
	checkHeaders(t, form, w.Result().Header)
	kind := w.Result().Header.Get("Content-Type")
	if strings.HasSuffix(form, ".svg") {
		if kind != "image/svg+xml" || !strings.HasPrefix(w.Body.String(), "<?xml") {
			t.Errorf("%s is %s: %.60s", form, kind, w.Body.String())
		}
		return
	}
	if img, err := png.Decode(bytes.NewReader(w.Body.Bytes())); err != nil || kind != "image/png" || img.Bounds().Dx() < 1000 {
		t.Errorf("%s is %s: %v", form, kind, err)
	}
}

// TestLargeStory: a story of 5,000 articles is a page that a browser can show.
func TestLargeStory(t *testing.T) {
	walks(t)
	for _, n := range []int{1, 200, 5000} {
		engine := hostile("the Ferry")
		v := engine.story
		v.Members, v.Lineage = nil, &hearsay.Lineage{}
		root := hearsay.NewID[hearsay.Article]("test", "0")
		for i := range n {
			id := hearsay.NewID[hearsay.Article]("test", strconv.Itoa(i))
			b := hearsay.Brief{ID: id, Outlet: hearsay.Agent{Name: "Outlet " + strconv.Itoa(i%90)}, Headline: "Ferry " + strconv.Itoa(i), Date: hearsay.Date{Value: time.Date(2028, 3, 1, i%24, i%60, 0, 0, time.UTC).AddDate(0, 0, i%40).Format(time.RFC3339), Basis: "feed"}}
			b.Date.Earliest, _ = time.Parse(time.RFC3339, b.Date.Value)
			b.Date.Latest = b.Date.Earliest
			v.Members, v.Lineage.Articles = append(v.Members, hearsay.StoryMember{Brief: b}), append(v.Lineage.Articles, b)
			if i > 0 {
				v.Lineage.Derivations = append(v.Lineage.Derivations, hearsay.Derivation{Derived: id, From: hearsay.Node{Article: root}, Relation: hearsay.Copies, Main: true, Certainty: hearsay.Strong})
			}
		}
		v.Story.Articles = n
		v.Lineage.Origins = []hearsay.Origin{{Root: hearsay.Node{Article: root}, Kind: hearsay.OwnReport}}
		for _, m := range v.Members {
			v.Lineage.Origins[0].Articles = append(v.Lineage.Origins[0].Articles, m.ID)
		}
		w := get(t, web.New(engine, web.Options{}), "/stories/"+firstID.String())
		body := w.Body.String()
		if w.Code != http.StatusOK || len(body) > 1_500_000 {
			t.Errorf("%d articles: status %d, %d bytes", n, w.Code, len(body))
		}
		if nodes := strings.Count(body, `class="d-dot"`); nodes > 201 {
			t.Errorf("%d articles: %d nodes are drawn", n, nodes)
		}
		if !strings.Contains(body, strconv.Itoa(n)+" articles from left to right") {
			t.Errorf("%d articles: the plot counts others", n)
		}
		if n > 400 && !strings.Contains(body, "more articles are not on this page") {
			t.Error("articles are left out in silence")
		}
	}
}

// decidingSite is a reading room of a library of its own in which stories can be decided.
func decidingSite(t *testing.T) (http.Handler, *search.Engine) {
	t.Helper()
	engine, desk := decidingLibrary(t)
	return web.New(engine, web.Options{Desk: desk}), engine
}

func decidingLibrary(t *testing.T) (*search.Engine, *job.Desk) {
	t.Helper()
	dir := t.TempDir()
	if err := filled.Library(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	desk, err := job.Open(dir, job.Options{Now: filled.Day})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(desk.Close)
	return engine, desk
}

// decide sends a form as a browser does from a page of this site, or of another.
func decide(site http.Handler, address, origin string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, address+"/decide", strings.NewReader(form.Encode()))
	r.Host = "127.0.0.1:8117"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", origin)
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	return w
}

// TestDecide walks through all that a person can decide of a story.
func TestDecide(t *testing.T) {
	t.Parallel()
	site, engine := decidingSite(t)
	s := largest(t, engine)
	address := "/stories/" + s.ID.String()
	v, err := engine.Story(t.Context(), s.ID)
	if err != nil {
		t.Fatal(err)
	}
	last, before := v.Members[len(v.Members)-1].ID.String(), v.Members[len(v.Members)-2].ID.String()
	if w := decide(site, address, "cross-site", url.Values{"do": {"confirm"}}); w.Code != http.StatusForbidden {
		t.Errorf("a form of another site: status %d", w.Code)
	}
	if w := get(t, site, address+"/decide"); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("decided by GET: status %d", w.Code)
	}
	for name, form := range map[string]url.Values{"no verb": {}, "another verb": {"do": {"burn"}}, "nothing marked": {"do": {"split"}}, "no article": {"do": {"reject"}, "article": {"x"}}, "no number": {"do": {"undo"}}, "no story": {"do": {"merge"}, "other": {"//evil"}}} {
		if w := decide(site, address, "same-origin", form); w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", name, w.Code)
		}
	}
	if rulings, err := engine.StoryRulings(); err != nil || len(rulings) != 0 {
		t.Fatalf("%d decisions were made by mistake, %v", len(rulings), err)
	}
	do := func(form url.Values) string {
		t.Helper()
		w := decide(site, address, "same-origin", form)
		if w.Code != http.StatusSeeOther {
			t.Fatalf("%v: status %d: %s", form, w.Code, words(byID(parse(t, w.Body.String()), "main")))
		}
		return strings.TrimSuffix(w.Header().Get("Location"), "#h-decided")
	}
	do(url.Values{"do": {"confirm"}, "article": {s.ID.String(), last}})
	got := words(byID(page(t, site, address), "main"))
	for _, want := range []string{"confirmed by a person", "Decision 1", "named by a person, decision 1", "Take back decision 1"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	do(url.Values{"do": {"undo"}, "n": {"1"}})
	if got := words(byID(page(t, site, address), "main")); !strings.Contains(got, "(taken back)") || strings.Contains(got, "named by a person") {
		t.Error("a decision that was taken back still counts, or is forgotten")
	}
	split := do(url.Values{"do": {"split"}, "article": {last, before}})
	if after := largestOf(t, engine, s.ID); after != s.Articles-2 {
		t.Errorf("%d articles are left of %d", after, s.Articles)
	}
	do(url.Values{"do": {"merge"}, "other": {"http://127.0.0.1:8117" + split}})
	if after := largestOf(t, engine, s.ID); after != s.Articles {
		t.Errorf("merged again: %d articles of %d", after, s.Articles)
	}
	do(url.Values{"do": {"reject"}, "article": {last}})
	if after := largestOf(t, engine, s.ID); after >= s.Articles {
		t.Errorf("rejected: still %d articles", after)
	}
	if rulings, _ := engine.StoryRulings(); len(rulings) != 4 {
		t.Errorf("%d decisions are kept, want 4", len(rulings))
	}
	readOnly := web.New(engine, web.Options{})
	if w := decide(readOnly, address, "same-origin", url.Values{"do": {"confirm"}}); w.Code != http.StatusForbidden {
		t.Errorf("read only: status %d", w.Code)
	}
	if p := page(t, readOnly, address); byID(p, "decide") != nil {
		t.Error("read only, and there is a form")
	}
}

func largestOf(t *testing.T, engine *search.Engine, id hearsay.StoryID) int {
	t.Helper()
	s, err := engine.StoryOf(t.Context(), hearsay.ArticleID(id))
	if err != nil {
		t.Fatal(err)
	}
	return s.Articles
}

// TestPlotKeys: t turns from the plot to its table and back, and each article of the
// plot is reached by Tab, in order of time.
func TestPlotKeys(t *testing.T) {
	walks(t)
	ctx := browser(t)
	site, engine := sampleSite(t)
	server := httptest.NewServer(site)
	defer server.Close()
	c := &complaints{host: strings.TrimPrefix(server.URL, "http://")}
	if err := chromedp.Listen(ctx, c.hear); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, "open a story", chromedp.Navigate(server.URL+"/stories/"+largest(t, engine).ID.String()), chromedp.WaitVisible(chromedp.CSS(".plot")))
	const shown = `["plot", "table"].filter((v) => document.querySelector("[data-view=" + v + "]").checkVisibility()).join(" ")`
	const press = `(document.activeElement.blur(), document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "t", bubbles: true, cancelable: true})), ` + shown + `)`
	for _, want := range []string{"plot table", "table", "plot", "table"} {
		step := press
		if want == "plot table" {
			step = shown
		}
		if got := see(t, ctx, "press t", chromedp.Evaluate[string](step)); got != want {
			t.Errorf("%q is shown, want %q", got, want)
		}
	}
	if got := see(t, ctx, "go through the plot", chromedp.Evaluate[bool](`(() => {
		const links = [...document.querySelectorAll("#lineage-title ~ a")];
		const x = links.map((a) => a.querySelector("circle, polygon").getBBox().x);
		return links.length > 2 && links.every((a) => a.querySelector("title").textContent !== "" && a.tabIndex === 0) && x.every((v, i) => i === 0 || v >= x[i - 1] - 40);
	})()`)); !got {
		t.Error("the articles of the plot are not links in order of time")
	}
	for _, said := range c.heard() {
		t.Error("the browser complains:", said)
	}
}

// storyAddress is the page of the story that a sample article is in.
func storyAddress(t testing.TB, engine *search.Engine, slug string) string {
	t.Helper()
	s, err := engine.StoryOf(t.Context(), sampleID(t, engine, slug))
	if err != nil {
		t.Fatal(err)
	}
	return "/stories/" + s.ID.String()
}
