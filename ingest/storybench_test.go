// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hearsay/bench/provenance"
	"hearsay/bench/provenance/plant"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/store"
)

// BenchmarkPlace puts all articles of a library, one story of 5,000 copies, into
// stories again: divide by their number.
func BenchmarkPlace(b *testing.B) {
	set, err := plant.Make(plant.Options{Level: 5, Seed: 1, Stories: 1, Copies: 5000})
	if err != nil {
		b.Fatal(err)
	}
	var rows bytes.Buffer
	file := filepath.Join(b.TempDir(), "rows.jsonl")
	if err := errors.Join(provenance.WriteRows(&rows, set.Articles), os.WriteFile(file, rows.Bytes(), 0o644)); err != nil {
		b.Fatal(err)
	}
	lib, err := store.OpenWriter(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer lib.Close()
	source := intake.Walk(context.Background(), []string{file}, intake.Options{Now: someDay})
	if _, err := ingest.Add(b.Context(), lib, source, ingest.Options{Now: someDay}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := ingest.Restory(b.Context(), lib, ingest.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(set.Articles)), "µs/article")
}
