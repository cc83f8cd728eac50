// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"hearsay"
	"hearsay/account"
)

//go:embed accounts.sql
var accountsSchema string

// accountsKind is the database of accounts.
func accountsKind() sideKind {
	return sideKind{what: "accounts", about: "accounts", file: AccountsName, schema: accountsSchema, format: 1}
}

// Accounts keeps the users of a library with their sessions and tokens, in a database
// of its own. It is safe for concurrent use, and several processes may have it open.
type Accounts struct {
	side
}

// HasAccounts reports whether the library in dir has ever had accounts.
func HasAccounts(dir string) (bool, error) { return hasSide(dir, accountsKind()) }

// OpenAccounts opens the accounts of the library in dir, making the file when there is
// none. Errors: ErrNotFound when there is no folder dir, ErrNewer when a later Hearsay made it.
func OpenAccounts(ctx context.Context, dir string) (*Accounts, error) {
	s, err := openSide(ctx, dir, accountsKind())
	if err != nil {
		return nil, err
	}
	return &Accounts{s}, nil
}

// HasAdmin reports whether somebody can say who else may use the library.
func (a *Accounts) HasAdmin(ctx context.Context) (bool, error) {
	n, err := admins(ctx, a.db)
	return n > 0, a.wrap("read users", err)
}

// queryer is a database or a transaction.
type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func admins(ctx context.Context, q queryer) (n int, err error) {
	err = q.QueryRowContext(ctx, `select count(*) from users where role = ?`, account.Administrator).Scan(&n)
	return n, err
}

const selectUser = `select id, name, role, password, issuer, subject, made from users `

func scanUser(row interface{ Scan(...any) error }) (u account.User, err error) {
	var made int64
	err = row.Scan(&u.ID, &u.Name, &u.Role, &u.Password, &u.Issuer, &u.Subject, &made)
	u.Made = time.Unix(made, 0).UTC()
	return u, err
}

// UserNamed returns the user of that name. Error: ErrNotFound.
func (a *Accounts) UserNamed(ctx context.Context, name string) (account.User, error) {
	u, err := scanUser(a.db.QueryRowContext(ctx, selectUser+`where name = ?`, name))
	return u, a.wrap("read user "+name, err)
}

// UserKnown returns the user whom a provider calls subject. Error: ErrNotFound.
func (a *Accounts) UserKnown(ctx context.Context, issuer, subject string) (account.User, error) {
	if issuer == "" || subject == "" {
		return account.User{}, fmt.Errorf("read user: no subject: %w", hearsay.ErrNotFound)
	}
	u, err := scanUser(a.db.QueryRowContext(ctx, selectUser+`where issuer = ? and subject = ?`, issuer, subject))
	return u, a.wrap("read user", err)
}

// Users lists all users, by name.
func (a *Accounts) Users(ctx context.Context) ([]account.User, error) {
	rows, err := a.db.QueryContext(ctx, selectUser+`order by name`)
	if err != nil {
		return nil, a.wrap("read users", err)
	}
	out, err := collect(rows, func(r *sql.Rows) (account.User, error) { return scanUser(r) })
	return out, a.wrap("read users", err)
}

// AddUser adds a user and numbers it. Error: ErrConflict when the name or the subject
// is somebody's.
func (a *Accounts) AddUser(ctx context.Context, u *account.User) error {
	return a.change(ctx, "add user "+u.Name, func(tx *sql.Tx) error { return addUser(ctx, tx, u) })
}

// AddFirstAdmin adds a user who is an admin, unless there is one. Error: ErrConflict.
func (a *Accounts) AddFirstAdmin(ctx context.Context, u *account.User) error {
	return a.change(ctx, "add the first admin", func(tx *sql.Tx) error {
		if n, err := admins(ctx, tx); err != nil || n > 0 {
			return errors.Join(err, fmt.Errorf("%w: there is an admin", hearsay.ErrConflict))
		}
		u.Role = account.Administrator
		return addUser(ctx, tx, u)
	})
}

func addUser(ctx context.Context, tx *sql.Tx, u *account.User) error {
	var taken bool
	err := tx.QueryRowContext(ctx, `select exists (select 1 from users where name = ? or subject != '' and issuer = ? and subject = ?)`, u.Name, u.Issuer, u.Subject).Scan(&taken)
	if err != nil {
		return err
	}
	if taken {
		return fmt.Errorf("%w: somebody has that name or subject", hearsay.ErrConflict)
	}
	return tx.QueryRowContext(ctx, `insert into users (name, role, password, issuer, subject, made) values (?, ?, ?, ?, ?, ?) returning id`,
		u.Name, u.Role, u.Password, u.Issuer, u.Subject, u.Made.Unix()).Scan(&u.ID)
}

// SetRole gives a user another role, from the next request on. Errors: ErrNotFound;
// ErrConflict when there would be no admin any more.
func (a *Accounts) SetRole(ctx context.Context, name string, role account.Role) error {
	return a.change(ctx, "set role of "+name, func(tx *sql.Tx) error {
		return keepingAdmin(ctx, tx, `update users set role = ? where name = ?`, role, name)
	})
}

// RemoveUser removes a user with all sessions and tokens. Errors: as SetRole.
func (a *Accounts) RemoveUser(ctx context.Context, name string) error {
	return a.change(ctx, "remove user "+name, func(tx *sql.Tx) error {
		return keepingAdmin(ctx, tx, `delete from users where name = ?`, name)
	})
}

// keepingAdmin makes a change to one user that leaves an admin where there was one.
func keepingAdmin(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	before, err := admins(ctx, tx)
	if err != nil {
		return err
	}
	if err := one(tx.ExecContext(ctx, query, args...)); err != nil {
		return err
	}
	after, err := admins(ctx, tx)
	if err == nil && before > 0 && after == 0 {
		err = fmt.Errorf("%w: it is the last admin; make another one first", hearsay.ErrConflict)
	}
	return err
}

// SetPassword gives a user another password and ends all sessions but the one of keep.
// With tokens, it revokes those as well.
func (a *Accounts) SetPassword(ctx context.Context, user account.UserID, p account.Password, keep account.Digest, tokens bool) error {
	return a.change(ctx, "set password", func(tx *sql.Tx) error {
		err := one(tx.ExecContext(ctx, `update users set password = ? where id = ?`, p, user))
		if err == nil {
			_, err = tx.ExecContext(ctx, `delete from sessions where "user" = ? and digest != ?`, user, keep[:])
		}
		if err == nil && tokens {
			_, err = tx.ExecContext(ctx, `delete from tokens where "user" = ?`, user)
		}
		return err
	})
}

// Rehash stores the same password hashed at today's cost.
func (a *Accounts) Rehash(ctx context.Context, user account.UserID, from, to account.Password) error {
	_, err := a.db.ExecContext(ctx, `update users set password = ? where id = ? and password = ?`, to, user, from)
	return a.wrap("store password", err)
}
