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

// Lineage says where each article of the story is from, as far as they show.
func (s *Story) Lineage() *hearsay.Lineage {
	l := &hearsay.Lineage{}
	for _, t := range s.texts {
		l.Articles = append(l.Articles, t.Article.Brief())
	}
	runs := make([]map[uint64]bool, len(s.texts))
	from := make([]int, len(s.texts))
	for i, t := range s.texts {
		runs[i] = runsOf(t.Article.Text)
		from[i] = -1
		most := fewest
		for j := range i {
			if n := common(runs[i], runs[j]); n > most {
				from[i], most = j, n
			}
		}
		if from[i] >= 0 {
			l.Derivations = append(l.Derivations, s.derivation(i, from[i]))
		}
	}
	slices.SortFunc(l.Derivations, func(a, b hearsay.Derivation) int { return bytes.Compare(a.Derived[:], b.Derived[:]) })
	l.Origins = s.origins(from)
	return l
}

// derivation is the first answer there was: by shared text and dates alone.
func (s *Story) derivation(i, j int) hearsay.Derivation {
	a, b := s.texts[i].Article, s.texts[j].Article
	d := hearsay.Derivation{
		Derived: a.ID, From: hearsay.Node{Article: b.ID}, Relation: hearsay.Rewrites, Main: true,
		Certainty: hearsay.Possible, Confidence: 0.5,
		Evidence: []hearsay.Evidence{{Kind: hearsay.SharedText, Says: "they share words in the same order"}},
	}
	da, _ := a.Published()
	db, _ := b.Published()
	d.Undecided = db.Latest.IsZero() || !db.Latest.Before(da.Earliest)
	if d.Undecided && bytes.Compare(a.ID[:], b.ID[:]) < 0 {
		d.Derived, d.From.Article = b.ID, a.ID
	}
	return d
}

func (s *Story) origins(from []int) []hearsay.Origin {
	at := map[int]int{}
	var out []hearsay.Origin
	for i, t := range s.texts {
		root := i
		for from[root] >= 0 {
			root = from[root]
		}
		k, ok := at[root]
		if !ok {
			k = len(out)
			at[root] = k
			out = append(out, hearsay.Origin{Root: hearsay.Node{Article: t.Article.ID}, Kind: hearsay.OwnReport, Why: []string{"nothing here shows another source"}})
		}
		out[k].Articles = append(out[k].Articles, t.Article.ID)
	}
	slices.SortStableFunc(out, func(a, b hearsay.Origin) int {
		return cmp.Or(len(b.Articles)-len(a.Articles), bytes.Compare(a.Root.Article[:], b.Root.Article[:]))
	})
	return out
}
