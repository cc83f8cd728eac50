// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"hearsay"
	"hearsay/account"
	"hearsay/admit"
	"hearsay/wire"
)

// tokenRoutes are the addresses at which people make, list and revoke tokens, on pages and with
// programs. Both take a session: a token makes and revokes none.
func (s *site) tokenRoutes() []route {
	return []route{
		{"/tokens", []string{http.MethodGet, http.MethodHead}, account.Own, page{
			html: s.tokens, json: gives(s.tokensJSON), asks: tokenAsks(), secret: true,
			says: "The tokens of whoever is logged in, or of all users.",
		}},
		{"/tokens/add", []string{http.MethodPost}, account.Own, page{
			html: s.addToken, json: gives(s.addTokenJSON), takes: wire.TokenWish{}, secret: true,
			says: "Makes a token of whoever is logged in, and tells its secret this once.",
		}},
		{"/tokens/revoke", []string{http.MethodPost}, account.Own, page{
			html: s.revokeToken, json: gives(s.revokeTokenJSON), takes: wire.TokenName{}, secret: true,
			says: "Ends a token: one's own, or for an admin anybody's.",
		}},
	}
}

func tokenAsks() []param {
	return []param{{name: "all", kind: aChoice, choices: []string{"0", "1"}, says: "1 for the tokens of all users, which takes an admin"}}
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
	page.Twin = "/tokens.json"
	list, err := s.opt.Gate.Tokens(r.Context(), v.User.ID)
	for _, t := range list {
		page.Tokens = append(page.Tokens, tokenRow{t, t.Ended(s.now())})
	}
	return page, err
}

func (s *site) tokens(r *http.Request) (response, error) {
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

func (s *site) tokensJSON(r *http.Request) (wire.Tokens, error) {
	out := wire.Tokens{Tokens: []wire.Token{}}
	v := s.visitorOf(r)
	of, names := v.User.ID, map[account.UserID]string{v.User.ID: v.User.Name}
	if r.URL.Query().Get("all") == "1" {
		if !v.Governs() {
			return out, fmt.Errorf("%w: an admin sees the tokens of all users; ask without all for your own", hearsay.ErrRefused)
		}
		users, err := s.opt.Gate.Users(r.Context())
		if err != nil {
			return out, err
		}
		of = 0
		for _, u := range users {
			names[u.ID] = u.Name
		}
	}
	list, err := s.opt.Gate.Tokens(r.Context(), of)
	for _, t := range list {
		out.Tokens = append(out.Tokens, wireToken(t, names[t.User]))
	}
	return out, err
}

func wireToken(t account.Token, user string) wire.Token {
	at := func(t time.Time) string { return t.UTC().Format(time.RFC3339) }
	out := wire.Token{ID: t.ID, User: user, Name: t.Name, Scopes: strings.Split(t.Scopes.String(), ","), Made: at(t.Made), Ends: at(t.Ends)}
	if !t.Used.IsZero() {
		out.Used = at(t.Used)
	}
	return out
}

func (s *site) addTokenJSON(r *http.Request) (wire.NewToken, error) {
	var wish wire.TokenWish
	if err := readJSON(r, &wish, `{"name": "nightly export", "scopes": ["read"]}`); err != nil {
		return wire.NewToken{}, err
	}
	scopes, err := account.ParseScopes(wish.Scopes)
	if err != nil {
		return wire.NewToken{}, err
	}
	u := s.visitorOf(r).User
	t, secret, err := s.opt.Gate.AddToken(r.Context(), u, admit.Wish{Name: wish.Name, Scopes: scopes, Days: wish.Days})
	if err != nil {
		return wire.NewToken{}, err
	}
	return wire.NewToken{Token: wireToken(t, u.Name), Secret: secret.Reveal()}, nil
}

func (s *site) revokeTokenJSON(r *http.Request) (wire.TokenName, error) {
	var name wire.TokenName
	if err := readJSON(r, &name, `{"id": "…"}, with the id of a token`); err != nil {
		return name, err
	}
	v := s.visitorOf(r)
	of := v.User.ID
	if v.Governs() {
		of = 0 // anybody's
	}
	return name, s.opt.Gate.RevokeToken(r.Context(), of, name.ID)
}
