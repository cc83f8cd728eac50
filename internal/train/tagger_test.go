// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/golden"
	"hearsay/postag"
)

// folder is the folder of labelled data; the test is skipped without.
func folder(t *testing.T, sets ...string) string {
	t.Helper()
	dir := ""
	for _, s := range sets {
		dir = filepath.Dir(golden.Data(t, s))
	}
	return dir
}

var taggerDir = filepath.Join("..", "..", "postag")

// TestTaggerScores: the model that is shipped scores what its note says.
func TestTaggerScores(t *testing.T) {
	data := folder(t, "nlp-train", "attribution-gum")
	texts, err := taggerTexts(data)
	if err != nil {
		t.Fatal(err)
	}
	scores, err := taggerScores(data, postag.English())
	if err != nil {
		t.Fatal(err)
	}
	note, err := os.ReadFile(filepath.Join(taggerDir, "english.provenance.txt"))
	if err != nil {
		t.Fatal(err)
	}
	size := len(postag.English().Encode())
	if diff := cmp.Diff(taggerNote(len(texts), size, scores), string(note)); diff != "" {
		t.Errorf("english.provenance.txt differs (-model +note):\n%s", diff)
	}
}

// TestTaggerIsRepeatable: training gives the file that is shipped.
func TestTaggerIsRepeatable(t *testing.T) {
	if os.Getenv("HEARSAY_LONG") == "" {
		t.Skip("takes ten seconds; set HEARSAY_LONG=1")
	}
	data := folder(t, "nlp-train", "attribution-gum")
	dir := t.TempDir()
	if err := writeTagger(data, dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"english.model", "english.provenance.txt"} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join(taggerDir, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s comes out different", name)
		}
	}
}
