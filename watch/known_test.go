// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"errors"
	"sync"
	"testing"

	"hearsay"
	"hearsay/ingest"
	"hearsay/internal/sample/filled"
	"hearsay/store"
)

// TestKnown: one opening serves all questions until the facts are replaced by a rebuild, and
// what was added meanwhile is found.
func TestKnown(t *testing.T) {
	dir := t.TempDir()
	k := &known{dir: dir}
	if _, err := k.facts(t.Context(), hearsay.ArticleID{1}); !errors.Is(err, hearsay.ErrNotFound) || k.lib != nil {
		t.Errorf("of no library: %v", err)
	}
	if err := filled.Library(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	briefs, _, err := lib.Latest(t.Context(), 0, 8)
	if err != nil || len(briefs) != 8 {
		t.Fatal(briefs, err)
	}
	ask := func() {
		t.Helper()
		var all sync.WaitGroup
		for _, b := range briefs {
			all.Go(func() {
				if a, err := k.facts(t.Context(), b.ID); err != nil || a.Headline != b.Headline {
					t.Errorf("%s: %v %v", b.ID, a, err)
				}
			})
		}
		all.Wait()
	}
	ask()
	first := k.lib
	if ask(); k.lib != first {
		t.Error("opened again")
	}
	if _, err := ingest.Rebuild(t.Context(), dir, ingest.Options{Now: filled.Day()}); err != nil {
		t.Fatal(err)
	}
	if !first.Replaced() {
		t.Error("nobody notices that the facts are others")
	}
	if ask(); k.lib == first {
		t.Error("the facts from before the rebuild are asked")
	}
	if err := k.close(); err != nil || k.lib != nil {
		t.Error(err)
	}
}
