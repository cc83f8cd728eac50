// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package annotate is what a person needs to mark in articles who says what: a
// first marking by the engines to correct, a check of the result, and the way
// to annotation tools and back.
//
//	text := annotate.Text("echo.html", article, quotations)
//	marked.Format(text)             // for any text editor
//	annotate.Check(edited)          // what is wrong, and what looks wrong
//	annotate.WriteTSV(w, &text)     // for INCEpTION, as WebAnno TSV 3.3
//	text, err := annotate.ReadTSV(r)
//
// doc/annotate.md tells the round trip, the README of quote/testdata/news what is
// to be marked.
package annotate

import (
	"strings"

	"hearsay"
	"hearsay/internal/marked"
)

// Text turns an article and its quotations into a block to be edited. Line ends
// within a paragraph become spaces, since a mark closes on its line; offsets stay
// as they are.
func Text(name string, a *hearsay.Article, qs []hearsay.Quotation) marked.Text {
	return marked.Text{Name: name, Headline: strings.ReplaceAll(a.Headline, "\n", " "), Body: joinLines(a.Text), Quotations: qs}
}

// joinLines replaces every line end that is not part of an empty line.
func joinLines(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c == '\n' && (i == 0 || b[i-1] != '\n') && (i+1 == len(b) || b[i+1] != '\n') {
			b[i] = ' '
		}
	}
	return string(b)
}
