// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"encoding/binary"
	"slices"
)

// pairFilter is the stage "pairs": whole bins of seeds become hits by range of the
// later text.
//
//	seeds	BIN	records; all of a bin follow each other
//	series	BIN	…
//	→ hits	RANGE	entries of lists (4), lists (8 each), hits (16 each)
//	→ series	RANGE	…
//
// Lists stand where their hits do, each once in a block: a range then has all that
// it needs, and what is shuffled stays linear in the texts but for lists that texts
// of several ranges have, each of 32 KB at most.
type pairFilter struct {
	joiner
	whole
	out            *lineWriter
	header         *Header
	series         seriesMap // of the texts of the bin
	records, other []record

	ranges map[uint32]*hitBlock
	size   int // bytes in all of them
	list   []uint64
	refs   ref // of the present list, counted from 1
}

// hitBlock is the hits of a range.
type hitBlock struct {
	hits   []byte
	lists  []uint64
	last   ref // list that was put here last, and where it begins
	at     ref
	series seriesMap
}

func newPairFilter(h *Header, opt Options, out *lineWriter) filter {
	f := &pairFilter{out: out, header: h, series: seriesMap{}, ranges: map[uint32]*hitBlock{}}
	f.joiner = joiner{rules: rules{opt, f.series}, hits: f, lists: f}
	return f
}

func (f *pairFilter) line(l *line) error {
	if l.kind != "seeds" && l.kind != "series" {
		return unknownKind(l)
	}
	fresh, err := f.next(l)
	if err != nil {
		return err
	}
	if fresh {
		if err := f.bin(); err != nil {
			return err
		}
	}
	if l.kind == "series" {
		return f.series.read(l)
	}
	b, err := l.bytes(recordBytes)
	if err != nil {
		return err
	}
	eachRecord(b, func(r record) { f.records = append(f.records, r) })
	return nil
}

// bin joins the bin that is whole.
func (f *pairFilter) bin() error {
	f.other = slices.Grow(f.other[:0], len(f.records))[:len(f.records)]
	err := f.join(f.records, f.other)
	f.records = f.records[:0]
	clear(f.series)
	return err
}

// add implements listKeeper. The hits that follow are of this list.
func (f *pairFilter) add(list []uint64) (ref, error) {
	f.list = append(f.list[:0], list...)
	f.refs++
	return f.refs, nil
}

// hit implements hitTaker.
func (f *pairFilter) hit(r record) error {
	k := r.hitText() / uint32(f.header.Range)
	b := f.ranges[k]
	if b == nil {
		b = &hitBlock{}
		f.ranges[k] = b
	}
	before := b.size()
	if r.hitList() {
		if b.last != f.refs {
			f.enlist(b, uint64(k+1)*uint64(f.header.Range))
		}
		r.lo = uint64(b.at)<<32 | uint64(uint32(r.lo))
	} else {
		f.note(b, r.hitOther())
	}
	f.note(b, r.hitText())
	b.hits = appendRecord(b.hits, r)
	f.size += b.size() - before
	switch {
	case b.size() >= blockBytes:
		return f.write(k)
	case f.size >= stagedMemory:
		return f.writeAll()
	}
	return nil
}

// enlist puts the present list into a block, as far as its texts are before an end.
func (f *pairFilter) enlist(b *hitBlock, end uint64) {
	b.last, b.at = f.refs, ref(len(b.lists))
	b.lists = append(b.lists, 0)
	for _, e := range f.list[1:] {
		if e>>32 >= end {
			break
		}
		b.lists = append(b.lists, e)
		f.note(b, uint32(e>>32))
	}
	b.lists[b.at] = listHead(int(f.list[0]>>32), len(b.lists)-int(b.at)-1)
}

// note notes the series of a text for those who compare.
func (f *pairFilter) note(b *hitBlock, text uint32) {
	if !f.header.OtherSeries {
		return
	}
	if b.series == nil {
		b.series = seriesMap{}
	}
	b.series[text] = f.series[text]
}

func (b *hitBlock) size() int {
	return len(b.hits) + entryBytes*len(b.lists) + seriesBytes*len(b.series)
}

// write writes the block of a range.
func (f *pairFilter) write(k uint32) error {
	b := f.ranges[k]
	f.size -= b.size()
	delete(f.ranges, k)
	if len(b.series) > 0 {
		var series []byte
		for _, text := range sortedKeys(b.series) {
			series = appendSeries(series, text, b.series[text])
		}
		if err := f.out.bytes("series", uint64(k), series); err != nil {
			return err
		}
	}
	block := binary.LittleEndian.AppendUint32(nil, uint32(len(b.lists)))
	for _, e := range b.lists {
		block = binary.LittleEndian.AppendUint64(block, e)
	}
	return f.out.bytes("hits", uint64(k), append(block, b.hits...))
}

func (f *pairFilter) writeAll() error {
	for _, k := range sortedKeys(f.ranges) {
		if err := f.write(k); err != nil {
			return err
		}
	}
	return nil
}

func sortedKeys[V any](m map[uint32]V) []uint32 {
	keys := make([]uint32, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (f *pairFilter) end() error {
	if err := f.bin(); err != nil {
		return err
	}
	return f.writeAll()
}
