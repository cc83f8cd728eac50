// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"context"

	"hearsay"
	"hearsay/account"
	"hearsay/store"
	"hearsay/wire"
)

// maxDeliveries is how many deliveries of an alert are listed.
const maxDeliveries = 100

// List returns all alerts with where each is sent and how much it found, the latest first.
func List(ctx context.Context, book *store.Alerts) (wire.Alerts, error) {
	out := wire.Alerts{Alerts: []wire.Alert{}}
	list, err := book.All(ctx)
	if err != nil {
		return out, err
	}
	targets, err := book.AllTargets(ctx)
	if err != nil {
		return out, err
	}
	tallies, err := book.Tallies(ctx, 0)
	for i := range list {
		out.Alerts = append(out.Alerts, told(&list[i], targets[list[i].ID], tallies[list[i].ID]))
	}
	return out, err
}

// told is an alert with where it is sent and how much it found.
func told(al *hearsay.Alert, targets []hearsay.Target, found store.Tally) wire.Alert {
	out := wire.NewAlert(al, targets)
	if found.Events > 0 {
		out.Events, out.Latest = found.Events, &found.Latest
	}
	return out
}

// Page returns an alert with a page of what it found before the event of a number (0: the
// latest), and the latest of what was sent. Error: ErrNotFound.
func Page(ctx context.Context, book *store.Alerts, id, before int64, limit int) (wire.AlertPage, error) {
	al, err := book.Alert(ctx, id)
	if err != nil {
		return wire.AlertPage{}, err
	}
	targets, err := book.Targets(ctx, id)
	if err != nil {
		return wire.AlertPage{}, err
	}
	tallies, err := book.Tallies(ctx, id)
	if err != nil {
		return wire.AlertPage{}, err
	}
	out := wire.AlertPage{Alert: told(&al, targets, tallies[id]), Found: []wire.AlertEvent{}, Deliveries: []wire.Delivery{}}
	events, err := book.Events(ctx, id, before, limit+1)
	if err != nil {
		return out, err
	}
	if len(events) > limit {
		events = events[:limit]
		out.Next = events[limit-1].N
	}
	for i := range Readable(events) {
		out.Found = append(out.Found, wire.NewAlertEvent(&al, &events[i], ""))
	}
	parcels, err := book.Parcels(ctx, id, maxDeliveries)
	if err != nil {
		return out, err
	}
	for i := range parcels {
		out.Deliveries = append(out.Deliveries, wire.NewDelivery(&parcels[i]))
	}
	out.Waiting, err = book.Waiting(ctx, id)
	return out, err
}

// NewFeed makes an address of the feed of an alert, or of all for 0: its secret part,
// which is shown this once. Error: ErrNotFound.
func (d *Desk) NewFeed(ctx context.Context, id int64) (store.FeedKey, account.Secret, error) {
	f, secret := store.FeedKey{Alert: id, Made: d.opt.Now()}, account.NewSecret()
	err := d.book.AddFeed(ctx, &f, secret.Digest())
	return f, secret, err
}

// FeedOf gathers the feed of an alert, or of all for 0. Error: ErrNotFound.
func FeedOf(ctx context.Context, book *store.Alerts, id int64) (*Feed, error) {
	f := &Feed{Alerts: map[int64]*hearsay.Alert{}, Title: "Hearsay: all alerts", ID: "alerts"}
	list, err := book.All(ctx)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if id == 0 || list[i].ID == id {
			f.Alerts[list[i].ID] = &list[i]
		}
	}
	if id != 0 {
		al := f.Alerts[id]
		if al == nil {
			return nil, hearsay.ErrNotFound
		}
		f.Title, f.ID, f.Made = "Hearsay: "+al.Title, hearsay.NewID[hearsay.Alert]("alert", al.Made.UTC().String(), al.Title).String(), al.Made
	}
	events, err := book.Events(ctx, id, 0, FeedEntries)
	f.Events = Readable(events)
	return f, err
}
