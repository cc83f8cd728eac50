// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"fmt"
	"iter"

	"hearsay"
)

// Merge publishes under path one segment that holds what the given ones hold, in
// their order: merging the segments of a and of b gives the segment of a and b.
// Buried articles are left out. It streams: memory is the directory of the result,
// and four bytes for each article of a segment that has buried ones. The checksums
// of the inputs are compared first, since damage that is copied gets a right
// checksum and is never found again. Errors: ErrInvalid for different profiles, ErrTooLarge over
// MaxArticles, ErrCorrupt.
func Merge(path string, segments []*Segment) error {
	m, err := newMerger(segments)
	if err != nil {
		return fmt.Errorf("merge segments: %w", err)
	}
	defer m.stop()
	return publish(path, func(w *writer) error {
		w.begin(segments[0].h.profile, m.records, m.articles)
		for m.next() {
			w.record(m.least)
		}
		if m.err != nil {
			return m.err
		}
		for _, s := range segments {
			for n := range uint32(s.Len()) {
				if !s.Buried(n) {
					w.article(s.Article(n))
				}
			}
		}
		return w.finish()
	})
}

// merger yields the records of several segments in order. The number of inputs
// is small (one tier), so the least is found by looking at each.
type merger struct {
	heads             []head
	records, articles uint64
	least             record
	err               error
}

// head is the next record of one input.
type head struct {
	rec  record
	more bool
	base uint32 // articles of the inputs before
	// number gives the articles that are left their new numbers, from base; nil
	// when all are.
	number []uint32
	pull   func() (record, error, bool)
	stop   func()
}

func newMerger(segments []*Segment) (*merger, error) {
	if len(segments) == 0 {
		return nil, fmt.Errorf("%w: no segments", hearsay.ErrInvalid)
	}
	m := &merger{}
	for _, s := range segments {
		if s.h.profile != segments[0].h.profile {
			return nil, fmt.Errorf("%w: %s was made by another profile", hearsay.ErrInvalid, s.path)
		}
		if err := s.checkSums(); err != nil {
			return nil, err
		}
		m.heads = append(m.heads, head{base: uint32(m.articles), number: s.renumbered()})
		records, articles, err := s.left()
		if err != nil {
			return nil, err
		}
		m.records += records
		m.articles += articles
	}
	if m.articles > MaxArticles || m.records > maxRecords {
		return nil, fmt.Errorf("%w: %d articles, %d seeds in one segment", hearsay.ErrTooLarge, m.articles, m.records)
	}
	for i, s := range segments {
		h := &m.heads[i]
		h.pull, h.stop = iter.Pull2(s.all())
		m.advance(h)
	}
	return m, nil
}

// all yields the records of a segment, and at the end an error if there is one.
func (s *Segment) all() iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		stopped := fmt.Errorf("stopped")
		err := s.each(func(r record) error {
			if !s.Buried(r.doc) && !yield(r, nil) {
				return stopped
			}
			return nil
		})
		if err != nil && err != stopped {
			yield(record{}, err)
		}
	}
}

func (m *merger) advance(h *head) {
	r, err, ok := h.pull()
	if err != nil {
		m.err = err
	}
	if h.number != nil && ok && err == nil {
		r.doc = h.number[r.doc]
	}
	r.doc += h.base
	h.rec, h.more = r, ok && err == nil
}

// next moves to the least record that is left.
func (m *merger) next() bool {
	if m.err != nil {
		return false
	}
	var best *head
	for i := range m.heads {
		h := &m.heads[i]
		if h.more && (best == nil || compareRecords(h.rec, best.rec) < 0) {
			best = h
		}
	}
	if best == nil {
		return false
	}
	m.least = best.rec
	m.advance(best)
	return true
}

func (m *merger) stop() {
	for _, h := range m.heads {
		h.stop()
	}
}

// MergeFactor is the least number of segments that become one.
const MergeFactor = 8

// Plan chooses segments to merge, given the number of articles of each in order
// of age: of all runs of MergeFactor neighbours or more that fit into one
// segment, and none of which is larger than the others together, the one with
// the fewest articles. So every merge at least doubles the segment that an
// article is in, whatever the sizes of the batches; with batches of one size it
// grows eightfold. Only neighbours are merged, so that articles keep their order
// of arrival. It returns the half-open range, or from == to when there is nothing
// to do. Time is quadratic in the number of segments, of which it keeps few.
func Plan(articles []int64) (from, to int) {
	fewest := int64(MaxArticles + 1)
	for i := range articles {
		var n, largest int64
		for j := i; j < len(articles) && n < fewest; j++ {
			n, largest = n+articles[j], max(largest, articles[j])
			if j-i+1 >= MergeFactor && n < fewest && 2*largest <= n {
				fewest, from, to = n, i, j+1
				break
			}
		}
	}
	return from, to
}
