// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"strings"
	"testing"
)

// TestCreditCheck reads the check of two pages of the sample library: one that names
// where its words stand earlier, and one that names nobody.
func TestCreditCheck(t *testing.T) {
	site, engine := sampleSite(t)
	for slug, want := range map[string][]string{
		"saltwater-interview": {"Credit check", "shares most words with this one", "places on the page name it", "the source"},
		"quillock-treaty":     {"Credit check", "Coastal Press Association", "shares most words with this one"},
	} {
		body := get(t, site, "/articles/"+sampleID(t, engine, slug).String()).Body.String()
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s: the page lacks %q", slug, w)
			}
		}
	}
}
