// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/onpostgres"
	"hearsay/internal/sample"
	"hearsay/store"
)

// TestLeftovers: what belongs to no commit is named, and swept by the next writer;
// a capture file of somebody else is named and left alone.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Add(t.Context(), lib, sample.Items(), Options{Now: day}); err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	captures := filepath.Join(dir, "captures", "000001.warc.gz")
	whole, err := os.ReadFile(captures)
	if err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "captures", "theirs.warc.gz")
	left := []string{
		captures, filepath.Join(dir, "captures", "000002.warc.gz"),
		filepath.Join(dir, "index", "1-000099.seg"), filepath.Join(dir, "index", "1-000100.seg.tmp"),
		filepath.Join(dir, "facts.new.sqlite"), filepath.Join(dir, "facts.new.sqlite-wal"),
	}
	for _, path := range append(left, foreign) {
		content := "left over"
		if path == captures {
			content = string(whole) + content
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	notesName(t, dir, append(left, foreign))
	if lib, err = store.OpenWriter(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	notesName(t, dir, []string{foreign})
}

// notesName requires a sound library, and a note for each path and no other.
func notesName(t *testing.T, dir string, paths []string) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	v, err := Check(t.Context(), lib)
	if err != nil || len(v.Problems) > 0 || len(v.Notes) != len(paths) {
		t.Fatalf("%v, problems %q, notes %q", err, v.Problems, v.Notes)
	}
	for _, path := range paths {
		if !strings.Contains(strings.Join(v.Notes, "\n"), path+": ") {
			t.Errorf("nothing is said of %s: %q", path, v.Notes)
		}
	}
}

// TestKilledAtBirth: a library whose making was interrupted is none yet, and the
// next writer makes it.
func TestKilledAtBirth(t *testing.T) {
	onpostgres.Skip(t, "there is no file that is made first")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "facts.sqlite"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), dir); !errors.Is(err, hearsay.ErrNotFound) || !strings.Contains(err.Error(), "hearsay add") {
		t.Errorf("%v, want ErrNotFound with what to do", err)
	}
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	notesName(t, dir, nil)
}
