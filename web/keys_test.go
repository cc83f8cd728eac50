// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press presses keys one after the other, as a person does.
func press(t *testing.T, ctx context.Context, keys ...string) {
	t.Helper()
	for _, k := range keys {
		do(t, ctx, "press "+k, chromedp.KeyEvent(k))
	}
}

// arrive waits until the page at an address is there, with its script.
func arrive(t *testing.T, ctx context.Context, want string) {
	t.Helper()
	there := `location.pathname === "` + want + `" && document.readyState === "complete"`
	for ctx.Err() == nil {
		if is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](there)); err == nil && is {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("the browser never got to %s", want)
}

// TestKeyHelp opens the list of keys from where one is, and comes back there.
func TestKeyHelp(t *testing.T) {
	ctx := browser(t)
	handler, _ := sampleSite(t)
	server := httptest.NewServer(handler)
	defer server.Close()
	const open = `document.getElementById("keylist").open`
	const focus = `document.activeElement.textContent.trim()`
	do(t, ctx, "open the articles", chromedp.Navigate(server.URL+"/articles"), chromedp.WaitVisible(chromedp.CSS(".rows")))
	press(t, ctx, "j")
	first := see(t, ctx, "read the focus", chromedp.Evaluate[string](focus))
	press(t, ctx, "?")
	if !see(t, ctx, "look for the dialog", chromedp.Evaluate[bool](open)) {
		t.Fatal("? opens no dialog")
	}
	if inside := see(t, ctx, "look for the focus", chromedp.Evaluate[bool](`document.getElementById("keylist").contains(document.activeElement)`)); !inside {
		t.Error("the focus is not in the dialog")
	}
	press(t, ctx, "j", kb.Escape)
	if see(t, ctx, "look again", chromedp.Evaluate[bool](open)) {
		t.Error("Escape does not close the dialog")
	}
	if got := see(t, ctx, "read the focus again", chromedp.Evaluate[string](focus)); got != first || first == "" {
		t.Errorf("the focus returns to %q, want %q", got, first)
	}
	press(t, ctx, "?")
	do(t, ctx, "switch single keys off and close", chromedp.Click(chromedp.CSS("#keylist .keys-switch")))
	press(t, ctx, kb.Escape, "j", "?")
	if got := see(t, ctx, "read the focus", chromedp.Evaluate[string](focus)); got != first {
		t.Errorf("j leads to %q though keys are off", got)
	}
	if see(t, ctx, "look for the dialog", chromedp.Evaluate[bool](open)) {
		t.Error("? opens the dialog though keys are off")
	}
	do(t, ctx, "press the link", chromedp.Click(chromedp.CSS("#ask-keys")))
	if !see(t, ctx, "look for the dialog", chromedp.Evaluate[bool](open)) {
		t.Error("the link opens no dialog")
	}
}

// TestKeysOfLists marks two articles and compares them, and steps through versions, all by key.
func TestKeysOfLists(t *testing.T) {
	ctx := browser(t)
	handler, engine := sampleSite(t)
	server := httptest.NewServer(handler)
	defer server.Close()
	at := func() string {
		return strings.TrimPrefix(see(t, ctx, "read the address", chromedp.Location()), server.URL)
	}
	do(t, ctx, "open the articles", chromedp.Navigate(server.URL+"/articles"), chromedp.WaitVisible(chromedp.CSS(".rows")))
	press(t, ctx, "j", "x", "j", "x", "c")
	do(t, ctx, "see the comparison", chromedp.WaitVisible(chromedp.CSS(".compare")))
	if got := at(); !strings.HasPrefix(got, "/compare?a=") {
		t.Errorf("c leads to %s", got)
	}
	do(t, ctx, "open the articles", chromedp.Navigate(server.URL+"/articles"), chromedp.WaitVisible(chromedp.CSS(".rows")))
	press(t, ctx, "k", "o")
	do(t, ctx, "see the article", chromedp.WaitVisible(chromedp.CSS(".reader")))

	versions := []string{}
	for _, slug := range []string{"courier-bridge-1", "courier-bridge-2", "courier-bridge-3"} {
		versions = append(versions, "/articles/"+sampleID(t, engine, slug).String())
	}
	do(t, ctx, "open the second version", chromedp.Navigate(server.URL+versions[1]), chromedp.WaitVisible(chromedp.CSS("#versions")))
	for _, step := range []struct{ key, want string }{{"[", versions[0]}, {"]", versions[1]}, {"]", versions[2]}, {"]", versions[2]}} {
		press(t, ctx, step.key)
		arrive(t, ctx, step.want)
	}
	press(t, ctx, "e")
	if got := see(t, ctx, "read the focus", chromedp.Evaluate[string](`document.activeElement.textContent`)); got != "Evidence (.zip)" {
		t.Errorf("e leads to %q", got)
	}
	press(t, ctx, "c")
	do(t, ctx, "see the comparison", chromedp.WaitVisible(chromedp.CSS(".compare")))
}

// TestScriptIsSmall holds the promise of a small script.
func TestScriptIsSmall(t *testing.T) {
	t.Parallel()
	f, err := os.Open("assets/hearsay.js")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.Copy(w, f); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 20<<10 {
		t.Errorf("the script has %d bytes when compressed, at most 20 KB are promised", b.Len())
	}
}

// TestCompareMarked: two marked articles are compared; any other number is told.
func TestCompareMarked(t *testing.T) {
	t.Parallel()
	h, engine := sampleSite(t)
	a, b := sampleID(t, engine, "courier-bridge-1").String(), sampleID(t, engine, "courier-bridge-3").String()
	w := get(t, h, "/compare?article="+a+"&article="+b)
	if got, want := w.Header().Get("Location"), "/compare?a="+a+"&b="+b; got != want {
		t.Errorf("two marked lead to %q, want %q", got, want)
	}
	for _, address := range []string{"/compare?article=" + a, "/compare?article=" + a + "&article=" + b + "&article=" + a, "/compare"} {
		w := get(t, h, address)
		if got := words(byID(parse(t, w.Body.String()), "main")); w.Code != 400 || !strings.Contains(got, "mark two articles") {
			t.Errorf("%s: %d %s", address, w.Code, got)
		}
	}
}
