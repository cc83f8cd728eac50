// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package engine_test

import (
	"os"
	"path/filepath"
	"testing"

	"hearsay/bench/provenance"
	"hearsay/bench/provenance/cases"
	"hearsay/bench/provenance/engine"
	"hearsay/bench/provenance/plant"
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
