// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	"hearsay"
	"hearsay/prose"
)

// Text is a text made ready for comparing: read it once, compare it with many. It
// is not changed by anything in this package.
type Text struct {
	text  string
	names []string
	words []prose.Word
}

// Read prepares a text. Names are what its author and its outlet are called, for
// finding them in other texts; it may have none. Time is linear in the text.
func Read(text string, names ...string) *Text {
	return &Text{text: text, names: names, words: prose.Words(text)}
}

// Sign is one thing in the words of two texts that speaks for one of them being
// first.
type Sign struct {
	// Name is what the model knows it by: "reply-header", "cut-at-end".
	Name string
	// First is the side it speaks for: [hearsay.SideA] or [hearsay.SideB].
	First hearsay.Side
	// Says is the sign as one sentence, for people: evidence and no verdict.
	Says string
	// A and B are where to look in the two texts; zero when there is no one place.
	A, B hearsay.Span
}
