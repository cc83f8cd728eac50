// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"net/http"
	"net/url"

	"hearsay"
	"hearsay/wire"
)

// outletsPage is the page at "/outlets".
type outletsPage struct {
	frame
	Counting      *wire.Counting
	Total, Offset int
	Rows          []hearsay.Standing
	Window        hearsay.Searched
	Matrix        matrix
	Takings       []takingRow
	Rest          int // takings that are not on the page
	Before, After string
}

// Counted reports whether it is known who takes from whom, be it before the library changed.
func (p outletsPage) Counted() bool { return p.Counting == nil || p.Counting.AsOf > 0 }

// matrix is who takes from whom among the outlets that do so most. Row takes from
// column.
type matrix struct {
	Outlets []hearsay.Standing
	Cells   [][]cell
	More    int // outlets that take or give and are not in it
}

// cell is a number with how dark it is, 0 to 4.
type cell struct{ N, Shade int }

// takingRow is a taking with the names of both ends.
type takingRow struct {
	hearsay.Taking
	By, From hearsay.Standing
}

const (
	maxMatrix  = 40
	maxTakings = 100
)

// findStandings are the outlets of an exchange by ID.
func findStandings(x *hearsay.Exchange) map[hearsay.OutletID]hearsay.Standing {
	out := make(map[hearsay.OutletID]hearsay.Standing, len(x.Standings))
	for _, s := range x.Standings {
		out[s.ID] = s
	}
	return out
}

// standings reads which rows of the list of outlets a page wants.
func (s *site) standings(r *http.Request) (x *hearsay.Exchange, part []hearsay.Standing, w rows, err error) {
	offset, limit, err := window(r, pageRows)
	if err != nil {
		return nil, nil, rows{}, err
	}
	if x, err = s.engine.Exchange(r.Context()); err != nil {
		return nil, nil, rows{}, err
	}
	from := min(offset, len(x.Standings))
	part = x.Standings[from:min(from+limit, len(x.Standings))]
	return x, part, rows{offset, len(part), len(x.Standings), limit}, nil
}

func (s *site) outlets(r *http.Request) (response, error) {
	x, part, w, err := s.standings(r)
	if err != nil {
		return response{}, err
	}
	page := outletsPage{frame: s.frame("Outlets", "/outlets"), Total: len(x.Standings), Offset: w.offset, Rows: part}
	page.Twin, page.Table = pageAddress("/outlets.json", url.Values{}, w.offset, w.limit), "/outlets.csv"
	page.Before, page.After = neighbours("/outlets", url.Values{}, w)
	if page.Window, err = s.engine.Extent(r.Context()); err != nil {
		return response{}, err
	}
	page.Counting = wire.NewCounting(x.Pending, x.Articles())
	by := findStandings(x)
	for _, t := range x.Takings[:min(len(x.Takings), maxTakings)] {
		page.Takings = append(page.Takings, takingRow{t, by[t.By], by[t.From]})
	}
	page.Rest = len(x.Takings) - len(page.Takings)
	page.Matrix = newMatrix(x, by)
	return response{view: "outlets", page: page}, nil
}

func (s *site) outletsJSON(r *http.Request) (wire.Outlets, error) {
	at, offset, limit, err := place(r)
	if err != nil {
		return wire.Outlets{}, err
	}
	p, err := s.engine.OutletsAfter(r.Context(), at, offset, limit)
	out := wire.NewOutlets(p.Rows, p.Total, offset)
	out.Next, out.Counting = cursorText(r, p.Next), wire.NewCounting(p.Pending, p.Counted)
	out.Cut = out.Counting.Says()
	for i := range out.Outlets {
		out.Outlets[i].Sample = s.fiction.holds(p.Rows[i])
	}
	return out, err
}

func (s *site) outletsCSV(r *http.Request) (lines[wire.Standing], error) {
	x, err := s.engine.Exchange(r.Context())
	if err != nil {
		return nil, err
	}
	return func(add func(wire.Standing) error) (string, error) {
		for _, st := range x.Standings {
			if err := add(wire.NewStanding(st)); err != nil {
				return "", err
			}
		}
		return wire.NewCounting(x.Pending, x.Articles()).Says(), nil
	}, nil
}

// newMatrix takes the outlets of the greatest takings, as many as fit.
func newMatrix(x *hearsay.Exchange, by map[hearsay.OutletID]hearsay.Standing) matrix {
	var m matrix
	at := map[hearsay.OutletID]int{}
	left := map[hearsay.OutletID]bool{}
	for _, t := range x.Takings {
		for _, id := range []hearsay.OutletID{t.From, t.By} {
			if _, in := at[id]; !in && len(m.Outlets) < maxMatrix {
				at[id] = len(m.Outlets)
				m.Outlets = append(m.Outlets, by[id])
			} else if !in {
				left[id] = true
			}
		}
	}
	m.More = len(left)
	m.Cells = make([][]cell, len(m.Outlets))
	for i := range m.Cells {
		m.Cells[i] = make([]cell, len(m.Outlets))
	}
	most := 1
	if len(x.Takings) > 0 {
		most = x.Takings[0].Articles
	}
	for _, t := range x.Takings {
		i, in := at[t.By]
		k, too := at[t.From]
		if in && too {
			m.Cells[i][k] = cell{t.Articles, 1 + 3*(t.Articles-1)/most}
		}
	}
	return m
}
