// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/onpostgres"
	"hearsay/watch"
)

// A watcher in a process of its own is this test program with a life to lead.
const lifeVariable = "HEARSAY_WATCH_LIFE"

// life is what that process needs to know.
type life struct {
	Dir, Port  string
	Begin, End int64
}

func TestMain(m *testing.M) {
	if v := os.Getenv(lifeVariable); v != "" {
		if err := lead(v); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(onpostgres.Run(m))
}

// mostAhead is how many pages may wait for the library before the clock stands still: it
// should not run ahead of the work as no real one can.
const mostAhead = 3000

// lead watches on a clock of its own, which it tells to the world.
func lead(v string) error {
	var l life
	if err := json.Unmarshal([]byte(v), &l); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := &ticking{now: time.Unix(l.Begin, 0).UTC(), end: time.Unix(l.End, 0).UTC(), over: cancel, tell: func(now time.Time) {
		req, _ := http.NewRequest(http.MethodGet, "http://127.0.0.1"+l.Port+"/?now="+strconv.FormatInt(now.Unix(), 10), nil)
		req.Host = clockHost
		if res, err := http.DefaultClient.Do(req); err == nil {
			res.Body.Close()
		}
	}}
	alerts, err := openDesk(ctx, l.Dir, c.Now)
	if err != nil {
		return err
	}
	var unasked error
	added := func(ctx context.Context) {
		if _, err := alerts.Check(ctx); err != nil {
			unasked = err
			cancel()
		}
	}
	var w *watch.Watcher
	sleep := func(ctx context.Context, d time.Duration) error {
		if w.Stats().Waiting > mostAhead {
			time.Sleep(20 * time.Millisecond)
			return ctx.Err()
		}
		return c.Sleep(ctx, d)
	}
	w, err = watch.Open(ctx, l.Dir, watch.Options{
		Gate: gateTo(&world{}, c.Now, 2*time.Second), Workers: 8, Pace: time.Second, Batch: 500, BatchAge: 6 * time.Hour, Look: 4 * time.Hour, Now: c.Now, Sleep: sleep, Added: added,
	})
	if err != nil {
		return err
	}
	return errors.Join(w.Run(ctx, false), w.Close(), unasked, alerts.Close())
}

// TestSimulatedMonth lets a watcher live for thirty days on a web of 500 sources and
// 200,000 articles, as a process of its own that is killed fifty times on the way. That
// takes an hour or two; HEARSAY_SIM="SOURCES ARTICLES DAYS KILLS" makes it smaller.
func TestSimulatedMonth(t *testing.T) {
	if os.Getenv("HEARSAY_LONG") == "" {
		t.Skip("set HEARSAY_LONG=1")
	}
	sites, articles, days, kills := 500, 200_000, 30, 50
	if v := os.Getenv("HEARSAY_SIM"); v != "" {
		if _, err := fmt.Sscan(v, &sites, &articles, &days, &kills); err != nil {
			t.Fatal(err)
		}
	}
	w := newWorld(t, sites, articles, days)
	w.hangs = true
	dir := t.TempDir()
	addFeeds(t, dir, w)
	alerts := addAlerts(t, dir, w)
	end := w.begin.Add(time.Duration(days) * 24 * time.Hour)
	began, peak, killed := time.Now(), memory{}, 0
	for {
		killAt := end.Add(time.Hour)
		if killed < kills {
			killAt = w.begin.Add(end.Sub(w.begin) / time.Duration(kills+1) * time.Duration(killed+1))
		}
		most, died := spend(t, w, dir, end, killAt, time.Duration(fate("kill", killed))*time.Millisecond/4)
		peak.raise(most)
		if !died {
			break
		}
		w.killed()
		killed++
		t.Logf("%s: killed for the %d. time at %s; %d requests, %d pages, %s", time.Since(began).Round(time.Second), killed, w.clock().Format(time.DateTime), w.requests, w.pages, peak)
	}
	settle(t, dir, w)
	w.judge(t, dir)
	w.judgeAlerts(t, dir, alerts)
	t.Logf("%d sources, %d articles, %d days in %s: %d requests, %d looks at feeds, %d visits of pages, %d kills, at most %s",
		sites, articles, days, time.Since(began).Round(time.Second), w.requests, w.polls, w.pages, killed, peak)
	if peak.own > 500<<10 {
		t.Errorf("it took %s: more than 500 MB of its own", peak)
	}
	if killed < kills {
		t.Errorf("it was killed %d times only", killed)
	}
}

// spend runs a watcher until the end or until it is killed, a moment after a time of its
// clock, and returns the most memory that it took, in KB.
func spend(t *testing.T, w *world, dir string, end, killAt time.Time, moment time.Duration) (peak memory, killed bool) {
	t.Helper()
	v, err := json.Marshal(life{dir, w.port(), w.clock().Unix(), end.Unix()})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), lifeVariable+"="+string(v))
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("the watcher: %v\n%s", err, said.String())
			}
			return peak, false
		case <-tick.C:
		}
		peak.raise(memoryOf(cmd.Process.Pid))
		if w.clock().After(killAt) {
			time.Sleep(moment)
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			<-ended
			time.Sleep(50 * time.Millisecond) // what was asked for last is still being answered
			return peak, true
		}
	}
}

// memory is what a process takes, in KB: its own, and all that is resident, which counts
// the pages of mapped files as often as they are mapped. Those the system takes back when
// somebody needs them, and they grow with the library.
type memory struct{ own, all int }

func (m *memory) raise(n memory) { m.own, m.all = max(m.own, n.own), max(m.all, n.all) }

func (m memory) String() string {
	return fmt.Sprintf("%d MB, with mapped files %d", m.own>>10, m.all>>10)
}

var memoryLine = regexp.MustCompile(`(RssAnon|VmHWM):\s*(\d+) kB`)

// memoryOf is what a process takes now of its own, and the most that was resident; 0 where
// the system does not tell.
func memoryOf(pid int) (m memory) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return m
	}
	for _, line := range memoryLine.FindAllSubmatch(b, -1) {
		n, _ := strconv.Atoi(string(line[2])) // digits
		if string(line[1]) == "VmHWM" {
			m.all = n
		} else {
			m.own = n
		}
	}
	return m
}
