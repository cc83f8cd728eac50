// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"encoding/binary"
	"fmt"
	"slices"

	"hearsay"
)

// Segment is an open segment. It is safe for concurrent use until closed.
type Segment struct {
	path      string
	h         *header
	data      []byte // the whole file, mapped where the system can
	directory []byte
	records   []byte // with what follows them, so that a record can be read with its neighbour
	articles  []byte
	words     []byte
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
		return nil, fmt.Errorf("open segment %s: %w; run hearsay rebuild --index", path, err)
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
	at := h.layout()
	return &Segment{
		h: h, data: data, directory: data[headerSize:at[inRecords]], records: data[at[inRecords]:],
		articles: data[at[inArticles]:at[inWords]], words: data[at[inWords]:],
		unmap: func() error { return nil },
	}, nil
}

// Close releases the segment. Nothing of it may be used afterwards.
func (s *Segment) Close() error { return s.unmap() }

// Path is the file that was opened.
func (s *Segment) Path() string { return s.path }

// Profile says how the seeds of the segment were made.
func (s *Segment) Profile() Profile { return s.h.profile }

// Len is the number of articles, and Records the number of seeds.
func (s *Segment) Len() int { return int(s.h.articles) }

// Records is the number of records.
func (s *Segment) Records() int { return int(s.h.records) }

// Size is the size of the file in bytes.
func (s *Segment) Size() int64 { return int64(len(s.data)) }

// Article returns the n-th article of the segment; n must be below Len. They are
// in order of date, those without one last, and then of ID; in a segment of
// version 1 in order of arrival.
func (s *Segment) Article(n uint32) Article {
	b := s.article(n)
	return Article{
		ID: hearsay.ArticleID(b[:16]), Words: binary.LittleEndian.Uint32(b[16:]),
		Published: Minute(binary.LittleEndian.Uint32(b[20:])),
	}
}

// ByDate reports whether the articles stand in order of date, and so the postings of
// each seed: in all segments but those of version 1.
func (s *Segment) ByDate() bool { return s.h.version > 1 }

// article returns the bytes of an article.
func (s *Segment) article(n uint32) []byte {
	size := int(s.h.articleSize())
	return s.articles[int(n)*size : (int(n)+1)*size]
}

// HasWords reports whether the segment has the words of article n. It has not when
// the article was indexed by version 1, also when that was merged into this one,
// or when they were not given to Builder.Add.
func (s *Segment) HasWords(n uint32) bool { return s.wordsAt(n) != noWords }

// wordsAt returns where the words of an article begin, in words, or noWords.
func (s *Segment) wordsAt(n uint32) uint64 {
	switch {
	case s.h.version > 1:
		return binary.LittleEndian.Uint64(s.article(n)[24:])
	case s.Article(n).Words > 0:
		return noWords
	}
	return 0
}

// AppendWords appends the hashes of the words of article n, in order; n must be
// below Len. Time is linear in their number. Errors: ErrNotFound for an article
// without (see HasWords), ErrCorrupt, with the file.
func (s *Segment) AppendWords(dst []uint32, n uint32) ([]uint32, error) {
	b, err := s.wordsOf(n)
	if err != nil {
		return dst, err
	}
	from := len(dst)
	dst = slices.Grow(dst, len(b)/wordSize)[:from+len(b)/wordSize]
	decodeWords(dst[from:], b)
	return dst, nil
}

// SameWords reports whether the words of article n have these hashes; n must be below
// Len. An article without words here has none of any.
func (s *Segment) SameWords(n uint32, words []uint32) bool {
	b, err := s.wordsOf(n)
	if err != nil || len(b) != wordSize*len(words) {
		return false
	}
	for i, w := range words {
		if binary.LittleEndian.Uint32(b[wordSize*i:]) != w {
			return false
		}
	}
	return true
}

// decodeWords fills dst from as many words in b, four at once: a question reads some
// hundred thousand.
func decodeWords(dst []uint32, b []byte) {
	for len(dst) >= 4 && len(b) >= 4*wordSize {
		x, y := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
		dst[0], dst[1], dst[2], dst[3] = uint32(x), uint32(x>>32), uint32(y), uint32(y>>32)
		dst, b = dst[4:], b[4*wordSize:]
	}
	for i := range dst {
		dst[i] = binary.LittleEndian.Uint32(b[wordSize*i:])
	}
}

// wordsOf returns the bytes of the words of an article.
func (s *Segment) wordsOf(n uint32) ([]byte, error) {
	at, words := s.wordsAt(n), uint64(binary.LittleEndian.Uint32(s.article(n)[16:]))
	if at == noWords {
		return nil, fmt.Errorf("words of article %d in segment %s: %w: format 1 had none", n, s.path, hearsay.ErrNotFound)
	}
	if at > s.h.words || words > s.h.words-at {
		return nil, s.corrupt("article %d has words %d and %d more of %d", n, at, words, s.h.words)
	}
	return s.words[at*wordSize : (at+words)*wordSize], nil
}

// bucket returns the records of a bucket.
func (s *Segment) bucket(i int) (from, to uint32, err error) {
	from, to = binary.LittleEndian.Uint32(s.directory[4*i:]), binary.LittleEndian.Uint32(s.directory[4*i+4:])
	if from > to || uint64(to) > s.h.records {
		return 0, 0, s.corrupt("bucket %d holds records %d to %d of %d", i, from, to, s.h.records)
	}
	return from, to, nil
}

func (s *Segment) corrupt(format string, args ...any) error {
	return fmt.Errorf("segment %s: %w: %s; run hearsay rebuild --index", s.path, hearsay.ErrCorrupt, fmt.Sprintf(format, args...))
}
