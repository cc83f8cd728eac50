// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/search"
	"hearsay/store"
	"hearsay/wire"
)

// searchPage is the page at "/search".
type searchPage struct {
	frame
	Query   string
	Mistake *mistake // in the query; nothing else is shown then
	Found   *search.Found
	Words   bool // there are words in the query, not filters alone
	Extent  hearsay.Searched
	Offset  int
	Rows    []row
	Chips   []chip
	Facets  []facet
	Times   *histogram
	Fold    bool   // near-copies stand under the earliest of them
	Other   string // address of the same with them as rows, or the other way
	Before  string // address of the rows before; "" at the start
	After   string // address of the rows after; "" at the end
	Older   string // address of those among older articles; "" where all were looked at
	First   string // address without Until; "" where it is that
}

// mistake is what is wrong with a query.
type mistake struct {
	Reason  string
	Query   string
	Caret   string // spaces up to the place
	Literal string // address of a search for the words as they stand; "" for none
	Words   string // that it looks for
}

// chip is a part of a query, with the address of the search without it.
type chip struct {
	Text, Address string
}

// facet is a list of values with the number of articles that each leaves.
type facet struct {
	Name   string
	Values []share
}

// search shows the articles that hold some words. A query that cannot be read is
// answered on the same page, with the box still filled.
func (s *site) search(r *http.Request) (response, error) {
	query := strings.TrimSpace(r.FormValue("q"))
	if query == "" {
		return response{location: "/articles"}, nil
	}
	offset, limit, err := window(r, pageRows)
	if err != nil {
		return response{}, err
	}
	until, err := count(r, "until", 0)
	if err != nil {
		return response{}, err
	}
	page := searchPage{frame: s.frame("Search", "/articles"), Query: query, Offset: offset, Fold: r.FormValue("copies") != "show"}
	page.Find = query
	if page.Extent, err = s.engine.Extent(r.Context()); err != nil {
		return response{}, err
	}
	page.Found, err = s.engine.Look(r.Context(), search.Asked{Query: query, Offset: offset, Limit: limit, Fold: page.Fold, Count: true, Until: int64(until)})
	if errors.Is(err, hearsay.ErrInvalid) {
		page.Mistake = newMistake(query, err)
		return response{view: "search", page: page, status: http.StatusBadRequest}, nil
	}
	if err != nil {
		return response{}, err
	}
	page.fill(query, until, limit)
	page.Save = s.saves(r.Context(), "You are told of articles that come to this library and pass this query.", [2]string{"kind", "search"}, [2]string{"q", query})
	return response{view: "search", page: page}, nil
}

// fill prepares what was found.
func (p *searchPage) fill(query string, until, limit int) {
	for _, h := range p.Found.Hits {
		p.Rows = append(p.Rows, newRow(h))
	}
	asked := func(copies string, until int) url.Values {
		v := url.Values{"q": {query}}
		if copies != "" {
			v.Set("copies", copies)
		}
		if until > 0 {
			v.Set("until", strconv.Itoa(until))
		}
		return v
	}
	own, other, twin := "", "show", "fold"
	if !p.Fold {
		own, other, twin = "show", "", ""
	}
	p.Other = pageAddress("/search", asked(other, until), 0, pageSize)
	p.Before, p.After = neighbours("/search", asked(own, until), rows{p.Offset, len(p.Rows), p.Found.Rows, limit})
	if p.Found.Older > 0 {
		p.Older = pageAddress("/search", asked(own, int(p.Found.Older)), 0, pageSize)
	}
	if until > 0 {
		p.First = pageAddress("/search", asked(own, 0), 0, pageSize)
	}
	p.Twin = pageAddress("/search.json", asked(twin, until), p.Offset, limit)
	for _, part := range p.Found.Parts {
		p.Words = p.Words || part.Field == ""
		p.Chips = append(p.Chips, chip{part.Text, searchAddress(part.Without)})
	}
	if c := p.Found.Counts; c != nil {
		p.Facets = []facet{
			{"Outlet", narrowed(p.Found, "outlet", c.Outlets)}, {"Language", narrowed(p.Found, "lang", tongues(c.Languages))},
			{"Speaker", narrowed(p.Found, "speaker", c.Speakers)},
		}
		p.Times = newHistogram(p.Found)
	}
}

// searchAddress is that of a search; of all articles when nothing is asked.
func searchAddress(query string) string {
	if query == "" {
		return "/articles"
	}
	return "/search?" + url.Values{"q": {query}}.Encode()
}

// narrowed are values with the searches that keep only the articles with each. A
// filter of the same field gives way.
func narrowed(f *search.Found, field string, counts []store.Count) []share {
	return shares(counts, func(c store.Count) string {
		value := c.Value
		if field == "speaker" && c.Label != "" {
			value = c.Label
		}
		return searchAddress(strings.TrimSpace(without(f, field) + " " + term(field, value)))
	})
}

// without is the query without the filters of some fields.
func without(f *search.Found, fields ...string) string {
	var kept []string
	for _, p := range f.Parts {
		drop := false
		for _, field := range fields {
			drop = drop || p.Field == field
		}
		if !drop {
			kept = append(kept, p.Lead+p.Text)
		}
	}
	return strings.Join(kept, " ")
}

func newMistake(query string, err error) *mistake {
	m := &mistake{Reason: err.Error(), Query: query}
	var at *search.QueryError
	if errors.As(err, &at) {
		m.Reason, m.Query, m.Caret = at.Reason, at.Query, strings.Repeat(" ", at.Column())
	}
	if m.Words = search.Literal(query); m.Words != "" {
		m.Literal = searchAddress(m.Words)
	}
	return m
}

// histogram is how many articles there are over time.
type histogram struct {
	Bars    []bar
	Width   int // in the units of the bars
	Years   bool
	Most    int
	Undated int
	Labels  []label
}

// bar is a month or a year.
type bar struct {
	X, Y, Height int
	Name         string
	Articles     int
	Address      string // of the search for these
}

// label stands under a bar.
type label struct {
	X    int
	Text string
}

// The measures of a histogram.
const (
	barWidth   = 20
	barHeight  = 100
	mostLabels = 8
)

func newHistogram(f *search.Found) *histogram {
	c := f.Counts
	h := &histogram{Years: c.Years, Undated: c.Undated, Width: barWidth * len(c.Times)}
	for _, b := range c.Times {
		h.Most = max(h.Most, b.Articles)
	}
	base := without(f, "after", "before")
	for i, b := range c.Times {
		layout, name := "2006-01", b.From.Format("Jan 2006")
		if c.Years {
			layout, name = "2006", b.From.Format("2006")
		}
		query := strings.TrimSpace(fmt.Sprintf("%s after:%s before:%s", base, b.From.Format(layout), b.Before.Format(layout)))
		height := 0
		if b.Articles > 0 {
			height = max(2, barHeight*b.Articles/h.Most)
		}
		h.Bars = append(h.Bars, bar{barWidth * i, barHeight - height, height, name, b.Articles, searchAddress(query)})
		if every := 1 + (len(c.Times)-1)/mostLabels; i%every == 0 {
			h.Labels = append(h.Labels, label{barWidth * i, name})
		}
	}
	return h
}

// Box is the view box of the picture.
func (h *histogram) Box() string {
	return "0 0 " + strconv.Itoa(max(1, h.Width)) + " " + strconv.Itoa(barHeight)
}

// searchAsks are the parameters of a search.
func searchAsks() []param {
	return []param{
		{name: "q", kind: aText, needed: true, says: "the words, with filters as in the box of the page", example: "ferry"},
		{name: "until", kind: aCount, says: "the number of an arrival, as `older` of an answer gives it: articles that arrived later are left out"},
		{name: "copies", kind: aChoice, choices: []string{"show", "fold"}, says: "show near-copies as hits of their own, or fold them under the earliest"},
	}
}

func (s *site) searchJSON(r *http.Request) (wire.Search, error) {
	at, offset, limit, err := place(r)
	if err != nil {
		return wire.Search{}, err
	}
	query := strings.TrimSpace(r.FormValue("q"))
	until, err := count(r, "until", 0)
	if err != nil {
		return wire.Search{}, err
	}
	found, err := s.engine.Look(r.Context(), search.Asked{Query: query, Walk: true, After: at, Until: int64(until), Offset: offset, Limit: limit, Fold: r.FormValue("copies") == "fold", Count: true})
	if err != nil {
		return wire.Search{}, err
	}
	out := newWireSearch(found)
	out.Next = cursorText(r, found.Next)
	return out, nil
}

func newWireSearch(found *search.Found) wire.Search {
	out := wire.Search{Query: found.Query, Total: found.Total, Rows: found.Rows, Hits: []wire.Hit{}, Order: string(found.Order), Older: found.Older, Looked: found.Looked, Common: found.Common}
	for _, h := range found.Hits {
		if h.Article == nil {
			continue
		}
		hit := wire.NewHit(h.Brief, h.Article, h.Matched)
		hit.Alike = h.Alike
		for _, c := range h.Copies {
			hit.Copies = append(hit.Copies, wire.NewBrief(c))
		}
		out.Hits = append(out.Hits, hit)
	}
	c := found.Counts
	if c == nil {
		return out
	}
	out.Counts = &wire.SearchCounts{Outlets: libraryCounts(c.Outlets), Languages: libraryCounts(c.Languages), Speakers: libraryCounts(c.Speakers), Times: []wire.Bucket{}, Undated: c.Undated}
	for _, b := range c.Times {
		out.Counts.Times = append(out.Counts.Times, wire.Bucket{From: b.From, Before: b.Before, Articles: b.Articles})
	}
	return out
}
