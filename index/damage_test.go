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

var update = flag.Bool("update", false, "write testdata/v2.seg anew: only while nobody has segments of version 2")

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
	got, err := lookups(t, s, seeds)
	for _, h := range got {
		if int(h.Article) >= s.Len() || int(h.Seed) >= len(seeds) {
			t.Errorf("lookup: hit %v of %d articles, %d seeds", h, s.Len(), len(seeds))
		}
	}
	for n := range uint32(min(s.Len(), 100)) {
		_ = s.Article(n)
		_ = s.SameWords(n, []uint32{1, 2})
		if _, err := s.AppendWords(nil, n); err != nil && !errors.Is(err, hearsay.ErrCorrupt) && !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("words of article %d: %v is of no kind", n, err)
		}
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

// lookups looks seeds up with and without limits, and returns all hits.
func lookups(t *testing.T, s *Segment, seeds []Seed) ([]Hit, error) {
	t.Helper()
	var f Found
	for _, l := range []Limits{{Common: 1, First: 1, Beside: 3}, {Common: 2, Alike: 1}, {}} {
		if err := s.Lookup(&f, seeds, l); err != nil {
			if !errors.Is(err, hearsay.ErrCorrupt) {
				t.Errorf("lookup: %v is of no kind", err)
			}
			return nil, err
		}
		if len(f.Counts) != len(seeds) {
			t.Errorf("limits %+v: %d counts of %d", l, len(f.Counts), len(seeds))
		}
	}
	return f.Hits, nil
}

func TestEveryFlippedByte(t *testing.T) {
	ps := pieces(30, 3, 12)
	for name, c := range map[string]struct {
		good []byte
		want func([]Seed) []Hit
	}{
		"version 2": {mustRead(t, write(t, ps)), newOracle(ps).lookup},
		"version 1": {mustRead(t, frozen1), func(seeds []Seed) []Hit {
			return oracleOf(frozenPieces(), hashBits1).lookupBy(seeds, hashBits1)
		}},
	} {
		seeds := append(queries(ps), queries(frozenPieces()[:1])...)
		want := c.want(seeds)
		if !checkSame(t, c.good, seeds, want) {
			t.Fatalf("%s: the whole segment is not sound", name)
		}
		for at := range c.good {
			for _, flip := range []byte{0x01, 0x80, 0xff} {
				data := slices.Clone(c.good)
				data[at] ^= flip
				if checkSame(t, data, seeds, want) {
					t.Errorf("%s, byte %d flipped by %#x: Check calls it sound", name, at, flip)
				}
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
	h := header{version: binary.LittleEndian.Uint16(good[8:])}
	h.decode(good)
	at := h.layout()
	for i := range sections {
		if h.version == 1 && i == inWords {
			break
		}
		binary.LittleEndian.PutUint32(data[48+4*i:], crc32.Checksum(data[at[i]:at[i+1]], castagnoli))
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
		{"other bits of a hash", func(b []byte) { b[17]++ }, hearsay.ErrCorrupt},
		{"a word more", func(b []byte) { b[64]++ }, hearsay.ErrCorrupt},
		{"very many words", func(b []byte) { b[71] = 0x40 }, hearsay.ErrCorrupt},
		{"version 1 with the bits of version 2", func(b []byte) { b[8] = 1 }, hearsay.ErrCorrupt},
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
	sections := whole.h.layout()
	records, articles, words := sections[inRecords], sections[inArticles], whole.h.words
	size := uint64(whole.h.rem + tailSize)
	last := headerSize + 4<<whole.h.bits
	twin := records // a record that has another behind it in its bucket
	for i := range 1 << whole.h.bits {
		if from, to, _ := whole.bucket(i); to > from+1 {
			twin = records + uint64(from)*size
			break
		}
	}
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
		{"a record twice", func(b []byte) { copy(b[twin+size:twin+2*size], b[twin:twin+size]) }},
		{"articles out of order", func(b []byte) { b[articles+23], b[articles+20] = 0xff, 0 }},
		{"words that begin elsewhere", func(b []byte) { b[articles+24]++ }},
		{"words that are not there", func(b []byte) { b[articles+31] = 0x7f }},
		{"a word more than there are", func(b []byte) { binary.LittleEndian.PutUint32(b[articles+articleSize+16:], uint32(words)+1) }},
		{"very many words", func(b []byte) { b[articles+articleSize+19] = 0xff }},
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

func FuzzOpen(f *testing.F) {
	ps := frozenPieces()[:2]
	good := mustRead(f, write(f, ps))
	f.Add(good)
	f.Add(mustRead(f, write(f, nil)))
	f.Add(mustRead(f, frozen1))
	f.Add(good[:headerSize])
	f.Add([]byte(magic))
	seeds := queries(ps)[:60]
	f.Fuzz(func(t *testing.T, data []byte) {
		checkSame(t, data, seeds, nil)
		// Nearly all changes end at a checksum: look behind it too.
		if len(data) == len(good) && bytes.Equal(data[12:18], good[12:18]) && bytes.Equal(data[32:48], good[32:48]) && bytes.Equal(data[64:72], good[64:72]) {
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

// FuzzLookup compares look-ups of any seeds under any limits with their
// description.
func FuzzLookup(f *testing.F) {
	ps := pieces(34, 200, 12)
	path := write(f, ps)
	s, err := Open(path)
	if err != nil {
		f.Fatal(err)
	}
	o := newOracle(ps)
	known := queries(ps)
	var found Found
	f.Add([]byte{1, 2, 3, 200, 9, 9}, 3, 1, 2, 1)
	f.Add([]byte{0, 0, 255, 17}, 0, 0, 0, 0)
	f.Fuzz(func(t *testing.T, chosen []byte, common, first, beside, alike int) {
		var seeds []Seed
		for i, c := range chosen {
			seed := known[(int(c)*97+i*31)%len(known)]
			seed.Ctx ^= Context(c) << 4
			seeds = append(seeds, seed)
		}
		l := Limits{Common: common, First: first, Beside: beside, Alike: alike}
		if err := s.Lookup(&found, seeds, l); err != nil {
			t.Fatal(err)
		}
		want := limited(o.lookup(seeds), seeds, l)
		if !slices.Equal(found.Hits, want.Hits) || !slices.Equal(found.Counts, want.Counts) {
			t.Errorf("%+v: %d hits, want %d", l, len(found.Hits), len(want.Hits))
		}
	})
}

// FuzzMerge merges a segment with any bytes: the result is sound, or there is none.
func FuzzMerge(f *testing.F) {
	good := mustRead(f, write(f, frozenPieces()[:2]))
	f.Add(good)
	f.Add(mustRead(f, frozen1))
	whole := mustMemory(f, good)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := open(data); err != nil {
			return
		}
		for _, data := range [][]byte{data, sealed(data, func([]byte) {})} {
			s := mustMemory(t, data)
			path := filepath.Join(dir, "m.seg")
			if err := Merge(path, []*Segment{s, whole}); err != nil {
				if !errors.Is(err, hearsay.ErrCorrupt) && !errors.Is(err, hearsay.ErrInvalid) {
					t.Errorf("merge: %v is of no kind", err)
				}
				continue
			}
			merged := mustMemory(t, mustRead(t, path))
			if err := merged.Check(); err != nil || merged.Len() != s.Len()+whole.Len() {
				t.Errorf("merged: %v, %d articles", err, merged.Len())
			}
		}
	})
}
