// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"hearsay"
)

// maxLooked is how many of the articles that were looked at last are remembered.
const maxLooked = 1000

// Round is what looking at new articles gave. It is noted as one change, or not at all.
type Round struct {
	// Turn is the one that LookedAt gave.
	Turn int64
	// From is where the round began, by the numbers that articles have now, and Looked what
	// it looked at, in order of arrival.
	From   hearsay.Arrived
	Looked []hearsay.Arrived
	Events []hearsay.AlertEvent
	Known  []Remembered
	At     time.Time
}

// Remembered is what an alert has to know the next time.
type Remembered struct {
	Alert int64
	Key   string
	Value int
}

// LookedAt returns the articles that were looked at last, the latest first, and the turn
// that the next round has. None before the first alert.
func (a *Alerts) LookedAt(ctx context.Context) (turn int64, at []hearsay.Arrived, err error) {
	err = a.change(ctx, "read alerts", func(tx *sql.Tx) error { // for one moment of both
		if turn, err = turnOf(ctx, tx); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `select n, article from looked order by n desc`)
		if err != nil {
			return err
		}
		at, err = collect(rows, scanArrived)
		return err
	})
	return turn, at, err
}

func scanArrived(rows *sql.Rows) (at hearsay.Arrived, err error) {
	a, err := scanArrival(rows)
	return hearsay.Arrived{N: a.N, Article: a.Article}, err
}

func turnOf(ctx context.Context, tx *sql.Tx) (turn int64, err error) {
	err = tx.QueryRowContext(ctx, `select coalesce((select cast(value as bigint) from about where key = 'turn'), 0)`).Scan(&turn)
	return turn, err
}

// Note writes a round down: its events, what is to be sent of them, and how far it looked,
// all or nothing. Of an event that was noted before, nothing is written. It returns how
// many are new. Error: ErrConflict when somebody else noted a round meanwhile; look again.
func (a *Alerts) Note(ctx context.Context, r *Round) (events int, err error) {
	err = a.change(ctx, "note what alerts found", func(tx *sql.Tx) error {
		turn, err := turnOf(ctx, tx)
		if err != nil {
			return err
		}
		if turn != r.Turn {
			return fmt.Errorf("%w: another process looked meanwhile", hearsay.ErrConflict)
		}
		for i := range r.Events {
			n, err := noteEvent(ctx, tx, &r.Events[i], r.At)
			if err != nil {
				return err
			}
			events += n
		}
		for _, k := range r.Known {
			if err := remember(ctx, tx, k); err != nil {
				return err
			}
		}
		return noteLooked(ctx, tx, r)
	})
	return events, err
}

// remember writes what an alert has to know, unless it has gone.
func remember(ctx context.Context, tx *sql.Tx, k Remembered) error {
	_, err := tx.ExecContext(ctx, `insert into known select id, ?, ? from alerts where id = ? on conflict (alert, key) do update set value = excluded.value`, k.Key, k.Value, k.Alert)
	return err
}

// eventBody is what is kept of an event as JSON.
type eventBody struct {
	Title  string   `json:",omitempty"`
	Outlet string   `json:",omitempty"`
	Says   string   `json:",omitempty"`
	Why    []string `json:",omitempty"`
	Link   string   `json:",omitempty"`
}

// noteEvent writes an event and its outbox, unless the alert has gone, sleeps or knows it.
func noteEvent(ctx context.Context, tx *sql.Tx, e *hearsay.AlertEvent, at time.Time) (int, error) {
	body, err := json.Marshal(eventBody{e.Title, e.Outlet, e.Says, e.Why, e.Link})
	if err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, `insert into events (alert, key, kind, article, at, body) select id, ?, ?, ?, ?, ? from alerts where id = ? and paused = 0 on conflict do nothing returning n`,
		e.Key, e.Kind, e.Article[:], unix(at), string(body), e.Alert).Scan(&e.N)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `insert into outbox (target, event) select t.id, ? from sends s join targets t on t.id = s.target where s.alert = ? and t.ended = ''`, e.N, e.Alert)
	return 1, err
}

func noteLooked(ctx context.Context, tx *sql.Tx, r *Round) error {
	at := append([]hearsay.Arrived{r.From}, r.Looked...)
	at = at[max(0, len(at)-maxLooked):]
	if _, err := tx.ExecContext(ctx, `delete from looked where n >= ?`, at[0].N); err != nil {
		return err
	}
	for _, l := range at {
		if _, err := tx.ExecContext(ctx, `insert into looked (n, article) values (?, ?)`, l.N, l.Article[:]); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `delete from looked where n not in (select n from looked order by n desc limit ?)`, maxLooked)
	if err == nil {
		_, err = tx.ExecContext(ctx, `insert into about values ('turn', ?) on conflict (key) do update set value = excluded.value`, strconv.FormatInt(r.Turn+1, 10))
	}
	return err
}

// Known returns what an alert remembers, by key.
func (a *Alerts) Known(ctx context.Context, alert int64) (map[string]int, error) {
	rows, err := sideList(ctx, &a.side, func(r *sql.Rows) (k Remembered, err error) {
		err = r.Scan(&k.Key, &k.Value)
		return k, err
	}, `select key, value from known where alert = ?`, alert)
	out := map[string]int{}
	for _, k := range rows {
		out[k.Key] = k.Value
	}
	return out, err
}

const selectEvent = `select e.n, e.alert, e.key, e.kind, e.article, e.at, e.body from events e `

func scanEvent(rows *sql.Rows) (e hearsay.AlertEvent, err error) {
	var id, body []byte
	var at int64
	if err := rows.Scan(&e.N, &e.Alert, &e.Key, &e.Kind, &id, &at, &body); err != nil {
		return e, err
	}
	copy(e.Article[:], id)
	e.At = fromUnix(at)
	if len(body) == 0 {
		return e, nil
	}
	var b eventBody
	if err := json.Unmarshal(body, &b); err != nil {
		return e, fmt.Errorf("event %d: %w: %w", e.N, hearsay.ErrCorrupt, err)
	}
	e.Title, e.Outlet, e.Says, e.Why, e.Link = b.Title, b.Outlet, b.Says, b.Why, b.Link
	return e, nil
}

// Events returns a page of what an alert found, or for 0 all of them, the latest first:
// those noted before the event of the number before, 0 for the very latest.
func (a *Alerts) Events(ctx context.Context, alert, before int64, limit int) ([]hearsay.AlertEvent, error) {
	if before <= 0 {
		before = math.MaxInt64
	}
	which := `e.alert = ?1 and `
	if alert == 0 {
		which = `cast(?1 as bigint) = 0 and `
	}
	return sideList(ctx, &a.side, scanEvent, selectEvent+`where `+which+`e.n < ?2 order by e.n desc limit ?3`, alert, before, limit)
}

// Tally is how much an alert found.
type Tally struct {
	Events int
	Latest time.Time // zero for none
}

// Tallies counts what an alert found, or for 0 what each did. One that found nothing has
// no entry.
func (a *Alerts) Tallies(ctx context.Context, alert int64) (map[int64]Tally, error) {
	which, args := `where alert = ? `, []any{alert}
	if alert == 0 {
		which, args = ``, nil
	}
	out := map[int64]Tally{}
	_, err := sideList(ctx, &a.side, func(r *sql.Rows) (int64, error) {
		var alert, latest int64
		var t Tally
		err := r.Scan(&alert, &t.Events, &latest)
		t.Latest = fromUnix(latest)
		out[alert] = t
		return alert, err
	}, `select alert, count(*), max(at) from events `+which+`group by alert`, args...)
	return out, err
}

// Concerned returns the alerts that found an article, or are about it.
func (a *Alerts) Concerned(ctx context.Context, article hearsay.ArticleID) ([]int64, error) {
	return sideList(ctx, &a.side, scanNumber, `select distinct alert from events where article = ? order by alert`, article[:])
}

// Articles lists the articles that events are about and of which there is still something
// to read, in the order of their IDs, after one of them.
func (a *Alerts) Articles(ctx context.Context, after hearsay.ArticleID, limit int) ([]hearsay.ArticleID, error) {
	return sideList(ctx, &a.side, func(r *sql.Rows) (id hearsay.ArticleID, err error) {
		err = scanID(r, &id)
		return id, err
	}, `select distinct article from events where article > ? and body != '' order by article limit ?`, after[:], limit)
}

// Forget takes what events say of an article that is no longer in the library, and what
// of it was not sent yet out of the outbox. That there was an event is kept, so that it is
// none again.
func (a *Alerts) Forget(ctx context.Context, article hearsay.ArticleID) error {
	return a.change(ctx, "forget article "+article.String(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `delete from outbox where event in (select n from events where article = ?)
			and coalesce((select delivered = 0 and failed = 0 and attempts = 0 from parcels p where p.id = outbox.parcel), true)`, article[:])
		if err == nil {
			_, err = tx.ExecContext(ctx, `update events set body = '' where article = ?`, article[:])
		}
		return err
	})
}
