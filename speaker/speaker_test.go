// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker_test

import (
	"strings"
	"testing"

	"hearsay/internal/golden"
	"hearsay/internal/marked"
	"hearsay/speaker"
)

// TestCases resolves marked texts: "text" holds the marks that package quote
// would set, "resolved" the same with speakers.
func TestCases(t *testing.T) {
	golden.Run(t, "testdata/cases/*.txtar", func(t *testing.T, in string) map[string]string {
		texts, err := marked.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, x := range texts {
			speaker.Resolve(x.Article(), x.Quotations)
			b.WriteString(marked.Format(x))
		}
		return map[string]string{"resolved": b.String()}
	})
}
