// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package iptc

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/internal/safexml"
)

// Format is how a document is written.
type Format string

// The formats.
const (
	Ninjs  Format = "ninjs"
	NewsML Format = "NewsML-G2"
	NITF   Format = "NITF"
)

// Status is what the provider says of the use of a document.
type Status string

// The statuses.
const (
	Usable   Status = "usable"
	Withheld Status = "withheld"
	Canceled Status = "canceled"
)

// Document is one version of one news item.
type Document struct {
	Format Format
	// ID is that of the item, the same in all its versions: an address or a URN. It
	// may be empty.
	ID      string
	Version string
	// Kind is what the item is, as stated: "text", "picture", "composite".
	Kind string

	Headline, Byline, Dateline, Language string
	// HTML is the body; Text when it came as plain text.
	HTML, Text string

	// Provider is who sends the item, or who has the right in it: the outlet. Credit is
	// the line that it is to be printed with, and Sources are who it has it from.
	Provider, Credit string
	Sources          []string

	// Created and Changed are when the item and this version were made, as written.
	Created, Changed string
	Status           Status
	Embargo          Embargo
}

// Embargo is a moment before which nothing of an item may be published.
type Embargo struct {
	Text  string    // as written; "" for none
	Until time.Time // its latest reading; zero when it cannot be read
}

// Held says why a document is not to be used at a moment, in words for people.
func (d *Document) Held(now time.Time) (reason string, held bool) {
	switch {
	case d.Status == Canceled:
		return "cancelled by its provider" + d.called(), true
	case d.Status == Withheld:
		return "withheld by its provider" + d.called(), true
	case d.Embargo.Text == "":
	case d.Embargo.Until.IsZero():
		return fmt.Sprintf("under an embargo that cannot be read (%q); ask its provider", clip(d.Embargo.Text, 40)), true
	case now.Before(d.Embargo.Until):
		return "embargoed until " + d.Embargo.Until.UTC().Format(time.RFC3339) + ": add it again after that", true
	}
	return "", false
}

func (d *Document) called() string {
	if d.ID == "" {
		return ""
	}
	return " (" + clip(d.ID, 200) + ")"
}

// Empty says why there is nothing to read in a document, in words for people, or "".
func (d *Document) Empty() string {
	if strings.TrimSpace(d.HTML) != "" || strings.TrimSpace(d.Text) != "" {
		return ""
	}
	kind := strings.ToLower(d.Kind)
	if slices.Contains(kindsWithText, kind) {
		return fmt.Sprintf("no text in it (%s)", d.Format)
	}
	return fmt.Sprintf("no article but of kind %q (%s)", clip(kind, 30), d.Format)
}

// Date is when this version could be read by the public, as far as it is stated: when
// it was made, or when its embargo ended, whichever is later.
func (d *Document) Date() string {
	date := cmp.Or(d.Changed, d.Created)
	if at, ok := moment(date); ok && d.Embargo.Until.After(at) {
		return d.Embargo.Until.UTC().Format(time.RFC3339)
	}
	return date
}

// bodyMax is the most bytes of a document; a news item has some thousand.
const bodyMax = 10 << 20

// Parse reads a file of an agency: one document, or several in a newsMessage, or the first
// 100 of an array of ninjs. ContentType is what the transport declares; it may be empty. Errors wrap
// hearsay.ErrInvalid for what is none of these formats, ErrRefused for declarations,
// ErrTooLarge and ErrCorrupt.
func Parse(body []byte, contentType string) ([]Document, error) {
	if len(body) > bodyMax {
		return nil, fmt.Errorf("read news item: %w: more than %d MB", hearsay.ErrTooLarge, bodyMax>>20)
	}
	text := safexml.Text(body, contentType)
	var docs []Document
	var err error
	if len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		docs, err = parseNinjs(text)
	} else {
		docs, err = parseXML(text)
	}
	if err != nil {
		return nil, fmt.Errorf("read news item: %w", err)
	}
	return docs, nil
}

func parseXML(text []byte) ([]Document, error) {
	root, err := safexml.Parse(text, safexml.Limits{})
	if err != nil {
		return nil, err
	}
	switch strings.ToLower(root.Name) {
	case "nitf":
		return []Document{fromNITF(root)}, nil
	case "newsitem", "newsmessage", "packageitem":
		return fromNewsML(root)
	case "newsml":
		return nil, fmt.Errorf("%w: NewsML 1, the format before NewsML-G2, is not read; ask the agency for NewsML-G2, NITF or ninjs", hearsay.ErrInvalid)
	}
	return nil, fmt.Errorf("%w: XML of another kind (%s)", hearsay.ErrInvalid, clip(root.Name, 40))
}

// Sniff says what the first bytes of a file of XML are, by the name of the root element
// in lower case: "" when it is none of these formats. NewsML 1 is taken for
// NewsML, so that [Parse] says what it is.
func Sniff(root string) Format {
	if _, local, found := strings.Cut(root, ":"); found {
		root = local
	}
	switch root {
	case "nitf":
		return NITF
	case "newsitem", "newsmessage", "packageitem", "newsml":
		return NewsML
	}
	return ""
}

// ErrNone is the error for JSON that is no ninjs.
var ErrNone = errors.New("no ninjs")

// clip cuts s to at most n bytes, on a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return string(bytes.ToValidUTF8([]byte(s[:n]), nil))
}

// fold makes one line of s.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
