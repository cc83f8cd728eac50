// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package search_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/internal/sample/filled"
	"hearsay/search"
)

// TestCutSegment cuts a segment while it is read: questions fail, the program goes on.
func TestCutSegment(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := filled.Library(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	e, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	files, err := filepath.Glob(filepath.Join(dir, "index", "*.seg"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if err := os.Truncate(f, 0); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.Trace(t.Context(), search.Request{Text: sample.Query()}); !errors.Is(err, hearsay.ErrCorrupt) {
		t.Errorf("trace: %v", err)
	}
	if _, n, err := e.Latest(t.Context(), 0, 1); err != nil || n == 0 {
		t.Errorf("%d articles, %v", n, err)
	}
}
