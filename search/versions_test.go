// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/search"
	"hearsay/store"
	"hearsay/warc"
)

// capture is a page as a crawler received it.
type capture struct{ url, day, html string }

// archive is a library of what a WARC file holds, and its articles by address and
// the time of capture.
func archive(t *testing.T, captures []capture) (*search.Engine, map[string]hearsay.ArticleID) {
	t.Helper()
	var file bytes.Buffer
	w := warc.NewWriter(&file, 0)
	if _, err := w.Write(warc.NewInfo("crawl.warc.gz", time.Date(2025, 3, 11, 0, 0, 0, 0, time.UTC), nil)); err != nil {
		t.Fatal(err)
	}
	for _, c := range captures {
		at, err := time.Parse(time.RFC3339, c.day)
		if err != nil {
			t.Fatal(err)
		}
		block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nDate: %s\r\n\r\n%s", at.Format(time.RFC1123), c.html)
		if _, err := w.Write(warc.New("response", c.url, at, "application/http; msgtype=response", []byte(block))); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "crawl.warc.gz")
	if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	lib, err := store.OpenWriter(t.Context(), filepath.Join(dir, "lib"))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	sum, err := ingest.Add(t.Context(), lib, intake.Walk(t.Context(), []string{name}, intake.Options{Now: now}), ingest.Options{Now: now})
	if err != nil || sum.New == 0 {
		t.Fatalf("%+v, %v", sum, err)
	}
	ids := map[string]hearsay.ArticleID{}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), filepath.Join(dir, "lib"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	briefs, _, err := engine.Latest(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range briefs {
		ids[b.URL+" "+b.Seen.Format(time.RFC3339)] = b.ID
	}
	return engine, ids
}

// page is a page of an outlet: counters, a time of update and links are what they
// are on that day.
func page(canonical, updated string, comments int, related string, paragraphs ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>Piers shut at noon</title><meta property="og:site_name" content="The Echo">`+
		`<link rel="canonical" href="%s"><meta property="article:published_time" content="2025-03-11T09:00:00Z">`+
		`<meta property="article:modified_time" content="%s"></head><body><article><h1>Piers shut at noon</h1>`+
		"\n<p>Updated %s</p><p>%d comments</p>", canonical, updated, updated, comments)
	for _, p := range paragraphs {
		fmt.Fprintf(&b, "\n<p>%s</p>", p)
	}
	fmt.Fprintf(&b, "\n<p>Related: <a href=\"/x\">%s</a></p><p>%d shares</p></article></body></html>", related, comments*7)
	return b.String()
}

const (
	shut  = "The harbour office closed both piers at noon on Tuesday because of the swell, its director, Enid Strake, said."
	hurt  = "Three people were hurt when a gangway came down at the northern pier, the ambulance service said in a statement."
	sail  = "Ferries will not sail before Thursday, and the islands are cut off until then, the company said on its board."
	tug   = "A tug stands by in the roads tonight, and the lifeboat crews of both harbours have been called in from leave."
	other = "The council passed the budget for the schools after four hours of debate and a walkout of the opposition."
)

func TestVersionsOfArchive(t *testing.T) {
	const url, front = "https://echo.example/news/piers", "https://echo.example/"
	engine, ids := archive(t, []capture{
		{url, "2025-03-11T10:00:00Z", page(url, "2025-03-11T09:00:00Z", 3, "Storm shuts school", shut, hurt, sail)},
		{url, "2025-03-11T12:00:00Z", page(url, "2025-03-11T11:40:00Z", 41, "Tram is late again", shut, hurt, sail)},
		{url, "2025-03-11T18:00:00Z", page(url, "2025-03-11T17:10:00Z", 99, "Mayor goes fishing", shut, strings.Replace(hurt, "Three", "Five", 1), sail, tug)},
		{url + "?share=1", "2025-03-12T08:00:00Z", page(url, "2025-03-11T17:10:00Z", 120, "Mayor goes fishing", shut, strings.Replace(hurt, "Three", "Five", 1), tug)},
		// Says that it lives there, and does not.
		{"https://copy.example/piers", "2025-03-12T09:00:00Z", page(url, "2025-03-12T09:00:00Z", 0, "All our copies", shut, hurt, sail)},
		// Of an outlet whose articles all say that they live on the front page.
		{"https://echo.example/news/budget", "2025-03-12T10:00:00Z", page(front, "2025-03-12T09:00:00Z", 0, "None", other, other+" Nobody was surprised.")},
		{"https://echo.example/news/piers-2", "2025-03-12T11:00:00Z", page(front, "2025-03-12T09:00:00Z", 0, "None", shut, sail, tug)},
	})
	id := ids[url+" 2025-03-11T12:00:00Z"]
	got, err := engine.Versions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var says []string
	for _, r := range got {
		says = append(says, r.Seen.Format("02 15:04")+": "+r.Says)
	}
	want := "11 10:00: |11 12:00: nothing of substance changed|11 18:00: 1 sentence added, 1 number changed|12 08:00: 1 sentence removed"
	if strings.Join(says, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(says, "|"), want)
	}
	if len(got) == 4 && (got[1].Before != got[0].ID || !got[0].Before.IsZero()) {
		t.Errorf("not in order: %+v", got)
	}
	for _, alone := range []string{"https://copy.example/piers 2025-03-12T09:00:00Z", "https://echo.example/news/budget 2025-03-12T10:00:00Z"} {
		got, err := engine.Versions(t.Context(), ids[alone])
		if err != nil || len(got) != 1 || got[0].ID != ids[alone] {
			t.Errorf("%s: %+v, %v", alone, got, err)
		}
	}
	if _, err := engine.Versions(t.Context(), hearsay.ArticleID{7}); err == nil {
		t.Error("versions of no article")
	}

	tr, err := engine.Trace(t.Context(), search.Request{Article: id})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range tr.Matches {
		version := strings.HasPrefix(m.Article.URL, url) && !strings.HasSuffix(m.Article.URL, "-2")
		if (m.Relation == hearsay.Revises) != version {
			t.Errorf("%s is %s", m.Article.URL, m.Relation)
		}
		if version && m.Certainty != hearsay.Certain {
			t.Errorf("%s %s is %s", m.Article.URL, m.Article.Seen, m.Certainty)
		}
	}
}

// TestVersionsOfOneTime: where the captures have no order, neither has the revision.
func TestVersionsOfOneTime(t *testing.T) {
	const url, day = "https://echo.example/news/piers", "2025-03-11T10:00:00Z"
	engine, ids := archive(t, []capture{
		{url, day, page(url, "2025-03-11T09:00:00Z", 3, "Storm shuts school", shut, hurt, sail)},
		{url, day, page(url, "2025-03-11T09:00:00Z", 9, "Tram is late again", shut, sail, tug)},
	})
	tr, err := engine.Trace(t.Context(), search.Request{Article: ids[url+" "+day]})
	if err != nil {
		t.Fatal(err)
	}
	if len(tr.Matches) != 1 || tr.Matches[0].Relation != hearsay.Revises || tr.Matches[0].Certainty != hearsay.Strong {
		t.Errorf("%+v", tr.Matches)
	}
}

// TestBracketOfLibrary: an undated page gets its bracket from its neighbours, and a
// back-dated one a finding.
func TestBracketOfLibrary(t *testing.T) {
	var list []capture
	add := func(n int, day string) string {
		url := fmt.Sprintf("https://echo.example/?p=%d", n)
		html := fmt.Sprintf(`<!doctype html><html lang="en"><head><title>Piece of number %d</title></head><body><article><h1>Piece of number %d</h1><p>%s</p><p>%s Number %d.</p></article></body></html>`,
			n, n, shut, tug, n)
		if day != "" {
			html = strings.Replace(html, "</head>", `<meta property="article:published_time" content="`+day+`T09:00:00Z"></head>`, 1)
		}
		list = append(list, capture{url, "2025-06-01T00:00:00Z", html})
		return url + " 2025-06-01T00:00:00Z"
	}
	for i := range 12 {
		add(1000+10*i, fmt.Sprintf("2025-03-%02d", 1+2*i))
	}
	undated, early, fine := add(1053, ""), add(1057, "2019-01-01"), add(1058, "2025-03-12")
	engine, ids := archive(t, list)
	for key, want := range map[string]struct {
		date     bool
		findings int
	}{undated: {true, 0}, early: {true, 1}, fine: {false, 0}} {
		v, err := engine.Article(t.Context(), ids[key])
		if err != nil {
			t.Fatal(err)
		}
		last := v.Article.Dates[len(v.Article.Dates)-1]
		if (last.Basis == "url-order") != want.date || len(v.Findings) != want.findings || last.Chosen && want.date {
			t.Errorf("%s: %+v, %+v", key, last, v.Findings)
		}
		if want.date && (last.Earliest.Format(time.DateOnly) < "2025-03-07" || last.Latest.Format(time.DateOnly) > "2025-03-17") {
			t.Errorf("%s: %+v", key, last)
		}
	}
}
