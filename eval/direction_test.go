// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval_test

import (
	"path/filepath"
	"testing"

	"hearsay/eval"
	"hearsay/internal/golden"
)

// floor is the least that a figure may be.
type floor struct {
	set         int
	group, name string
	least       float64
}

func holds(t *testing.T, report eval.Report, floors []floor) {
	t.Helper()
	for _, f := range floors {
		if f.set >= len(report.Sets) {
			t.Fatalf("%d sets, want %d", len(report.Sets), f.set+1)
		}
		got, ok := report.Sets[f.set].Find(f.group, f.name)
		if !ok || got < f.least {
			t.Errorf("%s, %s: %.4f, want %.4f at least", f.group, f.name, got, f.least)
		}
	}
}

// TestDirection: of the layouts in one folder each is scored; a pair whose texts
// are not there is named.
func TestDirection(t *testing.T) {
	report, err := eval.Direction(filepath.Join("testdata", "direction"), eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, report, []floor{
		{0, "as posted", "right where decided", 1},
		{0, "without quote marks", "decided", 1},
		{0, "without marks and announcements", "any sign", 1},
		{1, "pages kept back", "tau of all pairs", 1},
	})
	if skipped := report.Sets[0].Skipped; len(skipped) != 1 {
		t.Errorf("skipped %q", skipped)
	}
	if _, err := eval.Direction(t.TempDir(), eval.Options{}); err == nil {
		t.Error("an empty folder was scored")
	}
}

func TestDirectionOfStories(t *testing.T) {
	report, err := eval.Direction(provenanceSample, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, report, []floor{{0, "edges", "any sign", 0.5}, {0, "edges", "right where leaning", 0.8}})
}

// The figures of doc/eval.md, a little lower.
func TestRepliesInOrder(t *testing.T) {
	report, err := eval.Direction(golden.Data(t, "reuse-20news"), eval.Options{Limit: 600})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, report, []floor{
		{0, "as posted", "right where decided", 0.97}, {0, "as posted", "decided", 0.96},
		{0, "without quote marks", "right where decided", 0.93}, {0, "without quote marks", "decided", 0.87},
		{0, "without marks and announcements", "right where decided", 0.93}, {0, "without marks and announcements", "decided", 0.5},
	})
}

func TestVersionsInOrder(t *testing.T) {
	report, err := eval.Direction(golden.Data(t, "reuse-wiki-versions"), eval.Options{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, report, []floor{{0, "pages kept back", "tau of all pairs", 0.84}, {0, "pages kept back", "mean tau of a page", 0.8}})
}
