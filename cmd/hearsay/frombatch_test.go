// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/table"
)

// batchOf writes the output of a run on many machines, but for _SUCCESS.
func batchOf(t *testing.T, rows ...batchRow) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "texts"), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, "texts", "part-00000.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	w := table.NewParquet(f, func(batchRow) int { return 1 })
	for _, row := range rows {
		if err := w.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFromBatch(t *testing.T) {
	t.Parallel()
	const pier = "The harbour office closed both piers at noon on Tuesday because of the swell, its director said."
	dir := batchOf(t,
		batchRow{ID: "g", Outlet: "Gull", Date: "2025-03-10", Title: "Piers closed", Text: "Piers closed. " + pier},
		batchRow{ID: "poison"},
		batchRow{ID: "e", Outlet: "Echo", Date: "2025-03-12", URL: "https://echo.example/1", Text: pier + " Nobody minded."})
	library := filepath.Join(t.TempDir(), "library")
	if code, _, errs := run(t, "", "add", "--library", library, "--from-batch", dir); code != exitFailed || !strings.Contains(errs, "not the whole output") {
		t.Errorf("without _SUCCESS: code %d: %s", code, errs)
	}
	if err := os.WriteFile(filepath.Join(dir, "_SUCCESS"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "texts", "part-00001.parquet"), []byte("PAR1 none"), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, "", "add", "--library", library, "--from-batch", dir)
	if code != exitSkipped || !strings.Contains(out, "2 articles added") || !strings.Contains(out, "1 shared passage") {
		t.Errorf("code %d: %s%s", code, out, errs)
	}
	for _, want := range []string{"part-00000.parquet row 2: text is empty", "part-00001.parquet row 1: ", "Made again by the\nlibrary's own rules"} {
		if !strings.Contains(errs, want) {
			t.Errorf("no %q in %s", want, errs)
		}
	}
	_, out, _ = run(t, "", "export", "--library", library, "--what", "articles")
	if !strings.Contains(out, `"outlet":"Echo"`) || !strings.Contains(out, `"date":"2025-03-10"`) {
		t.Error(out)
	}
	if code, _, errs := run(t, "", "add", "--library", library, "--from-batch", dir, "more"); code != exitUsage {
		t.Errorf("code %d: %s", code, errs)
	}
}
