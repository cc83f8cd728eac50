// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestQuotesIsRepeatable: training gives the model that is shipped, and its note.
// A rule or an article changed: go run ./internal/train quotes.
func TestQuotesIsRepeatable(t *testing.T) {
	model, note, err := quotesModel(newsDir)
	if err != nil {
		t.Fatal(err)
	}
	holdModel(t, "quote", "quotes", model, note)
}

// TestSpeakersIsRepeatable: the same of speakers; go run ./internal/train speakers.
func TestSpeakersIsRepeatable(t *testing.T) {
	model, note, err := speakersModel(newsDir)
	if err != nil {
		t.Fatal(err)
	}
	holdModel(t, "speaker", "speakers", model, note)
}

var newsDir = filepath.Join("..", "..", "quote", "testdata", "news", "train")

// holdModel compares what is learnt with the files of a package.
func holdModel(t *testing.T, pkg, what, model, note string) {
	t.Helper()
	for name, got := range map[string]string{"confidence.model": model, "confidence.provenance.txt": note} {
		want, err := os.ReadFile(filepath.Join("..", "..", pkg, name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s of %s is no longer what is learnt; run go run ./internal/train %s (-file +learnt):\n%s", name, pkg, what, diff)
		}
	}
}
