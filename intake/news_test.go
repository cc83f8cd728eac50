// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake_test

import (
	"errors"
	"strings"
	"testing"

	"hearsay"
	"hearsay/intake"
)

const (
	newsNinjs = `{"uri":"urn:newsml:dpa.com:1","version":"1","versioncreated":"2026-11-05T10:00:00Z","headline":"Regen","copyrightholder":"dpa","language":"de","body_xhtml":"<p>Es regnet.</p>"}`
	newsG2    = `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="https://wire.example/7" version="2"><itemMeta><provider literal="Wire"/><versionCreated>2026-11-05T10:00:00Z</versionCreated></itemMeta><contentMeta><headline>Rain</headline></contentMeta><contentSet><inlineData>It rained.</inlineData></contentSet></newsItem>`
	newsNITF  = `<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><docdata><doc-id id-string="7"/><doc.copyright holder="Wire"/></docdata></head><body><body.head><hedline><hl1>Rain</hl1></hedline></body.head><body.content><p>It rained.</p></body.content></body></nitf>`
)

// news reads a file and writes of each item what an article will be given.
func news(t *testing.T, name, content string) string {
	t.Helper()
	var out []string
	for it := range intake.Walk(t.Context(), []string{folder(t, map[string]string{name: content}) + "/" + name}, intake.Options{Now: noon}) {
		if it.Skip != nil {
			out = append(out, "SKIP "+it.Skip.Reason)
			continue
		}
		g := it.Capture.Given
		out = append(out, strings.Join([]string{it.Record.TargetURI(), it.Record.Header.Value("Content-Type"), it.Capture.URL, it.Capture.Name, g.URL, g.Outlet, g.Title, g.Date, g.Language}, "|"))
		again, body, err := intake.FromRecord(it.Record, intake.Limits{})
		if err != nil || again.ID != it.Capture.ID || string(body) != string(it.Body) {
			t.Errorf("%s: read again: %v", name, err)
		}
	}
	return strings.Join(out, "\n")
}

func TestNews(t *testing.T) {
	t.Parallel()
	const (
		ninjs  = "urn:hearsay:name:urn:newsml:dpa.com:1|application/vnd.iptc.ninjs+json||urn:newsml:dpa.com:1|urn:newsml:dpa.com:1|dpa|Regen|2026-11-05T10:00:00Z|de"
		g2     = "https://wire.example/7|application/vnd.iptc.g2.newsitem+xml|https://wire.example/7|||Wire|Rain|2026-11-05T10:00:00Z|"
		nitf   = "urn:hearsay:name:7|application/vnd.nitf+xml||7|urn:hearsay:item:Wire:7|Wire|Rain||"
		before = `"embargoed":"2026-11-05T13:00:00+01:00",`
		ahead  = `"embargoed":"2026-11-05T13:00:01+01:00",`
	)
	put := func(s, at, what string) string { return strings.Replace(s, at, what+at, 1) }
	for _, c := range []struct{ name, content, want string }{
		{"a.json", newsNinjs, ninjs},
		{"a.json", "[" + newsNinjs + "," + newsNinjs + "]", ninjs + "\n" + ninjs},
		{"a.jsonl", newsNinjs + "\n" + `{"text":"x"}` + "\n", ninjs + "\nurn:hearsay:name:row%202%20of%20a.jsonl|application/x-ndjson||row 2 of a.jsonl|||||"},
		{"a.txt", newsNinjs, ninjs},
		{"a.xml", newsG2, g2},
		{"a.nitf", "<?xml version='1.0' encoding='iso-8859-1'?>\n" + newsNITF, nitf},
		{"m.xml", `<newsMessage xmlns:x="urn:x"><header/><itemSet>` + newsG2 + newsG2 + `</itemSet></newsMessage>`, g2 + "\n" + g2},
		{"a.json", put(newsNinjs, `"version"`, before), strings.Replace(ninjs, "10:00:00Z", "12:00:00Z", 1)},
		{"a.json", put(newsNinjs, `"version"`, ahead), "SKIP embargoed until 2026-11-05T12:00:01Z: add it again after that"},
		{"a.xml", put(newsG2, "<versionCreated>", "<embargoed>2026-11-06T00:00:00Z</embargoed>"), "SKIP embargoed until 2026-11-06T00:00:00Z: add it again after that"},
		{"a.xml", put(newsNITF, "<doc.copyright", `<date.release norm="20261106T000000Z"/>`), "SKIP embargoed until 2026-11-06T00:00:00Z: add it again after that"},
		{"a.json", put(newsNinjs, `"version"`, `"pubstatus":"canceled",`), "SKIP cancelled by its provider (urn:newsml:dpa.com:1)"},
		{"a.json", put(newsNinjs, `"version"`, `"pubstatus":"withheld",`), "SKIP withheld by its provider (urn:newsml:dpa.com:1)"},
		{"a.json", `{"uri":"x","type":"picture","versioncreated":"x"}`, `SKIP no article but of kind "picture" (ninjs)`},
		{"a.xml", `<newsMessage/>`, "SKIP a newsMessage without items"},
		{"a.xml", `<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + newsNITF[len(`<!DOCTYPE nitf SYSTEM "nitf.dtd">`):], "SKIP XML that declares entities (a DTD), which are never read"},
	} {
		if got := news(t, c.name, c.content); got != c.want {
			t.Errorf("%s %.80s:\n%s\nwant\n%s", c.name, c.content, got, c.want)
		}
	}
}

// TestWithdrawn: what was cancelled says of which item it was.
func TestWithdrawn(t *testing.T) {
	t.Parallel()
	path := folder(t, map[string]string{"a.json": strings.Replace(newsNinjs, `"version"`, `"pubstatus":"canceled","version"`, 1)}) + "/a.json"
	for it := range intake.Walk(t.Context(), []string{path}, intake.Options{Now: noon}) {
		var w *intake.Withdrawn
		if !errors.As(it.Skip, &w) || w.Name != "urn:newsml:dpa.com:1" || !errors.Is(it.Skip, hearsay.ErrRefused) {
			t.Errorf("%+v", it.Skip)
		}
	}
}
