// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"slices"

	"hearsay"
	"hearsay/wire"
)

// comparePage is the page at "/compare".
type comparePage struct {
	frame
	*hearsay.Comparison
	DateA, DateB hearsay.Date
	Counts       []tally
	Rows         []diffRow
	Changes      int  // places that differ
	Unchanged    int  // rows that are the same on both sides
	OnlyChanges  bool // these are not shown
	Common       bool // only what both have is shown
	Inline       bool // one column: A's words stand before B's
	Panes        bool // each text in a pane of its own
	Views        []tab
	Ruler        []bin        // none where rows are left out
	Links        []changeLink // to every change
	Swapped      string       // address with the sides changed over
	First        string       // which came first, in words
}

// tally counts the words of one kind of change.
type tally struct {
	Class, Label string
	Words        int
}

func (s *site) compared(r *http.Request) (*hearsay.Comparison, error) {
	a, err := articleID(r.FormValue("a"))
	if err != nil {
		return nil, fmt.Errorf("first article: %w", err)
	}
	b, err := articleID(r.FormValue("b"))
	if err != nil {
		return nil, fmt.Errorf("second article: %w", err)
	}
	return s.engine.Compare(r.Context(), a, b)
}

// compareAsks are the parameters of a comparison.
func compareAsks() []param {
	return []param{
		{name: "a", kind: anID, id: ofArticle, needed: true, says: "one article"},
		{name: "b", kind: anID, id: ofArticle, needed: true, says: "the other article"},
	}
}

func (s *site) compareJSON(r *http.Request) (wire.Comparison, error) {
	c, err := s.compared(r)
	if err != nil {
		return wire.Comparison{}, err
	}
	return wire.NewComparison(c), nil
}

// theMarked are the two articles that somebody marked in a list. Error: ErrInvalid for
// another number of them.
func theMarked(r *http.Request) (a, b hearsay.ArticleID, err error) {
	list := r.URL.Query()["article"]
	if len(list) != 2 {
		return a, b, fmt.Errorf("%w: mark two articles, then compare; %s marked", hearsay.ErrInvalid, many(len(list), "is", "are"))
	}
	if a, err = articleID(list[0]); err != nil {
		return a, b, err
	}
	b, err = articleID(list[1])
	return a, b, err
}

func (s *site) compare(r *http.Request) (response, error) {
	if r.URL.Query().Get("a") == "" && (r.URL.Query().Has("article") || r.URL.RawQuery == "") {
		a, b, err := theMarked(r)
		return response{location: compareAddress(a, b)}, err
	}
	c, err := s.compared(r)
	if err != nil {
		return response{}, err
	}
	view := r.FormValue("view")
	page := comparePage{
		frame: s.frame("Compare", "/articles"), Comparison: c, First: first(c.Direction.From, c.A, c.B),
		OnlyChanges: view == "changes", Common: view == "common", Inline: view == "inline", Panes: view == "panes", Swapped: compareAddress(c.B.ID, c.A.ID),
	}
	page.Views = compareViews(compareAddress(c.A.ID, c.B.ID), view)
	page.Twin = fmt.Sprintf("/compare.json?a=%s&b=%s", c.A.ID, c.B.ID)
	page.DateA, _ = c.A.Published()
	page.DateB, _ = c.B.Published()
	for _, k := range []struct {
		kind         hearsay.ChangeKind
		class, label string
	}{
		{hearsay.Same, "new", "the same"}, {hearsay.Added, "added", "added"}, {hearsay.Cut, "removed", "removed"},
		{hearsay.Changed, "changed", "changed"}, {hearsay.Moved, "moved", "moved"},
	} {
		page.Counts = append(page.Counts, tally{k.class, k.label, c.Words[k.kind]})
	}
	page.Rows, page.Changes = diffRows(c)
	page.Links = changeLinks(page.Rows)
	if !page.OnlyChanges && !page.Common {
		page.Ruler = ruler(page.Rows)
	}
	page.drop()
	return response{view: "compare", page: page}, nil
}

// drop leaves out the rows without a change when only changes were asked for.
func (p *comparePage) drop() {
	var kept []diffRow
	for _, row := range p.Rows {
		if row.Same {
			p.Unchanged++
			if p.OnlyChanges {
				continue
			}
		}
		if p.Common {
			if row.A, row.B = alike(row.A), alike(row.B); len(row.A)+len(row.B) == 0 {
				continue
			}
		}
		kept = append(kept, row)
	}
	p.Rows = kept
}

// leftOut stands for words that only one side has.
const leftOut = " … "

// alike are the strokes that both sides have in the same place; none when these hold
// no word.
func alike(strokes []stroke) []stroke {
	var out []stroke
	words := false
	for _, s := range strokes {
		after := len(out) > 0 && out[len(out)-1].Text == leftOut
		switch {
		case s.Kind != hearsay.Same && !after:
			out = append(out, stroke{Text: leftOut, Breaks: s.Breaks})
		case s.Kind == hearsay.Same && !(after && wordless(s.Text)):
			out = append(out, s)
			words = words || !wordless(s.Text)
		}
	}
	if !words {
		return nil
	}
	return out
}

// compareViews are the ways to look at a comparison; each has an address.
func compareViews(whole, view string) []tab {
	out := []tab{
		{"Side by side", whole, false}, {"Inline", whole + "&view=inline", view == "inline"},
		{"Two panes", whole + "&view=panes", view == "panes"},
		{"Changes only", whole + "&view=changes", view == "changes"}, {"Common only", whole + "&view=common", view == "common"},
	}
	out[0].Here = !slices.ContainsFunc(out, func(t tab) bool { return t.Here })
	return out
}

// first says which article came first, by the letters of the two columns.
func first(from hearsay.Side, a, b *hearsay.Article) string {
	switch from {
	case hearsay.SideA:
		return "A, " + outletName(a.Outlet) + ", is the earlier one."
	case hearsay.SideB:
		return "B, " + outletName(b.Outlet) + ", is the earlier one."
	}
	return "Cannot tell: the evidence does not decide."
}
