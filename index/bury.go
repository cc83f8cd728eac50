// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"math/bits"

	"hearsay"
)

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

// left counts the articles that are not buried.
func (s *Segment) left() uint64 {
	n := s.h.articles
	for _, w := range s.dead {
		n -= uint64(bits.OnesCount64(w))
	}
	return n
}
