// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"strings"

	"hearsay"
	"hearsay/ingest"
)

// decideDate takes the forms of an article's dates: what a person says of them, or takes back.
func (s *site) decideDate(r *http.Request) (response, error) {
	desk, err := s.desk()
	if err != nil {
		return response{}, err
	}
	if err := parseDecision(r); err != nil {
		return response{}, err
	}
	o := ingest.DateOrder{Date: strings.TrimSpace(r.PostForm.Get("date")), By: s.visitorOf(r).actor()}
	if o.Article, err = pathID[hearsay.Article](r, "article"); err != nil {
		return response{}, err
	}
	switch do := r.PostForm.Get("do"); do {
	case "date":
	case "undo":
		if o.Undo, err = takenBack(r); err != nil || o.Undo < 1 {
			return response{}, errNumberless
		}
	default:
		return response{}, fmt.Errorf("%w: %.40q is no decision on dates", hearsay.ErrInvalid, do)
	}
	_, err = desk.DecideDate(r.Context(), o)
	return response{location: "/articles/" + o.Article.String() + "#h-dates"}, err
}

// datesSaid are what people said of the dates of an article, as whoever asks may see it.
func (s *site) datesSaid(r *http.Request, list []hearsay.DateRuling) []hearsay.DateRuling {
	return seen(list, s.names(r.Context()), func(d *hearsay.DateRuling) { d.By, d.UndoneBy = "", "" })
}
