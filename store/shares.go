// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"time"

	"hearsay/account"
)

// AddShare keeps a share link. Error: ErrConflict when its owner has as many as one may.
func (a *Accounts) AddShare(ctx context.Context, s account.Share) error {
	return a.change(ctx, "share", func(tx *sql.Tx) error {
		if err := (allowance{"shares", "links", 1000}).room(ctx, tx, s.User); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `insert into shares values (?, ?, ?, ?, ?, ?)`, s.ID, s.Digest[:], s.User, s.Address, s.Made.Unix(), s.Ends.Unix())
		return err
	})
}

const selectShare = `select id, digest, "user", address, made, ends from shares `

func scanShare(row interface{ Scan(...any) error }) (s account.Share, err error) {
	var digest []byte
	var made, ends int64
	err = row.Scan(&s.ID, &digest, &s.User, &s.Address, &made, &ends)
	if err == nil {
		s.Digest, s.Made, s.Ends = account.Digest(digest), time.Unix(made, 0).UTC(), time.Unix(ends, 0).UTC()
	}
	return s, err
}

// Share returns a share link and whose it is, ended or not. Error: ErrNotFound.
func (a *Accounts) Share(ctx context.Context, d account.Digest) (account.Share, account.User, error) {
	s, err := scanShare(a.db.QueryRowContext(ctx, selectShare+`where digest = ?`, d[:]))
	if err != nil {
		return s, account.User{}, a.wrap("read link", err)
	}
	u, err := a.owner(ctx, s.User, s.Digest.Equal(d), "read link")
	return s, u, err
}

// Shares lists the share links of a user, the latest first; of all users for 0.
func (a *Accounts) Shares(ctx context.Context, user account.UserID) ([]account.Share, error) {
	rows, err := a.db.QueryContext(ctx, selectShare+`where cast(? as bigint) in (0, "user") order by made desc, id`, user)
	if err != nil {
		return nil, a.wrap("read links", err)
	}
	out, err := collect(rows, func(r *sql.Rows) (account.Share, error) { return scanShare(r) })
	return out, a.wrap("read links", err)
}

// RevokeShare removes a share link of a user; of any user for 0. Error: ErrNotFound, also
// for one of somebody else.
func (a *Accounts) RevokeShare(ctx context.Context, user account.UserID, id string) error {
	return a.wrap("revoke link", one(a.db.ExecContext(ctx, `delete from shares where id = ? and cast(? as bigint) in (0, "user")`, id, user)))
}
