// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"math/bits"
	"slices"
)

// record is a posting in memory, 16 bytes. Its place holds what of the hash counts
// and, in the lower 24 bits, the number of the article: so comparing two is one
// comparison of numbers, but where an article has a seed several times.
type record struct {
	place uint64
	ctx   Context
}

func (r record) article() uint32 { return uint32(r.place & (1<<articleBits - 1)) }

func compareRecords(x, y record) int {
	switch {
	case x.place < y.place:
		return -1
	case x.place > y.place:
		return 1
	}
	return int(x.ctx) - int(y.ctx)
}

// sortRecords returns records in the order of the file, each once; the given ones
// stay as they are. The number of each article is replaced by that in number, if
// there is such a list. Since hashes are spread evenly, they are thrown into
// places of some eight records first, which leaves little to compare: four times
// as fast as slices.SortFunc.
func sortRecords(records []record, number []uint32) []record {
	shift := 64 - min(bits.Len(uint(len(records)/8)), 16)
	starts := make([]uint32, 1<<(64-shift)+1)
	for _, r := range records {
		starts[r.place>>shift+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	out := make([]record, len(records))
	for _, r := range records {
		to := &starts[r.place>>shift]
		if number != nil {
			n := r.article()
			r.place += uint64(number[n]) - uint64(n)
		}
		out[*to] = r
		*to++
	}
	// Each start has moved to the end of its place.
	from := uint32(0)
	for _, to := range starts[:len(starts)-1] {
		sortFew(out[from:to])
		from = to
	}
	return slices.Compact(out)
}

// sortFew sorts by insertion when there are as few as usual.
func sortFew(records []record) {
	if len(records) > 64 {
		slices.SortFunc(records, compareRecords)
		return
	}
	for i := 1; i < len(records); i++ {
		r := records[i]
		j := i
		for ; j > 0 && (records[j-1].place > r.place || records[j-1].place == r.place && records[j-1].ctx > r.ctx); j-- {
			records[j] = records[j-1]
		}
		records[j] = r
	}
}
