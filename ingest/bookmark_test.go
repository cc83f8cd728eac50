// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"testing"

	"hearsay/intake"
	"hearsay/store"
)

// TestBookmarks: a place is noted with what was read up to it, and forgotten at the end.
func TestBookmarks(t *testing.T) {
	t.Parallel()
	lib, err := store.OpenWriter(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	b := NewBookmarks(t.Context(), lib)
	s := &intake.Source{Size: 7}
	if offset, record := b.Resume(s); offset != 0 || record != 0 {
		t.Errorf("%d %d of a file never seen", offset, record)
	}
	b.reach(intake.Reached{})
	if b.due(true) != nil {
		t.Error("nothing was reached")
	}
	b.reach(intake.Reached{In: s, Offset: 1000, Record: 3})
	if b.due(false) != nil {
		t.Error("a note without captures is due after much only")
	}
	if err := lib.Apply(t.Context(), &store.Batch{Bookmarks: b.due(true)}); err != nil {
		t.Fatal(err)
	}
	if b.due(true) != nil {
		t.Error("it was noted already")
	}
	if offset, record := NewBookmarks(t.Context(), lib).Resume(s); offset != 1000 || record != 3 {
		t.Errorf("%d %d, want 1000 3", offset, record)
	}
	if offset, _ := b.Resume(&intake.Source{Size: 8}); offset != 0 {
		t.Error("another file")
	}
	if err := b.finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if at, err := lib.Bookmark(t.Context(), s.Key()); err != nil || at.Offset != 1000 {
		t.Errorf("%v %v: it was not read to its end", at, err)
	}
	var none *Bookmarks
	none.reach(intake.Reached{In: s, Offset: 1})
	if none.due(true) != nil || none.finish(t.Context()) != nil {
		t.Error("no bookmarks, no notes")
	}
}
