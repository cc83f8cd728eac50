// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hearsay/web"
)

// TestAccountsInBrowser sets a library up, makes a token and a user, logs out and in
// again, as people do: by typing and pressing. With -screens it draws each page.
func TestAccountsInBrowser(t *testing.T) {
	walks(t)
	ctx := browser(t)
	_, engine := sampleSite(t)
	s := newShared(t, engine, func(o *web.Options) {
		gate := o.Gate
		*o = sampleOptions(t, engine)
		o.Gate = gate
	})
	token, err := s.gate.OpenSetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	defer server.Close()
	c := &complaints{host: strings.TrimPrefix(server.URL, "http://")}
	if err := chromedp.Listen(ctx, c.hear); err != nil {
		t.Fatal(err)
	}
	at := func(name string) {
		t.Helper()
		for _, l := range looks {
			if err := l.dress(ctx); err != nil {
				t.Fatal(err)
			}
			if l.width == 320 {
				if got := see(t, ctx, "measure "+name, chromedp.Evaluate[int](`document.documentElement.scrollWidth`)); got > 320 {
					t.Errorf("%s is %d px wide in a window of 320", name, got)
				}
			}
			draw(t, ctx, "accounts-"+name, l)
		}
	}
	fill := func(id, text string) chromedp.Action[chromedp.Void] {
		return chromedp.SendKeys(chromedp.CSS("#"+id), text)
	}
	press := func(where string) chromedp.Action[chromedp.Void] {
		return chromedp.Click(chromedp.CSS(where + ` button[type="submit"]`))
	}
	do(t, ctx, "open the set-up", chromedp.Navigate(server.URL+"/setup?token="+token.Reveal()), chromedp.WaitVisible(chromedp.CSS("#password")))
	at("setup")
	do(t, ctx, "make the admin", fill("name", "ada"), fill("password", password), press(`form[action="/setup"]`), chromedp.WaitVisible(chromedp.CSS("#q")))
	at("trace")
	do(t, ctx, "open the tokens", chromedp.Navigate(server.URL+"/tokens"), fill("name", "nightly export"), press(`form[action="/tokens/add"]`), chromedp.WaitVisible(chromedp.CSS("#made")))
	if got := see(t, ctx, "read the token", chromedp.Evaluate[string](`document.querySelector("#made").value`)); !strings.HasPrefix(got, "hsy_") {
		t.Errorf("the token is %q", got)
	}
	at("tokens")
	do(t, ctx, "share a page", chromedp.Navigate(server.URL+"/articles?limit=10"), chromedp.Click(chromedp.CSS(`a[href^="/shares?"]`)), press(`form[action="/shares"]`), chromedp.WaitVisible(chromedp.CSS("#made")))
	at("shares")
	do(t, ctx, "add a user", chromedp.Navigate(server.URL+"/users"), fill("name", "ben"), press(`form[action="/users"]`), chromedp.WaitVisible(chromedp.CSS("#made")))
	ben := see(t, ctx, "read the password", chromedp.Evaluate[string](`document.querySelector("#made").value`))
	at("users")
	do(t, ctx, "open the account", chromedp.Navigate(server.URL+"/account"), chromedp.WaitVisible(chromedp.CSS("#old")))
	at("account")
	do(t, ctx, "log out", press(`form[action="/logout"]`), chromedp.WaitVisible(chromedp.CSS("#password")))
	at("login")
	if heard := c.heard(); len(heard) > 0 {
		t.Errorf("the browser complains: %q", heard)
	}
	// A wrong password, and then the right one pasted: 3.3.8 asks for no riddle, and lets managers fill in.
	do(t, ctx, "type a wrong password", fill("name", "ben"), fill("password", "guess"), press(`form[action="/login"]`), chromedp.WaitVisible(chromedp.CSS("#problem")))
	at("login-wrong")
	const paste = `(text => { const e = document.querySelector("#password"); e.focus(); return document.execCommand("insertText", false, text) && e.value === text })`
	if !see(t, ctx, "paste", chromedp.Evaluate[bool](paste+`("`+ben+`")`)) {
		t.Error("a password cannot be pasted")
	}
	do(t, ctx, "log in", press(`form[action="/login"]`), chromedp.WaitVisible(chromedp.CSS("#q")))
	if got := see(t, ctx, "look for what a reader may not", chromedp.Evaluate[int](`document.querySelectorAll('a[href="/users"]').length`)); got != 0 {
		t.Error("a reader is offered the users")
	}
}
