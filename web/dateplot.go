// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"net/http"
	"strings"

	"hearsay"
	"hearsay/draw"
)

// datesFigure draws every date of an article as what it is, an interval, with the one
// that was chosen filled, and when it was read by this library.
func datesFigure(a *hearsay.Article) *draw.Figure {
	var list []draw.Row
	for _, d := range a.Dates {
		w := newWhen(d)
		from, to := d.Written()
		row := draw.Row{Name: w.Basis, Note: strings.TrimSuffix(w.Text+", "+w.Precision, ", "), Flag: d.Chosen}
		if d.Chosen {
			row.Name += " · chosen"
		}
		row.At = []draw.Moment{{When: draw.Interval{From: sane(from), To: sane(to)}, Tip: w.Basis + ": " + row.Note + ". " + d.Why, Chosen: d.Chosen}}
		list = append(list, row)
	}
	if seen := sane(a.Seen); !seen.IsZero() {
		text := seen.UTC().Format("Mon 2 Jan 2006, 15:04 MST")
		list = append(list, draw.Row{Name: "read by this library", Note: text, At: []draw.Moment{{When: draw.Interval{From: seen, To: seen}, Tip: "read by this library: " + text}}})
	}
	return draw.Rows("What the dates say: "+titleOf(a), list)
}

func (s *site) datesFile(r *http.Request) (response, error) {
	view, err := s.articleAsked(r)
	if err != nil {
		return response{}, err
	}
	return figureFile(r, datesFigure(view.Article), nil)
}
