// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
)

// addSource adds a source, and reads it as it is after what was looked at.
func addSource(t *testing.T, s *store.Sources, src store.Source, looked func(id int64) store.Looked) *store.Source {
	t.Helper()
	if err := s.Add(t.Context(), &src); err != nil {
		t.Fatal(err)
	}
	l := looked(src.ID)
	if err := s.Note(t.Context(), &l); err != nil {
		t.Fatal(err)
	}
	got, err := s.Source(t.Context(), src.ID)
	if err != nil {
		t.Fatal(err)
	}
	return &got
}

// showings reads a list page by page, and says what is in it.
func showings(t *testing.T, s *store.Sources, src *store.Source, troubled bool, limit int) string {
	t.Helper()
	var pages []string
	for after := (store.Mark{}); ; {
		list, err := s.Showings(t.Context(), src, troubled, after, 0, limit)
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for _, e := range list.Rows {
			rows = append(rows, strings.TrimSpace(fmt.Sprintf("%s %d %s", e.GUID, e.Visits, e.Problem)))
		}
		pages = append(pages, strings.Join(rows, ", "))
		if after = list.Next; after.IsZero() {
			return strings.Join(pages, " | ")
		}
	}
}

// TestShowings: what a source showed is listed page by page, the latest first, with what
// became of each, and nothing twice where many came at once.
func TestShowings(t *testing.T) {
	t.Parallel()
	s := openSources(t, t.TempDir())
	feed := addSource(t, s, store.Source{Kind: store.FeedSource, Address: "https://a.example/feed", Added: monday}, func(id int64) store.Looked {
		var entries []store.Entry
		for i := range byte(5) {
			e := entry(i, fmt.Sprintf("https://a.example/%d", i))
			if i > 2 {
				e.Seen = monday.Add(time.Hour)
			}
			entries = append(entries, e)
		}
		entries[4].Address = "" // and so no page
		return store.Looked{Polls: []store.Polled{{Source: id, State: store.SourceState{Due: monday, Items: 5}, Seen: monday, New: entries}}}
	})
	planned, err := s.Planned(t.Context(), "a.example", 9)
	if err != nil || len(planned) != 4 {
		t.Fatalf("%d pages are planned, %v", len(planned), err)
	}
	for _, p := range planned {
		switch p.Address {
		case "https://a.example/1":
			p.Problem = "404"
		case "https://a.example/3":
			p.Visits, p.Visited = 2, monday.Add(2*time.Hour)
		default:
			continue
		}
		if err := s.Note(t.Context(), &store.Looked{Pages: []store.Page{p}}); err != nil {
			t.Fatal(err)
		}
	}
	for limit, want := range map[int]string{
		1: "d 2 | e 0 | a 0 | b 0 404 | c 0",
		2: "d 2, e 0 | a 0, b 0 404 | c 0",
		9: "d 2, e 0, a 0, b 0 404, c 0",
	} {
		if got := showings(t, s, feed, false, limit); got != want {
			t.Errorf("%d on a page: %s\nwant %s", limit, got, want)
		}
	}
	if got := showings(t, s, feed, true, 1); got != "b 0 404" {
		t.Errorf("what has a problem: %s", got)
	}
	if list, err := s.Showings(t.Context(), feed, false, store.Mark{}, 3, 9); err != nil || len(list.Rows) != 2 || list.Total != 5 || list.Rows[0].GUID != "b" {
		t.Errorf("from the fourth on: %+v, %v", list, err)
	}
}

// TestShowingsOfFolder: files are listed by their time, and by the bytes of their path.
func TestShowingsOfFolder(t *testing.T) {
	t.Parallel()
	s := openSources(t, t.TempDir())
	folder := addSource(t, s, store.Source{Kind: store.FolderSource, Address: "/in", Added: monday}, func(id int64) store.Looked {
		f := store.Files{Source: id}
		for i, path := range []string{"b", "B", "a/é", "a/z", "old"} {
			at := monday.Add(time.Nanosecond)
			if i > 3 {
				at = monday
			}
			f.Paths = append(f.Paths, store.File{Path: path, Modified: at, Size: 1})
		}
		return store.Looked{Files: []store.Files{f, f}}
	})
	for _, limit := range []int{1, 2, 5} {
		got := strings.Split(strings.ReplaceAll(showings(t, s, folder, false, limit), " | ", ", "), ", ")
		if want := []string{"B 0", "a/z 0", "a/é 0", "b 0", "old 0"}; !slices.Equal(got, want) {
			t.Errorf("%d on a page: %q, want %q", limit, got, want)
		}
	}
	if got := showings(t, s, folder, true, 9); got != "" {
		t.Errorf("files have no problem: %s", got)
	}
}

// TestEdit: what a person changes is kept, and a shorter time between two looks brings the
// next one forward, but not before the site allows it.
func TestEdit(t *testing.T) {
	t.Parallel()
	s := openSources(t, t.TempDir())
	for name, c := range map[string]struct {
		state store.SourceState
		every time.Duration
		due   time.Duration // after monday
	}{
		"sooner":           {store.SourceState{Tried: monday}, 15 * time.Minute, 15 * time.Minute},
		"later":            {store.SourceState{Tried: monday}, 5 * time.Hour, 2 * time.Hour},
		"not before fresh": {store.SourceState{Tried: monday, Fresh: monday.Add(time.Hour)}, time.Minute, time.Hour},
		"as it has news":   {store.SourceState{Tried: monday}, 0, 2 * time.Hour},
		"never tried":      {store.SourceState{}, time.Minute, 2 * time.Hour},
		"in trouble":       {store.SourceState{Tried: monday, Errors: 1}, time.Minute, 2 * time.Hour},
	} {
		src := addSource(t, s, store.Source{Kind: store.FeedSource, Address: "https://a.example/" + name, Added: monday}, func(id int64) store.Looked {
			c.state.Due = monday.Add(2 * time.Hour)
			return store.Looked{Polls: []store.Polled{{Source: id, State: c.state, Seen: monday}}}
		})
		edit := store.SourceEdit{Title: "T", Collection: "wires", Tags: []string{"x, y", "z"}, Every: c.every, Keep: "text"}
		if err := s.Edit(t.Context(), src.ID, &edit); err != nil {
			t.Fatal(err)
		}
		got, err := s.Source(t.Context(), src.ID)
		if err != nil || got.Title != "T" || got.Collection != "wires" || !slices.Equal(got.Tags, edit.Tags) || got.Every != c.every || got.Keep != "text" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if want := monday.Add(c.due); !got.State.Due.Equal(want) {
			t.Errorf("%s: due %v, want %v", name, got.State.Due, want)
		}
	}
	if err := s.Edit(t.Context(), 99, &store.SourceEdit{}); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("a source that is not there: %v", err)
	}
}
