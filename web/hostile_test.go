// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay/web"
)

// payloads are ways in which others' pages came to run code (design: X1 to X10).
var payloads = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`' onmouseover='alert(1)`,
	`javascript:alert(1)`,
	`JaVaScRiPt&colon;alert(1)`,
	`data:text/html,<script>alert(1)</script>`,
	`</title><script>alert(1)</script>`,
	`</textarea><svg onload=alert(1)>`,
	`<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`{{.Article.Text}}{{template "main" .}}`,
	"\u202etpircs\u202c \u2066x\u2069 \u200bhidden\ufeff",
	`http://user:pw@evil.example/"onclick="alert(1)`,
	`https://evil.example/<script>alert(1)</script>`,
	"\x00<script\x00>alert(1)</script>",
	`--><iframe srcdoc="<script>alert(1)</script>"></iframe><!--`,
	`<base href="//evil.example/"><meta http-equiv="refresh" content="0;url=//evil.example"><link rel=stylesheet href=//evil.example/x.css>`,
	"" /* nothing at all */, strings.Repeat("A", 5000),
}

// known are the elements that our templates use; a page with any other holds
// somebody else's markup.
var known = strings.Fields(`html head meta title link script body a header nav form label input button main footer p h1 h2 section article div span b i bdi
	ul ol li dl dt dd details dialog summary blockquote q cite code kbd time abbr mark ins del svg rect g polygon polyline circle text desc textarea select option
	fieldset legend h3 pre progress table thead tbody tr th td caption`)

func TestX3PayloadsStayText(t *testing.T) {
	walks(t)
	for _, payload := range payloads {
		site := web.New(hostile(payload), web.Options{DemoQuery: payload})
		pages := append(addresses(), "/?q="+url.QueryEscape(payload), "/search?q=x"+url.QueryEscape(payload), "/articles/"+url.PathEscape(payload+"x"),
			"/compare?a="+url.QueryEscape(payload)+"&b="+url.QueryEscape(payload), "/?direction="+url.QueryEscape(payload+"x"), "/"+url.PathEscape("x"+payload))
		for _, address := range pages {
			w := get(t, site, address)
			if w.Code >= 500 {
				t.Errorf("%.40q at %s: status %d", payload, address, w.Code)
			}
			checkMarkup(t, payload, address, w.Body.String())
		}
	}
}

// TestX3PayloadsInDrawings: a plot as a file is opened by browsers as a page of its own.
func TestX3PayloadsInDrawings(t *testing.T) {
	for _, payload := range payloads {
		site := web.New(hostile(payload), web.Options{})
		for _, address := range drawings() {
			w := get(t, site, address)
			if w.Code != http.StatusOK || w.Result().Header.Get("Content-Type") != "image/svg+xml" {
				t.Errorf("%.40q at %s: status %d", payload, address, w.Code)
			}
			checkMarkup(t, payload, address, w.Body.String())
			if err := xml.Unmarshal(w.Body.Bytes(), new(struct{})); err != nil {
				t.Errorf("%.40q at %s: %v", payload, address, err)
			}
		}
	}
}

// checkMarkup reports elements, attributes and links that are not ours.
func checkMarkup(t *testing.T, payload, address, body string) {
	t.Helper()
	page := parse(t, body)
	for _, n := range all(page, func(*html.Node) bool { return true }) {
		if !slices.Contains(known, n.Data) {
			t.Errorf("%.40q at %s: element %s", payload, address, n.Data)
		}
		for _, a := range n.Attr {
			checkAttribute(t, n, a, payload+" at "+address)
		}
	}
	for _, s := range all(page, tag("script", "")) {
		if attr(s, "type") == "application/ld+json" {
			checkData(t, payload, address, s)
			continue
		}
		if words(s) != "" || !strings.HasPrefix(attr(s, "src"), "/assets/") {
			t.Errorf("%.40q at %s: script %q from %q", payload, address, words(s), attr(s, "src"))
		}
	}
	if strings.ContainsAny(body, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff") {
		t.Errorf("%.40q at %s: characters that reorder or hide text", payload, address)
	}
}

// checkData holds that a block of data in a page is JSON, and nothing that could end it.
func checkData(t *testing.T, payload, address string, s *html.Node) {
	t.Helper()
	body := ""
	if s.FirstChild != nil {
		body = s.FirstChild.Data
	}
	if !json.Valid([]byte(body)) || strings.ContainsAny(body, "<>") {
		t.Errorf("%.40q at %s: data %.200q", payload, address, body)
	}
}

func checkAttribute(t *testing.T, n *html.Node, a html.Attribute, where string) {
	t.Helper()
	switch {
	case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
		t.Errorf("%.60q: %s has %s", where, n.Data, a.Key)
	case a.Key == "lang" && strings.ContainsAny(a.Val, "<>\"' :/"):
		t.Errorf("%.60q: lang is %q", where, a.Val)
	case a.Key == "href" || a.Key == "src" || a.Key == "action":
		if attr(n, "class") == "bookmarklet" {
			return // TestBookmarklet reads it
		}
		own := strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "//") || strings.HasPrefix(a.Val, "#") || strings.HasPrefix(a.Val, "?")
		foreign := n.Data == "a" && (strings.HasPrefix(a.Val, "http://") || strings.HasPrefix(a.Val, "https://"))
		if foreign && attr(n, "rel") != "noopener noreferrer ugc nofollow" {
			t.Errorf("%.60q: link to %s without rel", where, a.Val)
		}
		if foreign && strings.Contains(a.Val, "@evil") {
			t.Errorf("%.60q: link with a user name: %s", where, a.Val)
		}
		if !own && !foreign {
			t.Errorf("%.60q: %s leads to %q", where, n.Data, a.Val)
		}
	}
}

// TestX6PayloadsAreShown checks that text is not thrown away for looking like markup.
func TestX6PayloadsAreShown(t *testing.T) {
	payload := `<script>alert(1)</script> & "co" &lt;b&gt;`
	site := web.New(hostile(payload), web.Options{})
	for _, address := range []string{"/articles/" + firstID.String(), "/?q=x", "/search?q=x", "/compare?a=" + firstID.String() + "&b=" + secondID.String()} {
		if !strings.Contains(words(byID(parse(t, get(t, site, address).Body.String()), "main")), payload) {
			t.Errorf("%s does not show the text as it is", address)
		}
	}
	visible := web.New(hostile("left\u202eright"), web.Options{})
	if got := words(byID(parse(t, get(t, visible, "/articles/"+firstID.String()).Body.String()), "main")); !strings.Contains(got, "left[RLO]right") {
		t.Error("a character that reorders text is not shown as one")
	}
}

func TestX4PayloadsInJSON(t *testing.T) {
	for _, payload := range payloads {
		site := web.New(hostile(payload), web.Options{})
		for _, address := range twins() {
			w := get(t, site, address)
			if w.Code != http.StatusOK || !json.Valid(w.Body.Bytes()) {
				t.Errorf("%.40q at %s: status %d, valid %v", payload, address, w.Code, json.Valid(w.Body.Bytes()))
			}
			if strings.ContainsAny(w.Body.String(), "<>") {
				t.Errorf("%.40q at %s: markup in JSON", payload, address)
			}
		}
	}
}

func TestPostedText(t *testing.T) {
	engine := hostile("plain")
	site := web.New(engine, web.Options{})
	post := func(address, kind, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(body))
		r.Host = "localhost"
		r.Header.Set("Content-Type", kind)
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		return w
	}
	form := func(text string) string { return url.Values{"q": {text}}.Encode() }
	const encoded = "application/x-www-form-urlencoded"
	long := strings.Repeat("the ferry will not sail ", 200)
	if w := post("/trace", encoded, form("a short passage\r\nin two lines")); w.Code != 303 || w.Header().Get("Location") != "/?q=a+short+passage%0Ain+two+lines" {
		t.Errorf("short text: status %d, sent on to %q", w.Code, w.Header().Get("Location"))
	}
	if w := post("/trace", encoded, form("   ")); w.Code != 303 || w.Header().Get("Location") != "/" {
		t.Errorf("no text: status %d, sent on to %q", w.Code, w.Header().Get("Location"))
	}
	if w := post("/trace", encoded, form(long)); w.Code != 200 || engine.asked[len(engine.asked)-1].Text != long {
		t.Errorf("long text: status %d", w.Code)
	}
	multi := "--x\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n" + long + "\r\n--x\r\nContent-Disposition: form-data; name=\"direction\"\r\n\r\nwent\r\n--x--\r\n"
	if w := post("/trace", "multipart/form-data; boundary=x", multi); w.Code != 200 || !engine.asked[len(engine.asked)-1].Forward {
		t.Errorf("multipart: status %d, forward %v", w.Code, engine.asked[len(engine.asked)-1].Forward)
	}
	if w := post("/trace.json", "text/plain; charset=utf-8", long); w.Code != 200 || engine.asked[len(engine.asked)-1].Text != long {
		t.Errorf("plain text: status %d", w.Code)
	}
	huge := strings.Repeat("herring ", 1<<18+1000)
	for kind, body := range map[string]string{"text/plain": huge, encoded: form(huge), "multipart/form-data; boundary=x": strings.Replace(multi, long, huge, 1)} {
		w := post("/trace", kind, body)
		if w.Code != 413 || !strings.Contains(w.Body.String(), "2 MB") {
			t.Errorf("%s of %d bytes: status %d", kind, len(body), w.Code)
		}
		checkHeaders(t, kind, w.Result().Header)
	}
	if w := post("/trace", "multipart/form-data", "no boundary"); w.Code != 400 {
		t.Errorf("broken form: status %d", w.Code)
	}
}

// FuzzPages asks for a trace, an article and a search of any text.
func FuzzPages(f *testing.F) {
	for _, p := range payloads {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, payload string) {
		if len(payload) > 1000 {
			return
		}
		site := web.New(hostile(payload), web.Options{DemoQuery: payload})
		for _, address := range addresses() {
			w := get(t, site, address)
			if w.Code != http.StatusOK {
				t.Errorf("%s: status %d", address, w.Code)
			}
			checkMarkup(t, payload, address, w.Body.String())
		}
	})
}
