// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package iptc_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/iptc"
)

var now = time.Date(2014, 3, 14, 12, 0, 0, 0, time.UTC)

const newsItem = `<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:dpa.com:20090101:140314-1" version="3" standard="NewsML-G2" xml:lang="de">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="dpa"/><versionCreated>2014-03-14T10:00:00+01:00</versionCreated><firstCreated>2014-03-14T09:00:00+01:00</firstCreated>
STATUS</itemMeta>
<contentMeta><urgency>3</urgency><creator><name>Ann Lee</name></creator><infoSource literal="dpa"/><infoSource><name>Interfax</name></infoSource><headline>Regen &amp; Wind</headline>
<dateline>Hamburg (dpa)</dateline><by>Von Ann Lee</by><creditline>dpa/Interfax</creditline><language tag="de-DE"/></contentMeta>
<contentSet>CONTENT</contentSet></newsItem>`

const nitf = `<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="en"><head><title>t</title><docdata MANAGEMENT><doc-id id-string="n-7" regsrc="AP"/><urgency ed-urg="2"/><date.issue norm="20140314T103000Z"/>RELEASE
<doc.copyright holder="Associated Press" year="2014"/><du-key version="2"/></docdata></head>
<body><body.head><hedline><hl1>Rain falls</hl1></hedline><byline>By <person>Ann Lee</person><byttl>AP Writer</byttl></byline><distributor>AP</distributor><dateline><location>HAMBURG</location>, Germany (AP)</dateline></body.head>
<body.content><block><p>Rain <em>fell</em> &amp; fell.</p><media><media-caption>no</media-caption></media><hl2>More</hl2><p>See <a href="https://paper.example/">this</a>.<script>x</script></p></block></body.content></body></nitf>`

func fill(template string, pairs ...string) []byte {
	return []byte(strings.NewReplacer(append(pairs, "STATUS", "", "CONTENT", "", "MANAGEMENT", "", "RELEASE", "")...).Replace(template))
}

func one(t *testing.T, body []byte) iptc.Document {
	t.Helper()
	docs, err := iptc.Parse(body, "")
	if err != nil || len(docs) != 1 {
		t.Fatalf("%v, %d documents of %.60q", err, len(docs), body)
	}
	return docs[0]
}

func TestNewsItem(t *testing.T) {
	t.Parallel()
	d := one(t, fill(newsItem, "CONTENT", `<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body><h1>Regen</h1><p>Es <b>regnet</b>.</p></body></html></inlineXML>`))
	want := iptc.Document{
		Format: iptc.NewsML, ID: "urn:newsml:dpa.com:20090101:140314-1", Version: "3", Kind: "text", Headline: "Regen & Wind", Byline: "Von Ann Lee", Dateline: "Hamburg (dpa)",
		Language: "de-DE", HTML: "<h2>Regen</h2><p>Es <strong>regnet</strong>.</p>", Provider: "dpa", Credit: "dpa/Interfax", Sources: []string{"dpa", "Interfax"},
		Created: "2014-03-14T09:00:00+01:00", Changed: "2014-03-14T10:00:00+01:00", Status: iptc.Usable,
	}
	if !equal(d, want) {
		t.Errorf("%+v\nwant\n%+v", d, want)
	}
	d = one(t, fill(newsItem, "CONTENT", `<inlineData contenttype="text/plain">Eins &lt; zwei.

Drei.</inlineData><remoteContent href="x"/>`))
	if d.Text != "Eins < zwei.\n\nDrei." || !strings.Contains(string(d.Page()), "<p>Eins &lt; zwei.</p>\n<p>Drei.</p>") {
		t.Errorf("%+v", d)
	}
	inner := strings.ReplaceAll(string(fill(nitf)), `<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">`, "")
	d = one(t, fill(newsItem, "CONTENT", `<inlineXML contenttype="application/nitf+xml">`+inner+`</inlineXML>`))
	if d.HTML != `<div><p>Rain <em>fell</em> &amp; fell.</p><h2>More</h2><p>See <a href="https://paper.example/">this</a>.</p></div>` {
		t.Errorf("%+v", d)
	}
}

func equal(a, b iptc.Document) bool {
	x, y := strings.Join(a.Sources, "|"), strings.Join(b.Sources, "|")
	a.Sources, b.Sources = nil, nil
	return x == y && string(a.Page()) == string(b.Page()) && a.ID == b.ID && a.Provider == b.Provider && a.Created == b.Created && a.Changed == b.Changed &&
		a.Status == b.Status && a.Embargo == b.Embargo && a.Version == b.Version && a.Kind == b.Kind && a.Format == b.Format && a.Language == b.Language
}

func TestNITF(t *testing.T) {
	t.Parallel()
	d := one(t, fill(nitf))
	want := iptc.Document{
		Format: iptc.NITF, ID: "n-7", Version: "2", Kind: "text", Headline: "Rain falls", Byline: "By Ann Lee", Dateline: "HAMBURG, Germany (AP)", Language: "en",
		HTML:     `<div><p>Rain <em>fell</em> &amp; fell.</p><h2>More</h2><p>See <a href="https://paper.example/">this</a>.</p></div>`,
		Provider: "Associated Press", Credit: "AP", Created: "2014-03-14T10:30:00Z", Status: iptc.Usable,
	}
	if !equal(d, want) {
		t.Errorf("%+v\nwant\n%+v", d, want)
	}
}

func TestNinjs(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"1.x": `{"uri":"http://paper.example/1","type":"text","versioncreated":"2014-03-14T10:00:00Z","byline":"Ann Lee","headline":"Rain","copyrightholder":"TT","creditline":"TT","infosource":[{"name":"AP"}],"body_xhtml":"<p>It rained.</p>","body_text":"It rained."}`,
		"2.x": `{"uri":"http://paper.example/1","type":"text","versioncreated":"2014-03-14T10:00:00Z","by":"Ann Lee","headlines":[{"role":"sub","value":"no"},{"role":"main","value":"Rain"}],"copyrightholder":"TT","creditline":"TT","infosources":[{"name":"AP"}],"bodies":[{"role":"text","contenttype":"text/plain","value":"It rained."},{"role":"x","contenttype":"text/html","value":"<p>It rained.</p>"}]}`,
		"3.x": `{"standard":{"name":"ninjs","version":"3.1"},"uri":"http://paper.example/1","type":"text","versionCreated":"2014-03-14T10:00:00Z","by":"Ann Lee","headlines":[{"value":"Rain"}],"copyrightHolder":"TT","creditLine":"TT","infoSources":[{"literal":"AP"}],"bodies":[{"contentType":"text/html","value":"<p>It rained.</p>"},7]}`,
	} {
		d := one(t, []byte(body))
		want := iptc.Document{
			Format: iptc.Ninjs, ID: "http://paper.example/1", Kind: "text", Headline: "Rain", Byline: "Ann Lee", HTML: "<p>It rained.</p>",
			Provider: "TT", Credit: "TT", Sources: []string{"AP"}, Changed: "2014-03-14T10:00:00Z", Status: iptc.Usable,
		}
		if !equal(d, want) {
			t.Errorf("%s: %+v\nwant\n%+v", name, d, want)
		}
	}
	d := one(t, []byte(`{"uri":"urn:newsml:dpa.com:1","type":"picture","versioncreated":"x","headline":"A","description_text":"B"}`))
	if d.Provider != "dpa.com" || d.Empty() != `no article but of kind "picture" (ninjs)` {
		t.Errorf("%+v %s", d, d.Empty())
	}
	nested := one(t, []byte(`{"uri":"u","bodies":[{"role":"nitf","value":"<nitf><body><body.content><p>It rained.</p></body.content></body></nitf>"}]}`))
	if nested.HTML != "<p>It rained.</p>" {
		t.Errorf("%+v", nested)
	}
	if docs, err := iptc.Parse([]byte(`[{"uri":"a","bodies":[]},{"uri":"b","bodies":[]}]`), ""); err != nil || len(docs) != 2 {
		t.Errorf("%v %v", docs, err)
	}
}

// TestHeld holds the two promises that agencies are given: nothing before the end of
// its embargo, nothing that was cancelled.
func TestHeld(t *testing.T) {
	t.Parallel()
	ninjs := func(fields string) []byte { return []byte(`{"uri":"u","headline":"x","body_text":"y",` + fields + `}`) }
	for _, c := range []struct {
		name string
		body []byte
		want string // "" for usable
	}{
		{"no word of it", ninjs(`"version":"1"`), ""},
		{"ninjs", ninjs(`"embargoed":"2014-03-14T13:00:00Z"`), "embargoed until 2014-03-14T13:00:00Z: add it again after that"},
		{"ninjs 3", ninjs(`"embargoedUntil":"2014-03-14T14:00:00+01:00"`), "embargoed until 2014-03-14T13:00:00Z: add it again after that"},
		{"over", ninjs(`"embargoed":"2014-03-14T11:59:59Z"`), ""},
		{"over just now", ninjs(`"embargoed":"2014-03-14T12:00:00Z"`), ""},
		{"no zone", ninjs(`"embargoed":"2014-03-14T06:00:00"`), "embargoed until 2014-03-14T18:00:00Z: add it again after that"},
		{"a day", ninjs(`"embargoed":"2014-03-14"`), "embargoed until 2014-03-15T12:00:00Z: add it again after that"},
		{"not readable", ninjs(`"embargoed":"tonight"`), `under an embargo that cannot be read ("tonight"); ask its provider`},
		{"usable", ninjs(`"pubstatus":"usable"`), ""},
		{"cancelled", ninjs(`"pubStatus":"canceled"`), "cancelled by its provider (u)"},
		{"cancelled in Britain", ninjs(`"pubStatus":"http://cv.iptc.org/newscodes/pubstatusg2/Cancelled"`), "cancelled by its provider (u)"},
		{"withheld", ninjs(`"pubstatus":"withheld"`), "withheld by its provider (u)"},
		{"a status that nobody knows", ninjs(`"pubstatus":"pending"`), "withheld by its provider (u)"},
		{"NewsML-G2", fill(newsItem, "STATUS", `<embargoed>2014-03-14T13:00:00Z</embargoed><pubStatus qcode="stat:usable"/>`), "embargoed until 2014-03-14T13:00:00Z: add it again after that"},
		{"NewsML-G2, cancelled", fill(newsItem, "STATUS", `<pubStatus qcode="stat:canceled"/>`), "cancelled by its provider (urn:newsml:dpa.com:20090101:140314-1)"},
		{"NITF", fill(nitf, "RELEASE", `<date.release norm="20140314T130000Z"/>`), "embargoed until 2014-03-14T13:00:00Z: add it again after that"},
		{"NITF, no moment", fill(nitf, "MANAGEMENT", `management-status="embargoed"`), `under an embargo that cannot be read ("no moment is given"); ask its provider`},
		{"NITF, cancelled", fill(nitf, "MANAGEMENT", `management-status="canceled"`), "cancelled by its provider (n-7)"},
	} {
		d := one(t, c.body)
		if got, held := d.Held(now); got != c.want || held != (c.want != "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	d := one(t, ninjs(`"versioncreated":"2014-03-14T10:00:00Z","embargoed":"2014-03-14T11:00:00Z"`))
	if d.Date() != "2014-03-14T11:00:00Z" {
		t.Errorf("date %s: an item cannot be read before its embargo is over", d.Date())
	}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	item := strings.SplitN(string(fill(newsItem, "CONTENT", "<inlineData>a</inlineData>")), "\n", 2)[1]
	docs, err := iptc.Parse([]byte(`<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>`+item+`<packageItem guid="p"><groupSet/></packageItem>`+item+`</itemSet></newsMessage>`), "")
	if err != nil || len(docs) != 3 {
		t.Fatalf("%v %d", err, len(docs))
	}
	if docs[0].Text != "a" || docs[1].Empty() != `no article but of kind "package" (NewsML-G2)` {
		t.Errorf("%+v", docs)
	}
}

func TestNotRead(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]error{
		"":                            hearsay.ErrInvalid,
		"<rss/>":                      hearsay.ErrInvalid,
		`<NewsML Version="1.2"/>`:     hearsay.ErrInvalid,
		"<newsMessage/>":              hearsay.ErrInvalid,
		"<nitf><body>":                hearsay.ErrCorrupt,
		`{"a":1}`:                     iptc.ErrNone,
		`{"uri":`:                     hearsay.ErrCorrupt,
		`[]`:                          hearsay.ErrInvalid,
		strings.Repeat(" ", 11<<20):   hearsay.ErrTooLarge,
		strings.Repeat("<nitf>", 300): hearsay.ErrTooLarge,
	} {
		if _, err := iptc.Parse([]byte(body), ""); !errors.Is(err, want) {
			t.Errorf("%.30q: %v, want %v", body, err, want)
		}
	}
}

// TestAttackD4: entities are never read.
func TestAttackD4(t *testing.T) {
	t.Parallel()
	for _, root := range []string{"nitf", "newsItem", "newsMessage"} {
		for _, dtd := range []string{
			`<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>`,
			`<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>`,
			`<!DOCTYPE x SYSTEM "x.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;]>`,
		} {
			if _, err := iptc.Parse([]byte(dtd+"<"+root+">&b;&c;</"+root+">"), ""); !errors.Is(err, hearsay.ErrRefused) {
				t.Errorf("%s %s: %v", root, dtd, err)
			}
		}
	}
}

// TestAttackX8: what is no markup where it stands is none on the page either.
func TestAttackX8(t *testing.T) {
	t.Parallel()
	evil := `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	d := iptc.Document{Headline: evil, Byline: evil, Dateline: evil, Language: evil, Credit: `</script><script>alert(1)</script>`, Sources: []string{evil}, Text: evil}
	page := string(d.Page())
	if strings.Contains(strings.ToLower(page), "<script>alert") || strings.Contains(page, "<img") || strings.Count(page, "</script>") != 1 {
		t.Errorf("%s", page)
	}
	n := one(t, fill(nitf, "Rain falls", "&lt;script&gt;alert(1)&lt;/script&gt;", "https://paper.example/", "&quot;&gt;&lt;script&gt;alert(1)"))
	if strings.Contains(string(n.Page()), "<script>alert") {
		t.Errorf("%s", n.Page())
	}
}
