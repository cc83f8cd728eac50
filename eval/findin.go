// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"strings"

	"hearsay"
	"hearsay/quote"
	"hearsay/speaker"
)

// findIn runs the engines on a bare text as the product does, with a short first
// paragraph as the headline, and returns all relations with offsets in the
// whole text.
func findIn(text string) []hearsay.Quotation {
	a := hearsay.Article{Text: text}
	base := 0
	if i := strings.Index(text, "\n\n"); i > 0 && i < 300 && !strings.Contains(text[:i], "\n") {
		a.Headline, a.Text, base = text[:i], text[i:], i
	}
	got := quote.Find(&a)
	speaker.Resolve(&a, got)
	return joined(got, base)
}

// joined moves the spans of the text behind the headline.
func joined(qs []hearsay.Quotation, base int) []hearsay.Quotation {
	out := make([]hearsay.Quotation, len(qs))
	for i, q := range qs {
		if q.Part == hearsay.InText {
			q = shifted(q, base)
		}
		out[i] = q
	}
	return out
}
