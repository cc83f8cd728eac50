// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/admit"
)

// sharePath is where links lead; their secret follows.
const sharePath = "/s/"

// sharedRights are what a link gives at the one address that it opens.
var sharedRights = account.SetOf(account.None, account.Passages, account.Read, account.Trace)

// mayShare reports whether a route can be opened by a link: it only shows.
func mayShare(rt *route) bool {
	return account.SetOf(account.Passages, account.Read, account.Trace).Has(rt.right) && slices.Contains(rt.methods, http.MethodGet)
}

// openShare answers a link with the page that it was made of. The request that this
// page gets is made from what was kept, and from nothing that came: no other address,
// parameter or method can be smuggled in, and no cookie or token comes along.
func (s *site) openShare(mux *http.ServeMux) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			s.fail(w, r, errMethod)
			return
		}
		kept, err := s.sharedAddress(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		v := visitor{Accounts: true, shared: true, Visitor: admit.Visitor{Rights: sharedRights}}
		inner := (&http.Request{
			Method: r.Method, URL: kept, RequestURI: kept.RequestURI(), Host: r.Host, RemoteAddr: r.RemoteAddr, TLS: r.TLS,
			Proto: r.Proto, ProtoMajor: r.ProtoMajor, ProtoMinor: r.ProtoMinor, Header: http.Header{}, Body: http.NoBody,
		}).WithContext(context.WithValue(r.Context(), visitorKey{}, v))
		mux.ServeHTTP(w, inner)
	}
}

// sharedAddress is what a link opens. Error: ErrNotFound.
func (s *site) sharedAddress(r *http.Request) (*url.URL, error) {
	secret := strings.TrimPrefix(r.URL.Path, sharePath)
	if s.opt.Gate == nil || r.URL.RawQuery != "" || secret == "" || strings.Contains(secret, "/") {
		return nil, hearsay.ErrNotFound
	}
	if !s.private(r) {
		return nil, errOpenLine
	}
	address, err := s.opt.Gate.Shared(r.Context(), account.Given(secret))
	if err != nil {
		return nil, err
	}
	kept, err := s.shareable(address)
	if err != nil { // what could be shared once cannot now
		return nil, hearsay.ErrNotFound
	}
	return kept, nil
}

// shareable reads the address of a page that can be shared, with or without the name of
// this server before it. Error: ErrInvalid.
func (s *site) shareable(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err == nil && strings.HasPrefix(u.Path, "/") && !strings.HasPrefix(u.Path, "//") && (u.Host == "" || s.hostAllowed(u.Host)) {
		u = &url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
		_, pattern := s.mux.Handler(&http.Request{Method: http.MethodGet, URL: u, Host: "localhost"})
		if s.shares[pattern] {
			return u, nil
		}
	}
	return nil, fmt.Errorf("%w: only pages that show the library can be shared; give the address of one", hearsay.ErrInvalid)
}

// sharesPage is the page at "/shares".
type sharesPage struct {
	frame
	Shares  []shareRow
	Days    int
	Most    int
	Address string // in the form
	Made    string // the link made just now; shown here and nowhere again
	Problem string
}

type shareRow struct {
	account.Share
	Ended bool
}

func (s *site) newSharesPage(r *http.Request) (sharesPage, error) {
	page := sharesPage{frame: s.frame("Your share links", "/shares"), Days: account.ShareDays, Most: account.MostTokenDays}
	list, err := s.opt.Gate.Shares(r.Context(), s.visitorOf(r).User.ID)
	for _, l := range list {
		page.Shares = append(page.Shares, shareRow{l, l.Ended(s.now())})
	}
	return page, err
}

// sharesAt shows the links of a user; a POST makes one.
func (s *site) sharesAt(r *http.Request) (response, error) {
	if r.Method != http.MethodPost {
		page, err := s.newSharesPage(r)
		page.Address = r.URL.Query().Get("address")
		return response{view: "shares", page: page, secret: true}, err
	}
	f, err := fields(r, []string{"address", "days"})
	if err != nil {
		return response{}, err
	}
	link, err := s.newShare(r, f.Get("address"), f.Get("days"))
	status, _ := refusal(err)
	if err != nil && status == 0 {
		return response{}, err
	}
	page, pageErr := s.newSharesPage(r)
	if err != nil {
		page.Problem, page.Address = problemOf(err), f.Get("address")
	}
	page.Made = link
	return response{view: "shares", page: page, status: status, secret: true}, pageErr
}

func (s *site) newShare(r *http.Request, address, days string) (string, error) {
	u, err := s.shareable(address)
	if err != nil {
		return "", err
	}
	n, err := strconv.Atoi(days)
	if err != nil {
		return "", fmt.Errorf("%w: the days are a number from 1 up", hearsay.ErrInvalid)
	}
	secret, err := s.opt.Gate.AddShare(r.Context(), s.visitorOf(r).User, u.RequestURI(), n)
	if err != nil {
		return "", err
	}
	return s.origin(r) + sharePath + secret.Reveal(), nil
}

func (s *site) revokeShare(r *http.Request) (response, error) {
	f, err := fields(r, []string{"id"})
	if err == nil {
		err = s.opt.Gate.RevokeShare(r.Context(), s.visitorOf(r).User.ID, f.Get("id"))
	}
	return response{location: "/shares"}, err
}
