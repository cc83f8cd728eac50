// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"hearsay"
	"hearsay/account"
	"hearsay/admit"
)

// The cookies of a session and of somebody who is with a provider. The prefix has
// browsers hold what it says: set by this host itself, over https, for all its paths. On the machine
// itself there may be no https; there the cookies have no prefix, and no Secure, which not
// every browser would take.
const (
	sessionCookie = "hearsay"
	journeyCookie = "hearsay-journey"
	securePrefix  = "__Host-"
)

func (s *site) cookieName(r *http.Request, name string) string {
	if s.encrypted(r) {
		return securePrefix + name
	}
	return name
}

// cookie makes a cookie that no script can read and no other site's forms send.
func (s *site) cookie(r *http.Request, name, value string, life time.Duration) *http.Cookie {
	c := &http.Cookie{
		Name: s.cookieName(r, name), Value: value, Path: "/", MaxAge: int(life / time.Second),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.encrypted(r),
	}
	if value == "" {
		c.MaxAge = -1
	}
	return c
}

// session is the secret that a browser brings; zero for none.
func (s *site) session(r *http.Request) account.Secret {
	c, err := r.Cookie(s.cookieName(r, sessionCookie))
	if err != nil || !s.private(r) {
		return account.Secret{}
	}
	return account.Given(c.Value)
}

// entered sends somebody on who has just logged in.
func (s *site) entered(r *http.Request, secret account.Secret, next string) response {
	return response{location: local(next), cookies: []*http.Cookie{s.cookie(r, sessionCookie, secret.Reveal(), account.SessionLife)}}
}

// local makes an address one of this library's, or "/": who sends a link to the log-in
// does not say where it leads.
func local(text string) string {
	u, err := url.Parse(text)
	odd := func(s string) bool {
		return strings.HasPrefix(s, "//") || strings.Contains(s, `\`) || strings.ContainsFunc(s, unicode.IsControl)
	}
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") || odd(text) || odd(u.Path) {
		return "/"
	}
	for _, own := range []string{"/login", "/logout", "/setup"} {
		if strings.HasPrefix(u.Path, own) {
			return "/"
		}
	}
	return (&url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}).String()
}

// fields reads a form that has these fields and no others, each once, but for those
// of many. A field that is not asked for is one that somebody hopes is stored. Error: ErrInvalid.
func fields(r *http.Request, names []string, many ...string) (url.Values, error) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/x-www-form-urlencoded" {
		return nil, fmt.Errorf("%w: this takes a form, as application/x-www-form-urlencoded", hearsay.ErrInvalid)
	}
	if r.URL.RawQuery != "" {
		return nil, fmt.Errorf("%w: the fields of this form do not stand in the address", hearsay.ErrInvalid)
	}
	if err := r.ParseForm(); err != nil {
		return nil, tooLarge(err)
	}
	for name, values := range r.PostForm {
		switch {
		case slices.Contains(many, name):
		case !slices.Contains(names, name):
			return nil, fmt.Errorf("%w: there is no field %.40q here", hearsay.ErrInvalid, name)
		case len(values) > 1:
			return nil, fmt.Errorf("%w: field %s is given %d times", hearsay.ErrInvalid, name, len(values))
		}
	}
	return r.PostForm, nil
}

// loginPage is the page at "/login".
type loginPage struct {
	frame
	Next     string
	Name     string
	Problem  string
	Provider bool
	Unset    bool // there is no admin yet
}

func (s *site) newLoginPage(r *http.Request, next string) (loginPage, error) {
	has, err := s.opt.Gate.HasAdmin(r.Context())
	return loginPage{frame: s.frame("Log in", ""), Next: local(next), Provider: s.opt.Gate.HasProvider(), Unset: !has}, err
}

func (s *site) login(r *http.Request) (response, error) {
	if !s.private(r) {
		return response{}, errOpenLine
	}
	if r.Method == http.MethodPost {
		return s.tryLogin(r)
	}
	next := local(r.URL.Query().Get("next"))
	if s.visitorOf(r).Known {
		return response{location: next}, nil
	}
	page, err := s.newLoginPage(r, next)
	return response{view: "login", page: page, secret: true}, err
}

func (s *site) tryLogin(r *http.Request) (response, error) {
	f, err := fields(r, []string{"name", "password", "next"})
	if err != nil {
		return response{}, err
	}
	try := admit.Try{Name: f.Get("name"), Password: f.Get("password"), From: s.client(r), Old: s.session(r)}
	secret, err := s.opt.Gate.LogIn(r.Context(), try)
	if err == nil {
		return s.entered(r, secret, f.Get("next")), nil
	}
	status, wait := refusal(err)
	if status == 0 {
		return response{}, err
	}
	page, pageErr := s.newLoginPage(r, f.Get("next"))
	page.Problem, page.Name = problemOf(err), try.Name
	return response{view: "login", page: page, status: status, retry: wait, secret: true}, pageErr
}

func (s *site) logout(r *http.Request) (response, error) {
	if _, err := fields(r, nil); err != nil {
		return response{}, err
	}
	if secret := s.session(r); !secret.IsZero() {
		if err := s.opt.Gate.LogOut(r.Context(), secret); err != nil {
			return response{}, err
		}
	}
	return s.left(r), nil
}

func (s *site) logoutEverywhere(r *http.Request) (response, error) {
	if _, err := fields(r, nil); err != nil {
		return response{}, err
	}
	if err := s.opt.Gate.LogOutEverywhere(r.Context(), s.visitorOf(r).User.ID); err != nil {
		return response{}, err
	}
	return s.left(r), nil
}

func (s *site) left(r *http.Request) response {
	return response{location: "/login", cookies: []*http.Cookie{s.cookie(r, sessionCookie, "", 0)}}
}

// depart sends somebody to the provider. It is a link: browsers do not let a form of
// this page lead elsewhere.
func (s *site) depart(r *http.Request) (response, error) {
	if !s.private(r) {
		return response{}, errOpenLine
	}
	address, kept, err := s.opt.Gate.Depart(local(r.URL.Query().Get("next")))
	if err != nil {
		return response{}, err
	}
	return response{location: address, cookies: []*http.Cookie{s.cookie(r, journeyCookie, kept, admit.JourneyTime)}}, nil
}

// arrive receives somebody from the provider. It is the one GET that changes something,
// since that is how providers send people back: without the browser's own cookie
// of this very log-in it does nothing.
func (s *site) arrive(r *http.Request) (response, error) {
	back := admit.Back{State: r.URL.Query().Get("state"), Code: r.URL.Query().Get("code"), Old: s.session(r)}
	if c, err := r.Cookie(s.cookieName(r, journeyCookie)); err == nil && s.private(r) {
		back.Kept = c.Value
	}
	secret, next, err := s.opt.Gate.Arrive(r.Context(), back)
	if err != nil {
		return response{}, err
	}
	out := s.entered(r, secret, next)
	out.cookies = append(out.cookies, s.cookie(r, journeyCookie, "", 0))
	return out, nil
}
