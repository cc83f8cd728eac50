// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import "hearsay"

// Bury makes articles of the segment as good as gone: Lookup gives no hits of
// them, and Merge leaves them out. The file stays as it is, and ids that it does
// not hold are passed over. It returns how many were buried that had not been.
// Time is linear in the number of articles; the segment must not be in use.
func (s *Segment) Bury(ids []hearsay.ArticleID) int {
	if len(ids) == 0 {
		return 0 // as nearly always; every change of a library comes through here
	}
	wanted := make(map[hearsay.ArticleID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	buried := 0
	for n := range uint32(s.Len()) {
		if !wanted[s.Article(n).ID] || s.Buried(n) {
			continue
		}
		if s.dead == nil {
			s.dead = make([]uint64, (s.Len()+63)/64)
		}
		s.dead[n/64] |= 1 << (n % 64)
		buried++
	}
	return buried
}

// Buried reports whether article n was buried.
func (s *Segment) Buried(n uint32) bool { return s.dead != nil && s.dead[n/64]>>(n%64)&1 != 0 }

// renumbered gives the articles that are not buried numbers without gaps; nil
// when none is.
func (s *Segment) renumbered() []uint32 {
	if s.dead == nil {
		return nil
	}
	out := make([]uint32, s.Len())
	next := uint32(0)
	for n := range out {
		out[n] = next
		if !s.Buried(uint32(n)) {
			next++
		}
	}
	return out
}

// left counts the records and the articles that are not buried.
func (s *Segment) left() (records, articles uint64, err error) {
	if s.dead == nil {
		return s.h.records, s.h.articles, nil
	}
	for n := range uint32(s.Len()) {
		if !s.Buried(n) {
			articles++
		}
	}
	err = s.each(func(r record) error {
		if !s.Buried(r.doc) {
			records++
		}
		return nil
	})
	return records, articles, err
}
