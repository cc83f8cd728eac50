// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package planted_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hearsay/internal/planted"
	"hearsay/prose"
)

// manyWords is a text of n different words.
func manyWords(n int) []string {
	var b strings.Builder
	for i := range n {
		b.WriteString("w" + strconv.Itoa(i) + " ")
	}
	return []string{b.String()}
}

func corpus(t testing.TB, opt planted.Options) *planted.Corpus {
	t.Helper()
	c, err := planted.New(manyWords(50_000), opt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestArticleAlone: an article does not depend on those made before it.
func TestArticleAlone(t *testing.T) {
	opt := planted.Options{Articles: 50, Seed: 3, Passages: 200}
	want := make([]*planted.Article, opt.Articles)
	for i := range want {
		want[i] = corpus(t, opt).Article(i)
	}
	c := corpus(t, opt)
	for _, i := range rand.New(rand.NewPCG(1, 1)).Perm(opt.Articles) {
		if diff := cmp.Diff(want[i], c.Article(i), cmpopts.IgnoreUnexported(planted.Piece{})); diff != "" {
			t.Fatalf("article %d (-alone +among others):\n%s", i, diff)
		}
	}
	opt.Seed++
	if got := corpus(t, opt).Article(7); got.Text == want[7].Text {
		t.Error("another seed, the same article")
	}
}

// TestShared: where the truth says that two articles share words, they do, word
// for word when nothing was edited; and lengths and edits are those planted.
func TestShared(t *testing.T) {
	c := corpus(t, planted.Options{Articles: 400, Seed: 1, Passages: 200})
	kinds := map[planted.Kind]int{}
	taken, edited, kept := 0, 0, 0
	for i := range c.Len() {
		a := c.Article(i)
		for _, p := range a.Pieces {
			kinds[p.Kind]++
			if p.Kind != planted.Taken && p.Kind != planted.Swapped {
				continue
			}
			cases := planted.Shared(a, c.Article(p.Source), 1)
			if len(cases) == 0 && p.To-p.From >= 15 {
				t.Fatalf("article %d shares nothing with its source %d: %+v", i, p.Source, p)
			}
			for _, s := range cases {
				if !p.Span.Contains(s.A) || s.Piece.Source != p.Source {
					continue
				}
				if p.Edits == 0 && words(s.A.In(a.Text)) != words(s.B.In(c.Article(p.Source).Text)) {
					t.Errorf("%q\nis not\n%q", s.A.In(a.Text), s.B.In(c.Article(p.Source).Text))
				}
				if p.Edits == 20 {
					taken += p.To - p.From
					kept += s.Words
					edited++
				}
			}
		}
	}
	for k := planted.Own; k <= planted.Viral; k++ {
		if kinds[k] == 0 {
			t.Errorf("no piece of kind %d", k)
		}
	}
	// Of 100 edits 80 lose a word of the source, so 84 of 100 words are kept.
	if share := float64(kept) / float64(taken); share < 0.81 || share > 0.87 || edited < 50 {
		t.Errorf("%.3f of the words kept at 20 %% edits, in %d passages", share, edited)
	}
}

func words(text string) string {
	var out []string
	for _, w := range prose.Words(text) {
		out = append(out, w.Span.In(text))
	}
	return strings.Join(out, " ")
}

func TestTooFewWords(t *testing.T) {
	if _, err := planted.New(manyWords(10), planted.Options{Articles: 1}); err == nil {
		t.Error("a corpus of ten words")
	}
}

func BenchmarkArticle(b *testing.B) {
	c := corpus(b, planted.Options{Articles: 1_000_000, Seed: 1, Passages: 30})
	bytes := 0
	for i := 0; b.Loop(); i++ {
		bytes += len(c.Article(i % c.Len()).Text)
	}
	b.SetBytes(int64(bytes / b.N))
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}
