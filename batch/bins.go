// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"sync"
)

// record is 16 bytes that sort as two numbers.
type record struct{ hi, lo uint64 }

const recordBytes = 16

func compareRecords(a, b record) int {
	if a.hi != b.hi {
		return compareUint(a.hi, b.hi)
	}
	return compareUint(a.lo, b.lo)
}

// bins spread records over bins, out of core: what fills the room of a bin goes to
// the file, which all bins share. Adding is safe for concurrent use.
type bins struct {
	make func() (*os.File, error) // called when the first bin is full
	room int                      // of one bin, in bytes
	bins []bin

	mu   sync.Mutex // of what follows
	f    *os.File
	size int64
}

type bin struct {
	mu      sync.Mutex
	buf     []byte
	extents []extent
	records int
}

// extent is a part of the file.
type extent struct {
	at   int64
	size int
}

// leastRoom is the least room of a bin, in bytes: pieces that a disk still reads
// well.
const leastRoom = 8 << 10

// newBins shares memory between n bins, one at least.
func newBins(n int, memory int64, makeFile func() (*os.File, error)) *bins {
	n = max(n, 1)
	return &bins{make: makeFile, bins: make([]bin, n), room: max(leastRoom, int(memory)/n)}
}

// add adds encoded records to bin k.
func (b *bins) add(k int, records []byte) error {
	to := &b.bins[k]
	to.mu.Lock()
	defer to.mu.Unlock()
	to.records += len(records) / recordBytes
	if len(to.buf)+len(records) > b.room && len(to.buf) > 0 {
		if err := b.spill(to); err != nil {
			return err
		}
	}
	if n := len(to.buf) + len(records); n > cap(to.buf) {
		// No more than the room: append would take up to twice as much.
		to.buf = append(make([]byte, 0, max(n, min(2*n, b.room))), to.buf...)
	}
	to.buf = append(to.buf, records...)
	return nil
}

func (b *bins) spill(from *bin) error {
	at, err := b.reserve(len(from.buf))
	if err != nil {
		return err
	}
	if _, err := b.f.WriteAt(from.buf, at); err != nil {
		return fmt.Errorf("sort: %w", err)
	}
	from.extents = append(from.extents, extent{at, len(from.buf)})
	from.buf = from.buf[:0]
	return nil
}

func (b *bins) reserve(size int) (int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.f == nil {
		f, err := b.make()
		if err != nil {
			return 0, err
		}
		b.f = f
	}
	at := b.size
	b.size += int64(size)
	return at, nil
}

// each hands the records of a bin to f, some at a time, in no order.
func (b *bins) each(k int, f func(record)) error {
	from := &b.bins[k]
	var buf []byte
	for _, e := range from.extents {
		buf = slices.Grow(buf[:0], e.size)[:e.size]
		if _, err := b.f.ReadAt(buf, e.at); err != nil {
			return fmt.Errorf("sort: %w", noEOF(err))
		}
		eachRecord(buf, f)
	}
	eachRecord(from.buf, f)
	return nil
}

func eachRecord(b []byte, f func(record)) {
	for ; len(b) >= recordBytes; b = b[recordBytes:] {
		f(record{binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])})
	}
}

// drop frees what a bin holds in memory.
func (b *bins) drop(k int) { b.bins[k].buf, b.bins[k].extents = nil, nil }

// spreader gathers the records of one goroutine for all bins, so that bins are
// locked for many records at once.
type spreader struct {
	to     *bins
	staged [][]byte
}

// stagedBytes is what is gathered for one bin: small enough for the cache with
// hundreds of bins.
const stagedBytes = 32 * recordBytes

func (b *bins) spreader() *spreader {
	s := &spreader{to: b, staged: make([][]byte, len(b.bins))}
	all := make([]byte, len(b.bins)*stagedBytes)
	for k := range s.staged {
		s.staged[k] = all[k*stagedBytes : k*stagedBytes : (k+1)*stagedBytes]
	}
	return s
}

func (s *spreader) add(k int, r record) error {
	b := s.staged[k]
	if len(b) == cap(b) {
		if err := s.to.add(k, b); err != nil {
			return err
		}
		b = b[:0]
	}
	b = binary.LittleEndian.AppendUint64(b, r.hi)
	s.staged[k] = binary.LittleEndian.AppendUint64(b, r.lo)
	return nil
}

// flush hands over what was gathered.
func (s *spreader) flush() error {
	for k, b := range s.staged {
		if len(b) == 0 {
			continue
		}
		if err := s.to.add(k, b); err != nil {
			return err
		}
		s.staged[k] = b[:0]
	}
	return nil
}

// radixBits is the width of one pass of sorting.
const radixBits = 11

// sortByBits sorts records by bits from to to of hi; other is room of the same
// length. It returns the sorted records, which are in one of the two.
func sortByBits(records, other []record, from, to int) []record {
	for ; from < to; from += radixBits {
		var starts [1 << radixBits]int
		for i := range records {
			starts[records[i].hi>>from&(1<<radixBits-1)]++
		}
		at := 0
		for d, n := range starts {
			starts[d] = at
			at += n
		}
		for i := range records {
			d := records[i].hi >> from & (1<<radixBits - 1)
			other[starts[d]] = records[i]
			starts[d]++
		}
		records, other = other, records
	}
	return records
}
