// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
)

// lists holds, for each seed that many texts have, the earliest of them. A pair
// of texts for each two that share such a seed would be more than any disk holds;
// so each text refers to the list, which is written once. What does not fit into
// memory is in a file. Adding is safe for concurrent use.
type lists struct {
	make func() (*os.File, error) // called when the memory is full
	most int                      // blocks in memory
	mu   sync.Mutex
	mem  [][]uint64 // blocks of blockEntries; a list is in one block
	used int        // entries of the last block
	f    *os.File   // a list is where its ref says, whether or not it is in memory, too
	buf  []byte     // of the file, behind what is written
	size int64      // of what is in the file only, in bytes
}

const (
	blockEntries   = 1 << 16
	entryBytes     = 8
	listBlockBytes = blockEntries * entryBytes
	// longestList is how many occurrences of a seed are kept: the earliest.
	longestList = 1 << 12
)

// ref says where a list is. References to the file follow those to memory.
type ref uint32

var errTooManyLists = errors.New("compare: too many texts share too much; compare them in parts")

// A list is the number of texts that have the seed and of its entries, and the
// entries in order of texts.
func listHead(texts, entries int) uint64 { return uint64(texts)<<32 | uint64(entries) }

func listEntry(s seed) uint64 { return uint64(s.text)<<32 | uint64(s.ctx) }

// add keeps a list of its head and entries.
func (l *lists) add(list []uint64) (ref, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.mem) == 0 || l.used+len(list) > blockEntries {
		if len(l.mem) == l.most {
			return l.write(list)
		}
		l.mem, l.used = append(l.mem, make([]uint64, blockEntries)), 0
	}
	at := (len(l.mem)-1)*blockEntries + l.used
	l.used += copy(l.mem[len(l.mem)-1][l.used:], list)
	return ref(at), nil
}

func (l *lists) write(list []uint64) (ref, error) {
	if l.f == nil {
		f, err := l.make()
		if err != nil {
			return 0, err
		}
		l.f = f
	}
	at := int64(l.most)*blockEntries + (l.size+int64(len(l.buf)))/entryBytes
	if at+longestList > 1<<32 {
		return 0, errTooManyLists
	}
	for _, e := range list {
		l.buf = binary.LittleEndian.AppendUint64(l.buf, e)
	}
	if len(l.buf) < 1<<20 {
		return ref(at), nil
	}
	return ref(at), l.flush()
}

// flush ends adding.
func (l *lists) flush() error {
	if len(l.buf) == 0 {
		return nil
	}
	if _, err := l.f.WriteAt(l.buf, int64(l.most)*listBlockBytes+l.size); err != nil {
		return fmt.Errorf("write lists: %w", err)
	}
	l.size += int64(len(l.buf))
	l.buf = l.buf[:0]
	return nil
}

// listRoom is memory for reading lists.
type listRoom struct {
	bytes   []byte
	entries []uint64
}

// get returns how many texts have the seed of a list, and its entries, which are
// valid until the next call.
func (l *lists) get(r ref, room *listRoom) (int, []uint64, error) {
	if block := int(r / blockEntries); block < len(l.mem) {
		list := l.mem[block][r%blockEntries:]
		return int(list[0] >> 32), list[1 : 1+uint32(list[0])], nil
	}
	at := int64(r) * entryBytes
	room.bytes = slices.Grow(room.bytes[:0], (1+longestList)*entryBytes)[:(1+longestList)*entryBytes]
	n, err := l.f.ReadAt(room.bytes, at)
	if err != nil && !(err == io.EOF && n >= entryBytes) {
		return 0, nil, fmt.Errorf("read lists: %w", noEOF(err))
	}
	head := binary.LittleEndian.Uint64(room.bytes)
	size := int(uint32(head))
	if (1+size)*entryBytes > n {
		return 0, nil, fmt.Errorf("read lists: %w", io.ErrUnexpectedEOF)
	}
	room.entries = room.entries[:0]
	for i := range size {
		room.entries = append(room.entries, binary.LittleEndian.Uint64(room.bytes[(1+i)*entryBytes:]))
	}
	return int(head >> 32), room.entries, nil
}
