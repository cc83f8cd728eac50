// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package admit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/account"
)

// newUser makes a user who is not yet in the library; with "" for a password, one who comes in
// by a provider or a proxy only.
func (g *Gate) newUser(ctx context.Context, name string, role account.Role, password string) (account.User, error) {
	name, err := account.ParseName(name)
	if err != nil {
		return account.User{}, err
	}
	if _, err := account.ParseRole(string(role)); err != nil {
		return account.User{}, err
	}
	u := account.User{Name: name, Role: role, Made: g.opt.Now()}
	if password != "" {
		u.Password, err = g.hash(ctx, name, password)
	}
	return u, err
}

// AddUser adds a user with a password. Errors: ErrInvalid, ErrConflict.
func (g *Gate) AddUser(ctx context.Context, name string, role account.Role, password string) (account.User, error) {
	if password == "" {
		return account.User{}, fmt.Errorf("add user: %w: no password", hearsay.ErrInvalid)
	}
	u, err := g.newUser(ctx, name, role, password)
	if err == nil {
		err = g.accounts.AddUser(ctx, &u)
	}
	return u, err
}

// AddKnown adds a user without a password, whom a provider calls subject, or whom a
// trusted proxy names. Errors: ErrInvalid, ErrConflict.
func (g *Gate) AddKnown(ctx context.Context, name string, role account.Role, issuer, subject string) (account.User, error) {
	u, err := g.newUser(ctx, name, role, "")
	if err != nil {
		return u, err
	}
	if (issuer == "") != (subject == "") {
		return u, fmt.Errorf("add user: %w: an issuer and its subject go together", hearsay.ErrInvalid)
	}
	u.Issuer, u.Subject = issuer, subject
	return u, g.accounts.AddUser(ctx, &u)
}

// Users lists all users, by name.
func (g *Gate) Users(ctx context.Context) ([]account.User, error) { return g.accounts.Users(ctx) }

// SetRole gives a user another role, from the next request on. Errors: ErrInvalid,
// ErrNotFound; ErrConflict for the last admin.
func (g *Gate) SetRole(ctx context.Context, name string, role account.Role) error {
	if _, err := account.ParseRole(string(role)); err != nil {
		return err
	}
	return g.accounts.SetRole(ctx, strings.ToLower(name), role)
}

// RemoveUser removes a user with their sessions and tokens. Errors: ErrNotFound;
// ErrConflict for the last admin.
func (g *Gate) RemoveUser(ctx context.Context, name string) error {
	return g.accounts.RemoveUser(ctx, strings.ToLower(name))
}

// Reset gives a user a password that somebody else chose, ends their sessions and
// revokes their tokens: whoever had got hold of the account is out. Errors: ErrNotFound, ErrInvalid.
func (g *Gate) Reset(ctx context.Context, name, password string) error {
	u, err := g.accounts.UserNamed(ctx, strings.ToLower(name))
	if err != nil {
		return err
	}
	p, err := g.hash(ctx, u.Name, password)
	if err != nil {
		return err
	}
	return g.accounts.SetPassword(ctx, u.ID, p, account.Digest{}, true)
}

// ChangePassword is a user's own: it asks for the old one, and ends all other sessions.
// Errors: ErrRefused for a wrong old one, [ErrWait], ErrInvalid for a new one that cannot be.
func (g *Gate) ChangePassword(ctx context.Context, v Visitor, t Try, password string) error {
	if wait := g.attempts.Begin(v.User.Name, t.From, g.opt.Now()); wait > 0 {
		return &ErrWait{wait}
	}
	fits, err := g.fits(ctx, v.User.Password, t.Password)
	if err != nil {
		return err
	}
	if !fits {
		return fmt.Errorf("change password: %w: the present password is another one", hearsay.ErrRefused)
	}
	g.attempts.Succeed(v.User.Name, t.From, g.opt.Now())
	p, err := g.hash(ctx, v.User.Name, password)
	if err != nil {
		return err
	}
	return g.accounts.SetPassword(ctx, v.User.ID, p, v.Secret.Digest(), false)
}

// Wish is a token that somebody wants.
type Wish struct {
	Name   string // what it is for
	Scopes account.Rights
	Days   int // 0 means account.TokenDays
}

// AddToken makes a token of a user. Its secret is returned here and nowhere again.
// Errors: ErrInvalid; ErrRefused for a scope that the user's role has not.
func (g *Gate) AddToken(ctx context.Context, u account.User, w Wish) (account.Token, account.Secret, error) {
	w.Name = strings.TrimSpace(w.Name)
	if w.Days == 0 {
		w.Days = account.TokenDays
	}
	var none account.Secret
	switch {
	case w.Name == "" || utf8.RuneCountInString(w.Name) > 80 || !utf8.ValidString(w.Name) || strings.ContainsFunc(w.Name, func(r rune) bool { return !unicode.IsPrint(r) }):
		return account.Token{}, none, fmt.Errorf("add token: %w: say what it is for, in 1 to 80 characters", hearsay.ErrInvalid)
	case w.Days < 1 || w.Days > account.MostTokenDays:
		return account.Token{}, none, fmt.Errorf("add token: %w: it lasts 1 to %d days", hearsay.ErrInvalid, account.MostTokenDays)
	case w.Scopes == 0 || w.Scopes.And(account.SetOf(account.Scopes()...)) != w.Scopes:
		return account.Token{}, none, fmt.Errorf("add token: %w: give it at least one of read, trace, write and admin", hearsay.ErrInvalid)
	case w.Scopes.And(u.Role.Rights()) != w.Scopes:
		return account.Token{}, none, fmt.Errorf("add token: %w: as %s you may not give the scopes %s", hearsay.ErrRefused, u.Role, w.Scopes)
	}
	secret, now := account.NewToken(), g.opt.Now()
	t := account.Token{
		ID: account.NewSecret().Reveal()[:12], Digest: secret.Digest(), User: u.ID, Name: w.Name, Scopes: w.Scopes,
		Made: now, Ends: now.Add(time.Duration(w.Days) * 24 * time.Hour),
	}
	if err := g.accounts.AddToken(ctx, t); err != nil {
		return account.Token{}, none, err
	}
	return t, secret, nil
}

// Tokens lists the tokens of a user, the latest first; of all users for 0.
func (g *Gate) Tokens(ctx context.Context, user account.UserID) ([]account.Token, error) {
	return g.accounts.Tokens(ctx, user)
}

// RevokeToken ends a token of a user; of any user for 0. Error: ErrNotFound, also for
// a token of somebody else.
func (g *Gate) RevokeToken(ctx context.Context, user account.UserID, id string) error {
	return g.accounts.RevokeToken(ctx, user, id)
}

// User returns the user of a name. Error: ErrNotFound.
func (g *Gate) User(ctx context.Context, name string) (account.User, error) {
	return g.accounts.UserNamed(ctx, strings.ToLower(name))
}

// freeName is name, or with a number behind it when somebody has it.
func (g *Gate) freeName(ctx context.Context, name string) (string, error) {
	users, err := g.accounts.Users(ctx)
	if err != nil {
		return "", err
	}
	taken := func(n string) bool {
		return slices.ContainsFunc(users, func(u account.User) bool { return u.Name == n })
	}
	for i := 1; i < 1000; i++ {
		n := name
		if i > 1 {
			n = fmt.Sprintf("%s-%d", name, i)
		}
		if !taken(n) {
			return n, nil
		}
	}
	return "", errors.New("no name is free")
}
