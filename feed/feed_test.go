// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/feed"
)

// short is an entry as the tables below write it.
func short(e feed.Entry) string {
	out := []string{e.ID, e.Address, e.Title, e.Author, e.Published.Value, e.Updated.Value, e.Summary, e.Content, strings.Join(e.Categories, ","), strings.Join(e.Problems, ";")}
	return strings.Join(out, "|")
}

const base = "https://paper.example/feeds/all.xml"

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, body, contentType, feed, entry string }{
		{
			"rss 2.0", `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
			<title>Paper</title><link>https://paper.example/</link><language>en-gb</language><ttl>15</ttl>
			<atom:link rel="self" href="all.xml"/><atom:link rel="hub" href="https://hub.example/"/>
			<item><title>Flood &amp;amp; fire</title><link>/a</link><guid isPermaLink="false">n1</guid><author>desk@paper.example (Ann Lee)</author>
			<pubDate>Fri, 14 Mar 2014 11:30:00 +0100</pubDate><category>World</category><category>World</category>
			<description>&lt;p&gt;Rain.&lt;/p&gt;</description><content:encoded><![CDATA[<p>Rain fell.</p>]]></content:encoded></item></channel></rss>`, "",
			"rss 2.0 Paper https://paper.example/ https://paper.example/feeds/all.xml https://hub.example/ en-gb 15m0s",
			"n1|https://paper.example/a|Flood & fire|Ann Lee|2014-03-14T11:30:00+01:00||<p>Rain.</p>|<p>Rain fell.</p>|World|",
		},
		{
			"rss 0.91, with the document type that names its DTD", `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
			<rss version="0.91"><channel><title>Old</title><link>http://old.example/</link><item><title>One</title><link>http://old.example/1</link></item></channel></rss>`, "",
			"rss 0.91 Old http://old.example/    0s", "http://old.example/1|http://old.example/1|One|||||||",
		},
		{
			"rdf", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
			<channel rdf:about="x"><title>R</title><link>https://paper.example/</link><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
			<item rdf:about="https://paper.example/1"><title>One</title><link>https://paper.example/1</link><dc:date>2014-03-14</dc:date><dc:creator>Ann Lee</dc:creator><dc:subject>Rain</dc:subject></item></rdf:RDF>`, "",
			"rss 1.0 R https://paper.example/    30m0s", "https://paper.example/1|https://paper.example/1|One|Ann Lee|2014-03-14||||Rain|",
		},
		{
			"atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">Blatt &lt;b&gt;Eins&lt;/b&gt;</title><link href="https://blatt.example/"/><link rel="self" href="https://blatt.example/atom"/>
			<author><name>Desk</name></author>
			<entry xml:base="https://blatt.example/2014/"><id>tag:blatt.example,2014:1</id><title>Regen</title><link rel="alternate" type="text/html" href="eins"/><updated>2014-03-15T10:00:00Z</updated>
			<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Es regnet.</p></div></content></entry></feed>`, "",
			"atom 1.0 Blatt Eins https://blatt.example/ https://blatt.example/atom  de 0s",
			"tag:blatt.example,2014:1|https://blatt.example/2014/eins|Regen|Desk||2014-03-15T10:00:00Z||<p>Es regnet.</p>||",
		},
		{
			"json feed", `{"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://j.example/","items":[
			{"id":7,"url":"/7","title":"Seven <7>","content_text":"a < b","date_published":"2014-03-14T10:00:00Z","authors":[{"name":"Ann"}],"tags":["x"]}]}`, "application/feed+json",
			"json 1.1 J https://j.example/    0s", "7|https://paper.example/7|Seven <7>|Ann|2014-03-14T10:00:00Z|||a &lt; b|x|",
		},
		{
			"charset of the transport", "<rss version=\"2.0\"><channel><title>Caf\xe9</title><item><title>Cr\xe8me</title><link>/1</link></item></channel></rss>", "text/xml; charset=iso-8859-1",
			"rss 2.0 Café     0s", "https://paper.example/1|https://paper.example/1|Crème|||||||",
		},
		{
			"charset of the declaration", "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss version=\"2.0\"><channel><title>\xd6\xe8\xf2\xe0\xf2\xe0</title><item><title>\xd0\xf3\xf1</title><link>/1</link></item></channel></rss>", "text/xml",
			"rss 2.0 Цитата     0s", "https://paper.example/1|https://paper.example/1|Рус|||||||",
		},
		{
			"UTF-16 by its mark", "\xff\xfe" + wide(`<rss version="2.0"><channel><title>W</title><item><title>é</title><link>/1</link></item></channel></rss>`), "text/xml; charset=utf-8",
			"rss 2.0 W     0s", "https://paper.example/1|https://paper.example/1|é|||||||",
		},
		{
			"bare ampersands, control characters, a wrong date, no guid", "<rss version=2><channel><title>A & B\x01</title><item><title>Q&A&#0;&#x1b; &nbsp;&copy</title><link>/1?a=1&b=2</link><pubDate>yesterday</pubDate></item></channel></rss>", "",
			"rss 2 A & B     0s", `https://paper.example/1?a=1&b=2|https://paper.example/1?a=1&b=2|Q&A ©|||||||no date can be read in "yesterday"`,
		},
		{
			"a year of two digits", "<rss version='2.0'><channel><item><title>x</title><link>/1</link><pubDate>Sat, 07 Sep 02 09:42:31 EST</pubDate></item></channel></rss>", "",
			"rss 2.0      0s", "https://paper.example/1|https://paper.example/1|x||2002-09-07T14:42:31Z|||||",
		},
		{
			"an address that is none of the web", "<rss version='2.0'><channel><item><title>x</title><link>javascript:alert(1)</link><guid>g</guid></item></channel></rss>", "",
			"rss 2.0      0s", `g||x|||||||its address is none of the web: "javascript:alert(1)"`,
		},
		{
			"the address behind a counter", "<rss version='2.0' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel><item><title>x</title><link>http://feeds.example/~r/1</link><feedburner:origLink>https://paper.example/1</feedburner:origLink></item></channel></rss>", "",
			"rss 2.0      0s", "https://paper.example/1|https://paper.example/1|x|||||||",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := feed.Parse([]byte(c.body), c.contentType, base)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join([]string{string(f.Kind), f.Version, f.Title, f.Address, f.Self, f.Hub, f.Language, f.Every.String()}, " ")
			if got != c.feed {
				t.Errorf("feed:\n%s\nwant\n%s", got, c.feed)
			}
			if len(f.Entries) != 1 || len(f.Skipped) != 0 {
				t.Fatalf("%d entries, skipped %v", len(f.Entries), f.Skipped)
			}
			if got := short(f.Entries[0]); got != c.entry {
				t.Errorf("entry:\n%s\nwant\n%s", got, c.entry)
			}
		})
	}
}

func wide(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// TestBasis: a claim says where it stands, and an update is no publication.
func TestBasis(t *testing.T) {
	t.Parallel()
	f, err := feed.Parse([]byte(`<feed><entry><title>x</title><published>2014-03-14</published><updated>2014-03-15</updated></entry></feed>`), "", "https://blatt.de/")
	if err != nil {
		t.Fatal(err)
	}
	e := f.Entries[0]
	if e.Published.Basis != "feed" || e.Updated.Basis != "feed:updated" || e.Published.Chosen {
		t.Errorf("%+v, %+v", e.Published, e.Updated)
	}
	if d := e.Published.Latest.Sub(e.Published.Earliest); d < 24*time.Hour-time.Second || d > 25*time.Hour {
		t.Errorf("a day in Germany has %v", d)
	}
}

// TestPartly: what is damaged or too much costs no entry that is whole.
func TestPartly(t *testing.T) {
	t.Parallel()
	item := func(n int) string { return fmt.Sprintf("<item><title>%d</title><link>/%d</link></item>", n, n) }
	many := strings.Builder{}
	for n := range 5003 {
		many.WriteString(item(n))
	}
	rss := "<rss version='2.0'><channel>"
	end := "</channel></rss>"
	for _, c := range []struct {
		name, body string
		entries    int
		skipped    []feed.Skipped
	}{
		{"cut", rss + item(1) + item(2) + "<item><title>3", 2, []feed.Skipped{{0, "it was read up to its entry 2: damaged: line 1: unexpected EOF"}}},
		{"damaged", rss + item(1) + "<item><title>]]></title></item>" + item(3) + end, 1, []feed.Skipped{{0, "it was read up to its entry 1: damaged: line 1: unescaped ]]> not in CDATA section"}}},
		{"not closed", rss + item(1) + "<item><title>2</title><link>/2</item>" + item(3) + end, 3, nil},
		{"rubbish behind", rss + item(1) + end + "<<<", 1, nil},
		{"too many", rss + many.String() + end, 5000, []feed.Skipped{{0, "it has 3 entries more than the 5000 that are read"}}},
		{"nothing said", rss + "<item><pubDate>never</pubDate></item>" + item(2) + end, 1, []feed.Skipped{{1, `an entry that says nothing: no date can be read in "never"`}}},
		{"json: one broken item", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"a"},{"id":"2","tags":"x"},{"id":"3","title":"c"}]}`, 2,
			[]feed.Skipped{{2, "an entry that is none: json: cannot unmarshal string into Go struct field .alias.tags of type []string"}}},
		{"json: numbers", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","tags":"x"},{"id":"2"},{"id":"3","title":"c"}]}`, 1,
			[]feed.Skipped{{1, "an entry that is none: json: cannot unmarshal string into Go struct field .alias.tags of type []string"}, {2, "an entry that says nothing"}}},
		{"json: cut", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"a"},{"id`, 1, []feed.Skipped{{0, "it was read up to its entry 1: unexpected EOF"}}},
	} {
		f, err := feed.Parse([]byte(c.body), "", base)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(f.Entries) != c.entries {
			t.Errorf("%s: %d entries, want %d", c.name, len(f.Entries), c.entries)
		}
		if d := cmp.Diff(c.skipped, f.Skipped); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestNoFeed(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		"":                             "it is empty",
		"hello":                        "it begins with",
		"<html><body>x":                "a web page",
		"<!DOCTYPE html><p>x":          "a web page",
		"<opml version='2.0'/>":        "a list of feeds (OPML)",
		"<svg/>":                       "XML of another kind (svg)",
		"<rss":                         "damaged",
		"{}":                           "no items",
		"[1]":                          "no JSON Feed",
		`{"items":3}`:                  "no list",
		`{"version":"x", "items":[{{`:  "no valid JSON",
		strings.Repeat(" ", 21<<20):    "more than 20 MB",
		"<a>" + strings.Repeat("a", 9): "another kind (a)",
	} {
		_, err := feed.Parse([]byte(body), "", base)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: %v, want %q", body, err, want)
		}
	}
}

// TestAttackD4 holds the promise that entities are never read: billion laughs,
// files and addresses in entities (XXE), parameter entities.
func TestAttackD4(t *testing.T) {
	t.Parallel()
	for name, dtd := range map[string]string{
		"billion laughs":     `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`,
		"quadratic":          `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("a", 50_000) + `">]>`,
		"a file":             `<!DOCTYPE rss [<!ENTITY c SYSTEM "file:///etc/passwd">]>`,
		"an address":         `<!DOCTYPE rss [<!ENTITY c SYSTEM "http://127.0.0.1/">]>`,
		"a parameter entity": `<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/evil.dtd"> %x;]>`,
		"an attribute list":  `<!DOCTYPE rss [<!ATTLIST item title CDATA "x">]>`,
		"an entity alone":    `<!ENTITY c "x">`,
	} {
		for _, kind := range []string{
			`<rss version="2.0"><channel><item><title>&c;</title></item></channel></rss>`,
			`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&c;</title></entry></feed>`,
		} {
			for _, body := range []string{dtd + kind, `<?xml version="1.0"?>` + dtd + kind, strings.Replace(kind, "<item>", "<item/>"+dtd, 1)} {
				if strings.HasPrefix(body, "<feed") {
					continue
				}
				if f, err := feed.Parse([]byte(body), "", ""); !errors.Is(err, hearsay.ErrRefused) {
					t.Errorf("%s: %v, %+v", name, err, f)
				}
			}
		}
	}
	f, err := feed.Parse([]byte(`<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd"><rss version="2.0"><channel><item><title>&c; &lt;</title></item></channel></rss>`), "", "")
	if err != nil || f.Entries[0].Title != "&c; <" {
		t.Errorf("%v %+v", err, f)
	}
}

// TestAttackX8 puts markup and worse into every field: it comes out as the text that
// is seen, or stays away.
func TestAttackX8(t *testing.T) {
	t.Parallel()
	evil := "<script>alert(1)</script>\u202e\x07"
	x := strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(evil)
	rss := `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>X</title><link>X</link><language>X</language><ttl>X</ttl><item><title>X</title><link>javascript:X</link><guid>X</guid><author>X</author><dc:creator>X</dc:creator><category>X</category><pubDate>X</pubDate><source url="X">X</source></item></channel></rss>`
	atom := `<feed version="X"><title>X</title><id>X</id><link href="data:text/html,X"/><entry><id>X</id><title type="html">X</title><author><name>X</name></author><category term="X"/><updated>X</updated><link href="vbscript:X"/></entry></feed>`
	json := `{"version":"https://jsonfeed.org/version/1","title":"X","home_page_url":"javascript:X","items":[{"id":"X","title":"X","url":"javascript:X","authors":[{"name":"X"}],"tags":["X"],"date_published":"X"}]}`
	for name, body := range map[string]string{"rss": strings.ReplaceAll(rss, "X", x), "atom": strings.ReplaceAll(atom, "X", x), "json": strings.ReplaceAll(json, "X", `<script>alert(1)</script>\u202e\u0007`)} {
		f, err := feed.Parse([]byte(body), "", base)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		e := f.Entries[0]
		seen := "<script>alert(1)</script>"
		if name == "atom" {
			e.ID = seen // gofeed writes it as an address: %3Cscript%3E
		}
		for _, got := range append([]string{f.Title, e.Title, e.Author, e.ID}, e.Categories...) {
			if strings.ReplaceAll(got, ", "+seen, "") != seen {
				t.Errorf("%s: %q, want the text that was written", name, got)
			}
		}
		if e.Address != "" || e.Published.Value != "" || len(e.Problems) == 0 {
			t.Errorf("%s: %+v", name, e)
		}
		if strings.ContainsAny(fmt.Sprintf("%+v", f), "\u202e\x07") {
			t.Errorf("%s: control characters come out: %+v", name, f)
		}
	}
}

// TestHostile: what would take a parser's memory is refused, or left out of its entry.
func TestHostile(t *testing.T) {
	t.Parallel()
	item := "<rss version='2.0'><channel><item><title>x</title><link>/1</link>"
	end := "</item><item><title>y</title><link>/2</link></item></channel></rss>"
	atom := "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/'><entry><title>x</title>"
	for name, c := range map[string]struct{ body, err, skipped string }{
		"a tag of attributes": {item + "<a " + strings.Repeat(`a="" `, 5000) + "/>" + end, "a tag with more than 4096 attributes", ""},
		"a deep tree":         {item + strings.Repeat("<a>", 300) + end, "elements 257 deep", ""},
		"a long field":        {item + "<description>" + strings.Repeat("&lt;b>", 400_000) + "</description>" + end, "", "its description has more than 2 MB and was left out"},
		"a long page":         {atom + "<content type='html'>" + strings.Repeat("&lt;a href=x>", 200_000) + "</content></entry></feed>", "", "its content has more than 2 MB and was left out"},
		"many elements":       {item + strings.Repeat("<category/>", 200_001) + end, "more than 200000 elements", ""},
		"many namespaces":     {"<rss version='2.0'" + namespaces(70) + "><channel/></rss>", "more than 64 namespaces", ""},
	} {
		f, err := feed.Parse([]byte(c.body), "", base)
		if c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) && (f == nil || !strings.Contains(fmt.Sprint(f.Skipped), c.err)) {
			t.Errorf("%s: %v, %.200v", name, err, f)
		}
		if c.skipped != "" && (err != nil || len(f.Entries) == 0 || f.Entries[0].Title != "x" || !strings.Contains(fmt.Sprint(f.Skipped), c.skipped)) {
			t.Errorf("%s: %v, %.200v", name, err, f)
		}
	}
}

func namespaces(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " xmlns:n%d='u:%d'", i, i)
	}
	return b.String()
}
