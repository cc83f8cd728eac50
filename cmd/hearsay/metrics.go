// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"hearsay/store"
	"hearsay/watch"
)

// metrics is where a watcher's figures are shown: the flags of it.
type metrics struct {
	listen string
	open   bool
}

func metricsFlags(c *call) {
	c.StringVar(&c.metrics.listen, "metrics", "", "show /healthz and /metrics (Prometheus) at this `host:port`; off without it")
	c.BoolVar(&c.metrics.open, "metrics-open", false, "allow --metrics at an address that other machines reach")
}

// check refuses what would show the figures to others unasked.
func (m *metrics) check() error {
	if m.listen == "" {
		if m.open {
			return usage("--metrics-open goes with --metrics")
		}
		return nil
	}
	host, _, err := net.SplitHostPort(m.listen)
	if err != nil {
		return usage("--metrics %s: want HOST:PORT, such as 127.0.0.1:9117", m.listen)
	}
	if !m.open && !loopback(host) {
		return usage("--metrics %s: other machines reach that address, and nobody is asked who they are; give --metrics-open when that is meant", m.listen)
	}
	return nil
}

// serveMetrics shows the figures of a watcher until the function returned is called;
// nothing when no place was given.
func (p *program) serveMetrics(ctx context.Context, c *call, w *watch.Watcher) (end func(), err error) {
	m := &c.metrics
	if err := m.check(); err != nil || m.listen == "" {
		return func() {}, err
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", m.listen)
	if err != nil {
		return nil, fmt.Errorf("metrics: %w; choose another port with --metrics", err)
	}
	fmt.Fprintf(p.stderr, "Metrics at http://%s/metrics\n", l.Addr())
	server := &http.Server{Handler: metricsHandler(w, m.open), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second, MaxHeaderBytes: 16 << 10}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintf(p.stderr, "Metrics are not shown any more: %v\n", err)
		}
	}()
	return func() {
		server.Close()
		<-ended
	}, nil
}

// longStill is after how long without a sign of life a watcher is said not to run.
const longStill = 2 * time.Minute

// metricsHandler shows figures alone: no name, no address, nothing of who asks. Unless
// it is open, it answers only who names this machine, so that no page elsewhere can read
// it by a name of its own.
func metricsHandler(w *watch.Watcher, open bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(out http.ResponseWriter, _ *http.Request) {
		if time.Since(w.Stats().Alive) > longStill {
			http.Error(out, "the watcher does not run", http.StatusServiceUnavailable)
			return
		}
		io.WriteString(out, "ok\n")
	})
	mux.HandleFunc("GET /metrics", func(out http.ResponseWriter, r *http.Request) {
		n, err := w.Count(r.Context())
		if err != nil {
			http.Error(out, "the sources cannot be read", http.StatusInternalServerError)
			return
		}
		out.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		writeMetrics(out, n, w.Stats())
	})
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("X-Content-Type-Options", "nosniff")
		out.Header().Set("Cache-Control", "no-store")
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if !open && !loopback(strings.Trim(host, "[]")) {
			http.Error(out, "this is shown under the names of this machine only", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(out, r)
	})
}

// writeMetrics writes figures as Prometheus reads them (text format 0.0.4).
func writeMetrics(to io.Writer, n store.Counts, s watch.Stats) {
	write := func(kind, name, help string, value any) {
		fmt.Fprintf(to, "# HELP hearsay_%s %s\n# TYPE hearsay_%s %s\nhearsay_%s %v\n", name, help, name, kind, name, value)
	}
	seconds := func(t time.Time) int64 {
		if t.IsZero() {
			return 0
		}
		return t.Unix()
	}
	locked := 0
	if s.Locked {
		locked = 1
	}
	write("gauge", "sources", "Sources of the library.", n.Sources)
	write("gauge", "sources_paused", "Sources that are paused.", n.Paused)
	write("gauge", "sources_failing", "Sources with three errors in a row and more.", n.Failing)
	write("gauge", "pages_planned", "Pages that wait for their first visit.", n.Waiting)
	write("gauge", "pages_to_add", "Pages that were fetched and are not in the library yet.", s.Waiting)
	write("gauge", "library_locked", "1 while another process writes to the library.", locked)
	write("counter", "polls_total", "Looks at sources.", s.Polls)
	write("counter", "poll_errors_total", "Looks at sources that failed.", s.PollErrors)
	write("counter", "entries_total", "New entries that sources showed.", s.Entries)
	write("counter", "visits_total", "Visits of pages that answered.", s.Pages)
	write("counter", "visits_unchanged_total", "Visits of pages that brought nothing new.", s.Unchanged)
	write("counter", "visit_errors_total", "Visits of pages that failed.", s.PageErrors)
	write("counter", "received_bytes_total", "Bytes received, unpacked.", s.Bytes)
	write("counter", "batches_total", "Batches added to the library.", s.Batches)
	write("counter", "articles_total", "Articles added to the library.", s.Articles)
	write("counter", "unusable_total", "Pages kept in which no article was recognised.", s.Unusable)
	write("gauge", "last_poll_seconds", "When a source was last looked at, Unix time.", seconds(s.LastPoll))
	write("gauge", "last_batch_seconds", "When a batch was last added, Unix time.", seconds(s.LastBatch))
}
