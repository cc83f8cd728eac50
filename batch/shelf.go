// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"
	"unicode/utf8"

	"hearsay/prose"
	"hearsay/reuse"
)

// shelf holds what is compared of each text, in the order of texts. Of a text the
// file has the codes of its words, the places of its words, and its card. In
// memory are twelve bytes a text.
type shelf struct {
	f     *os.File
	at    []int64 // in the file; one more than there are texts
	words []uint32
}

func (s *shelf) add(size int, words uint32) {
	if len(s.at) == 0 {
		s.at = append(s.at, 0)
	}
	s.at = append(s.at, s.at[len(s.at)-1]+int64(size))
	s.words = append(s.words, words)
}

func (s *shelf) len() int { return len(s.words) }

const codeBytes = 4

// codes reads the codes of the words of a text into dst; buf is room for bytes.
func (s *shelf) codes(n int, dst []reuse.Code, buf *[]byte) ([]reuse.Code, error) {
	size := int(s.words[n]) * codeBytes
	*buf = slices.Grow((*buf)[:0], size)[:size]
	if _, err := s.f.ReadAt(*buf, s.at[n]); err != nil {
		return nil, fmt.Errorf("read words of text %d: %w", n, noEOF(err))
	}
	dst = slices.Grow(dst[:0], int(s.words[n]))
	for b := *buf; len(b) >= codeBytes; b = b[codeBytes:] {
		dst = append(dst, binary.LittleEndian.Uint32(b))
	}
	return dst, nil
}

// places reads the places of the words of a text, and its card.
func (s *shelf) places(n int) ([]points, card, error) {
	at := s.at[n] + int64(s.words[n])*codeBytes
	b := make([]byte, s.at[n+1]-at)
	if _, err := s.f.ReadAt(b, at); err != nil {
		return nil, card{}, fmt.Errorf("read text %d: %w", n, noEOF(err))
	}
	places, b := readPlaces(b, int(s.words[n]))
	return places, readCard(b), nil
}

// noEOF: the end of a temporary file that nobody else should write to is no end.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// points is a half-open range of code points of a text.
type points struct{ start, end int32 }

func (p points) len() int { return int(p.end - p.start) }

func (p points) overlap(q points) int { return max(0, int(min(p.end, q.end)-max(p.start, q.start))) }

// plainWord is the length below which a word that follows the one before it after
// one code point takes a byte; others take a zero, the distance of their starts and
// their length.
const plainWord = 256

// appendPlaces appends where the words of a text stand, in code points: about a
// byte a word. It is written while the text is at hand, since pairs are made of
// many texts that then need not be read again.
func appendPlaces(dst []byte, text string, words []prose.Word) []byte {
	ascii := utf8.RuneCountInString(text) == len(text)
	var last points
	from, point := 0, 0 // a byte, and the code points before it
	for _, w := range words {
		p := points{int32(w.Span.Start), int32(w.Span.End)}
		if !ascii {
			point += utf8.RuneCountInString(text[from:w.Span.Start])
			p = points{int32(point), int32(point + utf8.RuneCountInString(w.Span.In(text)))}
		}
		if n := p.len(); n > 0 && n < plainWord && p.start == last.end+1 {
			dst = append(dst, byte(p.len()))
		} else {
			dst = append(dst, 0)
			dst = binary.AppendUvarint(dst, uint64(p.start-last.start))
			dst = binary.AppendUvarint(dst, uint64(p.len()))
		}
		last = p
		from = w.Span.Start
	}
	return dst
}

func readPlaces(b []byte, words int) ([]points, []byte) {
	out := make([]points, words)
	var last points
	for i := range out {
		n := b[0]
		b = b[1:]
		p := points{last.end + 1, last.end + 1 + int32(n)}
		if n == 0 {
			var distance, length uint64
			distance, b = uvarint(b)
			length, b = uvarint(b)
			p.start = last.start + int32(distance)
			p.end = p.start + int32(length)
		}
		out[i], last = p, p
	}
	return out, b
}

func uvarint(b []byte) (uint64, []byte) {
	v, n := binary.Uvarint(b)
	return v, b[n:]
}

// card is what is said of a text in the result, and where the text is.
type card struct {
	id, series, date string
	at, size         int64
	marks            []int64 // byte of every markPoints-th code point of a long text
}

// markPoints is how many code points lie between two marks: so much is read at
// most before the words of a witness.
const markPoints = 1 << 14

func (c *card) append(dst []byte) []byte {
	for _, s := range []string{c.id, c.series, c.date} {
		dst = append(binary.AppendUvarint(dst, uint64(len(s))), s...)
	}
	dst = binary.AppendUvarint(dst, uint64(c.at))
	dst = binary.AppendUvarint(dst, uint64(c.size))
	for _, m := range c.marks {
		dst = binary.AppendUvarint(dst, uint64(m))
	}
	return dst
}

func readCard(b []byte) card {
	var c card
	for _, s := range []*string{&c.id, &c.series, &c.date} {
		var n uint64
		n, b = uvarint(b)
		*s, b = string(b[:n]), b[n:]
	}
	var at, size uint64
	at, b = uvarint(b)
	size, b = uvarint(b)
	c.at, c.size = int64(at), int64(size)
	for len(b) > 0 {
		var m uint64
		m, b = uvarint(b)
		c.marks = append(c.marks, int64(m))
	}
	return c
}

// marksOf returns the marks of a text.
func marksOf(text string) []int64 {
	if len(text) < markPoints {
		return nil
	}
	var out []int64
	n := 0
	for i := range text {
		if n++; n%markPoints == 0 {
			out = append(out, int64(i))
		}
	}
	return out
}

// exact reads the words of a witness: from the mark before them on.
func (c *card) exact(texts io.ReaderAt, p points) (string, error) {
	from, skip, to := int64(0), int(p.start), c.size
	// marks[k] is the byte of code point (k+1)*markPoints-1.
	if k := (int(p.start) + 1) / markPoints; k > 0 {
		from, skip = c.marks[k-1], int(p.start)-(k*markPoints-1)
	}
	if k := (int(p.end) + 1 + markPoints - 1) / markPoints; k > 0 && k <= len(c.marks) {
		to = c.marks[k-1]
	}
	b := make([]byte, to-from)
	if _, err := texts.ReadAt(b, c.at+from); err != nil {
		return "", fmt.Errorf("read text %s: %w", c.id, noEOF(err))
	}
	start := afterRunes(b, skip)
	end := start + afterRunes(b[start:], p.len())
	return string(b[start:end]), nil
}

// afterRunes returns how many bytes n code points take.
func afterRunes(b []byte, n int) int {
	i := 0
	for ; n > 0; n-- {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, size := utf8.DecodeRune(b[i:])
		i += size
	}
	return i
}
