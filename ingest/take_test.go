// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/cluster"
	"hearsay/internal/onpostgres"
	"hearsay/internal/sample"
	"hearsay/search"
	"hearsay/store"
)

// lender is a library that grows and shrinks by chance.
type lender struct {
	testing.TB
	lib  *store.Writer
	r    *rand.Rand
	made int
	have []hearsay.ArticleID
}

// lenders have a name, a domain or both: who has a domain alone goes with who has a name for it, once
// that comes.
var lenders = []hearsay.Agent{
	{Kind: hearsay.Outlet, Domain: "gull.example"}, {Kind: hearsay.Outlet, Name: "VelTV"}, {Kind: hearsay.Outlet, Name: "Herald", Domain: "herald.example"}, {},
	{Kind: hearsay.Outlet, Name: "The Daily Gull", Domain: "gull.example"},
}

// newLender is one with an empty library, which is closed with the test.
func newLender(t *testing.T, seed1, seed2 uint64) *lender {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	return &lender{TB: t, lib: lib, r: rand.New(rand.NewPCG(seed1, seed2))}
}

// add adds some articles, of dates and outlets by chance.
func (l *lender) add(outlets int) {
	l.Helper()
	b := &store.Batch{}
	for range 6 {
		name := fmt.Sprint("lent ", l.made)
		a := &hearsay.Article{ID: hearsay.NewID[hearsay.Article]("test", name), Capture: hearsay.NewID[hearsay.Capture]("test", name), Words: 40, Seen: day, Outlet: lenders[l.r.IntN(outlets)]}
		if l.r.IntN(5) > 0 {
			a.Dates = []hearsay.Date{{Value: fmt.Sprintf("2025-03-%02d", 1+l.r.IntN(28)), Basis: "given", Chosen: true}}
		}
		if l.r.IntN(3) == 0 {
			a.Credits = []hearsay.Credit{{To: lenders[1]}}
		}
		if l.r.IntN(6) == 0 {
			a.Canonical = fmt.Sprint("https://page.example/", l.r.IntN(4))
		}
		l.made++
		l.have = append(l.have, a.ID)
		b.Captures = append(b.Captures, store.CaptureRow{ID: a.Capture, File: "x.warc.gz", Size: 1, At: day})
		b.Articles = append(b.Articles, store.ArticleRow{Article: a})
	}
	l.must(l.lib.Apply(l.Context(), b))
}

// share links some articles, most of their words or few.
func (l *lender) share() {
	l.Helper()
	u := cluster.NewUpdate(l.lib.Store)
	for range 4 {
		a, b := l.have[l.r.IntN(len(l.have))], l.have[l.r.IntN(len(l.have))]
		if a == b {
			continue
		}
		from, words := l.r.IntN(3)*5, 15+l.r.IntN(3)*5
		l.must(u.Add(l.Context(), hearsay.Link{
			A: hearsay.Stretch{Article: a, Words: hearsay.WordSpan{From: from, To: from + words}},
			B: hearsay.Stretch{Article: b, Words: hearsay.WordSpan{From: from, To: from + words}}, Matched: words,
		}))
	}
	l.must(l.lib.ApplyClusters(l.Context(), u.Change(), 0))
}

func (l *lender) remove() {
	l.Helper()
	i := l.r.IntN(len(l.have))
	l.must(l.lib.Apply(l.Context(), &store.Batch{Remove: []store.Removal{{Article: l.have[i], At: day}}}))
	l.have = slices.Delete(l.have, i, i+1)
}

// refine makes all clusters anew.
func (l *lender) refine() {
	l.Helper()
	r, ctx := cluster.NewRefiner(), l.Context()
	l.must(l.lib.Carriers(ctx, func(c hearsay.Carrier) error { r.Carrier(c); return nil }))
	l.must(l.lib.Links(ctx, r.Link))
	l.must(l.lib.ClusterNames(ctx, func(n hearsay.ClusterName) error { r.Name(n); return nil }))
	out := r.Refine()
	l.must(l.lib.ReplaceClusters(ctx, out.Clusters(), out.Names(), nil))
}

func (l *lender) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// verdict compares what is kept with the articles, and returns how many articles are to be looked at.
func verdict(t testing.TB, ctx context.Context, lib *store.Store) (untaken int) {
	t.Helper()
	v := &Verdict{}
	if err := checkTakings(ctx, lib, v); err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Problems {
		t.Error(p)
	}
	err := lib.At(ctx, func(m *store.Moment) (err error) {
		untaken, _, err = m.Untaken(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return untaken
}

// TestTakeKeepsUp: whatever comes, goes or is put together otherwise, and in whatever order, what is kept of who
// takes from whom is what the articles say, and the rest is noted to be looked at.
func TestTakeKeepsUp(t *testing.T) {
	t.Parallel()
	l := newLender(t, 3, 1)
	lib := l.lib
	l.add(4)
	kept, noted := 0, 0
	for i := range 150 {
		switch k := l.r.IntN(12); {
		case k < 3:
			l.add(4 + i/75) // the one that has name and domain comes late
		case k < 9:
			l.share()
		case k < 11:
			l.remove()
		default:
			l.refine()
		}
		noted += verdict(t, t.Context(), lib.Store)
		if l.r.IntN(3) > 0 {
			l.must(Take(t.Context(), lib, Options{}))
			if n := verdict(t, t.Context(), lib.Store); n > 0 {
				t.Errorf("step %d: %d articles are left to be looked at", i, n)
			}
		}
		if t.Failed() {
			t.Fatalf("step %d", i)
		}
		l.must(lib.At(t.Context(), func(m *store.Moment) error {
			return m.Taken(t.Context(), func(*store.Taken) error { kept++; return nil })
		}))
	}
	if kept < 500 || noted < 500 {
		t.Errorf("%d rows stood and %d were to be made anew, in all steps: too few to tell", kept, noted)
	}
}

// TestTakeIsLittle: what comes to a library leaves what is kept of most articles as it is.
func TestTakeIsLittle(t *testing.T) {
	t.Parallel()
	l := newLender(t, 5, 8)
	lib := l.lib
	for range 30 {
		l.add(4)
		l.share()
	}
	l.must(Take(t.Context(), lib, Options{}))
	l.add(4)
	if n := verdict(t, t.Context(), lib.Store); n != 0 {
		t.Errorf("articles that share nothing: %d to be looked at", n)
	}
	a, b := l.have[len(l.have)-1], l.have[len(l.have)-2]
	u, words := cluster.NewUpdate(lib.Store), hearsay.WordSpan{To: 30}
	l.must(u.Add(t.Context(), hearsay.Link{A: hearsay.Stretch{Article: a, Words: words}, B: hearsay.Stretch{Article: b, Words: words}, Matched: 30}))
	l.must(lib.ApplyClusters(t.Context(), u.Change(), 0))
	if n := verdict(t, t.Context(), lib.Store); n != 2 {
		t.Errorf("two share a passage: %d to be looked at", n)
	}
}

// TestTakeInterrupted: who is told to end leaves the rest for the next one.
func TestTakeInterrupted(t *testing.T) {
	t.Parallel()
	l := newLender(t, 2, 8)
	lib := l.lib
	l.add(4)
	l.share()
	over, cancel := context.WithCancel(t.Context())
	cancel()
	l.must(Take(over, lib, Options{}))
	if n := verdict(t, t.Context(), lib.Store); n == 0 {
		t.Error("nothing is left, although nobody may have looked")
	}
}

// TestExchangeKeptAndCounted: an exchange that is read from what is kept is the one that is counted from
// passages, as in a library of before that was kept, and what a rebuild keeps is the same.
func TestExchangeKeptAndCounted(t *testing.T) {
	onpostgres.Skip(t, "tables are dropped by hand")
	dir := t.TempDir()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	items := slices.Collect(sample.Items())
	for part := range slices.Chunk(items, (len(items)+2)/3) {
		if _, err := Add(t.Context(), lib, slices.Values(part), Options{Now: day}); err != nil {
			t.Fatal(err)
		}
	}
	kept := exchangeIn(t, dir)
	if len(kept.Takings) == 0 {
		t.Fatal("nobody takes from anybody")
	}
	taker := kept.Takings[0].Pairs[0]
	if err := Remove(t.Context(), lib, []hearsay.ArticleID{taker.Article}, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	kept = exchangeIn(t, dir)
	db, err := sql.Open("sqlite", filepath.Join(dir, "facts.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{`drop table taken`, `drop table retake`, `drop table outlet_counts`, `delete from library where key = 'takings'`} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(kept, exchangeIn(t, dir)); diff != "" {
		t.Errorf("-kept +counted:\n%s", diff)
	}
	if lib, err = store.OpenWriter(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if n := verdict(t, t.Context(), lib.Store); n == 0 {
		t.Error("nothing is to be looked at in a library of before")
	}
	if _, err := Add(t.Context(), lib, slices.Values(items[:0]), Options{Now: day}); err != nil {
		t.Fatal(err)
	}
	if n := verdict(t, t.Context(), lib.Store); n != 0 {
		t.Errorf("%d articles to be looked at, after a writer", n)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(kept, exchangeIn(t, dir)); diff != "" {
		t.Errorf("-before +made by the next writer:\n%s", diff)
	}
}

// exchangeIn is who takes from whom in the library in dir.
func exchangeIn(t *testing.T, dir string) *hearsay.Exchange {
	t.Helper()
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	x, err := engine.WholeExchange(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return x
}
