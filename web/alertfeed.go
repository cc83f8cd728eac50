// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/alert"
)

// alertFeed is the feed of an alert, or of all.
func (s *site) alertFeed(r *http.Request) (response, error) {
	if s.opt.Book == nil {
		return response{}, errNoAlerts
	}
	id := int64(0)
	if r.PathValue("id") != "" {
		var err error
		if id, err = s.alertID(r); err != nil {
			return response{}, err
		}
	}
	return s.feed(r, id, r.URL.Path)
}

// feed writes a feed; self is its address, "" when that is a secret.
func (s *site) feed(r *http.Request, id int64, self string) (response, error) {
	f, err := alert.FeedOf(r.Context(), s.opt.Book, id)
	if err != nil {
		return response{}, err
	}
	f.Base = s.origin(r)
	f.Page = f.Base + "/alerts"
	if id > 0 {
		f.Page += "/" + strconv.FormatInt(id, 10)
	}
	if self != "" {
		f.Self = f.Base + self
	}
	body, mediaType := []byte(nil), "application/atom+xml; charset=utf-8"
	if strings.HasSuffix(r.URL.Path, ".json") {
		mediaType = "application/feed+json; charset=utf-8"
		body, err = f.JSON()
	} else {
		body, err = f.Atom()
	}
	return response{file: body, mediaType: mediaType}, err
}

// sharedFeed is the feed of an address that needs no log-in: of this one address alone.
// Whatever is not right about it, it is as if there were nothing.
func (s *site) sharedFeed(r *http.Request) (response, error) {
	name := r.PathValue("token")
	secret, ok := strings.CutSuffix(name, ".atom")
	if !ok {
		secret, ok = strings.CutSuffix(name, ".json")
	}
	if !ok || s.opt.Book == nil || r.URL.RawQuery != "" {
		return response{}, fmt.Errorf("feed: %w", hearsay.ErrNotFound)
	}
	if s.opt.Gate != nil && !s.private(r) {
		return response{}, errOpenLine
	}
	f, err := s.opt.Book.Feed(r.Context(), account.Given(secret).Digest(), s.now())
	if err != nil {
		return response{}, fmt.Errorf("feed: %w", hearsay.ErrNotFound)
	}
	return s.feed(r, f.Alert, "")
}

// shareFeed makes an address of a feed that needs no log-in.
func (s *site) shareFeed(r *http.Request) (response, error) {
	if s.opt.Alerts == nil {
		return response{}, errNoAlerts
	}
	f, err := fields(r, []string{"alert"})
	if err != nil {
		return response{}, err
	}
	id, err := strconv.ParseInt(f.Get("alert"), 10, 64)
	if err != nil || id < 0 {
		return response{}, fmt.Errorf("%w: an alert has a number", hearsay.ErrInvalid)
	}
	_, secret, err := s.opt.Alerts.NewFeed(r.Context(), id)
	if err != nil {
		return response{}, err
	}
	made := s.origin(r) + "/feeds/" + secret.Reveal() + ".atom"
	if id == 0 {
		page, err := s.newAlertsPage(r)
		page.Made = made
		return response{view: "alerts", page: page, secret: true}, err
	}
	r.SetPathValue("id", strconv.FormatInt(id, 10))
	page, err := s.newAlertPage(r)
	page.Made, page.MadeFor = made, "An address of this feed"
	return response{view: "alert", page: page, secret: true}, err
}

// unshareFeed revokes such an address.
func (s *site) unshareFeed(r *http.Request) (response, error) {
	if s.opt.Book == nil {
		return response{}, errNoAlerts
	}
	f, err := fields(r, []string{"feed"})
	if err != nil {
		return response{}, err
	}
	id, err := strconv.ParseInt(f.Get("feed"), 10, 64)
	if err != nil {
		return response{}, fmt.Errorf("%w: a feed has a number", hearsay.ErrInvalid)
	}
	return response{location: "/alerts"}, s.opt.Book.RevokeFeed(r.Context(), id)
}
