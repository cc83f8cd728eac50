// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"hearsay"
)

// TestContext compares with the signatures written out, two bits a word.
func TestContext(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		a, b := Context(r.Uint32()), Context(r.Uint32())
		if r.IntN(2) == 0 {
			b = a ^ 1<<r.IntN(16) ^ Context(r.IntN(2))<<r.IntN(16)
		}
		word := func(c Context, i int) Context { return c >> (2 * i) & 3 }
		same, before, behind := 0, 0, 0
		for i := range 2 * ContextWords {
			if word(a, i) == word(b, i) {
				same++
			}
		}
		for before < ContextWords && word(a, ContextWords-1-before) == word(b, ContextWords-1-before) {
			before++
		}
		for behind < ContextWords && word(a, ContextWords+behind) == word(b, ContextWords+behind) {
			behind++
		}
		if a.Same(b) != same {
			t.Fatalf("%016b and %016b: %d alike, want %d", a, b, a.Same(b), same)
		}
		for n := range 10 {
			if got, want := a.Alike(b, n), before+behind >= n || before == 4 || behind == 4; got != want {
				t.Fatalf("%016b and %016b have %d before and %d behind: alike by %d: %v", a, b, before, behind, n, got)
			}
		}
	}
}

// limited is Lookup by its description, from all hits.
func limited(all []Hit, seeds []Seed, l Limits) (want Found) {
	want.Counts = make([]int32, len(seeds))
	for _, h := range all {
		want.Counts[h.Seed]++
	}
	given, alike := make([]int, len(seeds)), make([]int, len(seeds))
	for _, h := range all {
		common := l.Common > 0 && int(want.Counts[h.Seed]) > l.Common
		looks := seeds[h.Seed].Ctx.Alike(h.Ctx, l.Beside)
		switch {
		case !common:
		case given[h.Seed] < l.First:
			given[h.Seed]++
		case !looks:
			continue
		case alike[h.Seed] < l.Alike:
			alike[h.Seed]++
		default:
			continue
		}
		want.Hits = append(want.Hits, h)
	}
	return want
}

func TestLimits(t *testing.T) {
	ps := pieces(70, 900, 12) // forty seeds stand in some ninety articles each
	for i := range ps {
		for k := range ps[i].seeds {
			ps[i].seeds[k].Ctx &= 0x33ff // so that many look alike
		}
	}
	s := mustOpen(t, write(t, ps))
	var seeds []Seed
	for _, p := range ps[:40] {
		seeds = append(seeds, p.seeds...)
	}
	all := newOracle(ps).lookup(seeds)
	var f Found
	marked := 0
	for _, l := range []Limits{
		{}, {First: 3}, {Common: 1}, {Common: 5, First: 5}, {Common: 40, First: 7, Beside: 5, Alike: 2},
		{Common: 40, First: 7, Beside: 3, Alike: 2}, {Common: 95, First: 60, Beside: 4, Alike: 1000}, {Common: 40, Beside: 9}, {Common: 1 << 30, First: 1},
	} {
		if err := s.Lookup(&f, seeds, l); err != nil {
			t.Fatal(err)
		}
		want := limited(all, seeds, l)
		if !slices.Equal(f.Hits, want.Hits) || !slices.Equal(f.Counts, want.Counts) {
			t.Errorf("%+v: %d hits, want %d, or other counts", l, len(f.Hits), len(want.Hits))
		}
		var marks Marks
		if err := s.MarkAlike(&marks, seeds, l); err != nil {
			t.Fatal(err)
		}
		alike := map[uint32]bool{}
		for _, h := range all {
			if seeds[h.Seed].Ctx.Alike(h.Ctx, l.Beside) {
				alike[h.Article] = true
			}
		}
		for article := range marks.All() {
			if !alike[article] || !marks.Remove(article) || marks.Remove(article) {
				t.Fatalf("%+v: article %d is marked", l, article)
			}
			delete(alike, article)
			marked++
		}
		if len(alike) > 0 {
			t.Errorf("%+v: %d articles are not marked", l, len(alike))
		}
	}
	if marked == 0 {
		t.Error("no article was marked: the test shows nothing")
	}
}

// TestLimitsOfBuried: buried articles are neither given nor counted.
func TestLimitsOfBuried(t *testing.T) {
	ps := pieces(71, 300, 12)
	s := mustOpen(t, write(t, ps))
	var left []piece
	var ids []hearsay.ArticleID
	for i, p := range ps {
		if i%3 == 0 {
			ids = append(ids, p.id)
		} else {
			left = append(left, p)
		}
	}
	s.Bury(ids)
	living := mustOpen(t, write(t, left))
	for _, p := range ps {
		l := Limits{Common: 20, First: 4, Beside: 2, Alike: 3}
		got := mustFind(t, s, p.seeds, l)
		want := mustFind(t, living, p.seeds, Limits{Common: 20 * 2 / 3, First: 4, Beside: 2, Alike: 3})
		for i := range p.seeds {
			if got.Counts[i] != want.Counts[i] {
				t.Fatalf("seed %d: %d articles, want %d", i, got.Counts[i], want.Counts[i])
			}
		}
		for _, h := range got.Hits {
			if s.Buried(h.Article) {
				t.Fatalf("article %d is buried and given", h.Article)
			}
		}
	}
}

// TestLookupAgain: a Found serves one segment after another, without allocating.
func TestLookupAgain(t *testing.T) {
	ps := pieces(72, 500, 30)
	one, two := mustOpen(t, write(t, ps)), mustOpen(t, write(t, ps[:3]))
	var f Found
	l := Limits{Common: 3, First: 1, Beside: 1, Alike: 1}
	look := func() {
		for _, s := range []*Segment{one, two} {
			if err := s.Lookup(&f, ps[0].seeds, l); err != nil {
				t.Fatal(err)
			}
		}
	}
	look()
	if n := testing.AllocsPerRun(20, look); n > 0 {
		t.Errorf("%.0f allocations", n)
	}
	fresh := mustFind(t, two, ps[0].seeds, l)
	if !slices.Equal(fresh.Hits, f.Hits) || !slices.Equal(fresh.Counts, f.Counts) {
		t.Errorf("used again: %d hits, want %d", len(f.Hits), len(fresh.Hits))
	}
}

// benchPieces has 142 seeds an article, as an article of news does.
func benchPieces() []piece { return pieces(50, 2000, 130) }

// BenchmarkLookup asks for all seeds of one article, of which a third are common.
func BenchmarkLookup(b *testing.B) {
	ps := benchPieces()
	s := mustOpen(b, write(b, ps))
	var f Found
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		if err := s.Lookup(&f, ps[n%len(ps)].seeds, Limits{}); err != nil || len(f.Hits) == 0 {
			b.Fatal(len(f.Hits), err)
		}
		n++
	}
}

// bigSegment writes the records of so many articles, 142 each, without the way
// through a builder, which would need five times the memory. One more seed stands in
// the first ten thousand articles.
func bigSegment(b *testing.B, articles int) (s *Segment, common Seed) {
	b.Helper()
	r := rand.New(rand.NewPCG(7, 7))
	common = Seed{Hash: r.Uint64()}
	dir := b.TempDir()
	path := fmt.Sprintf("%s/%d.seg", dir, articles)
	// Gaps between hashes that are spread evenly.
	records := articles * 142
	many := min(10_000, articles)
	gap := (1<<hashBits - 1) / uint64(records)
	err := publish(path, func(w *writer) error {
		w.begin(header{profile: testProfile, records: uint64(records + many), articles: uint64(articles)})
		key, done := uint64(0), false
		buf := make([]record, 0, 1024)
		for range records {
			key += 1 + r.Uint64N(2*gap-2)
			if at := common.Hash >> (64 - hashBits); key >= at && !done {
				key, done = at+1, true
				w.addRecords(buf)
				buf = buf[:0]
				for n := range many {
					w.addRecords([]record{{at<<articleBits | uint64(n), Context(r.Uint32())}})
				}
			}
			if buf = append(buf, record{key<<articleBits | r.Uint64N(uint64(articles)), Context(r.Uint32())}); len(buf) == cap(buf) {
				w.addRecords(buf)
				buf = buf[:0]
			}
		}
		w.addRecords(buf)
		for n := range articles {
			w.addArticle(Article{Published: Minute(n + 1)}, true)
		}
		return w.finish()
	})
	if err != nil {
		b.Fatal(err)
	}
	return mustOpen(b, path), common
}

// BenchmarkLookupBig asks segments of many articles for a thousand seeds that they
// do not have, as nearly all of a question's are, and for one that is common.
func BenchmarkLookupBig(b *testing.B) {
	for _, articles := range []int{10_000, 100_000, 1_000_000} {
		if testing.Short() && articles > 100_000 {
			continue
		}
		s, common := bigSegment(b, articles)
		r := rand.New(rand.NewPCG(8, 8))
		seeds := make([]Seed, 1000)
		var f Found
		for _, c := range []struct {
			name   string
			common bool
			limits Limits
		}{{"rare", false, Limits{}}, {"common", true, Limits{}}, {"limited", true, Limits{Common: 256, First: 64, Beside: 5, Alike: 64}}} {
			b.Run(fmt.Sprintf("%d/%s", articles, c.name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					for i := range seeds {
						seeds[i].Hash = r.Uint64()
					}
					if c.common {
						seeds[500] = common
					}
					if err := s.Lookup(&f, seeds, c.limits); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkBuild takes articles of 142 seeds and 45 words.
func BenchmarkBuild(b *testing.B) {
	ps := benchPieces()
	path := b.TempDir() + "/b.seg"
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

// BenchmarkMerge merges nine segments of 2,000 articles each, and of 20,000.
func BenchmarkMerge(b *testing.B) {
	for _, per := range []int{2000, 20_000} {
		if testing.Short() && per > 2000 {
			continue
		}
		b.Run(fmt.Sprint(per), func(b *testing.B) {
			var segments []*Segment
			records := 0
			for i := range MaxLive + 1 {
				s := mustOpen(b, write(b, pieces(uint64(100+i), per, 130)))
				segments, records = append(segments, s), records+s.Records()
			}
			path := b.TempDir() + "/m.seg"
			for b.Loop() {
				if err := Merge(path, segments); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(records)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrecords/s")
		})
	}
}
