// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay"
)

// FuzzStages runs the stages that are ours on any bytes, with every block kept.
func FuzzStages(f *testing.F) {
	f.Add([]byte("<p>Fish &amp; chips<table><b>x</table>y"), "text/html")
	f.Add([]byte("Head\n\n“Text,” she said.\n\nPost a Comment"), "text/plain")
	f.Add([]byte("<p>\xcf\xf0\xe8\xe2\xe5\xf2</p>"), "text/html; charset=windows-1251")
	f.Fuzz(func(t *testing.T, body []byte, mediaType string) {
		d := decode(body, mediaType)
		p := &page{facts: &facts{}, stream: newStream(d.text)}
		doc, err := html.Parse(strings.NewReader(d.text))
		if err != nil {
			return
		}
		p.facts = factsOf(doc)
		blocks := blocksOf(doc, p.stream.locate(doc))
		for i := range blocks {
			blocks[i].plain()
			if len(blocks[i].src) != len(blocks[i].text) {
				t.Fatalf("block of %d bytes has %d sources", len(blocks[i].text), len(blocks[i].src))
			}
		}
		cands := candidates(blocks, mark(blocks, blocks), headline(p.facts))
		settle(cands)
		for i := range cands {
			p.take(&cands[i])
		}
		a := p.article(hearsay.Capture{URL: "https://fuzz.example/"}, &d)
		for _, m := range a.Map {
			if m.Page.Start < 0 || m.Page.End > len(body) || m.Page.Start > m.Page.End || m.Text.End > len(a.Text) {
				t.Fatalf("map %+v of %d bytes", m, len(body))
			}
		}
	})
}

// TestMark marks a kept text on a page that says the same in other places.
func TestMark(t *testing.T) {
	page := []block{{text: "Home Sport"}, {text: "The ferry left at six"}, {text: "Short head"}, {text: "and nobody was on it, the harbour master said"},
		{text: "The ferry left at six and more of this teaser"}}
	kept := []block{{text: "The ferry left at six"}, {text: "Short head"}, {text: "and nobody was on it, the harbour master said"}}
	got := mark(page, kept)
	for i, want := range []bool{false, true, true, true, false} {
		if got[i] >= minShare != want {
			t.Errorf("block %d %q: share %.2f, kept should be %v", i, page[i].text, got[i], want)
		}
	}
}
