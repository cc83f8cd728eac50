// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
)

// The tests are inside the package: they mend checksums of headers and read
// segments from memory.

var testProfile = Profile{K: 5, W: 8, Fold: 1, Seed: 0x9ae16a3b}

// piece is an article to be added.
type piece struct {
	id        hearsay.ArticleID
	published Minute
	words     []uint32
	seeds     []Seed
}

// article is what a segment knows of the piece.
func (p piece) article() Article {
	return Article{ID: p.id, Words: uint32(len(p.words)), Published: p.published}
}

// byDate is the pieces in the order of a segment.
func byDate(ps []piece) []piece {
	out := slices.Clone(ps)
	slices.SortStableFunc(out, func(a, b piece) int { return a.article().Compare(b.article()) })
	return out
}

// pieces makes n articles from a seed of the generator. A third of the seeds are
// drawn from forty hashes, so that many articles share them; some come twice in
// one article, with the same or another signature. A fifth of them have no date, a
// fifth have the date of many others, and the dates have no order.
func pieces(seed uint64, n, per int) []piece {
	r := rand.New(rand.NewPCG(seed, 1))
	common := rand.New(rand.NewPCG(99, 1))
	pool := make([]uint64, 40)
	for i := range pool {
		pool[i] = common.Uint64()
	}
	out := make([]piece, n)
	for i := range out {
		p := &out[i]
		binary.LittleEndian.PutUint64(p.id[:], r.Uint64())
		binary.LittleEndian.PutUint64(p.id[8:], seed<<32|uint64(i))
		p.words = make([]uint32, r.IntN(90))
		for k := range p.words {
			p.words[k] = r.Uint32()
		}
		switch r.IntN(5) {
		case 0:
		case 1:
			p.published = 7_000_000
		default:
			p.published = Minute(1 + r.Uint32N(1<<27))
		}
		for len(p.seeds) < per {
			s := Seed{Hash: r.Uint64(), Ctx: Context(r.Uint32()), At: int32(len(p.seeds))}
			if r.IntN(3) == 0 {
				s.Hash = pool[r.IntN(len(pool))]
			}
			p.seeds = append(p.seeds, s)
			if r.IntN(10) == 0 {
				s.Ctx ^= Context(r.IntN(2))
				p.seeds = append(p.seeds, s)
			}
		}
	}
	return out
}

func build(tb testing.TB, ps []piece) *Builder {
	tb.Helper()
	b := NewBuilder(testProfile)
	for _, p := range ps {
		if err := b.Add(p.article(), p.seeds, p.words); err != nil {
			tb.Fatal(err)
		}
	}
	if b.Len() != len(ps) {
		tb.Fatalf("the builder holds %d articles, want %d", b.Len(), len(ps))
	}
	return b
}

// write builds a segment file and returns its path.
func write(tb testing.TB, ps []piece) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "t.seg")
	if err := build(tb, ps).WriteFile(path); err != nil {
		tb.Fatal(err)
	}
	return path
}

func mustOpen(tb testing.TB, path string) *Segment {
	tb.Helper()
	s, err := Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

func mustRead(tb testing.TB, path string) []byte {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// oracle answers look-ups from a map: the hits in order, without repetition.
type oracle map[uint64][]Hit

func newOracle(ps []piece) oracle { return oracleOf(byDate(ps), hashBits) }

// oracleOf knows pieces that stand in this order, by so many bits of their hashes.
func oracleOf(ps []piece, hash int) oracle {
	o := oracle{}
	for n, p := range ps {
		for _, s := range p.seeds {
			k := s.Hash >> (64 - hash)
			o[k] = append(o[k], Hit{Article: uint32(n), Ctx: s.Ctx})
		}
	}
	for k, hits := range o {
		slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Ctx, b.Ctx)) })
		o[k] = slices.Compact(hits)
	}
	return o
}

func (o oracle) lookup(seeds []Seed) []Hit { return o.lookupBy(seeds, hashBits) }

func (o oracle) lookupBy(seeds []Seed, hash int) []Hit {
	var out []Hit
	for i, s := range seeds {
		for _, h := range o[s.Hash>>(64-hash)] {
			h.Seed = int32(i)
			out = append(out, h)
		}
	}
	return out
}

// queries are all seeds of the articles, others beside them, and the ends of the
// range of hashes.
func queries(ps []piece) []Seed {
	out := []Seed{{Hash: 0}, {Hash: ^uint64(0)}, {Hash: 1 << 24}, {Hash: 1 << 63}}
	for _, p := range ps {
		for _, s := range p.seeds {
			out = append(out, s, Seed{Hash: s.Hash ^ 0xffffff}, Seed{Hash: s.Hash + 1<<24}, Seed{Hash: s.Hash ^ 1<<63})
		}
	}
	return out
}

func TestLookupAgainstMap(t *testing.T) {
	edge := []piece{{id: hearsay.ArticleID{1}, words: []uint32{7}, seeds: []Seed{{Hash: 0}, {Hash: ^uint64(0), Ctx: 0xffff}, {Hash: 1 << 24, Ctx: 1}, {Hash: 0}}}, {id: hearsay.ArticleID{2}}}
	for _, c := range []struct {
		name   string
		pieces []piece
	}{
		{"nothing", nil},
		{"an article without seeds", pieces(1, 1, 0)},
		{"one seed", pieces(2, 1, 1)},
		{"ends of the range", edge},
		{"one article", pieces(3, 1, 142)},
		{"a few", pieces(4, 7, 60)},
		{"many", pieces(5, 400, 50)},
		{"shorter records", pieces(6, 300, 600)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := mustOpen(t, write(t, c.pieces))
			if err := s.Check(); err != nil {
				t.Error(err)
			}
			// A few articles hold all common seeds already.
			seeds, o := queries(c.pieces[:min(len(c.pieces), 7)]), newOracle(c.pieces)
			got := mustFind(t, s, seeds, Limits{})
			if want := o.lookup(seeds); !slices.Equal(got.Hits, want) {
				t.Errorf("%d hits, want %d, or others", len(got.Hits), len(want))
			}
			sameArticles(t, s, c.pieces)
			if s.Profile() != testProfile {
				t.Errorf("profile %+v", s.Profile())
			}
			records := 0
			for _, hits := range o {
				records += len(hits)
			}
			if s.Records() != records {
				t.Errorf("%d records, want %d", s.Records(), records)
			}
		})
	}
}

// TestLookupInLargeSegment has so many seeds that their remainders take three
// bytes, as in a library of 20,000 articles and more.
func TestLookupInLargeSegment(t *testing.T) {
	if testing.Short() {
		t.Skip("3 million seeds")
	}
	ps := pieces(60, 27, 110_000)
	s := mustOpen(t, write(t, ps))
	if s.h.rem != 3 {
		t.Fatalf("remainders of %d bytes: too few seeds for this test", s.h.rem)
	}
	var seeds []Seed
	for _, p := range ps {
		seeds = append(seeds, p.seeds[:20]...)
	}
	want := map[Hit]bool{}
	byKey := map[uint64][]int32{}
	for i, q := range seeds {
		byKey[q.Hash>>24] = append(byKey[q.Hash>>24], int32(i))
	}
	for n, p := range byDate(ps) {
		for _, have := range p.seeds {
			for _, i := range byKey[have.Hash>>24] {
				want[Hit{Article: uint32(n), Seed: i, Ctx: have.Ctx}] = true
			}
		}
	}
	got := mustFind(t, s, seeds, Limits{})
	if len(got.Hits) != len(want) {
		t.Errorf("%d hits, want %d", len(got.Hits), len(want))
	}
	for _, h := range got.Hits {
		if !want[h] {
			t.Fatalf("hit %v is none", h)
		}
	}
	if err := s.Check(); err != nil {
		t.Error(err)
	}
}

func sameArticles(t *testing.T, s *Segment, ps []piece) {
	t.Helper()
	if s.Len() != len(ps) {
		t.Fatalf("%d articles, want %d", s.Len(), len(ps))
	}
	for n, p := range byDate(ps) {
		if got := s.Article(uint32(n)); got != p.article() {
			t.Errorf("article %d is %v, want %v", n, got, p.article())
		}
		words, err := s.AppendWords([]uint32{5}, uint32(n))
		if err != nil || words[0] != 5 || !slices.Equal(words[1:], p.words) || !s.HasWords(uint32(n)) {
			t.Errorf("article %d: %d words and %v, want %d", n, len(words)-1, err, len(p.words))
		}
		if !s.SameWords(uint32(n), p.words) || s.SameWords(uint32(n), append(words[1:], 5)) {
			t.Errorf("article %d has not the words that it has, or others", n)
		}
		if last := len(p.words) - 1; last >= 0 && s.SameWords(uint32(n), append(p.words[:last:last], ^p.words[last])) {
			t.Errorf("article %d has another last word, too", n)
		}
	}
}

// mustFind looks seeds up.
func mustFind(tb testing.TB, s *Segment, seeds []Seed, limits Limits) *Found {
	tb.Helper()
	var f Found
	if err := s.Lookup(&f, seeds, limits); err != nil {
		tb.Fatal(err)
	}
	return &f
}

// TestBuilderWritesTwice: a builder may go on after it was written.
func TestBuilderWritesTwice(t *testing.T) {
	ps := pieces(8, 6, 40)
	b := build(t, ps[:5])
	dir := t.TempDir()
	one, two, three := filepath.Join(dir, "1"), filepath.Join(dir, "2"), filepath.Join(dir, "3")
	for _, path := range []string{one, two} {
		if err := b.WriteFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(mustRead(t, one), mustRead(t, two)) {
		t.Error("written twice, the segment differs")
	}
	if err := b.Add(ps[5].article(), ps[5].seeds, ps[5].words); err != nil {
		t.Fatal(err)
	}
	if err := b.WriteFile(three); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(mustRead(t, three), mustRead(t, write(t, ps))) {
		t.Error("written on the way, the segment differs")
	}
}

// TestBuilderOrderOfSeeds: the file depends on the seeds, not on their order.
func TestBuilderOrderOfSeeds(t *testing.T) {
	ps := pieces(9, 5, 80)
	want := mustRead(t, write(t, ps))
	for _, p := range ps {
		slices.Reverse(p.seeds)
	}
	if !bytes.Equal(mustRead(t, write(t, ps)), want) {
		t.Error("the segment depends on the order of the seeds")
	}
}

func TestBuilderIsFull(t *testing.T) {
	b := NewBuilder(testProfile)
	b.articles = make([]added, MaxArticles) // untouched memory costs nothing
	err := b.Add(Article{ID: hearsay.ArticleID{1}, Words: 10}, []Seed{{Hash: 1}}, nil)
	if !errors.Is(err, hearsay.ErrTooLarge) || b.Len() != MaxArticles || len(b.records) != 0 {
		t.Errorf("Add to %d articles: %v, then %d articles and %d seeds", MaxArticles, err, b.Len(), len(b.records))
	}
	b.articles = b.articles[:MaxArticles-1]
	if err := b.Add(Article{ID: hearsay.ArticleID{1}, Words: 10}, nil, nil); err != nil {
		t.Errorf("the last article: %v", err)
	}
}

// TestProfileThatDoesNotFit: the header has one byte for each of three numbers.
func TestProfileThatDoesNotFit(t *testing.T) {
	for _, p := range []Profile{{K: 256}, {W: 256}, {Fold: 256}, {K: -1}} {
		path := filepath.Join(t.TempDir(), "t.seg")
		if err := NewBuilder(p).WriteFile(path); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%+v: %v, want ErrInvalid", p, err)
		}
		if left := files(t, filepath.Dir(path)); len(left) > 0 {
			t.Errorf("%+v: left %v", p, left)
		}
	}
}

func TestWriteThatFailsLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "folder")
	if err := os.MkdirAll(filepath.Join(folder, "inner"), 0o755); err != nil {
		t.Fatal(err)
	}
	b := build(t, pieces(28, 3, 5))
	if err := b.WriteFile(folder); err == nil || !strings.Contains(err.Error(), folder) {
		t.Errorf("over a folder: %v, want an error that names it", err)
	}
	if err := b.WriteFile(filepath.Join(dir, "missing", "t.seg")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("into a missing folder: %v", err)
	}
	if got := files(t, dir); !slices.Equal(got, []string{"folder"}) {
		t.Errorf("the folder holds %v, want what it held", got)
	}
}

// TestWriteReplaces: a segment may take the place of an older one that is open.
func TestWriteReplaces(t *testing.T) {
	ps := pieces(29, 4, 9)
	path := write(t, ps[:1])
	old := mustOpen(t, path)
	if err := build(t, ps).WriteFile(path); err != nil {
		t.Fatal(err)
	}
	if s := mustOpen(t, path); s.Len() != 4 || old.Len() != 1 || old.Check() != nil {
		t.Errorf("the new one has %d articles, the old one %d (%v)", s.Len(), old.Len(), old.Check())
	}
}

func files(tb testing.TB, dir string) []string {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestMinuteOf(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Minute
	}{
		{"1800-01-01T00:01:59Z", 1},
		{"1970-01-01T00:00:00Z", 89411040},
		{"2025-03-10T12:41:30Z", 118437881},
		{"2025-03-10T13:41:30+01:00", 118437881},
		{"1799-12-31T23:59:00Z", 0},
		{"0001-01-01T00:00:00Z", 0},
	} {
		at, err := time.Parse(time.RFC3339, c.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := MinuteOf(at); got != c.want {
			t.Errorf("%s: %d, want %d", c.in, got, c.want)
		}
	}
}
