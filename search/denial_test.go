// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"slices"
	"testing"

	"hearsay/internal/sample"
	"hearsay/search"
)

// TestDenials: a trace tells where the text lost a negation that the others have, and once.
func TestDenials(t *testing.T) {
	l := sampleLibrary(t)
	got, err := l.engine.Trace(t.Context(), search.Request{Text: sample.Query()})
	if err != nil {
		t.Fatal(err)
	}
	const want = "Negation lost: the text leaves out “not” before “close the Orrin Strait”; it stands in Straits Now, Northline and The Lind Courier."
	if len(got.Notes) == 0 || got.Notes[0] != want {
		t.Errorf("notes %q, want %q first", got.Notes, want)
	}
	got, err = l.engine.Trace(t.Context(), search.Request{Text: "Velmark will not close the Orrin Strait to Skerran fishing boats before this year's autumn herring count, Foreign Minister Anselm Dorrick said on Monday"})
	if err != nil {
		t.Fatal(err)
	}
	const added = "Negation added: the text has “not” before “close the Orrin Strait”; it does not stand in The Daily Gull."
	if !slices.Contains(got.Notes, added) {
		t.Errorf("notes %q, want %q", got.Notes, added)
	}
}
