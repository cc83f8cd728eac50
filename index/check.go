// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"encoding/binary"
	"hash/crc32"
)

// Check reads the whole segment and compares its checksums, its order and its
// places. Error: ErrCorrupt, with the file.
func (s *Segment) Check() error {
	if err := s.checkSums(); err != nil {
		return err
	}
	if err := s.checkArticles(); err != nil {
		return err
	}
	c := newCursor(s, nil)
	for c.fill() {
	}
	return c.err
}

// checkSums compares the checksum of each section.
func (s *Segment) checkSums() error {
	readThrough(s.data)
	at := s.h.layout()
	for i, name := range [sections]string{"directory", "records", "articles", "words"} {
		if s.h.version == 1 && i == inWords {
			continue
		}
		if crc32.Checksum(s.data[at[i]:at[i+1]], castagnoli) != s.h.sums[i] {
			return s.corrupt("the checksum of its %s differs", name)
		}
	}
	return nil
}

// checkArticles reports articles out of order and words out of place.
func (s *Segment) checkArticles() error {
	if s.h.version == 1 {
		return nil
	}
	var last Article
	words := uint64(0)
	for n := range uint32(s.Len()) {
		a, at := s.Article(n), s.wordsAt(n)
		if n > 0 && last.Compare(a) > 0 {
			return s.corrupt("article %d is out of order", n)
		}
		last = a
		if at == noWords {
			continue
		}
		if at != words {
			return s.corrupt("the words of article %d begin at %d, not at %d", n, at, words)
		}
		words += uint64(a.Words)
	}
	if words != s.h.words {
		return s.corrupt("articles have %d words of %d", words, s.h.words)
	}
	return nil
}

// cursor reads the records of a segment in order, some hundred at a time, and
// checks their order on the way.
type cursor struct {
	s      *Segment
	r      reader
	number []uint32 // new numbers of the articles, or gone; nil keeps them
	bucket int      // the next one
	n, end uint32   // records of the bucket that are left
	key    uint64   // hash bits of the bucket
	last   uint64   // remainder and article of the record before, in the bucket
	ctx    int      // and its signature
	buf    []record
	err    error
}

// gone is the new number of an article that is left out.
const gone = 1<<32 - 1

func newCursor(s *Segment, number []uint32) *cursor {
	c := &cursor{s: s, r: s.reader(), number: number, buf: make([]record, 0, 512)}
	first, end := binary.LittleEndian.Uint32(s.directory), binary.LittleEndian.Uint32(s.directory[4<<s.h.bits:])
	if first != 0 || uint64(end) != s.h.records {
		c.err = s.corrupt("the directory holds records %d to %d of %d", first, end, s.h.records)
	}
	return c
}

// fill replaces what is in buf by the next records, and reports whether there were
// any. It may leave buf empty and report that there are more, when all that were
// read are gone.
func (c *cursor) fill() bool {
	c.buf = c.buf[:0]
	if c.err != nil {
		return false
	}
	for room := cap(c.buf); room > 0; {
		if c.n == c.end && !c.enter() {
			break
		}
		n := min(c.end-c.n, uint32(room))
		if c.err = c.decode(n); c.err != nil {
			return false
		}
		room -= int(n)
	}
	return len(c.buf) > 0 || c.bucket < 1<<c.s.h.bits || c.n < c.end
}

// enter goes to the next bucket that is not empty.
func (c *cursor) enter() bool {
	shift := c.s.h.hash - c.s.h.bits
	for c.n == c.end {
		if c.bucket == 1<<c.s.h.bits {
			return false
		}
		if c.n, c.end, c.err = c.s.bucket(c.bucket); c.err != nil {
			return false
		}
		c.key = uint64(c.bucket) << shift
		c.bucket++
		c.last, c.ctx = 0, -1
	}
	return true
}

// decode appends n records of the bucket. Of a hash of version 1 the upper bits
// are kept, which may leave them out of order.
func (c *cursor) decode(n uint32) error {
	r := &c.r
	cut := c.s.h.hash - hashBits
	for ; n > 0; n-- {
		head := r.head(c.n)
		article, ctx := r.tail(c.n)
		at := head<<articleBits | uint64(article)
		if head > r.remMask || article >= r.articles || at < c.last || at == c.last && int(ctx) <= c.ctx {
			return c.s.corrupt("record %d is out of order or of range", c.n)
		}
		c.last, c.ctx = at, int(ctx)
		c.n++
		if c.number != nil {
			if article = c.number[article]; article == gone {
				continue
			}
		}
		c.buf = append(c.buf, record{(c.key|head)>>(cut&63)<<articleBits | uint64(article), ctx})
	}
	return nil
}
