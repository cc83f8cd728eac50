// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval_test

import (
	"path/filepath"
	"testing"

	"hearsay/eval"
)

// TestPlanted holds the scores of reuse on articles in the words of the sample
// library.
func TestPlanted(t *testing.T) {
	report, err := eval.Planted(filepath.Join("..", "internal", "sample", "text"), 1000, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	holdScores(t, report, filepath.Join("testdata", "planted-scores.txt"))
}
