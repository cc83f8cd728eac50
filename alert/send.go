// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"time"

	"hearsay"
	"hearsay/fetch"
	"hearsay/store"
)

// giveUp is how long a delivery is tried again.
const giveUp = 3 * 24 * time.Hour

// pauses are those after the first failure, the second, and so on.
var pauses = [...]time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour}

// pause is how long a target is left alone after so many failures in a row. A part of it
// depends on the target, so that those of one server are not all tried at once.
func pause(t *hearsay.Target) time.Duration {
	p := pauses[min(t.Errors, len(pauses)-1)]
	h := fnv.New32a()
	fmt.Fprintf(h, "%d %d", t.ID, t.Errors)
	return p + p/4*time.Duration(h.Sum32()%1000)/1000
}

// Deliver sends what is due, each parcel once, until nothing is. What fails is tried again
// later, for three days, and then given up. It returns only what keeps it from going on.
func (d *Desk) Deliver(ctx context.Context) error {
	if d.opt.Gate == nil {
		return nil
	}
	d.sending.Lock()
	defer d.sending.Unlock()
	if err := d.book.Pack(ctx, d.opt.Now()); err != nil {
		return err
	}
	for {
		due, err := d.book.Due(ctx, d.opt.Now())
		if err != nil || len(due) == 0 {
			return err
		}
		for i := range due {
			if err := d.deliver(ctx, &due[i]); err != nil {
				return err
			}
		}
	}
}

// deliver sends one parcel and notes how that went.
func (d *Desk) deliver(ctx context.Context, p *hearsay.Parcel) error {
	alerts, err := d.alertsOf(ctx, p.Events)
	if err != nil {
		return err
	}
	if len(p.Events) > 0 { // else its articles were removed meanwhile: there is nothing to tell
		if p.Target.Kind == hearsay.Mail {
			err = d.mail(ctx, p, alerts)
		} else {
			err = d.post(ctx, p.Target.Address, &p.Events[0], alerts[p.Events[0].Alert])
		}
	}
	now := d.opt.Now()
	if err == nil {
		return d.book.Delivered(ctx, p, now)
	}
	if ctx.Err() != nil {
		return ctx.Err() // somebody ends the program: that is no failure of the receiver
	}
	m := store.Miss{Problem: plain(err.Error(), 300), At: now, Next: now.Add(pause(&p.Target)), GiveUp: now.Sub(p.Made) >= giveUp}
	if until, ok := fetch.RetryAfter(err); ok && until.After(m.Next) {
		m.Next = until
		if latest := now.Add(24 * time.Hour); until.After(latest) {
			m.Next = latest
		}
	}
	var status *fetch.StatusError
	if errors.As(err, &status) && status.Status == http.StatusGone {
		m.Ended = "The receiver says that it is gone for good (410). Resume the alert to try again."
	}
	return d.book.Missed(ctx, p, m)
}

// alertsOf are the alerts of some events, by ID.
func (d *Desk) alertsOf(ctx context.Context, events []hearsay.AlertEvent) (map[int64]*hearsay.Alert, error) {
	out := map[int64]*hearsay.Alert{}
	for i := range events {
		id := events[i].Alert
		if out[id] != nil {
			continue
		}
		al, err := d.book.Alert(ctx, id)
		if err != nil {
			return nil, err
		}
		out[id] = &al
	}
	return out, nil
}

// Test sends to each target of an alert that this is a test, and returns how that went,
// in the order of the targets. Nothing is noted, and nothing tried again.
func (d *Desk) Test(ctx context.Context, id int64) ([]hearsay.Target, []error, error) {
	al, err := d.book.Alert(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	targets, err := d.book.Targets(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	e := hearsay.AlertEvent{Alert: id, Key: fmt.Sprintf("test:%d", d.opt.Now().UnixNano()), Kind: "test", At: d.opt.Now(), Says: "This is a test. Nothing was found.", Link: fmt.Sprintf("/alerts/%d", id)}
	var errs []error
	for _, t := range targets {
		switch {
		case d.opt.Gate == nil:
			err = fmt.Errorf("%w: nothing is sent from here", hearsay.ErrRefused)
		case t.Kind == hearsay.Mail:
			err = d.mail(ctx, &hearsay.Parcel{Target: t, Made: e.At, Events: []hearsay.AlertEvent{e}}, map[int64]*hearsay.Alert{id: &al})
		default:
			err = d.post(ctx, t.Address, &e, &al)
		}
		errs = append(errs, err)
	}
	return targets, errs, nil
}
