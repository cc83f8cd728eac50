// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package table_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"hearsay"
	"hearsay/internal/foreign"
	"hearsay/table"
)

// row is a row of each type, with a part and a list.
type row struct {
	Name  string  `json:"name" parquet:"name"`
	Count int     `json:"count" parquet:"count"`
	Share float64 `json:"share" parquet:"share"`
	Sure  bool    `json:"sure" parquet:"sure"`
	Part
	List []Part `json:"list" parquet:"list,list"`
}

// Part is embedded, as dates are.
type Part struct {
	Basis string `json:"basis" parquet:"basis"`
}

func (r row) Cells() []string {
	return []string{r.Name, strconv.Itoa(r.Count), fmt.Sprint(r.Share), strconv.FormatBool(r.Sure), r.Basis}
}

func columns() []hearsay.Column {
	return []hearsay.Column{
		{Name: "name", Type: hearsay.TextColumn, Says: "a name"}, {Name: "count", Type: hearsay.IntegerColumn, Says: "how many"},
		{Name: "share", Type: hearsay.NumberColumn, Says: "of all"}, {Name: "sure", Type: hearsay.TruthColumn, Says: "whether"}, {Name: "basis", Type: hearsay.TextColumn, Says: "why"},
	}
}

func rows() []row {
	return []row{
		{Name: "Über 🌧 مرحبا", Count: 3, Share: 0.25, Sure: true, Part: Part{"url"}, List: []Part{{"a"}, {"b"}}},
		{Name: "=HYPERLINK(\"http://evil.example\",\"x\")\r\n,\x00\u202e", Count: -1, List: []Part{}},
	}
}

func write[R any](t testing.TB, w table.Writer[R], list []R) {
	t.Helper()
	for _, r := range list {
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestParquet(t *testing.T) {
	var b bytes.Buffer
	write(t, table.NewParquet(&b, func(r row) int { return 20 << 20 }), append(rows(), rows()...))
	got, err := parquet.Read[row](bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(append(rows(), rows()...), got); diff != "" {
		t.Error(diff)
	}
	f, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(f.RowGroups()) != 2 {
		t.Errorf("%v, %d row groups of 40 MB each", err, len(f.RowGroups()))
	}
}

func TestParquetIsReadByArrow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.parquet")
	var b bytes.Buffer
	write(t, table.NewParquet(&b, func(row) int { return 1 }), rows())
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	got := foreign.Python(t, []string{"pyarrow.parquet"}, `
import json, sys, pyarrow.parquet as pq
t = pq.read_table(sys.argv[1])
print(t.column_names)
print(json.dumps(t.to_pylist(), ensure_ascii=False))
`, path)
	names, values, _ := strings.Cut(got, "\n")
	if names != "['name', 'count', 'share', 'sure', 'basis', 'list']" {
		t.Error(names)
	}
	var back []row
	if err := json.Unmarshal([]byte(values), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows(), back); diff != "" {
		t.Error(diff)
	}
}

func TestCSV(t *testing.T) {
	for _, raw := range []bool{false, true} {
		var b bytes.Buffer
		w, err := table.NewCSV[row](&b, columns(), raw)
		if err != nil {
			t.Fatal(err)
		}
		write(t, w, rows())
		got, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		// encoding/csv reads CR LF within quotes as LF.
		evil, count := "'=HYPERLINK(\"http://evil.example\",\"x\")\n,\ufffd\u202e", "'-1"
		if raw {
			evil, count = "=HYPERLINK(\"http://evil.example\",\"x\")\n,\x00\u202e", "-1"
		}
		want := [][]string{{"name", "count", "share", "sure", "basis"}, {"Über 🌧 مرحبا", "3", "0.25", "true", "url"}, {evil, count, "0", "false", ""}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestJSONL(t *testing.T) {
	var b bytes.Buffer
	write(t, table.NewJSONL[row](&b), rows())
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != 2 {
		t.Fatal(lines)
	}
	for i, line := range lines {
		var got row
		if err := json.Unmarshal([]byte(line), &got); err != nil || !cmp.Equal(got, rows()[i]) {
			t.Errorf("%v %s", err, line)
		}
	}
}

func TestE1Harmless(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "a=b": "a=b", "=a": "'=a", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\r=x": "'\r=x", " =x": " =x", "é": "é", "'=": "'=",
		"＝1+1": "'＝1+1", "＠x": "'＠x", "a\x00b": "a\ufffdb", "\xff=": "\xff=",
	} {
		if got := table.Harmless(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}

// FuzzHarmless: no cell begins a formula, and none is lost.
func FuzzHarmless(f *testing.F) {
	f.Add("=1")
	f.Fuzz(func(t *testing.T, cell string) {
		got := table.Harmless(cell)
		if got != "" && strings.Contains("=+-@\t\r", got[:1]) {
			t.Errorf("%q", got)
		}
		if strings.TrimPrefix(got, "'") != strings.ReplaceAll(strings.TrimPrefix(cell, "'"), "\x00", "\ufffd") && !strings.HasPrefix(got, "''") {
			t.Errorf("%q became %q", cell, got)
		}
	})
}

func TestPackage(t *testing.T) {
	b, err := table.Package("hearsay-articles", "Articles of a library.", []table.Resource{{Name: "articles", Path: "articles.csv", Format: "csv", Says: "one line an article", Columns: columns()}})
	if err != nil {
		t.Fatal(err)
	}
	var p struct {
		Profile   string
		Resources []struct {
			Path   string
			Schema struct {
				Fields []struct{ Name, Type, Description string }
			}
		}
	}
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	if p.Profile != "tabular-data-package" || len(p.Resources) != 1 || len(p.Resources[0].Schema.Fields) != 5 || p.Resources[0].Schema.Fields[2].Type != "number" {
		t.Errorf("%s", b)
	}
}
