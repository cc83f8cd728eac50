// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	nethtml "golang.org/x/net/html"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/job"
	"hearsay/search"
	"hearsay/store"
	"hearsay/warc"
	"hearsay/web"
)

// A library of pages that were written to harm: each payload stands in every field that a page
// has, as text that the page shows. Beside them are pages whose markup itself is the attack.

// rawMarker stands in each page as received, and in no answer.
const rawMarker = "raw-bytes-of-a-capture"

// mutants are markup that went through sanitizers of others and came to life behind them (X9:
// lxml-html-clean, ammonia, DOMPurify, Readability).
var mutants = []string{
	`<svg><p><style><a id="</style><img src=1 onerror=alert(1)>"></a></style></p></svg>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></style></mglyph></table></mtext></math>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>"></p></noscript>`,
	`<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></mglyph></form></mtext></math></form>`,
	`<svg></p><style><g title="</style><img src onerror=alert(1)>"></style></svg>`,
	`<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe><object data="data:text/html,<script>alert(1)</script>"></object>`,
	`<a href="java&#09;script:alert(1)" target="_blank">here</a><a href="//evil.example/x" onclick="alert(1)">there</a>`,
	`<img src="https://evil.example/pixel.gif" onload="alert(1)"><link rel="stylesheet" href="https://evil.example/x.css"><base href="https://evil.example/">`,
}

// formulas begin like what spreadsheets run (E1).
var formulas = []string{`=HYPERLINK("http://evil.example","x")`, `+1+cmd`, `-2+3+cmd`, `@SUM(1)`, "\t=1+1", "\r=1+1"}

// sharedParagraph makes one story of all of them.
const sharedParagraph = "The harbour office closed both piers at noon on Tuesday because of the swell, and a line of carts stood on the quay until the evening bell was rung."

// hostilePage is a page with a payload in each field.
func hostilePage(p string) string {
	e, data := html.EscapeString(p), map[string]any{"@type": "NewsArticle", "headline": p, "author": map[string]string{"name": p}, "publisher": map[string]string{"name": p}, "dateModified": p, "articleSection": p}
	check := map[string]any{
		"@type": "ClaimReview", "claimReviewed": p + " " + sharedParagraph + " " + p, "author": map[string]string{"name": p}, "datePublished": p, "url": p,
		"itemReviewed": map[string]any{"author": []string{p}, "name": p, "appearance": []string{p, "https://paper1.example/" + url.QueryEscape(p)}}, "reviewRating": map[string]string{"alternateName": p},
	}
	linked, err := json.Marshal([]any{data, check}) // escapes < and >
	if err != nil {
		panic(err)
	}
	return `<!doctype html><html lang="` + e + `"><head><title>` + e + `</title><meta property="og:title" content="` + e + `"><meta name="author" content="` + e + `"><meta property="og:site_name" content="` + e + `">` +
		`<meta property="article:published_time" content="2025-03-04"><meta name="dc.date" content="` + e + `"><link rel="canonical" href="` + e + `"><script type="application/ld+json">` + string(linked) + `</script></head>` +
		`<body><!--` + rawMarker + `--><article><h1>` + e + `</h1><p class="byline">By ` + e + `</p><p>` + sharedParagraph + `</p>` +
		`<p>“We told ` + e + ` that the ferry will not sail before the spring comes back,” said Anna ` + e + ` Berg, the ` + e + ` harbour master, on Tuesday.</p>` +
		`<p>According to <a href="` + e + `">` + e + `</a>, nobody in the town of ` + e + ` was surprised by that, and few had asked.</p></article></body></html>`
}

// hostileItems are all pages, each with an address of its own.
func hostileItems(yield func(intake.Item) bool) {
	n := 0
	add := func(address, body string) bool {
		n++
		at := time.Date(2025, 3, 5, 0, n, 0, 0, time.UTC)
		return yield(intake.NewItem(intake.Where{Path: fmt.Sprint("page-", n)}, warc.New(warc.TypeResource, address, at, "text/html; charset=utf-8", []byte(body))))
	}
	for _, p := range slices.Concat(payloads, formulas) {
		if len(p) > 1000 || p == "" {
			continue
		}
		if !add("https://paper"+fmt.Sprint(n)+".example/"+url.QueryEscape(p)+"?q="+url.QueryEscape(p), hostilePage(strings.ToValidUTF8(p, ""))) {
			return
		}
	}
	for _, m := range mutants {
		body := `<!doctype html><html lang="en"><head><title>The piers of the town</title></head><body><!--` + rawMarker + `--><article><h1>The piers</h1><p>` + sharedParagraph + `</p>` + m + `<p>Mutant ` + fmt.Sprint(n) + ` stood here, and the harbour master had nothing to say about it on that day.</p></article></body></html>`
		if !add("https://mutant"+fmt.Sprint(n)+".example/", body) {
			return
		}
	}
}

// fillHostile makes the library, and a reading room that may be changed.
func fillHostile() (http.Handler, error) {
	ctx, dir := context.Background(), libraryDir+"-hostile"
	lib, err := store.OpenWriter(ctx, dir)
	if err != nil {
		return nil, err
	}
	sum, err := ingest.Add(ctx, lib, hostileItems, ingest.Options{Now: time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)})
	if err = errors.Join(err, lib.Close()); err != nil {
		return nil, err
	}
	if sum.Counts.New < 20 {
		return nil, fmt.Errorf("only %d of the hostile pages are articles", sum.Counts.New)
	}
	engine, err := search.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	desk, err := job.Open(dir, job.Options{})
	if err != nil {
		return nil, err
	}
	notes, err := hostileNotes(ctx, engine, dir)
	if err != nil {
		return nil, err
	}
	return web.New(engine, web.Options{Desk: desk, Notes: notes}), nil
}

// hostileNotes puts notes on every article: each payload stands in all that a note has, of one
// that holds and of an orphan.
func hostileNotes(ctx context.Context, engine *search.Engine, dir string) (*store.Notes, error) {
	notes, err := store.OpenNotes(ctx, dir)
	if err != nil {
		return nil, err
	}
	briefs, _, err := engine.Latest(ctx, 0, 500)
	if err != nil {
		return nil, err
	}
	for i, b := range briefs {
		p := strings.ReplaceAll(payloads[i%len(payloads)], "\x00", "")
		p = strings.ToValidUTF8(p[:min(len(p), hearsay.MaxNoteTag-4)], "")
		for k, at := range []hearsay.Anchor{{Exact: sharedParagraph}, {Exact: p + " gone", Prefix: p, Suffix: p}} {
			n := hearsay.Note{ID: hearsay.NoteID{byte(i), byte(k), 1}, Article: b.ID, At: at, Body: "Noted: " + p, Tags: []string{"tag " + p}, By: "by " + p, From: "from " + p}
			n.Tidy()
			if _, err := notes.Put(ctx, &n); err != nil {
				return nil, fmt.Errorf("note %q: %w", p, err)
			}
		}
	}
	return notes, nil
}

// answerTo is what an address of the hostile library answers.
type answerTo struct {
	address string
	status  int
	header  http.Header
	body    []byte
}

func (a answerTo) is(mediaType string) bool {
	return strings.HasPrefix(a.header.Get("Content-Type"), mediaType)
}

var hostileSite = sync.OnceValues(fillHostile)

// hostileWalk is every answer that links of the hostile library lead to, from all addresses that
// the reading room has; tests only read it.
var hostileWalk = sync.OnceValues(func() ([]answerTo, error) {
	site, err := hostileSite()
	if err != nil {
		return nil, err
	}
	todo := []string{"/", "/?q=" + url.QueryEscape(sharedParagraph)}
	for _, a := range web.Addresses(nil) {
		if !strings.Contains(a.Path, "{") && slices.Contains(a.Methods, http.MethodGet) {
			todo = append(todo, a.Path+a.Form)
		}
	}
	var out []answerTo
	for seen := map[string]bool{}; len(todo) > 0 && len(out) < mostAnswers; todo = todo[1:] {
		if shape := shapeOf(todo[0]); seen[todo[0]] || strings.Contains(todo[0], "/events") || countOf(seen, shape) >= mostOfAShape && shape != "/articles/id?" {
			continue
		} else {
			seen[todo[0]], seen[fmt.Sprint(shape, " ", countOf(seen, shape))] = true, true
		}
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "http://localhost"+todo[0], nil)
		site.ServeHTTP(w, r)
		a := answerTo{todo[0], w.Code, w.Result().Header, w.Body.Bytes()}
		out = append(out, a)
		if a.is("text/html") {
			page, err := nethtml.Parse(bytes.NewReader(a.body))
			if err != nil {
				return nil, err
			}
			todo = append(todo, led(page)...)
		}
	}
	return out, nil
})

const (
	mostAnswers  = 300
	mostOfAShape = 6 // addresses that differ by an id or a parameter's value only
)

// shapeOf is an address without ids and values.
func shapeOf(address string) string {
	path, query, _ := strings.Cut(address, "?")
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if len(p) > 25 {
			parts[i] = "id" + p[min(len(p), 26):]
			if strings.HasPrefix(p[min(len(p), 26):], "-") {
				parts[i] = "id-n"
			}
		}
	}
	values, _ := url.ParseQuery(query)
	names := []string{}
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(parts, "/") + "?" + strings.Join(names, "&")
}

func countOf(seen map[string]bool, shape string) (n int) {
	for seen[fmt.Sprint(shape, " ", n)] {
		n++
	}
	return n
}

// led are the addresses of this site that a page leads to, twins included.
func led(page *nethtml.Node) (out []string) {
	for _, n := range all(page, func(n *nethtml.Node) bool { return n.Data == "a" || n.Data == "link" }) {
		if h := attr(n, "href"); strings.HasPrefix(h, "/") && !strings.HasPrefix(h, "//") {
			out = append(out, strings.SplitN(h, "#", 2)[0])
		}
	}
	return out
}

// walkHostile is hostileWalk for a test, which it lets fail.
func walkHostile(t *testing.T) []answerTo {
	t.Helper()
	walks(t)
	list, err := hostileWalk()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 60 {
		t.Fatalf("only %d addresses were found", len(list))
	}
	return list
}
