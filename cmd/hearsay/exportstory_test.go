// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"hearsay"
	"hearsay/internal/sample/filled"
	"hearsay/store"
	"hearsay/wire"
)

// sampleLibrary is the invented library of the demo.
func sampleLibrary(t *testing.T) string {
	t.Helper()
	made, err := theSample()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "lib")
	if err := os.CopyFS(dir, os.DirFS(made)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// theSample makes the sample library once, for all tests to copy.
var theSample = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(shared, "sample")
	return dir, filled.Library(context.Background(), dir)
})

// derivationRows reads JSON lines.
func derivationRows(t *testing.T, jsonl string) (out []wire.DerivationRow) {
	t.Helper()
	for line := range strings.Lines(jsonl) {
		var r wire.DerivationRow
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// edgesOf are the ids of the edges of a graph file, each once, sorted.
func edgesOf(t *testing.T, file string) (ids []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(file))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "edge" {
			for _, a := range e.Attr {
				if a.Name.Local == "id" {
					ids = append(ids, strings.TrimSuffix(a.Value, "-back"))
				}
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// TestExportDerivations: all formats have the same ties, twice the same bytes.
func TestExportDerivations(t *testing.T) {
	t.Parallel()
	lib := sampleLibrary(t)
	get := func(format string, more ...string) string {
		args := append([]string{"export", "--library", lib, "--what", "derivations", "--format", format}, more...)
		out := mustRun(t, "", args...)
		if out != mustRun(t, "", args...) {
			t.Errorf("%s: two runs differ", format)
		}
		return out
	}
	rows := derivationRows(t, get("jsonl"))
	if len(rows) < 10 {
		t.Fatalf("%d derivations in the sample library", len(rows))
	}
	table, err := csv.NewReader(strings.NewReader(get("csv"))).ReadAll()
	if err != nil || len(table) != len(rows)+1 {
		t.Errorf("CSV: %v, %d rows", err, len(table))
	}
	file := get("parquet")
	typed, err := parquet.Read[wire.DerivationRow](bytes.NewReader([]byte(file)), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows, typed); diff != "" {
		t.Errorf("Parquet: %s", diff)
	}
	edges := edgesOf(t, get("gexf"))
	for name, other := range map[string][]string{"static GEXF": edgesOf(t, get("gexf", "--static")), "GraphML": edgesOf(t, get("graphml"))} {
		if diff := cmp.Diff(edges, other); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if len(edges) < len(rows) {
		t.Errorf("%d edges for %d ties", len(edges), len(rows))
	}
	var doc struct{ Bundle map[string]json.RawMessage }
	if err := json.Unmarshal([]byte(get("prov-json")), &doc); err != nil {
		t.Fatal(err)
	}
	stories := map[string]bool{}
	for _, r := range rows {
		stories["story:"+r.Story] = true
	}
	if len(doc.Bundle) != len(stories) || strings.Count(get("prov-n"), "endBundle") != len(stories) {
		t.Errorf("%d bundles for %d stories", len(doc.Bundle), len(stories))
	}
}

// TestExportGraphTables: a folder has nodes and edges that fit each other.
func TestExportGraphTables(t *testing.T) {
	t.Parallel()
	lib, dir := sampleLibrary(t), filepath.Join(t.TempDir(), "graph")
	mustRun(t, "", "export", "--library", lib, "--what", "derivations", "--format", "csv", "--raw", "--out", dir+"/")
	read := func(name string) [][]string {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	nodes := map[string]bool{}
	for _, row := range read("nodes.csv")[1:] {
		if nodes[row[0]] {
			t.Errorf("node %s comes twice", row[0])
		}
		nodes[row[0]] = true
	}
	for _, row := range read("edges.csv")[1:] {
		if !nodes[row[0]] || !nodes[row[1]] || row[2] != "Directed" && row[2] != "Undirected" {
			t.Errorf("edge %q", row)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 3 {
		t.Errorf("%v %v", left, err)
	}
}

// TestExportStory: one story by its ID, and what a person decided apart from what was
// found.
func TestExportStory(t *testing.T) {
	t.Parallel()
	lib := sampleLibrary(t)
	rows := derivationRows(t, mustRun(t, "", "export", "--library", lib, "--what", "derivations"))
	story := rows[0].Story
	for _, r := range derivationRows(t, mustRun(t, "", "export", "--library", lib, "--what", "derivations", "--story", story)) {
		if r.Story != story {
			t.Errorf("%s is of another story", r.Story)
		}
	}
	one := strings.Count(mustRun(t, "", "export", "--library", lib, "--what", "stories", "--story", story), "\n")
	if one != 1 {
		t.Errorf("%d stories", one)
	}
	if code, _, errs := run(t, "", "export", "--library", lib, "--what", "derivations", "--story", hearsay.StoryID{1}.String()); code != exitFailed || !strings.Contains(errs, "not found") {
		t.Errorf("exit %d, %s", code, errs)
	}
	id, err := hearsay.ParseID[hearsay.Article](rows[0].Derived)
	if err != nil {
		t.Fatal(err)
	}
	w, err := store.OpenWriter(t.Context(), lib)
	if err != nil {
		t.Fatal(err)
	}
	err = w.DecideStory(&hearsay.StoryRuling{At: time.Date(2025, 4, 2, 0, 0, 0, 0, time.UTC), Verb: hearsay.ConfirmStory, Articles: []hearsay.ArticleID{id}})
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	got := mustRun(t, "", "export", "--library", lib, "--what", "derivations", "--format", "prov-n")
	if !strings.Contains(got, `entity(decision:1, [prov:type='prov:Collection', prov:type='hs:Decision', hs:decides="confirm", hs:at="2025-04-02T00:00:00Z"`) ||
		!strings.Contains(got, "wasAttributedTo(decision:1, who:person)") {
		t.Error("what a person decided is not there")
	}
}

// TestExportProvenance: articles and quotations as PROV, whole and without what was
// needed on the way.
func TestExportProvenance(t *testing.T) {
	t.Parallel()
	lib, out := sampleLibrary(t), filepath.Join(t.TempDir(), "q.json")
	mustRun(t, "", "export", "--library", lib, "--what", "quotations", "--format", "prov-json", "--out", out)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct{ Entity map[string]any }
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	articles, quotations := 0, 0
	for id := range doc.Entity {
		switch {
		case strings.HasPrefix(id, "article:"):
			articles++
		case strings.HasPrefix(id, "quotation:"):
			quotations++
		}
	}
	said := strings.Count(mustRun(t, "", "export", "--library", lib, "--what", "quotations"), "\n")
	if articles != 61 || quotations != said {
		t.Errorf("%d articles, %d quotations of %d", articles, quotations, said)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(out), "*")); err != nil || len(left) != 1 {
		t.Errorf("%v %v", left, err)
	}
}
