// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"crypto/sha256"
	"errors"
	"mime"
	"net/url"
	"path"
	"slices"
	"strings"

	"hearsay"
	"hearsay/prose"
	"hearsay/warc"
)

// The media types of the records that Walk makes.
const (
	typeHTML = "text/html"
	typeText = "text/plain"
	typeRow  = "application/x-ndjson"
	// typeReview is that of fact-checks that a data feed or a row told of.
	typeReview = "application/ld+json"
)

// FromRecord reads a record as a capture and the page in it. It is the only way
// from stored bytes to captures: Walk goes through it too, so that a library
// that is rebuilt from its records has the captures it had.
//
//	response     status, address and the header's media type; the body without its encodings
//	resource,
//	conversion   the block is the page; an application/x-ndjson block is one row of JSONL
//	others       ErrNoPage
//
// What an agency sends (ninjs, NewsML-G2, NITF, by its media type) gives the page that
// package iptc makes of it, unless it may not be used at the moment of the record. A resource of
// JSON-LD gives the page that package claimreview makes of the fact-checks in it.
//
// Payload is the digest of the body that is returned. For a row or news item it is the digest
// of what Hearsay reads of it, the body and Given, so that a row is the same
// capture when its fields stand in another order or fields that mean nothing
// here were added.
//
// The address is the record's target when it is one of the web; a "file:" target
// gives only a name. The body shares memory with the record, unless it had to be
// decoded. Errors: ErrNoPage, or a *Skip.
func FromRecord(r *warc.Record, limits Limits) (hearsay.Capture, []byte, error) {
	limits = limits.withDefaults()
	c := hearsay.Capture{At: r.Date()}
	body, err := readBody(&c, r, limits)
	if err == nil && r.Type() == warc.TypeResource && essence(c.MediaType) == typeRow {
		return fromRow(c, r.Block, limits)
	}
	if err == nil && r.Type() == warc.TypeResource && essence(c.MediaType) == typeReview {
		return fromReviews(c, body)
	}
	if err == nil && isNews(essence(c.MediaType)) {
		return fromNews(c, body)
	}
	if err == nil {
		err = checkPage(c.MediaType, body, limits)
	}
	if err != nil {
		return hearsay.Capture{}, nil, err
	}
	c.Payload = sha256.Sum256(body)
	c.ID = c.Identity()
	return c, body, nil
}

// readBody returns the bytes that may be a page, and fills in what the record
// says of them.
func readBody(c *hearsay.Capture, r *warc.Record, limits Limits) ([]byte, error) {
	response := r.Type() == warc.TypeResponse
	if !response && r.Type() != warc.TypeResource && r.Type() != warc.TypeConversion {
		return nil, noPage("%s", prose.Clip(r.Type(), 30))
	}
	var ok bool
	if c.URL, c.Name, ok = target(r.TargetURI()); !ok {
		scheme, _, _ := strings.Cut(r.TargetURI(), ":")
		return nil, noPage("%s about %q", r.Type(), prose.Clip(scheme, 30))
	}
	if response {
		return readResponse(c, r, limits)
	}
	c.MediaType = r.Header.Value("Content-Type")
	if essence(c.MediaType) == "application/http" { // nobody means a page by that
		return nil, noPage("%s of HTTP", r.Type())
	}
	return r.Block, nil
}

// fromRow parses a row that stands alone in a record.
func fromRow(c hearsay.Capture, block []byte, limits Limits) (hearsay.Capture, []byte, error) {
	row, err := parseRow(block)
	if err != nil {
		return hearsay.Capture{}, nil, err
	}
	return fromParsed(c, row, limits)
}

// fromParsed completes a capture by what its row says.
func fromParsed(c hearsay.Capture, row *row, limits Limits) (hearsay.Capture, []byte, error) {
	if c.Name == "" {
		c.Name = cleanName(row.ID.text())
	}
	c.MediaType = row.media + "; charset=utf-8"
	c.Given = row.given()
	if int64(len(row.body)) > limits.Page {
		return hearsay.Capture{}, nil, skip(hearsay.ErrTooLarge, "longer than %s, the limit for a page", size(limits.Page))
	}
	c.Payload = digest(row.media, c.Given, row.body)
	c.ID = c.Identity()
	return c, row.body, nil
}

// target divides the address of a record into what a capture has: an address of
// the web, or a name. It returns false for addresses of other kinds, by which
// tools mark what they add to an archive ("urn:pageinfo:…", "screenshot:…",
// "dns:…").
func target(uri string) (address, name string, ok bool) {
	scheme, rest, _ := strings.Cut(uri, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp":
		return uri, "", true
	case "file":
		if plain, err := url.PathUnescape(rest); err == nil {
			rest = plain
		}
		return "", cleanName(path.Base(rest)), true
	}
	name, ok = nameOf(uri)
	return "", name, ok
}

// readResponse takes the HTTP response in a record apart.
func readResponse(c *hearsay.Capture, r *warc.Record, limits Limits) ([]byte, error) {
	if n := r.Header.Value("WARC-Segment-Number"); n != "" {
		return nil, skip(hearsay.ErrRefused, "a record that is divided over several files (part %s), not joined", prose.Clip(n, 9))
	}
	resp, err := warc.ParseResponse(r.Block, warc.HTTPLimits{Body: int(limits.Page)})
	if err != nil {
		return nil, &Skip{Reason: because(err), Err: err}
	}
	switch {
	case resp.Status < 200 || resp.Status > 299:
		return nil, noPage("HTTP status %d", resp.Status)
	case resp.Status >= 204 && resp.Status <= 206: // no content, or a part of it
		return nil, noPage("HTTP status %d", resp.Status)
	}
	c.Status = resp.Status
	c.MediaType = resp.Header.Value("Content-Type")
	if serves(essence(c.MediaType)) {
		return nil, noPage("%s", prose.Clip(essence(c.MediaType), 60))
	}
	c.Header = map[string]string{}
	for _, name := range []string{"Last-Modified", "Date", "Content-Language"} {
		if v := resp.Header.Value(name); v != "" {
			c.Header[name] = v
		}
	}
	return resp.Body, nil
}

// because returns an error of warc as a reason for people: without what was
// being done and the name of its kind.
func because(err error) string {
	reason := err.Error()
	for _, doing := range []string{"parse HTTP response: ", "read news item: ", "read ClaimReview: "} {
		reason = strings.TrimPrefix(reason, doing)
	}
	for _, kind := range []error{hearsay.ErrInvalid, hearsay.ErrCorrupt, hearsay.ErrTooLarge, hearsay.ErrRefused} {
		if errors.Is(err, kind) {
			reason = strings.TrimPrefix(reason, kind.Error()+": ")
		}
	}
	return reason
}

// essence is a media type in lower case without its parameters.
func essence(mediaType string) string {
	if t, _, err := mime.ParseMediaType(mediaType); err == nil {
		return t
	}
	t, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	return strings.TrimSpace(t)
}

// serves reports whether a response of that type only serves pages. Documents
// that a person may have wished to read (PDF, feeds) are not among these: that
// they are skipped must be said.
func serves(mediaType string) bool {
	family, name, _ := strings.Cut(mediaType, "/")
	switch family {
	case "image", "audio", "video", "font":
		return true
	}
	return slices.Contains([]string{"css", "javascript", "x-javascript", "ecmascript", "json", "manifest+json", "ld+json", "wasm", "font-woff", "x-font-woff", "vnd.ms-fontobject", "ocsp-response", "x-shockwave-flash"}, name) ||
		mediaType == "text/vtt" || mediaType == "text/event-stream"
}

// checkPage says why a body is no page, or nil.
func checkPage(mediaType string, body []byte, limits Limits) error {
	if int64(len(body)) > limits.Page {
		return skip(hearsay.ErrTooLarge, "longer than %s, the limit for a page", size(limits.Page))
	}
	if len(body) == 0 {
		return skip(hearsay.ErrInvalid, "an empty page")
	}
	ext := ""
	switch essence(mediaType) {
	case typeHTML, "application/xhtml+xml":
		ext = ".html"
	case typeText, "text/markdown":
		ext = ".txt"
	}
	v := sniff(body[:min(len(body), sniffBytes)], ext, len(body) <= sniffBytes)
	switch v.kind {
	case htmlPage:
		return nil
	case textPage:
		if tooBinary(body) && !isWide(body) {
			return skip(hearsay.ErrInvalid, "binary data, not a page")
		}
		return nil
	case unusable:
		return skip(hearsay.ErrInvalid, "%s", v.reason)
	case jsonRows:
		if ext == ".txt" {
			return nil // it was declared to be the text
		}
		return skip(hearsay.ErrInvalid, "looks like JSON, not a page")
	}
	return skip(hearsay.ErrInvalid, "looks like an archive, not a page")
}

func isWide(body []byte) bool {
	narrow, _ := wide(body[:min(len(body), sniffBytes)])
	return narrow != nil
}
