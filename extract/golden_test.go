// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"hearsay"
	"hearsay/extract"
	"hearsay/internal/golden"
)

// TestPages reads the pages of testdata/pages, each with what must come out.
func TestPages(t *testing.T) {
	golden.Run(t, "testdata/pages/*.txtar", func(t *testing.T, in string) map[string]string {
		a, err := extract.Article(hearsay.Capture{URL: "https://paper.example/2025/03/12/story", MediaType: pageType(in)}, []byte(in))
		if err != nil {
			return map[string]string{"error": err.Error()}
		}
		return map[string]string{"text": a.Text, "facts": printFacts(&a)}
	})
}

func pageType(in string) string {
	if strings.HasPrefix(strings.TrimSpace(in), "<") {
		return "text/html"
	}
	return "text/plain"
}

// printFacts writes all but the text, a line a fact.
func printFacts(a *hearsay.Article) string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%s: %s\n", name, strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", "⏎"))
	}
	line("headline", "%s", a.Headline)
	for _, name := range a.Byline {
		line("by", "%s", name)
	}
	if a.Dateline != "" {
		line("dateline", "%s", a.Dateline)
	}
	if d, ok := a.Published(); ok {
		line("date", "%s (%s: %s)", d.Value, d.Basis, d.Why)
	}
	line("language", "%s", a.Language)
	for _, c := range a.Credits {
		line("credit", "%s to %s %s: %q", c.Kind, c.To.Name, c.URL, c.Evidence.In(a))
	}
	for _, c := range a.Citations {
		line("link", "%q %s", c.Anchor.In(a.Text), c.URL)
	}
	for _, r := range a.Reviews {
		line("review", "%q said by %q at %q, looked at by %s %s: %s", r.Claim, r.Claimants, r.Appearances, r.Reviewer, r.Published.Value, r.URL)
	}
	for _, r := range a.Removed {
		line("removed", "%s %q %s", r.Kind, r.Exact, r.Note)
		if !r.Repeats.IsZero() {
			line("  repeats", "%q", r.Repeats.In(a.Text))
		}
	}
	return b.String()
}
