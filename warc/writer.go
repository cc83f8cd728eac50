// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"hearsay"
)

// level is the gzip level of what a Writer writes, quick that of what is packed again soon.
// Of 181 news pages (31 MB,
// BenchmarkWriter, 2026-11) levels 1, 5, 6 and 9 leave 23.9, 20.8, 20.5 and
// 19.9 %, at 260, 149, 136 and 35 MB/s. Reading a page costs far more than 6.
const (
	level = 6
	quick = 1
)

// Writer appends records to a file, each in a gzip member of its own. The same
// records give the same bytes: the gzip header holds no name and no time. It is
// for one goroutine and needs no closing.
type Writer struct {
	to  io.Writer
	at  int64
	gz  *gzip.Writer
	buf bytes.Buffer
}

// NewWriter returns a Writer that appends to a file whose size, in bytes, is at.
// The first record of a file must be a warcinfo, see NewInfo.
func NewWriter(to io.Writer, at int64) *Writer { return newWriter(to, at, level) }

func newWriter(to io.Writer, at int64, level int) *Writer {
	gz, err := gzip.NewWriterLevel(nil, level)
	if err != nil {
		panic(err) // the level is ours
	}
	return &Writer{to: to, at: at, gz: gz}
}

// Size is the size of the file in bytes, with every record written so far.
func (w *Writer) Size() int64 { return w.at }

// Write appends one record with a single call of the file's Write, and returns
// where it lies. An empty Version becomes WARC/1.1; a missing Content-Length is
// added to what is written, not to rec.
//
// Errors: hearsay.ErrInvalid for a record that could not be read again (a
// Content-Length that is not the block's, a field with a line end, a first
// record that is no warcinfo); then nothing was written. After an error of the
// file, the file may end in a part of the record, which the caller should cut
// off at Size.
func (w *Writer) Write(rec *Record) (Place, error) {
	if w.at == 0 && rec.Type() != TypeInfo {
		return Place{}, fmt.Errorf("write WARC record: %w: a file begins with a warcinfo record, not with %q", hearsay.ErrInvalid, rec.Type())
	}
	head, err := encodeHead(rec)
	if err != nil {
		return Place{}, fmt.Errorf("write WARC record %s: %w", rec.ID(), err)
	}
	w.buf.Reset()
	w.gz.Reset(&w.buf)
	for _, part := range [][]byte{head, rec.Block, []byte("\r\n\r\n")} {
		if _, err := w.gz.Write(part); err != nil {
			return Place{}, fmt.Errorf("write WARC record %s: %w", rec.ID(), err)
		}
	}
	if err := w.gz.Close(); err != nil {
		return Place{}, fmt.Errorf("write WARC record %s: %w", rec.ID(), err)
	}
	if _, err := w.to.Write(w.buf.Bytes()); err != nil {
		return Place{}, fmt.Errorf("write WARC record %s at byte %d: %w", rec.ID(), w.at, err)
	}
	p := Place{w.at, int64(w.buf.Len())}
	w.at += p.Length
	return p, nil
}

// encodeHead writes the version and the header, and checks that both can be read
// again.
func encodeHead(rec *Record) ([]byte, error) {
	version, length := rec.Version, strconv.Itoa(len(rec.Block))
	if version == "" {
		version = "WARC/1.1"
	}
	if !looksLikeVersion([]byte(version)) {
		return nil, fmt.Errorf("%w: version %q", hearsay.ErrInvalid, version)
	}
	header := rec.Header
	if header.Value("Content-Length") == "" {
		header = append(header[:len(header):len(header)], Field{"Content-Length", length})
	}
	var b bytes.Buffer
	b.WriteString(version + "\r\n")
	for _, f := range header {
		if !isToken([]byte(f.Name)) || strings.Contains(f.Name, ":") || strings.ContainsAny(f.Value, "\r\n") {
			return nil, fmt.Errorf("%w: field %q: %q cannot be written", hearsay.ErrInvalid, f.Name, f.Value)
		}
		b.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	b.WriteString("\r\n")
	stated, f := contentLength(header)
	switch {
	case f != nil:
		return nil, fmt.Errorf("%w: %s", hearsay.ErrInvalid, f.reason)
	case stated != int64(len(rec.Block)):
		return nil, fmt.Errorf("%w: Content-Length is %d, the block has %d bytes", hearsay.ErrInvalid, stated, len(rec.Block))
	case b.Len() > headerBytes:
		return nil, fmt.Errorf("%w: the header has %d bytes, the limit is %d", hearsay.ErrInvalid, b.Len(), headerBytes)
	}
	return b.Bytes(), nil
}

// ReadAt reads the one record that lies at p. Errors: hearsay.ErrCorrupt (in an
// *Error whose Offset is that of the file) when there is no whole record or not
// only one, hearsay.ErrInvalid when p has no Length.
func ReadAt(file io.ReaderAt, p Place, limits Limits) (*Record, error) {
	if p.Length <= 0 || p.Offset < 0 {
		return nil, fmt.Errorf("read WARC record at byte %d: %w: length %d", p.Offset, hearsay.ErrInvalid, p.Length)
	}
	r := NewReader(io.NewSectionReader(file, p.Offset, p.Length), limits)
	r.stored.limit, r.inner.limit = 0, 0 // nothing will be wound back for
	rec, err := r.Next()
	switch e := err.(type) {
	case nil:
	case *Error:
		e.Offset += p.Offset
		return nil, e
	default:
		if err == io.EOF {
			err = fmt.Errorf("%w: the file holds no record there", hearsay.ErrCorrupt)
		}
		return nil, fmt.Errorf("read WARC record at byte %d: %w", p.Offset, err)
	}
	if want := (Place{0, p.Length}); rec.Place != want {
		return nil, &Error{Offset: p.Offset, Length: p.Length, Reason: "more than one record lies there", kinds: []error{hearsay.ErrCorrupt}}
	}
	rec.Place = p
	return rec, nil
}
