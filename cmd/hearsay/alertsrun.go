// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"

	"hearsay/alert"
	"hearsay/search"
	"hearsay/store"
)

// alerting is the alerts of a library, open.
type alerting struct {
	desk   *alert.Desk
	book   *store.Alerts
	engine *search.Engine // of its own; nil when somebody else closes it
}

// openAlerts opens the alerts of the library in dir, with an engine of their own.
func (p *program) openAlerts(ctx context.Context, c *call, dir string) (*alerting, error) {
	engine, err := search.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	a, err := p.alertsOn(ctx, c, engine, nil, func(err error) { fmt.Fprintln(p.stderr, "alerts:", err) })
	if err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	a.engine = engine
	return a, nil
}

// alertsBeside opens the alerts of a library that is served at an address.
func (p *program) alertsBeside(ctx context.Context, c *call, engine *search.Engine, address *url.URL, log *slog.Logger) (*alerting, error) {
	return p.alertsOn(ctx, c, engine, address, func(err error) { log.Warn("alerts", "problem", err) })
}

// alertsOn opens the alerts of an engine's library, which is served at an address, or nil.
func (p *program) alertsOn(ctx context.Context, c *call, engine *search.Engine, address *url.URL, problem func(error)) (*alerting, error) {
	gate, err := p.gate(c)
	if err != nil {
		return nil, err
	}
	if c.egress.offline {
		gate = nil
	}
	book, err := store.OpenAlerts(ctx, engine.Dir())
	if err != nil {
		return nil, err
	}
	if address != nil {
		err = book.SetBase(ctx, address.String())
	}
	base := ""
	if err == nil {
		base, err = book.Base(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, book.Close())
	}
	return &alerting{book: book, desk: alert.New(book, engine, alert.Options{Gate: gate, Now: p.now, Base: base, Problem: problem})}, nil
}

// Added says that the library has changed.
func (a *alerting) Added(ctx context.Context) { a.desk.Added(ctx) }

// beside asks and sends until the function returned is called.
func (a *alerting) beside(ctx context.Context) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		a.desk.Run(ctx)
	}()
	return func() {
		cancel()
		<-ended
	}
}

// last asks and sends once more, unless somebody ends the program.
func (a *alerting) last(ctx context.Context) error {
	if ctx.Err() != nil {
		return nil
	}
	if _, err := a.desk.Check(ctx); err != nil {
		return err
	}
	return a.desk.Deliver(ctx)
}

// tell says what leaves this machine.
func (a *alerting) tell(ctx context.Context, p *program, watching bool) error {
	places, err := a.book.CountTargets(ctx)
	if err != nil {
		return err
	}
	switch {
	case watching && places > 0:
		fmt.Fprintf(p.stderr, "Press Ctrl-C to end. The sites of the sources are asked, and what alerts find is sent to %s; nothing else leaves this machine.\n", plural(places, "place"))
	case watching:
		fmt.Fprintln(p.stderr, "Press Ctrl-C to end. The sites of the sources are asked; nothing else leaves this machine.")
	case places > 0:
		fmt.Fprintf(p.stderr, "Press Ctrl-C to end. What alerts find is sent to %s; nothing else leaves this machine.\n", plural(places, "place"))
	default:
		fmt.Fprintln(p.stderr, "Press Ctrl-C to end. Nothing leaves this machine.")
	}
	return nil
}

// Close releases the alerts.
func (a *alerting) Close() error {
	err := a.book.Close()
	if a.engine != nil {
		err = errors.Join(err, a.engine.Close())
	}
	return err
}
