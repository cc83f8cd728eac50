// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"hearsay/account"
)

// colours are the ways in which a page is coloured.
var colours = []look{
	{name: "light", width: 1280, height: 900},
	{name: "dark", width: 1280, height: 900, dark: true},
	{name: "forced", width: 1280, height: 900, forced: true},
}

// What axe is asked: all rules of WCAG 2.2 AA, and those of colours alone. A page is the same in
// all colours but for its style, so the others need no second look.
const (
	allRules    = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]`
	colourRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
	runAxe      = `(rules => axe.run(document, {resultTypes: ["violations"], runOnly: rules})
	.then(r => r.violations.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ": " + n.target + " " + n.html.slice(0, 160) + " " + n.failureSummary.replace(/\s+/g, " ")))))`
)

// axe is the program that looks for what keeps people out, or skips the test.
func axe(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("HEARSAY_NODE")
	if dir == "" {
		t.Skip("HEARSAY_NODE does not name a folder of node packages; ./check fills one where there is npm")
	}
	program, err := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Skipf("no axe-core in HEARSAY_NODE (%v); ./check installs the packages of tools/readers/node.txt", err)
	}
	return string(program) + "; true"
}

// checkAxe asks axe about the page that is open, in light, dark and forced colours.
func checkAxe(t *testing.T, ctx context.Context, name, program string) {
	t.Helper()
	see(t, ctx, "load axe into "+name, chromedp.Evaluate[bool](program))
	for i, l := range colours {
		rules := allRules
		if i > 0 {
			rules = colourRules
		}
		if err := l.dress(ctx); err != nil {
			t.Fatal(err)
		}
		for _, broken := range see(t, ctx, "run axe on "+name, chromedp.Evaluate[[]string](runAxe+"("+rules+")", chromedp.EvalAwaitPromise)) {
			t.Errorf("%s, %s: %s", name, l.name, broken)
		}
	}
}

// TestAxe holds every page of the sample library to WCAG 2.2 AA, as far as a program can.
func TestAxe(t *testing.T) {
	walks(t)
	program, ctx := axe(t), browser(t)
	handler, pages := tour(t)
	server := httptest.NewServer(handler)
	defer server.Close()
	pages = append(pages, [2]string{"quotes-all", "/quotes"}, [2]string{"search-none", "/search?q=zzyzx"},
		[2]string{"bad-request", "/compare?a=x&b=y"})
	for _, p := range pages {
		do(t, ctx, "open "+p[0], chromedp.Navigate(server.URL+p[1]))
		checkAxe(t, ctx, p[0], program)
	}
}

// TestAxeAccounts does the same for the pages of a shared library.
func TestAxeAccounts(t *testing.T) {
	walks(t)
	program, ctx := axe(t), browser(t)
	s := newShared(t, hostile(mark), nil)
	server := httptest.NewServer(s)
	defer server.Close()
	link, err := s.gate.OpenSetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	visit := func(pages ...string) {
		for _, p := range pages {
			do(t, ctx, "open "+p, chromedp.Navigate(server.URL+p))
			name, _, _ := strings.Cut(p, "?")
			checkAxe(t, ctx, name, program)
		}
	}
	visit("/setup?token="+link.Reveal(), "/setup?token=guess", "/login")
	u, in := s.user("ada", account.Administrator)
	s.token(u, account.Read)
	logIn(t, ctx, s, server.URL, in)
	visit("/tokens", "/users", "/account")
}

// logIn gives the browser the cookie of a session.
func logIn(t *testing.T, ctx context.Context, s *shared, address string, in account.Secret) {
	t.Helper()
	for _, c := range as(s.request("GET", "/", nil), in).Cookies() {
		if _, err := chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{Name: c.Name, Value: c.Value, URL: address}); err != nil {
			t.Fatal(err)
		}
	}
}
