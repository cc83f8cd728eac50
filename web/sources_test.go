// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/account"
	"hearsay/store"
	"hearsay/watch"
	"hearsay/web"
	"hearsay/wire"
)

// watching are the sources of a test's own; gate may be nil.
func watching(t testing.TB, gate watch.Getter, list ...store.Source) (*watch.Roster, *store.Sources) {
	t.Helper()
	dir := t.TempDir()
	db, err := store.OpenSources(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, s := range list {
		if err := db.Add(t.Context(), &s); err != nil {
			t.Fatal(err)
		}
	}
	r, err := watch.OpenRoster(t.Context(), dir, gate, func() time.Time { return watchedAt })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r, db
}

// sourcesOf reads a list of sources.
func sourcesOf(t testing.TB, site http.Handler, address string) wire.Sources {
	t.Helper()
	w := get(t, site, address)
	var out wire.Sources
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d, %v: %s", address, w.Code, err, w.Body)
	}
	return out
}

// TestSources reads the list in its three forms, whole, picked and in parts.
func TestSources(t *testing.T) {
	t.Parallel()
	site, _ := sampleSite(t)
	body := get(t, site, "/sources").Body.String()
	for _, want := range []string{
		"nothing is fetched until <code>hearsay watch</code>", "The Daily Gull", "answered 1 Apr 2025, 11:40 UTC", "214 entries", "10.1 a day", "seen 11 minutes after their date", "next look 1 Apr 2025, 12:40 UTC",
		"a fault of its own (503)", "5 errors in a row", "doubles with each", "gone for good (410)", "Paused: nobody looks there", "less than one new entry a week", "never answered yet",
		`<a href="/sources?state=failing">failing 1</a>`, "all 6", "(1 failing)", `<option value="Papers">Papers (3)</option>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
	for address, want := range map[string][]string{
		"/sources.json":                                {"Coastal Press Agency", "Notices of the harbour", "Scans", "Meridian", "The Daily Gull", "The Lind Courier"},
		"/sources.json?collection=Papers":              {"Meridian", "The Daily Gull", "The Lind Courier"},
		"/sources.json?tag=en&collection=Papers":       {"The Daily Gull", "The Lind Courier"},
		"/sources.json?state=failing":                  {"The Lind Courier"},
		"/sources.json?state=well&tag=ar":              {},
		"/sources.json?offset=4":                       {"The Daily Gull", "The Lind Courier"},
		"/sources.json?collection=Papers&limit=1":      {"Meridian"},
		"/sources.json?fields=total,sources.title":     {"Coastal Press Agency", "Notices of the harbour", "Scans", "Meridian", "The Daily Gull", "The Lind Courier"},
		"/sources.json?collection=Nothing+of+the+kind": {},
	} {
		got := []string{}
		for _, v := range sourcesOf(t, site, address).Sources {
			got = append(got, v.Title)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	ids, parts := rowsOf(t, site, "/sources.json?limit=2", "sources", func() {})
	if len(ids) != 6 || parts != 3 {
		t.Errorf("in parts: %v, %d", ids, parts)
	}
	for address, want := range map[string]int{"/sources?state=mad": 400, "/sources.json?state=mad": 400, "/sources.csv?limit=1": 400, "/sources.json?cursor=nonsense": 400, "/sources?offset=99": 200} {
		if w := get(t, site, address); w.Code != want {
			t.Errorf("%s: %d, want %d", address, w.Code, want)
		}
	}
	rows, err := csv.NewReader(get(t, site, "/sources.csv?tag=en").Body).ReadAll()
	if err != nil || len(rows) != 4 || len(rows[0]) != len(wire.SourceColumns()) || rows[1][3] != "Coastal Press Agency" {
		t.Errorf("table: %v, %q", err, rows)
	}
	if tag := get(t, site, "/sources.json").Header().Get("ETag"); tag == "" {
		t.Error("the list has no tag")
	}
}

// TestSourcesHostile has markup, formulas and direction controls wherever a source has words.
func TestSourcesHostile(t *testing.T) {
	t.Parallel()
	const bad = "=<script>alert(1)</script>\u202e\"'"
	roster, db := watching(t, nil, store.Source{Kind: store.FeedSource, Address: "https://bad.example/?" + bad, Title: bad, Collection: bad, Tags: []string{bad}, Selector: bad, Keep: bad})
	p := store.Polled{Source: 1, State: store.SourceState{Tried: watchedAt, Errors: 1, Problem: bad, MovedFrom: bad}}
	if err := db.Note(t.Context(), &store.Looked{Polls: []store.Polled{p}}); err != nil {
		t.Fatal(err)
	}
	site := web.New(hostile(mark), web.Options{Sources: roster})
	for _, path := range []string{"/sources", "/sources.json", "/sources?collection=" + "%3Cscript%3Ealert(1)", "/sources?tag=%22%3E%3Cscript%3Ealert(1)"} {
		if w := get(t, site, path); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "<script>alert") || strings.Contains(w.Body.String(), "\u202e") && !strings.Contains(path, "json") {
			t.Errorf("%s: %d\n%s", path, w.Code, w.Body)
		}
	}
	if w := get(t, site, "/sources.csv"); !strings.Contains(w.Body.String(), "'=<script>") {
		t.Errorf("the table has a formula:\n%s", w.Body)
	}
}

// TestFolderIsOfAdmins: where a folder is on the server, only its admin reads.
func TestFolderIsOfAdmins(t *testing.T) {
	t.Parallel()
	const path = "/srv/private/scans"
	roster, db := watching(t, nil, store.Source{Kind: store.FolderSource, Address: path, Title: path})
	p := store.Polled{Source: 1, State: store.SourceState{Tried: watchedAt, Errors: 4, Problem: "It could not be had: open " + path + ": too many files"}}
	if err := db.Note(t.Context(), &store.Looked{Polls: []store.Polled{p}}); err != nil {
		t.Fatal(err)
	}
	s := newShared(t, hostile(mark), func(o *web.Options) { o.Sources = roster })
	for _, role := range []account.Role{account.Reader, account.Editor, account.Administrator} {
		_, secret := s.user("some-"+string(role), role)
		for _, address := range []string{"/sources", "/sources.json", "/sources.csv"} {
			w := s.do(as(s.request(http.MethodGet, address, nil), secret))
			if sees := strings.Contains(w.Body.String(), path); w.Code != http.StatusOK || sees != (role == account.Administrator) {
				t.Errorf("%s, %s: %d, sees the path %v", role, address, w.Code, sees)
			}
		}
	}
}

// TestKeysOfFeeds: what stands behind the question mark of a feed's address may be the key
// of a subscription: those read it who may change sources.
func TestKeysOfFeeds(t *testing.T) {
	t.Parallel()
	const key, feed = "k3y-of-ours", "https://wire.example/feed?token=k3y-of-ours"
	roster, db := watching(t, nil, store.Source{Kind: store.FeedSource, Address: feed, Title: "Wire"})
	p := store.Polled{Source: 1, State: store.SourceState{Tried: watchedAt, Errors: 4, Problem: "Get \"" + feed + "\": refused"}}
	if err := db.Note(t.Context(), &store.Looked{Polls: []store.Polled{p}}); err != nil {
		t.Fatal(err)
	}
	s := newShared(t, hostile(mark), func(o *web.Options) { o.Sources = roster })
	for _, role := range []account.Role{account.Reader, account.Editor, account.Administrator} {
		_, secret := s.user("some-"+string(role), role)
		for _, address := range []string{"/sources", "/sources.json", "/sources.csv", "/sources/1", "/sources/1.json", "/sources.opml"} {
			w := s.do(as(s.request(http.MethodGet, address, nil), secret))
			answers := w.Code == http.StatusOK || role == account.Reader && address == "/sources.opml"
			if sees := strings.Contains(w.Body.String(), key); !answers || sees != (role != account.Reader) {
				t.Errorf("%s, %s: %d, sees the key %v", role, address, w.Code, sees)
			}
		}
	}
}
