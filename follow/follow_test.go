// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package follow_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/follow"
	"hearsay/ingest"
	"hearsay/internal/sample"
	"hearsay/keep"
	"hearsay/store"
)

// world is a library that is published and followed.
type world struct {
	*testing.T
	lib, folder string
	items       int
	*follow.Follower

	mu   sync.Mutex
	told []string
	hold chan struct{} // requests for /slow wait for it
	in   chan struct{} // and say here that they do
}

// newWorld publishes a few articles and follows.
func newWorld(t *testing.T) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{T: t, lib: filepath.Join(dir, "lib"), folder: filepath.Join(dir, "news"), hold: make(chan struct{}), in: make(chan struct{})}
	w.publish(2)
	w.Follower = w.open()
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func (w *world) open() *follow.Follower {
	w.Helper()
	f, err := follow.Open(w.Context(), w.folder, follow.Options{Handler: w.handler, Tell: w.tell})
	if err != nil {
		w.Fatal(err)
	}
	return f
}

func (w *world) tell(edition, problem string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.told = append(w.told, edition+" "+problem)
}

// handler says which edition answers and how many articles that has.
func (w *world) handler(e *follow.Edition) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			w.in <- struct{}{}
			<-w.hold
		}
		list, n, err := e.Engine.Latest(r.Context(), 0, 1)
		if err == nil {
			_, err = e.Engine.Article(r.Context(), list[0].ID)
		}
		if err != nil {
			http.Error(out, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprint(out, e.Name, " ", n)
	})
}

// publish adds so many articles and publishes the library.
func (w *world) publish(more int) {
	w.Helper()
	lib, err := store.OpenWriter(w.Context(), w.lib)
	if err != nil {
		w.Fatal(err)
	}
	all := slices.Collect(sample.Items())
	_, err = ingest.Add(w.Context(), lib, slices.Values(all[w.items:w.items+more]), ingest.Options{Now: time.Unix(1e9, 0)})
	if err = errors.Join(err, lib.Close()); err != nil {
		w.Fatal(err)
	}
	w.items += more
	if _, err := keep.Publish(w.Context(), w.lib, w.folder, keep.PublishOptions{Grace: time.Hour}); err != nil {
		w.Fatal(err)
	}
}

// says requires an answer.
func (w *world) says(f http.Handler, path, want string) {
	w.Helper()
	out := httptest.NewRecorder()
	f.ServeHTTP(out, httptest.NewRequest(http.MethodGet, path, nil))
	if got := out.Body.String(); out.Code != http.StatusOK || got != want {
		w.Errorf("%s: %d %q, want %q", path, out.Code, got, want)
	}
}

// TestFollow turns to a new edition while a request is under way, which ends on the old one.
func TestFollow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.says(w, "/", "000001 2")
	var slow sync.WaitGroup
	slow.Go(func() { w.says(w, "/slow", "000001 2") })
	<-w.in
	w.publish(1)
	w.says(w, "/", "000001 2")
	w.Look(t.Context())
	w.says(w, "/", "000002 3")
	if w.Serving() != "000002" || w.Problem() != "" {
		t.Errorf("serves %s, %q", w.Serving(), w.Problem())
	}
	close(w.hold)
	slow.Wait()
	// Its folder can go now: nothing has it open any more.
	if err := os.RemoveAll(filepath.Join(w.folder, "000001")); err != nil {
		t.Error(err)
	}
	w.says(w, "/", "000002 3")
	if diff := strings.Join(w.told, "|"); diff != "000001 |000002 " {
		t.Errorf("told %q", diff)
	}
}

// TestFollowFaults: whatever becomes of the folder, the last good edition is served, and
// the reason is told once.
func TestFollowFaults(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	pointer := filepath.Join(w.folder, "published.json")
	good, err := os.ReadFile(pointer)
	if err != nil {
		t.Fatal(err)
	}
	put := func(text string) {
		if err := os.WriteFile(pointer, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	problem := func(says string) {
		t.Helper()
		w.Look(t.Context())
		w.Look(t.Context())
		w.says(w, "/", "000001 2")
		if !strings.Contains(w.Problem(), says) || says == "" && w.Problem() != "" {
			t.Errorf("the problem is %q, want %q", w.Problem(), says)
		}
	}
	if err := os.Remove(pointer); err != nil {
		t.Fatal(err)
	}
	problem("no published.json")
	put(string(good[:len(good)/2]))
	problem("names no edition")
	put(`{"hearsay_published":9,"edition":"000001"}`)
	problem("a later hearsay published the library")
	put(`{"hearsay_published":1,"edition":"000005"}`)
	problem("backup.json is not there")
	put(string(good))
	problem("")

	w.publish(1)
	facts := filepath.Join(w.folder, "000002", "facts.sqlite")
	whole, err := os.ReadFile(facts)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(facts, whole[:len(whole)-100], 0o600); err != nil { // it was copied half
		t.Fatal(err)
	}
	problem("facts.sqlite has")
	if err := os.WriteFile(facts, slices.Concat([]byte("no SQLite"), whole[9:]), 0o600); err != nil {
		t.Fatal(err)
	}
	problem("edition 000002: open library")
	told := slices.Clone(w.told)
	first := w.open() // with the earlier one
	w.told = told
	w.says(first, "/", "000001 2")
	if !strings.Contains(first.Problem(), "edition 000002") {
		t.Errorf("started with the problem %q", first.Problem())
	}
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(facts, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	w.Look(t.Context())
	w.says(w, "/", "000002 3")
	put(string(good)) // somebody put an old one back, or storage gives one
	w.Look(t.Context())
	w.says(w, "/", "000002 3")
	if !strings.Contains(w.Problem(), "older than the one served") {
		t.Errorf("the problem is %q", w.Problem())
	}
	if strings.Contains(strings.Join(w.told, ""), w.folder) {
		t.Errorf("the folder is told: %q", w.told)
	}
	if n := len(slices.Compact(slices.Clone(w.told))); n != len(w.told) {
		t.Errorf("told again and again: %q", w.told)
	}
}

// TestFollowRemoved removes the edition that is served.
func TestFollowRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := os.RemoveAll(filepath.Join(w.folder, "000001")); err != nil {
		t.Skip("what is open cannot be removed here:", err)
	}
	w.Look(t.Context())
	w.says(w, "/", "000001 2")
	if !strings.Contains(w.Problem(), "was removed while it is served") {
		t.Errorf("the problem is %q", w.Problem())
	}
	w.publish(1)
	w.Look(t.Context())
	w.says(w, "/", "000002 3")
	if w.Problem() != "" {
		t.Error(w.Problem())
	}
}

// TestFollowNothing: with nothing to serve, there is an error.
func TestFollowNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := follow.Open(t.Context(), dir, follow.Options{}); !errors.Is(err, hearsay.ErrNotFound) {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "published.json"), []byte(`{"hearsay_published":1,"edition":"000001","earlier":[{"edition":"000003"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := follow.Open(t.Context(), dir, follow.Options{}); !errors.Is(err, hearsay.ErrCorrupt) || !strings.Contains(err.Error(), "edition 000001") {
		t.Error(err)
	}
}

// TestRun looks when the clock says so, and ends.
func TestRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.publish(1)
	tick, ended := make(chan time.Time), make(chan struct{})
	go func() {
		defer close(ended)
		w.Follower.Run(t.Context(), tick)
	}()
	tick <- time.Time{}
	tick <- time.Time{} // it has looked once by now
	w.says(w, "/", "000002 3")
}
