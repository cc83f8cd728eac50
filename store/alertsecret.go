// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"hearsay"
	"hearsay/account"
)

// SecretKind says what a secret is for.
type SecretKind string

// The kinds of secret.
const (
	WebhookSecret SecretKind = "webhook" // signs what is sent to an address of the web
	MailSecret    SecretKind = "mail"    // password of a server of mail
)

// Secret returns the secret that was given for an address, and for no other. Error:
// ErrNotFound, also after a backup was restored: it has none.
func (a *Alerts) Secret(ctx context.Context, kind SecretKind, address string) (account.Secret, error) {
	var value string
	err := a.secrets.db.QueryRowContext(ctx, `select value from secrets where kind = ? and address = ?`, kind, address).Scan(&value)
	return account.Given(value), a.secrets.wrap("read the secret of "+address, err)
}

// SetSecret keeps the secret of an address.
func (a *Alerts) SetSecret(ctx context.Context, kind SecretKind, address string, s account.Secret) error {
	_, err := a.secrets.db.ExecContext(ctx, `insert into secrets values (?, ?, ?) on conflict (kind, address) do update set value = excluded.value`, kind, address, s.Reveal())
	return a.secrets.wrap("keep the secret of "+address, err)
}

// KeepSecrets drops all secrets of a kind but those of the addresses given.
func (a *Alerts) KeepSecrets(ctx context.Context, kind SecretKind, addresses ...string) error {
	list, err := json.Marshal(append([]string{}, addresses...))
	if err != nil {
		return err
	}
	_, err = a.secrets.db.ExecContext(ctx, `delete from secrets where kind = ? and address not in (select value from `+a.secrets.engine.texts(`?`)+`)`, kind, string(list))
	return a.secrets.wrap("drop secrets", err)
}

// WebhookAddresses are those that some alert sends to.
func (a *Alerts) WebhookAddresses(ctx context.Context) ([]string, error) {
	return sideList(ctx, &a.side, scanText, `select distinct address from targets where kind = ? order by address`, hearsay.Webhook)
}

// MailServer is by whom mail is sent. Its password is the secret of Account.
type MailServer struct {
	Server string // smtp://host:587 or smtps://host:465
	User   string // "" for none
	From   string // address of the sender
}

// Account is what the password is bound to: with another server or user it is no longer
// there.
func (m *MailServer) Account() string { return m.User + " at " + m.Server }

// Mail returns by whom mail is sent. Error: ErrNotFound when nobody said.
func (a *Alerts) Mail(ctx context.Context) (m MailServer, err error) {
	var value []byte
	if err := a.db.QueryRowContext(ctx, `select value from about where key = 'mail'`).Scan(&value); err != nil {
		return m, a.wrap("read the mail server", err)
	}
	if err := json.Unmarshal(value, &m); err != nil {
		return m, fmt.Errorf("read the mail server: %w: %w", hearsay.ErrCorrupt, err)
	}
	return m, nil
}

// SetMail says by whom mail is sent. A password that was for another server or user is
// dropped.
func (a *Alerts) SetMail(ctx context.Context, m MailServer) error {
	value, err := json.Marshal(m)
	if err == nil {
		_, err = a.db.ExecContext(ctx, `insert into about values ('mail', ?) on conflict (key) do update set value = excluded.value`, string(value))
	}
	return errors.Join(a.wrap("keep the mail server", err), a.KeepSecrets(ctx, MailSecret, m.Account()))
}

// Base is the address of the reading room when it was served last; "" when it never was.
func (a *Alerts) Base(ctx context.Context) (base string, err error) {
	err = a.db.QueryRowContext(ctx, `select coalesce((select value from about where key = 'base'), '')`).Scan(&base)
	return base, a.wrap("read alerts", err)
}

// SetBase notes the address of the reading room, for links in what is sent.
func (a *Alerts) SetBase(ctx context.Context, base string) error {
	_, err := a.db.ExecContext(ctx, `insert into about values ('base', ?) on conflict (key) do update set value = excluded.value`, base)
	return a.wrap("note the address", err)
}

// FeedKey is an address of a feed that needs no log-in.
type FeedKey struct {
	ID         int64
	Alert      int64 // 0 for all
	Made, Used time.Time
}

// maxFeedKeys is how many there may be of an alert.
const maxFeedKeys = 50

// AddFeed keeps the digest of a feed's address. Errors: ErrNotFound for an alert that is
// not there, ErrConflict when it has as many as it may.
func (a *Alerts) AddFeed(ctx context.Context, f *FeedKey, d account.Digest) error {
	return a.change(ctx, "add a feed", func(tx *sql.Tx) error {
		var known bool
		var n int
		err := tx.QueryRowContext(ctx, `select cast(?1 as bigint) = 0 or exists (select 1 from alerts where id = ?1), (select count(*) from feeds where alert = ?1)`, f.Alert).Scan(&known, &n)
		switch {
		case err != nil:
			return err
		case !known:
			return hearsay.ErrNotFound
		case n >= maxFeedKeys:
			return fmt.Errorf("%w: there are %d addresses of this feed; revoke one first", hearsay.ErrConflict, n)
		}
		return tx.QueryRowContext(ctx, `insert into feeds (digest, alert, made) values (?, ?, ?) returning id`, d[:], f.Alert, unix(f.Made)).Scan(&f.ID)
	})
}

// Feed returns the feed that an address is of, and notes that it was used. Error: ErrNotFound.
func (a *Alerts) Feed(ctx context.Context, d account.Digest, now time.Time) (f FeedKey, err error) {
	var digest []byte
	var made int64
	err = a.db.QueryRowContext(ctx, `select id, digest, alert, made from feeds where digest = ?`, d[:]).Scan(&f.ID, &digest, &f.Alert, &made)
	if err != nil {
		return f, a.wrap("read feed", err)
	}
	if f.Made, f.Used = fromUnix(made), now; !account.Digest(digest).Equal(d) {
		return f, fmt.Errorf("read feed: %w", hearsay.ErrNotFound)
	}
	// A day is as exact as anybody needs it, and readers ask every few minutes.
	_, err = a.db.ExecContext(ctx, `update feeds set used = ? where id = ? and used < ?`, unix(now), f.ID, unix(now.Add(-24*time.Hour)))
	return f, a.wrap("read feed", err)
}

// Feeds lists the addresses of an alert's feed; of that of all alerts for 0.
func (a *Alerts) Feeds(ctx context.Context, alert int64) ([]FeedKey, error) {
	return sideList(ctx, &a.side, func(r *sql.Rows) (f FeedKey, err error) {
		var made, used int64
		err = r.Scan(&f.ID, &f.Alert, &made, &used)
		f.Made, f.Used = fromUnix(made), fromUnix(used)
		return f, err
	}, `select id, alert, made, used from feeds where alert = ? order by id`, alert)
}

// RevokeFeed makes an address of a feed mean nothing. Error: ErrNotFound.
func (a *Alerts) RevokeFeed(ctx context.Context, id int64) error {
	return a.wrap("revoke feed", one(a.db.ExecContext(ctx, `delete from feeds where id = ?`, id)))
}
