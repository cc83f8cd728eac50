// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"fmt"

	"hearsay"
)

// dateDo is what a line says of when an article was published.
const dateDo = "date"

// readDate takes what a person says of a date, and reports whether it is that.
func (r *Rulings) readDate(d *decision) bool {
	if len(d.Articles) != 1 {
		return false
	}
	ruling := hearsay.DateRuling{N: d.N, At: d.At, Article: d.Articles[0], Value: d.Date, By: d.By}
	if soundDate(&ruling) != nil {
		return false
	}
	r.Dates = append(r.Dates, ruling)
	return true
}

// maxDate is how long a date may be, in bytes.
const maxDate = 40

// soundDate is an error for a ruling that says nothing.
func soundDate(r *hearsay.DateRuling) error {
	if from, _ := (hearsay.Date{Value: r.Value}).Written(); r.Article.IsZero() || len(r.Value) > maxDate || from.IsZero() {
		return fmt.Errorf("%w: %.40q is no date of an article, such as 2014-03-14, 2014-03 or 2014", hearsay.ErrInvalid, r.Value)
	}
	return nil
}

// FindDate returns what a person said of a date by its number, or nil.
func (r *Rulings) FindDate(n int) *hearsay.DateRuling {
	for i := range r.Dates {
		if r.Dates[i].N == n {
			return &r.Dates[i]
		}
	}
	return nil
}

// DatesOf are those of an article, in order, taken back or not.
func (r *Rulings) DatesOf(id hearsay.ArticleID) (out []hearsay.DateRuling) {
	for _, d := range r.Dates {
		if d.Article == id {
			out = append(out, d)
		}
	}
	return out
}

// DecideDate adds what a person says of a date to what people decided. It is on disk when
// DecideDate returns nil, and numbered. Error: ErrInvalid for one that says nothing.
func (w *Writer) DecideDate(r *hearsay.DateRuling) error {
	if err := soundDate(r); err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	d := decision{At: r.At.UTC(), Do: dateDo, Articles: []hearsay.ArticleID{r.Article}, Date: r.Value}
	err := w.appendDecision(&d)
	r.N, r.By = d.N, d.By
	return err
}
