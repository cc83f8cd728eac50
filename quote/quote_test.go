// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote_test

import (
	"strings"
	"testing"

	"hearsay/internal/golden"
	"hearsay/internal/marked"
	"hearsay/quote"
)

// TestCases runs the acceptance cases: "text" holds plain texts, "marked" the
// same texts with what was found marked in them. To add a case, write its text,
// run with -update and read the diff.
func TestCases(t *testing.T) {
	golden.Run(t, "testdata/cases/*.txtar", func(t *testing.T, in string) map[string]string {
		texts, err := marked.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, x := range texts {
			x.Quotations = quote.Find(x.Article())
			b.WriteString(marked.Format(x))
		}
		return map[string]string{"marked": b.String()}
	})
}
