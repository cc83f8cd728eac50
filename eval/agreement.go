// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"cmp"

	"hearsay/internal/marked"
)

// Agreement compares two markings of the same articles, A and B. Its figures are
// those of Quotes with A as the truth: F1 does not depend on which of the two is,
// precision is the share of B's that A has, recall the share of A's that B has.
// Articles are the same when their texts are, letter for letter; the others are
// named.
func Agreement(a, b []marked.Text, opt Options) Report {
	s := newQuoteScore("A and B", opt)
	s.agents = &agentCounts{}
	s.errors.sides = [2]string{"A", "B"}
	theirs := map[string][]*marked.Text{}
	for i := range b {
		theirs[wholeText(&b[i])] = append(theirs[wholeText(&b[i])], &b[i])
	}
	for i := range a {
		list := theirs[wholeText(&a[i])]
		if len(list) == 0 {
			s.skipped.add("%s: only A has this text; differing by one letter is enough", cmp.Or(a[i].Name, "(no name)"))
			continue
		}
		theirs[wholeText(&a[i])] = list[1:]
		if base := len(a[i].Headline) + 2; !s.full() {
			s.add(&annotated{
				name: a[i].Name, text: wholeText(&a[i]),
				gold: joined(a[i].Quotations, base), got: joined(list[0].Quotations, base),
			})
		}
	}
	for i := range b {
		for _, left := range theirs[wholeText(&b[i])] {
			if left == &b[i] {
				s.skipped.add("%s: only B has this text", cmp.Or(b[i].Name, "(no name)"))
			}
		}
	}
	return Report{s.finish()}
}

// wholeText is headline and text as one string, the headline in front.
func wholeText(t *marked.Text) string { return t.Headline + "\n\n" + t.Body }
