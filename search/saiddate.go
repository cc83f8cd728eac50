// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"fmt"

	"hearsay"
	"hearsay/dating"
)

// saidDates adds what people said of the date of an article to its dates, behind those that
// were found. They are never chosen: nobody else can look them up.
func (e *Engine) saidDates(v *View) error {
	rulings, err := e.lib.Rulings()
	if err != nil {
		return err
	}
	v.DateRulings = rulings.DatesOf(v.Article.ID)
	for _, r := range v.DateRulings {
		d, ok := dating.Read(r.Value, dating.Habits{Zone: dating.World})
		if r.Undone || !ok {
			continue
		}
		d.Value, d.Basis = r.Value, hearsay.PersonSays
		d.Why = fmt.Sprintf("decision %d; what a person says is shown, and nothing is ordered or told by it", r.N)
		v.Article.Dates = append(v.Article.Dates, d)
	}
	return nil
}
