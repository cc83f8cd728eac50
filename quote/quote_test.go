// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote_test

import (
	"os"
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

// TestKnownFailures lists what the rules still get wrong, each case with the
// wanted answer and, in its name, the reason. A case that comes right must move
// to the acceptance cases.
func TestKnownFailures(t *testing.T) {
	src, err := os.ReadFile("testdata/known.marked")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range parse(t, string(src)) {
		got := want
		got.Quotations = quote.Find(want.Article())
		if marked.Format(got) == marked.Format(want) {
			t.Errorf("came right, promote it to testdata/cases: %s", want.Name)
		}
	}
}

// Every golden must hold the text that it was made from, mark for mark.
func TestMarkedTextsReproduce(t *testing.T) {
	for _, x := range allTexts(t) {
		got := x
		got.Quotations = quote.Find(x.Article())
		back := parse(t, marked.Format(got))
		if len(back) != 1 || back[0].Body != x.Body || back[0].Headline != x.Headline {
			t.Errorf("%s: marks changed the text", x.Name)
		}
	}
}
