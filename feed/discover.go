// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"bytes"
	"cmp"
	"io"
	"mime"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"hearsay/prose"
)

// Candidate is an address where a feed may be. Nothing was asked there yet.
type Candidate struct {
	Address string
	Title   string // as the page has it; "" when it has none
	Kind    Kind   // as declared; "" when nothing is
	// Guess says that no page names it: many sites have a feed there.
	Guess bool
}

// feedTypes are the media types by which pages announce feeds.
var feedTypes = map[string]Kind{
	"application/rss+xml": RSS, "application/x-rss+xml": RSS, "application/rdf+xml": RSS, "text/rss+xml": RSS, "application/atom+xml": Atom, "application/x.atom+xml": Atom,
	"application/feed+json": JSON, "application/json": JSON, "text/xml": "", "application/xml": "",
}

// wellKnown are paths at which many sites have a feed or a sitemap of news.
var wellKnown = []struct {
	path string
	kind Kind
}{
	{"/feed/", RSS}, {"/rss", RSS}, {"/rss.xml", RSS}, {"/feed.xml", ""}, {"/atom.xml", Atom}, {"/index.xml", RSS}, {"/feed.json", JSON},
	{"/news-sitemap.xml", Sitemap}, {"/sitemap-news.xml", Sitemap}, {"/sitemap_news.xml", Sitemap}, {"/sitemap.xml", SitemapIndex},
}

// candidatesMax is the most candidates that one page may name.
const candidatesMax = 100

// Discover returns the addresses of the feeds that a page names, in its order but
// those of comments last, and behind them guesses at paths of its host that are well
// known. ContentType is that of the transport, address where the page was found. Time
// is linear in page.
func Discover(page []byte, contentType, address string) []Candidate {
	out := named(page, contentType, address)
	slices.SortStableFunc(out, func(a, b Candidate) int { return cmp.Compare(ofComments(a), ofComments(b)) })
	for _, w := range wellKnown {
		c := Candidate{Address: resolve(address, w.path), Kind: w.kind, Guess: true}
		if c.Address != "" && !slices.ContainsFunc(out, func(have Candidate) bool { return have.Address == c.Address }) {
			out = append(out, c)
		}
	}
	return out
}

func ofComments(c Candidate) int {
	if strings.Contains(strings.ToLower(c.Address), "comment") {
		return 1
	}
	return 0
}

// named finds <link rel="alternate"> and <a> of the types of feeds.
func named(page []byte, contentType, address string) []Candidate {
	var out []Candidate
	z := html.NewTokenizer(bytes.NewReader(unicodePage(page, contentType)))
	z.SetMaxBuf(1 << 20)
	base := address
	for len(out) < candidatesMax {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
		default:
			continue
		}
		name, has := z.TagName()
		tag := atom.Lookup(name)
		if !has || tag != atom.Link && tag != atom.A && tag != atom.Base {
			continue
		}
		attr := attributes(z)
		if tag == atom.Base {
			base = cmp.Or(resolve(address, attr["href"]), base)
			continue
		}
		if c, ok := announced(attr, base); ok && !slices.ContainsFunc(out, func(have Candidate) bool { return have.Address == c.Address }) {
			out = append(out, c)
		}
	}
	return out
}

// announced reads the attributes of a link.
func announced(attr map[string]string, base string) (Candidate, bool) {
	mediaType, _, err := mime.ParseMediaType(attr["type"])
	if err != nil {
		mediaType = strings.ToLower(strings.TrimSpace(attr["type"]))
	}
	rel := strings.Fields(strings.ToLower(attr["rel"]))
	kind, typed := feedTypes[mediaType]
	if !slices.Contains(rel, "feed") && !(typed && slices.Contains(rel, "alternate")) {
		return Candidate{}, false
	}
	href := attr["href"]
	if rest, ok := strings.CutPrefix(href, "feed:"); ok { // as browsers once had it
		if href = rest; strings.HasPrefix(rest, "//") {
			href = "http:" + rest
		}
	}
	c := Candidate{Address: resolve(base, href), Title: plain(attr["title"]), Kind: kind}
	// Some systems announce with application/json what is no feed but their interface to programs.
	if c.Address == "" || mediaType == "application/json" && strings.Contains(c.Address, "/wp-json/") || slices.Contains(rel, "stylesheet") {
		return Candidate{}, false
	}
	return c, true
}

// attributes reads those that are asked for here; of two the first counts.
func attributes(z *html.Tokenizer) map[string]string {
	out := map[string]string{}
	for range 32 {
		key, value, more := z.TagAttr()
		switch k := string(key); k {
		case "href", "rel", "type", "title":
			if _, have := out[k]; !have {
				out[k] = prose.Clip(string(value), addressMax)
			}
		}
		if !more {
			break
		}
	}
	return out
}

// unicodePage returns a page in UTF-8, by mark, transport, page or guess as browsers do.
func unicodePage(page []byte, contentType string) []byte {
	enc, name, _ := charset.DetermineEncoding(page[:min(len(page), 1024)], contentType)
	if name == "utf-8" {
		return bytes.ToValidUTF8(page, []byte("\ufffd"))
	}
	out, err := io.ReadAll(enc.NewDecoder().Reader(bytes.NewReader(page)))
	if err != nil {
		return bytes.ToValidUTF8(page, []byte("\ufffd"))
	}
	return out
}
