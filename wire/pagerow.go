// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"strconv"
	"strings"

	"hearsay"
)

// MatchRow is a line of the table of a trace: an article that shares text with the
// traced one.
type MatchRow struct {
	Relation, Certainty, From, Why string
	Words                          int
	Identity                       float64
	Credited                       bool
	SourceFields
}

// NewMatchRow converts a match.
func NewMatchRow(m *hearsay.Match) MatchRow {
	return MatchRow{
		Relation: string(m.Relation), Certainty: string(m.Certainty), From: string(m.Direction.From), Why: strings.Join(m.Direction.Why, " "),
		Words: m.Words, Identity: round(m.Identity), Credited: m.Credited, SourceFields: newSourceFields(&m.Article),
	}
}

// MatchColumns are what Cells holds.
func MatchColumns() []hearsay.Column {
	return append([]hearsay.Column{
		TextColumn("relation", "identical, copies, rewrites, quotes, cites, revises or shares-source"), IntegerColumn("words", "that both have"), NumberColumn("identity", "how much of the shared passages is equal"),
		TruthColumn("credited", "whether the later one names the earlier one or links to it"), TextColumn("certainty", "certain, strong, likely or possible"),
		TextColumn("direction", "match, query or unknown: which had the words first"), TextColumn("why", "what tells the direction"),
	}, sourceColumns()...)
}

// Cells are the fields as a row of a table.
func (r MatchRow) Cells() []string {
	return append([]string{
		r.Relation, strconv.Itoa(r.Words), strconv.FormatFloat(r.Identity, 'f', -1, 64), strconv.FormatBool(r.Credited), r.Certainty, r.From, r.Why,
	}, r.sourceCells()...)
}

// VariantRow is a line of the table of quotations: a wording of an utterance, in one of
// the articles that have it.
type VariantRow struct {
	Utterance, Variant   int // numbers from 1, within one answer
	Speaker, Mode, Exact string
	Changes, Says        string
	SourceFields
}

// NewVariantRows converts an utterance, which has a number in its answer.
func NewVariantRows(v *hearsay.FamilyView, utterance int) (rows []VariantRow) {
	for n, w := range v.Wordings() {
		r := &v.Variants[w[0]]
		changes := make([]string, 0, len(r.Changes))
		for _, c := range r.Changes {
			changes = append(changes, string(c))
		}
		for _, b := range v.BriefsOf(w) {
			rows = append(rows, VariantRow{
				Utterance: utterance, Variant: n + 1, Speaker: r.Speaker.Name, Mode: string(r.Mode), Exact: r.Exact,
				Changes: strings.Join(changes, " "), Says: strings.Join(r.Says, " "), SourceFields: newSourceFields(&b),
			})
		}
	}
	return rows
}

// VariantColumns are what Cells holds.
func VariantColumns() []hearsay.Column {
	return append([]hearsay.Column{
		IntegerColumn("utterance", "number of the utterance in this table"), IntegerColumn("variant", "number of its wording; 1 is the one that changes are against"),
		TextColumn("speaker", "whom the article names; empty for nobody"), TextColumn("mode", "direct, indirect or mixed"), TextColumn("exact", "the words"),
		TextColumn("changes", "what differs, by its names"), TextColumn("says", "the same in sentences"),
	}, sourceColumns()...)
}

// Cells are the fields as a row of a table.
func (r VariantRow) Cells() []string {
	return append([]string{strconv.Itoa(r.Utterance), strconv.Itoa(r.Variant), r.Speaker, r.Mode, r.Exact, r.Changes, r.Says}, r.sourceCells()...)
}

// VoiceColumns are what the cells of a Voice hold.
func VoiceColumns() []hearsay.Column {
	return []hearsay.Column{
		TextColumn("id", "names the speaker"), TextColumn("name", "the usual one"), TextColumn("kind", "person, organization, outlet or anonymous"), TextColumn("role", "as texts put it"),
		IntegerColumn("articles", "with quotations"), IntegerColumn("quotations", "in these"), TextColumn("first", "date of the earliest article, RFC 3339"), TextColumn("last", "and of the latest"),
	}
}

// Cells are the fields as a row of a table.
func (v Voice) Cells() []string {
	return []string{v.ID, v.Name, v.Kind, v.Role, strconv.Itoa(v.Articles), strconv.Itoa(v.Quotations), v.First, v.Last}
}
