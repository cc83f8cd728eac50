// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"hearsay"
	"hearsay/internal/safexml"
	"hearsay/prose"
)

// Kind says what a list of articles is.
type Kind string

// The kinds. What is RDF is RSS.
const (
	RSS          Kind = "rss"
	Atom         Kind = "atom"
	JSON         Kind = "json"
	Sitemap      Kind = "sitemap"
	SitemapIndex Kind = "sitemap-index" // its entries are sitemaps
	Page         Kind = "page"          // a page of links
)

// Feed is one list of articles, as it was at one moment. It owns its memory.
type Feed struct {
	Kind    Kind
	Version string // "2.0"; as stated
	Title   string
	// Address is that of the site; Self is where the feed says that it lives, Hub
	// where it says that news of it can be had. "" when not stated.
	Address, Self, Hub string
	Language           string // as stated: "en-us"
	// Every is how long the feed says that it need not be asked again; 0 when it
	// does not say.
	Every   time.Duration
	Entries []Entry // as they stand
	Skipped []Skipped
}

// Entry is one article that a feed tells of.
type Entry struct {
	// ID tells it from all others of the feed: the guid; or else its address; or
	// else, of one that has neither, "sha256:" and a digest of what it says.
	ID      string
	Address string // of its page; absolute, http or https; "" when there is none
	Title   string
	Author  string // names, divided by ", "
	// Source is the feed that this was taken from, where it says so.
	Source hearsay.Agent
	// Summary and Content are HTML, as it stands in the feed.
	Summary, Content string
	// Published and Updated are claims; without Value when nothing readable is stated.
	Published, Updated hearsay.Date
	Categories         []string
	Language           string
	// Problems say what of the entry could not be used, for people.
	Problems []string
}

// Skipped is something that a feed holds and that was left out.
type Skipped struct {
	Entry  int    // which one, counted from 1; 0 for the feed itself
	Reason string // for people
}

// The limits; the package comment has them as a table.
const (
	bytesMax   = 10 << 20
	entriesMax = 5000
	lineMax    = 1000
	manyMax    = 50
	htmlMax    = 1 << 20
	addressMax = 8 << 10
)

// Parse reads a feed or sitemap. ContentType is what the transport declares, with
// parameters; it may be empty or wrong. Base is the address that the feed was
// had from, by which relative ones are resolved; it may be empty.
//
// Errors wrap hearsay.ErrInvalid for what is none of these, ErrRefused for one with
// declarations, ErrTooLarge, or ErrCorrupt for one of which nothing can be read.
func Parse(body []byte, contentType, base string) (*Feed, error) {
	f, err := parse(body, contentType, base)
	if err != nil {
		return nil, fmt.Errorf("read feed: %w", err)
	}
	return f, nil
}

func parse(body []byte, contentType, base string) (*Feed, error) {
	if len(body) > 2*bytesMax { // UTF-16 has twice the bytes
		return nil, fmt.Errorf("%w: more than %d MB", hearsay.ErrTooLarge, 2*bytesMax>>20)
	}
	var notes Feed
	body, err := notes.unzip(body)
	if err != nil {
		return nil, err
	}
	text := safexml.Text(body, contentType)
	if len(text) > bytesMax {
		notes.skip(0, "it has more than %d MB; what is behind that was not read", bytesMax>>20)
		text = text[:bytesMax]
	}
	f, err := parseText(text, base)
	if err == nil {
		f.Skipped = append(notes.Skipped, f.Skipped...)
	}
	return f, err
}

// parseText reads what is text by now.
func parseText(text []byte, base string) (*Feed, error) {
	switch {
	case len(text) == 0:
		return nil, fmt.Errorf("%w: it is empty", hearsay.ErrInvalid)
	case text[0] == '{' || text[0] == '[':
		return parseJSON(text, base)
	case text[0] != '<':
		return nil, fmt.Errorf("%w: this is no feed; it begins with %q", hearsay.ErrInvalid, prose.Clip(string(text), 20))
	}
	root, err := rootOf(text)
	if err != nil {
		return nil, err
	}
	switch root {
	case "rss", "rdf", "channel":
		return parseRSS(text, base)
	case "feed":
		return parseAtom(text, base)
	case "urlset":
		return parseSitemap(text, base, Sitemap)
	case "sitemapindex":
		return parseSitemap(text, base, SitemapIndex)
	case "opml":
		return nil, fmt.Errorf("%w: this is a list of feeds (OPML), not a feed; import it", hearsay.ErrInvalid)
	case "html", "head", "body", "script", "div":
		return nil, fmt.Errorf("%w: this is a web page, not a feed; look for its feeds, or give a CSS selector", hearsay.ErrInvalid)
	}
	return nil, fmt.Errorf("%w: this is no feed but XML of another kind (%s)", hearsay.ErrInvalid, prose.Clip(root, 40))
}

// rootOf is the name of the first element, in lower case without prefix.
func rootOf(text []byte) (string, error) {
	if lower := bytes.ToLower(text[:min(len(text), 32)]); bytes.HasPrefix(lower, []byte("<!doctype html")) {
		return "html", nil
	}
	name, err := safexml.Root(text)
	return strings.ToLower(name), err
}

// skip notes that something was left out.
func (f *Feed) skip(entry int, format string, args ...any) {
	f.Skipped = append(f.Skipped, Skipped{entry, fmt.Sprintf(format, args...)})
}

// add takes an entry, the nth that stands there, unless it says nothing.
func (f *Feed) add(n int, e Entry) {
	if e.Address == "" && e.Title == "" && e.Summary == "" && e.Content == "" {
		f.skip(n, "an entry that says nothing%s", because(e.Problems))
		return
	}
	e.identify()
	f.Entries = append(f.Entries, e)
}

func because(problems []string) string {
	if len(problems) == 0 {
		return ""
	}
	return ": " + strings.Join(problems, "; ")
}

// identify gives an entry that has no guid an ID.
func (e *Entry) identify() {
	switch {
	case e.ID != "":
	case e.Address != "":
		e.ID = e.Address
	default:
		h := sha256.New()
		for _, part := range []string{e.Title, e.Published.Value, e.Summary, e.Content} {
			fmt.Fprintf(h, "%d:%s", len(part), part)
		}
		e.ID = "sha256:" + hex.EncodeToString(h.Sum(nil))
	}
}

// problem notes what could not be used.
func (e *Entry) problem(format string, args ...any) {
	e.Problems = append(e.Problems, fmt.Sprintf(format, args...))
}
