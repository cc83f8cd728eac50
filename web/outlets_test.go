// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"hearsay/wire"
)

// TestOutlets: the page, its twins and the pages of single outlets have one source of
// numbers.
func TestOutlets(t *testing.T) {
	walks(t)
	site, engine := sampleSite(t)
	extent, err := engine.Extent(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list := readJSON[wire.Outlets](t, site, "/outlets.json?limit=1000")
	p := page(t, site, "/outlets?limit=500")
	rows := all(all(p, tag("table", "outlets"))[0], tag("tr", ""))
	if list.Total != len(list.Outlets) || len(rows) != list.Total+1 {
		t.Errorf("%d rows, %d outlets of %d", len(rows)-1, len(list.Outlets), list.Total)
	}
	if csv := get(t, site, "/outlets.csv").Body.String(); strings.Count(csv, "\n") != list.Total+1 {
		t.Errorf("the table has %d lines", strings.Count(csv, "\n"))
	}
	articles, copies, taken := 0, 0, 0
	for i, o := range list.Outlets {
		if o.Own+o.Credited+o.Uncredited+o.Wire+o.Unknown != o.Articles {
			t.Errorf("%+v does not add up", o)
		}
		articles += o.Articles
		copies += o.Credited + o.Uncredited + o.Wire
		one := readJSON[wire.OutletView](t, site, "/outlets/"+o.ID+".json")
		if i < 3 {
			checkPlotFile(t, get(t, site, "/outlets/"+o.ID+"/articles.svg"), "articles.svg")
			checkPlotFile(t, get(t, site, "/outlets/"+o.ID+"/articles.png"), "articles.png")
		}
		from := 0
		for _, g := range one.TakesFrom {
			from += g.Articles
			if g.Credited > g.Articles || len(g.Pairs) == 0 || g.Delay < 0 {
				t.Errorf("%+v", g)
			}
		}
		if from != o.Credited+o.Uncredited+o.Wire {
			t.Errorf("%v takes %d articles, and has %d copies", o.Outlet, from, o.Credited+o.Uncredited+o.Wire)
		}
		for _, b := range one.TakenBy {
			taken += b.Articles
		}
		if got := words(byID(page(t, site, "/outlets/"+o.ID), "main")); !strings.Contains(got, "copy, not credited"+strconv.Itoa(o.Uncredited)) {
			t.Errorf("%v: the page has other numbers: %.300s", o.Outlet, got)
		}
	}
	if articles != extent.Articles || taken != copies || copies < 5 {
		t.Errorf("%d articles of %d; %d copies, %d taken", articles, extent.Articles, copies, taken)
	}
	if w := get(t, site, "/outlets/nothing"); w.Code != http.StatusNotFound {
		t.Errorf("no outlet: status %d", w.Code)
	}
	if got := words(byID(p, "main")); strings.Contains(got, "%") || strings.Contains(strings.ToLower(got), "score") {
		t.Error("the page has a score or a percentage")
	}
}

// outletAddress is the page of the outlet with most articles.
func outletAddress(t testing.TB, site http.Handler) string {
	t.Helper()
	var list wire.Outlets
	if err := json.Unmarshal(get(t, site, "/outlets.json?limit=1").Body.Bytes(), &list); err != nil || len(list.Outlets) == 0 {
		t.Fatalf("no outlet: %v", err)
	}
	return "/outlets/" + list.Outlets[0].ID
}
