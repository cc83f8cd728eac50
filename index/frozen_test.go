// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"hearsay"
)

// The segments that versions wrote. They stay for ever: a later program reads
// them, or says by how far they are too new. The last was written once, by
//
//	go test ./index -run TestFrozenSegment -update
const (
	frozen1 = "testdata/v1.seg"
	frozen2 = "testdata/v2.seg"
)

// frozenPieces are the contents of the frozen segments; version 1 did without
// dates and words, but for their number. They are spelled out, so that no change
// of a generator changes them.
func frozenPieces() []piece {
	var out []piece
	for n := range 6 {
		p := piece{id: hearsay.ArticleID{0: byte(n), 15: 0xa0 + byte(n)}, published: Minute(n * 7 % 6 * 1000), words: make([]uint32, 100*n)}
		for i := range p.words {
			p.words[i] = uint32(n*1000+i) * 0x9e3779b1
		}
		for i := range 40 {
			// Odd multiples spread over the range; every fifth seed is common.
			h := uint64(n*40+i+1) * 0x9e3779b97f4a7c15
			if i%5 == 0 {
				h = uint64(i+1) * 0xc2b2ae3d27d4eb4f
			}
			p.seeds = append(p.seeds, Seed{Hash: h, Ctx: Context(h >> 3)})
		}
		out = append(out, p)
	}
	return out
}

func TestFrozenSegment(t *testing.T) {
	ps := frozenPieces()
	if *update {
		if err := build(t, ps).WriteFile(frozen2); err != nil {
			t.Fatal(err)
		}
	}
	s := mustOpen(t, frozen2)
	frozenIs(t, s, 2, byDate(ps))
	sameArticles(t, s, ps)
	if Version == 2 && !bytes.Equal(mustRead(t, write(t, ps)), mustRead(t, frozen2)) {
		t.Error("the same articles give other bytes: the format changed, raise Version")
	}
}

// TestFrozenSegment1: version 1 had articles in order of arrival, without words.
func TestFrozenSegment1(t *testing.T) {
	ps := frozenPieces()
	s := mustOpen(t, frozen1)
	frozenIs(t, s, 1, ps)
	if s.Len() != len(ps) {
		t.Fatalf("%d articles, want %d", s.Len(), len(ps))
	}
	for n, p := range ps {
		if got, want := s.Article(uint32(n)), (Article{ID: p.id, Words: uint32(len(p.words))}); got != want {
			t.Errorf("article %d is %v, want %v", n, got, want)
		}
		if n == 0 {
			continue // it has no words, and so all of them
		}
		if _, err := s.AppendWords(nil, uint32(n)); s.HasWords(uint32(n)) || !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("words of article %d: %v, want ErrNotFound", n, err)
		}
	}
}

// frozenIs looks the frozen pieces up; they stand in this order.
func frozenIs(t *testing.T, s *Segment, version uint16, ps []piece) {
	t.Helper()
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	if s.h.version != version || s.Profile() != testProfile {
		t.Errorf("version %d, profile %+v", s.h.version, s.Profile())
	}
	seeds := queries(ps)
	got := mustFind(t, s, seeds, Limits{}).Hits
	if want := oracleOf(ps, s.h.hash).lookupBy(seeds, s.h.hash); !slices.Equal(got, want) {
		t.Errorf("%d hits, want %d, or others", len(got), len(want))
	}
	if common := mustFind(t, s, []Seed{{Hash: 0xc2b2ae3d27d4eb4f}}, Limits{}); len(common.Hits) != 6 || common.Counts[0] != 6 {
		t.Errorf("the common seed: %v, want 6 articles", common)
	}
}

// TestMergeOfVersion1: what version 1 wrote becomes what version 2 writes of
// articles whose words it does not know, alone and with others.
func TestMergeOfVersion1(t *testing.T) {
	others := pieces(40, 60, 30)
	old := mustOpen(t, frozen1)
	gone := frozenPieces()[2].id
	for _, c := range []struct {
		name   string
		others []piece
		bury   []hearsay.ArticleID
	}{
		{"alone", nil, nil},
		{"with others", others, nil},
		{"with one that is buried", others, []hearsay.ArticleID{gone, others[3].id}},
	} {
		second := mustOpen(t, write(t, c.others))
		old.Bury(c.bury)
		second.Bury(c.bury)
		b := NewBuilder(testProfile)
		for _, p := range frozenPieces() {
			if a := (Article{ID: p.id, Words: uint32(len(p.words))}); !slices.Contains(c.bury, p.id) {
				if err := b.Add(a, p.seeds, nil); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, p := range c.others {
			if !slices.Contains(c.bury, p.id) {
				if err := b.Add(p.article(), p.seeds, p.words); err != nil {
					t.Fatal(err)
				}
			}
		}
		dir := t.TempDir()
		built, merged := filepath.Join(dir, "b.seg"), filepath.Join(dir, "m.seg")
		if err := b.WriteFile(built); err != nil {
			t.Fatal(err)
		}
		for _, list := range [][]*Segment{{old, second}, {second, old}} {
			if err := Merge(merged, list); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(mustRead(t, merged), mustRead(t, built)) {
				t.Errorf("%s: merging is not building", c.name)
			}
		}
		s := mustOpen(t, merged)
		if err := s.Check(); err != nil {
			t.Error(err)
		}
		for n := range uint32(s.Len()) {
			// The ids of the frozen pieces end in 0xa0 and more.
			a := s.Article(n)
			known := !slices.ContainsFunc(frozenPieces(), func(p piece) bool { return p.id == a.ID && len(p.words) > 0 })
			if s.HasWords(n) != known {
				t.Errorf("%s: article %s of %d words has them: %t, want %t", c.name, a.ID, a.Words, s.HasWords(n), known)
			}
		}
	}
}
