// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
	"strings"

	"hearsay/prose"
)

// entry is what is known of a text, but for the text itself.
type entry struct {
	id, series, date string
	digest           [8]byte // of the text, to tell texts of one ID apart
	at, size         int64   // of the text, in the file of texts
}

// append appends the entry as a record. Records sort as bytes: by date, those
// without one behind the others since they are taken for witnesses and never for
// the earliest; then by ID, digest and series.
func (e *entry) append(dst []byte) []byte {
	undated := byte(0)
	if e.date == "" {
		undated = 1
	}
	dst = appendKey(append(dst, undated), e.date)
	dst = append(appendKey(dst, e.id), e.digest[:]...)
	dst = appendKey(dst, e.series)
	dst = binary.BigEndian.AppendUint64(dst, uint64(e.at))
	return binary.BigEndian.AppendUint32(dst, uint32(e.size))
}

// placeBytes is how many bytes at the end of a record are no part of its key.
const placeBytes = 12

// appendKey appends s and an end mark, so that keys sort as their strings do
// whatever follows them. A zero byte in s is followed by a 1, one of the end mark
// by a zero.
func appendKey(dst []byte, s string) []byte {
	if strings.IndexByte(s, 0) < 0 {
		return append(append(dst, s...), 0, 0)
	}
	for i := range len(s) {
		if dst = append(dst, s[i]); s[i] == 0 {
			dst = append(dst, 1)
		}
	}
	return append(dst, 0, 0)
}

// cutKey is the reverse of appendKey.
func cutKey(b []byte) (string, []byte) {
	var s []byte
	for {
		i := bytes.IndexByte(b, 0)
		s = append(s, b[:i]...)
		mark := b[i+1]
		b = b[i+2:]
		if mark == 0 {
			return string(s), b
		}
		s = append(s, 0)
	}
}

func readEntry(b []byte) entry {
	var e entry
	e.date, b = cutKey(b[1:])
	e.id, b = cutKey(b)
	b = b[copy(e.digest[:], b):]
	e.series, b = cutKey(b)
	e.at, e.size = int64(binary.BigEndian.Uint64(b)), int64(binary.BigEndian.Uint32(b[8:]))
	return e
}

// settled yields the entries in order, without those that were added twice.
func (c *Corpus) settled() iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		var last []byte
		for record, err := range c.entries.all() {
			if err != nil {
				yield(entry{}, fmt.Errorf("order texts: %w", err))
				return
			}
			key := record[:len(record)-placeBytes]
			if bytes.Equal(key, last) {
				continue
			}
			last = append(last[:0], key...)
			if !yield(readEntry(record), nil) {
				return
			}
		}
	}
}

// names tells texts of one ID apart.
type names struct {
	texts int
	again []uint32 // by text: how many before it have its ID; nil when all differ
	same  int      // IDs that several texts have
}

// nameRoom is how many IDs are compared at once.
const nameRoom = 1 << 20

// names counts the texts and looks for IDs that several have. IDs are told apart
// by 64 bits, of which a part is looked at in each of several turns when they are
// too many for one.
func (c *Corpus) names() (*names, error) {
	type named struct {
		hash uint64
		text uint32
	}
	n := &names{}
	turns := uint64(c.added/nameRoom + 1)
	for turn := range turns {
		var ids []named
		n.texts = 0
		for e, err := range c.settled() {
			if err != nil {
				return nil, err
			}
			if h := idHash(e.id); h%turns == turn {
				ids = append(ids, named{h / turns, uint32(n.texts)})
			}
			n.texts++
		}
		slices.SortFunc(ids, func(a, b named) int {
			if a.hash != b.hash {
				return compareUint(a.hash, b.hash)
			}
			return compareUint(uint64(a.text), uint64(b.text))
		})
		for i := 1; i < len(ids); i++ {
			if ids[i].hash == ids[i-1].hash {
				n.repeat(ids[i-1].text, ids[i].text)
			}
		}
	}
	return n, nil
}

// repeat notes that text m has the ID of text n before it.
func (n *names) repeat(earlier, later uint32) {
	if n.again == nil {
		n.again = make([]uint32, n.texts)
	}
	if n.again[later] = n.again[earlier] + 1; n.again[later] == 1 {
		n.same++
	}
}

// of returns the ID of a text of its own.
func (n *names) of(id string, text int) string {
	if n.again == nil || n.again[text] == 0 {
		return id
	}
	return fmt.Sprintf("%s#%d", id, n.again[text]+1)
}

func compareUint(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// idHash is FNV-1a with a finisher.
func idHash(s string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return prose.Mix(h)
}
