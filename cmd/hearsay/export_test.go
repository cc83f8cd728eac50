// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/store"
	"hearsay/wire"
)

// exportRows are three articles of one passage and two of another, by day.
var exportRows = []string{
	`{"id":"a","outlet":"Gull","date":"2025-03-10","text":"The harbour office closed both piers at noon on Tuesday because of the swell, its director said."}`,
	`{"id":"b","outlet":"Echo","date":"2025-03-11","text":"Über uns. The harbour office closed both piers at noon on Tuesday because of the swell, its director said."}`,
	`{"id":"c","outlet":"Herald","date":"2025-03-12","text":"Again. The harbour office closed both piers at noon on Tuesday because of the swell, its director said."}`,
	`{"id":"d","outlet":"Echo","date":"2025-03-13","text":"No boat was in the harbour, and the ferry to Tarn had left with four goats and a bishop on board."}`,
	`{"id":"e","outlet":"Gull","date":"2025-03-14","text":"Late: no boat was in the harbour, and the ferry to Tarn had left with four goats and a bishop on board."}`,
}

// addRows adds some of the rows, in this order.
func addRows(t *testing.T, lib string, which ...int) {
	t.Helper()
	for _, i := range which { // one run each: within one, all are there at once
		mustRun(t, exportRows[i]+"\n", "add", "--library", lib, "-")
	}
}

// mustRun returns what a command prints, which must succeed.
func mustRun(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	if args[0] == "add" {
		path := filepath.Join(t.TempDir(), "rows.jsonl")
		writeFile(t, path, stdin)
		args[len(args)-1] = path
	}
	code, stdout, stderr := run(t, stdin, args...)
	if code != exitDone {
		t.Fatalf("%v: exit %d: %s", args, code, stderr)
	}
	return stdout
}

// exportedWitnesses reads lines of JSON.
func exportedWitnesses(t *testing.T, jsonl string) (out []wire.Witness) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(jsonl))
	for {
		var w wire.Witness
		err := d.Decode(&w)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, w)
	}
}

// TestExportAfterRebuild: made again, clusters do not depend on the order in which
// articles came, and an ID of before prints the cluster that it names now.
func TestExportAfterRebuild(t *testing.T) {
	var libs, exports [2]string
	var before []wire.Witness
	for i, order := range [][]int{{0, 1, 2, 3, 4}, {4, 2, 1, 3, 0}} {
		libs[i] = filepath.Join(t.TempDir(), "lib")
		addRows(t, libs[i], order[:4]...)
		before = exportedWitnesses(t, mustRun(t, "", "export", "--library", libs[i], "--what", "clusters"))
		addRows(t, libs[i], order[4])
		mustRun(t, "", "rebuild", "--clusters", "--library", libs[i])
		exports[i] = mustRun(t, "", "export", "--library", libs[i], "--what", "clusters")
	}
	if diff := cmp.Diff(exports[0], exports[1]); diff != "" {
		t.Errorf("the order of arrival shows: %s", diff)
	}
	now, older := exportedWitnesses(t, exports[1]), before[len(before)-1].Cluster
	if len(now) != 5 || now[0].Size != 3 || now[0].Cluster == older {
		t.Fatalf("%d witnesses; the cluster of three kept its ID, so there is nothing to redirect", len(now))
	}
	code, stdout, stderr := run(t, "", "export", "--library", libs[1], "--what", "clusters", "--cluster", older)
	if want := "cluster " + older + " is " + now[0].Cluster + " now\n"; code != exitDone || !strings.HasPrefix(stderr, want) {
		t.Errorf("exit %d, %q, want %q", code, stderr, want)
	}
	if diff := cmp.Diff(now[:3], exportedWitnesses(t, stdout)); diff != "" {
		t.Errorf("by its older ID: %s", diff)
	}
}

// TestExportedCSV: the same as JSON, but for formulas, which are none.
func TestExportedCSV(t *testing.T) {
	lib := filepath.Join(t.TempDir(), "lib")
	for i, title := range []string{`=HYPERLINK("http://evil.example","x")`, `@SUM(1)`, `-2+3, "quoted"`} {
		line, err := json.Marshal(map[string]string{"id": string(rune('a' + i)), "title": title, "outlet": "+" + string(rune('A'+i)), "date": "2025-03-10",
			"url":  "https://x.example/" + title,
			"text": "The harbour office\n\nclosed both \"piers\" at noon; on Tuesday, because of the swell, its director said."})
		if err != nil {
			t.Fatal(err)
		}
		mustRun(t, string(line), "add", "--library", lib, "-")
	}
	witnesses := exportedWitnesses(t, mustRun(t, "", "export", "--library", lib, "--what", "clusters"))
	table := mustRun(t, "", "export", "--library", lib, "--what", "clusters", "--format", "csv")
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil || len(rows) != 4 || len(witnesses) != 3 {
		t.Fatalf("%v, %d rows and %d lines", err, len(rows), len(witnesses))
	}
	for i, c := range wire.WitnessColumns() {
		if rows[0][i] != c.Name {
			t.Errorf("column %d is %q, not %s", i, rows[0][i], c.Name)
		}
	}
	for i, w := range witnesses {
		want := w.Cells()
		for _, at := range []int{3, 9} { // series and headline begin badly
			want[at] = "'" + want[at]
		}
		if diff := cmp.Diff(want, rows[i+1]); diff != "" {
			t.Errorf("row %d: %s", i+1, diff)
		}
	}
}

// TestE1Exports: no cell of any table that hearsay export writes begins a formula, whichever of
// the six characters it would begin with.
func TestE1Exports(t *testing.T) {
	t.Parallel()
	lib := filepath.Join(t.TempDir(), "lib")
	var rows strings.Builder
	for i, begins := range []string{"=", "+", "-", "@", "\t", "\r"} {
		line, err := json.Marshal(map[string]string{"id": string(rune('a' + i)), "title": begins + "SUM(1)+cmd", "outlet": begins + "Outlet()", "date": "2025-03-1" + string(rune('0'+i)), "url": "https://x.example/" + string(rune('a'+i)),
			"text": begins + "SUM(2) is written here.\n\nThe harbour office closed both piers at noon on Tuesday because of the swell. “" + begins + "cmd() will not sail before spring,” said " + begins + "Anna Berg of the harbour office."})
		if err != nil {
			t.Fatal(err)
		}
		rows.Write(append(line, '\n'))
	}
	mustRun(t, rows.String(), "add", "--library", lib, "-")
	mustRun(t, `{"id": "x", "type": "Annotation", "creator": "=cmd()", "body": [{"value": "+cmd()"}, {"value": "@cmd()", "purpose": "tagging"}], "target": {"source": "https://x.example/a", "selector": {"type": "TextQuoteSelector", "exact": "=SUM(2)"}}}`,
		"notes", "import", "--library", lib, "-")
	guarded := 0
	for _, kind := range exportKinds() {
		if !slices.Contains(kind.formats, "csv") {
			continue
		}
		r := csv.NewReader(strings.NewReader(mustRun(t, "", "export", "--library", lib, "--what", kind.name, "--format", "csv")))
		r.Comment = '#'
		cells, err := r.ReadAll()
		if err != nil || len(cells) < 2 && kind.name != "derivations" && kind.name != "stories" {
			t.Errorf("%s: %d rows, %v", kind.name, len(cells), err)
		}
		for _, cell := range slices.Concat(cells...) {
			if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" && strings.Contains("=+-@\t\r", cell[:1]) {
				t.Errorf("%s: a cell begins a formula: %q", kind.name, cell)
			}
			if strings.HasPrefix(cell, "'") {
				guarded++
			}
		}
	}
	if guarded < 16 {
		t.Errorf("only %d cells have an apostrophe before them", guarded)
	}
}

// TestExportFile: whatever goes wrong, the file of before stays, and no other is left.
func TestExportFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	writeFile(t, path, "before")
	broken := errors.New("broken")
	err := replaceFile(path, func(w io.Writer) error {
		_, err := w.Write(make([]byte, 1<<20))
		return errors.Join(err, broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	lib := filepath.Join(dir, "lib")
	addRows(t, lib, 0, 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var errs strings.Builder
	q := &program{stdout: io.Discard, stderr: &errs, env: func(string) string { return "" }, now: time.Now}
	if code := q.run(ctx, []string{"export", "--library", lib, "--what", "clusters", "--out", path}); code != exitFailed || !strings.Contains(errs.String(), "interrupted; no file was written") {
		t.Errorf("interrupted: exit %d, %s", code, errs.String())
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "before" {
		t.Errorf("the file holds %q, %v", got, err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "out*")); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
	if code, _, stderr := run(t, "", "export", "--library", lib, "--what", "clusters", "--out", os.DevNull); code != exitUsage || !strings.Contains(stderr, "no file") {
		t.Errorf("into a device: exit %d, %s", code, stderr)
	}
}

// TestExportFullDisk: what is cut is said to be.
func TestExportFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this platform has no /dev/full")
	}
	defer full.Close()
	lib := filepath.Join(t.TempDir(), "lib")
	addRows(t, lib, 0, 1)
	for _, format := range []string{"jsonl", "csv"} {
		var errs strings.Builder
		p := &program{stdout: full, stderr: &errs, env: func(string) string { return "" }, now: time.Now}
		code := p.run(t.Context(), []string{"export", "--library", lib, "--what", "clusters", "--format", format})
		if code != exitFailed || !strings.Contains(errs.String(), "The disk is full") {
			t.Errorf("%s: exit %d, %s", format, code, errs.String())
		}
	}
}

// TestExportBeforeCompared: an export that may lack passages says so.
func TestExportBeforeCompared(t *testing.T) {
	lib := filepath.Join(t.TempDir(), "lib")
	addRows(t, lib, 0, 1, 2)
	w, err := store.OpenWriter(t.Context(), lib)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.ApplyClusters(t.Context(), &hearsay.ClusterChange{}, 1), w.Close()); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := run(t, "", "export", "--library", lib, "--what", "clusters")
	if code != exitSkipped || !strings.Contains(stderr, "Not complete: 2 articles are yet to be compared") || stdout == "" {
		t.Errorf("exit %d, %s", code, stderr)
	}
	addRows(t, lib, 0) // there already; but detection goes on
	mustRun(t, "", "export", "--library", lib, "--what", "clusters")
}

// TestExportSteersNoTerminal: marks that turn the direction of writing are written as
// each format writes them, left out where it cannot, and kept for machines.
func TestExportSteersNoTerminal(t *testing.T) {
	for _, c := range []struct {
		format string
		raw    bool
		want   string
	}{
		{"jsonl", false, `a\u202eb`}, {"csl", false, `a\u202eb`}, {"webannotation", false, `a\u202eb`}, {"prov-json", false, `a\u202eb`},
		{"gexf", false, "a&#x202E;b"}, {"graphml", false, "a&#x202E;b"},
		{"csv", false, "ab"}, {"ris", false, "ab"}, {"prov-n", false, "ab"},
		{"csv", true, "a\u202eb"}, {"parquet", false, "a\u202eb"},
	} {
		path := filepath.Join(t.TempDir(), "x")
		var out strings.Builder
		p := &program{plain: &out}
		for _, to := range []string{path, ""} {
			err := p.writeFormat(to, c.format, c.raw, func(w io.Writer) error {
				_, err := io.WriteString(w, "a\u202eb")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != c.want || out.String() != c.want {
			t.Errorf("%s: %q in a file, %q on standard output, %v; want %q", c.format, got, out.String(), err, c.want)
		}
	}
}

// TestExportFolder: what datapackage.json describes is what the rows have.
func TestExportFolder(t *testing.T) {
	t.Parallel()
	lib := sampleLibrary(t)
	for _, kind := range exportKinds() {
		if kind.name == "library" || kind.name == "captures" { // these are no rows
			continue
		}
		dir := filepath.Join(t.TempDir(), kind.name)
		mustRun(t, "", "export", "--library", lib, "--what", kind.name, "--out", dir+"/")
		about, err := os.ReadFile(filepath.Join(dir, "datapackage.json"))
		if err != nil {
			t.Fatal(err)
		}
		var p struct {
			Resources []struct {
				Path, Format string
				Schema       struct{ Fields []struct{ Name, Type string } }
			}
		}
		if err := json.Unmarshal(about, &p); err != nil || len(p.Resources) != 1 || p.Resources[0].Format != "jsonl" {
			t.Fatalf("%s: %v %s", kind.name, err, about)
		}
		rows, err := os.ReadFile(filepath.Join(dir, p.Resources[0].Path))
		if err != nil {
			t.Fatal(err)
		}
		checkDescribed(t, kind.name, rows, p.Resources[0].Schema.Fields)
	}
}

// checkDescribed holds lines of JSON against the fields that are described: no other, and
// of that type.
func checkDescribed(t *testing.T, name string, rows []byte, fields []struct{ Name, Type string }) {
	t.Helper()
	types := map[string]string{}
	for _, f := range fields {
		types[f.Name] = f.Type
	}
	for line := range strings.Lines(string(rows)) {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		for key, v := range row {
			var is []string
			switch v.(type) {
			case nil:
				continue
			case string:
				is = []string{"string"}
			case bool:
				is = []string{"boolean"}
			case float64:
				is = []string{"number", "integer"}
			case []any:
				is = []string{"array"}
			default:
				is = []string{"object"}
			}
			if !slices.Contains(is, types[key]) {
				t.Fatalf("%s: %s is %v, described as %q", name, key, v, types[key])
			}
		}
		if len(row) < len(types)-1 { // a complementiser may be left out
			t.Fatalf("%s: %d fields, %d described", name, len(row), len(types))
		}
	}
}
