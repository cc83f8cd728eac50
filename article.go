// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"strings"
	"time"
)

// Capture is what one address (or file, or row) returned at one moment, byte
// for byte. Where the bytes lie is the store's business.
type Capture struct {
	ID CaptureID
	// URL is the address that answered, after redirects. Empty for bytes
	// that came without one; then Name tells them apart.
	URL string
	// Name is the file name or row id that the bytes were given under,
	// without any folder: a moved folder holds the same captures.
	Name      string
	At        time.Time // when these bytes were received, UTC
	Status    int       // HTTP status; 0 when no HTTP was involved
	MediaType string    // as declared, with parameters; may be empty or wrong
	// Header holds the HTTP response header lines that bear on the article:
	// Last-Modified, Date, Content-Language. Nil when no HTTP was involved.
	Header  map[string]string
	Given   Given
	Payload Digest // of the bytes
}

// Given is what the person who adds an article says of it. It outranks what
// the page claims, except that several dates are kept side by side.
type Given struct {
	URL, Outlet, Title, Date, Language string
	// Basis is "feed" when all of this is what a feed said instead; "" for a person.
	Basis string
}

// Identity returns the ID of a capture of these bytes: the address (or, when
// there is none, the name) and the digest. The moment is not part of it, so
// the same bytes added again are the same capture.
func (c *Capture) Identity() CaptureID {
	where := c.URL
	if where == "" {
		where = "name:" + c.Name
	}
	return NewID[Capture]("capture", where, string(c.Payload[:]))
}

// BlockKind says what a block of text was on the page.
type BlockKind string

// The kinds of block.
const (
	Paragraph  BlockKind = "p"
	Heading    BlockKind = "h"
	BlockQuote BlockKind = "blockquote"
	ListItem   BlockKind = "li"
)

// Block is one paragraph of the article text. Blocks are in order, do not
// overlap, and are divided by "\n\n" in Text.
type Block struct {
	Span Span
	Kind BlockKind
}

// Article is one version of a story as one outlet published it. It is
// immutable: a changed page gives a new Article. It owns its slices.
type Article struct {
	ID      ArticleID
	Capture CaptureID
	// URL is where it was found; Canonical is where the page says it lives.
	URL, Canonical string
	Outlet         Agent // zero when nothing names it
	Headline       string
	Byline         []string // names as printed, without "By"
	Dateline       string   // "MOSCOW, 14 March (Interfax)", as printed
	Language       string   // BCP 47, such as "en"; "" when not determined
	// Dates holds every date that the page or its giver states, best first;
	// at most one is chosen. Seen is not among them unless nothing else is.
	Dates []Date
	Seen  time.Time // when the capture was made
	// Text is the article as a reader would call it: blocks divided by
	// "\n\n", lines within a block by "\n", NFC, no invisible characters.
	Text   string
	Words  int // of Text, counted as package prose counts them
	Blocks []Block
	// Removed lists what was left out of Text and why; nothing is lost.
	Removed   []Removed
	Credits   []Credit
	Citations []Citation
	// Reviews are the fact-checks that the page says it publishes.
	Reviews []Review
	// Map ties stretches of Text to the bytes of the page, in text order.
	// Stretches that the page does not hold letter for letter are left out.
	Map []Mapping
	// Kept is not nil when a rule of retention took words from Text.
	Kept *Kept
}

// Published returns the chosen date and true, or false when none is known.
func (a *Article) Published() (Date, bool) {
	for _, d := range a.Dates {
		if d.Chosen {
			return d, true
		}
	}
	return Date{}, false
}

// Brief is what lists show of the article.
func (a *Article) Brief() Brief {
	d, _ := a.Published()
	return Brief{
		ID: a.ID, URL: a.URL, Outlet: a.Outlet, Headline: a.Headline, Date: d, Seen: a.Seen, Language: a.Language, Words: a.Words, Kept: a.Kept,
	}
}

// Mapping says that Text and Page hold the same characters: the bytes of Page
// (offsets into the capture's bytes as received), decoded from the page's
// charset and its entities, with white space folded, give the bytes of Text.
type Mapping struct {
	Text Span
	Page Span
}

// RemovedKind says why a part of the page is not in the article text.
type RemovedKind string

// The kinds of removed part.
const (
	Repeat      RemovedKind = "repeat"      // the page prints it twice
	Boilerplate RemovedKind = "boilerplate" // the outlet prints it everywhere
	Furniture   RemovedKind = "furniture"   // controls, comments, teasers
	Hidden      RemovedKind = "hidden"      // invisible or look-alike characters
)

// Removed is a part of the page that is not in the article text.
type Removed struct {
	Kind  RemovedKind
	Exact string
	// At is the byte of Text before which the part stood.
	At int
	// Repeats is, for kind Repeat, the span of Text that says the same.
	Repeats Span
	// Note says what was seen, in words, when the kind alone does not:
	// "3 zero-width spaces", "Cyrillic а in a Latin word".
	Note string
}

// Date is one claim of when the article was published, as an interval.
type Date struct {
	Value            string // EDTF (ISO 8601-2), as precise as the claim is
	Earliest, Latest time.Time
	// Basis says where the claim stands: "json-ld:datePublished" ("microdata:" and "rdfa:" of a fact-check),
	// "meta:NAME", "feed", "url", "http:last-modified", "text", "given"; "seen",
	// "archive" and "http:date" for when it was there; "url-order" for what the
	// addresses of its neighbours say; "person" for what somebody said later.
	Basis  string
	Chosen bool
	Why    string // why it was chosen, or why it was not
}

// PersonSays is the basis of a date that a person gave for an article that is in the library
// already ([DateRuling]).
const PersonSays = "person"

// DateRuling is what a person says of when an article was published. It stands beside what the
// page says, and takes the place of none of it.
type DateRuling struct {
	N            int // counted from 1, together with other decisions
	At           time.Time
	Article      ArticleID
	Value        string // EDTF
	Undone       bool   // by a later decision
	By, UndoneBy string // as of a Ruling
}

// Before reports whether d is over before e begins, as far as both have those ends. A
// text that was seen before another was published is earlier even when it bears no date.
func (d Date) Before(e Date) bool {
	return !d.Latest.IsZero() && !e.Earliest.IsZero() && d.Latest.Before(e.Earliest)
}

// Written returns the interval as it is written, on clocks of UTC: the day, month,
// year or minute of Value where that has no zone, else Earliest and Latest. Lists
// are ordered and cut by it, so that a day is shown and found as itself though it
// begins in one place when it is over in another. What was first is not told by
// it: that takes Earliest and Latest.
func (d Date) Written() (from, to time.Time) {
	value := strings.TrimRight(d.Value, "?~%")
	for _, form := range []struct {
		layout              string
		years, months, days int
		rest                time.Duration
	}{
		{"2006-01-02T15:04:05", 0, 0, 0, time.Minute},
		{time.DateOnly, 0, 0, 1, 0}, {"2006-01", 0, 1, 0, 0}, {"2006", 1, 0, 0, 0},
	} {
		if from, err := time.Parse(form.layout, value); err == nil {
			return from, from.AddDate(form.years, form.months, form.days).Add(form.rest - time.Second)
		}
	}
	return d.Earliest, d.Latest
}

// CreditKind says how a page names where it has its text from.
type CreditKind string

// The kinds of credit.
const (
	CreditLine  CreditKind = "credit-line" // "(AP)", "Source: RT", "h/t The Hill"
	InDatelines CreditKind = "dateline"    // "MOSCOW (Reuters) –"
	InBylines   CreditKind = "byline"      // "By Ann Lee, Associated Press"
	Attribution CreditKind = "attribution" // "told newspaper MK", "RT reports"
	ReadMore    CreditKind = "read-more"   // "Read the full story here"
	Syndication CreditKind = "syndication" // machine-readable: canonical elsewhere
)

// Credit is one place where the page says that it has text from somebody else.
type Credit struct {
	Kind CreditKind
	To   Agent // Name may be empty when only URL is known
	// Origin says what To is, when its name tells: AgencyCopy of a news agency (named,
	// or an anonymous one of several), PressRelease of who sends releases out; else "".
	Origin   OriginKind
	URL      string // where the credit links to, if it does
	Evidence Place
}

// Citation is a hyperlink in the article text.
type Citation struct {
	Anchor Span
	URL    string
}
