// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/dating"
	"hearsay/extract"
	"hearsay/internal/golden"
)

// TestDates reads the pages of testdata/dates, which begin with the response that
// they came in: an address, header lines, an empty line.
func TestDates(t *testing.T) {
	golden.Run(t, "testdata/dates/*.txtar", func(t *testing.T, in string) map[string]string {
		head, body, _ := strings.Cut(in, "\n\n")
		lines := strings.Split(head, "\n")
		c := hearsay.Capture{URL: lines[0], MediaType: "text/html", At: time.Date(2025, 4, 1, 12, 0, 0, 0, time.UTC), Header: map[string]string{}}
		for _, l := range lines[1:] {
			name, value, _ := strings.Cut(l, ": ")
			c.Header[name] = value
		}
		a, err := extract.Article(c, []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, d := range a.Dates {
			mark := " "
			if d.Chosen {
				mark = "*"
			}
			fmt.Fprintf(&b, "%s %s (%s) %s … %s: %s\n", mark, d.Value, d.Basis, bound(d.Earliest), bound(d.Latest), d.Why)
		}
		for _, f := range dating.Findings(&a) {
			fmt.Fprintf(&b, "! %s: %s\n", f.Kind, f.Says)
		}
		return map[string]string{"dates": b.String()}
	})
}

func bound(t time.Time) string {
	if t.IsZero() {
		return "open"
	}
	return t.Format("06-01-02 15:04:05")
}
