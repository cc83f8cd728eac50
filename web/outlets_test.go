// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"hearsay"
	"hearsay/search"
	"hearsay/web"
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
	if _, err := engine.WholeExchange(t.Context()); err != nil {
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

// counting is a library in which who takes from whom is being counted.
type counting struct {
	*fake
	pending *hearsay.Pending
}

func (c counting) Exchange(ctx context.Context) (*hearsay.Exchange, error) {
	x, err := c.fake.Exchange(ctx)
	x.Pending = c.pending
	if !c.pending.Earlier {
		x.Takings = nil
		for i := range x.Standings {
			x.Standings[i].Own, x.Standings[i].Uncounted = 0, x.Standings[i].Articles
		}
	}
	return x, err
}

func (c counting) OutletsAfter(ctx context.Context, _ search.Mark, _, _ int) (search.OutletListing, error) {
	x, err := c.Exchange(ctx)
	return search.OutletListing{Listing: search.Listing[hearsay.Standing]{Rows: x.Standings, Total: len(x.Standings)}, Pending: x.Pending, Counted: x.Articles()}, err
}

// TestOutletsBeingCounted: while it is counted who takes from whom, the pages have what is known and say
// so, as do their twins; no number stands for what is not known.
func TestOutletsBeingCounted(t *testing.T) {
	t.Parallel()
	pending := &hearsay.Pending{Looked: 120, Of: 400}
	site := web.New(counting{hostile("plain"), pending}, web.Options{})
	own := "/outlets/" + outletID.String()
	for _, address := range []string{"/outlets", own} {
		got := words(byID(page(t, site, address), "main"))
		if !strings.Contains(got, "Who takes from whom is being counted: 120 of 400 articles so far.") || !strings.Contains(got, "Not counted yet.") || strings.Contains(got, "copy, credited") {
			t.Errorf("%s: %s", address, got)
		}
		w := get(t, site, address+".json")
		if missing := w.Header().Get("Hearsay-Cut"); w.Code != http.StatusOK || !strings.Contains(missing, "120 of 400") {
			t.Errorf("%s.json: status %d, missing %q", address, w.Code, missing)
		}
	}
	want := wire.Counting{Looked: 120, Of: 400}
	list := readJSON[wire.Outlets](t, site, "/outlets.json")
	if list.Counting == nil || *list.Counting != want || list.Cut != list.Counting.Says() || list.Outlets[0].Uncounted != 2 || list.Outlets[0].Own != 0 {
		t.Errorf("%+v, %+v", list.Counting, list.Outlets)
	}
	if one := readJSON[wire.OutletView](t, site, own+".json"); one.Counting == nil || *one.Counting != want || len(one.TakesFrom) > 0 {
		t.Errorf("%+v", one)
	}
	w := get(t, site, "/outlets.csv")
	if line := strings.Split(w.Body.String(), "\n")[1]; !strings.Contains(line, ",,,,,") || !strings.Contains(w.Header().Get("Hearsay-Cut"), "120 of 400") {
		t.Errorf("%s, %v", line, w.Header())
	}
	pending.Earlier = true
	if got := words(byID(page(t, site, "/outlets"), "main")); !strings.Contains(got, "Counted when the library had 4 articles; it has changed since and is being counted again: 120 of 400 articles so far.") || !strings.Contains(got, "takes from") {
		t.Errorf("earlier: %s", got)
	}
	if list := readJSON[wire.Outlets](t, site, "/outlets.json"); list.Counting == nil || list.Counting.AsOf != 4 || list.Outlets[0].Own != 2 {
		t.Errorf("earlier: %+v, %+v", list.Counting, list.Outlets)
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
