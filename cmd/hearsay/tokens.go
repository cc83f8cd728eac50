// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"hearsay/account"
	"hearsay/admit"
)

func tokensCommand() command {
	return command{
		name: "tokens", args: "[list [USER] | add USER | revoke ID]", short: "let programs use a library that is served to several",
		long: `Tokens let programs use a library that hearsay serve shows to several. A program sends
one with each request: “Authorization: Bearer hsy_…”. It may what its scopes say, and
never more than the user whose it is.
  list [USER]   all tokens, or those of one user (when nothing else is said)
  add USER      one more; it is printed this once, and kept nowhere
  revoke ID     end one`,
		example: "hearsay tokens add ada --name 'nightly export' --scopes read,trace --library news",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.StringVar(&c.called, "name", "", "with add: what it is `for`")
			c.StringVar(&c.scopes, "scopes", "read", "with add: read, trace, write, admin, with commas (`names`)")
			c.IntVar(&c.days, "days", account.TokenDays, fmt.Sprintf("with add: it ends after `n` days, at most %d", account.MostTokenDays))
		},
		run: runTokens,
	}
}

func runTokens(ctx context.Context, p *program, c *call) error {
	todo := c.Arg(0)
	switch {
	case todo != "" && todo != "list" && todo != "add" && todo != "revoke":
		return usage("%q: list, add or revoke", todo)
	case todo == "add" && (c.NArg() != 2 || c.called == ""):
		return usage("name the user, and with --name what the token is for")
	case todo == "revoke" && c.NArg() != 2:
		return usage("name the token by its ID; see: hearsay tokens list")
	case c.NArg() > 2:
		return usage("%q is too much", c.Arg(2))
	case c.days < 1:
		return usage("--days is 1 to %d", account.MostTokenDays)
	}
	gate, accounts, err := p.openGate(ctx, c, false)
	if err != nil {
		return err
	}
	defer accounts.Close()
	switch todo {
	case "add":
		return p.addToken(ctx, c, gate)
	case "revoke":
		return done(p, gate.RevokeToken(ctx, 0, c.Arg(1)), "Token %s is revoked.", c.Arg(1))
	}
	return p.listTokens(ctx, c, gate)
}

func (p *program) addToken(ctx context.Context, c *call, gate *admit.Gate) error {
	scopes, err := account.ParseScopes(strings.FieldsFunc(c.scopes, func(r rune) bool { return r == ',' || r == ' ' }))
	if err != nil {
		return err
	}
	u, err := gate.User(ctx, c.Arg(1))
	if err != nil {
		return err
	}
	t, secret, err := gate.AddToken(ctx, u, admit.Wish{Name: c.called, Scopes: scopes, Days: c.days})
	if err := done(p, err, "Token %s of %s for %s, until %s. It is shown this once:", t.ID, u.Name, t.Scopes, t.Ends.Format(time.DateOnly)); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.stdout, secret.Reveal())
	return err
}

// tokenJSON is a token as --json prints one. There is no secret in it.
type tokenJSON struct {
	ID     string     `json:"id"`
	User   string     `json:"user"`
	Name   string     `json:"name"`
	Scopes []string   `json:"scopes"`
	Made   time.Time  `json:"made"`
	Ends   time.Time  `json:"ends"`
	Used   *time.Time `json:"used,omitempty"`
}

func (p *program) listTokens(ctx context.Context, c *call, gate *admit.Gate) error {
	users, err := gate.Users(ctx)
	if err != nil {
		return err
	}
	var of account.UserID
	names := map[account.UserID]string{}
	for _, u := range users {
		names[u.ID] = u.Name
	}
	if c.NArg() == 2 {
		u, err := gate.User(ctx, c.Arg(1))
		if err != nil {
			return err
		}
		of = u.ID
	}
	list, err := gate.Tokens(ctx, of)
	if err != nil {
		return err
	}
	out := []tokenJSON{}
	for _, t := range list {
		row := tokenJSON{ID: t.ID, User: names[t.User], Name: t.Name, Scopes: strings.Split(t.Scopes.String(), ","), Made: t.Made, Ends: t.Ends}
		if !t.Used.IsZero() {
			row.Used = &t.Used
		}
		out = append(out, row)
	}
	if c.json {
		return printIndented(p, out)
	}
	for _, t := range out {
		used := "never used"
		if t.Used != nil {
			used = "last used " + t.Used.Format(time.DateOnly)
		}
		fmt.Fprintf(p.stdout, "%s  %-16s %-24s ends %s, %s  “%s”\n", t.ID, t.User, strings.Join(t.Scopes, ","), t.Ends.Format(time.DateOnly), used, t.Name)
	}
	return nil
}
