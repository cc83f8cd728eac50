// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package prose cuts text: into words to compare texts by, and into tokens,
// sentences and paragraphs to read them by. Every piece is a span of bytes of
// the string that was given; nothing is rewritten.
//
//	text := "Mr. Odum said: “It didn’t rain.”"
//	for _, t := range prose.Tokens(text) {
//		fmt.Print(t.In(text), "|")
//	}
//	// Mr.|Odum|said|:|“|It|did|n’t|rain|.|”|
//
// Words and tokens are different things on purpose. A word ([Words]) is folded
// and hashed, so that two printings of a sentence agree; a token ([Tokens]) is
// what a grammar looks at: marks are tokens, "didn’t" is two.
//
// The package knows no vocabulary beyond the abbreviations that keep their full
// stop, and nothing of quotations: which marks open and close is decided in
// package quote. It reads no files and cannot fail: any bytes are text.
package prose
