// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"

	"hearsay"
	"hearsay/reuse"
)

// LinesVersion is the version of the lines that stages on many machines hand to each
// other: of their form, and of the folding, hashing and places in them. Whatever
// changes what a stage makes of the same text raises it.
const LinesVersion = 2

// Header is the first line of every input and output of a stage: who wrote it, and
// the options, which are the same for all stages of a run.
type Header struct {
	Version     int    `json:"version"`
	Program     string `json:"program"` // that of all stages; another is refused
	Profile     string `json:"profile"`
	MinWords    int    `json:"min_words"`
	Crowd       int    `json:"crowd"`
	OtherSeries bool   `json:"series"`
	Bins        int    `json:"bins"`  // of seeds: a power of two, at least 16
	Range       int    `json:"range"` // texts that are aligned together
	Texts       int    `json:"texts"` // of the run; stage clusters must know
}

// headerKind begins the line of a header. Its key is the version alone, so that it
// can be read whatever the rest has become.
const headerKind = "hearsay-batch"

// WithDefaults fills in what is zero.
func (h Header) WithDefaults() Header {
	opt := Options{}.withDefaults()
	h.Version = LinesVersion
	h.Profile = cmp.Or(h.Profile, "news")
	h.MinWords = cmp.Or(h.MinWords, opt.MinWords)
	h.Crowd = cmp.Or(h.Crowd, opt.Crowd)
	h.Bins = cmp.Or(h.Bins, 1<<leastBinBits)
	h.Range = cmp.Or(h.Range, 10_000)
	return h
}

// Line returns the header as a line, without its end.
func (h Header) Line() string {
	b, _ := json.Marshal(h) // cannot fail: strings and numbers
	return fmt.Sprintf("%s\t%d\t%s", headerKind, h.Version, b)
}

// Check says which option is out of range.
func (h *Header) Check() error {
	switch {
	case h.Bins < 1<<leastBinBits || h.Bins&(h.Bins-1) != 0 || h.Bins > 1<<24:
		return fmt.Errorf("%d bins: a power of two from 16 on", h.Bins)
	case h.Range < 1 || h.Range > math.MaxInt32 || h.Texts < 0 || h.MinWords < 1 || h.Crowd < 1:
		return errors.New("an option is out of range")
	}
	return nil
}

func (h *Header) options() (Options, error) {
	profile, ok := reuse.ProfileNamed(h.Profile)
	if !ok {
		return Options{}, fmt.Errorf("there is no profile %q", h.Profile)
	}
	return Options{MinWords: h.MinWords, Profile: profile, OtherSeries: h.OtherSeries, Crowd: h.Crowd}.withDefaults(), nil
}

// ErrVersion: lines of another version or another program.
var ErrVersion = errors.New("written by another version")

// line is one line of an input: what it is, what it belongs to, and the rest, which
// may be of any bytes: it follows its line, which says how long it is. It is valid
// until the next.
type line struct {
	kind, key string
	rest      []byte
}

func (l *line) number() (uint32, error) {
	n, err := strconv.ParseUint(l.key, 10, 32)
	if err != nil {
		return 0, fmt.Errorf("%w: %q is no number of a %s", hearsay.ErrInvalid, l.key, l.kind)
	}
	return uint32(n), nil
}

// bytes returns the rest of a line, units of so many bytes, without their sum, which
// stands behind them.
func (l *line) bytes(unit int) ([]byte, error) {
	b := l.rest
	end := len(b) - crc32.Size
	if end < 0 || end%unit != 0 || sumOf(b[:end]) != binary.LittleEndian.Uint32(b[end:]) {
		return nil, fmt.Errorf("%w: %s of %s are damaged", hearsay.ErrCorrupt, l.kind, l.key)
	}
	return b[:end], nil
}

// numbers yields the numbers that the rest of a line is, with blanks between.
func (l *line) numbers() iter.Seq2[uint32, error] {
	return func(yield func(uint32, error) bool) {
		for b := range bytes.FieldsSeq(l.rest) {
			n, err := strconv.ParseUint(string(b), 10, 32)
			if err != nil {
				yield(0, fmt.Errorf("%w: %q is no number of a %s", hearsay.ErrInvalid, b, l.kind))
				return
			}
			if !yield(uint32(n), nil) {
				return
			}
		}
	}
}

func sumOf(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

// lineReader reads the input of a stage.
type lineReader struct {
	r       *bufio.Reader
	program string
	header  *Header
	n       int // lines, of which one may be many to an editor
	buf     []byte
}

// newLineReader reads lines that the program of that version wrote.
func newLineReader(r io.Reader, program string) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, 1<<20), program: program}
}

const (
	maxLine = 1 << 30 // the longest rest that is read, in bytes
	maxHead = 1 << 20 // the longest line before it: keys may be paths
)

// next returns the next line that is no header; the error at the end is io.EOF.
func (in *lineReader) next() (line, error) {
	for {
		b, err := in.head()
		if err != nil {
			return line{}, err
		}
		if len(b) == 0 {
			continue
		}
		kind, b, ok := bytes.Cut(b, []byte("\t"))
		key, b, ok2 := bytes.Cut(b, []byte("\t"))
		if !ok || !ok2 {
			return line{}, in.wrong(fmt.Errorf("%w: not KIND, KEY and the rest, with tabs between", hearsay.ErrInvalid))
		}
		l := line{kind: string(kind), key: string(key), rest: b}
		if l.kind == headerKind {
			if err := in.begin(&l); err != nil {
				return line{}, in.wrong(err)
			}
			continue
		}
		if in.header == nil {
			return line{}, in.wrong(fmt.Errorf("%w: the first line is not that of hearsay batch header", hearsay.ErrInvalid))
		}
		size, err := strconv.ParseUint(string(b), 10, 63)
		if err != nil {
			return line{}, in.wrong(fmt.Errorf("%w: %q does not say how many bytes follow", hearsay.ErrInvalid, clipped(b)))
		}
		l.rest, err = in.rest(size)
		if err != nil {
			return line{}, in.wrong(err)
		}
		return l, nil
	}
}

func clipped(b []byte) []byte { return b[:min(len(b), 100)] }

// begin reads a header. An input may be several outputs in a row.
func (in *lineReader) begin(l *line) error {
	if l.key != strconv.Itoa(LinesVersion) {
		return fmt.Errorf("%w: lines of version %s, this program (%s) has %d; give all machines one program", ErrVersion, l.key, in.program, LinesVersion)
	}
	var h Header
	if err := json.Unmarshal(l.rest, &h); err != nil {
		return fmt.Errorf("%w: header: %v", hearsay.ErrInvalid, err)
	}
	if h.Program != in.program {
		return fmt.Errorf("%w: by %q, and this program is %q; give all machines one program", ErrVersion, h.Program, in.program)
	}
	if in.header != nil && *in.header != h {
		return fmt.Errorf("%w: headers of two runs: %+v and %+v", hearsay.ErrInvalid, *in.header, h)
	}
	in.header = &h
	return h.Check()
}

// head reads a line up to its end, or to what follows it.
func (in *lineReader) head() ([]byte, error) {
	in.n++
	in.buf = in.buf[:0]
	for {
		part, err := in.r.ReadSlice('\n')
		if len(in.buf)+len(part) > maxHead {
			return nil, in.wrong(fmt.Errorf("%w: kind, key and length of more than 1 MB", hearsay.ErrTooLarge))
		}
		in.buf = append(in.buf, part...)
		switch {
		case err == nil:
			return in.buf[:len(in.buf)-1], nil
		case err == io.EOF && len(in.buf) > 0:
			// Whatever writes lines ends the last: this one is cut off.
			return nil, in.wrong(io.ErrUnexpectedEOF)
		case err != bufio.ErrBufferFull:
			return nil, err
		}
	}
}

// rest reads so many bytes and the end of the line. It takes no more memory than is
// there to read.
func (in *lineReader) rest(size uint64) ([]byte, error) {
	if size > maxLine {
		return nil, fmt.Errorf("%w: a line of more than 1 GB", hearsay.ErrTooLarge)
	}
	in.buf = in.buf[:0]
	for n := int(size) + 1; n > 0; {
		have := len(in.buf)
		in.buf = slices.Grow(in.buf, min(n, restRoom))
		in.buf = in.buf[:have+min(n, restRoom)]
		if _, err := io.ReadFull(in.r, in.buf[have:]); err != nil {
			return nil, noEOF(err)
		}
		n -= len(in.buf) - have
	}
	if in.buf[size] != '\n' {
		return nil, fmt.Errorf("%w: more than the %d bytes that the line says", hearsay.ErrInvalid, size)
	}
	return in.buf[:size], nil
}

// restRoom is how much is made room for at once.
const restRoom = 1 << 20

func (in *lineReader) wrong(err error) error { return fmt.Errorf("line %d: %w", in.n, err) }

// lineWriter writes lines, after the header.
type lineWriter struct {
	w   *bufio.Writer
	buf []byte
	err error
}

func newLineWriter(to io.Writer) *lineWriter { return &lineWriter{w: bufio.NewWriterSize(to, 1<<18)} }

func (out *lineWriter) head(h *Header) {
	if out.err == nil {
		_, out.err = out.w.WriteString(h.Line() + "\n")
	}
}

// write writes a line.
func (out *lineWriter) write(kind, key string, rest []byte) error {
	if out.err == nil {
		out.buf = append(append(append(append(out.buf[:0], kind...), '\t'), key...), '\t')
		out.buf = append(strconv.AppendInt(out.buf, int64(len(rest)), 10), '\n')
		_, out.err = out.w.Write(out.buf)
	}
	if out.err == nil {
		_, out.err = out.w.Write(rest)
	}
	if out.err == nil {
		out.err = out.w.WriteByte('\n')
	}
	return out.err
}

// bytes writes a line with bytes, and their sum; b may be appended to.
func (out *lineWriter) bytes(kind string, key uint64, b []byte) error {
	return out.write(kind, strconv.FormatUint(key, 10), binary.LittleEndian.AppendUint32(b, sumOf(b)))
}

// text writes a line as it is.
func (out *lineWriter) text(kind string, key uint64, b []byte) error {
	return out.write(kind, strconv.FormatUint(key, 10), b)
}

// numbers writes lines with numbers, as many as are to be.
func (out *lineWriter) numbers(kind string, key uint64, numbers []uint32) error {
	for some := range slices.Chunk(numbers, blockBytes/8) {
		var b []byte
		for _, n := range some {
			b = append(strconv.AppendUint(b, uint64(n), 10), ' ')
		}
		if err := out.text(kind, key, b[:len(b)-1]); err != nil {
			return err
		}
	}
	return nil
}

func (out *lineWriter) flush() error {
	if out.err != nil {
		return out.err
	}
	return out.w.Flush()
}
