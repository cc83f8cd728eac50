// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire_test

import (
	"encoding/json"
	"fmt"
	"reflect"
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
	row := wire.NewArticleRow(a)
	sameNames(t, row, wire.ArticleColumns(), row.Cells())
	if row.Text != a.Text || row.Date != "2025-03~" || row.Outlet != "Gull" {
		t.Errorf("%+v", row)
	}
}

// sameNames holds cells against the JSON fields of their names, in that order.
func sameNames(t *testing.T, v any, columns, cells []string) {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		t.Fatal(err)
	}
	for i, c := range columns {
		if got := reflect.TypeOf(v).Field(i).Tag.Get("json"); got != c || fmt.Sprint(fields[c]) != cells[i] {
			t.Errorf("column %s is %q, the field %s is %v", c, cells[i], got, fields[c])
		}
	}
	if len(cells) != len(columns) {
		t.Errorf("%d cells, %d columns", len(cells), len(columns))
	}
}
