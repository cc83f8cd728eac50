// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse_test

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"hearsay"
	"hearsay/eval"
	"hearsay/index"
	"hearsay/internal/golden"
	"hearsay/internal/planted"
	"hearsay/prose"
	"hearsay/reuse"
)

// large is an index of made-up articles in the folder that HEARSAY_LARGE_INDEX
// names: HEARSAY_LARGE_ARTICLES of them, a million by default. It is made when it is
// not there: ten million take 40 GB and, on two cores, twenty minutes.
type large struct {
	made    *planted.Corpus
	n       int
	shelves reuse.Shelves
}

const perLargePart, perLargeSegment = 125_000, 5_000_000

func openLarge(tb testing.TB) *large {
	tb.Helper()
	dir := os.Getenv("HEARSAY_LARGE_INDEX")
	if dir == "" {
		tb.Skip("HEARSAY_LARGE_INDEX names no folder")
	}
	l := &large{n: 1_000_000}
	if s := os.Getenv("HEARSAY_LARGE_ARTICLES"); s != "" {
		var err error
		if l.n, err = strconv.Atoi(s); err != nil {
			tb.Fatal(err)
		}
	}
	texts, err := eval.Texts(golden.Data(tb, "news-reuters21578"))
	if err != nil {
		tb.Fatal(err)
	}
	// Twice as many as are indexed: the others are there to be added.
	if l.made, err = planted.New(texts, planted.Options{Articles: 2 * l.n, Seed: 1, Passages: 30}); err != nil {
		tb.Fatal(err)
	}
	for from := 0; from < l.n; from += perLargeSegment {
		path := filepath.Join(dir, fmt.Sprintf("%09d-%09d.seg", from, min(l.n, from+perLargeSegment)))
		if _, err := os.Stat(path); err != nil {
			l.make(tb, path, from, min(l.n, from+perLargeSegment))
		}
		s, err := index.Open(path)
		if err != nil {
			tb.Fatal(err)
		}
		tb.Cleanup(func() { s.Close() })
		l.shelves.Segments = append(l.shelves.Segments, s)
	}
	l.shelves.Parallel = twoAtOnce
	return l
}

// twoAtOnce runs f on all cores.
func twoAtOnce(n int, f func(int) error) error {
	var group errgroup.Group
	var next atomic.Int64
	work := func() error {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			if err := f(i); err != nil {
				return err
			}
		}
		return nil
	}
	for range min(n, runtime.GOMAXPROCS(0)) - 1 {
		group.Go(work)
	}
	return cmp.Or(work(), group.Wait())
}

// make writes the segment of articles from to to.
func (l *large) make(tb testing.TB, path string, from, to int) {
	tb.Helper()
	began := time.Now()
	var parts []*index.Segment
	for at := from; at < to; at += perLargePart {
		part := fmt.Sprintf("%s.%d", path, at)
		if err := l.part(part, at, min(to, at+perLargePart)); err != nil {
			tb.Fatal(err)
		}
		s, err := index.Open(part)
		if err != nil {
			tb.Fatal(err)
		}
		defer os.Remove(part)
		defer s.Close()
		parts = append(parts, s)
	}
	built := time.Since(began)
	if err := index.Merge(path, parts); err != nil {
		tb.Fatal(err)
	}
	tb.Logf("articles %d to %d: made, cut, hashed and built in %.0f s, merged in %.0f s", from, to, built.Seconds(), time.Since(began).Seconds()-built.Seconds())
}

func (l *large) part(path string, from, to int) error {
	type entry struct {
		seeds []index.Seed
		codes []reuse.Code
		date  time.Time
	}
	entries := make([]entry, to-from)
	if err := twoAtOnce(to-from, func(i int) error {
		made := l.made.Article(from + i)
		words := prose.Words(made.Text)
		entries[i] = entry{reuse.News().Seeds(words), reuse.AppendCodes(nil, words), made.Date}
		return nil
	}); err != nil {
		return err
	}
	b := index.NewBuilder(reuse.News().Index())
	for i, e := range entries {
		a := index.Article{ID: largeID(from + i), Words: uint32(len(e.codes)), Published: index.MinuteOf(e.date)}
		if err := b.Add(a, e.seeds, e.codes); err != nil {
			return err
		}
	}
	return b.WriteFile(path)
}

func largeID(n int) (id hearsay.ArticleID) {
	binary.BigEndian.PutUint64(id[:], uint64(n))
	return id
}

func largeNumber(id hearsay.ArticleID) int { return int(binary.BigEndian.Uint64(id[:])) }

// lastOf returns the last n words of an article.
func (l *large) lastOf(article, n int) string {
	text := l.made.Article(article).Text
	words := prose.Words(text)
	return text[words[max(0, len(words)-n)].Span.Start:]
}

// ask asks a question as search does.
func (l *large) ask(tb testing.TB, q *reuse.Query, skip int) *reuse.Answer {
	tb.Helper()
	ask := reuse.Ask{MinWords: 8, Crowd: 64, Count: true}
	if skip >= 0 {
		ask.Own = largeID(skip)
	}
	answer, err := l.shelves.Find(q, ask)
	if err != nil {
		tb.Fatal(err)
	}
	return answer
}

// BenchmarkLargeFind asks for 1,000 words, the ends of two articles, each question
// once before.
func BenchmarkLargeFind(b *testing.B) {
	l := openLarge(b)
	var texts []string
	for i := range 300 {
		n := i * (l.n / 300)
		texts = append(texts, l.lastOf(n, 500)+"\n\n"+l.lastOf(l.n-1-n, 500))
		l.ask(b, reuse.News().Query(texts[i]), -1)
	}
	var times []time.Duration
	matches := 0
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		answer := l.ask(b, reuse.News().Query(texts[i%len(texts)]), -1)
		times = append(times, time.Since(start))
		matches += len(answer.Matches)
	}
	slices.Sort(times)
	b.ReportMetric(float64(l.n), "articles")
	b.ReportMetric(float64(matches)/float64(len(times)), "matches")
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(l.bytes(false)/float64(l.n), "index-bytes/doc")
	b.ReportMetric(l.bytes(true)/float64(l.n), "words-bytes/doc")
}

// bytes is the size of the segments: the words of articles, or all else.
func (l *large) bytes(words bool) (n float64) {
	for _, s := range l.shelves.Segments {
		inWords := 0
		for i := range uint32(s.Len()) {
			inWords += 4 * int(s.Article(i).Words)
		}
		if words {
			n += float64(inWords)
		} else {
			n += float64(int(s.Size()) - inWords)
		}
	}
	return n
}

// BenchmarkLargeDetect compares new articles with the index, as adding does, one
// core each: cutting into words, hashing, look-up, alignment.
func BenchmarkLargeDetect(b *testing.B) {
	l := openLarge(b)
	texts := make([]string, 5000)
	for i := range texts {
		texts[i] = l.made.Article(l.n + i).Text
	}
	alone := l.shelves
	alone.Parallel = nil
	links := atomic.Int64{}
	b.ResetTimer()
	if err := twoAtOnce(b.N, func(i int) error {
		q := reuse.News().SampledQuery(prose.Words(texts[i%len(texts)]))
		answer, err := alone.Find(q, reuse.Ask{MinWords: 8, Crowd: 2})
		if err == nil {
			links.Add(int64(len(answer.Matches)))
		}
		return err
	}); err != nil {
		b.Fatal(err)
	}
	cores := float64(runtime.GOMAXPROCS(0))
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds()/cores, "docs/s/core")
	b.ReportMetric(float64(links.Load())/float64(b.N), "matches")
}

// TestLargeRecall counts the planted passages that are found, by length and edits.
func TestLargeRecall(t *testing.T) {
	l := openLarge(t)
	const asked = 150_000
	type cell struct{ words, edits int }
	counts := map[cell]*[2]int{}
	for i := range asked {
		n := l.n - 1 - i
		a := l.made.Article(n)
		var answer *reuse.Answer
		for _, p := range a.Pieces {
			if p.Kind != planted.Taken {
				continue
			}
			if answer == nil {
				answer = l.ask(t, reuse.News().Query(a.Text), n)
			}
			c := cell{p.To - p.From, p.Edits}
			if counts[c] == nil {
				counts[c] = &[2]int{}
			}
			counts[c][1]++
			if slices.ContainsFunc(answer.Matches, func(m reuse.Match) bool { return largeNumber(m.ID) == p.Source }) {
				counts[c][0]++
			}
		}
	}
	for _, words := range planted.Lengths() {
		var line strings.Builder
		for _, edits := range planted.Edits() {
			if n := counts[cell{words, edits}]; n != nil {
				fmt.Fprintf(&line, "  %d %%: %.1f (n=%d)", edits, 100*float64(n[0])/float64(n[1]), n[1])
			}
		}
		t.Logf("%d words%s", words, &line)
	}
}
