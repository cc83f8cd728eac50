// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"strconv"

	"hearsay"
)

// Witness is a line of `hearsay export --what clusters`: the fields of `hearsay
// reuse`, which are passim's, and two more. Begin and End are code points of the
// article's text.
type Witness struct {
	Cluster  string `json:"cluster"`
	Size     int    `json:"size"`
	ID       string `json:"id"`
	Series   string `json:"series"`
	Date     string `json:"date"`
	Begin    int    `json:"begin"`
	End      int    `json:"end"`
	Text     string `json:"text"`
	URL      string `json:"url"`
	Headline string `json:"headline"`
}

// NewWitness converts a witness of a cluster of some size, in an article, at a span
// of its text.
func NewWitness(w *hearsay.Witness, size int, a *hearsay.Article, s hearsay.Span) Witness {
	at := NewRuler(a.Text[:s.End]).Span(s)
	d, _ := a.Published()
	return Witness{
		Cluster: w.Cluster.String(), Size: size, ID: a.ID.String(), Series: a.Outlet.Name, Date: d.Value,
		Begin: at.Start, End: at.End, Text: at.Exact, URL: a.URL, Headline: a.Headline,
	}
}

// WitnessColumns are the names of Cells.
func WitnessColumns() []string {
	return []string{"cluster", "size", "id", "series", "date", "begin", "end", "text", "url", "headline"}
}

// Cells are the fields as a row of a table.
func (w Witness) Cells() []string {
	return []string{w.Cluster, strconv.Itoa(w.Size), w.ID, w.Series, w.Date, strconv.Itoa(w.Begin), strconv.Itoa(w.End), w.Text, w.URL, w.Headline}
}

// ArticleRow is a line of `hearsay export --what articles`. Tables have no Text.
type ArticleRow struct {
	ID       string `json:"id"`
	URL      string `json:"url"`
	Outlet   string `json:"outlet"`
	Headline string `json:"headline"`
	Date     string `json:"date"`
	Language string `json:"language"`
	Words    int    `json:"words"`
	Text     string `json:"text"`
}

// NewArticleRow converts an article.
func NewArticleRow(a *hearsay.Article) ArticleRow {
	d, _ := a.Published()
	return ArticleRow{
		ID: a.ID.String(), URL: a.URL, Outlet: a.Outlet.Name, Headline: a.Headline, Date: d.Value,
		Language: a.Language, Words: a.Words, Text: a.Text,
	}
}

// ArticleColumns are the names of Cells.
func ArticleColumns() []string {
	return []string{"id", "url", "outlet", "headline", "date", "language", "words"}
}

// Cells are the fields as a row of a table.
func (a ArticleRow) Cells() []string {
	return []string{a.ID, a.URL, a.Outlet, a.Headline, a.Date, a.Language, strconv.Itoa(a.Words)}
}
