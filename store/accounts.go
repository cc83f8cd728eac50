// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"hearsay"
	"hearsay/account"
)

//go:embed accounts.sql
var accountsSchema string

// accountsName is the file of accounts in a library's folder. Only its owner can read it.
const accountsName = "accounts.sqlite"

// accountsFormat is the version of that file's layout.
const accountsFormat = 1

// Accounts keeps the users of a library with their sessions and tokens, in a database
// of its own. It is safe for concurrent use, and several processes may have it open.
type Accounts struct {
	db *sql.DB
}

// HasAccounts reports whether the library in dir has ever had accounts.
func HasAccounts(dir string) (bool, error) {
	_, err := os.Stat(filepath.Join(dir, accountsName))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// OpenAccounts opens the accounts of the library in dir, making the file when there is
// none. Errors: ErrNotFound when there is no folder dir, ErrNewer when a later Hearsay made it.
func OpenAccounts(ctx context.Context, dir string) (*Accounts, error) {
	path := filepath.Join(dir, accountsName)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // before the engine would make it for all to read
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open accounts: %w: no folder %s; make a library with: hearsay add PATH", hearsay.ErrNotFound, dir)
	}
	if err == nil {
		err = errors.Join(f.Chmod(0o600), f.Close())
	}
	if err != nil {
		return nil, fmt.Errorf("open accounts: %w", err)
	}
	pragmas := []string{"busy_timeout(10000)", "journal_mode(wal)", "foreign_keys(1)", "secure_delete(1)", "synchronous(full)"}
	db, err := sql.Open("sqlite", dsn(path, url.Values{"_pragma": pragmas, "_txlock": {"immediate"}}))
	if err != nil {
		return nil, fmt.Errorf("open accounts: %w", err)
	}
	a := &Accounts{db: db}
	if err := a.prepare(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("open accounts %s: %w", path, fault(err))
	}
	return a, nil
}

func (a *Accounts) prepare(ctx context.Context) error {
	if _, err := a.db.ExecContext(ctx, accountsSchema); err != nil {
		return err
	}
	if _, err := a.db.ExecContext(ctx, `insert or ignore into accounts values ('format', ?)`, accountsFormat); err != nil {
		return err
	}
	var value string
	if err := a.db.QueryRowContext(ctx, `select value from accounts where key = 'format'`).Scan(&value); err != nil {
		return err
	}
	if n, err := strconv.Atoi(value); err != nil || n > accountsFormat {
		return fmt.Errorf("%w: it has format %s, this program knows %d", hearsay.ErrNewer, value, accountsFormat)
	}
	return nil
}

// Close releases the accounts.
func (a *Accounts) Close() error { return a.db.Close() }

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
	res, err := tx.ExecContext(ctx, `insert into users (name, role, password, issuer, subject, made) values (?, ?, ?, ?, ?, ?)`,
		u.Name, u.Role, u.Password, u.Issuer, u.Subject, u.Made.Unix())
	if err != nil {
		return err
	}
	id, err := res.LastInsertId()
	u.ID = account.UserID(id)
	return err
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
			_, err = tx.ExecContext(ctx, `delete from sessions where user = ? and digest != ?`, user, keep[:])
		}
		if err == nil && tokens {
			_, err = tx.ExecContext(ctx, `delete from tokens where user = ?`, user)
		}
		return err
	})
}

// Rehash stores the same password hashed at today's cost.
func (a *Accounts) Rehash(ctx context.Context, user account.UserID, from, to account.Password) error {
	_, err := a.db.ExecContext(ctx, `update users set password = ? where id = ? and password = ?`, to, user, from)
	return a.wrap("store password", err)
}

// one is the error of a change that should have met one row.
func one(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, hearsay.ErrNotFound)
	}
	return nil
}

// change is one transaction.
func (a *Accounts) change(ctx context.Context, what string, f func(*sql.Tx) error) error {
	tx, err := a.db.BeginTx(ctx, nil)
	if err != nil {
		return a.wrap(what, err)
	}
	defer tx.Rollback() // after a commit it does nothing
	if err := f(tx); err != nil {
		return a.wrap(what, err)
	}
	return a.wrap(what, tx.Commit())
}

func (a *Accounts) wrap(what string, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		err = hearsay.ErrNotFound
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, fault(err))
}
