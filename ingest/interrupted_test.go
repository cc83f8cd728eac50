// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/store"
)

// TestRemoveInterrupted stops between the two steps of removing: the page is
// gone, the facts are not. Check names the article, and removing it again
// completes it.
func TestRemoveInterrupted(t *testing.T) {
	lib, err := store.OpenWriter(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
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
	if err := blank(lib.CapturePath(row.File), row, now); err != nil {
		t.Fatal(err)
	}
	v, err := Check(t.Context(), lib.Store)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Problems) != 1 || !strings.Contains(v.Problems[0], capture.String()) {
		t.Errorf("check says %q of capture %s", v.Problems, capture)
	}
	if err := Remove(t.Context(), lib, []hearsay.ArticleID{id}, now); err != nil {
		t.Fatal(err)
	}
	if v, err = Check(t.Context(), lib.Store); err != nil || len(v.Problems) > 0 {
		t.Errorf("removed again: %v, %q", err, v.Problems)
	}
}
