// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
)

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func openSources(t *testing.T, dir string) *store.Sources {
	t.Helper()
	s, err := store.OpenSources(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestSources(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openSources(t, dir)
	src := store.Source{Kind: store.FeedSource, Address: "https://a.example/feed", Title: "A", Collection: "wires", Tags: []string{"x", "y, z"}, Every: time.Hour, Keep: "text", Added: monday}
	if err := s.Add(t.Context(), &src); err != nil {
		t.Fatal(err)
	}
	again := src
	if err := s.Add(t.Context(), &again); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("the same again: %v", err)
	}
	s.Close()
	s = openSources(t, dir)
	got, err := s.Source(t.Context(), src.ID)
	if err != nil || !reflect.DeepEqual(got, src) {
		t.Errorf("read back %+v, %v\nwant %+v", got, err, src)
	}
	if err := s.Pause(t.Context(), src.ID, "by hand"); err != nil {
		t.Fatal(err)
	}
	if due, err := s.DueSources(t.Context(), monday.Add(time.Hour), 10); err != nil || len(due) != 0 {
		t.Errorf("a paused source is due: %v, %v", due, err)
	}
	if err := s.Resume(t.Context(), src.ID, monday.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if next, err := s.NextSource(t.Context(), monday); err != nil || !next.Equal(monday.Add(time.Minute)) {
		t.Errorf("next is %v, %v", next, err)
	}
	if err := s.Remove(t.Context(), src.ID); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{"pause": s.Pause(t.Context(), src.ID, "x"), "resume": s.Resume(t.Context(), src.ID, monday), "remove": s.Remove(t.Context(), src.ID)} {
		if !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("%s a source that is gone: %v", what, err)
		}
	}
}

// TestHold: one process watches a library.
func TestHold(t *testing.T) {
	t.Parallel()
	s := openSources(t, t.TempDir())
	held, err := s.Hold()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Hold(); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("held twice: %v", err)
	}
	if err := held(); err != nil {
		t.Error(err)
	}
	again, err := s.Hold()
	if err != nil {
		t.Fatal(err)
	}
	if err := again(); err != nil {
		t.Error(err)
	}
}

func entry(mark byte, address string) store.Entry {
	return store.Entry{Mark: [16]byte{mark}, State: [16]byte{mark}, GUID: string('a' + rune(mark)), Address: address, Host: "a.example", Seen: monday, Due: monday, Content: []byte("<p>content")}
}

// TestNote follows two sources that show one page through its plan.
func TestNote(t *testing.T) {
	t.Parallel()
	s := openSources(t, t.TempDir())
	var ids []int64
	for _, address := range []string{"https://a.example/feed", "https://a.example/other"} {
		src := store.Source{Kind: store.FeedSource, Address: address, Added: monday}
		if err := s.Add(t.Context(), &src); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, src.ID)
	}
	one, two := entry(1, "https://a.example/1"), entry(2, "https://a.example/2")
	state := store.SourceState{Due: monday.Add(time.Hour), ETag: `"e"`, Items: 2, Rate: 0.5, Delays: []time.Duration{time.Minute}, Tried: monday, Succeeded: monday}
	note := func(l store.Looked) {
		t.Helper()
		if err := s.Note(t.Context(), &l); err != nil {
			t.Fatal(err)
		}
	}
	note(store.Looked{Polls: []store.Polled{
		{Source: ids[0], State: state, Title: "A", Seen: monday, New: []store.Entry{one, two}},
		{Source: ids[1], State: state, MovedTo: "https://a.example/new", Seen: monday, New: []store.Entry{one}},
		{Source: 99, State: state, New: []store.Entry{entry(3, "https://a.example/3")}}, // removed meanwhile
	}, Spool: map[string]int64{"000001.warc.gz": 7}, Hosts: map[string]time.Time{"a.example": monday.Add(time.Minute)}})

	moved, err := s.SourceAt(t.Context(), "https://a.example/new")
	if err != nil || moved.State.Rate != 0.5 || moved.Title != "A" && moved.Title != "" {
		t.Errorf("the moved source is %+v, %v", moved, err)
	}
	byAnotherGUID := entry(6, "https://a.example/2")
	byAnotherGUID.State = two.State
	elsewhere := entry(1, "https://a.example/1?moved")
	renamed := entry(4, "https://a.example/2")
	novel, err := s.Novel(t.Context(), ids[0], []store.Entry{one, elsewhere, renamed, entry(5, "https://a.example/5"), byAnotherGUID})
	if want := []store.Novelty{store.Known, store.Known, store.Changed, store.New, store.Known}; err != nil || !reflect.DeepEqual(novel, want) {
		t.Errorf("novel: %v, %v, want %v", novel, err, want)
	}
	pages, err := s.Planned(t.Context(), "a.example", 10)
	if err != nil || len(pages) != 2 {
		t.Fatalf("planned: %+v, %v", pages, err)
	}
	p := pages[1]
	content := func(want string) {
		t.Helper()
		if got, err := s.Content(t.Context(), p.ID); err != nil || string(got) != want {
			t.Errorf("content %q, %v, want %q", got, err, want)
		}
	}
	content("<p>content")
	p.Visits, p.Step, p.Due, p.First, p.Visited = 1, 1, monday.Add(24*time.Hour), monday, monday
	p.Capture, p.Payload = hearsay.CaptureID{1}, hearsay.Digest{2}
	note(store.Looked{Pages: []store.Page{p}})
	if got, err := s.Page(t.Context(), p.Address); err != nil || !reflect.DeepEqual(got, p) {
		t.Errorf("read back %+v, %v\nwant %+v", got, err, p)
	}
	content("") // the page is there
	renamed.Due = monday.Add(time.Minute)
	note(store.Looked{Polls: []store.Polled{{Source: ids[0], State: state, Changed: []store.Entry{renamed}}}})
	if got, _ := s.Page(t.Context(), p.Address); !got.Due.Equal(monday.Add(time.Hour)) {
		t.Errorf("a change brought the visit to %v", got.Due)
	}
	if err := s.Forget(t.Context(), nil, []hearsay.CaptureID{{1}}); err != nil {
		t.Fatal(err)
	}
	note(store.Looked{Polls: []store.Polled{{Source: ids[0], State: state, Changed: []store.Entry{renamed}}}})
	if got, _ := s.Page(t.Context(), p.Address); !got.Due.IsZero() {
		t.Errorf("a page that was removed is visited again at %v", got.Due)
	}
	if err := s.Remove(t.Context(), ids[0]); err != nil {
		t.Fatal(err)
	}
	if hosts, err := s.HostsDue(t.Context()); err != nil || len(hosts) != 1 || !hosts[0].Due.Equal(monday) {
		t.Errorf("after the removal these are due: %v, %v", hosts, err)
	}
	if due, _ := s.Planned(t.Context(), "a.example", 10); len(due) != 1 || due[0].Address != one.Address {
		t.Errorf("only what the other source shows is to be visited, not %+v", due)
	}
	if spool, err := s.Spool(t.Context()); err != nil || spool["000001.warc.gz"] != 7 {
		t.Errorf("spool: %v, %v", spool, err)
	}
	if until, err := s.HostsUntil(t.Context()); err != nil || !until["a.example"].Equal(monday.Add(time.Minute)) {
		t.Errorf("hosts: %v, %v", until, err)
	}
}
