// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

import "math/bits"

// A table finds the value of a feature: open addressing over slots, half of them
// free at least. Most features that are asked for are not there, so that the few
// bytes of marks, which a processor's cache holds, answer most questions.
type table struct {
	marks []uint8 // of the feature in each slot, 0 where there is none
	slots []slot
	shift uint8 // 32 less the bits of len(slots)
}

type slot struct {
	feature feature
	value   uint32
}

// newTable makes room for n features.
func newTable(n int) table {
	b := max(bits.Len(uint(2*n)), 2)
	return table{marks: make([]uint8, 1<<b), slots: make([]slot, 1<<b), shift: uint8(32 - b)}
}

// put adds a feature that is not there yet.
func (t *table) put(f feature, value uint32) {
	i := t.first(f)
	for t.marks[i] != 0 {
		i = t.next(i)
	}
	t.marks[i] = f.mark()
	t.slots[i] = slot{f, value}
}

// find returns the value of a feature, 0 if it is not there.
func (t *table) find(f feature) uint32 {
	for i := t.first(f); t.marks[i] != 0; i = t.next(i) {
		if t.marks[i] == f.mark() && t.slots[i].feature == f {
			return t.slots[i].value
		}
	}
	return 0
}

// mark is a byte of the feature that first leaves out, never 0.
func (f feature) mark() uint8 { return uint8(f>>1) | 1 }

func (t *table) first(f feature) int { return int(f>>t.shift) & (len(t.marks) - 1) }

func (t *table) next(i int) int { return (i + 1) & (len(t.marks) - 1) }
