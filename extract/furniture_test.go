// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"testing"

	"hearsay"
)

func TestFurniture(t *testing.T) {
	furniture := []string{
		"No comments:", "Post a Comment", "Share this", "Share this article on Facebook", "2 comments", "Newer Post Older Post Home",
		"Subscribe to: Post Comments (Atom)", "Labels: herring, Velmark", "Read the full story here.", "Read more: The bridge that sang",
		"Related: Seven bridges", "You may also like", "Sign up for our newsletter", "Follow Anna Berg on Twitter", "© 2025 The Courier",
		"Advertisement", "5 min read", "#milk #recall", "Share Pin Mail", "Source: Northline", "Email Ann Lee at ann@paper.example",
		"Das könnte Sie auch interessieren", "Читайте также", "Lea también: la sequía", "Our Standards: The Rulebook", "Teilen",
		"Was this article helpful?", "Story continues below", "You must be logged in to post a comment.", "Leave a Reply",
		"Originally published by Plain Measure.", "This article first appeared in The Lind Courier.",
	}
	for _, text := range furniture {
		if !isFurniture(&block{text: text}) {
			t.Errorf("%q is furniture", text)
		}
	}
	article := []string{
		"The newsletter that she signed up for never came.", "Read the treaty, he said, before you sign it.",
		"Share prices fell by a third on Monday after the bank closed its doors.", "No comment was to be had from the ministry on Friday.",
		"More than forty boats went out.", "“Follow me,” said the harbour master.", "The source said: nobody asked.",
		"Subscribe, the posters said, and many did; the hall was full by the second week of the appeal.",
		"Home is where the herring is.", "Related families live in the two valleys.", "Tags were found on eleven birds.",
		"Copyright law does not cover a herring, the court found.", "Printed in 1702, the map shows the strait.",
	}
	for _, text := range article {
		if isFurniture(&block{text: text}) {
			t.Errorf("%q is a sentence of an article", text)
		}
	}
}

// TestFurnitureByLink has paragraphs that are furniture only because they are
// links.
func TestFurnitureByLink(t *testing.T) {
	text := "See the count in full"
	b := block{text: text, links: []link{{hearsay.Span{End: len(text)}, "/count"}}}
	if !isFurniture(&b) {
		t.Errorf("a link %q leads elsewhere", text)
	}
	if isFurniture(&block{text: text}) {
		t.Errorf("without a link, %q is a sentence", text)
	}
}

func TestReadMore(t *testing.T) {
	for text, want := range map[string]bool{
		"Read the full story here.":               true,
		"Read more at The Daily Gull":             true,
		"The full interview is here":              true,
		"Full story: https://gull.example/1":      true,
		"Continue reading at VelTV World":         true,
		"Republished from Plain Measure":          true,
		"Zum Originalartikel":                     true,
		"She read the full story to the children": false,
	} {
		if isReadMore(text) != want {
			t.Errorf("isReadMore(%q) = %v, want %v", text, !want, want)
		}
	}
}

// TestExpand shows what a pattern of furniture.txt stands for.
func TestExpand(t *testing.T) {
	for pattern, want := range map[string]int{
		"no comments?":                        2, // comments, comment
		"(a|b c)":                             2,
		"share (this|it)? (story|page)":       6,
		"follow * on (facebook|x (now|then))": 3,
	} {
		if got := len(expand(pattern)); got != want {
			t.Errorf("%q stands for %d sequences, want %d: %q", pattern, got, want, expand(pattern))
		}
	}
}
