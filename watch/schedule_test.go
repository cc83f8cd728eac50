// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay"
	"hearsay/fetch"
	"hearsay/store"
)

func TestInterval(t *testing.T) {
	for _, c := range []struct {
		perDay float64
		want   time.Duration
	}{{0, 24 * time.Hour}, {0.1, 24 * time.Hour}, {1, 12 * time.Hour}, {24, 30 * time.Minute}, {1000, 5 * time.Minute}} {
		if got := interval(c.perDay / 24); got != c.want {
			t.Errorf("%v a day: every %s, want %s", c.perDay, got, c.want)
		}
	}
}

// TestRate: a source that had two entries an hour and falls silent is looked at ever more
// seldom, and soon often again.
func TestRate(t *testing.T) {
	r := 2.0
	for range 5 {
		r = rate(r, 0, 24*time.Hour)
	}
	if got := interval(r); got < 20*time.Hour {
		t.Errorf("after five silent days: every %s", got)
	}
	for range 12 {
		r = rate(r, 4, 2*time.Hour)
	}
	if got := interval(r); got > 30*time.Minute {
		t.Errorf("after a busy day: every %s", got)
	}
	if got := rate(3, 5, 0); got != 3 {
		t.Errorf("no time went by, and the rate is %v", got)
	}
}

func TestFirstRate(t *testing.T) {
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	if got := firstRate([]time.Time{day, {}, day.Add(10 * time.Hour), day.Add(20 * time.Hour)}); got != 0.1 {
		t.Errorf("three in twenty hours: %v an hour", got)
	}
	if got := interval(firstRate(nil)); got != time.Hour {
		t.Errorf("of nothing known: every %s", got)
	}
}

func TestBackOff(t *testing.T) {
	var got []time.Duration
	for n := range 11 {
		got = append(got, backOff(time.Minute, n+1))
	}
	if s := fmt.Sprint(got); s != "[5m0s 10m0s 20m0s 40m0s 1h20m0s 2h40m0s 5h20m0s 10h40m0s 21h20m0s 24h0m0s 24h0m0s]" {
		t.Error(s)
	}
	if got := backOff(time.Hour, 1<<40); got != longest {
		t.Errorf("after very many: %s", got)
	}
}

// TestJitter: the same each time, within a tenth, and spread.
func TestJitter(t *testing.T) {
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	least, most := time.Hour, time.Duration(0)
	for id := range int64(1000) {
		d := jitter(time.Hour, id, at)
		if d != jitter(time.Hour, id, at) {
			t.Fatal("not the same again")
		}
		least, most = min(least, d), max(most, d)
	}
	if least < 54*time.Minute || most > 66*time.Minute || least > 55*time.Minute || most < 65*time.Minute {
		t.Errorf("from %s to %s", least, most)
	}
}

// TestPlan: what a pause of the watcher left out is not made up for.
func TestPlan(t *testing.T) {
	first := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		visits   int
		after    time.Duration
		from, to time.Duration // after first; 0: no more
	}{
		{1, 0, time.Hour, 66 * time.Minute},
		{2, 30 * time.Minute, time.Hour, 66 * time.Minute}, // brought forward
		{2, time.Hour, 24 * time.Hour, 27 * time.Hour},
		{2, 30 * time.Hour, 7 * 24 * time.Hour, 8 * 24 * time.Hour},
		{4, 7 * 24 * time.Hour, 0, 0},
	} {
		p := store.Page{ID: 7, Visits: c.visits, First: first}
		planNext(&p, first.Add(c.after))
		if c.from == 0 && !p.Due.IsZero() || c.from > 0 && (p.Due.Before(first.Add(c.from)) || p.Due.After(first.Add(c.to))) {
			t.Errorf("visit %d after %s: next at %s", c.visits, c.after, p.Due.Sub(first))
		}
	}
	p := store.Page{Visits: 1, First: first, Fresh: first.Add(5 * time.Hour)}
	if planNext(&p, first); !p.Due.Equal(p.Fresh) {
		t.Errorf("fresh for five hours, visited after %s", p.Due.Sub(first))
	}
}

func TestPageAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://A.Example/x?id=3&utm_source=rss&utm_medium=feed#top": "https://a.example/x?id=3",
		"https://a.example/x?utm_source=rss":                          "https://a.example/x",
		"https://a.example/?fbclid=1&q=a%20b":                         "https://a.example/?q=a%20b",
		"ftp://a.example/x":                                           "",
		"javascript:alert(1)":                                         "",
		"//a.example":                                                 "",
	} {
		if got, _, ok := pageAddress(address); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %v, want %q", address, got, ok, want)
		}
	}
}

// TestFault: every error says whose fault it is and what now.
func TestFault(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&fetch.StatusError{Status: 404}, "It may have moved"},
		{&fetch.StatusError{Status: 403}, "The site refuses"},
		{&fetch.StatusError{Status: 429}, "asked too often"},
		{&fetch.StatusError{Status: 502}, "a fault of its own (502)"},
		{&fetch.StatusError{Status: 503, Wall: true}, "browser check"},
		{fmt.Errorf("fetch x: %w: it resolves to 10.0.0.1", hearsay.ErrRefused), "Hearsay does not take it: it resolves to 10.0.0.1"},
		{fmt.Errorf("read feed: %w: it is empty", hearsay.ErrInvalid), "The site sends what cannot be read: it is empty. If"},
		{fmt.Errorf("fetch x: %w", context.DeadlineExceeded), "did not answer in time"},
		{fmt.Errorf("fetch x: %w", syscall.ECONNRESET), "broke the connection off"},
		{errors.New("lookup x: no such host"), "no site of that name"},
		{fs.ErrNotExist, "The folder is not there."},
		{errors.New("something\nelse"), "It could not be had: something else"},
	} {
		if got := fault(c.err); !strings.Contains(got, c.want) {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

// TestTurns: hosts take turns, whatever they have to offer; one that is being asked, was
// asked just now or has nothing due waits.
func TestTurns(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	due := []store.Page{{Due: now.Add(-time.Hour)}}
	m := hosts{
		"much":    {queue: due, due: now.Add(-9 * time.Hour), free: now.Add(-time.Second)},
		"waiting": {queue: due, free: now.Add(-time.Minute)},
		"unread":  {due: now, free: now.Add(-time.Hour)},
		"busy":    {queue: due, busy: true},
		"paced":   {queue: due, free: now.Add(time.Second)},
		"later":   {due: now.Add(time.Second)},
		"unnoted": {due: now.Add(-time.Hour), unnoted: 1},
		"done":    {free: now.Add(-time.Minute)},
	}
	if got := fmt.Sprint(m.turns(now, 10)); got != "[unread waiting much]" {
		t.Error(got)
	}
	if got := fmt.Sprint(m.turns(now, 2)); got != "[unread waiting]" {
		t.Error(got)
	}
	if m["done"] != nil {
		t.Error("a host that nothing is known of is kept in memory")
	}
}
