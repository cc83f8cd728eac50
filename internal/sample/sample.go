// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package sample is a small invented world with known truth: 61 articles that
// twelve outlets and one dairy printed about two countries on a strait, between
// 4 and 29 March 2025. It is what a new user sees first (hearsay demo), what the
// stages are tested against as a whole, and an example of each thing that
// Hearsay claims to find.
//
// The main story is about herring. The foreign minister of Velmark, Anselm
// Dorrick, tells the press that the strait will not be closed; two rival wires
// write it up; a tabloid copies one of them and loses the word "not". He rings
// the tabloid to say so; a state-near broadcaster relays that interview, a portal
// relays the broadcaster and counts the boats wrong, a blog pastes it twice:
//
//	Saltwater Notes ← VelTV World ← The Daily Gull ← Anselm Dorrick
//
// Around it stand a bridge, a milk recall, a football club, a storm, a theft, a
// tram fare, and a few articles that stand alone.
//
//	for c := range sample.Captures() {
//		fmt.Println(c.Slug, c.URL, len(c.Body))
//	}
//	truth, err := sample.ReadTruth()
//
// It holds no real person, place, outlet or event, so that a demonstration
// accuses nobody and needs nobody's licence. It has no logic beyond reading its
// own files, and it knows nothing of the stages: they are to find the truth
// without its help.
//
// The files:
//
//	library/SLUG.html     the page as its outlet served it, in its own charset
//	library/*.jsonl       a wire's briefs, one row an article
//	library/index.jsonl   where and when each was captured, in order of time
//	text/SLUG.txt         what a reader would call the article: blocks divided by
//	                      an empty line, without headline, furniture and footers
//	truth.txt             what is true of them; its format stands at its top
//	query.txt             the passage that the demonstration traces
//
// To add an article, write the page (addresses end in .example, RFC 2606), its
// text and its line in the index; say in truth.txt where its words really come
// from; run the tests, which measure what it shares with everything else and
// name what is missing. Keep to the ear of the outlet: each has its own spelling,
// quotation marks and vices, listed under "style".
package sample

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"iter"
	"path"
	"strings"
	"time"

	"hearsay"
)

//go:embed library
var library embed.FS

//go:embed text
var texts embed.FS

//go:embed query.txt
var query string

// Capture is one capture of the library and its bytes.
type Capture struct {
	hearsay.Capture
	Slug string // what the truth calls it
	// Body is the entity as received, its charset not decoded: a page, a
	// plain text, or (media type application/x-ndjson) one row of JSON without
	// its line end. It belongs to the caller.
	Body []byte
}

// entry is a line of library/index.jsonl.
type entry struct {
	File   string            `json:"file"`
	Row    string            `json:"row"` // the id, when File holds rows
	URL    string            `json:"url"`
	At     time.Time         `json:"at"`
	Status int               `json:"status"`
	Type   string            `json:"type"`
	Header map[string]string `json:"header"`
}

// Captures yields the whole library in order of the time when its text
// appeared, with ID and digest filled in. The order is the same on every call.
func Captures() iter.Seq[Capture] {
	return func(yield func(Capture) bool) {
		for line := range bytes.Lines(read(library, "library/index.jsonl")) {
			var e entry
			must(json.Unmarshal(line, &e))
			if !yield(e.capture()) {
				return
			}
		}
	}
}

func (e *entry) capture() Capture {
	c := Capture{Slug: strings.TrimSuffix(e.File, path.Ext(e.File))}
	c.Body = read(library, "library/"+e.File)
	c.Name = e.File
	if e.Row != "" {
		c.Slug, c.Name = e.Row, e.Row
		c.Body, c.Given = row(c.Body, e.Row)
	}
	c.URL, c.At, c.Status = e.URL, e.At, e.Status
	c.MediaType, c.Header = e.Type, e.Header
	c.Payload = hearsay.Digest(sha256.Sum256(c.Body))
	c.ID = c.Identity()
	return c
}

// row finds the row of that id in a file of JSON lines, and what it says of its
// article.
func row(file []byte, id string) ([]byte, hearsay.Given) {
	for line := range bytes.Lines(file) {
		var r struct{ ID, URL, Outlet, Title, Date, Language string }
		must(json.Unmarshal(line, &r))
		if r.ID == id {
			return bytes.TrimRight(line, "\n"), hearsay.Given{
				URL: r.URL, Outlet: r.Outlet, Title: r.Title, Date: r.Date, Language: r.Language}
		}
	}
	panic(fmt.Sprintf("sample: no row %q", id))
}

// Query returns the passage that the demonstration traces, as a reader might
// have met it on a social network: one paragraph of 98 words.
func Query() string { return strings.TrimSpace(query) }

// Text returns what a reader would call the text of an article: blocks divided
// by "\n\n", NFC, without headline, byline, furniture, repeats and the outlet's
// footer. A dateline that stands in the first paragraph is part of it. It
// reports false when the library has no article of that slug.
func Text(slug string) (string, bool) {
	b, err := texts.ReadFile("text/" + slug + ".txt")
	return strings.TrimSuffix(string(b), "\n"), err == nil
}

// read returns a copy of an embedded file.
func read(files embed.FS, name string) []byte {
	b, err := files.ReadFile(name)
	must(err)
	return b
}

// must holds because the files are built in and the tests read all of them.
func must(err error) {
	if err != nil {
		panic("sample: " + err.Error())
	}
}
