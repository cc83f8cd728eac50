// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse_test

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/index"
	"hearsay/reuse"
)

// hostileTexts share passages with hostileQuery; one repeats itself.
var hostileTexts = []string{
	"The council of Tarn voted on Monday to close the swimming hall for a whole year, after an argument that lasted past midnight.",
	"A year without swimming: the council of Tarn voted on Monday to close the swimming hall, and nobody was there to hear it.",
	strings.Repeat("row the white boat home to the quiet shore again ", 6) + "and past the light where my mother waits for rain",
}

const hostileQuery = "It is said that the council of Tarn voted on Monday to close the swimming hall for a whole year. They sang: row the white boat home to the quiet shore again and past the light where my mother waits for rain."

// resealed returns a segment with right checksums: what an accident cannot do and a
// hostile file can. Sections that do not fit are left as they are.
func resealed(data []byte) []byte {
	const header = 96
	if len(data) < header || data[12] > 20 {
		return data
	}
	number := func(at int) uint64 { return binary.LittleEndian.Uint64(data[at:]) & (1<<24 - 1) }
	size := uint64(32)
	if data[8] == 1 {
		size = 24
	}
	table := crc32.MakeTable(crc32.Castagnoli)
	out := slices.Clone(data)
	at := uint64(header)
	for i, n := range []uint64{4 * (1<<data[12] + 1), number(32) * (uint64(data[13]) + 5), number(40) * size, 4 * number(64)} {
		if at+n > uint64(len(out)) {
			break
		}
		binary.LittleEndian.PutUint32(out[48+4*i:], crc32.Checksum(out[at:at+n], table))
		at += n
	}
	binary.LittleEndian.PutUint32(out[header-4:], crc32.Checksum(out[:header-4], table))
	return out
}

// FuzzFind asks a sound segment together with any bytes. Whatever those hold, what
// is found lies within the texts, and what the sound segment has is found.
func FuzzFind(f *testing.F) {
	dir := f.TempDir()
	good, beside := filepath.Join(dir, "good.seg"), filepath.Join(dir, "beside.seg")
	writeSegment(f, good, 1, hostileTexts)
	writeSegment(f, beside, 10, hostileTexts)
	sound, err := index.Open(good)
	if err != nil {
		f.Fatal(err)
	}
	defer sound.Close()
	data, err := os.ReadFile(beside)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	for _, at := range []int{100, 400, len(data) / 2, len(data) - 300, len(data) - 90, len(data) - 2} {
		broken := slices.Clone(data)
		broken[at] ^= 0x55
		f.Add(broken)
	}
	q := reuse.News().Query(hostileQuery)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, resealed(data)} {
			path := filepath.Join(dir, "any.seg")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := index.Open(path)
			if err != nil {
				if !errors.Is(err, hearsay.ErrCorrupt) && !errors.Is(err, hearsay.ErrNewer) {
					t.Errorf("open: %v is of no kind", err)
				}
				continue
			}
			findIn(t, q, []*index.Segment{s, sound})
			if err := errors.Join(s.Close(), os.Remove(path)); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// findIn asks segments of which the last is sound.
func findIn(t *testing.T, q *reuse.Query, segments []*index.Segment) {
	t.Helper()
	shelves := reuse.Shelves{Segments: segments, Words: func(index.Article) ([]reuse.Code, error) { return nil, nil }}
	answer, err := shelves.Find(q, reuse.Ask{MinWords: 8, Crowd: 64})
	if err != nil {
		if !errors.Is(err, hearsay.ErrInvalid) && !errors.Is(err, hearsay.ErrCorrupt) {
			t.Errorf("find: %v is of no kind", err)
		}
		return
	}
	last := len(segments) - 1
	found := 0
	for _, m := range answer.Matches {
		s := segments[m.Segment]
		if int(m.Number) >= s.Len() || len(m.Passages) == 0 {
			t.Fatalf("match %+v of %d articles", m, s.Len())
		}
		if m.Segment == last {
			found++
		}
		words, err := s.AppendWords(nil, m.Number)
		for _, p := range m.Passages {
			if p.A.IsZero() || p.B.IsZero() || p.A.End > len(q.Words()) || err == nil && p.B.End > len(words) || p.Matched < 8 {
				t.Errorf("passage %+v of %d and %d words", p, len(q.Words()), len(words))
			}
		}
	}
	// Very many articles may crowd those out that come later.
	if found != len(hostileTexts) && segments[0].Len() < 60 {
		t.Errorf("%d of the %d articles of the sound segment are found", found, len(hostileTexts))
	}
	if answer.More < 0 || slices.Contains(answer.Damaged, last) {
		t.Errorf("%d more, damaged %v", answer.More, answer.Damaged)
	}
}

// writeSegment writes a segment of texts whose IDs begin with first.
func writeSegment(tb testing.TB, path string, first byte, texts []string) {
	tb.Helper()
	b := index.NewBuilder(reuse.News().Index())
	for i, text := range texts {
		codes := reuse.Codes(text)
		a := index.Article{ID: hearsay.ArticleID{first + byte(i)}, Words: uint32(len(codes)), Published: index.Minute(1000 + i)}
		if err := b.Add(a, reuse.News().SampledQuery(reuse.News().Query(text).Words()).Seeds(), codes); err != nil {
			tb.Fatal(err)
		}
	}
	if err := b.WriteFile(path); err != nil {
		tb.Fatal(err)
	}
}
