// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"hearsay"
	"hearsay/extract"
	"hearsay/internal/sample"
)

// TestMapLeadsBack cuts the mapped bytes out of each page as received, decodes
// them, undoes entities and folds white space: the article's words must come out.
func TestMapLeadsBack(t *testing.T) {
	for c := range sample.Captures() {
		if c.MediaType == "application/x-ndjson" {
			continue
		}
		t.Run(c.Slug, func(t *testing.T) {
			a, err := extract.Article(c.Capture, c.Body)
			if err != nil {
				t.Fatal(err)
			}
			if got := checkMap(t, &a, c.Body, c.MediaType); got < 0.97 {
				t.Errorf("the map covers %.3f of the text", got)
			}
		})
	}
}

// checkMap checks every stretch of an article's map and returns the share of the
// text that the map covers.
func checkMap(t *testing.T, a *hearsay.Article, body []byte, mediaType string) float64 {
	t.Helper()
	enc, _, _ := charset.DetermineEncoding(body, mediaType)
	if strings.Contains(string(body), "charset=UTF-8") || strings.Contains(string(body), `charset="utf-8"`) {
		enc = nil
	}
	covered, last := 0, 0
	for _, m := range a.Map {
		if m.Text.Start < last || m.Text.End <= m.Text.Start || m.Page.Start < 0 || m.Page.End > len(body) {
			t.Fatalf("map out of order or bounds: %+v", m)
		}
		last = m.Text.End
		page := string(body[m.Page.Start:m.Page.End])
		if enc != nil && !validUTF8(body) {
			decoded, err := enc.NewDecoder().String(page)
			if err != nil {
				t.Fatal(err)
			}
			page = decoded
		}
		want := strings.Join(strings.Fields(m.Text.In(a.Text)), " ")
		got := strings.Join(strings.Fields(html.UnescapeString(page)), " ")
		if got != want {
			t.Fatalf("page bytes %d–%d give %q, the text has %q", m.Page.Start, m.Page.End, got, want)
		}
		covered += m.Text.Len()
	}
	letters := len(a.Text) - 2*max(0, len(a.Blocks)-1)
	return float64(covered) / float64(max(1, letters))
}

func validUTF8(b []byte) bool { return strings.ToValidUTF8(string(b), "") == string(b) }
