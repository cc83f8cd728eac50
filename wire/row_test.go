// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/wire"
)

// TestRows: tables have the names and values that JSON has, and passim's fields.
func TestRows(t *testing.T) {
	a := &hearsay.Article{
		ID: hearsay.ArticleID{1}, URL: "https://x.example/", Headline: "Über", Language: "de", Words: 4, Text: "Über 🌧 uns. It rained.",
		Outlet: hearsay.Agent{Name: "Gull"}, Dates: []hearsay.Date{{Value: "2024"}, {Value: "2025-03~", Chosen: true}},
	}
	w := wire.NewWitness(&hearsay.Witness{Cluster: hearsay.ClusterID{2}}, 3, a, find(t, a.Text, "It rained"))
	want := wire.Witness{
		Cluster: hearsay.ClusterID{2}.String(), Size: 3, ID: a.ID.String(), Series: "Gull", Date: "2025-03~",
		Begin: 12, End: 21, Text: "It rained", URL: a.URL, Headline: "Über",
	}
	if diff := cmp.Diff(want, w); diff != "" {
		t.Error(diff)
	}
	sameNames(t, w, wire.WitnessColumns(), w.Cells())
	p := wire.NewPassageRow(&hearsay.Cluster{ID: hearsay.ClusterID{2}, Outlets: 2, Shortest: 5, Longest: 9}, 3, a, find(t, a.Text, "It rained"))
	sameNames(t, p, wire.PassageColumns(), p.Cells())
	said := wire.NewSaidRow(&hearsay.Said{Article: a, Quotations: []hearsay.Quotation{{
		Content: []hearsay.Span{find(t, a.Text, "uns"), find(t, a.Text, "rained")}, Mode: hearsay.Mixed, Within: -1, Confidence: 0.75,
		Speaker: hearsay.Speaker{Agent: hearsay.Agent{Name: "Lee", Kind: hearsay.Person}, How: "full-name"},
	}}})
	sameNames(t, said, wire.SaidColumns(), said.Cells())
	if said.Begin != 7 || said.End != 21 || said.Text != "uns … rained" || said.Speaker != "Lee" {
		t.Errorf("%+v", said)
	}
	row := wire.NewArticleRow(a)
	sameNames(t, row, wire.ArticleColumns(), row.Cells())
	if row.Text != a.Text || row.Date != "2025-03~" || row.Outlet != "Gull" {
		t.Errorf("%+v", row)
	}
}

// sameNames holds cells against the JSON fields of their names, in that order.
func sameNames(t *testing.T, v any, columns []hearsay.Column, cells []string) {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		t.Fatal(err)
	}
	tags := tagsOf(t, reflect.TypeOf(v))
	for i, c := range columns {
		if tags[i] != c.Name || fmt.Sprint(fields[c.Name]) != cells[i] || c.Says == "" {
			t.Errorf("column %s is %q, the field %s is %v", c.Name, cells[i], tags[i], fields[c.Name])
		}
	}
	if len(cells) != len(columns) {
		t.Errorf("%d cells, %d columns", len(cells), len(columns))
	}
}

// tagsOf are the names of fields in JSON; in Parquet they are the same.
func tagsOf(t *testing.T, row reflect.Type) (out []string) {
	t.Helper()
	for i := range row.NumField() {
		f := row.Field(i)
		if f.Anonymous {
			out = append(out, tagsOf(t, f.Type)...)
			continue
		}
		name := f.Tag.Get("json")
		if parquet, _, _ := strings.Cut(f.Tag.Get("parquet"), ","); parquet != name {
			t.Errorf("%s is %q in JSON and %q in Parquet", f.Name, name, parquet)
		}
		out = append(out, name)
	}
	return out
}
