// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/watch"
)

func watchCommand() command {
	return command{
		name: "watch", args: "", short: "fetch what the sources of a library have new, for as long as it runs",
		long: `Looks at the sources of the library (hearsay sources) as often as they have news, fetches
the pages of new articles, and again after an hour, a day and a week, so that changes
are seen; folders are looked into each minute. Everything is added to the library as
it comes. Sites are asked politely: one request at a time, two seconds apart, by
robots.txt and by what they say of when to come back. It may be killed at any moment
and goes on where it was. More: doc/watch.md.`,
		example: "hearsay watch --library news",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			egressFlags(c)
			metricsFlags(c)
			c.BoolVar(&c.once, "once", false, "do all that is due, and end")
		},
		run: runWatch,
	}
}

func runWatch(ctx context.Context, p *program, c *call) error {
	if c.NArg() > 0 {
		return usage("%q is too much; sources are added with: hearsay sources add ADDRESS", c.Arg(0))
	}
	if c.egress.offline {
		return fmt.Errorf("%w: --offline or HEARSAY_OFFLINE is set, and watching is asking sites", hearsay.ErrRefused)
	}
	dir, err := p.makeLibrary(ctx, c)
	if err != nil {
		return err
	}
	alerts, err := p.openAlerts(ctx, c, dir)
	if err != nil {
		return err
	}
	w, err := p.openWatch(ctx, c, dir, alerts.Added, func(e watch.Event) { p.report(c, e) })
	if err != nil {
		return errors.Join(err, alerts.Close())
	}
	if err := p.tellWhatIsWatched(ctx, w); err != nil {
		return errors.Join(err, w.Close(), alerts.Close())
	}
	metrics, err := p.serveMetrics(ctx, c, w)
	if err == nil {
		end := alerts.beside(ctx)
		err = w.Run(ctx, c.once)
		end()
		metrics()
	}
	err = errors.Join(err, w.Close(), alerts.last(ctx), alerts.Close())
	if c.json {
		return errors.Join(err, p.printJSON(statsOf(w.Stats())))
	}
	s := w.Stats()
	fmt.Fprintf(p.stdout, "%s looked at, %s fetched, %s added\n", plural(s.Polls, "source"), plural(s.Pages, "page"), plural(s.Articles, "article"))
	return err
}

// openWatch opens the watcher of a library. It shares its gate with all else that the
// command asks of the web, and so the pace of each host.
func (p *program) openWatch(ctx context.Context, c *call, dir string, added func(context.Context), report func(watch.Event)) (*watch.Watcher, error) {
	gate, err := p.gate(c)
	if err != nil {
		return nil, err
	}
	return watch.Open(ctx, dir, watch.Options{Gate: gate, Added: added, Report: report})
}

// checkWatch refuses flags of a watch that is not asked for.
func (c *call) checkWatch() error {
	switch {
	case !c.watch && c.metrics != metrics{}:
		return usage("--metrics and --metrics-open go with --watch")
	case c.watch && c.egress.offline:
		return usage("--watch asks sites, and --offline refuses that")
	}
	return c.metrics.check()
}

// patience is how long a job of the pages waits for the library: a watcher beside them has
// it for seconds at a time.
func (c *call) patience() time.Duration {
	if c.watch {
		return time.Minute
	}
	return 0
}

// watchBeside watches the library that is served, if that is asked for, until the
// function returned is called. What ends it before is logged; the pages go on.
func (p *program) watchBeside(ctx context.Context, c *call, dir string, log *slog.Logger, added func(context.Context)) (end func(), err error) {
	if !c.watch {
		return func() {}, nil
	}
	w, err := p.openWatch(ctx, c, dir, added, func(e watch.Event) {
		level := slog.LevelInfo
		if e.Problem {
			level = slog.LevelWarn
		}
		log.Log(ctx, level, e.Text, "source", e.Source)
	})
	if err != nil {
		return nil, err
	}
	if err := p.tellWhatIsWatched(ctx, w); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	metrics, err := p.serveMetrics(ctx, c, w)
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := w.Run(ctx, false); err != nil {
			log.Error("The watch has ended; restart to watch again.", "error", err)
		}
	}()
	return func() {
		cancel()
		<-ended
		metrics()
		if err := w.Close(); err != nil {
			log.Error("close the watch", "error", err)
		}
	}, nil
}

// report shows an event: a line each, since a service's log is read by lines.
func (p *program) report(c *call, e watch.Event) {
	if c.json {
		// A line that cannot be written is no reason to stop.
		_ = json.NewEncoder(p.stderr).Encode(eventJSON{e.At.UTC(), e.Source, e.Problem, e.Text})
		return
	}
	text := e.Text
	if e.Source != "" {
		text = e.Source + ": " + text
	}
	fmt.Fprintf(p.stderr, "%s %s\n", e.At.Local().Format("2006-01-02 15:04:05"), text)
}

// eventJSON is an event as a line of JSON.
type eventJSON struct {
	At      time.Time `json:"at"`
	Source  string    `json:"source,omitempty"`
	Problem bool      `json:"problem"`
	Text    string    `json:"text"`
}

// watchJSON is what watch prints at its end.
type watchJSON struct {
	Polls      int   `json:"polls"`
	PollErrors int   `json:"poll_errors"`
	Entries    int   `json:"entries"`
	Pages      int   `json:"pages"`
	Unchanged  int   `json:"unchanged"`
	PageErrors int   `json:"page_errors"`
	Bytes      int64 `json:"bytes"`
	Batches    int   `json:"batches"`
	Articles   int   `json:"articles"`
	Unusable   int   `json:"unusable"`
	Waiting    int   `json:"waiting"`
}

func statsOf(s watch.Stats) watchJSON {
	return watchJSON{s.Polls, s.PollErrors, s.Entries, s.Pages, s.Unchanged, s.PageErrors, s.Bytes, s.Batches, s.Articles, s.Unusable, s.Waiting}
}

// tellWhatIsWatched says how many sources there are, and what to do when there are none.
func (p *program) tellWhatIsWatched(ctx context.Context, w *watch.Watcher) error {
	n, err := w.Count(ctx)
	if err != nil {
		return err
	}
	switch {
	case n.Sources == 0:
		fmt.Fprintln(p.stderr, "The library has no sources. Add one with: hearsay sources add ADDRESS")
	case n.Paused > 0:
		fmt.Fprintf(p.stderr, "Watching %s, %s of them paused.\n", plural(n.Sources, "source"), thousands(n.Paused))
	default:
		fmt.Fprintf(p.stderr, "Watching %s.\n", plural(n.Sources, "source"))
	}
	return nil
}

// makeLibrary returns the folder of a call's library, making an empty one where there
// is none.
func (p *program) makeLibrary(ctx context.Context, c *call) (string, error) {
	dir, err := p.libraryDir(c)
	if err != nil {
		return "", err
	}
	lib, err := store.Open(ctx, dir)
	if err == nil {
		return dir, lib.Close()
	}
	if !errors.Is(err, hearsay.ErrNotFound) {
		return "", err
	}
	return dir, p.emptyLibrary(ctx, dir)
}

// emptyLibrary makes an empty library where there is none, and says so.
func (p *program) emptyLibrary(ctx context.Context, dir string) error {
	made, err := store.OpenWriter(ctx, dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "There was no library in %s; an empty one was made.\n", dir)
	return made.Close()
}
