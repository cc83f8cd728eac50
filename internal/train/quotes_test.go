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
	quoteDir := filepath.Join("..", "..", "quote")
	model, note, err := quotesModel(filepath.Join(quoteDir, "testdata", "news", "train"))
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{"confidence.model": model, "confidence.provenance.txt": note} {
		want, err := os.ReadFile(filepath.Join(quoteDir, name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s is no longer what is learnt; run go run ./internal/train quotes (-file +learnt):\n%s", name, diff)
		}
	}
}
