// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"fmt"
	"strconv"
	"strings"

	"hearsay"
)

// DerivationRow is a line of `hearsay export --what derivations`. From is the earlier
// end; where Undecided is true nothing tells which is earlier.
type DerivationRow struct {
	Story         string        `json:"story" parquet:"story"`
	Derived       string        `json:"derived" parquet:"derived"`
	From          string        `json:"from" parquet:"from"`
	FromUnseen    bool          `json:"from_unseen" parquet:"from_unseen"`
	Relation      string        `json:"relation" parquet:"relation"`
	Main          bool          `json:"main" parquet:"main"`
	Undecided     bool          `json:"undecided" parquet:"undecided"`
	Certainty     string        `json:"certainty" parquet:"certainty"`
	Confidence    float64       `json:"confidence" parquet:"confidence"`
	DerivedURL    string        `json:"derived_url" parquet:"derived_url"`
	DerivedOutlet string        `json:"derived_outlet" parquet:"derived_outlet"`
	DerivedDate   string        `json:"derived_date" parquet:"derived_date"`
	FromURL       string        `json:"from_url" parquet:"from_url"`
	FromOutlet    string        `json:"from_outlet" parquet:"from_outlet"`
	FromDate      string        `json:"from_date" parquet:"from_date"`
	Evidence      []EvidenceRow `json:"evidence" parquet:"evidence,list"`
}

// EvidenceRow is one input of a decision.
type EvidenceRow struct {
	Kind   string  `json:"kind" parquet:"kind"`
	Says   string  `json:"says" parquet:"says"`
	Weight float64 `json:"weight" parquet:"weight"`
	// Derived and From are the words of the two texts that it stands in, if any.
	Derived string `json:"derived,omitempty" parquet:"derived"`
	From    string `json:"from,omitempty" parquet:"from"`
}

// NewDerivationRows converts the derivations of a story in their order and calls f for
// each. It stops at the first error of f. Article returns one of the story, or nil
// where evidence is to go without its words.
func NewDerivationRows(story string, l *hearsay.Lineage, article func(hearsay.ArticleID) *hearsay.Article, f func(DerivationRow) error) error {
	briefs := map[hearsay.ArticleID]*hearsay.Brief{}
	for i := range l.Articles {
		briefs[l.Articles[i].ID] = &l.Articles[i]
	}
	for i := range l.Derivations {
		d := &l.Derivations[i]
		row := DerivationRow{
			Story: story, Derived: d.Derived.String(), From: d.From.Article.String(), Relation: string(d.Relation), Main: d.Main,
			Undecided: d.Undecided, Certainty: string(d.Certainty), Confidence: round(d.Confidence), Evidence: []EvidenceRow{},
		}
		if b := briefs[d.Derived]; b != nil {
			row.DerivedURL, row.DerivedOutlet, row.DerivedDate = b.URL, b.Outlet.Name, b.Date.Value
		}
		if u := d.From.Unseen; u > 0 && u <= len(l.Unseen) {
			row.From, row.FromUnseen, row.FromOutlet = l.Unseen[u-1].ID().String(), true, l.Unseen[u-1].Agent.Name
		} else if b := briefs[d.From.Article]; b != nil {
			row.FromURL, row.FromOutlet, row.FromDate = b.URL, b.Outlet.Name, b.Date.Value
		}
		for _, e := range d.Evidence {
			row.Evidence = append(row.Evidence, EvidenceRow{
				string(e.Kind), e.Says, e.Weight, wordsAt(e.Derived, article(d.Derived)), wordsAt(e.From, article(d.From.Article)),
			})
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return nil
}

func wordsAt(p hearsay.Place, a *hearsay.Article) string {
	if a == nil || p.IsZero() {
		return ""
	}
	return p.In(a)
}

// DerivationColumns are what Cells holds.
func DerivationColumns() []hearsay.Column {
	return []hearsay.Column{
		TextColumn("story", "the story of both"), TextColumn("derived", "id of the article that has words from the other, or names it"),
		TextColumn("from", "id of the article, or of the source that is not in the library, that they are from"), TruthColumn("from_unseen", "whether that is not in the library"),
		TextColumn("relation", "identical, copies, rewrites, quotes, cites, revises or shares-source"),
		TruthColumn("main", "whether most of what derived has not of its own is from there"), TruthColumn("undecided", "whether nothing tells which of the two was first"),
		TextColumn("certainty", "certain, strong, likely or possible"), NumberColumn("confidence", "the chance that it is right, calibrated on bench/provenance"),
		TextColumn("derived_url", "where derived was found"), TextColumn("derived_outlet", "whose it is"), TextColumn("derived_date", "EDTF"),
		TextColumn("from_url", "where from was found"), TextColumn("from_outlet", "whose it is, or who is named"), TextColumn("from_date", "EDTF"),
		TextColumn("evidence", "what speaks for it and against it, with the weight of each"),
	}
}

// Cells are the fields as a row of a table.
func (r DerivationRow) Cells() []string {
	evidence := make([]string, 0, len(r.Evidence))
	for _, e := range r.Evidence {
		evidence = append(evidence, fmt.Sprintf("%s (%+.2f): %s", e.Kind, e.Weight, e.Says))
	}
	return []string{
		r.Story, r.Derived, r.From, strconv.FormatBool(r.FromUnseen), r.Relation, strconv.FormatBool(r.Main), strconv.FormatBool(r.Undecided),
		r.Certainty, strconv.FormatFloat(r.Confidence, 'f', -1, 64), r.DerivedURL, r.DerivedOutlet, r.DerivedDate, r.FromURL, r.FromOutlet, r.FromDate,
		strings.Join(evidence, " "),
	}
}
