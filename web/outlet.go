// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/draw"
	"hearsay/wire"
)

// outletPage is the page at "/outlets/ID".
type outletPage struct {
	frame
	Standing hearsay.Standing
	Articles string // address of its articles
	Takes    []takingRow
	Taken    []takingRow
	Over     plot
	Bins     []draw.Bin
	Gaps     []gap
	Counting *wire.Counting
}

// Counted reports whether it is known who takes from whom, be it before the library changed.
func (p outletPage) Counted() bool { return p.Counting == nil || p.Counting.AsOf > 0 }

// gap is a stretch of days without an article.
type gap struct {
	From, To time.Time // first and last day without
	Days     int
}

// askedOutlet reads a request. Error: ErrNotFound.
func (s *site) askedOutlet(r *http.Request) (*hearsay.Exchange, hearsay.Standing, error) {
	id, err := pathID[hearsay.Standing](r, "outlet")
	if err != nil {
		return nil, hearsay.Standing{}, err
	}
	x, err := s.engine.Exchange(r.Context())
	if err != nil {
		return nil, hearsay.Standing{}, err
	}
	i := slices.IndexFunc(x.Standings, func(s hearsay.Standing) bool { return s.ID == id })
	if i < 0 {
		return nil, hearsay.Standing{}, fmt.Errorf("outlet: %w", hearsay.ErrNotFound)
	}
	return x, x.Standings[i], nil
}

func (s *site) outlet(r *http.Request) (response, error) {
	x, st, err := s.askedOutlet(r)
	if err != nil {
		return response{}, err
	}
	days, err := s.engine.OutletDays(r.Context(), st.ID)
	if err != nil {
		return response{}, err
	}
	own := "/outlets/" + st.ID.String()
	page := outletPage{frame: s.frame(outletName(st.Outlet), "/outlets"), Standing: st, Bins: binsOf(days), Gaps: gapsOf(days), Counting: wire.NewCounting(x.Pending, x.Articles())}
	page.Twin = own + ".json"
	if name := outletName(st.Outlet); !st.Outlet.IsZero() && !strings.ContainsAny(name, `"`) {
		page.Articles = "/search?" + url.Values{"q": {`outlet:"` + name + `"`}}.Encode()
		page.Save = s.saves(r.Context(), "You are told of its articles that come to this library, and of outlets that it links to first.",
			[2]string{"kind", "outlet"}, [2]string{"outlet", st.ID.String()}, [2]string{"name", name})
	}
	page.Takes, page.Taken = takingsOf(x, st.ID)
	page.Over = newPlot(s.outletFigure(st, page.Bins), "over", own+"/articles", "")
	return response{view: "outlet", page: page}, nil
}

// takingsOf are the takings of an outlet: what it takes, and what is taken from it.
func takingsOf(x *hearsay.Exchange, id hearsay.OutletID) (takes, taken []takingRow) {
	by := findStandings(x)
	for _, t := range x.Takings {
		row := takingRow{t, by[t.By], by[t.From]}
		if t.By == id {
			takes = append(takes, row)
		}
		if t.From == id {
			taken = append(taken, row)
		}
	}
	return takes, taken
}

func (s *site) outletJSON(r *http.Request) (wire.OutletView, error) {
	x, st, err := s.askedOutlet(r)
	if err != nil {
		return wire.OutletView{}, err
	}
	days, err := s.engine.OutletDays(r.Context(), st.ID)
	if err != nil {
		return wire.OutletView{}, err
	}
	out := wire.OutletView{Standing: wire.NewStanding(st), TakesFrom: []wire.Taking{}, TakenBy: []wire.Taking{}, Gaps: []wire.Gap{}}
	out.Sample, out.Counting = s.fiction.holds(st), wire.NewCounting(x.Pending, x.Articles())
	takes, taken := takingsOf(x, st.ID)
	for _, t := range takes {
		out.TakesFrom = append(out.TakesFrom, wire.NewTaking(t.Taking, t.From))
	}
	for _, t := range taken {
		out.TakenBy = append(out.TakenBy, wire.NewTaking(t.Taking, t.By))
	}
	cut := 0
	for _, t := range slices.Concat(takes, taken) {
		if len(t.Pairs) < t.Articles {
			cut++
		}
	}
	out.Cut = out.Counting.And(wire.PairsCut(cut))
	for _, g := range gapsOf(days) {
		out.Gaps = append(out.Gaps, wire.Gap{From: g.From.Format(time.DateOnly), To: g.To.Format(time.DateOnly), Days: g.Days})
	}
	return out, nil
}

func (s *site) outletFile(r *http.Request) (response, error) {
	_, st, err := s.askedOutlet(r)
	if err != nil {
		return response{}, err
	}
	days, err := s.engine.OutletDays(r.Context(), st.ID)
	return figureFile(r, s.outletFigure(st, binsOf(days)), err)
}

func (s *site) outletFigure(st hearsay.Standing, bins []draw.Bin) *draw.Figure {
	return draw.Counts("Articles over time: "+outletName(st.Outlet), bins)
}

// binsOf puts days together, as many as a plot has room for.
func binsOf(days []hearsay.DayCount) []draw.Bin {
	var at []time.Time
	for _, d := range days {
		for range d.Articles {
			at = append(at, d.Day)
		}
	}
	return draw.Bins(at)
}

// gapsOf are the longest stretches without an article, of those that are three times
// as long as usual or more. A gap says that nothing is in this library, not that
// nothing was published.
func gapsOf(days []hearsay.DayCount) []gap {
	const most, unusual = 5, 3
	var all []gap
	var between []int
	for i := 1; i < len(days); i++ {
		n := int(days[i].Day.Sub(days[i-1].Day).Hours() / 24)
		between = append(between, n)
		all = append(all, gap{days[i-1].Day.AddDate(0, 0, 1), days[i].Day.AddDate(0, 0, -1), n - 1})
	}
	if len(between) == 0 {
		return nil
	}
	slices.Sort(between)
	usual := between[len(between)/2]
	all = slices.DeleteFunc(all, func(g gap) bool { return g.Days < 2 || g.Days+1 < unusual*usual })
	slices.SortStableFunc(all, func(a, b gap) int { return b.Days - a.Days })
	return all[:min(len(all), most)]
}

// span is a duration in words, as exact as it is worth.
func span(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return many(int(d.Round(time.Minute).Minutes()), "minute", "minutes")
	case d < 48*time.Hour:
		return many(int(d.Round(time.Hour).Hours()), "hour", "hours")
	}
	return many(int(d.Round(24*time.Hour).Hours())/24, "day", "days")
}
