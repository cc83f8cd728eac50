// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"hearsay"
)

// Segment is an open segment. It is safe for concurrent use until closed.
type Segment struct {
	path      string
	h         *header
	data      []byte // the whole file, mapped where the system can
	directory []byte
	records   []byte
	articles  []byte
	dead      []uint64 // a bit for each buried article; nil when there is none
	unmap     func() error
}

// Open opens a segment. The header is checked, the rest when it is read: Check
// reads all of it. Errors: ErrCorrupt and ErrNewer, with the file.
func Open(path string) (*Segment, error) {
	data, unmap, err := mapFile(path)
	if err != nil {
		return nil, fmt.Errorf("open segment: %w", err)
	}
	s, err := open(data)
	if err != nil {
		unmap()
		return nil, fmt.Errorf("open segment %s: %w; run hearsay rebuild", path, err)
	}
	s.path, s.unmap = path, unmap
	return s, nil
}

// open reads a segment from memory.
func open(data []byte) (*Segment, error) {
	h, err := decodeHeader(data, uint64(len(data)))
	if err != nil {
		return nil, err
	}
	directory, records, articles, end := h.layout()
	return &Segment{
		h: h, data: data, directory: data[directory:records], records: data[records:articles], articles: data[articles:end],
		unmap: func() error { return nil },
	}, nil
}

// Close releases the segment. Nothing of it may be used afterwards.
func (s *Segment) Close() error { return s.unmap() }

// Profile says how the seeds of the segment were made.
func (s *Segment) Profile() Profile { return s.h.profile }

// Len is the number of articles, and Records the number of seeds.
func (s *Segment) Len() int { return int(s.h.articles) }

// Records is the number of records.
func (s *Segment) Records() int { return int(s.h.records) }

// Size is the size of the file in bytes.
func (s *Segment) Size() int64 { return int64(len(s.data)) }

// Article returns the n-th article of the segment; n must be below Len.
func (s *Segment) Article(n uint32) Article {
	b := s.articles[n*articleSize : (n+1)*articleSize]
	return Article{
		ID: hearsay.ArticleID(b[:16]), Words: binary.LittleEndian.Uint32(b[16:]),
		Published: Minute(binary.LittleEndian.Uint32(b[20:])),
	}
}

// Hit is a seed of a query that stands in an article of the segment.
type Hit struct {
	Article uint32 // number in the segment
	Seed    int32  // number in the query
	Ctx     uint16 // the signature of the seed there
}

// Lookup appends the hits of all seeds to dst, in order of the seeds and then of
// the articles. It reads the directory for all seeds before the records of any,
// so that the reads overlap. Error: ErrCorrupt, with the file.
func (s *Segment) Lookup(dst []Hit, seeds []Seed) ([]Hit, error) {
	spans := make([][2]uint32, len(seeds))
	shift := hashBits - s.h.bits
	for i, seed := range seeds {
		from, to, err := s.bucket(int(seed.key() >> shift))
		if err != nil {
			return dst, err
		}
		spans[i] = [2]uint32{from, to}
	}
	mask := uint64(1)<<shift - 1
	size := s.h.rem + tailSize
	for i, seed := range seeds {
		rem := seed.key() & mask
		for at := int(spans[i][0]) * size; at < int(spans[i][1])*size; at += size {
			b := s.records[at : at+size]
			if got := remainder(b, s.h.rem); got != rem {
				if got > rem {
					break
				}
				continue
			}
			tail := b[s.h.rem:]
			doc := uint32(tail[0]) | uint32(tail[1])<<8 | uint32(tail[2])<<16
			if uint64(doc) >= s.h.articles {
				return dst, s.corrupt("a record names article %d of %d", doc, s.h.articles)
			}
			if !s.Buried(doc) {
				dst = append(dst, Hit{doc, int32(i), binary.LittleEndian.Uint16(tail[3:])})
			}
		}
	}
	return dst, nil
}

// bucket returns the records of a bucket.
func (s *Segment) bucket(i int) (from, to uint32, err error) {
	from, to = binary.LittleEndian.Uint32(s.directory[4*i:]), binary.LittleEndian.Uint32(s.directory[4*i+4:])
	if from > to || uint64(to) > s.h.records {
		return 0, 0, s.corrupt("bucket %d holds records %d to %d of %d", i, from, to, s.h.records)
	}
	return from, to, nil
}

// remainder decodes the first n bytes of a record.
func remainder(b []byte, n int) uint64 {
	v := uint64(b[0]) | uint64(b[1])<<8
	for i := 2; i < n; i++ {
		v |= uint64(b[i]) << (8 * i)
	}
	return v
}

func (s *Segment) corrupt(format string, args ...any) error {
	return fmt.Errorf("segment %s: %w: %s; run hearsay rebuild", s.path, hearsay.ErrCorrupt, fmt.Sprintf(format, args...))
}

// Check reads the whole segment and compares its checksums and its order.
func (s *Segment) Check() error {
	if err := s.checkSums(); err != nil {
		return err
	}
	return s.each(func(record) error { return nil })
}

func (s *Segment) checkSums() error {
	for i, section := range [][]byte{s.directory, s.records, s.articles} {
		if crc32.Checksum(section, castagnoli) != s.h.sums[i] {
			return s.corrupt("the checksum of its %s differs", [...]string{"directory", "records", "articles"}[i])
		}
	}
	return nil
}

// each calls f for every record in order.
func (s *Segment) each(f func(record) error) error {
	size := s.h.rem + tailSize
	shift := hashBits - s.h.bits
	last := record{}
	if first, end := binary.LittleEndian.Uint32(s.directory), binary.LittleEndian.Uint32(s.directory[4<<s.h.bits:]); first != 0 || uint64(end) != s.h.records {
		return s.corrupt("the directory holds records %d to %d of %d", first, end, s.h.records)
	}
	for bucket := range 1 << s.h.bits {
		from, to, err := s.bucket(bucket)
		if err != nil {
			return err
		}
		for n := from; n < to; n++ {
			b := s.records[int(n)*size : (int(n)+1)*size]
			tail := b[s.h.rem:]
			rem := remainder(b, s.h.rem)
			r := record{
				key: uint64(bucket)<<shift | rem,
				doc: uint32(tail[0]) | uint32(tail[1])<<8 | uint32(tail[2])<<16,
				ctx: binary.LittleEndian.Uint16(tail[3:]),
			}
			if rem>>shift != 0 || uint64(r.doc) >= s.h.articles || n > 0 && compareRecords(last, r) >= 0 {
				return s.corrupt("record %d is out of order or of range", n)
			}
			if err := f(r); err != nil {
				return err
			}
			last = r
		}
	}
	return nil
}
