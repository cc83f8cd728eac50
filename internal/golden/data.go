// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"os"
	"path/filepath"
	"testing"
)

// Data returns the folder of a labelled data set: $HEARSAY_DATA/name, by default
// ../shared/data beside the repository. It skips the test when the set is not
// there, since most sets may not be kept here.
func Data(t testing.TB, name string) string {
	t.Helper()
	base := os.Getenv("HEARSAY_DATA")
	if base == "" {
		base = filepath.Join(root(t), "..", "shared", "data")
	}
	dir := filepath.Join(base, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("labelled data %s is not at %s; set HEARSAY_DATA to its folder", name, dir)
	}
	return dir
}

// root is the folder of go.mod above the test.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("golden: no go.mod above the test")
		}
		dir = up
	}
}
