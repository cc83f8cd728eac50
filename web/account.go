// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
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
	return []route{
		{"/login", both, account.None, page{html: s.login}},
		{"/login/provider", read, account.None, page{html: s.depart}},
		{"/login/provider/back", read, account.None, page{html: s.arrive}},
		{"/logout", post, account.None, page{html: s.logout}},
		{"/logout/everywhere", post, account.Own, page{html: s.logoutEverywhere}},
		{"/setup", both, account.None, page{html: s.setup}},
		{"/account", read, account.Own, page{html: s.account}},
		{"/account/password", post, account.Own, page{html: s.changePassword}},
		{"/tokens", both, account.Own, page{html: s.tokens}},
		{"/tokens/revoke", post, account.Own, page{html: s.revokeToken}},
		{"/shares", both, account.Own, page{html: s.sharesAt}},
		{"/shares/revoke", post, account.Own, page{html: s.revokeShare}},
		{"/users", both, account.Admin, page{html: s.users}},
		{"/users/role", post, account.Admin, page{html: s.setRole}},
		{"/users/reset", post, account.Admin, page{html: s.resetUser}},
		{"/users/remove", post, account.Admin, page{html: s.removeUser}},
	}
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

// tokensPage is the page at "/tokens".
type tokensPage struct {
	frame
	Tokens  []tokenRow
	Scopes  []scopeChoice
	Days    int
	Most    int
	Name    string // in the form
	Made    string // the secret of a token made just now; shown here and nowhere again
	MadeFor string // its name
	Problem string
}

type tokenRow struct {
	account.Token
	Ended bool
}

type scopeChoice struct {
	Name, Says string
	Checked    bool
}

var scopeSays = map[account.Right]string{
	account.Read:  "see what the library holds",
	account.Trace: "ask where a text comes from",
	account.Write: "add, remove and decide",
	account.Admin: "say who else may use it",
}

func (s *site) newTokensPage(r *http.Request) (tokensPage, error) {
	v := s.visitorOf(r)
	page := tokensPage{frame: s.frame("Your tokens", "/tokens"), Days: account.TokenDays, Most: account.MostTokenDays}
	for _, right := range account.Scopes() {
		if v.May(right) {
			page.Scopes = append(page.Scopes, scopeChoice{right.String(), scopeSays[right], right == account.Read})
		}
	}
	list, err := s.opt.Gate.Tokens(r.Context(), v.User.ID)
	for _, t := range list {
		page.Tokens = append(page.Tokens, tokenRow{t, t.Ended(s.now())})
	}
	return page, err
}

func (s *site) tokens(r *http.Request) (response, error) {
	if r.Method == http.MethodPost {
		return s.addToken(r)
	}
	page, err := s.newTokensPage(r)
	return response{view: "tokens", page: page, secret: true}, err
}

func (s *site) addToken(r *http.Request) (response, error) {
	f, err := fields(r, []string{"name", "days"}, "scope")
	if err != nil {
		return response{}, err
	}
	_, secret, err := s.newToken(r, f["scope"], f.Get("name"), f.Get("days"))
	status, _ := refusal(err)
	if err != nil && status == 0 {
		return response{}, err
	}
	page, pageErr := s.newTokensPage(r)
	if err != nil {
		page.Problem, page.Name = problemOf(err), f.Get("name")
	} else {
		page.Made, page.MadeFor = secret.Reveal(), f.Get("name")
	}
	return response{view: "tokens", page: page, status: status, secret: true}, pageErr
}

func (s *site) newToken(r *http.Request, scopes []string, name, days string) (account.Token, account.Secret, error) {
	wish := admit.Wish{Name: name}
	var err error
	if wish.Scopes, err = account.ParseScopes(scopes); err != nil {
		return account.Token{}, account.Secret{}, err
	}
	if wish.Days, err = strconv.Atoi(days); err != nil || wish.Days < 1 {
		return account.Token{}, account.Secret{}, fmt.Errorf("%w: the days are a number from 1 up", hearsay.ErrInvalid)
	}
	return s.opt.Gate.AddToken(r.Context(), s.visitorOf(r).User, wish)
}

func (s *site) revokeToken(r *http.Request) (response, error) {
	f, err := fields(r, []string{"id"})
	if err == nil {
		err = s.opt.Gate.RevokeToken(r.Context(), s.visitorOf(r).User.ID, f.Get("id"))
	}
	return response{location: "/tokens"}, err
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
