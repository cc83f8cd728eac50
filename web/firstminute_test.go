// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"hearsay/internal/sample"
	"hearsay/internal/sample/filled"
	"hearsay/job"
	"hearsay/search"
	"hearsay/web"
)

// ownSample is the reading room of a sample library of one's own, as the demo opens it:
// what is done there, no other test sees.
func ownSample(t *testing.T, opt job.Options) http.Handler {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "library")
	if err := filled.Library(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	desk, err := job.Open(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(desk.Close)
	site := web.Options{DemoQuery: sample.Query(), Desk: desk}
	briefs, _, err := engine.Latest(t.Context(), 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	site.Sample = briefs
	return web.New(engine, site)
}

// visit is a person at a browser.
type visit struct {
	context.Context
	home string // address of the reading room
}

func newVisit(t *testing.T, h http.Handler) *visit {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	v := &visit{browser(t), server.URL}
	c := &complaints{host: strings.TrimPrefix(server.URL, "http://")}
	if err := chromedp.Listen(v, c.hear); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, said := range c.heard() {
			t.Error("the browser complains:", said)
		}
	})
	return v
}

// shows waits until something can be seen, and holds that its words are there.
func (v *visit) shows(t *testing.T, selector string, wants ...string) {
	t.Helper()
	do(t, v, "wait for "+selector, chromedp.WaitVisible(chromedp.CSS(selector)))
	text := see(t, v, "read "+selector, chromedp.Text(chromedp.CSS(selector)))
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s does not show %q but %.400q", selector, want, text)
		}
	}
}

// follow clicks on something and waits for what it leads to. A page that goes to its anchor
// while it loads may move what is clicked on away, so that a click that led nowhere is made
// again, as a person would.
func (v *visit) follow(t *testing.T, selector, to string) {
	t.Helper()
	var err error
	for range 3 {
		ctx, cancel := context.WithTimeout(v, 20*time.Second)
		err = chromedp.Do(ctx, chromedp.WaitVisible(chromedp.CSS(selector)), chromedp.Click(chromedp.CSS(selector)), chromedp.WaitVisible(chromedp.CSS(to)))
		cancel()
		if err == nil {
			return
		}
	}
	t.Fatalf("click on %s: %v", selector, err)
}

// open goes to an address of the reading room.
func (v *visit) open(t *testing.T, address, shows string) {
	t.Helper()
	do(t, v, "open "+address, chromedp.Navigate(v.home+address), chromedp.WaitVisible(chromedp.CSS(shows)))
}

// TestFirstMinute is the first minute of somebody who typed "hearsay demo" (design: part 4),
// step by step, by what they see. That the command says the address is TestDemoStarts of
// cmd/hearsay.
func TestFirstMinute(t *testing.T) {
	walks(t)
	v := newVisit(t, ownSample(t, job.Options{}))
	answered := ""
	for _, step := range []struct {
		name string
		do   func(t *testing.T)
	}{
		{"3 s: the box has the focus and a passage in it", v.begins},
		{"5 s: Trace answers", func(t *testing.T) { v.answers(t); answered = see(t, v, "read the address", chromedp.Location()) }},
		{"15 s: Compare", func(t *testing.T) { v.compares(t, answered) }},
		{"30 s: Story", func(t *testing.T) { v.tellsTheStory(t, answered) }},
		{"30 s: Quote", func(t *testing.T) { v.hasTheQuote(t, answered) }},
		{"45 s: how to add one's own", v.offers},
		{"60 s: the honest zero", v.findsNothing},
		{"60 s: one's own text", v.addsAndFinds},
		{"the sample goes at one press, which is confirmed", v.removesTheSample},
	} {
		if !t.Run(step.name, step.do) {
			t.FailNow()
		}
	}
}

func (v *visit) begins(t *testing.T) {
	v.open(t, "/", "#q")
	if got := see(t, v, "read the focus", chromedp.Evaluate[string](`document.activeElement.id`)); got != "q" {
		t.Errorf("the focus is on %q, not in the box", got)
	}
	if got := see(t, v, "read the box", chromedp.Evaluate[string](`document.querySelector("#q").value`)); got != sample.Query() {
		t.Errorf("the box holds %q", got)
	}
	v.shows(t, ".ask .caption", "Try it: this paragraph was written for the sample library (61 articles from", "fictional outlets)")
	v.shows(t, ".sample", "Sample library", "invented")
}

func (v *visit) answers(t *testing.T) {
	v.follow(t, "button.main", "ol.matches")
	v.shows(t, "#h-found", "11 articles, 3 independent origins")
	v.shows(t, "ul.classes", "same wording", "reworded", "quotation", "boilerplate", "new here")
	v.shows(t, ".origins", "a source that is not in this library")
	v.shows(t, ".flag", "! Negation lost")
	v.shows(t, ".scope", "Searched 61 articles", "Nothing left this machine")
}

// compares takes two comparisons that the answer leads to: copies that share a slip of the
// pen, and an interview whose paragraphs were moved.
func (v *visit) compares(t *testing.T, answered string) {
	v.follow(t, "#m3 a.act", ".diff")
	for _, side := range []string{".diff .a", ".diff .b"} {
		all := fmt.Sprintf(`[...document.querySelectorAll(%q)].map(e => e.innerText).join(" ")`, side)
		if got := see(t, v, "read "+side, chromedp.Evaluate[string](all)); !strings.Contains(got, "emply some 4,300 people") {
			t.Errorf("%s does not show the slip that was carried over: %.300q", side, got)
		}
	}
	v.shows(t, ".first", "Which came first?", "Cannot tell", "the dates do not decide")
	do(t, v, "go back to the answer", chromedp.Navigate(answered), chromedp.WaitVisible(chromedp.CSS("ol.matches")))
	v.follow(t, "#m7 .pick input", "#m9 .pick input")
	do(t, v, "mark the other", chromedp.Click(chromedp.CSS("#m9 .pick input")))
	v.follow(t, ".marked button", ".diff")
	v.shows(t, ".diff .moved", "moved")
}

func (v *visit) tellsTheStory(t *testing.T, answered string) {
	do(t, v, "go back to the answer", chromedp.Navigate(answered), chromedp.WaitVisible(chromedp.CSS("ol.matches")))
	v.follow(t, "#m1 .who a", ".reader")
	v.shows(t, ".head .facts", "sample: invented")
	v.follow(t, `.head a[href^="/stories/"]`, `[data-view="plot"] svg`)
	v.shows(t, "main", "Ministry of Foreign Affairs of Velmark", "10 Mar 2025")
}

func (v *visit) hasTheQuote(t *testing.T, answered string) {
	do(t, v, "go back to the answer", chromedp.Navigate(answered), chromedp.WaitVisible(chromedp.CSS("ol.matches")))
	v.follow(t, "#m1 .who a", ".reader")
	v.follow(t, `.quotations a[href^="/quotes/"]`, ".wordings")
	v.shows(t, ".wordings", "! negation added") // against the earliest, which has none
	v.follow(t, `#v2 a[href*="base=2"]`, "#v2.base")
	v.shows(t, "#v1", "! negation lost")
}

// offers holds that every page says how to bring one's own, and that the ways are there.
func (v *visit) offers(t *testing.T) {
	v.shows(t, ".sample", "Add your own", "fetch an address", "bring a file", "CSV, WARC, zip", "paste a text")
	v.follow(t, `.sample a[href="/library#h-files"]`, "#upload")
	v.shows(t, "main", "A page on the web", "This contacts the site from this machine. Nothing else here does.", "WARC, zip; up to 512 MB")
}

// ownText is what nobody in the sample library has printed.
const ownText = "The reading room of the harbour library opens at nine on quiet Tuesdays, said its keeper, and closes when the last ferry has blown its horn."

// findsNothing holds that an answer of nothing says what was searched, what that means and what
// one can do next.
func (v *visit) findsNothing(t *testing.T) {
	v.open(t, "/", "#q")
	do(t, v, "write into the box", chromedp.SetValue(chromedp.CSS("#q"), ownText))
	v.follow(t, "button.main", "#h-found")
	v.shows(t, "#h-found", "No shared passage found")
	v.shows(t, "main", "No passage of 8 words or more is shared with an article of this library",
		"That does not mean that nobody else has it", "Ask for shorter passages", "Add more articles",
		"Searched 61 articles of 17 outlets, 5 Nov 2024 – 29 Mar 2025, in Arabic, German, English, French, Russian. Nothing left this machine.")
}

func (v *visit) addsAndFinds(t *testing.T) {
	v.follow(t, `.next a[href="/library"]`, "#text")
	do(t, v, "paste an article", chromedp.SetValue(chromedp.CSS("#text"), "Library opens at nine\n\n"+ownText+" Nobody else does."))
	v.follow(t, `form[action="/library/paste"] button`, "main")
	do(t, v, "wait for the end of the job", chromedp.WaitVisible(chromedp.CSS(`form[action$="/drop"]`)))
	v.shows(t, "main", "Done: 1 read, 1 new, 0 already here")
	v.open(t, "/", "#q")
	do(t, v, "write into the box", chromedp.SetValue(chromedp.CSS("#q"), ownText))
	v.follow(t, "button.main", "ol.matches")
	v.shows(t, "#h-found", "1 article, 1 independent origin")
}

func (v *visit) removesTheSample(t *testing.T) {
	v.follow(t, `.sample a[href="/library/remove?what=sample"]`, `form[action="/library/remove"]`)
	v.shows(t, "main", "61 invented articles, with their outlets, speakers, quotations and stories", "what you added yourself: 1 article")
	v.follow(t, "main button.main", "main")
	do(t, v, "wait for the end of the job", chromedp.WaitVisible(chromedp.CSS(`form[action$="/drop"]`)))
	v.shows(t, "main", "Done: removed 61 articles")
	v.open(t, "/", "#q")
	v.shows(t, "main", "This library holds 1 article")
	if see(t, v, "look for the sample", chromedp.Evaluate[bool](`document.querySelector(".sample, .caption") !== null || document.querySelector("#q").value !== ""`)) {
		t.Error("the page still speaks of the sample library")
	}
}
