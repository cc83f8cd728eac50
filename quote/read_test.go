// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay"

// english is a reader of the paragraphs of an English text, ready for the rules.
func english(text string) *reader {
	r := cut(text, blocksOf(&hearsay.Article{Text: text}), mediaNames{}, nil)
	r.analyse()
	return r
}
