// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay_test

import (
	"testing"

	"hearsay"
)

// TestNamedRule: whoever reads is told the rule, and neither a key in a source's address nor
// where a folder is.
func TestNamedRule(t *testing.T) {
	for rule, want := range map[string]string{
		"outlet Northline: facts only at once":                                     "outlet Northline: facts only at once",
		"all: passages only after 30 days":                                         "all: passages only after 30 days",
		"outlet Who? Weekly: facts only at once":                                   "outlet Who? Weekly: facts only at once",
		"source https://a.example/feed: facts only at once":                        "source https://a.example/feed: facts only at once",
		"source https://ann:word@a.example/feed?key=k1#top: passages only at once": "source https://a.example/feed?…: passages only at once",
		"source https://a.example:8443/f?key=a: b: facts only after 3 days":        "source https://a.example:8443/f?…: facts only after 3 days",
		"source /srv/ann/inbox: facts only at once":                                "source a folder: facts only at once",
	} {
		if got := (&hearsay.Kept{Rule: rule}).Named(); got != want {
			t.Errorf("%q is named %q, want %q", rule, got, want)
		}
	}
}
