// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// A model file is the line magic, then the dictionary and the features. Each of
// these is a number of records in order of their feature; a record is the
// distance from the one before (uvarint) and, of a word, the bytes of its tag and
// class, of a feature, a byte for how many weights there are and a tag and a
// signed byte for each. Nothing follows.
const magic = "hearsay postag 1\n"

// Encode returns the model's file.
func (m *Model) Encode() []byte {
	out := appendTable([]byte(magic), &m.dict, func(out []byte, entry uint32) []byte {
		return append(out, byte(entry>>8), byte(entry))
	})
	return appendTable(out, &m.rows, func(out []byte, row uint32) []byte {
		ws := m.row(row)
		out = append(out, byte(len(ws)))
		for _, w := range ws {
			out = append(out, byte(w>>8), byte(w))
		}
		return out
	})
}

// appendTable writes the slots in order of their feature.
func appendTable(out []byte, t *table, value func([]byte, uint32) []byte) []byte {
	slots := slices.DeleteFunc(slices.Clone(t.slots), func(s slot) bool { return s.feature == 0 })
	slices.SortFunc(slots, func(a, b slot) int { return cmp.Compare(a.feature, b.feature) })
	out = binary.AppendUvarint(out, uint64(len(slots)))
	last := feature(0)
	for _, s := range slots {
		out = binary.AppendUvarint(out, uint64(s.feature-last))
		out = value(out, s.value)
		last = s.feature
	}
	return out
}

// Decode reads a model's file. Any other bytes give an error.
func Decode(data []byte) (*Model, error) {
	d := decoder{rest: data}
	m := &Model{}
	if string(d.take(len(magic))) != magic {
		return nil, errors.New("postag: this is no model")
	}
	m.dict = d.table(func() uint32 {
		b := d.take(2)
		return newEntry(d.tag(b[0], 0), b[1])
	})
	m.rows = d.table(func() uint32 { return d.row(m) })
	if d.err == nil && len(d.rest) > 0 {
		d.fail("bytes behind the end")
	}
	if d.err != nil {
		return nil, d.err
	}
	return m, nil
}

// A decoder walks over a file. After an error it reads zeros.
type decoder struct {
	rest []byte
	read int
	err  error
}

func (d *decoder) fail(what string) {
	if d.err == nil {
		d.err = fmt.Errorf("postag: damaged model: %s at byte %d", what, d.read)
	}
	d.rest = nil
}

func (d *decoder) take(n int) []byte {
	if n > len(d.rest) {
		d.fail("it ends too early")
		return make([]byte, n)
	}
	out := d.rest[:n]
	d.rest = d.rest[n:]
	d.read += n
	return out
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 {
		d.fail("no number")
		return 0
	}
	d.take(n)
	return v
}

// tag checks the number of a tag, which is at least lowest.
func (d *decoder) tag(b byte, lowest Tag) Tag {
	if t := Tag(b); t >= lowest && t < numTags {
		return t
	}
	d.fail("no tag")
	return 0
}

// table reads a table whose values the function reads.
func (d *decoder) table(value func() uint32) table {
	n := d.uvarint()
	if n > uint64(len(d.rest)) {
		d.fail("more records than bytes")
		n = 0
	}
	t := newTable(int(n))
	last := uint64(0)
	for range n {
		gap := d.uvarint()
		if last += gap; gap == 0 || last > math.MaxUint32 {
			d.fail("features out of order")
		}
		v := value()
		if d.err != nil {
			break
		}
		t.put(feature(last), v)
	}
	return t
}

// row reads the weights of a feature into the model.
func (d *decoder) row(m *Model) uint32 {
	n := int(d.take(1)[0])
	if n >= int(numTags) {
		d.fail("more weights than tags")
		return 0
	}
	first := len(m.weights)
	lowest := Tag(1)
	for b := d.take(2 * n); len(b) > 0; b = b[2:] {
		t := d.tag(b[0], lowest)
		m.weights = append(m.weights, newWeight(t, int8(b[1])))
		lowest = t + 1
	}
	return newRow(first, n)
}
