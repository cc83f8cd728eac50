// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"hearsay"
)

// maxParcel is how many events are sent at once, at most.
const maxParcel = 200

const targetColumns = `t.id, t.kind, t.address, t.rhythm, t.errors, t.next, t.problem, t.ended`

func targetFields(t *hearsay.Target, next *int64) []any {
	return []any{&t.ID, &t.Kind, &t.Address, &t.Rhythm, &t.Errors, next, &t.Problem, &t.Ended}
}

func scanTarget(rows *sql.Rows) (t hearsay.Target, err error) {
	var next int64
	err = rows.Scan(targetFields(&t, &next)...)
	t.Next = fromUnix(next)
	return t, err
}

// Targets lists where an alert's events are sent.
func (a *Alerts) Targets(ctx context.Context, alert int64) ([]hearsay.Target, error) {
	return sideList(ctx, &a.side, scanTarget, `select `+targetColumns+` from targets t join sends s on s.target = t.id where s.alert = ? order by t.id`, alert)
}

// AllTargets lists where the events of each alert are sent.
func (a *Alerts) AllTargets(ctx context.Context) (map[int64][]hearsay.Target, error) {
	out := map[int64][]hearsay.Target{}
	_, err := sideList(ctx, &a.side, func(r *sql.Rows) (alert int64, err error) {
		var t hearsay.Target
		var next int64
		err = r.Scan(append(targetFields(&t, &next), &alert)...)
		t.Next = fromUnix(next)
		out[alert] = append(out[alert], t)
		return alert, err
	}, `select `+targetColumns+`, s.alert from targets t join sends s on s.target = t.id order by t.id`)
	return out, err
}

// CountTargets counts where events are sent.
func (a *Alerts) CountTargets(ctx context.Context) (n int, err error) {
	err = a.db.QueryRowContext(ctx, `select count(distinct target) from sends`).Scan(&n)
	return n, a.wrap("read alerts", err)
}

// Pack puts what waits in the outbox and is due into parcels: an event for a webhook, and
// for mail all that there is, up to 200. Events of a parcel are never others.
func (a *Alerts) Pack(ctx context.Context, now time.Time) error {
	return a.change(ctx, "pack what alerts found", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `select `+targetColumns+` from targets t where t.ended = '' and exists (select 1 from outbox o where o.target = t.id and o.parcel = 0) order by t.id`)
		if err != nil {
			return err
		}
		targets, err := collect(rows, scanTarget)
		for i := 0; err == nil && i < len(targets); i++ {
			err = packFor(ctx, tx, &targets[i], now)
		}
		return err
	})
}

func packFor(ctx context.Context, tx *sql.Tx, t *hearsay.Target, now time.Time) error {
	rows, err := tx.QueryContext(ctx, `select e.n, e.at from outbox o join events e on e.n = o.event where o.target = ? and o.parcel = 0 order by e.n`, t.ID)
	if err != nil {
		return err
	}
	type waiting struct{ n, at int64 }
	list, err := collect(rows, func(r *sql.Rows) (w waiting, err error) {
		err = r.Scan(&w.n, &w.at)
		return w, err
	})
	if err != nil || len(list) == 0 || now.Before(t.Rhythm.Ends(time.Unix(list[0].at, 0))) {
		return err
	}
	most := maxParcel
	if t.Kind == hearsay.Webhook {
		most = 1
	}
	for len(list) > 0 {
		var id int64
		err := tx.QueryRowContext(ctx, `insert into parcels (target, made) values (?, ?) returning id`, t.ID, unix(now)).Scan(&id)
		n := min(most, len(list))
		for i := 0; err == nil && i < n; i++ {
			_, err = tx.ExecContext(ctx, `update outbox set parcel = ? where target = ? and event = ?`, id, t.ID, list[i].n)
		}
		if err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}

const selectParcel = `select p.id, p.made, p.attempts, p.delivered, p.failed, p.problem, ` + targetColumns + ` from parcels p join targets t on t.id = p.target `

func scanParcel(rows *sql.Rows) (p hearsay.Parcel, err error) {
	var made, delivered, failed, next int64
	err = rows.Scan(append([]any{&p.ID, &made, &p.Attempts, &delivered, &failed, &p.Problem}, targetFields(&p.Target, &next)...)...)
	p.Made, p.Delivered, p.Failed, p.Target.Next = fromUnix(made), fromUnix(delivered), fromUnix(failed), fromUnix(next)
	return p, err
}

// Due returns the parcel that is to be sent next to each target that may be tried now,
// with its events: the one that was tried least, of these the oldest.
func (a *Alerts) Due(ctx context.Context, now time.Time) ([]hearsay.Parcel, error) {
	list, err := sideList(ctx, &a.side, scanParcel, selectParcel+`where t.ended = '' and t.next <= ? and p.id = (
		select id from parcels where target = t.id and delivered = 0 and failed = 0 order by attempts, id limit 1) order by p.id`, unix(now))
	for i := 0; err == nil && i < len(list); i++ {
		list[i].Events, err = a.parcelEvents(ctx, list[i].ID)
	}
	return list, err
}

func (a *Alerts) parcelEvents(ctx context.Context, parcel int64) ([]hearsay.AlertEvent, error) {
	return sideList(ctx, &a.side, scanEvent, selectEvent+`join outbox o on o.event = e.n where o.parcel = ? order by e.n`, parcel)
}

// NextDue is when something is to be sent or packed next; the zero time when nothing
// waits. It may lie in the past.
func (a *Alerts) NextDue(ctx context.Context) (next time.Time, err error) {
	sooner := func(at time.Time) {
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	type wait struct {
		target hearsay.Target
		first  int64
	}
	scan := func(r *sql.Rows) (w wait, err error) {
		var after int64
		err = r.Scan(append([]any{&w.first}, targetFields(&w.target, &after)...)...)
		w.target.Next = fromUnix(after)
		return w, err
	}
	packed, err := sideList(ctx, &a.side, scan, `select min(p.made), `+targetColumns+` from parcels p join targets t on t.id = p.target
		where t.ended = '' and p.delivered = 0 and p.failed = 0 group by t.id`)
	if err != nil {
		return next, err
	}
	for _, w := range packed {
		sooner(later(fromUnix(w.first), w.target.Next))
	}
	loose, err := sideList(ctx, &a.side, scan, `select min(e.at), `+targetColumns+` from outbox o join events e on e.n = o.event join targets t on t.id = o.target
		where t.ended = '' and o.parcel = 0 group by t.id`)
	for _, w := range loose {
		sooner(later(w.target.Rhythm.Ends(fromUnix(w.first)), w.target.Next))
	}
	return next, err
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// Delivered notes that a receiver took a parcel.
func (a *Alerts) Delivered(ctx context.Context, p *hearsay.Parcel, at time.Time) error {
	return a.change(ctx, fmt.Sprintf("note delivery %d", p.ID), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `update parcels set delivered = ?, attempts = attempts + 1, problem = '' where id = ?`, unix(at), p.ID)
		if err == nil {
			_, err = tx.ExecContext(ctx, `update targets set errors = 0, next = 0, problem = '' where id = ?`, p.Target.ID)
		}
		return err
	})
}

// Miss is how a delivery failed.
type Miss struct {
	Problem string
	At      time.Time
	Next    time.Time // not before
	GiveUp  bool      // this parcel
	Ended   string    // why nothing is sent there any more; "" to go on
}

// Missed notes that a delivery failed.
func (a *Alerts) Missed(ctx context.Context, p *hearsay.Parcel, m Miss) error {
	return a.change(ctx, fmt.Sprintf("note delivery %d", p.ID), func(tx *sql.Tx) error {
		failed := int64(0)
		if m.GiveUp || m.Ended != "" {
			failed = unix(m.At)
		}
		_, err := tx.ExecContext(ctx, `update parcels set attempts = attempts + 1, problem = ?, failed = ? where id = ?`, m.Problem, failed, p.ID)
		if err == nil {
			_, err = tx.ExecContext(ctx, `update targets set errors = errors + 1, next = ?, problem = ?, ended = ? where id = ?`, unix(m.Next), m.Problem, m.Ended, p.Target.ID)
		}
		return err
	})
}

// Parcels lists what was and is to be sent of an alert, the latest first, without events.
func (a *Alerts) Parcels(ctx context.Context, alert int64, limit int) ([]hearsay.Parcel, error) {
	return sideList(ctx, &a.side, scanParcel, selectParcel+`where p.id in (select o.parcel from outbox o join events e on e.n = o.event where e.alert = ? and o.parcel > 0)
		order by p.id desc limit ?`, alert, limit)
}

// Waiting counts the events of an alert that wait to be packed.
func (a *Alerts) Waiting(ctx context.Context, alert int64) (n int, err error) {
	err = a.db.QueryRowContext(ctx, `select count(distinct o.event) from outbox o join events e on e.n = o.event where e.alert = ? and o.parcel = 0`, alert).Scan(&n)
	return n, a.wrap("read alerts", err)
}

// Tidy takes out what is older than a time: what was sent, and what events say. That they
// were is kept.
func (a *Alerts) Tidy(ctx context.Context, before time.Time) error {
	return a.change(ctx, "tidy alerts", func(tx *sql.Tx) error {
		for _, q := range []string{
			`delete from outbox where parcel in (select id from parcels where made < ?1 and (delivered > 0 or failed > 0))`,
			`delete from parcels where made < ?1 and (delivered > 0 or failed > 0)`,
			`update events set body = '' where at < ?1 and body != '' and not exists (select 1 from outbox o where o.event = events.n)`,
		} {
			if _, err := tx.ExecContext(ctx, q, unix(before)); err != nil {
				return err
			}
		}
		return nil
	})
}

// AddTarget sends what an alert finds from now on to one more place. Error: ErrNotFound.
func (a *Alerts) AddTarget(ctx context.Context, alert int64, t hearsay.Target) error {
	return a.change(ctx, fmt.Sprintf("add to alert %d", alert), func(tx *sql.Tx) error {
		var known bool
		if err := tx.QueryRowContext(ctx, `select exists (select 1 from alerts where id = ?)`, alert).Scan(&known); err != nil || !known {
			return orNotFound(err)
		}
		return addTarget(ctx, tx, alert, t)
	})
}

// DropTarget sends nothing of an alert to a place any more. Error: ErrNotFound.
func (a *Alerts) DropTarget(ctx context.Context, alert, target int64) error {
	return a.change(ctx, fmt.Sprintf("take from alert %d", alert), func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, `delete from sends where alert = ? and target = ?`, alert, target)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `delete from outbox where target = ? and parcel = 0 and event in (select n from events where alert = ?)`, target, alert)
		if err == nil {
			_, err = tx.ExecContext(ctx, `delete from targets where id not in (select target from sends)`)
		}
		return err
	})
}

func orNotFound(err error) error {
	if err == nil {
		return hearsay.ErrNotFound
	}
	return err
}
