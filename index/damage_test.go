// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay"
)

var update = flag.Bool("update", false, "write testdata/v1.seg anew: only while nobody has segments of version 1")

// checkSame requires that a look-up in bytes that may be damaged gives an error
// of a known kind or ends; what Check calls sound must answer rightly.
func checkSame(t *testing.T, data []byte, seeds []Seed, want []Hit) (sound bool) {
	t.Helper()
	s, err := open(data)
	if err != nil {
		if !errors.Is(err, hearsay.ErrCorrupt) && !errors.Is(err, hearsay.ErrNewer) {
			t.Errorf("open: %v is of no kind", err)
		}
		return false
	}
	got, err := s.Lookup(nil, seeds)
	if err != nil && !errors.Is(err, hearsay.ErrCorrupt) {
		t.Errorf("lookup: %v is of no kind", err)
	}
	for _, h := range got {
		if int(h.Article) >= s.Len() || int(h.Seed) >= len(seeds) {
			t.Errorf("lookup: hit %v of %d articles, %d seeds", h, s.Len(), len(seeds))
		}
		_ = s.Article(h.Article)
	}
	if fail := s.Check(); fail != nil {
		if !errors.Is(fail, hearsay.ErrCorrupt) {
			t.Errorf("check: %v is of no kind", fail)
		}
		return false
	}
	if err != nil || want != nil && !slices.Equal(got, want) {
		t.Errorf("sound by Check, but Lookup gives %v and %d hits, want %d", err, len(got), len(want))
	}
	return true
}

func TestEveryFlippedByte(t *testing.T) {
	ps := pieces(30, 3, 12)
	good := mustRead(t, write(t, ps))
	seeds := queries(ps)
	want := newOracle(ps).lookup(seeds)
	if !checkSame(t, good, seeds, want) {
		t.Fatal("the whole segment is not sound")
	}
	for at := range good {
		for _, flip := range []byte{0x01, 0x80, 0xff} {
			data := slices.Clone(good)
			data[at] ^= flip
			if checkSame(t, data, seeds, want) {
				t.Errorf("byte %d flipped by %#x: Check calls it sound", at, flip)
			}
		}
	}
}

func TestEveryTruncation(t *testing.T) {
	good := mustRead(t, write(t, pieces(31, 2, 8)))
	path := filepath.Join(t.TempDir(), "cut.seg")
	for n := range good {
		if _, err := open(good[:n]); !errors.Is(err, hearsay.ErrCorrupt) {
			t.Errorf("cut to %d bytes: %v, want ErrCorrupt", n, err)
		}
	}
	if _, err := open(append(slices.Clone(good), 0)); !errors.Is(err, hearsay.ErrCorrupt) {
		t.Errorf("a byte more: %v, want ErrCorrupt", err)
	}
	for _, n := range []int{0, 1, headerSize - 1, headerSize, len(good) - 1} {
		if err := os.WriteFile(path, good[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); !errors.Is(err, hearsay.ErrCorrupt) || !strings.Contains(err.Error(), path) {
			t.Errorf("file of %d bytes: %v, want ErrCorrupt with the file", n, err)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none.seg")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// sealed returns a copy of a segment, changed, whose checksums are right again:
// what an accident cannot do and a hostile file can.
func sealed(good []byte, change func([]byte)) []byte {
	data := slices.Clone(good)
	change(data)
	h := header{bits: int(good[12]), rem: int(good[13]), records: binary.LittleEndian.Uint64(good[32:]), articles: binary.LittleEndian.Uint64(good[40:])}
	directory, records, articles, end := h.layout()
	for i, at := range [][2]uint64{{directory, records}, {records, articles}, {articles, end}} {
		binary.LittleEndian.PutUint32(data[48+4*i:], crc32.Checksum(data[at[0]:at[1]], castagnoli))
	}
	binary.LittleEndian.PutUint32(data[headerSize-4:], crc32.Checksum(data[:headerSize-4], castagnoli))
	return data
}

func TestHeader(t *testing.T) {
	good := mustRead(t, write(t, pieces(32, 2, 8)))
	for _, c := range []struct {
		name   string
		change func([]byte)
		want   error
	}{
		{"as it was", func([]byte) {}, nil},
		{"a later version that we may read", func(b []byte) { b[8] = 9 }, nil},
		{"a version that we may not read", func(b []byte) { b[8], b[10] = 9, Version+1 }, hearsay.ErrNewer},
		{"far newer", func(b []byte) { b[9], b[11] = 1, 1 }, hearsay.ErrNewer},
		{"version 0", func(b []byte) { b[8] = 0 }, hearsay.ErrCorrupt},
		{"another magic", func(b []byte) { b[0] = 'h' }, hearsay.ErrCorrupt},
		{"few bits", func(b []byte) { b[12] = minBits - 1 }, hearsay.ErrCorrupt},
		{"many bits", func(b []byte) { b[12] = maxBits + 1 }, hearsay.ErrCorrupt},
		{"all bits", func(b []byte) { b[12] = 255 }, hearsay.ErrCorrupt},
		{"another directory", func(b []byte) { b[12]++ }, hearsay.ErrCorrupt},
		{"no remainder", func(b []byte) { b[13] = 0 }, hearsay.ErrCorrupt},
		{"a record more", func(b []byte) { b[32]++ }, hearsay.ErrCorrupt},
		{"very many records", func(b []byte) { b[39] = 0xff }, hearsay.ErrCorrupt},
		{"very many articles", func(b []byte) { b[47] = 0x7f }, hearsay.ErrCorrupt},
	} {
		data := sealed(good, c.change)
		path := filepath.Join(t.TempDir(), "h.seg")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if !errors.Is(err, c.want) || c.want != nil && !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err == nil {
			s.Close()
		}
	}
}

// TestSealedDamage: right checksums over wrong contents.
func TestSealedDamage(t *testing.T) {
	ps := pieces(33, 2, 30)
	good := mustRead(t, write(t, ps))
	whole := mustMemory(t, good)
	_, records, _, _ := whole.h.layout()
	size := uint64(whole.h.rem + tailSize)
	last := headerSize + 4<<whole.h.bits
	for _, c := range []struct {
		name   string
		change func([]byte)
	}{
		{"the directory skips the first record", func(b []byte) { b[headerSize] = 1 }},
		{"the directory leaves the last record out", func(b []byte) { b[last]-- }},
		{"the directory goes too far", func(b []byte) { b[last]++ }},
		{"the directory goes very far", func(b []byte) { b[last+3] = 0xff }},
		{"a bucket ends before it begins", func(b []byte) { b[headerSize+4*32+3] = 0x7f }},
		{"an article that is not there", func(b []byte) { b[records+uint64(whole.h.rem)] = 2 }},
		{"a record twice", func(b []byte) { copy(b[records+size:records+2*size], b[records:records+size]) }},
		{"a remainder that is too large", func(b []byte) { b[records+uint64(whole.h.rem)-1] = 0xff }},
	} {
		data := sealed(good, c.change)
		if checkSame(t, data, queries(ps), nil) {
			t.Errorf("%s: Check calls it sound", c.name)
		}
		path := filepath.Join(t.TempDir(), "m.seg")
		if err := Merge(path, []*Segment{mustMemory(t, data), whole}); !errors.Is(err, hearsay.ErrCorrupt) {
			t.Errorf("%s: merge gives %v, want ErrCorrupt", c.name, err)
		}
	}
}

const frozen = "testdata/v1.seg"

// frozenPieces are the contents of testdata/v1.seg. They are spelled out, so that
// no change of a generator changes them.
func frozenPieces() []piece {
	var out []piece
	for n := range 6 {
		p := piece{id: hearsay.ArticleID{0: byte(n), 15: 0xa0 + byte(n)}, words: 100 * n}
		for i := range 40 {
			// Odd multiples spread over the range; every fifth seed is common.
			h := uint64(n*40+i+1) * 0x9e3779b97f4a7c15
			if i%5 == 0 {
				h = uint64(i+1) * 0xc2b2ae3d27d4eb4f
			}
			p.seeds = append(p.seeds, Seed{Hash: h, Ctx: uint16(h >> 3)})
		}
		out = append(out, p)
	}
	return out
}

// TestFrozenSegment opens the segment that version 1 wrote. It stays for ever: a
// later program reads it, or says by how far it is too new. Written once, by
//
//	go test ./index -run TestFrozenSegment -update
func TestFrozenSegment(t *testing.T) {
	ps := frozenPieces()
	if *update {
		if err := build(t, ps).WriteFile(frozen); err != nil {
			t.Fatal(err)
		}
	}
	s := mustOpen(t, frozen)
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	if s.h.version != 1 || s.Profile() != testProfile {
		t.Errorf("version %d, profile %+v", s.h.version, s.Profile())
	}
	compareArticles(t, s, ps)
	seeds := queries(ps)
	got, err := s.Lookup(nil, seeds)
	if want := newOracle(ps).lookup(seeds); err != nil || !slices.Equal(got, want) {
		t.Errorf("%d hits and %v, want %d hits", len(got), err, len(want))
	}
	common, err := s.Lookup(nil, []Seed{{Hash: 0xc2b2ae3d27d4eb4f}})
	if err != nil || len(common) != 6 {
		t.Errorf("the common seed: %v, %v, want 6 articles", common, err)
	}
	if Version == 1 && !bytes.Equal(mustRead(t, write(t, ps)), mustRead(t, frozen)) {
		t.Error("the same articles give other bytes: the format changed, raise Version")
	}
}

func FuzzOpen(f *testing.F) {
	ps := frozenPieces()[:2]
	good := mustRead(f, write(f, ps))
	f.Add(good)
	f.Add(mustRead(f, write(f, nil)))
	f.Add(good[:headerSize])
	f.Add([]byte(magic))
	seeds := queries(ps)[:60]
	f.Fuzz(func(t *testing.T, data []byte) {
		checkSame(t, data, seeds, nil)
		// Nearly all changes end at a checksum: look behind it too.
		if len(data) == len(good) && bytes.Equal(data[12:14], good[12:14]) && bytes.Equal(data[32:48], good[32:48]) {
			checkSame(t, sealed(data, func([]byte) {}), seeds, nil)
		}
	})
}

// TestMergeDoesNotLaunder flips each byte of an input behind the header: a merge
// must not give the damage a new, right checksum.
func TestMergeDoesNotLaunder(t *testing.T) {
	good := mustRead(t, write(t, pieces(26, 3, 6)))
	dir := t.TempDir()
	for at := headerSize; at < len(good); at++ {
		data := slices.Clone(good)
		data[at] ^= 1
		s, err := open(data)
		if err != nil {
			t.Fatal(err)
		}
		if err := Merge(filepath.Join(dir, "m.seg"), []*Segment{mustMemory(t, good), s}); !errors.Is(err, hearsay.ErrCorrupt) {
			t.Errorf("byte %d flipped: merge gives %v, want ErrCorrupt", at, err)
		}
		if left := files(t, dir); len(left) > 0 {
			t.Fatalf("byte %d flipped: merge left %v", at, left)
		}
	}
}

func mustMemory(tb testing.TB, data []byte) *Segment {
	tb.Helper()
	s, err := open(data)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}
