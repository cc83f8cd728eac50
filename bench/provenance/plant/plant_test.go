// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/bench/provenance"
	"hearsay/bench/provenance/plant"
)

// update rewrites the sample.
var update = flag.Bool("update", false, "rewrite testdata/sample")

func mustMake(t *testing.T, opt plant.Options) *plant.Set {
	t.Helper()
	set, err := plant.Make(opt)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// small is a set that is made quickly.
func small(level int, seed uint64) plant.Options {
	return plant.Options{Level: level, Seed: seed, Stories: 9, Copies: 30}
}

// made is a set that several tests look at.
type made struct {
	level int
	seed  uint64
	set   *plant.Set
	err   error
}

// sets are small ones of all levels, made once.
var sets = sync.OnceValue(func() []made {
	var out []made
	for level := 1; level <= plant.Levels; level++ {
		for seed := uint64(1); seed <= 2; seed++ {
			set, err := plant.Make(small(level, seed))
			out = append(out, made{level, seed, set, err})
		}
	}
	return out
})

// everySet calls f with small sets of all levels.
func everySet(t *testing.T, f func(t *testing.T, level int, set *plant.Set)) {
	for _, m := range sets() {
		t.Run(fmt.Sprintf("level %d seed %d", m.level, m.seed), func(t *testing.T) {
			if m.err != nil {
				t.Fatal(m.err)
			}
			f(t, m.level, m.set)
		})
	}
}

// TestTruthHolds: words travel forward in time, so there is no cycle; chains,
// origins and hearings agree with the edges; quoted words stand in the texts.
func TestTruthHolds(t *testing.T) {
	everySet(t, func(t *testing.T, _ int, set *plant.Set) {
		for _, p := range provenance.Check(&set.Truth, set.Articles) {
			t.Error(p)
		}
	})
}

// sample is the folder of a set of one story, for people to look at.
const sample = "../testdata/sample"

// TestSameBytes: a set does not depend on the run, and the sample is what its
// options give. When a change of the generator changes it, Version goes up and
// -update writes it anew.
func TestSameBytes(t *testing.T) {
	set := mustMake(t, plant.Options{Level: 3, Seed: 5, Stories: 1, Copies: -1})
	same(t, "articles.jsonl", func(w io.Writer) error { return provenance.WriteRows(w, set.Articles) })
	same(t, "questions.jsonl", func(w io.Writer) error { return provenance.WriteRows(w, set.Truth.Questions()) })
	same(t, "truth.jsonl", func(w io.Writer) error { return provenance.WriteTruth(w, &set.Truth) })
	a, b := mustMake(t, plant.Options{Level: 5, Seed: 7, Stories: 3}), mustMake(t, plant.Options{Level: 5, Seed: 7, Stories: 3})
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("the same seed gave another set (-first +second):\n%s", diff)
	}
	if cmp.Equal(a.Articles, mustMake(t, plant.Options{Level: 5, Seed: 8, Stories: 3}).Articles) {
		t.Error("another seed gave the same articles")
	}
}

// same compares what is written with a file of the sample.
func same(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	name = filepath.Join(sample, name)
	if *update {
		if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s is not what the generator gives; -update rewrites it", name)
	}
}

// TestChangesAreMade: a variant's words differ from those asked about exactly
// when its changes say so, and each kind of change shows.
func TestChangesAreMade(t *testing.T) {
	seen := map[string]int{}
	everySet(t, func(t *testing.T, _ int, set *plant.Set) {
		for _, f := range set.Truth.Families {
			for _, v := range f.Variants {
				worded := slices.DeleteFunc(slices.Clone(v.Changes), func(c string) bool { return c == "re-attributed" })
				if (v.Exact == f.Exact) != (len(worded) == 0) {
					t.Errorf("%s: %v, yet\n%s\n%s", f.ID, v.Changes, f.Exact, v.Exact)
				}
				shows(t, f.Exact, v)
				for _, c := range v.Changes {
					seen[c]++
				}
			}
		}
	})
	for _, c := range provenance.ChangeTypes() {
		if seen[c] < 5 {
			t.Errorf("%q was planted %d times", c, seen[c])
		}
	}
}

// shows looks for a single change in the words.
func shows(t *testing.T, said string, v provenance.Variant) {
	t.Helper()
	if len(v.Changes) != 1 {
		return
	}
	var right bool
	switch v.Changes[0] {
	case "negation-lost":
		right = negations(v.Exact) < negations(said)
	case "negation-added":
		right = negations(v.Exact) > negations(said)
	case "number-changed":
		right = digits(v.Exact) != digits(said)
	case "cut", "context-removed", "hedge-dropped":
		right = len(v.Exact) < len(said)
	case "inserted":
		right = len(v.Exact) > len(said)
	default:
		right = true
	}
	if !right {
		t.Errorf("%s does not show:\n%s\n%s", v.Changes[0], said, v.Exact)
	}
}

func negations(s string) int {
	n := 0
	for _, w := range strings.Fields(strings.ToLower(s)) {
		switch strings.Trim(w, ",.:") {
		case "not", "no", "never", "cannot", "nobody":
			n++
		}
	}
	return n
}

func digits(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
}

// TestLevels: level 1 has nothing wrong, and what is hard grows.
func TestLevels(t *testing.T) {
	last := 0.0
	for level := 1; level <= plant.Levels; level++ {
		set := mustMake(t, plant.Options{Level: level, Seed: 1, Stories: 9, Copies: -1})
		faults, silent := 0, 0
		for _, k := range set.Truth.Articles {
			if k.Fault != "" {
				faults++
			}
		}
		for _, e := range set.Truth.Edges {
			if e.Credit != "given" {
				silent++
			}
		}
		hard := float64(faults)/float64(len(set.Truth.Articles)) + float64(silent)/float64(len(set.Truth.Edges))
		if level == 1 && hard != 0 || level > 1 && hard <= last {
			t.Errorf("level %d: %d of %d dates, %d of %d credits are wrong or missing", level, faults, len(set.Truth.Articles), silent, len(set.Truth.Edges))
		}
		last = hard
	}
	if _, err := plant.Make(plant.Options{Level: plant.Levels + 1}); err == nil {
		t.Error("a level that is not there was made")
	}
}

// TestCopies: a story that very many carry is one origin the more, at any size.
func TestCopies(t *testing.T) {
	set := mustMake(t, plant.Options{Level: 5, Seed: 1, Stories: 1, Copies: 1500})
	if n := len(set.Articles); n < 1500 {
		t.Errorf("%d articles", n)
	}
	if n := len(set.Truth.Stories[0].Origins); n > 8 {
		t.Errorf("%d origins", n)
	}
}
