// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"hearsay"
	"hearsay/dating"
	"hearsay/store"
)

// DateOrder is what a person wants to say of when an article was published, or to take back.
type DateOrder struct {
	Article hearsay.ArticleID
	Date    string // in any form that pages use, if it can be read in one way only
	Undo    int    // number of the decision to take back; 0 to say Date
	By      string // who decides; "" where one person uses the library
}

// DecideDate writes down what a person says of a date. It is shown beside what the page says, and
// changes nothing else: no order, no direction, no story. Errors: ErrNotFound, and ErrInvalid for
// what is no date or may be two.
func DecideDate(ctx context.Context, lib *store.Writer, o DateOrder, at time.Time) (*hearsay.DateRuling, error) {
	lib.ActFor(o.By)
	if o.Undo > 0 {
		return undoDate(lib, o, at)
	}
	if _, err := lib.Facts(ctx, o.Article); err != nil {
		return nil, err
	}
	d, ok := dating.Read(o.Date, dating.Habits{Order: dating.PerhapsDayFirst, Zone: dating.World})
	if !ok || strings.ContainsAny(d.Value, "?~%") {
		return nil, fmt.Errorf("%.40q is no date that can be read in one way: write 2014-03-14, or 2014-03 when the day is not known: %w", o.Date, hearsay.ErrInvalid)
	}
	r := &hearsay.DateRuling{At: at, Article: o.Article, Value: d.Value}
	return r, lib.DecideDate(r)
}

func undoDate(lib *store.Writer, o DateOrder, at time.Time) (*hearsay.DateRuling, error) {
	rulings, err := lib.Rulings()
	if err != nil {
		return nil, err
	}
	r := rulings.FindDate(o.Undo)
	if r == nil || r.Article != o.Article {
		return nil, fmt.Errorf("undo: decision %d on the dates of article %s %w", o.Undo, o.Article, hearsay.ErrNotFound)
	}
	return r, lib.Undo(r.N, at)
}
