// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"hearsay"
	"hearsay/account"
)

// AddSession keeps a session, and drops those of anybody that ended before it began: their
// number is bounded by the log-ins of a week.
func (a *Accounts) AddSession(ctx context.Context, s account.Session) error {
	return a.change(ctx, "add session", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `delete from sessions where seen <= ? or made <= ?`, s.Made.Add(-account.IdleLife).Unix(), s.Made.Add(-account.SessionLife).Unix())
		if err == nil {
			_, err = tx.ExecContext(ctx, `insert into sessions values (?, ?, ?, ?)`, s.Digest[:], s.User, s.Made.Unix(), s.Seen.Unix())
		}
		return err
	})
}

// Session returns a session and whose it is, ended or not. Error: ErrNotFound.
func (a *Accounts) Session(ctx context.Context, d account.Digest) (account.Session, account.User, error) {
	var s account.Session
	var digest []byte
	var made, seen int64
	row := a.db.QueryRowContext(ctx, `select digest, "user", made, seen from sessions where digest = ?`, d[:])
	if err := row.Scan(&digest, &s.User, &made, &seen); err != nil {
		return s, account.User{}, a.wrap("read session", err)
	}
	s.Digest, s.Made, s.Seen = account.Digest(digest), time.Unix(made, 0).UTC(), time.Unix(seen, 0).UTC()
	u, err := a.owner(ctx, s.User, s.Digest.Equal(d), "read session")
	return s, u, err
}

// owner returns the user who has what was read by a digest. Same says that its digest is
// the one asked for: the engine's look-up is no comparison in constant time.
func (a *Accounts) owner(ctx context.Context, id account.UserID, same bool, what string) (account.User, error) {
	u, err := a.user(ctx, id)
	if err == nil && !same {
		err = fmt.Errorf("%s: %w", what, hearsay.ErrNotFound)
	}
	return u, err
}

func (a *Accounts) user(ctx context.Context, id account.UserID) (account.User, error) {
	u, err := scanUser(a.db.QueryRowContext(ctx, selectUser+`where id = ?`, id))
	return u, a.wrap("read user", err)
}

// SeeSession notes that a session was used.
func (a *Accounts) SeeSession(ctx context.Context, d account.Digest, at time.Time) error {
	_, err := a.db.ExecContext(ctx, `update sessions set seen = ? where digest = ?`, at.Unix(), d[:])
	return a.wrap("note session", err)
}

// EndSession ends one session, if it is there.
func (a *Accounts) EndSession(ctx context.Context, d account.Digest) error {
	_, err := a.db.ExecContext(ctx, `delete from sessions where digest = ?`, d[:])
	return a.wrap("end session", err)
}

// EndSessions ends all sessions of a user.
func (a *Accounts) EndSessions(ctx context.Context, user account.UserID) error {
	_, err := a.db.ExecContext(ctx, `delete from sessions where "user" = ?`, user)
	return a.wrap("end sessions", err)
}

// Sessions counts the sessions of a user that have not ended.
func (a *Accounts) Sessions(ctx context.Context, user account.UserID, now time.Time) (n int, err error) {
	err = a.db.QueryRowContext(ctx, `select count(*) from sessions where "user" = ? and seen > ? and made > ?`,
		user, now.Add(-account.IdleLife).Unix(), now.Add(-account.SessionLife).Unix()).Scan(&n)
	return n, a.wrap("read sessions", err)
}

// allowance is how many rows of a table one user can have; what names them.
type allowance struct {
	table, what string
	most        int
}

// room requires that a user has fewer. Error: ErrConflict.
func (l allowance) room(ctx context.Context, tx *sql.Tx, user account.UserID) error {
	var n int
	if err := tx.QueryRowContext(ctx, `select count(*) from `+l.table+` where "user" = ?`, user).Scan(&n); err != nil {
		return err
	}
	if n >= l.most {
		return fmt.Errorf("%w: there are %d %s; revoke one first", hearsay.ErrConflict, n, l.what)
	}
	return nil
}

// AddToken keeps a token. Error: ErrConflict when its owner has as many as one may.
func (a *Accounts) AddToken(ctx context.Context, t account.Token) error {
	return a.change(ctx, "add token", func(tx *sql.Tx) error {
		if err := (allowance{"tokens", "tokens", 200}).room(ctx, tx, t.User); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `insert into tokens values (?, ?, ?, ?, ?, ?, ?, 0)`, t.ID, t.Digest[:], t.User, t.Name, t.Scopes, t.Made.Unix(), t.Ends.Unix())
		return err
	})
}

const selectToken = `select id, digest, "user", name, scopes, made, ends, used from tokens `

func scanToken(row interface{ Scan(...any) error }) (t account.Token, err error) {
	var digest []byte
	var made, ends, used int64
	if err := row.Scan(&t.ID, &digest, &t.User, &t.Name, &t.Scopes, &made, &ends, &used); err != nil {
		return t, err
	}
	t.Digest, t.Made, t.Ends = account.Digest(digest), time.Unix(made, 0).UTC(), time.Unix(ends, 0).UTC()
	if used > 0 {
		t.Used = time.Unix(used, 0).UTC()
	}
	return t, nil
}

// Token returns a token and whose it is, ended or not. Error: ErrNotFound.
func (a *Accounts) Token(ctx context.Context, d account.Digest) (account.Token, account.User, error) {
	t, err := scanToken(a.db.QueryRowContext(ctx, selectToken+`where digest = ?`, d[:]))
	if err != nil {
		return t, account.User{}, a.wrap("read token", err)
	}
	u, err := a.owner(ctx, t.User, t.Digest.Equal(d), "read token")
	return t, u, err
}

// Tokens lists the tokens of a user, the latest first; of all users for 0.
func (a *Accounts) Tokens(ctx context.Context, user account.UserID) ([]account.Token, error) {
	rows, err := a.db.QueryContext(ctx, selectToken+`where cast(? as bigint) in (0, "user") order by made desc, id`, user)
	if err != nil {
		return nil, a.wrap("read tokens", err)
	}
	out, err := collect(rows, func(r *sql.Rows) (account.Token, error) { return scanToken(r) })
	return out, a.wrap("read tokens", err)
}

// UseToken notes that a token was used.
func (a *Accounts) UseToken(ctx context.Context, id string, at time.Time) error {
	_, err := a.db.ExecContext(ctx, `update tokens set used = ? where id = ?`, at.Unix(), id)
	return a.wrap("note token", err)
}

// RevokeToken removes a token of a user; of any user for 0. Error: ErrNotFound, also
// for a token of somebody else.
func (a *Accounts) RevokeToken(ctx context.Context, user account.UserID, id string) error {
	return a.wrap("revoke token", one(a.db.ExecContext(ctx, `delete from tokens where id = ? and cast(? as bigint) in (0, "user")`, id, user)))
}
