// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"hearsay"
	"hearsay/account"
	"hearsay/admit"
)

// setupPage is the page at "/setup": the one that makes the first admin.
type setupPage struct {
	frame
	Token   string
	Name    string
	Problem string
	Least   int // characters of a password
}

func (s *site) newSetupPage(token string) setupPage {
	return setupPage{frame: s.frame("Set up this library", ""), Token: token, Least: account.LeastPassword}
}

func (s *site) setup(r *http.Request) (response, error) {
	if !s.private(r) {
		return response{}, errOpenLine
	}
	if r.Method == http.MethodPost {
		return s.trySetup(r)
	}
	token := r.URL.Query().Get("token")
	if err := s.opt.Gate.CanSetUp(r.Context(), account.Given(token)); err != nil {
		return response{}, err
	}
	return response{view: "setup", page: s.newSetupPage(token), secret: true}, nil
}

func (s *site) trySetup(r *http.Request) (response, error) {
	f, err := fields(r, []string{"token", "name", "password"})
	if err != nil {
		return response{}, err
	}
	token := account.Given(f.Get("token"))
	secret, err := s.opt.Gate.SetUp(r.Context(), token, f.Get("name"), f.Get("password"))
	if errors.Is(err, hearsay.ErrInvalid) {
		page := s.newSetupPage(f.Get("token"))
		page.Name, page.Problem = f.Get("name"), problemOf(err)
		return response{view: "setup", page: page, status: http.StatusBadRequest, secret: true}, nil
	}
	if err != nil {
		return response{}, err
	}
	return s.entered(r, secret, "/"), nil
}

// refusal is the status of an error that stands on the page of the form, and how long
// to wait; 0 for an error that has a page of its own.
func refusal(err error) (status int, wait time.Duration) {
	var w *admit.ErrWait
	switch {
	case errors.As(err, &w):
		return http.StatusTooManyRequests, w.For
	case errors.Is(err, hearsay.ErrRefused):
		return http.StatusForbidden, 0
	case errors.Is(err, hearsay.ErrInvalid):
		return http.StatusBadRequest, 0
	case errors.Is(err, hearsay.ErrConflict):
		return http.StatusConflict, 0
	case errors.Is(err, hearsay.ErrNotFound):
		return http.StatusNotFound, 0
	}
	return 0, 0
}

// problemOf is an error as the page of its form says it: a sentence, without the kind.
func problemOf(err error) string {
	text := err.Error()
	for _, kind := range []error{hearsay.ErrRefused, hearsay.ErrInvalid, hearsay.ErrConflict} {
		text = strings.ReplaceAll(text, kind.Error()+": ", "")
	}
	if i := strings.Index(text, ": "); i >= 0 && i < 40 {
		text = text[i+2:] // what was done
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}
