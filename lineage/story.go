// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"bytes"
	"cmp"
	"slices"

	"hearsay"
)

// Text is an article with what it says of its sources.
type Text struct {
	Article    *hearsay.Article
	Quotations []hearsay.Quotation
}

// Story is articles that are asked about together. The zero Story has none. What
// it answers does not depend on the order in which they came.
type Story struct {
	texts []Text
}

// Add puts an article into the story; one that is there already is put in its
// own place.
func (s *Story) Add(t Text) {
	at, again := slices.BinarySearchFunc(s.texts, t, func(a, b Text) int { return compare(a.Article, b.Article) })
	if again {
		s.texts[at] = t
		return
	}
	s.texts = slices.Insert(s.texts, at, t)
}

// Tell is the lineage of articles that are all at hand.
func Tell(texts []Text) *hearsay.Lineage {
	var s Story
	for _, t := range texts {
		s.Add(t)
	}
	return s.Lineage()
}

// compare orders articles by date, then ID; those without a date come last.
func compare(a, b *hearsay.Article) int {
	da, _ := a.Published()
	db, _ := b.Published()
	if da.Earliest.IsZero() != db.Earliest.IsZero() {
		if da.Earliest.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(da.Earliest.Compare(db.Earliest), da.Latest.Compare(db.Latest), bytes.Compare(a.ID[:], b.ID[:]))
}

// scene sets the articles of the story against each other.
func (s *Story) scene(weights map[string]float64) *scene {
	all := make([]*reading, len(s.texts))
	for i, t := range s.texts {
		all[i] = read(t)
	}
	return newScene(all, weights)
}
