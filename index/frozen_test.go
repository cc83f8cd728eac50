// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
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

// oldSegment is a segment of version 1 with these records, as 44 bits of a hash,
// article and signature, in order.
func oldSegment(records [][3]uint64, articles []Article) []byte {
	h := header{version: 1, bits: minBits, rem: 5, hash: hashBits1, records: uint64(len(records)), articles: uint64(len(articles))}
	at := h.layout()
	data := make([]byte, at[sections])
	h.profile = testProfile
	copy(data, h.encode())
	data[8], data[10], data[17] = 1, 1, 0
	for i, r := range records {
		b := data[at[inRecords]+uint64(i*10):]
		binary.LittleEndian.PutUint64(b, r[0]&(1<<38-1)|r[1]<<40)
		binary.LittleEndian.PutUint16(b[8:], uint16(r[2]))
		for bucket := r[0]>>38 + 1; bucket <= 1<<minBits; bucket++ {
			binary.LittleEndian.PutUint32(data[headerSize+4*bucket:], uint32(i+1))
		}
	}
	for i, a := range articles {
		b := data[at[inArticles]+uint64(i*articleSize1):]
		copy(b, a.ID[:])
		binary.LittleEndian.PutUint32(b[16:], a.Words)
		binary.LittleEndian.PutUint32(b[20:], uint32(a.Published))
	}
	for i := range inWords {
		binary.LittleEndian.PutUint32(data[48+4*i:], crc32.Checksum(data[at[i]:at[i+1]], castagnoli))
	}
	binary.LittleEndian.PutUint32(data[headerSize-4:], crc32.Checksum(data[:headerSize-4], castagnoli))
	return data
}

// TestHashOfVersion1: four bits of a hash no longer count. Seeds that only those
// told apart become one, their articles in order again, and each once.
func TestHashOfVersion1(t *testing.T) {
	articles := []Article{{ID: hearsay.ArticleID{1}, Words: 9}, {ID: hearsay.ArticleID{2}, Words: 8, Published: 70}, {ID: hearsay.ArticleID{3}, Words: 7, Published: 60}}
	records := [][3]uint64{{0x10, 2, 5}, {0x11, 0, 5}, {0x11, 2, 5}, {0x12, 1, 7}, {0x12, 2, 4}, {0xfff_ffff_fff0, 1, 1}, {0xfff_ffff_ffff, 0, 1}}
	old := mustMemory(t, oldSegment(records, articles))
	if err := old.Check(); err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		got := mustFind(t, old, []Seed{{Hash: r[0] << 20}}, Limits{})
		if !slices.Contains(got.Hits, Hit{Article: uint32(r[1]), Ctx: Context(r[2])}) {
			t.Errorf("record %v is not found: %v", r, got.Hits)
		}
	}
	path := filepath.Join(t.TempDir(), "m.seg")
	if err := Merge(path, []*Segment{old}); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, path)
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	for n, want := range []Article{articles[2], articles[1], articles[0]} {
		if got := s.Article(uint32(n)); got != want || s.HasWords(uint32(n)) {
			t.Errorf("article %d is %v, want %v, without words", n, got, want)
		}
	}
	for hash, want := range map[uint64][]Hit{
		0x1 << 24:            {{Article: 0, Ctx: 4}, {Article: 0, Ctx: 5}, {Article: 1, Ctx: 7}, {Article: 2, Ctx: 5}},
		0xff_ffff_ffff << 24: {{Article: 1, Ctx: 1}, {Article: 2, Ctx: 1}},
	} {
		if got := mustFind(t, s, []Seed{{Hash: hash}}, Limits{}); !slices.Equal(got.Hits, want) {
			t.Errorf("hash %x: %v, want %v", hash, got.Hits, want)
		}
	}
	// Damage in it is found before anything is written.
	bad := oldSegment(append([][3]uint64{{0x10, 2, 5}}, records...), articles)
	if err := Merge(path, []*Segment{mustMemory(t, bad)}); !errors.Is(err, hearsay.ErrCorrupt) {
		t.Errorf("a record twice: merge gives %v, want ErrCorrupt", err)
	}
}
