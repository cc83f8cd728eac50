// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"hearsay/internal/sample"
)

// chromium starts one Chromium for all tests of the package; stopChromium ends it.
var (
	chromium     = sync.OnceValues(startChromium)
	stopChromium = func() {}
)

// startChromium returns a browser with a profile of its own; an error where there is none.
func startChromium() (context.Context, error) {
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		return nil, errors.New("no Chromium: put chromium, chromium-browser or google-chrome into PATH to run this test")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.UserDataDir(libraryDir+"-profile"),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(ctx)
	stopChromium = func() { end(); stop() }
	return ctx, chromedp.Do(ctx)
}

// browser opens a window that shares nothing with those of other tests, or skips the test.
func browser(t testing.TB) context.Context {
	t.Helper()
	shared, err := chromium()
	if shared == nil {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := chromedp.NewContext(shared, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	most := 5 * time.Minute // so that a busy machine fails no test
	if *screens != "" {
		most = 30 * time.Minute // all pages, in one window
	}
	ctx, cancel := context.WithTimeout(ctx, most)
	t.Cleanup(cancel)
	return ctx
}

// complaints are what a browser says against a page: errors in its console,
// refusals by the content policy, failed and foreign requests.
type complaints struct {
	mu   sync.Mutex
	host string
	list []string
}

func (c *complaints) add(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = append(c.list, fmt.Sprintf(format, args...))
}

func (c *complaints) hear(ev any) {
	switch e := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		c.add("console %s: %v", e.Type, e.Args)
	case *runtime.EventExceptionThrown:
		c.add("exception: %s", e.ExceptionDetails.Text)
	case *cdplog.EventEntryAdded:
		c.add("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL)
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || u.Host != c.host {
			c.add("request to %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			c.add("status %v of %s", e.Response.Status, e.Response.URL)
		}
	}
}

func (c *complaints) heard() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.list)
}

func do(t testing.TB, ctx context.Context, what string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func see[T any](t testing.TB, ctx context.Context, what string, a chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return v
}

// TestBrowser walks the way of the first minute in a real browser: trace the
// sample passage, read the best match, set two articles side by side.
func TestBrowser(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	handler, _ := sampleSite(t)
	server := httptest.NewServer(handler)
	defer server.Close()
	c := &complaints{host: strings.TrimPrefix(server.URL, "http://")}
	if err := chromedp.Listen(ctx, c.hear); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, "open the trace page", chromedp.Navigate(server.URL), chromedp.WaitVisible(chromedp.CSS("#q")))
	if got := see(t, ctx, "read the box", chromedp.Evaluate[string](`document.querySelector("#q").value`)); got != sample.Query() {
		t.Errorf("box holds %q, want the sample passage", got)
	}
	do(t, ctx, "press Trace", chromedp.Click(chromedp.CSS("button.main")), chromedp.WaitVisible(chromedp.CSS("ol.matches")))
	if got := see(t, ctx, "read the answer", chromedp.Text(chromedp.CSS("#h-found"))); !strings.Contains(got, "3 independent origins") {
		t.Errorf("answer says %q, want 3 independent origins", got)
	}
	if got := see(t, ctx, "read the address", chromedp.Location()); !strings.Contains(got, "/?q=") {
		t.Errorf("the answer is at %s, which is no link to it", got)
	}
	do(t, ctx, "open the first article", chromedp.Click(chromedp.CSS("#m1 .who a")), chromedp.WaitVisible(chromedp.CSS(".reader mark")))
	do(t, ctx, "open a comparison", chromedp.Click(chromedp.CSS("#m1 a.act")), chromedp.WaitVisible(chromedp.CSS(".diff")))
	if got := see(t, ctx, "count the changes", chromedp.Evaluate[int](`document.querySelectorAll(".diff [id^=c]").length`)); got == 0 {
		t.Error("the comparison marks nothing")
	}
	checkKeys(t, ctx)
	for _, said := range c.heard() {
		t.Error("the browser complains:", said)
	}
}

// checkKeys presses the keys of the help page on a comparison.
func checkKeys(t *testing.T, ctx context.Context) {
	t.Helper()
	const press = `(k => { document.activeElement.blur(); (k.on || document.body).dispatchEvent(new KeyboardEvent("keydown", {key: k.key, bubbles: true, cancelable: true})); return document.activeElement.id })`
	first := see(t, ctx, "find the first change", chromedp.Evaluate[string](`document.querySelector(".diff [id^=c]").id`))
	for key, want := range map[string]string{"n": first, "/": "find", "x": ""} {
		if got := see(t, ctx, "press "+key, chromedp.Evaluate[string](press+`({key: "`+key+`"})`)); got != want {
			t.Errorf("%s leads to %q, want %q", key, got, want)
		}
	}
	if got := see(t, ctx, "type into the box", chromedp.Evaluate[string](press+`({key: "n", on: document.getElementById("find")})`)); got != "" {
		t.Errorf("n in the search box leads to %q", got)
	}
	see(t, ctx, "switch keys off", chromedp.Evaluate[string](`localStorage.setItem("hearsay-keys", "off"), "off"`))
	do(t, ctx, "load again", chromedp.Reload(), chromedp.WaitVisible(chromedp.CSS(".diff")))
	if got := see(t, ctx, "press n", chromedp.Evaluate[string](press+`({key: "n"})`)); got != "" {
		t.Errorf("n leads to %q though keys are off", got)
	}
}

// look is a way of looking at a page.
type look struct {
	name          string
	width, height int64
	dark, forced  bool
}

var looks = []look{
	{name: "light", width: 1280, height: 900},
	{name: "dark", width: 1280, height: 900, dark: true},
	{name: "narrow", width: 320, height: 720},
}

// dress sets the size and colours of the window.
func (l look) dress(ctx context.Context) error {
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}, {Name: "forced-colors", Value: "none"}}
	if l.dark {
		features[0].Value = "dark"
	}
	if l.forced {
		features[1].Value = "active"
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(l.width, l.height)); err != nil {
		return err
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
	return err
}

// tour lists the pages of the sample library that are worth a look.
func tour(t testing.TB) (http.Handler, [][2]string) {
	handler, engine := sampleSite(t)
	id := func(slug string) string { return sampleID(t, engine, slug).String() }
	q := url.QueryEscape
	return handler, [][2]string{
		{"trace-empty", "/"},
		{"trace", "/?q=" + q(sample.Query())},
		{"trace-went", "/?direction=went&q=" + q(sample.Query())},
		{"trace-zero", "/?q=" + q("Nobody in this library has ever printed these words about a quiet Tuesday in the reading room.")},
		{"trace-article", "/?article=" + id("gull-treaty")},
		{"article-blog", "/articles/" + id("saltwater-interview")},
		{"article", "/articles/" + id("gull-treaty")},
		{"article-arabic", "/articles/" + id("meridian-ar-museum")},
		{"article-doubts", "/articles/" + id("straitsnow-harriers")},
		{"article-versions", "/articles/" + id("courier-bridge-3")},
		{"compare", "/compare?a=" + id("courier-bridge-1") + "&b=" + id("courier-bridge-3")},
		{"compare-copy", "/compare?a=" + id("cpa-treaty") + "&b=" + id("gull-treaty")},
		{"compare-inline", "/compare?view=inline&a=" + id("courier-bridge-1") + "&b=" + id("courier-bridge-3")},
		{"compare-panes", "/compare?view=panes&a=" + id("cpa-treaty") + "&b=" + id("gull-treaty")},
		{"compare-common", "/compare?view=common&a=" + id("cpa-treaty") + "&b=" + id("gull-treaty")},
		{"compare-changes", "/compare?view=changes&a=" + id("courier-bridge-1") + "&b=" + id("courier-bridge-3")},
		{"articles", "/articles"},
		{"alerts", "/alerts"},
		{"alert", "/alerts/1"},
		{"sources", "/sources"},
		{"source", "/sources/1"},
		{"source-failing", "/sources/2"},
		{"source-remove", "/sources/2/remove"},
		{"sources-add", "/sources/add"},
		{"quotes", "/quotes?speaker=Anselm+Dorrick"},
		{"quotes-claim", "/quotes?claim=" + q("Velmark will not close the strait to Skerran boats before the autumn count")},
		{"speakers", "/speakers"},
		{"speaker", "/speakers/" + dorrick(t, engine).ID.String()},
		{"speaker-about", "/speakers/" + dorrick(t, engine).ID.String() + "/about"},
		{"speakers-unclear", "/speakers/unclear"},
		{"stories", "/stories?order=largest"},
		{"story", "/stories/" + largest(t, engine).ID.String()},
		{"story-treaty", storyAddress(t, engine, "gull-treaty")},
		{"story-table", "/stories/" + largest(t, engine).ID.String() + "?view=table&relation=identical"},
		{"quote", "/quotes/" + negated(t, handler)},
		{"outlets", "/outlets"},
		{"outlet", outletAddress(t, handler)},
		{"search", "/search?q=herring"},
		{"search-folded", "/search?q=" + q("treaty OR strait OR bridge")},
		{"search-wrong", "/search?q=" + q(`"herring`)},
		{"library", "/library"},
		{"library-preview", preview(t, handler)},
		{"article-undated", "/articles/" + id("crossread-treaty")},
		{"library-remove-sample", "/library/remove?what=sample"},
		{"library-remove", "/library/remove?article=" + id("gull-treaty")},
		{"not-found", "/nowhere"},
		{"from", "/from?url=" + q("https://elsewhere.example/a-page-that-is-not-here")},
		{"help", "/help"},
		{"api", "/api"},
	}
}

// TestNoSidewaysScroll opens every page at 320 px (WCAG 1.4.10).
func TestNoSidewaysScroll(t *testing.T) {
	walks(t)
	ctx := browser(t)
	handler, pages := tour(t)
	server := httptest.NewServer(handler)
	defer server.Close()
	if err := looks[2].dress(ctx); err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		do(t, ctx, "open "+p[0], chromedp.Navigate(server.URL+p[1]))
		if got := see(t, ctx, "measure "+p[0], chromedp.Evaluate[int](`document.documentElement.scrollWidth`)); got > 320 {
			t.Errorf("%s is %d px wide in a window of 320", p[0], got)
		}
	}
}
