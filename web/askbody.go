// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"hearsay"
	"hearsay/wire"
)

// readAskJSON reads a question as JSON. What it does not know it refuses: a misspelt
// field would otherwise be an answer to another question. Errors: ErrInvalid,
// ErrTooLarge, and those of the library when it looks for an address.
func (s *site) readAskJSON(r *http.Request) (ask, error) {
	var q wire.Question
	if err := readJSON(r, &q, `{"text": "…"}`); err != nil {
		return ask{}, err
	}
	given := 0
	for _, field := range []string{q.Text, q.URL, q.Article} {
		if field != "" {
			given++
		}
	}
	if given != 1 {
		return ask{}, fmt.Errorf("%w: give one of text, url and article", hearsay.ErrInvalid)
	}
	a := ask{MinWords: q.Min}
	var err error
	if a.Text, err = traceable(q.Text); err != nil {
		return ask{}, err
	}
	if q.Min < 0 {
		return ask{}, fmt.Errorf("%w: min %d is not a count", hearsay.ErrInvalid, q.Min)
	}
	if a.Forward, err = direction(q.Direction); err != nil {
		return ask{}, err
	}
	switch {
	case q.URL != "":
		a.Article, err = s.engine.Resolve(r.Context(), q.URL)
		if errors.Is(err, hearsay.ErrNotFound) {
			err = errNotAdded
		}
	case q.Article != "":
		a.Article, err = articleID(q.Article)
	}
	return a, err
}

// readJSON reads the body of a request, which is one JSON value with known fields, such as example.
// Errors: ErrInvalid, ErrTooLarge, errMediaType.
func readJSON(r *http.Request, to any, example string) error {
	if kind := mediaType(r); kind != "application/json" {
		return fmt.Errorf("a body of type %.60q, where JSON is taken: %w", kind, errMediaType)
	}
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return badJSON(err, example)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return badJSON(errors.New("something stands behind the object"), example)
	}
	return nil
}

func badJSON(err error, example string) error {
	if err := tooLarge(err); errors.Is(err, hearsay.ErrTooLarge) {
		return err
	}
	return fmt.Errorf("%w JSON: %w; send an object such as %s", hearsay.ErrInvalid, err, example)
}
