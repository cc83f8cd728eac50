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

// TestDerivationRow: the ends, whoever they are, and the words that evidence stands in.
func TestDerivationRow(t *testing.T) {
	a := &hearsay.Article{ID: hearsay.ArticleID{1}, Text: "Über 🌧 uns, told newspaper MK.", Dates: []hearsay.Date{{Value: "2025", Chosen: true}}}
	b := &hearsay.Article{ID: hearsay.ArticleID{2}, URL: "https://x.example/", Outlet: hearsay.Agent{Name: "Gull"}, Text: "Über uns."}
	l := &hearsay.Lineage{
		Articles: []hearsay.Brief{a.Brief(), b.Brief()},
		Unseen:   []hearsay.Unseen{{Agent: hearsay.Agent{Name: "MK"}, Members: []hearsay.ArticleID{a.ID}}},
		Derivations: []hearsay.Derivation{
			{Derived: a.ID, From: hearsay.Node{Unseen: 1}, Relation: hearsay.Cites, Main: true, Certainty: hearsay.Strong, Confidence: 0.91234, Evidence: []hearsay.Evidence{
				{Kind: hearsay.Stated, Says: "It says so.", Weight: 2, Derived: hearsay.Place{Span: find(t, a.Text, "told newspaper MK")}},
			}},
			{Derived: a.ID, From: hearsay.Node{Article: b.ID}, Relation: hearsay.Copies, Undecided: true, Certainty: hearsay.Possible},
		},
	}
	texts := map[hearsay.ArticleID]*hearsay.Article{a.ID: a, b.ID: b}
	var rows []wire.DerivationRow
	err := wire.NewDerivationRows("s", l, func(id hearsay.ArticleID) *hearsay.Article { return texts[id] }, func(r wire.DerivationRow) error {
		rows = append(rows, r)
		return nil
	})
	want := []wire.DerivationRow{
		{
			Story: "s", Derived: a.ID.String(), From: l.Unseen[0].ID().String(), FromUnseen: true, Relation: "cites", Main: true, Certainty: "strong", Confidence: 0.912,
			DerivedDate: "2025", FromOutlet: "MK", Evidence: []wire.EvidenceRow{{Kind: "statement", Says: "It says so.", Weight: 2, Derived: "told newspaper MK"}},
		},
		{
			Story: "s", Derived: a.ID.String(), From: b.ID.String(), Relation: "copies", Undecided: true, Certainty: "possible",
			DerivedDate: "2025", FromURL: b.URL, FromOutlet: "Gull", Evidence: []wire.EvidenceRow{},
		},
	}
	if diff := cmp.Diff(want, rows); err != nil || diff != "" {
		t.Error(err, diff)
	}
	names := tagsOf(t, reflect.TypeOf(rows[0]))
	for i, c := range wire.DerivationColumns() {
		if c.Name != names[i] {
			t.Errorf("column %s is the field %s", c.Name, names[i])
		}
	}
	if cells := rows[0].Cells(); len(cells) != len(names) || cells[len(cells)-1] != "statement (+2.00): It says so." {
		t.Errorf("%q", cells)
	}
	story := wire.NewStoryRow(&hearsay.Story{ID: hearsay.StoryID{3}, Articles: 2, Outlets: 1, Confirmed: true}, l)
	sameNames(t, story, wire.StoryColumns(), story.Cells())
	if story.Undecided != 1 || story.Ties != 2 || story.Unseen != 1 {
		t.Errorf("%+v", story)
	}
}
