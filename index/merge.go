// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"fmt"
	"iter"
	"slices"

	"hearsay"
)

// Merge publishes under path one segment that holds what the given ones hold:
// whatever their order, the segment that a Builder makes of all their articles.
// Buried articles are left out. It streams: memory is the directory of the result
// and four bytes for each article; segments of version 1, which are small, are
// read into memory. The checksums of the inputs are compared first, since damage
// that is copied gets a right checksum and is never found again. Errors:
// ErrInvalid for different profiles, ErrTooLarge over MaxArticles, ErrCorrupt.
func Merge(path string, segments []*Segment) error {
	m, err := newMerger(segments)
	if err != nil {
		return fmt.Errorf("merge segments: %w", err)
	}
	return publish(path, func(w *writer) error {
		w.begin(m.h)
		if err := m.records(w); err != nil {
			return err
		}
		for in, n := range m.all() {
			w.addArticle(in.s.Article(n), in.s.HasWords(n))
		}
		if err := m.words(w); err != nil {
			return err
		}
		return w.finish()
	})
}

// merger is several segments that become one.
type merger struct {
	inputs []*input
	h      header // profile and counts of the result
}

// input is one of them.
type input struct {
	s      *Segment
	order  []uint32 // articles by date, of version 1; nil: as they stand
	number []uint32 // by article: its number in the result, or gone
	at     int      // articles that were walked
	cursor *cursor
	left   []record // records that come next
	taken  int      // of left
	sorted bool     // left is all there is
}

func newMerger(segments []*Segment) (*merger, error) {
	if len(segments) == 0 {
		return nil, fmt.Errorf("%w: no segments", hearsay.ErrInvalid)
	}
	m := &merger{h: header{profile: segments[0].h.profile}}
	for _, s := range segments {
		if s.h.profile != m.h.profile {
			return nil, fmt.Errorf("%w: %s was made by another profile", hearsay.ErrInvalid, s.path)
		}
		m.inputs = append(m.inputs, &input{s: s})
		m.h.articles += s.left()
	}
	if m.h.articles > MaxArticles {
		return nil, fmt.Errorf("%w: %d articles in one segment", hearsay.ErrTooLarge, m.h.articles)
	}
	for _, in := range m.inputs {
		if err := in.check(); err != nil {
			return nil, err
		}
	}
	m.renumber()
	for _, in := range m.inputs {
		n, err := in.begin()
		if err != nil {
			return nil, err
		}
		m.h.records += n
	}
	if m.h.records > maxRecords {
		return nil, fmt.Errorf("%w: %d seeds in one segment", hearsay.ErrTooLarge, m.h.records)
	}
	return m, nil
}

// check looks for damage, but in the records: those are checked when they are
// read.
func (in *input) check() error {
	if err := in.s.checkSums(); err != nil {
		return err
	}
	if in.s.h.version == 1 {
		in.order = in.s.byDate()
	}
	return in.s.checkArticles()
}

// byDate returns the numbers of the articles in order of date.
func (s *Segment) byDate() []uint32 {
	out := make([]uint32, s.Len())
	for n := range out {
		out[n] = uint32(n)
	}
	slices.SortStableFunc(out, func(x, y uint32) int { return s.Article(x).Compare(s.Article(y)) })
	return out
}

// next returns the next article that is not buried.
func (in *input) next() (uint32, bool) {
	for ; in.at < in.s.Len(); in.at++ {
		n := uint32(in.at)
		if in.order != nil {
			n = in.order[n]
		}
		if !in.s.Buried(n) {
			return n, true
		}
	}
	return 0, false
}

// all yields the articles that are left in the order of the result. The inputs are
// few, so the least is found by looking at each.
func (m *merger) all() iter.Seq2[*input, uint32] {
	return func(yield func(*input, uint32) bool) {
		heads := make([]Article, len(m.inputs))
		more := make([]bool, len(m.inputs))
		advance := func(i int) {
			var n uint32
			if n, more[i] = m.inputs[i].next(); more[i] {
				heads[i] = m.inputs[i].s.Article(n)
			}
		}
		for i, in := range m.inputs {
			in.at = 0
			advance(i)
		}
		for {
			best := -1
			for i := range heads {
				if more[i] && (best < 0 || heads[i].Compare(heads[best]) < 0) {
					best = i
				}
			}
			if best < 0 {
				return
			}
			in := m.inputs[best]
			n, _ := in.next()
			if !yield(in, n) {
				return
			}
			in.at++
			advance(best)
		}
	}
}

// renumber gives the articles that are left their numbers, and counts their words.
func (m *merger) renumber() {
	for _, in := range m.inputs {
		in.number = make([]uint32, in.s.Len())
		for n := range in.number {
			in.number[n] = gone
		}
	}
	next := uint32(0)
	for in, n := range m.all() {
		in.number[n] = next
		next++
		if in.s.HasWords(n) {
			m.h.words += uint64(in.s.Article(n).Words)
		}
	}
}

// begin counts the records that are left, and makes ready to read them.
func (in *input) begin() (records uint64, err error) {
	if in.s.h.version == 1 {
		return in.sortAll()
	}
	in.cursor = newCursor(in.s, in.number)
	if in.s.dead == nil {
		return in.s.h.records, in.cursor.err
	}
	for c := newCursor(in.s, in.number); ; records += uint64(len(c.buf)) {
		if !c.fill() {
			return records, c.err
		}
	}
}

// sortAll reads all records of a segment whose articles had another order.
func (in *input) sortAll() (records uint64, err error) {
	c := newCursor(in.s, in.number)
	for c.fill() {
		in.left = append(in.left, c.buf...)
	}
	in.left, in.sorted = sortRecords(in.left, nil), true
	return uint64(len(in.left)), c.err
}

// more sees to it that a record is left, and reports whether one is.
func (in *input) more() (bool, error) {
	for in.taken == len(in.left) {
		if in.sorted || !in.cursor.fill() {
			return false, in.err()
		}
		in.left, in.taken = in.cursor.buf, 0
	}
	return true, nil
}

func (in *input) err() error {
	if in.sorted {
		return nil
	}
	return in.cursor.err
}

// words copies the words of all articles.
func (m *merger) words(w *writer) error {
	for in, n := range m.all() {
		if !in.s.HasWords(n) {
			continue
		}
		b, err := in.s.wordsOf(n)
		if err != nil {
			return err
		}
		w.copyWords(b)
	}
	return nil
}
