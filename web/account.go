// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/admit"
)

// accountRoutes are the addresses that are there when several people use the library.
func (s *site) accountRoutes() []route {
	read := []string{http.MethodGet, http.MethodHead}
	post := []string{http.MethodPost}
	both := append([]string{http.MethodPost}, read...)
	return append(s.tokenRoutes(), []route{
		{"/login", both, account.None, page{html: s.login}},
		{"/login/provider", read, account.None, page{html: s.depart}},
		{"/login/provider/back", read, account.None, page{html: s.arrive}},
		{"/logout", post, account.None, page{html: s.logout}},
		{"/logout/everywhere", post, account.Own, page{html: s.logoutEverywhere}},
		{"/setup", both, account.None, page{html: s.setup}},
		{"/account", read, account.Own, page{html: s.account}},
		{"/account/password", post, account.Own, page{html: s.changePassword}},
		{"/shares", both, account.Own, page{html: s.sharesAt}},
		{"/shares/revoke", post, account.Own, page{html: s.revokeShare}},
		{"/users", both, account.Admin, page{html: s.users}},
		{"/users/role", post, account.Admin, page{html: s.setRole}},
		{"/users/reset", post, account.Admin, page{html: s.resetUser}},
		{"/users/remove", post, account.Admin, page{html: s.removeUser}},
	}...)
}

// accountPage is the page at "/account": who one is, and one's password.
type accountPage struct {
	frame
	User     account.User
	Sessions int
	Changed  bool // the password, just now
	Problem  string
	Least    int // characters of a password
	Proxy    bool
}

func (s *site) newAccountPage(r *http.Request) (accountPage, error) {
	v := s.visitorOf(r)
	n, err := s.opt.Gate.Sessions(r.Context(), v.User.ID)
	return accountPage{frame: s.frame("Your account", "/account"), User: v.User, Sessions: n, Least: account.LeastPassword, Proxy: v.proxy}, err
}

func (s *site) account(r *http.Request) (response, error) {
	page, err := s.newAccountPage(r)
	page.Changed = r.URL.Query().Has("changed")
	return response{view: "account", page: page, secret: true}, err
}

func (s *site) changePassword(r *http.Request) (response, error) {
	f, err := fields(r, []string{"name", "old", "new"}) // the name is for password managers
	if err != nil {
		return response{}, err
	}
	err = s.opt.Gate.ChangePassword(r.Context(), s.visitorOf(r).Visitor, admit.Try{Password: f.Get("old"), From: s.client(r)}, f.Get("new"))
	if err == nil {
		return response{location: "/account?changed"}, nil
	}
	status, wait := refusal(err)
	if status == 0 {
		return response{}, err
	}
	page, pageErr := s.newAccountPage(r)
	page.Problem = problemOf(err)
	return response{view: "account", page: page, status: status, retry: wait, secret: true}, pageErr
}

// usersPage is the page at "/users".
type usersPage struct {
	frame
	Users   []account.User
	Roles   []account.Role
	Name    string // in the form
	Made    string // a password made just now; shown here and nowhere again
	MadeFor string // whose
	Problem string
}

func (s *site) newUsersPage(r *http.Request) (usersPage, error) {
	list, err := s.opt.Gate.Users(r.Context())
	return usersPage{frame: s.frame("Users", "/users"), Users: list, Roles: account.Roles()}, err
}

func (s *site) users(r *http.Request) (response, error) {
	if r.Method != http.MethodPost {
		page, err := s.newUsersPage(r)
		return response{view: "users", page: page, secret: true}, err
	}
	f, err := fields(r, []string{"name", "role"})
	if err != nil {
		return response{}, err
	}
	password := account.NewPassword()
	u, err := s.opt.Gate.AddUser(r.Context(), f.Get("name"), account.Role(f.Get("role")), password.Reveal())
	return s.changedUser(r, cmp.Or(u.Name, f.Get("name")), password, err)
}

// changedUser shows the users after a change to one, with the password that was made
// for them or with what kept it from being made.
func (s *site) changedUser(r *http.Request, name string, password account.Secret, err error) (response, error) {
	status, _ := refusal(err)
	if err != nil && status == 0 {
		return response{}, err
	}
	page, pageErr := s.newUsersPage(r)
	if err != nil {
		page.Problem, page.Name = problemOf(err), name
	} else {
		page.Made, page.MadeFor = password.Reveal(), name
	}
	return response{view: "users", page: page, status: status, secret: true}, pageErr
}

func (s *site) setRole(r *http.Request) (response, error) {
	f, err := fields(r, []string{"name", "role"})
	if err != nil {
		return response{}, err
	}
	if err = s.opt.Gate.SetRole(r.Context(), f.Get("name"), account.Role(f.Get("role"))); err != nil {
		return s.changedUser(r, f.Get("name"), account.Secret{}, err)
	}
	return response{location: "/users"}, nil
}

func (s *site) resetUser(r *http.Request) (response, error) {
	f, err := fields(r, []string{"name"})
	if err != nil {
		return response{}, err
	}
	password, name := account.NewPassword(), strings.ToLower(f.Get("name"))
	err = s.opt.Gate.Reset(r.Context(), name, password.Reveal())
	return s.changedUser(r, name, password, err)
}

func (s *site) removeUser(r *http.Request) (response, error) {
	f, err := fields(r, []string{"name", "again"})
	if err != nil {
		return response{}, err
	}
	name := f.Get("name")
	if f.Get("again") != name {
		err = fmt.Errorf("%w: write the name of the user again to remove %s", hearsay.ErrInvalid, name)
	} else {
		err = s.opt.Gate.RemoveUser(r.Context(), name)
	}
	if err != nil {
		return s.changedUser(r, name, account.Secret{}, err)
	}
	return response{location: "/users"}, nil
}
