// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating_test

import (
	"strings"
	"testing"
	"time"

	"hearsay/dating"
)

var ranks = map[string]dating.Rank{
	"given": dating.Given, "json-ld:datePublished": dating.Published, "meta:date": dating.Stated, "text": dating.Printed,
	"url": dating.InAddress, "meta:article:modified_time": dating.Changed, "http:last-modified": dating.Served,
}

// TestChoose has the conflicts of real pages.
func TestChoose(t *testing.T) {
	seen := time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		claims []string // basis, value
		want   string   // basis and value of the chosen one
	}{
		{"nothing", nil, ""},
		{"stated before seen beside the headline", []string{"text 2025-03-11", "json-ld:datePublished 2025-03-12"}, "json-ld:datePublished 2025-03-12"},
		{"more precise of those that agree", []string{"json-ld:datePublished 2025-03-12", "text 2025-03-12T09:10:00Z"}, "text 2025-03-12T09:10:00Z"},
		{"the next day does not agree, though it may be one moment", []string{"json-ld:datePublished 2025-03-12", "text 2025-03-13T09:10:00"},
			"json-ld:datePublished 2025-03-12"},
		{"the future is impossible", []string{"json-ld:datePublished 2031-01-01", "text 2025-03-12"}, "text 2025-03-12"},
		{"before the web is impossible", []string{"meta:date 1970-01-01", "url 2025-03-12"}, "url 2025-03-12"},
		{"address and text outvote", []string{"json-ld:datePublished 2025-03-30", "text 2025-03-12", "url 2025-03-12"}, "text 2025-03-12"},
		{"the address alone does not", []string{"json-ld:datePublished 2025-03-30", "url 2025-03-12"}, "json-ld:datePublished 2025-03-30"},
		{"given is believed", []string{"given 1987-02-26", "json-ld:datePublished 2025-03-30"}, "given 1987-02-26"},
		{"only a change", []string{"meta:article:modified_time 2025-03-12"}, "meta:article:modified_time 2025-03-12"},
	} {
		t.Run(c.name, func(t *testing.T) {
			claims := dating.NewClaims(world)
			for _, l := range c.claims {
				basis, value, _ := strings.Cut(l, " ")
				claims.Add(ranks[basis], basis, value)
			}
			got := ""
			for _, d := range claims.Choose(seen) {
				if d.Chosen {
					got = d.Basis + " " + d.Value
				}
				if d.Why == "" {
					t.Errorf("%s %s has no reason", d.Basis, d.Value)
				}
			}
			if got != c.want {
				t.Errorf("chose %q, want %q", got, c.want)
			}
		})
	}
}

// TestChooseBound: of an undated page the earliest moment at which it was there counts.
func TestChooseBound(t *testing.T) {
	seen := time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	claims := dating.NewClaims(world)
	claims.NotAfter(dating.Seen, "seen", seen)
	claims.NotAfter(dating.Bound, "http:date", seen.AddDate(0, -2, 0))
	claims.NotAfter(dating.Bound, "archive", seen.AddDate(0, -1, 0))
	claims.NotAfter(dating.Bound, "none", time.Time{})
	got := claims.Choose(seen)
	if len(got) != 3 || !got[0].Chosen || got[0].Basis != "http:date" || got[0].Value != "../2025-02-01T00:00:00Z" || !got[0].Earliest.IsZero() {
		t.Errorf("%+v", got)
	}
}
