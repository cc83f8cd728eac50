// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"hearsay"
	"hearsay/prose"
)

// MaxBody is the longest body, in bytes, that Article reads. A page of text is
// a hundred times smaller; what is larger is data, or made to waste time.
const MaxBody = 20 << 20

// page is what either kind of input gives before it is put together.
type page struct {
	parts  []part
	facts  *facts
	stream *stream
	title  string
	byline []string
	near   []string  // pieces of text that may hold the date
	found  time.Time // the date that the extractor found
	plain  bool      // it is a text, without links
}

// Article reads the article from the body of a capture. It is a function of its
// arguments alone. The result owns its memory. Errors: ErrTooLarge for a body
// over MaxBody, ErrInvalid when no article text is recognised. Time is linear in
// the body but for the main-text extractor, which takes about 7 ms a page and
// some hundred on the worst pages of doc/eval.md.
func Article(c hearsay.Capture, body []byte) (hearsay.Article, error) {
	if len(body) > MaxBody {
		return hearsay.Article{}, fmt.Errorf("read page: %w: %d bytes, the limit is %d", hearsay.ErrTooLarge, len(body), MaxBody)
	}
	d := decode(body, c.MediaType)
	var p *page
	if isText(c.MediaType, d.text) {
		p = readText(c, d.text)
	} else {
		p = readHTML(d.text)
	}
	a := p.article(c, &d)
	if a.Words == 0 {
		return hearsay.Article{}, fmt.Errorf("read page: %w: no article text was recognised", hearsay.ErrInvalid)
	}
	return a, nil
}

// isText reports whether a body is to be read as plain text: because it is
// declared so, or because nothing in it looks like a page.
func isText(mediaType, text string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	switch strings.TrimSpace(kind) {
	case "text/html", "application/xhtml+xml":
		return false
	case "text/plain", "text/markdown":
		return true
	}
	head := strings.ToLower(text[:min(len(text), 4096)])
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body", "<p>", "<div", "<article", "<table"} {
		if strings.Contains(head, mark) {
			return false
		}
	}
	return true
}

// readHTML reads a page. A page that the parser refuses (nested too deep) is
// read as the bare text it holds.
func readHTML(text string) *page {
	p := &page{stream: newStream(text)}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		p.facts = &facts{}
		p.parts = plainParts(textBlocks(p.stream.text))
		return p
	}
	p.facts = factsOf(doc)
	p.title = headline(p.facts)
	blocks := blocksOf(doc, p.stream.locate(doc))
	kept, meta := mainText(doc)
	for _, list := range [][]block{blocks, kept} {
		for i := range list {
			list[i].plain()
		}
	}
	cands := candidates(blocks, mark(blocks, kept), p.title)
	settle(cands)
	p.near, p.found = datedText(cands), meta.Date
	p.byline = byline(p.facts, siteName(p.facts), meta.Author)
	for i := range cands {
		p.take(&cands[i])
	}
	return p
}

// mainText asks the extractor for the main text of a page. It never fetches. A
// page in which it finds nothing gives no blocks, and the rules find none either.
func mainText(doc *html.Node) ([]block, trafilatura.Metadata) {
	res, err := trafilatura.ExtractDocument(doc, trafilatura.Options{ExcludeComments: true, HtmlDateMode: trafilatura.Fast})
	if err != nil {
		return nil, trafilatura.Metadata{}
	}
	return blocksOf(res.ContentNode, nil), res.Metadata
}

// take turns a candidate into a part. The headline is neither kept nor noted:
// it has its own field.
func (p *page) take(c *candidate) {
	if c.head && !c.in {
		return
	}
	p.parts = append(p.parts, part{block: c.block, kept: c.in, leads: !c.in && isReadMore(c.text)})
}

// readText reads plain text or a pasted page.
func readText(c hearsay.Capture, text string) *page {
	p := &page{plain: true, facts: &facts{}, stream: &stream{text: text, runs: []run{{len: len(text), pageLen: len(text)}}}}
	blocks := textBlocks(text)
	for i := range blocks {
		blocks[i].plain()
	}
	if c.Given.Title == "" && textHeadline(blocks) {
		p.title = blocks[0].text
		blocks = blocks[1:]
	} else if len(blocks) > 1 && key(blocks[0].text) == key(c.Given.Title) {
		blocks = blocks[1:]
	}
	blocks = p.signature(blocks)
	for i := range blocks {
		p.parts = append(p.parts, plainPart(&blocks[i]))
	}
	return p
}

// maxSignature is how many of the first blocks may say who wrote and when.
const maxSignature = 3

// signature takes the lines between headline and lead that only date and sign.
func (p *page) signature(blocks []block) []block {
	for range maxSignature {
		if len(blocks) < 2 || len(strings.Fields(blocks[0].text)) > 12 {
			break
		}
		text := blocks[0].text
		names := personNames([]string{text}, "")
		switch {
		case byWord.MatchString(text) && len(names) > 0:
			p.byline = append(p.byline, names...)
		case isDateLine(text, true):
		default:
			return blocks
		}
		p.near = append(p.near, text)
		p.parts = append(p.parts, part{block: &blocks[0]})
		blocks = blocks[1:]
	}
	return blocks
}

// plainParts keeps every block that is no furniture.
func plainParts(blocks []block) []part {
	parts := make([]part, len(blocks))
	for i := range blocks {
		blocks[i].plain()
		parts[i] = plainPart(&blocks[i])
	}
	return parts
}

func plainPart(b *block) part {
	return part{block: b, kept: !isFurniture(b), leads: isReadMore(b.text)}
}

// article puts a page together.
func (p *page) article(c hearsay.Capture, d *decoded) hearsay.Article {
	a := hearsay.Article{Capture: c.ID, URL: firstOf(c.Given.URL, c.URL), Seen: c.At}
	a.ID = hearsay.ArticleIn(c.ID)
	base := firstOf(resolve(a.URL, p.facts.base), a.URL)
	a.Canonical = p.canonical(base)
	a.URL = firstOf(a.URL, a.Canonical)
	a.Headline = firstOf(clean(c.Given.Title), p.title)
	a.Outlet = outlet(c, p.facts, a.URL, p.title)
	a.Byline = p.byline

	b := build(p.parts)
	a.Text, a.Blocks, a.Removed = b.text.String(), b.blocks, b.removed
	a.Words = prose.Count(a.Text)
	a.Citations = citations(b.links, base)
	a.Map = mappings(b, p.stream, d)
	a.Language = language(a.Text, p.facts.lang, c.Given.Language)
	address := firstOf(c.Given.URL, c.URL)
	own := a.Outlet
	if address == "" {
		own.Domain = "" // the page's word alone: it may be where the text is from
	}
	a.Credits = append(credits(&a, organizations(p.facts)), leadCredits(b.leads, base, own, p.plain)...)
	a.Credits = append(a.Credits, syndicated(p.facts, address, a.Canonical)...)
	near := p.near
	if a.Dateline != "" {
		near = append(near, a.Dateline)
	}
	a.Dates = dates(c, p.facts, a.URL, near, p.found)
	a.Reviews = reviews(p.facts, base)
	return a
}

// canonical is where the page says it lives.
func (p *page) canonical(base string) string {
	if to := resolve(base, p.facts.canonical); to != "" && p.facts.canonical != "" {
		return to
	}
	for _, m := range p.facts.get("og:url") {
		return resolve(base, m.value)
	}
	return ""
}

// endsHere are the words that send readers to a link that is lost: "Read the full
// story here".
var endsHere = regexp.MustCompile(`(?i)^[^\n]{3,80}\b(?:here|story|article|more|original|report)\W*$`)

// leadCredits are the credits of the paragraphs that lead to the source.
func leadCredits(leads []lead, base string, own hearsay.Agent, plain bool) []hearsay.Credit {
	var out []hearsay.Credit
	for _, l := range leads {
		href := ""
		for _, to := range l.links {
			if href = resolve(base, to.href); href != "" {
				break
			}
		}
		at := hearsay.Place{Part: hearsay.InRemoved, Index: l.removed, Span: hearsay.Span{End: len(l.text)}}
		c := readMoreCredit(l.text, href, at)
		nowhere := c.To.IsZero() && href == "" // in a page: a button of its own; in a text the link is lost
		if isOwn(own, c.To) || nowhere && (!plain || !endsHere.MatchString(l.text)) {
			continue
		}
		out = append(out, c)
	}
	return out
}

func citations(links []link, base string) []hearsay.Citation {
	var out []hearsay.Citation
	for _, l := range links {
		if to := resolve(base, l.href); to != "" && l.span.Len() > 0 {
			out = append(out, hearsay.Citation{Anchor: l.span, URL: to})
		}
	}
	return out
}

func firstOf(options ...string) string {
	for _, s := range options {
		if s != "" {
			return s
		}
	}
	return ""
}
