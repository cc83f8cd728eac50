// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"slices"
	"strings"
	"testing"

	"hearsay"
)

// Signs in the words stand among the reasons, and leave the direction to the dates.
func TestCompareShowsSigns(t *testing.T) {
	const notice = "Engineers closed the north span of the old bridge on Monday after a survey found cracks in nine of its girders."
	post := &hearsay.Article{URL: "https://post.example/bridge", Outlet: hearsay.Agent{Name: "Harbour Post"},
		Text: notice + "\n\nThe survey had been ordered by the council in spring. It cost less than a new sign at the toll house, which nobody has used since the toll was dropped."}
	echo := &hearsay.Article{URL: "https://echo.example/bridge", Outlet: hearsay.Agent{Name: "Echo"},
		Text: "According to the Harbour Post, engineers" + strings.TrimSuffix(strings.TrimPrefix(notice, "Engineers"), ".") + ", officials said."}
	c := compare(post, echo)
	if c.Direction.From != hearsay.UnknownSide {
		t.Errorf("from %s, by %q", c.Direction.From, c.Direction.Why)
	}
	for _, want := range []string{
		"neither Harbour Post nor Echo has a date",
		"in the words, for Harbour Post: Echo puts “According to the Harbour Post” before the words that Harbour Post begins with",
	} {
		if !slices.Contains(c.Direction.Why, want) {
			t.Errorf("%q is not among %q", want, c.Direction.Why)
		}
	}
	if n := len(c.Direction.Why); n > 1+2*maxSigns {
		t.Errorf("%d reasons", n)
	}
}

// Versions of a page are told apart by what pages gain.
func TestCompareVersions(t *testing.T) {
	version := func(text string) *hearsay.Article {
		return &hearsay.Article{URL: "https://post.example/light", Outlet: hearsay.Agent{Name: "Harbour Post"}, Text: text}
	}
	c := compare(version("The Norvane light is a lighthouse. It was built in 1911."),
		version("The Norvane light is a lighthouse. It was built in 1911.\n\nIts horn was sold on 4 May 2008, and the house of its keeper has been a hostel since."))
	want := "in the words, for Harbour Post (A): Harbour Post (B) has more dates with the day first than Harbour Post (A): 1, not 0"
	if !slices.Contains(c.Direction.Why, want) {
		t.Errorf("%q is not among %q", want, c.Direction.Why)
	}
}
