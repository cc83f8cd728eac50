// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/batch"
	"hearsay/internal/sample"
	"hearsay/prose"
)

// found gathers what a run hands out.
type found struct {
	pairs     []batch.Pair
	witnesses []batch.Witness
}

func (f *found) Pair(p batch.Pair) error       { f.pairs = append(f.pairs, p); return nil }
func (f *found) Witness(w batch.Witness) error { f.witnesses = append(f.witnesses, w); return nil }

func corpusOf(t *testing.T, texts []batch.Text) *batch.Corpus {
	t.Helper()
	c, err := batch.NewCorpus(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	fill(t, c, texts)
	return c
}

func fill(t *testing.T, c *batch.Corpus, texts []batch.Text) {
	t.Helper()
	for _, text := range texts {
		if err := c.Add(text); err != nil {
			t.Fatal(err)
		}
	}
}

func reuseOf(t *testing.T, texts []batch.Text, opt batch.Options) (*found, *batch.Summary) {
	t.Helper()
	f := &found{}
	sum, err := corpusOf(t, texts).Reuse(t.Context(), f, opt)
	if err != nil {
		t.Fatal(err)
	}
	return f, sum
}

// words returns n words that no other text has.
func words(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "w%d ", r.IntN(1<<30))
	}
	return b.String()
}

const (
	pier   = "The harbour office closed both piers at noon on Tuesday because of the swell, its director said"
	ferry  = "Ferries to the outer islands will not sail before Thursday, according to the timetable on the quay"
	phrase = "closed both piers at noon on Tuesday because of the swell"
)

func TestReuse(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	f, sum := reuseOf(t, []batch.Text{
		{ID: "c", Series: "Echo", Date: "2025-03-12", Text: words(r, 20) + pier + ". " + words(r, 9) + ferry + "."},
		{ID: "a", Series: "Gull", Date: "2025-03-10", Text: ferry + ". " + words(r, 30) + pier + "."},
		{ID: "b", Series: "Gull", Date: "2025-03-11", Text: "Größe: " + strings.ReplaceAll(pier, "swell", "waves") + words(r, 30)},
		{ID: "lone", Series: "Gull", Text: words(r, 50)},
		{ID: "short", Series: "Gull", Text: "Four words are here"},
		{ID: "empty"},
		{ID: "a", Series: "Gull", Date: "2025-03-10", Text: ferry + ". other words here"},
	}, batch.Options{})
	var lines []string
	for _, w := range f.witnesses {
		lines = append(lines, fmt.Sprintf("%d/%d %s %d-%d %s", w.Cluster, w.Size, w.ID, w.Begin, w.End, clip(w.Text)))
	}
	// Offsets are code points of the text as given: ö and ß count one.
	for i, w := range f.witnesses {
		if w.ID == "b" && w.Begin != utf8.RuneCountInString("Größe: ") {
			t.Errorf("witness %d begins at %d", i, w.Begin)
		}
	}
	got := strings.Join(lines, "\n")
	for _, want := range []string{"1/3 a 0-98 Ferries", "/3 b 7-97 The harbour", "a#2 0-98 Ferries"} {
		if !strings.Contains(got, want) {
			t.Errorf("no witness %q in\n%s", want, got)
		}
	}
	if sum.Texts != 7 || sum.Clusters != 2 || sum.Pairs != len(f.pairs) || sum.Witnesses != len(f.witnesses) || len(f.witnesses) != 6 {
		t.Errorf("%+v\n%s", sum, got)
	}
}

func clip(s string) string { return s[:min(len(s), 20)] }

// TestOrderAndCores: the result is the same whatever the order of the input and
// the number of workers.
func TestOrderAndCores(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	texts := corpus(r, 300)
	want, _ := reuseOf(t, texts, batch.Options{Workers: 1})
	if len(want.witnesses) == 0 {
		t.Fatal("nothing is shared")
	}
	for _, workers := range []int{1, 3} {
		r.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		got, _ := reuseOf(t, texts, batch.Options{Workers: workers})
		if diff := cmp.Diff(want.witnesses, got.witnesses); diff != "" {
			t.Errorf("%d workers: %s", workers, diff)
		}
		if diff := cmp.Diff(want.pairs, got.pairs); diff != "" {
			t.Errorf("%d workers: %s", workers, diff)
		}
	}
}

// corpus makes texts of which some share passages.
func corpus(r *rand.Rand, n int) []batch.Text {
	var texts []batch.Text
	for i := range n {
		text := words(r, 30+r.IntN(50))
		if i > 0 && r.IntN(2) == 0 {
			from := strings.Fields(texts[r.IntN(i)].Text)
			at := r.IntN(len(from) - 12)
			text += strings.Join(from[at:min(len(from), at+10+r.IntN(40))], " ") + " " + words(r, 10)
		}
		texts = append(texts, batch.Text{ID: fmt.Sprint("t", i), Series: fmt.Sprint("s", i%7), Date: fmt.Sprintf("2025-01-%02d", 1+i%28), Text: text})
	}
	return texts
}

// TestEveryPairOfTenWords compares with brute force.
func TestEveryPairOfTenWords(t *testing.T) {
	texts := corpus(rand.New(rand.NewPCG(3, 3)), 400)
	f, _ := reuseOf(t, texts, batch.Options{})
	have := map[[2]string]bool{}
	for _, p := range f.pairs {
		have[[2]string{min(p.A, p.B), max(p.A, p.B)}] = true
	}
	runs := map[[10]uint64][]string{}
	n := 0
	for _, text := range texts {
		w := prose.Words(text.Text)
		mine := map[string]bool{}
		for i := 0; i+10 <= len(w); i++ {
			var run [10]uint64
			for j := range run {
				run[j] = w[i+j].Hash
			}
			for _, other := range runs[run] {
				mine[other] = true
			}
			runs[run] = append(runs[run], text.ID)
		}
		for other := range mine {
			if n++; other != text.ID && !have[[2]string{min(other, text.ID), max(other, text.ID)}] {
				t.Errorf("%s and %s share ten words and are no pair", other, text.ID)
			}
		}
	}
	if n == 0 {
		t.Error("nothing is shared")
	}
}

// TestCrowd: a passage of a thousand texts is one cluster of a thousand
// witnesses, though each text is compared with a few only.
func TestCrowd(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	var texts []batch.Text
	for i := range 1000 {
		texts = append(texts, batch.Text{ID: fmt.Sprintf("t%04d", i), Text: words(r, 20) + pier + ". " + words(r, 20)})
	}
	f, sum := reuseOf(t, texts, batch.Options{Crowd: 8})
	if sum.Clusters != 1 || sum.Witnesses != 1000 || sum.Crowded == 0 || len(f.pairs) > 9000 {
		t.Errorf("%+v, %d pairs", sum, len(f.pairs))
	}
}

// TestContainment: a part that many quote does not pull together two longer
// passages that both hold it.
func TestContainment(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	long1, long2 := words(r, 30)+phrase+" "+words(r, 30), words(r, 30)+phrase+" "+words(r, 30)
	f, sum := reuseOf(t, []batch.Text{
		{ID: "1a", Text: long1}, {ID: "1b", Text: long1 + words(r, 9)},
		{ID: "2a", Text: long2}, {ID: "2b", Text: long2 + words(r, 9)},
		{ID: "q", Text: words(r, 20) + phrase + " " + words(r, 20)},
	}, batch.Options{})
	sizes := map[int]int{}
	for _, w := range f.witnesses {
		sizes[w.Cluster] = w.Size
	}
	var all []int
	for _, n := range sizes {
		all = append(all, n)
	}
	slices.Sort(all)
	if sum.Clusters != 3 || !slices.Equal(all, []int{2, 2, 5}) {
		t.Errorf("clusters of %v", all)
	}
}

func TestOtherSeries(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	texts := []batch.Text{
		{ID: "1", Series: "Gull", Text: words(r, 20) + pier}, {ID: "2", Series: "Gull", Text: words(r, 20) + pier},
		{ID: "3", Series: "Echo", Text: words(r, 20) + ferry}, {ID: "4", Series: "Gull", Text: words(r, 20) + ferry},
	}
	if f, _ := reuseOf(t, texts, batch.Options{OtherSeries: true}); len(f.pairs) != 1 || f.pairs[0].A != "3" {
		t.Errorf("%+v", f.pairs)
	}
}

type failing struct{ found }

func (failing) Witness(batch.Witness) error { return errors.New("the disk is full") }

func TestErrorsEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	filled := func() *batch.Corpus { return corpusOf(t, corpus(r, 50)) }
	c := filled()
	if _, err := c.Reuse(t.Context(), &failing{}, batch.Options{}); err == nil || !strings.Contains(err.Error(), "full") {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c = filled()
	if _, err := c.Reuse(ctx, &found{}, batch.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if err := filled().Add(batch.Text{Text: strings.Repeat("x", 65<<20)}); !errors.Is(err, hearsay.ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}

// TestNothingStays: the temporary files go.
func TestNothingStays(t *testing.T) {
	dir := t.TempDir()
	c, err := batch.NewCorpus(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Add(batch.Text{ID: "a", Text: pier}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Reuse(t.Context(), &found{}, batch.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v stay (%v)", left, err)
	}
}

func BenchmarkReuse(b *testing.B) {
	var texts []batch.Text
	for c := range sample.Captures() {
		if text, ok := sample.Text(c.Slug); ok {
			texts = append(texts, batch.Text{ID: c.Slug, Text: text})
		}
	}
	for b.Loop() {
		c, err := batch.NewCorpus(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		for _, text := range texts {
			if err := c.Add(text); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := c.Reuse(b.Context(), &found{}, batch.Options{}); err != nil {
			b.Fatal(err)
		}
		c.Close()
	}
	b.ReportMetric(float64(b.N*len(texts))/b.Elapsed().Seconds(), "docs/s")
}
