// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"
	"sync/atomic"
	"unicode/utf8"

	"hearsay"
	"hearsay/prose"
	"hearsay/reuse"
)

// shelf holds what is compared of each text, in the order of texts: of each a sheet.
// In memory are twelve bytes a text, and sheets that were read before: most texts
// that share a passage are compared with the same few, its earliest. Reading is safe
// for concurrent use.
type shelf struct {
	f     *os.File
	at    []int64 // in the file; one more than there are texts
	words []uint32

	near    []atomic.Pointer[sheet] // by the lower bits of the text's number
	longest uint32                  // words of a sheet that is kept near
}

func (s *shelf) add(size int, words uint32) {
	if len(s.at) == 0 {
		s.at = append(s.at, 0)
	}
	s.at = append(s.at, s.at[len(s.at)-1]+int64(size))
	s.words = append(s.words, words)
}

func (s *shelf) len() int { return len(s.words) }

// keepNear says how much memory may hold sheets, about.
func (s *shelf) keepNear(memory int64) {
	if s.len() == 0 {
		return
	}
	mean := max(s.at[s.len()]/int64(s.len()), 256)
	s.near = make([]atomic.Pointer[sheet], max(1, memory/mean))
	// Longer ones are few, and fewer are asked for twice.
	s.longest = uint32(4 * mean / codeBytes)
}

// get returns the sheet of a text, from memory if it is near.
func (s *shelf) get(n int) (*sheet, error) {
	slot := &s.near[n%len(s.near)]
	if got := slot.Load(); got != nil && got.text == uint32(n) {
		return got, nil
	}
	got, err := s.read(n)
	if err == nil && s.words[n] <= s.longest {
		slot.Store(got)
	}
	return got, err
}

// read reads the sheet of a text.
func (s *shelf) read(n int) (*sheet, error) {
	b := make([]byte, s.at[n+1]-s.at[n])
	if _, err := s.f.ReadAt(b, s.at[n]); err != nil {
		return nil, fmt.Errorf("read words of text %d: %w", n, noEOF(err))
	}
	out := sheetOf(n, int(s.words[n]), b)
	out.rest = slices.Clone(out.rest)
	return out, nil
}

// sheetOf reads what appendSheet wrote. The sheet keeps b.
func sheetOf(n, words int, b []byte) *sheet {
	out := &sheet{text: uint32(n), codes: make([]reuse.Code, words), rest: b[words*codeBytes:]}
	for i := range out.codes {
		out.codes[i] = binary.LittleEndian.Uint32(b[i*codeBytes:])
	}
	out.id, _ = readString(out.cardBytes())
	return out
}

// sheet is what is compared of a text: the codes of its words, and as bytes where
// the words stand, and its card. It is not changed.
type sheet struct {
	text  uint32
	id    string
	codes []reuse.Code
	// rest is marks, places, the card and its length. A mark for every markWords
	// words is the start of the word before, in code points, and where in rest the next is.
	rest []byte
}

const (
	codeBytes = 4
	markWords = 16
	markBytes = 8
)

// appendSheet appends the sheet of a text to dst.
func appendSheet(dst []byte, text string, words []prose.Word, c *card) []byte {
	for _, w := range words {
		dst = binary.LittleEndian.AppendUint32(dst, reuse.CodeOf(w))
	}
	dst = appendPlaces(dst, text, words)
	before := len(dst)
	dst = c.append(dst)
	return binary.LittleEndian.AppendUint32(dst, uint32(len(dst)-before))
}

func (s *sheet) card() card { return readCard(s.cardBytes()) }

func (s *sheet) cardBytes() []byte {
	end := len(s.rest) - 4
	return s.rest[end-int(binary.LittleEndian.Uint32(s.rest[end:])) : end]
}

// points turns words into code points.
func (s *sheet) points(words hearsay.Span) points {
	return points{s.word(words.Start).start, s.word(words.End - 1).end}
}

// word returns the place of a word.
func (s *sheet) word(n int) points {
	mark := s.rest[n/markWords*markBytes:]
	var p points
	p.start = int32(binary.LittleEndian.Uint32(mark))
	b := s.rest[binary.LittleEndian.Uint32(mark[4:]):]
	for range n%markWords + 1 {
		p, b = nextPlace(p, b)
	}
	return p
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
// one code point takes a byte; others, and those behind a mark, take a zero, the
// distance of their starts and their length.
const plainWord = 256

// appendPlaces appends where the words of a text stand, in code points: with the
// marks about 1.7 bytes a word. It is written while the text is at hand, since pairs
// are made of many texts that then need not be read again.
func appendPlaces(dst []byte, text string, words []prose.Word) []byte {
	marks := len(dst)
	dst = append(dst, make([]byte, (len(words)+markWords-1)/markWords*markBytes)...)
	ascii := utf8.RuneCountInString(text) == len(text)
	var last points
	from, point := 0, 0 // a byte, and the code points before it
	for i, w := range words {
		p := points{int32(w.Span.Start), int32(w.Span.End)}
		if !ascii {
			point += utf8.RuneCountInString(text[from:w.Span.Start])
			from = w.Span.Start
			p = points{int32(point), int32(point + utf8.RuneCountInString(w.Span.In(text)))}
		}
		if i%markWords == 0 {
			mark := dst[marks+i/markWords*markBytes:]
			binary.LittleEndian.PutUint32(mark, uint32(last.start))
			binary.LittleEndian.PutUint32(mark[4:], uint32(len(dst)-marks))
		}
		if n := p.len(); n > 0 && n < plainWord && p.start == last.end+1 && i%markWords != 0 {
			dst = append(dst, byte(n))
		} else {
			dst = append(dst, 0)
			dst = binary.AppendUvarint(dst, uint64(p.start-last.start))
			dst = binary.AppendUvarint(dst, uint64(n))
		}
		last = p
	}
	return dst
}

// nextPlace reads the place behind that of the word before.
func nextPlace(last points, b []byte) (points, []byte) {
	n := int32(b[0])
	b = b[1:]
	if n > 0 {
		return points{last.end + 1, last.end + 1 + n}, b
	}
	distance, b := uvarint(b)
	length, b := uvarint(b)
	start := last.start + int32(distance)
	return points{start, start + int32(length)}, b
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

func readString(b []byte) (string, []byte) {
	n, b := uvarint(b)
	return string(b[:n]), b[n:]
}

func readCard(b []byte) card {
	var c card
	for _, s := range []*string{&c.id, &c.series, &c.date} {
		*s, b = readString(b)
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
