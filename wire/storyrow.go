// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"strconv"

	"hearsay"
)

// StoryRow is a line of `hearsay export --what stories`: articles on one event.
type StoryRow struct {
	Story     string `json:"story" parquet:"story"`
	Articles  int    `json:"articles" parquet:"articles"`
	Outlets   int    `json:"outlets" parquet:"outlets"`
	Origins   int    `json:"origins" parquet:"origins"`
	Unseen    int    `json:"unseen" parquet:"unseen"`
	Ties      int    `json:"ties" parquet:"ties"`
	Undecided int    `json:"undecided" parquet:"undecided"`
	Findings  int    `json:"findings" parquet:"findings"`
	Confirmed bool   `json:"confirmed" parquet:"confirmed"`
	First     string `json:"first" parquet:"first"`
	Last      string `json:"last" parquet:"last"`
	ID        string `json:"id" parquet:"id"`
	Series    string `json:"series" parquet:"series"`
	Date      string `json:"date" parquet:"date"`
	URL       string `json:"url" parquet:"url"`
	Headline  string `json:"headline" parquet:"headline"`
	DateFields
}

// NewStoryRow converts a story with its lineage.
func NewStoryRow(s *hearsay.Story, l *hearsay.Lineage) StoryRow {
	row := StoryRow{
		Story: s.ID.String(), Articles: s.Articles, Outlets: s.Outlets, Origins: len(l.Origins), Unseen: len(l.Unseen), Ties: len(l.Derivations),
		Findings: len(l.Findings), Confirmed: s.Confirmed, First: stamp(s.First), Last: stamp(s.Last),
	}
	for i := range l.Derivations {
		if l.Derivations[i].Undecided {
			row.Undecided++
		}
	}
	if len(l.Articles) > 0 {
		b := &l.Articles[0]
		row.ID, row.Series, row.Date, row.URL, row.Headline = b.ID.String(), b.Outlet.Name, b.Date.Value, b.URL, b.Headline
		row.DateFields = newDateFields(b.Date)
	}
	return row
}

// StoryColumns are what Cells holds.
func StoryColumns() []hearsay.Column {
	return append([]hearsay.Column{
		TextColumn("story", "names the story"), IntegerColumn("articles", "in it"), IntegerColumn("outlets", "known ones"),
		IntegerColumn("origins", "groups of articles whose main text begins at one place"), IntegerColumn("unseen", "sources that are not in the library"),
		IntegerColumn("ties", "derivations, decided or not"), IntegerColumn("undecided", "of these: nothing tells which was first"), IntegerColumn("findings", "what to know before trusting dates and credits"),
		TruthColumn("confirmed", "whether a person said that some of its articles belong together"),
		TextColumn("first", "what its earliest article is ordered by, RFC 3339"), TextColumn("last", "and its latest"),
		TextColumn("id", "of the earliest article in this library"), TextColumn("series", "the outlet of that"), TextColumn("date", "of that, EDTF"), TextColumn("url", "of that"), TextColumn("headline", "of that"),
	}, dateColumns()...)
}

// Cells are the fields as a row of a table.
func (r StoryRow) Cells() []string {
	return append([]string{
		r.Story, strconv.Itoa(r.Articles), strconv.Itoa(r.Outlets), strconv.Itoa(r.Origins), strconv.Itoa(r.Unseen), strconv.Itoa(r.Ties),
		strconv.Itoa(r.Undecided), strconv.Itoa(r.Findings), strconv.FormatBool(r.Confirmed), r.First, r.Last, r.ID, r.Series, r.Date, r.URL, r.Headline,
	}, r.cells()...)
}
