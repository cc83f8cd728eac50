// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/alert"
	"hearsay/fetch"
	"hearsay/search"
	"hearsay/store"
)

// child looks and sends as a program would, until it is killed or done.
func child(dir string) {
	ctx := context.Background()
	err := func() error {
		engine, err := search.Open(ctx, dir)
		if err != nil {
			return err
		}
		book, err := store.OpenAlerts(ctx, dir)
		if err != nil {
			return err
		}
		d := alert.New(book, engine, alert.Options{Gate: fetch.New(fetch.Options{Private: true}), Now: func() time.Time { return time.Date(2025, 4, 2, 0, 0, 0, 0, time.UTC) }})
		if _, err := d.Check(ctx); err != nil {
			return err
		}
		return d.Deliver(ctx)
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// receiver counts what it is sent, and kills the sender with some of it: before or after
// it has answered.
type receiver struct {
	mu     sync.Mutex
	got    map[string]int // by ID of the event
	all    int
	kill   map[int]bool
	killed int
	victim *exec.Cmd
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	io.Copy(io.Discard, req.Body)
	r.got[req.Header.Get(alert.IDHeader)]++
	r.all++
	if !r.kill[r.all] {
		return
	}
	r.killed++
	if r.killed%2 == 0 {
		w.WriteHeader(http.StatusNoContent)
		w.(http.Flusher).Flush() // it may have noted this one, or not
	}
	r.victim.Process.Kill()
}

// TestKilled kills the program again and again, with SIGKILL, while it looks and while it
// sends. Every event is noted once and arrives; one that was on its way when the program
// was killed may arrive twice, with the same ID.
func TestKilled(t *testing.T) {
	t.Parallel()
	r := &receiver{got: map[string]int{}, kill: map[int]bool{1: true, 5: true}}
	looking := 1 // runs that are killed while they look
	if os.Getenv("HEARSAY_LONG") != "" {
		looking = 20
		for i := range 20 {
			r.kill[i] = true
		}
	}
	server := httptest.NewServer(r)
	defer server.Close()
	s := newShelf(t)
	to := hearsay.Target{Kind: hearsay.Webhook, Address: server.URL}
	ids := []int64{s.add(t, bridge(), to).ID, s.add(t, hearsay.Question{Kind: hearsay.AlertSpeaker, Name: "Dorrick"}, to).ID}
	s.grow(t, isLate)
	for run := 0; ; run++ {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), "HEARSAY_ALERT_CHILD="+s.dir)
		r.mu.Lock()
		r.victim = cmd
		err := cmd.Start()
		r.mu.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		if run < looking {
			time.AfterFunc(time.Duration(80+20*run)*time.Millisecond, func() { cmd.Process.Kill() })
		}
		if err := cmd.Wait(); err == nil {
			break
		} else if cmd.ProcessState.ExitCode() >= 0 {
			t.Fatalf("run %d: %v", run, err)
		}
	}
	want := 0
	for _, id := range ids {
		list, err := s.book.Events(t.Context(), id, 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		al, err := s.book.Alert(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		want += len(list)
		for i := range list {
			if r.got[list[i].ID(&al)] == 0 {
				t.Errorf("event %d did not arrive: %s", list[i].N, list[i].Says)
			}
		}
	}
	if len(r.got) != want || want < 11 {
		t.Errorf("%d events arrived, %d were noted", len(r.got), want)
	}
	if again := r.all - len(r.got); again > len(r.kill) {
		t.Errorf("%d arrived again; the program was killed %d times while it sent", again, len(r.kill))
	}
}
