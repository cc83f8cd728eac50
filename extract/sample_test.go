// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/extract"
	"hearsay/internal/sample"
)

// TestSampleTexts holds the extraction against the sample library's own texts:
// what a reader would call the article, written down before the pages were.
func TestSampleTexts(t *testing.T) {
	for c := range sample.Captures() {
		if c.MediaType == "application/x-ndjson" {
			continue // rows hold their text; package intake unpacks them
		}
		t.Run(c.Slug, func(t *testing.T) {
			a, err := extract.Article(c.Capture, c.Body)
			if err != nil {
				t.Fatal(err)
			}
			gold, ok := sample.Text(c.Slug)
			if !ok {
				t.Fatal("the sample library has no text for this page")
			}
			want := strings.Split(strings.TrimSpace(gold), "\n\n")
			got := withoutFooter(t, c.Slug, strings.Split(a.Text, "\n\n"))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("text differs (-want +got):\n%s", diff)
			}
		})
	}
}

// withoutFooter drops the paragraph that an outlet prints under every text. One
// page alone does not tell that it does; the library does.
func withoutFooter(t *testing.T, slug string, blocks []string) []string {
	t.Helper()
	truth, err := sample.ReadTruth()
	if err != nil {
		t.Fatal(err)
	}
	footer := truth.Outlet(truth.Article(slug).Outlet).Footer
	if last := len(blocks) - 1; last >= 0 && footer != "" && strings.HasPrefix(blocks[last], footer) {
		return blocks[:last]
	}
	return blocks
}
