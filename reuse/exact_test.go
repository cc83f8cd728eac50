// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/index"
	"hearsay/prose"
	"hearsay/reuse"
)

// TestExactInManyArticles is the promise on a whole index: of every article that
// shares a run of ten words with a question, a passage is found. Words are drawn
// as languages use them (Zipf), so that chance hits are many; the truth is found
// by reading every text. 2,000 articles; 100,000 when HEARSAY_LONG is set.
func TestExactInManyArticles(t *testing.T) {
	n, questions := 2_000, 100
	if os.Getenv("HEARSAY_LONG") != "" {
		n, questions = 100_000, 1_000
	}
	r := rand.New(rand.NewPCG(21, 22))
	texts := zipfTexts(r, n)
	var asked []string
	for range questions {
		asked = append(asked, questionFrom(r, texts))
	}
	truth := shareTen(texts, asked)
	segments := indexed(t, texts)
	pairs, candidates := 0, 0
	for k, text := range asked {
		q := reuse.News().Query(text)
		found := map[int]bool{}
		var hits index.Found
		for _, s := range segments {
			if err := s.Lookup(&hits, q.Seeds(), index.Limits{}); err != nil {
				t.Fatal(err)
			}
			for _, c := range q.Candidates(hits.Hits) {
				candidates++
				i := int(s.Article(c.Article).Published) - 1
				found[i] = len(q.Align(reuse.Codes(texts[i]), 8)) > 0
			}
		}
		for i := range truth[k] {
			pairs++
			if !found[i] {
				t.Errorf("question %d shares ten words with article %d, which is not found", k, i)
			}
		}
	}
	t.Logf("%d articles, %d questions: %d pairs share ten words, all found; %.1f candidates a question", n, questions, pairs, float64(candidates)/float64(questions))
	if pairs < questions {
		t.Errorf("only %d pairs: the test shows nothing", pairs)
	}
}

// zipfTexts makes n texts of 50 to 250 words. A tenth of them carry a passage of
// an earlier one, edited or not, and a twentieth the same boilerplate.
func zipfTexts(r *rand.Rand, n int) []string {
	zipf := rand.NewZipf(r, 1.07, 8, 60_000)
	boilerplate := "all rights reserved this material may not be published broadcast rewritten or redistributed without written consent of the owner"
	texts := make([]string, n)
	for i := range texts {
		words := make([]string, 50+r.IntN(200))
		for j := range words {
			words[j] = fmt.Sprintf("w%d", zipf.Uint64())
		}
		if i > 0 && r.IntN(10) == 0 {
			from := strings.Fields(texts[r.IntN(i)])
			at := r.IntN(len(from) - 15)
			piece := from[at:min(len(from), at+10+r.IntN(50))]
			words = append(words[:20:20], append(edited(r, piece, []float64{0, .1}[r.IntN(2)]), words[20:]...)...)
		}
		texts[i] = text(words)
		if r.IntN(20) == 0 {
			texts[i] += " " + boilerplate
		}
	}
	return texts
}

// questionFrom puts a passage of ten to forty words of one text, and one of
// another, among words of its own.
func questionFrom(r *rand.Rand, texts []string) string {
	zipf := rand.NewZipf(r, 1.07, 8, 60_000)
	var words []string
	for range 2 {
		for range r.IntN(30) {
			words = append(words, fmt.Sprintf("w%d", zipf.Uint64()))
		}
		from := strings.Fields(texts[r.IntN(len(texts))])
		at := r.IntN(len(from) - 12)
		words = append(words, from[at:min(len(from), at+10+r.IntN(30))]...)
	}
	return text(words)
}

// shareTen finds by reading which texts share a run of ten words with which
// questions.
func shareTen(texts, asked []string) []map[int]bool {
	questions := map[[10]uint64][]int{}
	tens := func(s string, f func([10]uint64)) {
		w := prose.Words(s)
		for i := 0; i+10 <= len(w); i++ {
			var run [10]uint64
			for j := range run {
				run[j] = w[i+j].Hash
			}
			f(run)
		}
	}
	truth := make([]map[int]bool, len(asked))
	for k, s := range asked {
		truth[k] = map[int]bool{}
		tens(s, func(run [10]uint64) { questions[run] = append(questions[run], k) })
	}
	for i, s := range texts {
		tens(s, func(run [10]uint64) {
			for _, k := range questions[run] {
				truth[k][i] = true
			}
		})
	}
	return truth
}

// indexed writes the texts into segments of 500 and merges them as a library
// does.
func indexed(t *testing.T, texts []string) []*index.Segment {
	t.Helper()
	dir := t.TempDir()
	var open []*index.Segment
	t.Cleanup(func() {
		for _, s := range open {
			s.Close()
		}
	})
	add := func(name string, write func(path string) error) *index.Segment {
		path := filepath.Join(dir, name)
		if err := write(path); err != nil {
			t.Fatal(err)
		}
		s, err := index.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for from := 0; from < len(texts); from += 500 {
		b := index.NewBuilder(reuse.News().Index())
		for i, s := range texts[from:min(len(texts), from+500)] {
			w := prose.Words(s)
			a := index.Article{ID: hearsay.NewID[hearsay.Article]("test", fmt.Sprint(from+i)), Published: index.Minute(from + i + 1)}
			if err := b.Add(a, reuse.News().Seeds(w), nil); err != nil {
				t.Fatal(err)
			}
		}
		open = append(open, add(fmt.Sprintf("%d.seg", from), b.WriteFile))
		for {
			var sizes []int64
			for _, s := range open {
				sizes = append(sizes, int64(s.Len()))
			}
			plan := index.Plan(sizes)
			if plan == nil {
				break
			}
			var chosen, left []*index.Segment
			for i, s := range open {
				if slices.Contains(plan, i) {
					chosen = append(chosen, s)
				} else {
					left = append(left, s)
				}
			}
			merged := add(fmt.Sprintf("m%d-%d.seg", from, len(open)), func(path string) error { return index.Merge(path, chosen) })
			for _, s := range chosen {
				s.Close()
			}
			open = append(left, merged)
		}
	}
	return open
}
