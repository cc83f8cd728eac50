// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hearsay"
)

// Flaw is a fault of an HTTP message that could be lived with.
type Flaw string

// The flaws.
const (
	BadChunks  Flaw = "the chunked transfer-encoding is broken; the body is kept as stored"
	NotEncoded Flaw = "the body is not encoded as its header says; it is kept as stored"
	CutBody    Flaw = "the encoded body is cut or damaged; what came before is kept"
	BadField   Flaw = "a header line could not be read"
)

// Response is an HTTP response as an archive holds it. Body may share memory
// with the block that it was parsed from.
type Response struct {
	Status int
	Header Header
	// Body is what the server meant to send: transfer-encoding and
	// content-encoding are undone.
	Body  []byte
	Flaws []Flaw // in the order found
}

// HTTPLimits bound the undoing of content-encodings. The zero value means the
// defaults.
type HTTPLimits struct {
	Body  int // most bytes of a decoded body; 0 means 20 MB
	Ratio int // most bytes of it for each encoded byte, once past 1 MB; 0 means 100
}

// httpHeaderBytes is what Chromium accepts.
const httpHeaderBytes = 256 << 10

// ParseResponse parses the block of a response record. Since archives keep what
// servers sent, much is forgiven: line ends without CR, lines that are no header
// field, chunking that is broken or was undone before, encodings that were
// undone before (see Flaw).
//
// Errors: hearsay.ErrCorrupt when the block is no HTTP response,
// hearsay.ErrTooLarge when the header or the decoded body is over its limit,
// hearsay.ErrRefused for content-encodings that are not known or
// come in several layers.
func ParseResponse(block []byte, limits HTTPLimits) (*Response, error) {
	header, body := splitHTTP(block)
	if len(header) > httpHeaderBytes {
		return nil, fmt.Errorf("parse HTTP response: %w: its header has more than %d bytes", hearsay.ErrTooLarge, httpHeaderBytes)
	}
	line, fields, _ := bytes.Cut(header, []byte("\n"))
	status, ok := parseStatus(line)
	if !ok {
		return nil, fmt.Errorf("parse HTTP response: %w: its first line is %.40q", hearsay.ErrCorrupt, line)
	}
	resp := &Response{Status: status, Body: body}
	resp.parseHeader(fields)
	resp.dechunk()
	if err := resp.decode(limits); err != nil {
		return nil, fmt.Errorf("parse HTTP response: %w", err)
	}
	return resp, nil
}

// splitHTTP divides a message behind the first empty line. Without one, all is
// header.
func splitHTTP(block []byte) (header, body []byte) {
	for at := 0; at < len(block); {
		n := bytes.IndexByte(block[at:], '\n')
		if n < 0 {
			break
		}
		if line := bytes.TrimSuffix(block[at:at+n], []byte("\r")); len(line) == 0 {
			return block[:at], block[at+n+1:]
		}
		at += n + 1
	}
	return block, nil
}

// parseStatus reads "HTTP/1.1 200 OK" and "HTTP/2 200".
func parseStatus(line []byte) (int, bool) {
	proto, rest, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	status, err := strconv.ParseUint(code, 10, 10)
	return int(status), strings.HasPrefix(strings.ToUpper(proto), "HTTP/") && err == nil && len(code) == 3
}

func (r *Response) parseHeader(fields []byte) {
	r.Header = parseFields(fields)
	for _, f := range r.Header {
		if f.Name == "" {
			r.flaw(BadField)
		}
	}
	r.Header = slices.DeleteFunc(r.Header, func(f Field) bool { return f.Name == "" })
}

// parseFields reads header lines; one that cannot be read gives a Field without
// Name.
func parseFields(b []byte) Header {
	var h Header
	for line := range bytes.Lines(b) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			continue
		}
		more, f := addField(h, line)
		if f != nil {
			more = append(h, Field{})
		}
		h = more
	}
	return h
}

func (r *Response) flaw(f Flaw) {
	if !slices.Contains(r.Flaws, f) {
		r.Flaws = append(r.Flaws, f)
	}
}

// dechunk undoes the chunked transfer-encoding. Crawlers that undo it often
// leave the header as it was, so a body that does not begin like a chunk is
// taken as it is; the flaw says so.
func (r *Response) dechunk() {
	if len(r.Body) == 0 || !chunked(r.Header) {
		return
	}
	whole, end := unchunk(r.Body)
	switch end {
	case chunksBroken:
		r.flaw(BadChunks)
		return
	case chunksCut:
		r.flaw(CutBody)
	}
	r.Body = whole
}

func chunked(h Header) bool {
	return slices.ContainsFunc(h.Values("Transfer-Encoding"), func(v string) bool {
		return strings.Contains(strings.ToLower(v), "chunked")
	})
}

// chunkEnd says how a chunked body ended.
type chunkEnd byte

const (
	chunksWhole chunkEnd = iota
	chunksCut            // all well formed, but the last chunk is not there
	chunksBroken
)

// unchunk undoes the chunked transfer-encoding (RFC 9112, 7.1). Trailers are
// dropped.
func unchunk(b []byte) ([]byte, chunkEnd) {
	var out []byte
	for len(b) > 0 {
		line, rest, ok := bytes.Cut(b, []byte("\n"))
		size, _, _ := bytes.Cut(bytes.TrimRight(line, "\r"), []byte(";"))
		n, err := strconv.ParseUint(string(bytes.TrimSpace(size)), 16, 31)
		switch {
		case err != nil || !ok:
			return out, chunksBroken
		case n == 0:
			return out, chunksWhole
		case uint64(len(rest)) < n:
			return append(out, rest...), chunksCut
		}
		out = append(out, rest[:n]...)
		if b = rest[n:]; len(b) == 0 {
			break
		}
		if b, ok = cutLineEnd(b); !ok {
			return out, chunksBroken
		}
	}
	return out, chunksCut
}

// cutLineEnd cuts CRLF or LF off the front.
func cutLineEnd(b []byte) ([]byte, bool) {
	if rest, ok := bytes.CutPrefix(b, []byte("\r\n")); ok {
		return rest, true
	}
	return bytes.CutPrefix(b, []byte("\n"))
}
