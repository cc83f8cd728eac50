// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"bytes"
	"fmt"
	"strings"

	"hearsay/prose"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hearsay"
)

// The limits of a page that lists articles.
const (
	pageBytesMax    = 10 << 20
	pageElementsMax = 25_000
	selectorMax     = 1000
)

// CheckSelector says what is wrong with a CSS selector, or nil.
func CheckSelector(selector string) error {
	_, err := compile(selector)
	return err
}

func compile(selector string) (cascadia.SelectorGroup, error) {
	if len(selector) > selectorMax {
		return nil, fmt.Errorf("CSS selector: %w: longer than %d characters", hearsay.ErrTooLarge, selectorMax)
	}
	s, err := cascadia.ParseGroup(selector)
	if err != nil {
		return nil, fmt.Errorf("CSS selector %q: %w: %v", prose.Clip(selector, 60), hearsay.ErrInvalid, err)
	}
	return s, nil
}

// Links reads a page as a list of articles: each element that the CSS selector finds
// is one, the first link in it (or the link that it is) leads to it, and its words are the
// title. A time element in it is its date. ContentType and address are as for [Parse].
// No match is no error: see that there are no entries.
func Links(page []byte, contentType, address, selector string) (*Feed, error) {
	s, err := compile(selector)
	if err != nil {
		return nil, err
	}
	if len(page) > pageBytesMax {
		return nil, fmt.Errorf("read links: %w: a page of more than %d MB", hearsay.ErrTooLarge, pageBytesMax>>20)
	}
	text := unicodePage(page, contentType)
	if startTags(text) > pageElementsMax {
		return nil, fmt.Errorf("read links: %w: a page of more than %d elements", hearsay.ErrTooLarge, pageElementsMax)
	}
	doc, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("read links: %w: %v", hearsay.ErrInvalid, err)
	}
	f := &Feed{Kind: Page, Address: resolve("", address)}
	f.readPage(doc, address, s)
	return f, nil
}

// startTags counts what may begin an element.
func startTags(text []byte) int {
	n := 0
	for i := range len(text) - 1 {
		if c := text[i+1] | 0x20; text[i] == '<' && c >= 'a' && c <= 'z' {
			n++
		}
	}
	return n
}

func (f *Feed) readPage(doc *html.Node, address string, s cascadia.SelectorGroup) {
	base := address
	if b := under(doc, atom.Base); b != nil {
		if to := resolve(address, attribute(b, "href")); to != "" {
			base = to
		}
	}
	if t := under(doc, atom.Title); t != nil {
		f.Title = line(words(t))
	}
	if t := under(doc, atom.Html); t != nil {
		f.Language = line(attribute(t, "lang"))
	}
	read := clockOf(f.Language, address)
	seen := map[string]bool{}
	for i, match := range cascadia.QueryAll(doc, s) {
		if len(f.Entries) == entriesMax {
			f.skip(0, "it has more links than the %d that are read", entriesMax)
			return
		}
		e := fromMatch(match, base, read)
		switch {
		case e.Address == "":
			f.skip(i+1, "no link to a page in it%s", because(e.Problems))
		case !seen[e.Address]:
			seen[e.Address] = true
			f.add(i+1, e)
		}
	}
}

func fromMatch(match *html.Node, base string, read clock) Entry {
	var e Entry
	link := match
	if match.DataAtom != atom.A {
		link = under(match, atom.A)
	}
	if link == nil {
		return e
	}
	e.address(base, attribute(link, "href"))
	if e.Title = line(words(link)); e.Title == "" { // a link around a picture
		e.Title = line(words(match))
	}
	if t := under(match, atom.Time); t != nil {
		e.Published = read.read(&e, basisPublished, nil, attribute(t, "datetime"), words(t))
	}
	return e
}

// under returns the first element of a kind below n, or nil.
func under(n *html.Node, kind atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == kind {
			return d
		}
	}
	return nil
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// words are the visible words in n, as far as a title is long.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		hidden := d.Parent != nil && (d.Parent.DataAtom == atom.Script || d.Parent.DataAtom == atom.Style)
		if d.Type == html.TextNode && !hidden {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
		if b.Len() > 8*lineMax {
			break
		}
	}
	return b.String()
}
