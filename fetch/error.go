// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hearsay"
)

// StatusError is the answer of a site that gave no page. It wraps ErrNotFound for
// 404 and 410.
type StatusError struct {
	Address string
	Status  int
	// Wall is true when the site asked for a browser check (CAPTCHA).
	Wall bool
	// RetryAfter is the time that the site named; zero when it named none.
	RetryAfter time.Time
}

// Error says what the site answered and what to do now.
func (e *StatusError) Error() string {
	where := "fetch " + shown(e.Address)
	switch {
	case e.Wall:
		return where + ": this site asked for a browser check (CAPTCHA); paste the text instead"
	case e.Status == http.StatusGone:
		return where + ": not found: gone (410), the site took the page away; a copy that was made before is kept"
	case e.Status == http.StatusNotFound:
		return where + ": not found: the site answered 404"
	case e.Status == http.StatusTooManyRequests, e.Status == http.StatusServiceUnavailable && !e.RetryAfter.IsZero():
		return fmt.Sprintf("%s: the site answered %d: it is asked too often%s", where, e.Status, after(e.RetryAfter))
	case e.Status == http.StatusUnauthorized, e.Status == http.StatusPaymentRequired, e.Status == http.StatusForbidden, e.Status == http.StatusUnavailableForLegalReasons:
		return fmt.Sprintf("%s: the site answered %d and gave no page; open it in a browser and paste the text instead", where, e.Status)
	}
	return fmt.Sprintf("%s: the site answered %d", where, e.Status)
}

// Unwrap makes 404 and 410 an ErrNotFound.
func (e *StatusError) Unwrap() error {
	if e.Status == http.StatusNotFound || e.Status == http.StatusGone {
		return hearsay.ErrNotFound
	}
	return nil
}

// TurnError says that a request's turn comes later than it waits.
type TurnError struct {
	Wait time.Duration // until its turn, as things stand
	// Delay is the pause between two requests that the site itself wants; 0 when it names
	// none, and only others wait for the same host.
	Delay time.Duration
}

// Error says how long the wait is.
func (e *TurnError) Error() string { return "its turn comes in " + e.Wait.String() }

// laterError is an error that time heals.
type laterError struct {
	error
	until time.Time
}

func (e *laterError) Unwrap() error { return e.error }

// RetryAfter returns the time before which an address should not be asked again,
// as the site said with its answer or before.
func RetryAfter(err error) (time.Time, bool) {
	var status *StatusError
	var later *laterError
	switch {
	case errors.As(err, &later):
		return later.until, true
	case errors.As(err, &status) && !status.RetryAfter.IsZero():
		return status.RetryAfter, true
	}
	return time.Time{}, false
}

func after(t time.Time) string {
	if t.IsZero() {
		return "; try again later"
	}
	return "; try again after " + t.UTC().Format("2006-01-02 15:04:05 UTC")
}

// statusError is the error of a status, or nil for one that gives a page.
func (g *Gate) statusError(address, host string, res *http.Response) error {
	wall := isWall(res)
	if res.StatusCode >= 200 && res.StatusCode < 300 && !wall {
		return nil
	}
	return &StatusError{Address: address, Status: res.StatusCode, Wall: wall, RetryAfter: g.heed(host, res)}
}

// explain says which address failed, without the wrapping of the HTTP client, which
// repeats it.
func (g *Gate) explain(address string, err error) error {
	var status *StatusError
	if errors.As(err, &status) {
		return err
	}
	var inner *url.Error
	if errors.As(err, &inner) {
		err = inner.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("no answer within %s", g.opt.Limits.Total)
	}
	return fmt.Errorf("fetch %s: %w", shown(address), err)
}

// shown is an address as an error may hold it: without a name, a password and what
// stands behind "?", where some keep their keys, and with nothing that ends a line.
func shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		address, _, _ = strings.Cut(address, "?")
		if strings.Contains(address, "@") {
			return "that address"
		}
		return fmt.Sprintf("%.200q", address)
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.RawQuery != "" {
		u.RawQuery = "…"
	}
	return u.String()
}

// origin is the part of an address that is no secret of those who post to it.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "that address"
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host}).String()
}
