// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"testing"
	"time"

	"hearsay"
	"hearsay/lineage"
)

const report = "The old slipway at Orrin will be rebuilt in oak, the harbour trustees decided on Monday night after four hours behind closed doors."

func text(outlet, date, words string) lineage.Text {
	a := &hearsay.Article{ID: hearsay.NewID[hearsay.Article]("test", outlet), Outlet: hearsay.Agent{Name: outlet, Kind: hearsay.Outlet}, Text: words}
	if at, err := time.Parse(time.RFC3339, date); err == nil {
		a.Dates = []hearsay.Date{{Value: date, Earliest: at, Latest: at, Basis: "given", Chosen: true}}
	}
	return lineage.Text{Article: a}
}

func TestChain(t *testing.T) {
	beacon := text("Beacon", "2025-02-11T07:40:00Z", report)
	lantern := text("Lantern", "2025-02-11T15:05:00Z", report+" Oak costs more.")
	l := lineage.Tell([]lineage.Text{lantern, beacon})
	steps := lineage.Chain(l, lantern.Article.ID)
	if len(steps) != 1 || steps[0].Article != beacon.Article.ID {
		t.Errorf("chain of the copy: %+v", steps)
	}
	if steps := lineage.Chain(l, beacon.Article.ID); len(steps) != 0 {
		t.Errorf("chain of the first: %+v", steps)
	}
}
