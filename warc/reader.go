// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// The format (ISO 28500:2017; 0.17 and 0.18 differ in nothing that matters to a
// reader):
//
//	file   = record*                        plain, .warc
//	       | (gzip member of record+)*      .warc.gz, RFC 1952
//	       | (zstd frame of record+)*       .warc.zst, maybe behind a dictionary frame
//	record = "WARC/" version CRLF
//	         (name ":" value CRLF)*         continued on lines that begin with a blank
//	         CRLF
//	         block                          exactly Content-Length bytes
//	         CRLF CRLF
//
// The convention is one record a member, so that a record can be read by its
// offset. What is met in the wild, and read here without complaint:
//
//   - one gzip member over the whole file, or several records in a member
//     (somebody ran gzip over a .warc): records have a Place without Length
//   - a Content-Length that counts the line ends behind the block
//   - bare LF for CRLF; one, three or more line ends behind a block (wget, the
//     tools of Common Crawl); none at all at the end of the file
//   - a record that goes on in the next member (bgzip, members of fixed size):
//     that is one whose data ends too early, when the next begins no record
//   - "<" and ">" around WARC-Target-URI (wget)
//   - empty members, and line ends between members
//
// What is damage. The sign of a good record is that its block ends where
// Content-Length says: at the end of the file, of the member, or at line ends
// with the next "WARC/" behind them. When the block ends in a pair of line ends
// and something else follows, the record is whole and what follows is an Error
// of its own. When not even line ends follow, only a block digest that fits
// saves the record; else Content-Length is wrong, the record is given up and the
// search begins behind its first line, so that records which a too large
// Content-Length had swallowed come out.
//
// In a compressed file the members are islands. A member whose deflate data or
// checksum is broken is given up with the records of it that were not yet given
// out, and the search for the next member begins one byte behind its start:
// broken deflate data often runs on into the members that follow. A candidate
// must unpack to "WARC/", since the three bytes of a gzip header also turn up by
// chance, once in 16 MB.

// Limits bound what a Reader takes from one record. The zero value means the
// defaults.
type Limits struct {
	// Block is the most bytes of a block; 0 means 32 MB. A zstd frame may have a window of
	// four blocks, 8 MB at least.
	Block int64
}

const (
	defaultBlock = 32 << 20
	headerBytes  = 64 << 10
	// headPeek is how much of a record is looked at to know it for one.
	headPeek = 64
	// Winding back is free up to this much and then must be earned, four
	// bytes for each byte read: otherwise a file made of record heads that
	// each claim 32 MB takes time with its square (32 MB of them: 27 TB).
	freeRereading   = 64 << 20
	earnedRereading = 4
	// packedMax is the most that a block which is passed over may grow by
	// unpacking before its member is given up.
	packedMax = 100
)

// Reader reads records one after the other. It holds one record at a time and is
// for one goroutine.
type Reader struct {
	limits Limits
	stored *tape // the file as stored
	inner  *tape // the unpacked bytes of the open member
	unpack unpacker
	packed packing // of the open member; none when there is none open
	met    packing // of the last record or member that looked right
	start  int64   // byte of the file where the open member or the record begins
	shared bool    // whether the open member held something before
	reread int64
	given  bool // up
	err    error
}

// NewReader returns a Reader of the file that r yields. It reads ahead of the
// records that it has given out. Packing is recognised by content, each member
// for itself.
func NewReader(r io.Reader, limits Limits) *Reader {
	if limits.Block <= 0 {
		limits.Block = defaultBlock
	}
	keep := int(limits.Block) + headerBytes
	rd := &Reader{limits: limits, met: anything, stored: newTape(keep), inner: newTape(keep)}
	rd.unpack.window = max(leastWindow, windowBlocks*uint64(limits.Block))
	rd.stored.load(r)
	return rd
}

// Offset is the byte of the file, as stored, that reading has come to.
func (r *Reader) Offset() int64 { return r.stored.offset() }

// Next returns the next whole record. An *Error tells of a stretch that holds no
// whole record; the call after it goes on behind that stretch. Any other error
// is final: io.EOF at the end of the file, or what the file's reader returned.
func (r *Reader) Next() (*Record, error) {
	for r.err == nil {
		rec, f := r.advance()
		switch {
		case rec != nil:
			return rec, nil
		case f != nil && r.stored.broken() == nil:
			return nil, r.recover(f)
		case f != nil: // the disk is to blame
			r.end()
		}
	}
	return nil, r.err
}

// end makes the end of the file, or the error that it ended with, final.
func (r *Reader) end() {
	r.err = io.EOF
	if bad := r.stored.broken(); bad != nil {
		r.err = fmt.Errorf("read WARC file at byte %d: %w", r.stored.offset(), bad)
	}
}

// advance returns a record, or a fault, or neither when it only passed the end
// of a member.
func (r *Reader) advance() (*Record, *fault) {
	if r.packed == none {
		if f := r.begin(); f != nil || r.err != nil {
			return nil, f
		}
	}
	if r.packed == none {
		return r.record(r.stored)
	}
	skipBlank(r.inner)
	if r.inner.ended() {
		return nil, r.leave()
	}
	r.inner.mark()
	head, _ := r.inner.br.Peek(headPeek)
	for len(head) < headPeek && r.extend(r.inner) {
		head, _ = r.inner.br.Peek(headPeek)
	}
	if !looksLikeHead(head) {
		return nil, corrupt("%s", describe(head))
	}
	return r.record(r.inner)
}

// begin goes to the next record or member of the file and opens the member.
func (r *Reader) begin() *fault {
	skipBlank(r.stored)
	r.start = r.stored.offset()
	if r.stored.ended() {
		r.end()
		return nil
	}
	r.stored.mark()
	head, _ := r.stored.br.Peek(headPeek) // a shorter one is judged as it is
	p := packingOf(head)
	if p == none {
		if looksLikeHead(head) {
			r.met = none
			return nil
		}
		return corrupt("%s", describe(head))
	}
	r.shared = false
	inner, f := r.unpack.open(p, r.stored.br)
	if f != nil {
		return f
	}
	r.packed, r.met = p, p
	if p == skippable {
		r.met = zstandard
	}
	r.inner.load(inner)
	return nil
}

// leave closes the open member, whose unpacked bytes are at their end.
func (r *Reader) leave() *fault {
	bad := r.inner.broken()
	r.packed = none
	switch {
	case bad == nil:
		return nil
	case errors.Is(bad, io.ErrUnexpectedEOF):
		f := cutShort("the file ends within the compressed data")
		f.lost = true
		return f
	}
	f := corrupt("the compressed data is damaged: %v", bad)
	f.lost = true
	return f
}

// record reads one record off t, with the line ends behind it.
func (r *Reader) record(t *tape) (*Record, *fault) {
	rec := &Record{}
	f := readHead(t, rec)
	for f != nil && f.cut() && r.extend(t) {
		t.rewind(t.begun)
		rec.Header = nil
		f = readHead(t, rec)
	}
	if f != nil {
		return nil, r.blame(t, f)
	}
	n, f := contentLength(rec.Header)
	if f != nil {
		return nil, f
	}
	if n > r.limits.Block {
		return nil, r.passOver(t, n)
	}
	rec.Block, f = r.readBlock(t, n)
	if f != nil {
		return nil, r.blame(t, f)
	}
	if f := r.boundary(t, rec); f != nil {
		return nil, f
	}
	rec.Place = r.place(t)
	r.shared = true
	return rec, nil
}

// place says where the record that was just read lies, closing its member when
// nothing else is in it.
func (r *Reader) place(t *tape) Place {
	switch {
	case r.packed == none:
		return Place{r.start, t.offset() - r.start}
	case !t.ended():
		return Place{r.start, 0}
	}
	r.packed = none
	if r.shared {
		return Place{r.start, 0}
	}
	return Place{r.start, r.stored.offset() - r.start}
}

// extend goes on to the next member in the middle of a record, and reports
// whether there is one that can be the rest of it: not one that begins a record.
// All of the open member has been read into t.
func (r *Reader) extend(t *tape) bool {
	if r.packed != gzipped || t == r.stored || t.err != io.EOF {
		return false
	}
	head, _ := r.stored.br.Peek(enough)
	if packingOf(head) != gzipped || r.unpack.probe(gzipped, head) {
		return false
	}
	more, f := r.unpack.open(gzipped, r.stored.br)
	if f != nil {
		return false
	}
	t.from, t.err = more, nil
	r.shared = true
	return true
}

// blame replaces a fault that comes from the end of the stream by the reason why
// the stream ended.
func (r *Reader) blame(t *tape, f *fault) *fault {
	if r.packed == none || !t.ended() || t.broken() == nil {
		return f
	}
	return r.leave()
}

// readHead reads the version and the header, of which the start was seen.
func readHead(t *tape, rec *Record) *fault {
	left := headerBytes
	line, f := readLine(t, &left)
	if f != nil {
		return f
	}
	rec.Version = string(line)
	if !strings.HasPrefix(rec.Version, "WARC/0.") && !strings.HasPrefix(rec.Version, "WARC/1.") {
		return corrupt("version %s is not known (0.17 to 1.1 are)", rec.Version)
	}
	for {
		line, f := readLine(t, &left)
		if f != nil || len(line) == 0 {
			return f
		}
		if rec.Header, f = addField(rec.Header, line); f != nil {
			return f
		}
	}
}

// readLine reads a line of at most left bytes, counts them off and returns the
// line without its end. It is valid until the next read.
func readLine(t *tape, left *int) ([]byte, *fault) {
	line, err := t.br.ReadSlice('\n')
	switch {
	case err != nil && len(line) < windowBytes:
		return nil, cutShort("it ends within the header")
	case err != nil || len(line) > *left:
		return nil, corrupt("the header is longer than %d bytes", headerBytes)
	}
	*left -= len(line)
	return bytes.TrimSuffix(line[:len(line)-1], []byte("\r")), nil
}

// addField parses one line of a header. The names of fields are tokens, but only
// what could not be written again is refused.
func addField(h Header, line []byte) (Header, *fault) {
	if line[0] == ' ' || line[0] == '\t' {
		if len(h) == 0 {
			return h, corrupt("the header begins with a continued line")
		}
		last := &h[len(h)-1]
		last.Value = strings.TrimSpace(last.Value + " " + fieldValue(line))
		return h, nil
	}
	name, value, ok := bytes.Cut(line, []byte(":"))
	name = bytes.TrimRight(name, " \t")
	if !ok || !isToken(name) {
		return h, corrupt("the header has the line %.60q", line)
	}
	return append(h, Field{string(name), fieldValue(value)}), nil
}

// fieldValue trims a value. A CR within would end the line for other readers of
// what is written from it.
func fieldValue(b []byte) string {
	return strings.TrimSpace(strings.ReplaceAll(string(b), "\r", " "))
}

func isToken(name []byte) bool {
	for _, c := range name {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return len(name) > 0
}

// contentLength returns the length of the block and checks that the header can
// be one of a record.
func contentLength(h Header) (int64, *fault) {
	if h.Value("WARC-Type") == "" {
		return 0, corrupt("the header has no WARC-Type")
	}
	lengths := slices.Compact(h.Values("Content-Length"))
	if len(lengths) != 1 {
		return 0, corrupt("the header has %d values for Content-Length, not one", len(lengths))
	}
	n, err := strconv.ParseUint(lengths[0], 10, 62)
	if err != nil || lengths[0][0] == '+' {
		return 0, corrupt("Content-Length is %.30q", lengths[0])
	}
	return int64(n), nil
}

// readBlock reads n bytes. Memory grows with what is there, not with what the
// header claims.
func (r *Reader) readBlock(t *tape, n int64) ([]byte, *fault) {
	block := make([]byte, 0, min(n, 1<<20))
	for int64(len(block)) < n {
		if len(block) == cap(block) {
			block = slices.Grow(block, min(len(block), int(n)-len(block)))
		}
		end := min(int64(cap(block)), n)
		m, err := io.ReadFull(t.br, block[len(block):end])
		block = block[:len(block)+m]
		if err != nil && !r.extend(t) {
			return nil, cutShort("it ends within the block (%d of %d bytes)", len(block), n)
		}
	}
	return block, nil
}

// boundary checks that the block ended where a record may end, and passes the
// line ends behind it.
func (r *Reader) boundary(t *tape, rec *Record) *fault {
	lines := skipBlank(t)
	if t.ended() {
		if r.packed != none && t.broken() != nil {
			return r.leave()
		}
		return nil
	}
	head, _ := t.br.Peek(headPeek)
	if lines >= 2 || looksLikeHead(head) || t == r.stored && packingOf(head) != none {
		return nil
	}
	if rec != nil {
		if ok, err := rec.checkBlock(); ok && err == nil {
			return nil
		}
	}
	return corrupt("the block does not end where its Content-Length says")
}

// passOver skips a block that is over the limit.
func (r *Reader) passOver(t *tape, n int64) *fault {
	for left := n; left > 0; {
		m, err := t.br.Discard(int(min(left, 1<<20)))
		left -= int64(m)
		if err != nil {
			return r.blame(t, cutShort("it ends within the block (%d of %d bytes)", n-left, n))
		}
		if grown := n - left; r.packed != none && grown > r.limits.Block && grown > packedMax*(r.stored.offset()-r.start) {
			r.packed = none
			f := tooLarge("stopped unpacking: %d bytes had grown past %d", r.stored.offset()-r.start, grown)
			f.lost = true
			return f
		}
	}
	if f := r.boundary(t, nil); f != nil {
		return f
	}
	if r.packed != none && t.ended() {
		r.packed = none
	}
	f := tooLarge("the block of %d bytes is over the limit of %d", n, r.limits.Block)
	f.passed = true
	return f
}

// skipBlank passes line ends and returns how many lines they end.
func skipBlank(t *tape) (lines int) {
	for {
		head, _ := t.br.Peek(1)
		if len(head) == 0 || head[0] != '\r' && head[0] != '\n' {
			return lines
		}
		if head[0] == '\n' {
			lines++
		}
		t.br.Discard(1) // cannot fail: the byte was just seen
	}
}
