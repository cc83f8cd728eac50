// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/lineage"
)

const (
	notice = `Ferris Bridge on the B118 will be closed to all motor traffic from 18:00 today until further notice.

The closure follows a principal inspection on 30 October, in which fractured hanger pins were recorded at two locations. An interim weight limit of 7.5 tonnes imposed in March is superseded by this order.

The signed diversion is via Long Marling and adds approximately 14 kilometres. Bus services 12 and 44 will terminate at Ferris Green and Mill Lane respectively.`
	retold = `You will not get across Ferris Bridge by car after six this evening.

Inspectors found hanger pins that had fractured at two places. The limit of 7.5 tonnes that was imposed this spring was not enough.

Drivers face a detour by Long Marling: nine miles extra. The 12 will turn round at Ferris Green and the 44 at Mill Lane.`
	apart = `The bakery at the crossing sold out of rolls before eight, and its owner thinks of a second oven.

A choir rehearsed in the evening, as it does on Mondays. It sang of ships.`
)

// TestRetold: a text in other words, without a run in common to speak of, is from the one
// that has the names and numbers of its sentences, and says why; a third is not.
func TestRetold(t *testing.T) {
	first := text("Harrowell County Council", "2025-11-03T10:00:00Z", notice)
	second := text("Ferris Village News", "2025-11-03T15:00:00Z", retold)
	third := text("The Marling Mercury", "2025-11-03T16:00:00Z", apart)
	l := lineage.Tell([]lineage.Text{first, second, third})
	if len(l.Origins) != 2 {
		t.Errorf("%d origins, want 2", len(l.Origins))
	}
	says := false
	for _, d := range l.Derivations {
		says = says || slices.ContainsFunc(d.Evidence, func(e hearsay.Evidence) bool { return strings.Contains(e.Says, "content words of sentences there") })
		if d.Derived == third.Article.ID || d.From.Article == third.Article.ID {
			t.Errorf("a tie with the third: %+v", d)
		}
		if d.Certainty == hearsay.Certain {
			t.Error("it is stated as certain")
		}
	}
	if !says {
		t.Error("no reason says what was retold")
	}
}

// day is a text whose page shows a day alone.
func day(outlet, date, words string) lineage.Text {
	x := text(outlet, "", words)
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	x.Article.Dates = []hearsay.Date{{Value: date, Earliest: at.Add(-14 * time.Hour), Latest: at.Add(36 * time.Hour), Basis: "given", Chosen: true}}
	return x
}

// TestDayBefore: two days in a row touch, as nobody knows the zones, and the order is
// likely all the same; it is never certain.
func TestDayBefore(t *testing.T) {
	first, second := day("The Beacon", "2025-02-11", report+" "+apart), day("The Lantern", "2025-02-12", report+" The Beacon reported it.")
	l := lineage.Tell([]lineage.Text{second, first})
	if len(l.Derivations) != 1 {
		t.Fatalf("%d derivations", len(l.Derivations))
	}
	if d := l.Derivations[0]; d.Undecided || d.Derived != second.Article.ID || d.Certainty == hearsay.Certain {
		t.Errorf("undecided %v, derived %v, %s", d.Undecided, d.Derived == second.Article.ID, d.Certainty)
	}
}

// TestPageIsFromItsVersion: the later version of a page is from the one before, whatever
// copies of that stand between.
func TestPageIsFromItsVersion(t *testing.T) {
	first := text("The Beacon", "2025-02-11T07:40:00Z", report+"\n\n"+apart)
	copied := text("The Lantern", "2025-02-11T08:40:00Z", report+"\n\n"+apart)
	second := text("The Beacon of later", "2025-02-11T12:40:00Z", report+"\n\n"+apart+" Correction: the choir sang of sheep.")
	second.Article.Outlet = first.Article.Outlet
	first.Article.URL, second.Article.URL = "https://beacon.example/slip", "https://beacon.example/slip"
	copied.Article.URL = "https://lantern.example/slip"
	l := lineage.Tell([]lineage.Text{first, copied, second})
	steps := lineage.Chain(l, second.Article.ID)
	if len(steps) != 1 || steps[0].Article != first.Article.ID {
		t.Errorf("chain of the second version: %+v", steps)
	}
}
