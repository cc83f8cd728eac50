// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/bench/provenance/plant"
	"hearsay/internal/stories"
	"hearsay/lineage"
)

// planted reads the stories of a small set of a level.
func planted(t *testing.T, level int, seed uint64, n, copies int) [][]lineage.Text {
	t.Helper()
	set, err := plant.Make(plant.Options{Level: level, Seed: seed, Stories: n, Copies: copies})
	if err != nil {
		t.Fatal(err)
	}
	texts, err := stories.Read(t.Context(), set.Articles)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]lineage.Text
	for _, x := range stories.Examples(set.Articles, texts, &set.Truth) {
		out = append(out, x.Texts)
	}
	return out
}

// TestOrderDoesNotShow: in whatever order articles come, and whenever the story is
// asked on the way, the answer is that of all articles at once.
func TestOrderDoesNotShow(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for level := 1; level <= plant.Levels; level += 2 {
		for k, texts := range planted(t, level, 41, 2, 20) {
			want := lineage.Tell(texts)
			var s lineage.Story
			for _, i := range r.Perm(len(texts)) {
				s.Add(texts[i])
				if r.IntN(4) == 0 {
					s.Lineage()
				}
			}
			if diff := cmp.Diff(want, s.Lineage()); diff != "" {
				t.Errorf("level %d, story %d: -at once +one by one:\n%s", level, k, diff)
			}
		}
	}
}

// TestLargeOrderDoesNotShow is the same for a story with more texts than its core
// takes, of which some come last.
func TestLargeOrderDoesNotShow(t *testing.T) {
	texts := planted(t, 4, 42, 1, 30)[0]
	texts = append(texts, variations(texts, 200)...)
	want := lineage.Tell(texts)
	var s lineage.Story
	for i, t := range texts {
		s.Add(t)
		if i > len(texts)-40 {
			s.Lineage()
		}
	}
	if diff := cmp.Diff(want, s.Lineage()); diff != "" {
		t.Errorf("-at once +one by one:\n%s", diff)
	}
}

// variations are texts that go on differently, each of another outlet.
func variations(texts []lineage.Text, n int) []lineage.Text {
	var out []lineage.Text
	for i := range n {
		t := copyOf(texts[i%len(texts)], fmt.Sprintf("Outlet of the %dth", i), i)
		t.Article.Text += fmt.Sprintf("\n\nThis is the %dth time that it is printed, said editor number %d.", i, i*i)
		t.Article.ID = hearsay.NewID[hearsay.Article]("variation", fmt.Sprint(i))
		out = append(out, t)
	}
	return out
}

// copyOf is a text as another outlet prints it, later or without a date.
func copyOf(t lineage.Text, outlet string, i int) lineage.Text {
	a := *t.Article
	a.ID = hearsay.NewID[hearsay.Article]("copy", outlet, a.ID.String())
	a.Outlet = hearsay.Agent{Name: outlet, Kind: hearsay.Outlet}
	a.URL, a.Canonical = fmt.Sprintf("https://copy-%d.example/", i), ""
	a.Dates = nil
	if i%2 == 0 {
		at := time.Date(2025, 1, 1, 0, i, 0, 0, time.UTC)
		a.Dates = []hearsay.Date{{Value: at.Format(time.RFC3339), Earliest: at, Latest: at, Chosen: true}}
	}
	return lineage.Text{Article: &a, Quotations: t.Quotations}
}

// TestCopiesAddNoOrigin: a copy of an article that is there, of an outlet that nobody
// credits, never raises the number of origins.
func TestCopiesAddNoOrigin(t *testing.T) {
	for level := 1; level <= plant.Levels; level++ {
		for k, texts := range planted(t, level, 43, 2, -1) {
			before := len(lineage.Tell(texts).Origins)
			for i := range texts {
				with := append(append([]lineage.Text{}, texts...), copyOf(texts[i], "Copycat Courier", i))
				if got := len(lineage.Tell(with).Origins); got > before {
					t.Errorf("level %d, story %d: with a copy of article %d %d origins, without %d", level, k, i, got, before)
				}
			}
		}
	}
}

// TestSound: main derivations have no cycle, each article is in one origin and has
// one main derivation at most, chances are chances, and everything says why.
func TestSound(t *testing.T) {
	for level := 1; level <= plant.Levels; level++ {
		for _, texts := range planted(t, level, 44, 4, 10) {
			sound(t, lineage.Tell(texts))
		}
	}
}

func sound(t *testing.T, l *hearsay.Lineage) {
	t.Helper()
	mains := map[hearsay.ArticleID]int{}
	up := map[hearsay.ArticleID]hearsay.ArticleID{}
	for _, d := range l.Derivations {
		if d.Confidence < 0 || d.Confidence > 1 || d.Certainty == "" || len(d.Evidence) == 0 && d.From.Unseen == 0 {
			t.Errorf("derivation %+v", d)
		}
		for _, e := range d.Evidence {
			if e.Says == "" {
				t.Errorf("evidence that says nothing: %+v", e)
			}
		}
		if d.Main && !d.Undecided {
			mains[d.Derived]++
			up[d.Derived] = d.From.Article
		}
	}
	for id, n := range mains {
		if n > 1 {
			t.Errorf("%s has %d main derivations", id, n)
		}
		at := id
		for range len(l.Articles) + 1 {
			at = up[at]
		}
		if !at.IsZero() {
			t.Errorf("%s is on a cycle", id)
		}
	}
	in := map[hearsay.ArticleID]int{}
	for _, o := range l.Origins {
		if len(o.Why) == 0 || o.Kind == "" {
			t.Errorf("origin without a reason: %+v", o)
		}
		for _, id := range o.Articles {
			in[id]++
		}
	}
	for _, a := range l.Articles {
		if in[a.ID] != 1 {
			t.Errorf("%s is in %d origins", a.ID, in[a.ID])
		}
		seen := map[hearsay.ArticleID]bool{a.ID: true}
		for _, step := range lineage.Chain(l, a.ID) {
			if !step.Article.IsZero() && seen[step.Article] {
				t.Errorf("chain of %s comes by %s twice", a.ID, step.Article)
			}
			seen[step.Article] = true
		}
	}
}
