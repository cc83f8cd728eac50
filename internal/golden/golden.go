// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package golden runs tests whose cases are txtar files that a person can read:
// the input and the expected outputs stand in one file, and
//
//	go test ./quote -update
//
// rewrites the expectations, so that a change of behaviour is a diff in review.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expectations of golden tests")

// Run calls f for every file that matches pattern. F gets the text of the file
// called "in" (or the first file) and returns the other files' texts by name;
// each that the archive holds must be equal. Run fails when nothing matches.
func Run(t *testing.T, pattern string, f func(t *testing.T, in string) map[string]string) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("golden: no file matches %s (%v)", pattern, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil || len(ar.Files) == 0 {
				t.Fatalf("golden: %s holds no file (%v)", path, err)
			}
			got := f(t, string(ar.Files[0].Data))
			if *update {
				rewrite(t, path, ar, got)
				return
			}
			compare(t, path, ar, got)
		})
	}
}

func compare(t *testing.T, path string, ar *txtar.Archive, got map[string]string) {
	t.Helper()
	for _, file := range ar.Files[1:] {
		if diff := cmp.Diff(string(file.Data), withNewline(got[file.Name])); diff != "" {
			t.Errorf("%s: %s differs (-want +got):\n%s", path, file.Name, diff)
		}
	}
}

func rewrite(t *testing.T, path string, ar *txtar.Archive, got map[string]string) {
	t.Helper()
	for i, file := range ar.Files[1:] {
		ar.Files[i+1].Data = []byte(withNewline(got[file.Name]))
	}
	if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
		t.Fatal(err)
	}
}

// withNewline ends s as txtar ends every file.
func withNewline(s string) string {
	if s == "" || strings.HasSuffix(s, "\n") {
		return s
	}
	return s + "\n"
}
