// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/foreign"
	"hearsay/prov"
)

// library renders two articles of one outlet with quotations, and what a person
// decided of them.
func library(t testing.TB, format prov.Format) string {
	t.Helper()
	gull := hearsay.Agent{Name: "Gull", Kind: hearsay.Outlet}
	lee := hearsay.Speaker{Agent: hearsay.Agent{Name: "Anna \"Lee\"", Kind: hearsay.Person, Role: "mayor"}, How: "full-name"}
	var out strings.Builder
	d, err := prov.New(&out, format, testRun, inMemory)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		a := &hearsay.Article{ID: hearsay.ArticleID{byte(i + 1)}, Capture: hearsay.CaptureID{byte(i + 1)}, Outlet: gull, Headline: "H", Text: "It rained. It did not snow."}
		err := d.Article(a)
		said := []hearsay.Quotation{
			{Content: []hearsay.Span{{Start: 0, End: 9}}, Polarity: hearsay.Asserted, Speaker: lee, Mode: hearsay.Direct},
			{Content: []hearsay.Span{{Start: 11, End: 26}}, Polarity: hearsay.Denied, Speaker: lee, Mode: hearsay.Indirect},
		}
		for j := range said {
			if err == nil {
				err = d.Quotation(&hearsay.Said{Article: a, Quotations: said, I: j})
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	r := hearsay.StoryRuling{N: 1, At: time.Date(2025, 3, 10, 0, 0, 0, 0, time.UTC), Verb: hearsay.SplitStory, Articles: []hearsay.ArticleID{{1}}, Others: []hearsay.ArticleID{{2}}, Undone: true}
	if err := d.Decision(&r); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestArticlesAndQuotations: each agent once; nobody said what an article denies.
func TestArticlesAndQuotations(t *testing.T) {
	var b statements
	text := library(t, prov.JSON)
	var d map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	b = statements{}
	for form, raw := range d {
		var s map[string]map[string]any
		if form != "prefix" {
			if err := json.Unmarshal(raw, &s); err != nil {
				t.Fatal(err)
			}
			b[form] = s
		}
	}
	// Hearsay, the outlet, the speaker, and the person who decides.
	if len(b["agent"]) != 4 || len(b["entity"]) != 2*4+2 || len(b["wasDerivedFrom"]) != 4 || len(b["wasAttributedTo"]) != 4+2 {
		t.Errorf("%d agents, %d entities, %d derivations, %d attributions", len(b["agent"]), len(b["entity"]), len(b["wasDerivedFrom"]), len(b["wasAttributedTo"]))
	}
	denied := "quotation:" + hearsay.ArticleID{1}.String() + "-q2"
	if strings.Count(text, denied) != 1 {
		t.Errorf("%s is tied to something", denied)
	}
}

func TestLibraryIsReadAndValid(t *testing.T) {
	got := foreign.Python(t, []string{"prov", "jsonschema"}, readProv, keep(t, "a.json", library(t, prov.JSON)), keep(t, "a.provn", library(t, prov.N)))
	if !strings.HasPrefix(got, "same 0\n") {
		t.Error(got)
	}
	got = foreign.Java(t, filepath.Join("..", "tools", "readers", "ValidateProv.java"), keep(t, "a.provn", library(t, prov.N)))
	if !strings.Contains(got, "document: valid") {
		t.Error(got)
	}
}
