// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"

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
	Changes      int    // places that differ
	Unchanged    int    // rows that are the same on both sides
	OnlyChanges  bool   // these are not shown
	Whole, Part  string // addresses of the two views
	Swapped      string // address with the sides changed over
	First        string // which came first, in words
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

func (s *site) compare(r *http.Request) (response, error) {
	c, err := s.compared(r)
	if err != nil {
		return response{}, err
	}
	whole := compareAddress(c.A.ID, c.B.ID)
	page := comparePage{
		frame: s.frame("Compare", "/articles"), Comparison: c, First: first(c.Direction.From, c.A, c.B),
		OnlyChanges: r.FormValue("view") == "changes", Whole: whole, Part: whole + "&view=changes", Swapped: compareAddress(c.B.ID, c.A.ID),
	}
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
		kept = append(kept, row)
	}
	p.Rows = kept
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
