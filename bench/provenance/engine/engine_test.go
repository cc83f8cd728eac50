// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/bench/provenance"
	"hearsay/bench/provenance/cases"
	"hearsay/bench/provenance/engine"
	"hearsay/bench/provenance/plant"
	"hearsay/internal/golden"
)

// score lets the engine answer and scores it.
func score(t *testing.T, articles []provenance.Article, truth *provenance.Truth) provenance.Scores {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "articles.jsonl")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := provenance.WriteRows(f, articles); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	answers, err := engine.Answer(t.Context(), file, filepath.Join(dir, "library"), truth.Questions())
	if err != nil {
		t.Fatal(err)
	}
	return provenance.Score(truth, answers)
}

// TestPlain: on the plainest level no stated direction is wrong, nothing certain
// is, nearly all repeated quotations are found, and what changed in them.
func TestPlain(t *testing.T) {
	set, err := plant.Make(plant.Options{Level: 1, Seed: 2, Stories: 4})
	if err != nil {
		t.Fatal(err)
	}
	s := score(t, set.Articles, &set.Truth)
	for _, want := range []struct {
		group, name string
		low, high   float64
	}{
		{"edges", "F1", 0.95, 1}, {"direction", "right where decided", 1, 1}, {"certainty", "stated certain and wrong", 0, 0},
		{"chains", "exact", 0.9, 1}, {"origins of stories", "count exact", 0.75, 1}, {"variants", "F1", 0.98, 1},
		{"changes", "F1", 0.97, 1}, {"changes", "negation lost or added, recall", 0.99, 1},
	} {
		if f, ok := s.Find(want.group, want.name); !ok || f.Value < want.low || f.Value > want.high {
			t.Errorf("%s: %s is %v (answered: %v)", want.group, want.name, f.Value, ok)
		}
	}
}

// TestCases: all articles of the hard cases, pages and versions included, get
// into a library and are told from each other.
func TestCases(t *testing.T) {
	articles, truth, err := cases.All()
	if err != nil {
		t.Fatal(err)
	}
	s := score(t, articles, truth)
	if f, ok := s.Find("edges", "F1"); !ok || f.Value < 0.4 {
		t.Errorf("edges: F1 is %v", f.Value)
	}
}

// TestScores holds the figures of small sets, so that a change that moves one shows.
func TestScores(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, in string) map[string]string {
		var b strings.Builder
		articles, truth := asked(t, in)
		s := score(t, articles, truth)
		if err := s.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		return map[string]string{"scores": b.String()}
	})
}

// asked is the set that a line names.
func asked(t *testing.T, line string) ([]provenance.Article, *provenance.Truth) {
	t.Helper()
	opt := plant.Options{Copies: 10}
	if _, err := fmt.Sscanf(line, "level %d, seed %d, %d stories", &opt.Level, &opt.Seed, &opt.Stories); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	set, err := plant.Make(opt)
	if err != nil {
		t.Fatal(err)
	}
	return set.Articles, &set.Truth
}
