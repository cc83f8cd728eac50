// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPrecedeIsRepeatable: training gives the models that are shipped, and their
// note. A check or the generator changed: go run ./internal/train precede.
func TestPrecedeIsRepeatable(t *testing.T) {
	if testing.Short() {
		t.Skip("learns from 25 sets of stories and 300 pages: not with -short")
	}
	data, made := folder(t, "reuse-wiki-versions"), t.TempDir()
	if err := writePrecede(data, made); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"copies.model", "versions.model", "models.provenance.txt"} {
		got, err := os.ReadFile(filepath.Join(made, name))
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join("..", "..", "precede", name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s is no longer what is learnt; run go run ./internal/train precede (-file +learnt):\n%s", name, diff)
		}
	}
}
