// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// The record types of ISO 28500 that are named in this program.
const (
	TypeInfo       = "warcinfo"
	TypeResponse   = "response"
	TypeResource   = "resource"
	TypeRequest    = "request"
	TypeMetadata   = "metadata"
	TypeRevisit    = "revisit"
	TypeConversion = "conversion"
)

// Record is one record of a WARC file. It owns its slices.
type Record struct {
	Version string // "WARC/1.1"
	Header  Header // every field, with Content-Length
	Block   []byte // exactly Content-Length bytes
	// Place is where a Reader found the record; a Writer ignores it.
	Place Place
}

// Place is the stretch of a file, in bytes as stored, that [ReadAt] needs to
// read a record again: the record itself in a plain file, and the gzip member
// or zstd frame around it in a compressed one. Length is 0 when the record
// shares its member with others and so cannot be read without them.
type Place struct{ Offset, Length int64 }

// Field is one line of a header.
type Field struct{ Name, Value string }

// Header is the fields of a record or of an HTTP message, in order and with
// names as written. Folded lines are joined by a space, which also stands for a
// CR within a line.
type Header []Field

// Value returns the first field of that name, whatever its case, or "".
func (h Header) Value(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Values returns every field of that name, whatever its case, in order.
func (h Header) Values(name string) []string {
	var out []string
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			out = append(out, f.Value)
		}
	}
	return out
}

// Type is the record's type in lower case: "response", "warcinfo", ….
func (r *Record) Type() string { return strings.ToLower(r.Header.Value("WARC-Type")) }

// ID is the record's own identifier without its angle brackets:
// "urn:uuid:…".
func (r *Record) ID() string { return bare(r.Header.Value("WARC-Record-ID")) }

// TargetURI is the address that the record is about, or "". The angle brackets
// that Wget up to 1.19 puts around it are taken off.
func (r *Record) TargetURI() string { return bare(r.Header.Value("WARC-Target-URI")) }

func bare(s string) string {
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		return s[1 : len(s)-1]
	}
	return s
}

// dateLayouts are the forms of a WARC-Date. 1.1 allows any precision of the W3C
// profile of ISO 8601 (and fractions, which time.Parse reads unasked); the form
// without separators is in ARC files and in what was converted from them.
var dateLayouts = []string{
	time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02", "2006-01", "2006", "20060102150405",
}

// Date is when the record was made, in UTC. It is the zero time when the header
// holds no date or one that cannot be read.
func (r *Record) Date() time.Time {
	value := r.Header.Value("WARC-Date")
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, value); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// New returns a WARC/1.1 record of that type about target, with a SHA-256
// block digest in hexadecimal, since tools read base32 in capitals only. Its identifier is computed from everything else (a UUID of
// version 8, RFC 9562), so the same call gives the same record. The record takes
// over block. At is written in UTC, to the second.
func New(kind, target string, at time.Time, mediaType string, block []byte) *Record {
	digest := hearsay.Digest(sha256.Sum256(block))
	date := formatDate(at)
	h := Header{
		{"WARC-Type", kind},
		{"WARC-Record-ID", newID("warc", kind, target, date, mediaType, digest.String())},
		{"WARC-Date", date},
	}
	if target != "" {
		h = append(h, Field{"WARC-Target-URI", target})
	}
	h = append(h,
		Field{"WARC-Block-Digest", fmt.Sprintf("sha256:%x", digest[:])},
		Field{"Content-Type", mediaType},
		Field{"Content-Length", strconv.Itoa(len(block))})
	return &Record{Version: "WARC/1.1", Header: h, Block: block}
}

// formatDate is the form of WARC-Date that is written.
func formatDate(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05Z") }

// newID computes a record's identifier from what tells it from others.
func newID(parts ...string) string {
	id := hearsay.NewID[Record](parts[0], parts[1:]...)
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// NewInfo returns the warcinfo record that a file begins with: who made the
// file, and with what. The fields are written in the order given.
func NewInfo(filename string, at time.Time, fields Header) *Record {
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&b, "%s: %s\r\n", f.Name, f.Value)
	}
	r := New(TypeInfo, "", at, "application/warc-fields", []byte(b.String()))
	if filename != "" {
		r.Header = append(r.Header, Field{"WARC-Filename", filename})
	}
	return r
}
