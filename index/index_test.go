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
	"runtime"
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
	id    hearsay.ArticleID
	words int
	seeds []Seed
}

// pieces makes n articles from a seed of the generator. A third of the seeds are
// drawn from forty hashes, so that many articles share them; some come twice in
// one article, with the same or another signature.
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
		p.words = r.IntN(5000)
		for len(p.seeds) < per {
			s := Seed{Hash: r.Uint64(), Ctx: uint16(r.Uint32()), At: int32(len(p.seeds))}
			if r.IntN(3) == 0 {
				s.Hash = pool[r.IntN(len(pool))]
			}
			p.seeds = append(p.seeds, s)
			if r.IntN(10) == 0 {
				s.Ctx ^= uint16(r.IntN(2))
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
		if err := b.Add(Article{ID: p.id, Words: uint32(p.words)}, p.seeds); err != nil {
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

func newOracle(ps []piece) oracle {
	o := oracle{}
	for n, p := range ps {
		for _, s := range p.seeds {
			o[s.Hash>>20] = append(o[s.Hash>>20], Hit{Article: uint32(n), Ctx: s.Ctx})
		}
	}
	for k, hits := range o {
		slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Ctx, b.Ctx)) })
		o[k] = slices.Compact(hits)
	}
	return o
}

func (o oracle) lookup(seeds []Seed) []Hit {
	var out []Hit
	for i, s := range seeds {
		for _, h := range o[s.Hash>>20] {
			h.Seed = int32(i)
			out = append(out, h)
		}
	}
	return out
}

// queries are all seeds of the articles, others beside them, and the ends of the
// range of hashes.
func queries(ps []piece) []Seed {
	out := []Seed{{Hash: 0}, {Hash: ^uint64(0)}, {Hash: 1 << 20}, {Hash: 1 << 63}}
	for _, p := range ps {
		for _, s := range p.seeds {
			out = append(out, s, Seed{Hash: s.Hash ^ 0xfffff}, Seed{Hash: s.Hash + 1<<20}, Seed{Hash: s.Hash ^ 1<<63})
		}
	}
	return out
}

func TestLookupAgainstMap(t *testing.T) {
	edge := []piece{{words: 1, seeds: []Seed{{Hash: 0}, {Hash: ^uint64(0), Ctx: 0xffff}, {Hash: 1 << 20, Ctx: 1}, {Hash: 0}}}, {words: 0}}
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
			got, err := s.Lookup(nil, seeds)
			if err != nil {
				t.Fatal(err)
			}
			if want := o.lookup(seeds); !slices.Equal(got, want) {
				t.Errorf("%d hits, want %d, or others", len(got), len(want))
			}
			compareArticles(t, s, c.pieces)
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
		byKey[q.key()] = append(byKey[q.key()], int32(i))
	}
	for n, p := range ps {
		for _, have := range p.seeds {
			for _, i := range byKey[have.key()] {
				want[Hit{Article: uint32(n), Seed: i, Ctx: have.Ctx}] = true
			}
		}
	}
	got, err := s.Lookup(nil, seeds)
	if err != nil || len(got) != len(want) {
		t.Errorf("%d hits and %v, want %d hits", len(got), err, len(want))
	}
	for _, h := range got {
		if !want[h] {
			t.Fatalf("hit %v is none", h)
		}
	}
	if err := s.Check(); err != nil {
		t.Error(err)
	}
}

func compareArticles(t *testing.T, s *Segment, ps []piece) {
	t.Helper()
	if s.Len() != len(ps) {
		t.Fatalf("%d articles, want %d", s.Len(), len(ps))
	}
	for n, p := range ps {
		if got := s.Article(uint32(n)); got != (Article{ID: p.id, Words: uint32(p.words)}) {
			t.Errorf("article %d is %v, want %v, %d words", n, got, p.id, p.words)
		}
	}
}

func TestLookupAppends(t *testing.T) {
	ps := pieces(7, 3, 20)
	s := mustOpen(t, write(t, ps))
	dst := []Hit{{Article: 9, Seed: 8, Ctx: 7}}
	got, err := s.Lookup(slices.Clone(dst), ps[1].seeds[:1])
	if err != nil || len(got) < 2 || got[0] != dst[0] {
		t.Errorf("Lookup onto %v: %v, %v", dst, got, err)
	}
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
	if err := b.Add(Article{ID: ps[5].id, Words: uint32(ps[5].words)}, ps[5].seeds); err != nil {
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
	b.articles = make([]Article, MaxArticles) // untouched memory costs nothing
	err := b.Add(Article{ID: hearsay.ArticleID{1}, Words: 10}, []Seed{{Hash: 1}})
	if !errors.Is(err, hearsay.ErrTooLarge) || b.Len() != MaxArticles || len(b.records) != 0 {
		t.Errorf("Add to %d articles: %v, then %d articles and %d seeds", MaxArticles, err, b.Len(), len(b.records))
	}
	b.articles = b.articles[:MaxArticles-1]
	if err := b.Add(Article{ID: hearsay.ArticleID{1}, Words: 10}, nil); err != nil {
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

func TestMergeIsBuild(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts [][]piece
	}{
		{"two", [][]piece{pieces(10, 30, 50), pieces(11, 50, 40)}},
		{"one", [][]piece{pieces(12, 5, 50)}},
		{"empty ones", [][]piece{nil, pieces(13, 3, 10), nil, nil}},
		{"all empty", [][]piece{nil, nil}},
		{"no seeds", [][]piece{pieces(14, 2, 0), pieces(15, 2, 3)}},
		{"nine of different sizes", [][]piece{
			pieces(16, 300, 20), pieces(17, 1, 20), pieces(18, 2, 20), pieces(19, 90, 20), pieces(20, 5, 900),
			pieces(21, 6, 20), pieces(22, 7, 20), pieces(23, 8, 20), pieces(24, 9, 20),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var all []piece
			var segments []*Segment
			for _, part := range c.parts {
				all = append(all, part...)
				segments = append(segments, mustOpen(t, write(t, part)))
			}
			path := filepath.Join(t.TempDir(), "m.seg")
			if err := Merge(path, segments); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(mustRead(t, path), mustRead(t, write(t, all))) {
				t.Error("merging the parts is not building the whole")
			}
			if got := files(t, filepath.Dir(path)); !slices.Equal(got, []string{"m.seg"}) {
				t.Errorf("the folder holds %v", got)
			}
		})
	}
}

func TestMergeRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.seg")
	a := mustOpen(t, write(t, pieces(25, 2, 5)))
	if err := Merge(path, nil); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("no segments: %v, want ErrInvalid", err)
	}
	for _, p := range []Profile{
		{K: 6, W: 8, Fold: 1, Seed: 0x9ae16a3b}, {K: 5, W: 9, Fold: 1, Seed: 0x9ae16a3b},
		{K: 5, W: 8, Fold: 2, Seed: 0x9ae16a3b}, {K: 5, W: 8, Fold: 1, Seed: 0x9ae16a3c},
	} {
		other := filepath.Join(t.TempDir(), "other.seg")
		if err := NewBuilder(p).WriteFile(other); err != nil {
			t.Fatal(err)
		}
		if err := Merge(path, []*Segment{a, mustOpen(t, other)}); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("profile %+v: %v, want ErrInvalid", p, err)
		}
	}
	full := *a
	h := *a.h
	h.articles = MaxArticles
	full.h = &h
	if err := Merge(path, []*Segment{a, &full}); !errors.Is(err, hearsay.ErrTooLarge) {
		t.Errorf("too many articles: %v, want ErrTooLarge", err)
	}
	if left := files(t, filepath.Dir(path)); len(left) > 0 {
		t.Errorf("refused, but left %v", left)
	}
}

// TestMergeThatFailsLeavesNothing: no file, and no reader of an input either.
func TestMergeThatFailsLeavesNothing(t *testing.T) {
	s := mustOpen(t, write(t, pieces(27, 3, 5)))
	missing := filepath.Join(t.TempDir(), "missing", "m.seg")
	before := runtime.NumGoroutine()
	for range 50 {
		if err := Merge(missing, []*Segment{s, s}); !errors.Is(err, os.ErrNotExist) {
			t.Fatalf("into a missing folder: %v", err)
		}
	}
	if after := runtime.NumGoroutine(); after >= before+50 {
		t.Errorf("%d goroutines before 50 failed merges, %d after", before, after)
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

func TestPlan(t *testing.T) {
	ones := func(n int) []int64 { return slices.Repeat([]int64{1}, n) }
	for _, c := range []struct {
		name     string
		in       []int64
		from, to int
	}{
		{"none", nil, 0, 0},
		{"seven", ones(7), 0, 0},
		{"eight", ones(8), 0, 8},
		{"nine", ones(9), 0, 8},
		{"behind a large one", append([]int64{5000}, ones(8)...), 1, 9},
		{"seven behind a large one", append([]int64{5000}, ones(7)...), 0, 0},
		{"one as large as the others", []int64{7, 1, 1, 1, 1, 1, 1, 1}, 0, 8},
		{"one larger than the others", []int64{8, 1, 1, 1, 1, 1, 1, 1}, 0, 0},
		{"large and small by turns", []int64{100, 600, 100, 600, 100, 600, 100, 600}, 0, 8},
		{"the smallest run first", append(slices.Repeat([]int64{512}, 8), ones(8)...), 8, 16},
		{"as many as fit", slices.Repeat([]int64{MaxArticles / 8}, 8), 0, 8},
		{"more than fit", slices.Repeat([]int64{MaxArticles/8 + 1}, 9), 0, 0},
		{"more than fit, then eight", append(slices.Repeat([]int64{MaxArticles/8 + 1}, 8), ones(8)...), 8, 16},
	} {
		if from, to := Plan(c.in); from != c.from || to != c.to {
			t.Errorf("%s: Plan(%v) = %d, %d, want %d, %d", c.name, c.in, from, to, c.from, c.to)
		}
	}
}

func total(numbers []int64) (n int64) {
	for _, add := range numbers {
		n += add
	}
	return n
}

// TestPlanKeepsFew adds batches of one size, of two by turns and of any, as
// filling does, and counts the segments that stay and how often an article was
// written.
func TestPlanKeepsFew(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for name, batch := range map[string]func(i int) int64{
		"ones":     func(int) int64 { return 1 },
		"500":      func(int) int64 { return 500 },
		"by turns": func(i int) int64 { return []int64{3, 500}[i%2] },
		"any":      func(int) int64 { return 1 + r.Int64N(1000) },
		"wild":     func(int) int64 { return 1 << r.IntN(12) },
		"falling":  func(i int) int64 { return max(1, int64(1<<20)>>(i%20)) },
	} {
		var segments []int64
		var written int64
		for i := range 3000 {
			segments = append(segments, batch(i))
			for from, to := Plan(segments); from < to; from, to = Plan(segments) {
				written += total(segments[from:to])
				segments = slices.Replace(segments, from, to, total(segments[from:to]))
			}
		}
		t.Logf("%s: %d segments, each article written %.1f times", name, len(segments), 1+float64(written)/float64(total(segments)))
		if len(segments) > 8*MergeFactor || written > 12*total(segments) {
			t.Errorf("%s: 3000 batches: %d segments stay, %d articles written for %d", name, len(segments), written, total(segments))
		}
	}
}

// benchPieces has 142 seeds an article, as an article of news does.
func benchPieces() []piece { return pieces(50, 2000, 130) }

func BenchmarkBuild(b *testing.B) {
	ps := benchPieces()
	path := filepath.Join(b.TempDir(), "b.seg")
	b.ReportAllocs()
	for b.Loop() {
		if err := build(b, ps).WriteFile(path); err != nil {
			b.Fatal(err)
		}
	}
	s := mustOpen(b, path)
	b.ReportMetric(float64(s.Size())/float64(s.Len()), "bytes/article")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(s.Len()), "ns/article")
}

func BenchmarkMerge(b *testing.B) {
	ps := benchPieces()
	var segments []*Segment
	for part := range slices.Chunk(ps, len(ps)/MergeFactor) {
		segments = append(segments, mustOpen(b, write(b, part)))
	}
	path := filepath.Join(b.TempDir(), "m.seg")
	for b.Loop() {
		if err := Merge(path, segments); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(ps)), "ns/article")
}

// BenchmarkLookup asks for all seeds of one article, of which a third are common.
func BenchmarkLookup(b *testing.B) {
	ps := benchPieces()
	s := mustOpen(b, write(b, ps))
	var hits []Hit
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if hits, err = s.Lookup(hits[:0], ps[n%len(ps)].seeds); err != nil || len(hits) == 0 {
			b.Fatal(len(hits), err)
		}
		n++
	}
	b.ReportMetric(float64(s.Size())/float64(s.Len()), "bytes/article")
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
