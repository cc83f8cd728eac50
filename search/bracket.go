// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"net/url"

	"hearsay"
	"hearsay/dating"
)

// maxNeighbours is how many articles of a host are looked through for the order of
// their numbers.
const maxNeighbours = 5000

// bracket adds to the dates and findings of an article what the numbers in the
// addresses of its host say of its date.
func (e *Engine) bracket(ctx context.Context, v *View) error {
	a := v.Article
	u, err := url.Parse(a.URL)
	if err != nil || u.Host == "" || !dating.Numbered(a.URL) {
		return nil
	}
	rows, err := e.lib.Below(ctx, u.Scheme+"://"+u.Host+"/", maxNeighbours)
	if err != nil {
		return err
	}
	own, _ := a.Published()
	list := []dating.Placed{{ID: a.ID, URL: a.URL, Date: own}}
	for _, r := range rows {
		if r.ID != a.ID {
			list = append(list, dating.Placed{ID: r.ID, URL: r.URL, Date: hearsay.Date{Earliest: r.From, Latest: r.To}})
		}
	}
	for _, b := range dating.Bracket(list) {
		if b.Article != a.ID {
			continue
		}
		a.Dates = append(a.Dates, b.Date)
		if b.Finding.Kind != "" {
			v.Findings = append(v.Findings, b.Finding)
		}
	}
	return nil
}
