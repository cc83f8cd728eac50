// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/batch"
)

// TestMemory: the result does not depend on the memory, though with little of it
// every stage writes to files.
func TestMemory(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	texts := corpus(r, 600)
	for i := range texts {
		if i%3 == 0 {
			texts[i].Text += pier + ". " + ferry // a list
		}
		if i%50 == 0 {
			texts[i].ID = "same"
		}
	}
	for _, other := range []bool{false, true} {
		want, _ := reuseOf(t, texts, batch.Options{OtherSeries: other})
		for _, opt := range []batch.Options{
			{Memory: 1 << 10, Workers: 1, OtherSeries: other}, {Memory: 1 << 20, Workers: 2, OtherSeries: other},
			{Memory: 1 << 16, Workers: 3, OtherSeries: other},
		} {
			r.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
			c := corpusOf(t, nil)
			c.SetEntryRoom(4 << 10)
			fill(t, c, texts)
			got := &found{}
			if _, err := c.Reuse(t.Context(), got, opt); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.pairs, got.pairs); diff != "" {
				t.Errorf("%d bytes, %d workers: %s", opt.Memory, opt.Workers, diff)
			}
			if diff := cmp.Diff(want.witnesses, got.witnesses); diff != "" {
				t.Errorf("%d bytes, %d workers: %s", opt.Memory, opt.Workers, diff)
			}
		}
	}
}

// TestNothing: a corpus of no texts has no passages.
func TestNothing(t *testing.T) {
	if f, sum := reuseOf(t, nil, batch.Options{}); len(f.pairs)+len(f.witnesses)+sum.Texts != 0 {
		t.Errorf("%+v", sum)
	}
}

// TestHostile: texts that repeat themselves, and those with nothing in them, end in
// bounded time, and what two of them share is found.
func TestHostile(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for name, text := range map[string]string{
		"one word":    strings.Repeat("word ", 200_000),
		"one letter":  strings.Repeat("a ", 100_000),
		"two words":   strings.Repeat("bid ask ", 20_000),
		"prices":      prices(r, 3000),
		"refrains":    lyrics(r, 200),
		"no spaces":   strings.Repeat("東京都は今日", 2000),
		"cut in runs": strings.Repeat("a\xffb\xc3 ", 5000),
	} {
		t.Run(name, func(t *testing.T) {
			f, sum := reuseOf(t, []batch.Text{{ID: "1", Text: text}, {ID: "2", Text: "Before. " + text}, {ID: "3"}, {ID: "4", Text: "one two three"}}, batch.Options{})
			if sum.Texts != 4 || len(f.pairs) == 0 {
				t.Errorf("%+v", sum)
			}
		})
	}
}

func prices(r *rand.Rand, rows int) string {
	var b strings.Builder
	for range rows {
		fmt.Fprintf(&b, "Bid %d.%02d ask %d.%02d last %d vol %d00\n", r.IntN(90), r.IntN(100), r.IntN(90), r.IntN(100), r.IntN(90), r.IntN(99))
	}
	return b.String()
}

func lyrics(r *rand.Rand, verses int) string {
	var b strings.Builder
	for range verses {
		b.WriteString(words(r, 20) + "\nAnd we will all go together when we go, hey, and we will all go together\n")
	}
	return b.String()
}

// TestManyOfOne: ten thousand texts that are the same, and ten thousand that share
// one passage, are one cluster; each is compared with a few only.
func TestManyOfOne(t *testing.T) {
	const n = 10_000
	r := rand.New(rand.NewPCG(10, 10))
	body := words(r, 60)
	for name, text := range map[string]func() string{
		"identical":   func() string { return body },
		"one passage": func() string { return words(r, 12) + pier + ". " + words(r, 12) },
	} {
		t.Run(name, func(t *testing.T) {
			var texts []batch.Text
			for i := range n {
				texts = append(texts, batch.Text{ID: fmt.Sprintf("t%05d", i), Text: text()})
			}
			f, sum := reuseOf(t, texts, batch.Options{Memory: 8 << 20, Crowd: 8})
			if sum.Clusters != 1 || sum.Witnesses != n || len(f.pairs) > 8*n {
				t.Errorf("%+v", sum)
			}
			if f.witnesses[0].ID != "t00000" || f.witnesses[n-1].ID != fmt.Sprintf("t%05d", n-1) {
				t.Error("witnesses are not in order")
			}
		})
	}
}

// TestOneID: texts of one ID, even an empty one, are told apart; those that are given
// twice are taken once.
func TestOneID(t *testing.T) {
	var texts []batch.Text
	for i := range 50 {
		texts = append(texts, batch.Text{ID: "\x00", Date: fmt.Sprintf("2025-01-%02d", i/2+1), Text: fmt.Sprintf("%s %d", pier, i/2)})
		texts = append(texts, batch.Text{Text: fmt.Sprintf("%s %d", ferry, i)})
	}
	f, sum := reuseOf(t, texts, batch.Options{})
	if sum.Twice != 25 || sum.Texts != 75 || sum.Witnesses != 75 || sum.SameID != 2 {
		t.Errorf("%+v", sum)
	}
	ids := map[string]bool{}
	for _, w := range f.witnesses {
		ids[w.ID] = true
	}
	if len(ids) != 75 || !ids["\x00#25"] || !ids["#50"] || !ids[""] {
		t.Errorf("%d different IDs", len(ids))
	}
}

// TestOffsets: begin and end cut the words of a witness out of the text as given, in
// code points, wherever they stand and whatever stands before them.
func TestOffsets(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	texts := map[string]string{}
	var all []batch.Text
	for i, before := range []string{
		"", "x", "Größe – ", "東京都は今日も", "\xff\xfe ", strings.Repeat("é", 300) + " ", strings.Repeat("z", 255) + " ", strings.Repeat("z", 256) + " ",
		strings.Repeat("Über ", 20_000), strings.Repeat("\U0001F600", 16_383), strings.Repeat("\U0001F600", 16_384), strings.Repeat(" ", 40_000),
	} {
		id := fmt.Sprint(i)
		texts[id] = before + pier + " « " + words(r, 5) + ferry + " »" + words(r, 3000)
		all = append(all, batch.Text{ID: id, Text: texts[id]})
	}
	f, _ := reuseOf(t, all, batch.Options{})
	if len(f.witnesses) < len(all) {
		t.Fatalf("%d witnesses", len(f.witnesses))
	}
	for _, w := range f.witnesses {
		if got := cut(texts[w.ID], w.Begin, w.End); got != w.Text {
			t.Errorf("text %s, %d to %d: %q, want %q", w.ID, w.Begin, w.End, w.Text, got)
		}
	}
	for _, p := range f.pairs {
		a, b := cut(texts[p.A], p.ABegin, p.AEnd), cut(texts[p.B], p.BBegin, p.BEnd)
		if p.Identity == 1 && a != b {
			t.Errorf("%q and %q are a pair", a, b)
		}
	}
}

// cut counts a byte that is not UTF-8 as one, as range does.
func cut(s string, begin, end int) string {
	var at []int
	for i := range s {
		at = append(at, i)
	}
	at = append(at, len(s))
	return s[at[begin]:at[end]]
}

type failingPair struct{ found }

func (failingPair) Pair(batch.Pair) error { return errors.New("the disk is full") }

// TestNothingStaysBehindErrors: the temporary files go though a run fails.
func TestNothingStaysBehindErrors(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 12))
	dir := t.TempDir()
	c, err := batch.NewCorpus(dir)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, c, corpus(r, 100))
	if _, err := c.Reuse(t.Context(), &failingPair{}, batch.Options{Memory: 1 << 16}); err == nil || !strings.Contains(err.Error(), "full") {
		t.Errorf("error %v", err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v stay (%v)", left, err)
	}
}

// TestStages: each stage says where it is, the last thing being its end.
func TestStages(t *testing.T) {
	var stages []string
	ends := map[string]batch.Progress{}
	reuseOf(t, corpus(rand.New(rand.NewPCG(13, 13)), 100), batch.Options{Progress: func(p batch.Progress) {
		if !slices.Contains(stages, p.Stage) {
			stages = append(stages, p.Stage)
		}
		ends[p.Stage] = p
	}})
	if diff := cmp.Diff([]string{"order", "seeds", "hits", "compare", "cluster"}, stages); diff != "" {
		t.Error(diff)
	}
	for _, s := range []string{"seeds", "hits", "compare", "cluster"} {
		if p := ends[s]; p.Done != p.Total || p.Total == 0 {
			t.Errorf("%+v", p)
		}
	}
}
