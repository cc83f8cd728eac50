// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"testing"

	"hearsay/bench/provenance/plant"
	"hearsay/internal/stories"
	"hearsay/lineage"
)

// large is one story that thousands of outlets carry.
func large(tb testing.TB, level, copies int) []lineage.Text {
	tb.Helper()
	set, err := plant.Make(plant.Options{Level: level, Seed: 1, Stories: 1, Copies: copies})
	if err != nil {
		tb.Fatal(err)
	}
	texts, err := stories.Read(tb.Context(), set.Articles)
	if err != nil {
		tb.Fatal(err)
	}
	return texts
}

// BenchmarkTell is a story of 5,000 articles, from nothing.
func BenchmarkTell(b *testing.B) {
	texts := large(b, 3, 5000)
	for b.Loop() {
		lineage.Tell(texts)
	}
}

// BenchmarkAdd puts one article more into such a story and asks again.
func BenchmarkAdd(b *testing.B) {
	texts := large(b, 3, 5000)
	var s lineage.Story
	for _, t := range texts[1:] {
		s.Add(t)
	}
	s.Lineage()
	one := texts[0]
	i := 0
	for b.Loop() {
		more := *one.Article
		more.ID[0], more.ID[1], more.ID[2] = byte(i), byte(i>>8), byte(i>>16)
		i++
		s.Add(lineage.Text{Article: &more, Quotations: one.Quotations})
		s.Lineage()
	}
}
