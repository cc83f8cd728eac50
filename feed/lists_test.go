// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/feed"
)

const newsSitemap = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://paper.example/a</loc><lastmod>2014-03-15</lastmod>
<news:news><news:publication><news:name>Paper</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2014-03-14T11:30:00+01:00</news:publication_date><news:title>Rain &amp; wind</news:title><news:keywords>rain, wind</news:keywords></news:news>
<image:image><image:loc>https://paper.example/a.jpg</image:loc><image:title>no</image:title></image:image></url>
<url><loc>https://paper.example/b</loc></url>
<url><loc>javascript:alert(1)</loc></url></urlset>`

func TestSitemap(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(newsSitemap))
	z.Close()
	for name, body := range map[string][]byte{"plain": []byte(newsSitemap), "gzip": packed.Bytes()} {
		f, err := feed.Parse(body, "", base)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if f.Kind != feed.Sitemap || f.Title != "Paper" || len(f.Entries) != 2 {
			t.Errorf("%s: %+v", name, f)
		}
		if got, want := short(f.Entries[0]), "https://paper.example/a|https://paper.example/a|Rain & wind||2014-03-14T11:30:00+01:00|2014-03-15|||rain,wind|"; got != want {
			t.Errorf("%s: %s\nwant %s", name, got, want)
		}
		if d := cmp.Diff([]feed.Skipped{{3, `an entry that says nothing: its address is none of the web: "javascript:alert(1)"`}}, f.Skipped); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	cut, err := feed.Parse(packed.Bytes()[:packed.Len()-9], "", base)
	if err != nil || len(cut.Skipped) != 2 || !strings.Contains(cut.Skipped[0].Reason, "breaks off while it is unpacked") {
		t.Errorf("cut: %v, %+v", err, cut)
	}
	index, err := feed.Parse([]byte(`<sitemapindex><sitemap><loc>https://paper.example/1.xml.gz</loc><lastmod>2014-03-14</lastmod></sitemap></sitemapindex>`), "", base)
	if err != nil || index.Kind != feed.SitemapIndex || index.Entries[0].Address != "https://paper.example/1.xml.gz" || index.Entries[0].Updated.Value != "2014-03-14" {
		t.Errorf("index: %v, %+v", err, index)
	}
}

// TestSitemapBounds: a bomb costs no more than what is read of it.
func TestSitemapBounds(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte("<urlset>"))
	item := []byte("<url><loc>https://paper.example/a</loc></url>")
	for range 60_000 {
		z.Write(item)
	}
	z.Write(bytes.Repeat([]byte(" "), 30<<20))
	z.Close()
	f, err := feed.Parse(packed.Bytes(), "", base)
	if err != nil || len(f.Entries) != 50_000 {
		t.Fatalf("%v %d entries", err, len(f.Entries))
	}
	if len(f.Skipped) < 2 || !strings.Contains(fmt.Sprint(f.Skipped), "more than 10 MB") || !strings.Contains(fmt.Sprint(f.Skipped), "10000 entries more than the 50000") {
		t.Errorf("%v", f.Skipped)
	}
	if _, err := feed.Parse([]byte(`<!DOCTYPE urlset [<!ENTITY x "y">]>`+newsSitemap[38:]), "", base); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("attack D4: %v", err)
	}
}

func TestDiscover(t *testing.T) {
	t.Parallel()
	page := `<!doctype html><base href="/sub/"><head>
	<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
	<LINK REL='Alternate nofollow' TYPE='application/rss+xml; charset=utf-8' TITLE="All &amp; more" HREF='all.xml'>
	<link rel="alternate" type="application/atom+xml" href="https://other.example/atom">
	<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
	<link rel="alternate" type="application/feed+json" href="feed:https://paper.example/feed.json">
	<link rel="alternate" hreflang="de" href="/de/">
	<link rel="stylesheet" type="text/css" href="/x.css"><link rel="alternate" type="text/xml" href="javascript:x">
	<script>var a = '<link rel="alternate" type="application/rss+xml" href="/no">'</script>
	<a rel="feed" href="/people">People</a>`
	var got []string
	for _, c := range feed.Discover([]byte(page), "text/html", "https://paper.example/news/") {
		got = append(got, fmt.Sprintf("%s %s %q %v", c.Address, c.Kind, c.Title, c.Guess))
	}
	want := []string{
		`https://paper.example/sub/all.xml rss "All & more" false`,
		`https://other.example/atom atom "" false`,
		`https://paper.example/feed.json json "" false`,
		`https://paper.example/people  "" false`,
		`https://paper.example/comments/feed/ rss "Comments" false`,
	}
	if d := cmp.Diff(want, got[:len(want)]); d != "" {
		t.Error(d)
	}
	for _, guess := range got[len(want):] {
		if !strings.HasPrefix(guess, "https://paper.example/") || !strings.HasSuffix(guess, "true") {
			t.Errorf("guess %s", guess)
		}
	}
	if len(got) != len(want)+10 { // one of the eleven is named by the page
		t.Errorf("%d candidates", len(got))
	}
	if c := feed.Discover([]byte(page), "", ""); len(c) != 2 {
		t.Errorf("without an address: %v", c)
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	page := "<html lang=de><title>Latest</title><div class=story><h2><a href='/a'>Regen  <b>f\xe4llt</b></a></h2><time datetime='2014-03-14T10:00'>gestern</time></div>" +
		"<div class=story><a href='/b'><img src=x></a><p>Wind<script>x</script></div><div class=story>no link</div><div class=story><a href='/a'>again</a></div><div class=story><a href='mailto:x@y'>mail</a></div>"
	f, err := feed.Links([]byte(page), "text/html; charset=iso-8859-1", "https://blatt.de/neu", "div.story")
	if err != nil {
		t.Fatal(err)
	}
	if f.Kind != feed.Page || f.Title != "Latest" || f.Language != "de" || len(f.Entries) != 2 {
		t.Fatalf("%+v", f)
	}
	for i, want := range []string{"https://blatt.de/a|https://blatt.de/a|Regen fällt||2014-03-14T10:00:00||||", "https://blatt.de/b|https://blatt.de/b|Wind||||||"} {
		if got := short(f.Entries[i]); !strings.HasPrefix(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if d := cmp.Diff([]feed.Skipped{{3, "no link to a page in it"}, {5, `no link to a page in it: its address is none of the web: "mailto:x@y"`}}, f.Skipped); d != "" {
		t.Error(d)
	}
	if f, err := feed.Links([]byte(page), "", "https://blatt.de/neu", "h2 a, p"); err != nil || len(f.Entries) != 1 {
		t.Errorf("%v %+v", err, f)
	}
	for _, selector := range []string{"", "div[", "a:hover::before", strings.Repeat("a ", 600)} {
		if err := feed.CheckSelector(selector); err == nil {
			t.Errorf("%.20q is no selector", selector)
		}
	}
	if _, err := feed.Links([]byte(strings.Repeat("<b>", 200_000)), "", base, "a"); !errors.Is(err, hearsay.ErrTooLarge) {
		t.Errorf("%v", err)
	}
}

func TestOPML(t *testing.T) {
	t.Parallel()
	body := `<?xml version="1.0" encoding="ISO-8859-1"?><opml version="1.0"><head><title>Mine</title></head><body>
	<outline text="Agencies"><outline text="Europe"><outline type="rss" text="A &amp; B" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/" category="wire,/news/eu"/></outline>
	<outline type="rss" title="Caf` + "\xe9" + `" text="x" xmlUrl="feed://c.example/rss"/></outline>
	<outline text="nothing"/><outline text="bad" xmlUrl="file:///etc/passwd"/>
	<outline type="rss" xmlUrl="https://d.example/rss"/></body></opml>`
	l, err := feed.ParseOPML([]byte(body), "")
	if err != nil {
		t.Fatal(err)
	}
	want := &feed.List{Title: "Mine", Feeds: []feed.Listed{
		{Title: "A & B", Address: "https://a.example/rss", Site: "https://a.example/", Folder: []string{"Agencies", "Europe"}, Tags: []string{"wire", "/news/eu"}, Kind: feed.RSS},
		{Title: "Café", Address: "http://c.example/rss", Folder: []string{"Agencies"}, Kind: feed.RSS},
		{Title: "https://d.example/rss", Address: "https://d.example/rss", Kind: feed.RSS},
	}, Skipped: []feed.Skipped{{5, `"nothing" has no address of a feed`}, {6, `"bad" has no address of a feed`}}}
	if d := cmp.Diff(want, l); d != "" {
		t.Error(d)
	}
}

// TestOPMLBack: what we write we read as the same.
func TestOPMLBack(t *testing.T) {
	t.Parallel()
	want := &feed.List{Title: "All <of> & \"them\"", Feeds: []feed.Listed{
		{Title: "A & B <i>", Address: "https://a.example/rss?x=1&y=2", Site: "https://a.example/", Folder: []string{"Agencies", "a/b"}, Tags: []string{"wire", "de"}, Kind: feed.RSS},
		{Title: "Page", Address: "https://p.example/", Folder: []string{"Agencies", "a/b"}, Kind: feed.Page, Selector: `main > a[href*="/news/"]:not(.x)`},
		{Title: "Map", Address: "https://p.example/news.xml", Folder: []string{"Agencies"}, Kind: feed.Sitemap},
		{Title: "اردو", Address: "https://u.example/rss", Kind: feed.RSS},
	}}
	b, err := want.OPML()
	if err != nil {
		t.Fatal(err)
	}
	got, err := feed.ParseOPML(b, "text/x-opml")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s\n%s", d, b)
	}
}

func TestOPMLRefused(t *testing.T) {
	t.Parallel()
	for body, kind := range map[string]error{
		`<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&x;" xmlUrl="https://a.example/"/></body></opml>`: hearsay.ErrRefused, // attack D4
		`<rss/>`: hearsay.ErrInvalid,
		``:       hearsay.ErrInvalid,
		`<opml><body><outline text="a" xmlUrl="https://a.example/"/>`: hearsay.ErrCorrupt,
		"<opml>" + strings.Repeat("<outline>", 300):                   hearsay.ErrTooLarge,
	} {
		if _, err := feed.ParseOPML([]byte(body), ""); !errors.Is(err, kind) {
			t.Errorf("%.40s: %v", body, err)
		}
	}
}
