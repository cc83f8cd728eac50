// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay/feed"
)

// sound checks what holds of every list, whatever was read.
func sound(t *testing.T, f *feed.Feed) {
	t.Helper()
	for _, e := range f.Entries {
		if e.ID == "" || e.Address != "" && !strings.HasPrefix(e.Address, "http") {
			t.Fatalf("entry %+v", e)
		}
		for _, s := range append([]string{e.ID, e.Title, e.Author, e.Language}, e.Categories...) {
			if strings.ContainsAny(s, "\n\r\x00\x1b") || !utf8.ValidString(s) {
				t.Fatalf("not one line of text: %q", s)
			}
		}
		if e.Published.Value != "" && e.Published.Latest.Before(e.Published.Earliest) {
			t.Fatalf("date %+v", e.Published)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><title>a&b</title><item><title><![CDATA[x]]></title><link>/1</link><pubDate>Sat, 07 Sep 02 09:42:31 EST</pubDate></item></channel></rss>`), "text/xml")
	f.Add([]byte(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>R</title></channel><item><dc:date>2014</dc:date><link>x</link></item></rdf:RDF>`), "")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="x"><entry><title type="html">&lt;b&gt;</title><content type="xhtml"><div><p>x</div></content><link href="y"/></entry>`), "application/atom+xml; charset=utf-16")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":7,"title":"x","authors":[null,{"name":"y"}]},[],{}]}`), "application/json")
	f.Add([]byte(`<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>`), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		if got, err := feed.Parse(body, contentType, base); err == nil {
			sound(t, got)
		}
	})
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(newsSitemap))
	f.Add([]byte(`<sitemapindex><sitemap><loc>x</loc></sitemap><url/>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if got, err := feed.Parse(body, "", base); err == nil {
			sound(t, got)
		}
	})
}

func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<opml><head><title>x</title></head><body><outline text="a"><outline text="b" xmlUrl="https://a.example/" category="x,y"/><outline kind="page" url="https://b.example/" selector="a"/></outline></body></opml>`))
	f.Add([]byte(`<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///x">]><opml/>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		l, err := feed.ParseOPML(body, "")
		if err != nil {
			return
		}
		b, err := l.OPML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := feed.ParseOPML(b, "")
		if err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
		b2, err := again.OPML()
		if err != nil || string(b) != string(b2) || len(l.Feeds) != len(again.Feeds) {
			t.Fatalf("%v\n%s\n%s", err, b, b2)
		}
	})
}

func FuzzDiscover(f *testing.F) {
	f.Add([]byte(`<base href="/x/"><link rel="alternate" type="application/rss+xml" href="a"><a rel=feed href=b>`), "text/html; charset=windows-1251", "https://a.example/")
	f.Fuzz(func(t *testing.T, page []byte, contentType, address string) {
		one := feed.Discover(page, contentType, address)
		for _, c := range one {
			if !strings.HasPrefix(c.Address, "http") {
				t.Fatalf("%+v", c)
			}
		}
		if two := feed.Discover(page, contentType, address); !reflect.DeepEqual(one, two) {
			t.Fatal("not the same twice")
		}
	})
}

func FuzzLinks(f *testing.F) {
	f.Add([]byte(`<div class=a><a href=/1>x</a><time datetime=2014-03-14>`), ".a")
	f.Add([]byte(`<table><a href=/1><table><a>`), "a:nth-child(2n+1):not(:has(b)) ~ a")
	f.Fuzz(func(t *testing.T, page []byte, selector string) {
		if got, err := feed.Links(page, "", base, selector); err == nil {
			sound(t, got)
		}
	})
}
