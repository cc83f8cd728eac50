// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"strconv"

	"hearsay"
)

// Mention is an article that names a speaker.
type Mention struct {
	Article Brief `json:"article"`
	// Named is how many places of its headline and text do, By how many of its quotations
	// are the speaker's own.
	Named int `json:"named"`
	By    int `json:"by"`
	// Quotations are those of others whose words name the speaker.
	Quotations []Said `json:"quotations"`
}

// Mentions are a page of the articles that name a speaker, the latest first.
type Mentions struct {
	Speaker Voice `json:"speaker"`
	// Names are what was looked for; Namesakes is how many other speakers have one of them.
	Names     []string  `json:"names"`
	Namesakes int       `json:"namesakes"`
	Total     int       `json:"total"`
	Offset    int       `json:"offset"`
	Mentions  []Mention `json:"mentions"`
	Paging
}

// NewMention converts an article that names a speaker.
func NewMention(m *hearsay.Mention) Mention {
	out := Mention{Article: NewBrief(m.Article.Brief()), Named: len(m.Places), By: m.By, Quotations: []Said{}}
	for _, i := range m.In {
		out.Quotations = append(out.Quotations, NewSaid(&hearsay.Said{Article: m.Article, Quotations: m.Quotations, I: i}))
	}
	return out
}

// MentionRow is an article that names a speaker as one row.
type MentionRow struct {
	ArticleRow
	Named, By, In int
}

// NewMentionRow converts an article that names a speaker.
func NewMentionRow(m *hearsay.Mention) MentionRow {
	return MentionRow{NewArticleRow(m.Article), len(m.Places), m.By, len(m.In)}
}

// MentionColumns are what Cells holds.
func MentionColumns() []hearsay.Column {
	return append(ArticleColumns(), IntegerColumn("named", "places of the headline and text that name the speaker"),
		IntegerColumn("by", "quotations of the speaker in it"), IntegerColumn("in_quotations", "quotations of others whose words name the speaker"))
}

// Cells are the fields as a row of a table.
func (m MentionRow) Cells() []string {
	return append(m.ArticleRow.Cells(), strconv.Itoa(m.Named), strconv.Itoa(m.By), strconv.Itoa(m.In))
}

// Unclear is a page of the quotations of which no speaker is known, by article, the latest
// first.
type Unclear struct {
	Quotations int    `json:"quotations"` // in all
	Articles   int    `json:"articles"`   // that have such, in all; offset and limit count these
	Offset     int    `json:"offset"`
	Said       []Said `json:"said"`
	Paging
}

// NewUnclear converts quotations of which no speaker is known.
func NewUnclear(said []hearsay.Said, quotations, articles, offset int) Unclear {
	out := Unclear{Quotations: quotations, Articles: articles, Offset: offset, Said: []Said{}}
	for i := range said {
		out.Said = append(out.Said, NewSaid(&said[i]))
	}
	return out
}
