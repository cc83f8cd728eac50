// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bufio"
	"io"
)

// tape is a stream that can be wound back. It remembers what was read since the
// last mark, up to a limit, so that a record that turns out to be broken can be
// searched for the next one. Reading goes through br, which decompressors
// need for themselves: flate reads no byte too many only from a ByteReader.
type tape struct {
	br   *bufio.Reader // over the tape
	from io.Reader
	// kept holds the bytes from base on; those before next have been handed
	// to br, the others will be handed to it again.
	kept  []byte
	base  int64
	next  int
	begun int64 // where the last mark is
	limit int   // of kept
	err   error // what from ended with
}

// windowBytes is what br holds, and so how far can be peeked.
const windowBytes = 64 << 10

func newTape(limit int) *tape {
	t := &tape{limit: limit}
	t.br = bufio.NewReaderSize(t, windowBytes)
	return t
}

// load puts another stream on the tape, at position 0.
func (t *tape) load(r io.Reader) {
	t.from, t.base, t.next, t.begun, t.err = r, 0, 0, 0, nil
	t.kept = t.kept[:0]
	t.br.Reset(t)
}

// Read hands bytes to br; nobody else calls it.
func (t *tape) Read(p []byte) (int, error) {
	if t.next < len(t.kept) {
		n := copy(p, t.kept[t.next:])
		t.next += n
		return n, nil
	}
	if t.err != nil {
		return 0, t.err
	}
	n, err := t.from.Read(p)
	t.err = err
	t.kept = append(t.kept, p[:n]...)
	t.next = len(t.kept)
	if len(t.kept) > t.limit+t.limit/2+windowBytes { // half, lest every read moves it all
		t.drop(len(t.kept) - t.limit)
	}
	if n > 0 {
		return n, nil // the error, if any, is for the next call
	}
	return 0, err
}

// drop forgets the first n bytes kept.
func (t *tape) drop(n int) {
	rest := copy(t.kept, t.kept[n:])
	t.kept = t.kept[:rest]
	if cap(t.kept) > 4<<20 && rest < 1<<20 {
		t.kept = append(make([]byte, 0, 1<<20), t.kept...)
	}
	t.base += int64(n)
	t.next -= n
}

// offset is the position of the next byte of br.
func (t *tape) offset() int64 { return t.base + int64(t.next-t.br.Buffered()) }

// mark says that nothing before the next byte will be asked for again.
func (t *tape) mark() {
	t.begun = t.offset()
	n := int(t.begun - t.base)
	if n >= 1<<20 || n == len(t.kept) { // else not worth the copying yet
		t.drop(n)
	}
}

// rewind makes offset, or what is remembered behind it, the next byte. Offset is
// at most one byte ahead of where the tape is.
func (t *tape) rewind(offset int64) {
	t.next = min(int(max(offset-t.base, 0)), len(t.kept))
	t.br.Reset(t)
}

// ended reports whether the stream is at its end or broken, rather than merely
// out of what br holds.
func (t *tape) ended() bool {
	_, err := t.br.Peek(1)
	return err != nil
}

// broken is the error that the stream ended with, nil when it was read to its
// proper end or is not there yet.
func (t *tape) broken() error {
	if t.err == io.EOF {
		return nil
	}
	return t.err
}
