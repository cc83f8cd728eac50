// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// budgeted are the pages of the tour that have budgets (design: 3.4), and the most elements each
// may have.
var budgeted = map[string]int{"trace-empty": 6000, "trace": 6000, "article": 6000, "compare-copy": 9000, "story-treaty": 6000, "search": 6000}

// loads counts what a browser asks for.
type loads struct {
	mu    sync.Mutex
	asked map[string]int // by sort: Document, Stylesheet, Script, …
	all   int
	other []string // of other hosts
}

func (l *loads) hear(host string) func(ev any) {
	return func(ev any) {
		e, ok := ev.(*network.EventRequestWillBeSent)
		if !ok || strings.HasSuffix(e.Request.URL, "/favicon.ico") { // which no page names: the browser asks by itself
			return
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.asked[string(e.Type)]++
		l.all++
		if !strings.HasPrefix(e.Request.URL, host+"/") {
			l.other = append(l.other, e.Request.URL)
		}
	}
}

// take gives what was counted since the last time.
func (l *loads) take() (asked map[string]int, all int, other []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	asked, all, other = l.asked, l.all, l.other
	l.asked, l.all, l.other = map[string]int{}, 0, nil
	return asked, all, other
}

// inBudget opens each page that has budgets in a browser that counts what it asks for, as on a
// first visit.
func inBudget(t testing.TB, f func(ctx context.Context, l *loads, site http.Handler, name, path, address string)) {
	ctx := browser(t)
	site, pages := tour(t)
	server := httptest.NewServer(site)
	defer server.Close()
	l := &loads{asked: map[string]int{}}
	if err := chromedp.Listen(ctx, l.hear(server.URL)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, p := range pages {
		if budgeted[p[0]] > 0 {
			seen++
			f(ctx, l, site, p[0], p[1], server.URL+p[1])
		}
	}
	if seen != len(budgeted) {
		t.Errorf("%d pages of %d are in the tour", seen, len(budgeted))
	}
}

// TestBudgetRequests: a page is itself, a style sheet and a script: no picture, no font, nothing
// of another host; and it has no more elements than a phone can hold.
func TestBudgetRequests(t *testing.T) {
	walks(t)
	inBudget(t, func(ctx context.Context, l *loads, _ http.Handler, name, _, address string) {
		do(t, ctx, "open "+name, chromedp.Navigate(address))
		n := see(t, ctx, "count the elements of "+name, chromedp.Evaluate[int](`document.querySelectorAll("*").length`))
		if n > budgeted[name] {
			t.Errorf("%s has %d elements, at most %d", name, n, budgeted[name])
		}
		asked, all, other := l.take()
		if all > 3 || len(other) > 0 || asked["Image"]+asked["Font"] > 0 {
			t.Errorf("%s asks for %v; of others: %q", name, asked, other)
		}
	})
}

// figures are what a browser says of a page that it has loaded.
type figures struct {
	LCP, CLS, Long, Shown float64
	Elements              int
}

// observe begins to collect them, of what was and what comes.
const observe = `(() => {
	const f = window.figures = { LCP: 0, CLS: 0, Long: 0, Shown: 0 };
	const on = (type, each, more) => new PerformanceObserver(l => l.getEntries().forEach(each)).observe({ type, buffered: true, ...more });
	on("largest-contentful-paint", e => { f.LCP = e.startTime; });
	on("layout-shift", e => { if (!e.hadRecentInput) f.CLS += e.value; });
	on("longtask", e => { f.Long = Math.max(f.Long, e.duration); });
	on("event", e => { f.Shown = Math.max(f.Shown, e.duration); }, { durationThreshold: 16 });
	return 1;
})()`

// BenchmarkBudgets opens the pages that have budgets in a real browser slowed down as the design
// says (a processor of a quarter the speed, 1.6 Mbit/s, 150 ms there and back), and reports bytes,
// requests and times:
//
//	go test ./web -run xx -bench Budgets -benchtime 5x
func BenchmarkBudgets(b *testing.B) {
	inBudget(b, func(ctx context.Context, l *loads, site http.Handler, name, path, address string) {
		b.Run(name, func(b *testing.B) {
			slowDown(b, ctx)
			var all []figures
			for b.Loop() {
				all = append(all, measured(b, ctx, address))
			}
			asked, requests, other := l.take()
			_ = asked
			each := func(of func(f figures) float64) float64 { return median(all, of) }
			b.ReportMetric(float64(packed(b, get(b, site, path).Body.Bytes()))/1024, "html-gz-KB")
			b.ReportMetric(float64(requests)/float64(len(all)), "requests")
			b.ReportMetric(float64(len(other)), "third-party")
			b.ReportMetric(each(func(f figures) float64 { return f.LCP }), "LCP-ms")
			b.ReportMetric(each(func(f figures) float64 { return f.CLS }), "CLS")
			b.ReportMetric(each(func(f figures) float64 { return f.Shown }), "key-ms")
			b.ReportMetric(each(func(f figures) float64 { return f.Long }), "longtask-ms")
			b.ReportMetric(each(func(f figures) float64 { return float64(f.Elements) }), "elements")
			b.ReportMetric(served(b, site, path), "server-p95-ms")
		})
	})
}

// slowDown makes a window as slow as the budgets are meant for.
func slowDown(b *testing.B, ctx context.Context) {
	b.Helper()
	if _, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}); err != nil {
		b.Fatal(err)
	}
	const perSecond = 1_600_000 / 8
	slow := []*network.Conditions{{Latency: 150, DownloadThroughput: perSecond, UploadThroughput: perSecond}}
	if _, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: slow}); err != nil {
		b.Fatal(err)
	}
}

// measured opens a page, presses a key on it, and reads the figures.
func measured(b *testing.B, ctx context.Context, address string) figures {
	b.Helper()
	do(b, ctx, "open "+address, chromedp.Navigate(address))
	see(b, ctx, "observe", chromedp.Evaluate[int](observe))
	do(b, ctx, "press n", chromedp.KeyEvent("n"))
	time.Sleep(300 * time.Millisecond) // for what the browser tells later
	f := see(b, ctx, "read the figures", chromedp.Evaluate[figures](`window.figures`))
	f.Elements = see(b, ctx, "count the elements", chromedp.Evaluate[int](`document.querySelectorAll("*").length`))
	return f
}

// median of one of the figures.
func median(all []figures, of func(figures) float64) float64 {
	var list []float64
	for _, f := range all {
		list = append(list, of(f))
	}
	slices.Sort(list)
	return list[len(list)/2]
}

// served is within how many milliseconds 95 of 100 answers to an address are made.
func served(b *testing.B, site http.Handler, path string) float64 {
	b.Helper()
	var list []time.Duration
	for range 40 {
		began := time.Now()
		get(b, site, path)
		list = append(list, time.Since(began))
	}
	slices.Sort(list)
	return float64(list[len(list)*95/100]) / float64(time.Millisecond)
}
