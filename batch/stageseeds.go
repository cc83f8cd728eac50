// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/bits"

	"hearsay"
)

// seedFilter is the stage "seeds": texts with their numbers become sheets, and seeds
// by bin.
//
//	text	NUMBER	{"id","series","date"}, a line feed, the text
//	→ sheet	NUMBER	number (4), words (4), sheet
//	→ seeds	BIN	records of 16 bytes
//	→ series	BIN	text (4) and series (8); only with the option
type seedFilter struct {
	shears
	out    *lineWriter
	header *Header
	series uint64 // of the present text
	bins   []seedBlock
	size   int // bytes in all of them
	sheet  []byte
}

type seedBlock struct {
	records []byte
	series  []byte
	last    int64 // 1 + the text whose series was noted last
}

const (
	// stagedMemory is what a filter gathers before it writes, in bytes.
	stagedMemory = 64 << 20
	// blockBytes is what goes into one line, about: engines hold some hundred.
	blockBytes = 64 << 10
)

func newSeedFilter(h *Header, opt Options, out *lineWriter) filter {
	return &seedFilter{
		shears: shears{profile: opt.Profile, shift: bits.Len(uint(h.Bins) - 1)},
		out:    out, header: h, bins: make([]seedBlock, h.Bins),
	}
}

func (f *seedFilter) line(l *line) error {
	if l.kind != "text" {
		return unknownKind(l)
	}
	n, err := l.number()
	if err != nil {
		return err
	}
	before, body, _ := bytes.Cut(l.rest, []byte("\n"))
	var head textHead
	if err := json.Unmarshal(before, &head); err != nil {
		return fmt.Errorf("%w: text %d: %v", hearsay.ErrInvalid, n, err)
	}
	f.series = idHash(head.Series)
	c := card{id: head.ID, series: head.Series, date: head.Date, size: int64(len(body))}
	b := f.cut(append(f.sheet[:0], make([]byte, 8)...), string(body), &c)
	binary.LittleEndian.PutUint32(b, n)
	binary.LittleEndian.PutUint32(b[4:], uint32(len(f.words)))
	f.sheet = b
	if err := f.out.bytes("sheet", uint64(n), b); err != nil {
		return err
	}
	return f.sow(n, f)
}

// add implements seedTaker.
func (f *seedFilter) add(k int, r record) error {
	b := &f.bins[k]
	b.records = appendRecord(b.records, r)
	f.size += recordBytes
	if text := r.seed().text; f.header.OtherSeries && b.last != int64(text)+1 {
		b.last = int64(text) + 1
		b.series = appendSeries(b.series, text, f.series)
		f.size += seriesBytes
	}
	if len(b.records) >= blockBytes {
		return f.write(k)
	}
	if f.size < stagedMemory {
		return nil
	}
	return f.end()
}

// write writes what was gathered of a bin.
func (f *seedFilter) write(k int) error {
	b := &f.bins[k]
	if len(b.records) == 0 {
		return nil
	}
	f.size -= len(b.records) + len(b.series)
	if len(b.series) > 0 {
		if err := f.out.bytes("series", uint64(k), b.series); err != nil {
			return err
		}
	}
	err := f.out.bytes("seeds", uint64(k), b.records)
	*b = seedBlock{records: b.records[:0], series: b.series[:0]}
	return err
}

func (f *seedFilter) end() error {
	for k := range f.bins {
		if err := f.write(k); err != nil {
			return err
		}
	}
	return nil
}

func appendRecord(dst []byte, r record) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, r.hi)
	return binary.LittleEndian.AppendUint64(dst, r.lo)
}

const seriesBytes = 12

func appendSeries(dst []byte, text uint32, series uint64) []byte {
	dst = binary.LittleEndian.AppendUint32(dst, text)
	return binary.LittleEndian.AppendUint64(dst, series)
}

// seriesMap is the series of the texts at hand.
type seriesMap map[uint32]uint64

func (s seriesMap) of(text uint32) uint64 { return s[text] }

func (s seriesMap) read(l *line) error {
	b, err := l.bytes(seriesBytes)
	if err != nil {
		return err
	}
	for ; len(b) > 0; b = b[seriesBytes:] {
		s[binary.LittleEndian.Uint32(b)] = binary.LittleEndian.Uint64(b[4:])
	}
	return nil
}
