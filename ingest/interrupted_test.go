// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/store"
)

// TestRemoveInterrupted stops between the two steps of removing: the facts have
// forgotten the article, its page stands still. Check says so, and the next writer
// writes over the page.
func TestRemoveInterrupted(t *testing.T) {
	dir := t.TempDir()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	if _, err := Add(t.Context(), lib, sample.Items(), Options{Now: now}); err != nil {
		t.Fatal(err)
	}
	var id hearsay.ArticleID
	var capture hearsay.CaptureID
	err = lib.ArticleCaptures(t.Context(), func(a hearsay.ArticleID, c hearsay.CaptureID) error {
		id, capture = a, c
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	row, err := lib.Capture(t.Context(), capture)
	if err != nil {
		t.Fatal(err)
	}
	path := lib.CapturePath(row.File)
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	if err := Remove(t.Context(), lib, []hearsay.ArticleID{id}, now); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("removed from a file that is not there: %v", err)
	}
	if err := os.Rename(path+".away", path); err != nil {
		t.Fatal(err)
	}
	v, err := Check(t.Context(), lib.Store)
	if err != nil || len(v.Problems) > 0 || !slices.ContainsFunc(v.Notes, func(n string) bool { return strings.HasPrefix(n, "1 removed page") }) {
		t.Errorf("check says %v, %q and %q", err, v.Problems, v.Notes)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	if lib, err = store.OpenWriter(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if v, err = Check(t.Context(), lib.Store); err != nil || len(v.Problems) > 0 || slices.ContainsFunc(v.Notes, func(n string) bool { return strings.Contains(n, "removed page") }) {
		t.Errorf("opened again: %v, %q, %q", err, v.Problems, v.Notes)
	}
	files := captureFiles{lib: lib.Store}
	defer files.close()
	if files.check(row) == nil {
		t.Error("the page can be read still")
	}
}
