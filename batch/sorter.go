// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"bufio"
	"bytes"
	"container/heap"
	"encoding/binary"
	"io"
	"iter"
	"os"
	"slices"
)

// sorter sorts byte strings, out of core when they are many: what fills its
// memory is written to a file as a sorted run, and the runs are merged.
type sorter struct {
	make  func() (*os.File, error)
	room  int  // bytes in memory
	keep  bool // all goes to files, however little it is
	arena []byte
	at    []stretch
	runs  []*os.File
}

// stretch is a part of the arena.
type stretch struct{ start, end uint32 }

// stretchBytes is what a stretch takes of the room.
const stretchBytes = 8

func (s *sorter) add(record []byte) error {
	if len(s.at) > 0 && len(s.arena)+len(record)+stretchBytes*len(s.at) > s.room {
		if err := s.spill(); err != nil {
			return err
		}
	}
	start := len(s.arena)
	s.arena = append(s.arena, record...)
	s.at = append(s.at, stretch{uint32(start), uint32(len(s.arena))})
	return nil
}

func (s *sorter) sort() {
	slices.SortFunc(s.at, func(a, b stretch) int {
		return bytes.Compare(s.arena[a.start:a.end], s.arena[b.start:b.end])
	})
}

func (s *sorter) spill() error {
	f, err := s.make()
	if err != nil {
		return err
	}
	s.sort()
	w := bufio.NewWriterSize(f, 1<<16)
	for _, at := range s.at {
		// The writer keeps the first error for Flush.
		_, _ = w.Write(binary.AppendUvarint(w.AvailableBuffer(), uint64(at.end-at.start)))
		_, _ = w.Write(s.arena[at.start:at.end])
	}
	s.arena, s.at = s.arena[:0], s.at[:0]
	s.runs = append(s.runs, f)
	return w.Flush()
}

// finish ends adding.
func (s *sorter) finish() error {
	if len(s.runs) == 0 && !s.keep {
		s.sort()
		return nil
	}
	err := s.spill()
	s.arena, s.at = nil, nil
	return err
}

// forget frees the memory; runs stay.
func (s *sorter) forget() { s.arena, s.at = nil, nil }

// all yields the records in order, as often as it is called. A record is valid
// until the next.
func (s *sorter) all() iter.Seq2[[]byte, error] {
	if len(s.runs) > 0 {
		return s.merged
	}
	return func(yield func([]byte, error) bool) {
		for _, at := range s.at {
			if !yield(s.arena[at.start:at.end], nil) {
				return
			}
		}
	}
}

func (s *sorter) merged(yield func([]byte, error) bool) {
	var h heads
	buffer := max(4<<10, min(1<<16, s.room/2/len(s.runs)))
	for _, f := range s.runs {
		head := &head{r: bufio.NewReaderSize(io.NewSectionReader(f, 0, 1<<62), buffer)}
		if err := head.next(); err != nil {
			yield(nil, err)
			return
		}
		h = append(h, head)
	}
	heap.Init(&h)
	for h[0].record != nil {
		if !yield(h[0].record, nil) {
			return
		}
		if err := h[0].next(); err != nil {
			yield(nil, err)
			return
		}
		heap.Fix(&h, 0)
	}
}

// head is the next record of a run; nil behind the last.
type head struct {
	r      *bufio.Reader
	buf    []byte
	record []byte
}

func (h *head) next() error {
	n, err := binary.ReadUvarint(h.r)
	if err == io.EOF {
		h.record = nil
		return nil
	}
	if err != nil {
		return err
	}
	h.buf = slices.Grow(h.buf[:0], int(n))
	h.record = h.buf[:n]
	_, err = io.ReadFull(h.r, h.record)
	return err
}

// heads is a heap of runs by their next record; those at their end are last.
type heads []*head

func (h heads) Len() int      { return len(h) }
func (h heads) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h heads) Less(i, j int) bool {
	if h[i].record == nil || h[j].record == nil {
		return h[i].record != nil
	}
	return bytes.Compare(h[i].record, h[j].record) < 0
}
func (h *heads) Push(any) { panic("batch: runs do not change in number") }
func (h *heads) Pop() any { panic("batch: runs do not change in number") }
