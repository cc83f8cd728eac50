// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"strconv"
	"strings"

	"hearsay"
)

// SaidRow is a quotation as one row, for tables that have no lists. JSON lines have
// [Said] instead.
type SaidRow struct {
	ID          string  `json:"id" parquet:"id"`
	Quotation   string  `json:"quotation" parquet:"quotation"`
	Outlet      string  `json:"outlet" parquet:"outlet"`
	Date        string  `json:"date" parquet:"date"`
	Speaker     string  `json:"speaker" parquet:"speaker"`
	SpeakerKind string  `json:"speaker_kind" parquet:"speaker_kind"`
	SpeakerRole string  `json:"speaker_role" parquet:"speaker_role"`
	SpeakerHow  string  `json:"speaker_how" parquet:"speaker_how"`
	Voice       string  `json:"voice" parquet:"voice"`
	Mode        string  `json:"mode" parquet:"mode"`
	Polarity    string  `json:"polarity" parquet:"polarity"`
	Source      string  `json:"source" parquet:"source"`
	Cue         string  `json:"cue" parquet:"cue"`
	In          string  `json:"in" parquet:"in"`
	Begin       int     `json:"begin" parquet:"begin"`
	End         int     `json:"end" parquet:"end"`
	Text        string  `json:"text" parquet:"text"`
	Via         string  `json:"via" parquet:"via"`
	Within      string  `json:"within" parquet:"within"`
	Flags       string  `json:"flags" parquet:"flags"`
	Confidence  float64 `json:"confidence" parquet:"confidence"`
	URL         string  `json:"url" parquet:"url"`
	Headline    string  `json:"headline" parquet:"headline"`
	DateFields
}

// NewSaidRow converts a quotation with its article.
func NewSaidRow(s *hearsay.Said) SaidRow {
	said := NewSaid(s)
	d, _ := s.Article.Published()
	row := SaidRow{
		ID: said.Article.ID, Quotation: said.Quotation.ID, Outlet: s.Article.Outlet.Name, Date: d.Value, Voice: said.Voice,
		Mode: said.Mode, Polarity: said.Polarity, Flags: strings.Join(said.Flags, " "), Confidence: said.Confidence,
		URL: s.Article.URL, Headline: s.Article.Headline, DateFields: newDateFields(d),
	}
	if said.Speaker != nil {
		row.Speaker, row.SpeakerKind, row.SpeakerRole, row.SpeakerHow = said.Speaker.Name, said.Speaker.Kind, said.Speaker.Role, said.Speaker.How
	}
	if said.Source != nil {
		row.Source = said.Source.Exact
	}
	if said.Cue != nil {
		row.Cue = said.Cue.Exact
	}
	if said.Within != nil {
		row.Within = *said.Within
	}
	var words, via []string
	for i, c := range said.Content {
		if i == 0 {
			row.In, row.Begin = c.In, c.Start
		}
		row.End = c.End
		words = append(words, c.Exact)
	}
	for _, v := range said.Via {
		via = append(via, v.Name)
	}
	row.Text, row.Via = strings.Join(words, " … "), strings.Join(via, "; ")
	return row
}

// SaidColumns are what Cells holds.
func SaidColumns() []hearsay.Column {
	return append([]hearsay.Column{
		TextColumn("id", "of the article"), TextColumn("quotation", "of the article's"), TextColumn("outlet", "of the article"), TextColumn("date", "of the article, EDTF"),
		TextColumn("speaker", "who speaks, where somebody is named"), TextColumn("speaker_kind", "person, organization, outlet or anonymous"),
		TextColumn("speaker_role", "as the text puts it"), TextColumn("speaker_how", "what tells who it is"), TextColumn("voice", "the speaker across articles"),
		TextColumn("mode", "direct, indirect or mixed"), TextColumn("polarity", "asserted, or denied, declined, questioned, hypothetical, future, not-said"),
		TextColumn("source", "the words that name who speaks"), TextColumn("cue", "the words that report"),
		TextColumn("in", "headline where it stands in that, else the text"), IntegerColumn("begin", "code point of that at which the words begin"), IntegerColumn("end", "code point behind their last"),
		TextColumn("text", "the words, parts divided by …"), TextColumn("via", "media that they passed through, nearest first"), TextColumn("within", "the quotation that holds this one"),
		TextColumn("flags", "oddities"), NumberColumn("confidence", "the chance that it is right"), TextColumn("url", "of the article"), TextColumn("headline", "of the article"),
	}, dateColumns()...)
}

// SaidFields are what [Said] holds, as JSON lines have it.
func SaidFields() []hearsay.Column {
	list := func(name, says string) hearsay.Column {
		return hearsay.Column{Name: name, Type: hearsay.ListColumn, Says: says}
	}
	object := func(name, says string) hearsay.Column {
		return hearsay.Column{Name: name, Type: hearsay.ObjectColumn, Says: says}
	}
	return []hearsay.Column{
		object("article", "where it stands"), TextColumn("voice", "the speaker across articles"), TextColumn("id", "of the article's"),
		TextColumn("mode", "direct, indirect or mixed"), TextColumn("polarity", "asserted, or denied, declined, questioned, hypothetical, future, not-said"),
		object("source", "the words that name who speaks, with start and end in code points; null when none do"), object("cue", "the words that report, likewise"),
		list("content", "the words, in parts, likewise"), object("complementiser", "the “that” before them; may be left out"),
		object("speaker", "who speaks; null where nobody is known for sure"), list("alternatives", "who it may be then, likeliest first"),
		object("addressee", "the words that name to whom"), list("via", "media that they passed through, nearest first"), TextColumn("within", "the quotation that holds this one"),
		list("flags", "oddities"), NumberColumn("confidence", "the chance that it is right"),
	}
}

// Cells are the fields as a row of a table.
func (r SaidRow) Cells() []string {
	return append([]string{
		r.ID, r.Quotation, r.Outlet, r.Date, r.Speaker, r.SpeakerKind, r.SpeakerRole, r.SpeakerHow, r.Voice, r.Mode, r.Polarity, r.Source, r.Cue,
		r.In, strconv.Itoa(r.Begin), strconv.Itoa(r.End), r.Text, r.Via, r.Within, r.Flags, strconv.FormatFloat(r.Confidence, 'f', -1, 64), r.URL, r.Headline,
	}, r.cells()...)
}
