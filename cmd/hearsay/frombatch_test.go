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
	writeParquet(t, filepath.Join(dir, "texts"), rows)
	return dir
}

// writeParquet writes rows to the one file of a folder.
func writeParquet[R any](t *testing.T, dir string, rows []R) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, "part-00000.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	w := table.NewParquet(f, func(R) int { return 1 })
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
	if !strings.Contains(errs, "Clusters were not compared with those of the batch: there are no Parquet files in its folder clusters") {
		t.Error(errs)
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

// TestFromBatchClusters: clusters of the library are compared with those of the batch, and
// what differs is named.
func TestFromBatchClusters(t *testing.T) {
	t.Parallel()
	const pier = "The harbour office closed both piers at noon on Tuesday because of the swell, its director said."
	dir := batchOf(t,
		batchRow{ID: "g", Date: "2025-03-10", Text: "Piers closed. " + pier},
		batchRow{ID: "e", Date: "2025-03-12", Text: pier + " Nobody minded."},
		batchRow{ID: "x", Date: "2025-03-13", Text: "Nothing that anybody else has is in this text of some few words."})
	if err := os.WriteFile(filepath.Join(dir, "_SUCCESS"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rows []batchClusterRow
		says string
	}{
		{[]batchClusterRow{{1, "g"}, {1, "e"}}, "Clusters: 1 in the batch and in the library, each with the same articles."},
		{[]batchClusterRow{{1, "g"}, {1, "e"}, {1, "x"}, {2, "g"}, {2, "e"}}, "Clusters: 2 in the batch, 1 in the library; 1 of them have the same articles in both.\n" +
			"  cluster 1 of the batch: 3 articles, of which one cluster of the library has 2\n"},
		{nil, "Clusters: 0 in the batch, 1 in the library; 0 of them"},
	} {
		writeParquet(t, filepath.Join(dir, "clusters"), c.rows)
		code, _, errs := run(t, "", "add", "--library", filepath.Join(t.TempDir(), "library"), "--from-batch", dir)
		if code != exitDone || !strings.Contains(errs, c.says) {
			t.Errorf("code %d, no %q in %s", code, c.says, errs)
		}
	}
}
