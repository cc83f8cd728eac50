// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

import "math/bits"

// A table finds the value of a feature: open addressing over slots that are
// known by all 32 bits. Half of them are free at least.
type table struct {
	slots []slot // the zero slot is free
	shift uint8  // 32 less the bits of len(slots)
}

type slot struct {
	feature feature
	value   uint32
}

// newTable makes room for n features.
func newTable(n int) table {
	b := max(bits.Len(uint(2*n)), 2)
	return table{slots: make([]slot, 1<<b), shift: uint8(32 - b)}
}

// put adds a feature that is not there yet.
func (t *table) put(f feature, value uint32) {
	i := t.first(f)
	for t.slots[i].feature != 0 {
		i = t.next(i)
	}
	t.slots[i] = slot{f, value}
}

// find returns the value of a feature, 0 if it is not there.
func (t *table) find(f feature) uint32 {
	i := t.first(f)
	for {
		switch s := &t.slots[i]; s.feature {
		case f:
			return s.value
		case 0:
			return 0
		}
		i = t.next(i)
	}
}

func (t *table) first(f feature) int { return int(f>>t.shift) & (len(t.slots) - 1) }

func (t *table) next(i int) int { return (i + 1) & (len(t.slots) - 1) }
