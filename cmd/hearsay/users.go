// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"hearsay"
	"hearsay/account"
	"hearsay/admit"
	"hearsay/store"
)

func usersCommand() command {
	return command{
		name: "users", args: "[list | add NAME | role NAME ROLE | reset NAME | remove NAME]", short: "who may use a library that is served to several",
		long: `Says who may use a library that hearsay serve shows to several people. A reader reads
and traces; an editor adds, removes and decides, too; an admin also says who else may.
  list              all users (when nothing else is said)
  add NAME          one more; the password that is made is printed, this once
  role NAME ROLE    reader, editor or admin from the next request on
  reset NAME        a new password; logs them out everywhere and revokes their tokens
  remove NAME       with all their sessions and tokens
Whoever can write into the library's folder can use this command: there is no password
for it. Once there is an admin, hearsay serve asks everybody to log in.`,
		example: "hearsay users add ada --role admin --library news",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.StringVar(&c.role, "role", "", "with add: the `role` (default reader)")
			c.BoolVar(&c.fromStdin, "password-stdin", false, "with add and reset: the password is the first line of standard input")
			c.StringVar(&c.access.issuer, "issuer", "", "with add: no password; this OpenID Connect provider knows them (an `address`)")
			c.StringVar(&c.subject, "subject", "", "with add: what the provider calls them (its `sub`)")
			c.BoolVar(&c.noPassword, "no-password", false, "with add: no password; a proxy in front names them")
		},
		run: runUsers,
	}
}

func runUsers(ctx context.Context, p *program, c *call) error {
	todo, want := c.Arg(0), map[string]int{"": 0, "list": 1, "add": 2, "role": 3, "reset": 2, "remove": 2}
	n, known := want[todo]
	switch {
	case !known:
		return usage("%q: list, add, role, reset or remove", todo)
	case c.NArg() != n:
		return usage("%s takes %s", todo, []string{"", "nothing", "a name", "a name and a role"}[n])
	case todo != "add" && (c.role != "" || c.access.issuer != "" || c.subject != "" || c.noPassword):
		return usage("--role, --issuer, --subject and --no-password go with add")
	}
	gate, accounts, err := p.openGate(ctx, c, todo == "add")
	if err != nil {
		return err
	}
	defer accounts.Close()
	switch todo {
	case "add":
		return p.addUser(ctx, c, gate)
	case "role":
		return done(p, gate.SetRole(ctx, c.Arg(1), account.Role(c.Arg(2))), "%s is %s now.", c.Arg(1), c.Arg(2))
	case "remove":
		return done(p, gate.RemoveUser(ctx, c.Arg(1)), "%s is removed.", c.Arg(1))
	case "reset":
		password, made, err := p.newPassword(c)
		if err != nil {
			return err
		}
		if err := done(p, gate.Reset(ctx, c.Arg(1), password.Reveal()), "%s has a new password, and is logged out everywhere.", c.Arg(1)); err != nil {
			return err
		}
		return p.showOnce(password, made)
	}
	return p.listUsers(ctx, c, gate)
}

// done says what was done, or returns what kept it.
func done(p *program, err error, format string, args ...any) error {
	if err == nil {
		fmt.Fprintf(p.stderr, format+"\n", args...)
	}
	return err
}

// openGate opens the accounts of a call's library; it makes them for who adds the
// first user only.
func (p *program) openGate(ctx context.Context, c *call, first bool) (*admit.Gate, *store.Accounts, error) {
	dir, err := p.libraryDir(c)
	if err != nil {
		return nil, nil, err
	}
	has, err := store.HasAccounts(dir)
	if err != nil {
		return nil, nil, err
	}
	if !has && !first {
		return nil, nil, fmt.Errorf("library %s: %w: it has no users; add one with: hearsay users add NAME --role admin", dir, hearsay.ErrNotFound)
	}
	accounts, err := store.OpenAccounts(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	return admit.New(accounts, admit.Options{Now: p.now}), accounts, nil
}

func (p *program) addUser(ctx context.Context, c *call, gate *admit.Gate) error {
	role := account.Reader
	if c.role != "" {
		role = account.Role(c.role)
	}
	if c.noPassword || c.access.issuer != "" || c.subject != "" {
		u, err := gate.AddKnown(ctx, c.Arg(1), role, c.access.issuer, c.subject)
		return done(p, err, "%s is added as %s, without a password.", u.Name, role)
	}
	password, made, err := p.newPassword(c)
	if err != nil {
		return err
	}
	u, err := gate.AddUser(ctx, c.Arg(1), role, password.Reveal())
	if err := done(p, err, "%s is added as %s.", u.Name, role); err != nil {
		return err
	}
	return p.showOnce(password, made)
}

// newPassword reads a password from standard input, or makes one.
func (p *program) newPassword(c *call) (password account.Secret, made bool, err error) {
	if !c.fromStdin {
		return account.NewPassword(), true, nil
	}
	line, err := bufio.NewReader(io.LimitReader(p.stdin, 2*account.MostPassword)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return password, false, fmt.Errorf("read the password: %w", err)
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return password, false, usage("--password-stdin: there is no line on standard input")
	}
	return account.Given(line), false, nil
}

// showOnce prints a password that was made: it alone goes to standard output.
func (p *program) showOnce(password account.Secret, made bool) error {
	if !made {
		return nil
	}
	fmt.Fprintln(p.stderr, "The password, shown this once:")
	_, err := fmt.Fprintln(p.stdout, password.Reveal())
	return err
}

// userJSON is a user as --json prints one.
type userJSON struct {
	Name     string    `json:"name"`
	Role     string    `json:"role"`
	Made     time.Time `json:"made"`
	Password bool      `json:"password"`
	Issuer   string    `json:"issuer,omitempty"`
	Subject  string    `json:"subject,omitempty"`
}

func (p *program) listUsers(ctx context.Context, c *call, gate *admit.Gate) error {
	list, err := gate.Users(ctx)
	if err != nil {
		return err
	}
	out := []userJSON{}
	for _, u := range list {
		out = append(out, userJSON{u.Name, string(u.Role), u.Made, u.Password != "", u.Issuer, u.Subject})
	}
	if c.json {
		return printIndented(p, out)
	}
	for _, u := range out {
		how := "password"
		switch {
		case u.Subject != "":
			how = "provider " + u.Issuer
		case !u.Password:
			how = "proxy"
		}
		fmt.Fprintf(p.stdout, "%-24s %-7s since %s  %s\n", u.Name, u.Role, u.Made.Format(time.DateOnly), how)
	}
	return nil
}

func printIndented(p *program, v any) error {
	e := json.NewEncoder(p.stdout)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
