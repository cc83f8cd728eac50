// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hearsay/internal/sample"
	"hearsay/web"
)

// TestDropAFile drops a file on the question, which is then traced.
func TestDropAFile(t *testing.T) {
	ctx := browser(t)
	handler, _ := sampleSite(t)
	server := httptest.NewServer(handler)
	defer server.Close()
	const drop = `(words => {
		const carried = new DataTransfer();
		carried.items.add(new File([words], "dropped.txt", { type: "text/plain" }));
		document.getElementById("q").dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
		return "dropped";
	})`
	do(t, ctx, "open the trace page", chromedp.Navigate(server.URL), chromedp.WaitVisible(chromedp.CSS("#drop")))
	see(t, ctx, "drop a file", chromedp.Evaluate[string](drop+"(`"+strings.ReplaceAll(sample.Query(), "`", "")+"`)"))
	do(t, ctx, "wait for the answer", chromedp.WaitVisible(chromedp.CSS("ol.matches")))
	if got := see(t, ctx, "read the heading", chromedp.Text(chromedp.CSS("h1"))); got != "Tracing dropped.txt" {
		t.Errorf("the page is headed %q", got)
	}
}

// TestArrivingInABrowser: while the answer is looked for, a reader sees what is known; then
// only the answer.
func TestArrivingInABrowser(t *testing.T) {
	ctx := browser(t)
	engine := slow{hostile("Lantern"), make(chan struct{})}
	server := httptest.NewServer(web.New(engine, web.Options{}))
	defer server.Close()
	const visible = `document.querySelector(".so-far").checkVisibility()`
	do(t, ctx, "open a trace", chromedp.Navigate(server.URL+"/help"))
	see(t, ctx, "ask", chromedp.Evaluate[string](`(location.href = "/?q=ferry", "asked")`))
	do(t, ctx, "see the first article", chromedp.WaitVisible(chromedp.CSS(".so-far p + p")))
	close(engine.free)
	do(t, ctx, "see the answer", chromedp.WaitVisible(chromedp.CSS("ol.matches")))
	if see(t, ctx, "look again", chromedp.Evaluate[bool](visible)) {
		t.Error("what was said meanwhile still stands above the answer")
	}
}
