// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"

	"hearsay"
)

// alignFilter is the stage "align": the hits of ranges of texts, with the sheets that
// are at hand, become passages. A text of which all sheets are here that it asks for
// is done with; of another it is said which it asked for, and it comes again with
// these: first all ask, then those that many share something with ask for more.
//
//	hits, series	RANGE	…; all of a range follow each other
//	only	RANGE	texts; when there are some, the others of the range are left out
//	sheet	RANGE	…
//	→ pairs	TEXT	{"a","b",…} of hearsay reuse, in rows; TEXT is the first later text
//	→ derivations	TEXT	{"derived","from",…} in rows: what each later text has from each earlier one
//	→ link	TEXT	links of 24 bytes, in order
//	→ want	RANGE	the texts whose sheets were asked for, each once
//	→ open	RANGE	the texts that are not done with
//	→ crowded	RANGE	pairs left out
type alignFilter struct {
	whole
	out     *lineWriter
	header  *Header
	sheets  shippedSheets
	lists   shippedLists
	series  seriesMap
	only    map[uint32]bool
	records []record
	matcher *matcher

	open     []uint32 // of the range
	want     map[uint32]bool
	gathered shares // what is not written yet
}

func newAlignFilter(h *Header, opt Options, out *lineWriter) filter {
	f := &alignFilter{out: out, header: h, series: seriesMap{}, only: map[uint32]bool{}, want: map[uint32]bool{}}
	f.sheets.raw, f.sheets.sheets = map[uint32][]byte{}, map[uint32]*sheet{}
	f.matcher = newMatcher(rules{opt, f.series}, &f.sheets, &f.lists)
	return f
}

func (f *alignFilter) line(l *line) error {
	fresh, err := f.next(l)
	if err != nil {
		return err
	}
	if fresh {
		if err := f.finishRange(); err != nil {
			return err
		}
	}
	switch l.kind {
	case "hits":
		return f.addHits(l)
	case "series":
		return f.series.read(l)
	case "sheet":
		return f.sheets.add(l)
	case "only":
		for n, err := range l.numbers() {
			if err != nil {
				return err
			}
			f.only[n] = true
		}
		return nil
	}
	return unknownKind(l)
}

// addHits reads a block of hits; its lists go behind those that are here.
func (f *alignFilter) addHits(l *line) error {
	b, err := l.bytes(1)
	if err != nil {
		return err
	}
	damaged := fmt.Errorf("%w: a block of hits of range %s", hearsay.ErrCorrupt, l.key)
	if len(b) < 4 {
		return damaged
	}
	n := int64(binary.LittleEndian.Uint32(b))
	if b = b[4:]; int64(len(b)) < n*entryBytes || (int64(len(b))-n*entryBytes)%recordBytes != 0 {
		return damaged
	}
	base := len(f.lists.entries)
	for range n {
		f.lists.entries = append(f.lists.entries, binary.LittleEndian.Uint64(b))
		b = b[entryBytes:]
	}
	if len(f.lists.entries) > 1<<32-1 {
		return errTooManyLists
	}
	eachRecord(b, func(r record) {
		if r.hitList() {
			r.lo += uint64(base) << 32
		}
		if r.hitText()/uint32(f.header.Range) != f.now || r.hitList() && int(r.hitOther()) >= len(f.lists.entries) {
			err = damaged
			return
		}
		f.records = append(f.records, r)
	})
	return err
}

// finishRange compares the texts of the range that is whole.
func (f *alignFilter) finishRange() error {
	var place uint32
	crowded := 0
	for hits := sortByBits(f.records, make([]record, len(f.records)), 32, 64); len(hits) > 0; {
		text, n := hits[0].hitText(), 1
		for n < len(hits) && hits[n].hitText() == text {
			n++
		}
		left, err := f.text(text, hits[:n])
		if err != nil {
			return err
		}
		place, crowded, hits = text/uint32(f.header.Range), crowded+left, hits[n:]
	}
	if err := errors.Join(f.gathered.write(f.out), f.postponed(place)); err != nil {
		return err
	}
	f.records, f.lists.entries = f.records[:0], f.lists.entries[:0]
	clear(f.series)
	clear(f.only)
	clear(f.sheets.raw)
	clear(f.sheets.sheets)
	if crowded == 0 {
		return nil
	}
	return f.out.text("crowded", uint64(place), strconv.AppendInt(nil, int64(crowded), 10))
}

// text compares one text, and returns how many pairs were left out.
func (f *alignFilter) text(n uint32, hits []record) (int, error) {
	if len(f.only) > 0 && !f.only[n] {
		// Done with elsewhere: links of this place stand in another block.
		return 0, f.gathered.write(f.out)
	}
	f.sheets.begin()
	var got found
	if err := f.matcher.match(&got, int(n), hits); err != nil {
		return 0, fmt.Errorf("compare text %d: %w", n, err)
	}
	if f.sheets.missed {
		f.open = append(f.open, n)
		for _, asked := range f.sheets.asked {
			f.want[asked] = true
		}
		return 0, f.gathered.write(f.out)
	}
	f.gathered.add(got.links)
	if len(f.gathered.links) < linkBlock {
		return got.crowded, nil
	}
	return got.crowded, f.gathered.write(f.out)
}

// postponed says which texts of the range that is whole are not done with, and what
// they asked for.
func (f *alignFilter) postponed(place uint32) error {
	err := errors.Join(f.out.numbers("open", uint64(place), f.open), f.out.numbers("want", uint64(place), sortedKeys(f.want)))
	f.open = f.open[:0]
	clear(f.want)
	return err
}

func (f *alignFilter) end() error { return f.finishRange() }

// shippedSheets are the sheets that came with a range.
type shippedSheets struct {
	raw    map[uint32][]byte
	sheets map[uint32]*sheet // those of raw that were read
	asked  []uint32
	missed bool // some that were asked for are not here
}

// begin begins with another text.
func (s *shippedSheets) begin() { s.asked, s.missed = s.asked[:0], false }

func (s *shippedSheets) add(l *line) error {
	b, err := l.bytes(1)
	if err != nil {
		return err
	}
	if len(b) < 8 {
		return fmt.Errorf("%w: a sheet of range %s", hearsay.ErrCorrupt, l.key)
	}
	s.raw[binary.LittleEndian.Uint32(b)] = bytes.Clone(b[4:])
	return nil
}

// get implements sheetSource.
func (s *shippedSheets) get(n int) (*sheet, error) {
	s.asked = append(s.asked, uint32(n))
	if have := s.sheets[uint32(n)]; have != nil {
		return have, nil
	}
	b, ok := s.raw[uint32(n)]
	if !ok {
		s.missed = true
		return nil, errAway
	}
	have := sheetOf(n, int(binary.LittleEndian.Uint32(b)), b[4:])
	s.sheets[uint32(n)] = have
	return have, nil
}

// read implements sheetSource.
func (s *shippedSheets) read(n int) (*sheet, error) { return s.get(n) }

// shippedLists are the lists that came with a range.
type shippedLists struct{ entries []uint64 }

// get implements listSource.
func (l *shippedLists) get(r ref, _ *listRoom) (int, []uint64, error) {
	list := l.entries[r:]
	if n := int(uint32(list[0])); n < len(list) {
		return int(list[0] >> 32), list[1 : 1+n], nil
	}
	return 0, nil, fmt.Errorf("read lists: %w", errors.Join(hearsay.ErrCorrupt, io.ErrUnexpectedEOF))
}
