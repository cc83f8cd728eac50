// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"net/url"
	"time"

	"hearsay"
)

// Alert is a saved question.
type Alert struct {
	ID      int64      `json:"id"`
	Kind    string     `json:"kind"`
	Title   string     `json:"title"`
	Asks    AlertAsks  `json:"asks"`
	Made    time.Time  `json:"made"`
	Paused  bool       `json:"paused"`
	Events  int        `json:"events"`                       // that it found so far
	Latest  *time.Time `json:"latest" jsonschema:"nullable"` // when it found the last one
	Targets []Target   `json:"targets"`
}

// AlertAsks is what an alert asks. Fields that its kind has no use for are left out.
type AlertAsks struct {
	Text     string `json:"text,omitempty"`
	Article  string `json:"article,omitempty"`
	Number   int    `json:"quotation,omitempty"` // its number in the article, from 1
	MinWords int    `json:"min_words,omitempty"`
	Query    string `json:"query,omitempty"`
	Name     string `json:"name,omitempty"`
	Speaker  string `json:"speaker,omitempty"` // ID
	Outlet   string `json:"outlet,omitempty"`  // ID
}

// Target is where events are sent. The address of a webhook is told without what stands
// behind its host, which is often a secret.
type Target struct {
	ID      int64      `json:"id"`
	Kind    string     `json:"kind"` // "webhook" or "mail"
	To      string     `json:"to"`
	Rhythm  string     `json:"rhythm"` // "at once", "hourly" or "daily"
	Errors  int        `json:"errors"` // in a row
	Problem string     `json:"problem,omitempty"`
	Next    *time.Time `json:"next" jsonschema:"nullable"` // when it is tried again
	Ended   string     `json:"ended,omitempty"`            // why nothing is sent there any more
}

// AlertEvent is one thing that an alert found.
type AlertEvent struct {
	ID      string    `json:"id"` // the same whenever it is told
	Alert   int64     `json:"alert"`
	Kind    string    `json:"kind"`
	At      time.Time `json:"at"`
	Article string    `json:"article"`
	Title   string    `json:"title"`
	Outlet  string    `json:"outlet"`
	Says    string    `json:"says"`
	Why     []string  `json:"why"`
	Link    string    `json:"link"` // to the page that says the same
}

// Delivery is something sent to a target, or to be sent.
type Delivery struct {
	ID        int64      `json:"id"`
	To        string     `json:"to"`
	Kind      string     `json:"kind"`
	Made      time.Time  `json:"made"`
	Attempts  int        `json:"attempts"`
	State     string     `json:"state"` // "delivered", "waiting" or "failed"
	Delivered *time.Time `json:"delivered" jsonschema:"nullable"`
	Problem   string     `json:"problem,omitempty"`
}

// AlertPage is an alert with what it found, the latest first, and what was sent.
type AlertPage struct {
	Alert
	Found      []AlertEvent `json:"found"`
	Next       int64        `json:"next"`    // give it as before= for what was found earlier; 0 when that is all
	Waiting    int          `json:"waiting"` // events that wait to be sent together
	Deliveries []Delivery   `json:"deliveries"`
}

// Alerts is all alerts, the latest first.
type Alerts struct {
	Alerts []Alert `json:"alerts"`
}

// AlertNotice is what a webhook receives.
type AlertNotice struct {
	Event   AlertEvent `json:"event"`
	Alert   AlertName  `json:"alert"`
	Library string     `json:"library,omitempty"` // address of the reading room
}

// AlertName names an alert.
type AlertName struct {
	ID    int64  `json:"id"`
	Kind  string `json:"kind"`
	Title string `json:"title"`
}

// NewAlert converts an alert.
func NewAlert(a *hearsay.Alert, targets []hearsay.Target) Alert {
	q := &a.Asks
	out := Alert{ID: a.ID, Kind: string(q.Kind), Title: a.Title, Made: a.Made, Paused: a.Paused, Targets: []Target{}}
	out.Asks = AlertAsks{q.Text, q.Article.String(), q.Number, q.MinWords, q.Query, q.Name, q.Voice.String(), q.Outlet.String()}
	for i := range targets {
		out.Targets = append(out.Targets, newTarget(&targets[i]))
	}
	return out
}

func newTarget(t *hearsay.Target) Target {
	return Target{t.ID, string(t.Kind), TargetName(t), RhythmName(t.Rhythm), t.Errors, t.Problem, optionalTime(t.Next), t.Ended}
}

// RhythmName is a rhythm in words.
func RhythmName(r hearsay.Rhythm) string {
	if r == hearsay.AtOnce {
		return "at once"
	}
	return string(r)
}

// TargetName is where a target is, for people: of a webhook without what may be a secret.
func TargetName(t *hearsay.Target) string {
	if t.Kind != hearsay.Webhook {
		return t.Address
	}
	u, err := url.Parse(t.Address)
	if err != nil {
		return "a webhook"
	}
	return u.Scheme + "://" + u.Host + "/…"
}

// NewAlertEvent converts an event; base is put before its link.
func NewAlertEvent(of *hearsay.Alert, e *hearsay.AlertEvent, base string) AlertEvent {
	return AlertEvent{e.ID(of), e.Alert, string(e.Kind), e.At, e.Article.String(), e.Title, e.Outlet, e.Says, orEmpty(e.Why), base + e.Link}
}

// NewAlertNotice is an event as a webhook receives it.
func NewAlertNotice(of *hearsay.Alert, e *hearsay.AlertEvent, base string) AlertNotice {
	return AlertNotice{NewAlertEvent(of, e, base), AlertName{of.ID, string(of.Asks.Kind), of.Title}, base}
}

// NewDelivery converts a parcel.
func NewDelivery(p *hearsay.Parcel) Delivery {
	out := Delivery{ID: p.ID, To: TargetName(&p.Target), Kind: string(p.Target.Kind), Made: p.Made, Attempts: p.Attempts, State: "waiting", Delivered: optionalTime(p.Delivered), Problem: p.Problem}
	switch {
	case !p.Delivered.IsZero():
		out.State = "delivered"
	case !p.Failed.IsZero() || p.Target.Ended != "":
		out.State = "failed"
	}
	return out
}

func optionalTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
