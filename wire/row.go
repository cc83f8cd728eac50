// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"strconv"

	"hearsay"
)

// DateFields are the date of an article as tables have it: EDTF as precise as what
// says it, and for everybody else the two ends of it, with where it stands.
type DateFields struct {
	Earliest string `json:"date_earliest" parquet:"date_earliest"` // RFC 3339; "" when there is no bound
	Latest   string `json:"date_latest" parquet:"date_latest"`
	Basis    string `json:"date_basis" parquet:"date_basis"`
}

func newDateFields(d hearsay.Date) DateFields {
	return DateFields{stamp(d.Earliest), stamp(d.Latest), d.Basis}
}

func (d DateFields) cells() []string { return []string{d.Earliest, d.Latest, d.Basis} }

// TextColumn describes a column of text.
func TextColumn(name, says string) hearsay.Column {
	return hearsay.Column{Name: name, Type: hearsay.TextColumn, Says: says}
}

// IntegerColumn describes a column of whole numbers.
func IntegerColumn(name, says string) hearsay.Column {
	return hearsay.Column{Name: name, Type: hearsay.IntegerColumn, Says: says}
}

// NumberColumn describes a column of numbers with fractions.
func NumberColumn(name, says string) hearsay.Column {
	return hearsay.Column{Name: name, Type: hearsay.NumberColumn, Says: says}
}

// TruthColumn describes a column of true and false.
func TruthColumn(name, says string) hearsay.Column {
	return hearsay.Column{Name: name, Type: hearsay.TruthColumn, Says: says}
}

func dateColumns() []hearsay.Column {
	return []hearsay.Column{
		TextColumn("date_earliest", "earliest moment that the date allows, RFC 3339"),
		TextColumn("date_latest", "latest moment that the date allows, RFC 3339"),
		TextColumn("date_basis", "where the date stands: json-ld:datePublished, meta:NAME, feed, url, http, text, seen, given"),
	}
}

// Witness is a line of `hearsay export --what clusters`: the fields of `hearsay
// reuse`, which are passim's, and more. Begin and End are code points of the
// article's text.
type Witness struct {
	Cluster  string `json:"cluster" parquet:"cluster"`
	Size     int    `json:"size" parquet:"size"`
	ID       string `json:"id" parquet:"id"`
	Series   string `json:"series" parquet:"series"`
	Date     string `json:"date" parquet:"date"`
	Begin    int    `json:"begin" parquet:"begin"`
	End      int    `json:"end" parquet:"end"`
	Text     string `json:"text" parquet:"text"`
	URL      string `json:"url" parquet:"url"`
	Headline string `json:"headline" parquet:"headline"`
	DateFields
}

// NewWitness converts a witness of a cluster of some size, in an article, at a span
// of its text.
func NewWitness(w *hearsay.Witness, size int, a *hearsay.Article, s hearsay.Span) Witness {
	at := NewRuler(a.Text[:s.End]).Span(s)
	d, _ := a.Published()
	return Witness{
		Cluster: w.Cluster.String(), Size: size, ID: a.ID.String(), Series: a.Outlet.Name, Date: d.Value,
		Begin: at.Start, End: at.End, Text: at.Exact, URL: a.URL, Headline: a.Headline, DateFields: newDateFields(d),
	}
}

// WitnessColumns are what Cells holds.
func WitnessColumns() []hearsay.Column {
	return append([]hearsay.Column{
		TextColumn("cluster", "names the passage for ever"), IntegerColumn("size", "how many witnesses of the passage are listed"),
		TextColumn("id", "of the article"), TextColumn("series", "its outlet"), TextColumn("date", "of the article, EDTF"),
		IntegerColumn("begin", "code point of the article's text at which the passage begins"), IntegerColumn("end", "code point behind its last"),
		TextColumn("text", "the words"), TextColumn("url", "of the article"), TextColumn("headline", "of the article"),
	}, dateColumns()...)
}

// Cells are the fields as a row of a table.
func (w Witness) Cells() []string {
	return append([]string{
		w.Cluster, strconv.Itoa(w.Size), w.ID, w.Series, w.Date, strconv.Itoa(w.Begin), strconv.Itoa(w.End), w.Text, w.URL, w.Headline,
	}, w.cells()...)
}

// PassageRow is a line of `hearsay export --what passages`: a passage that articles
// share, in the words of its earliest witness.
type PassageRow struct {
	Cluster  string `json:"cluster" parquet:"cluster"`
	Size     int    `json:"size" parquet:"size"`
	Outlets  int    `json:"outlets" parquet:"outlets"`
	Shortest int    `json:"shortest" parquet:"shortest"`
	Longest  int    `json:"longest" parquet:"longest"`
	ID       string `json:"id" parquet:"id"`
	Series   string `json:"series" parquet:"series"`
	Date     string `json:"date" parquet:"date"`
	Begin    int    `json:"begin" parquet:"begin"`
	End      int    `json:"end" parquet:"end"`
	Text     string `json:"text" parquet:"text"`
	URL      string `json:"url" parquet:"url"`
	Headline string `json:"headline" parquet:"headline"`
	DateFields
}

// NewPassageRow converts a cluster with its earliest witness, which stands in an article
// at a span of its text.
func NewPassageRow(c *hearsay.Cluster, size int, a *hearsay.Article, s hearsay.Span) PassageRow {
	w := NewWitness(&hearsay.Witness{Cluster: c.ID}, size, a, s)
	return PassageRow{
		Cluster: w.Cluster, Size: size, Outlets: c.Outlets, Shortest: c.Shortest, Longest: c.Longest, ID: w.ID, Series: w.Series, Date: w.Date,
		Begin: w.Begin, End: w.End, Text: w.Text, URL: w.URL, Headline: w.Headline, DateFields: w.DateFields,
	}
}

// PassageColumns are what Cells holds.
func PassageColumns() []hearsay.Column {
	return append([]hearsay.Column{
		TextColumn("cluster", "names the passage for ever"), IntegerColumn("size", "how many witnesses it has"), IntegerColumn("outlets", "in how many outlets that are known"),
		IntegerColumn("shortest", "words of its shortest witness"), IntegerColumn("longest", "words of its longest"),
		TextColumn("id", "of the article that has it earliest in this library"), TextColumn("series", "the outlet of that"), TextColumn("date", "of that, EDTF"),
		IntegerColumn("begin", "code point of its text at which the passage begins"), IntegerColumn("end", "code point behind its last"),
		TextColumn("text", "the words as they stand there"), TextColumn("url", "of that article"), TextColumn("headline", "of that article"),
	}, dateColumns()...)
}

// Cells are the fields as a row of a table.
func (p PassageRow) Cells() []string {
	return append([]string{
		p.Cluster, strconv.Itoa(p.Size), strconv.Itoa(p.Outlets), strconv.Itoa(p.Shortest), strconv.Itoa(p.Longest), p.ID, p.Series, p.Date,
		strconv.Itoa(p.Begin), strconv.Itoa(p.End), p.Text, p.URL, p.Headline,
	}, p.cells()...)
}

// ArticleRow is a line of `hearsay export --what articles`. CSV has no Text.
type ArticleRow struct {
	ID       string `json:"id" parquet:"id"`
	URL      string `json:"url" parquet:"url"`
	Outlet   string `json:"outlet" parquet:"outlet"`
	Headline string `json:"headline" parquet:"headline"`
	Date     string `json:"date" parquet:"date"`
	Language string `json:"language" parquet:"language"`
	Words    int    `json:"words" parquet:"words"`
	DateFields
	Domain    string `json:"domain" parquet:"domain"`
	Canonical string `json:"canonical" parquet:"canonical"`
	Seen      string `json:"seen" parquet:"seen"`
	// Kept is "" when all of the text is kept, else which words are, and by which rule.
	Kept string `json:"kept" parquet:"kept"`
	Text string `json:"text" parquet:"text"`
}

// NewArticleRow converts an article.
func NewArticleRow(a *hearsay.Article) ArticleRow {
	d, _ := a.Published()
	kept := ""
	if a.Kept != nil {
		kept = string(a.Kept.Level) + ", by the rule " + a.Kept.Named()
	}
	return ArticleRow{
		ID: a.ID.String(), URL: a.URL, Outlet: a.Outlet.Name, Headline: a.Headline, Date: d.Value,
		Language: a.Language, Words: a.Words, DateFields: newDateFields(d),
		Domain: a.Outlet.Domain, Canonical: a.Canonical, Seen: stamp(a.Seen), Kept: kept, Text: a.Text,
	}
}

// ArticleColumns are what Cells holds.
func ArticleColumns() []hearsay.Column {
	out := append([]hearsay.Column{
		TextColumn("id", "names the article for ever"), TextColumn("url", "where it was found"), TextColumn("outlet", "whose it is"), TextColumn("headline", "as printed"),
		TextColumn("date", "when it was published, EDTF, as precise as what says it"), TextColumn("language", "BCP 47"), IntegerColumn("words", "of its text"),
	}, dateColumns()...)
	return append(out, TextColumn("domain", "of the outlet"), TextColumn("canonical", "where the page says it lives"), TextColumn("seen", "when it was received, RFC 3339"),
		TextColumn("kept", "which words of the text are kept, and by which rule; empty for all of them"))
}

// Cells are the fields as a row of a table.
func (a ArticleRow) Cells() []string {
	out := append([]string{a.ID, a.URL, a.Outlet, a.Headline, a.Date, a.Language, strconv.Itoa(a.Words)}, a.cells()...)
	return append(out, a.Domain, a.Canonical, a.Seen, a.Kept)
}

// SourceFields are whose an article is, for rows that are about something in it.
type SourceFields struct {
	ID       string `json:"id" parquet:"id"`
	URL      string `json:"url" parquet:"url"`
	Outlet   string `json:"outlet" parquet:"outlet"`
	Domain   string `json:"domain" parquet:"domain"`
	Language string `json:"language" parquet:"language"`
	Headline string `json:"headline" parquet:"headline"`
	Date     string `json:"date" parquet:"date"`
	DateFields
}

func newSourceFields(b *hearsay.Brief) SourceFields {
	return SourceFields{b.ID.String(), b.URL, b.Outlet.Name, b.Outlet.Domain, b.Language, b.Headline, b.Date.Value, newDateFields(b.Date)}
}

func sourceColumns() []hearsay.Column {
	return append([]hearsay.Column{
		TextColumn("id", "of the article"), TextColumn("url", "where it was found"), TextColumn("outlet", "whose it is"), TextColumn("domain", "of the outlet"), TextColumn("language", "of the article, BCP 47"),
		TextColumn("headline", "as printed"), TextColumn("date", "of the article, EDTF"),
	}, dateColumns()...)
}

func (s SourceFields) sourceCells() []string {
	return append([]string{s.ID, s.URL, s.Outlet, s.Domain, s.Language, s.Headline, s.Date}, s.cells()...)
}
