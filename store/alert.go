// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"

	"hearsay"
)

//go:embed alerts.sql
var alertsSchema string

//go:embed secrets.sql
var secretsSchema string

// SecretsFile is the one file in a library's folder that no backup takes: what opens
// doors elsewhere.
const SecretsFile = "secrets.sqlite"

func alertsKind() sideKind {
	return sideKind{what: "alerts", about: "about", file: AlertsName, schema: alertsSchema, format: 1}
}

func secretsKind() sideKind {
	return sideKind{what: "secrets", about: "about", file: SecretsFile, schema: secretsSchema, format: 1}
}

// Alerts keeps what people want to be told of, what was found, and what is to be sent. It
// is safe for concurrent use, and several processes may have it open.
type Alerts struct {
	side
	secrets side
}

// HasAlerts reports whether the library in dir has ever had alerts.
func HasAlerts(dir string) (bool, error) { return hasSide(dir, alertsKind()) }

// OpenAlerts opens the alerts of the library in dir, making the files when there are
// none. Errors: ErrNotFound when there is no folder dir, ErrNewer when a later Hearsay made them.
func OpenAlerts(ctx context.Context, dir string) (*Alerts, error) {
	s, err := openSide(ctx, dir, alertsKind())
	if err != nil {
		return nil, err
	}
	secrets, err := openSide(ctx, dir, secretsKind())
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return &Alerts{s, secrets}, nil
}

// Close releases the databases.
func (a *Alerts) Close() error { return errors.Join(a.side.Close(), a.secrets.Close()) }

// maxAlerts is how many alerts a library may have.
const maxAlerts = 10_000

// NewAlert is an alert that is to be added.
type NewAlert struct {
	hearsay.Alert
	Targets []hearsay.Target
	// Last are the articles that the library got last, the latest first: where looking
	// begins when there was no alert before.
	Last  []hearsay.Arrived
	Known map[string]int // what it remembers from the beginning
}

// Add adds an alert and numbers it; what it finds goes to the targets. Error: ErrConflict
// when one asks the same already, or there are as many as there may be.
func (a *Alerts) Add(ctx context.Context, alert *NewAlert) error {
	question, err := json.Marshal(alert.Asks)
	if err != nil {
		return err
	}
	return a.change(ctx, "add alert", func(tx *sql.Tx) error {
		if err := roomForAlert(ctx, tx, string(question)); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, `insert into alerts (title, kind, question, made, paused, since, after) values (?, ?, ?, ?, ?, ?, ?) returning id`,
			alert.Title, alert.Asks.Kind, string(question), unix(alert.Made), number(alert.Paused), alert.Since.N, alert.Since.Article[:]).Scan(&alert.ID)
		if err != nil {
			return err
		}
		for _, t := range alert.Targets {
			if err := addTarget(ctx, tx, alert.ID, t); err != nil {
				return err
			}
		}
		for key, value := range alert.Known {
			if err := remember(ctx, tx, Remembered{alert.ID, key, value}); err != nil {
				return err
			}
		}
		return beginAt(ctx, tx, alert.Last)
	})
}

// number is how tables have what is so or not.
func number(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

func roomForAlert(ctx context.Context, tx *sql.Tx, question string) error {
	var same, all int64
	err := tx.QueryRowContext(ctx, `select coalesce(max(id) filter (where question = ?), 0), count(*) from alerts`, question).Scan(&same, &all)
	switch {
	case err != nil:
		return err
	case same > 0:
		return fmt.Errorf("%w: alert %d asks the same", hearsay.ErrConflict, same)
	case all >= maxAlerts:
		return fmt.Errorf("%w: there are %d alerts; remove one first", hearsay.ErrConflict, all)
	}
	return nil
}

// beginAt notes where looking begins, unless it has begun.
func beginAt(ctx context.Context, tx *sql.Tx, last []hearsay.Arrived) error {
	var begun bool
	if err := tx.QueryRowContext(ctx, `select exists (select 1 from looked)`).Scan(&begun); err != nil || begun {
		return err
	}
	if len(last) == 0 {
		last = []hearsay.Arrived{{}} // before the first
	}
	for _, at := range last[:min(len(last), maxLooked)] {
		if _, err := tx.ExecContext(ctx, `insert into looked (n, article) values (?, ?)`, at.N, at.Article[:]); err != nil {
			return err
		}
	}
	return nil
}

func addTarget(ctx context.Context, tx *sql.Tx, alert int64, t hearsay.Target) error {
	_, err := tx.ExecContext(ctx, `insert into targets (kind, address, rhythm) values (?, ?, ?) on conflict do nothing`, t.Kind, t.Address, t.Rhythm)
	if err == nil {
		// Who sets it up again wants it to be tried again.
		_, err = tx.ExecContext(ctx, `update targets set ended = '', errors = 0, next = 0 where kind = ? and address = ? and ended != ''`, t.Kind, t.Address)
	}
	if err == nil {
		_, err = tx.ExecContext(ctx, `insert into sends (alert, target) select ?, id from targets where kind = ? and address = ? and rhythm = ? on conflict do nothing`, alert, t.Kind, t.Address, t.Rhythm)
	}
	return err
}

const selectAlert = `select id, title, question, made, paused, since, after from alerts `

func scanAlert(row interface{ Scan(...any) error }) (al hearsay.Alert, err error) {
	var question, after []byte
	var made int64
	if err := row.Scan(&al.ID, &al.Title, &question, &made, &al.Paused, &al.Since.N, &after); err != nil {
		return al, err
	}
	al.Made = fromUnix(made)
	copy(al.Since.Article[:], after)
	if err := json.Unmarshal(question, &al.Asks); err != nil {
		return al, fmt.Errorf("alert %d: %w: %w", al.ID, hearsay.ErrCorrupt, err)
	}
	return al, nil
}

// All lists the alerts, the latest first.
func (a *Alerts) All(ctx context.Context) ([]hearsay.Alert, error) {
	return sideList(ctx, &a.side, func(r *sql.Rows) (hearsay.Alert, error) { return scanAlert(r) }, selectAlert+`order by id desc`)
}

// Alert returns one alert. Error: ErrNotFound.
func (a *Alerts) Alert(ctx context.Context, id int64) (hearsay.Alert, error) {
	al, err := scanAlert(a.db.QueryRowContext(ctx, selectAlert+`where id = ?`, id))
	return al, a.wrap(fmt.Sprintf("alert %d", id), err)
}

// Pause keeps an alert from looking. Error: ErrNotFound.
func (a *Alerts) Pause(ctx context.Context, id int64) error {
	return a.wrap(fmt.Sprintf("pause alert %d", id), one(a.db.ExecContext(ctx, `update alerts set paused = 1 where id = ?`, id)))
}

// Resume lets an alert look again, at what comes after a place; one that was not paused
// goes on where it was. Its targets are tried again. Error: ErrNotFound.
func (a *Alerts) Resume(ctx context.Context, id int64, since hearsay.Arrived) error {
	return a.change(ctx, fmt.Sprintf("resume alert %d", id), func(tx *sql.Tx) error {
		err := one(tx.ExecContext(ctx, `update alerts set paused = 0, since = case when paused = 1 then ? else since end, after = case when paused = 1 then ? else after end where id = ?`, since.N, since.Article[:], id))
		if err == nil {
			_, err = tx.ExecContext(ctx, `update targets set ended = '', errors = 0, next = 0 where id in (select target from sends where alert = ?)`, id)
		}
		return err
	})
}

// Remove removes an alert with all that it found; what was not sent yet is not sent.
// Error: ErrNotFound.
func (a *Alerts) Remove(ctx context.Context, id int64) error {
	return a.change(ctx, fmt.Sprintf("remove alert %d", id), func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, `delete from alerts where id = ?`, id)); err != nil {
			return err
		}
		for _, q := range []string{
			`delete from feeds where alert > 0 and alert not in (select id from alerts)`,
			`delete from targets where id not in (select target from sends)`,
			`delete from parcels where id not in (select parcel from outbox)`,
		} {
			if _, err := tx.ExecContext(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
}
