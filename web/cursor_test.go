// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/internal/sample"
	"hearsay/search"
	"hearsay/store"
	"hearsay/web"
)

// rowsOf goes through a list to its end by the header Link, and calls between before
// each further part.
func rowsOf(t *testing.T, site http.Handler, address, rows string, between func()) (ids []string, parts int) {
	t.Helper()
	for address != "" {
		if parts++; parts > 500 {
			t.Fatal("the list has no end")
		}
		w := get(t, site, address)
		var body map[string]json.RawMessage
		if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil || w.Code != 200 {
			t.Fatalf("%s: status %d, %v: %.300s", address, w.Code, err, w.Body)
		}
		var list []struct {
			ID      any // a word, or the number of a source
			Article struct{ ID string }
		}
		if err := json.Unmarshal(body[rows], &list); err != nil {
			t.Fatal(err)
		}
		for _, row := range list {
			ids = append(ids, strings.TrimPrefix(fmt.Sprint(row.ID), "<nil>")+row.Article.ID)
		}
		link := w.Header().Get("Link")
		if (link == "") != (body["next"] == nil) {
			t.Errorf("%s: link %q, next %s", address, link, body["next"])
		}
		address = strings.TrimPrefix(strings.TrimSuffix(link, `>; rel="next"`), "<")
		between()
	}
	return ids, parts
}

// TestCursors: going through a list in parts gives what the whole list gives.
func TestCursors(t *testing.T) {
	site, _ := sampleSite(t)
	for _, list := range [][2]string{
		{"/articles.json", "articles"}, {"/stories.json", "stories"}, {"/stories.json?order=largest", "stories"}, {"/speakers.json", "speakers"}, {"/speakers.json?kind=person", "speakers"},
		{"/outlets.json", "outlets"}, {"/search.json?q=the", "hits"}, {"/search.json?q=the+ferry&copies=fold", "hits"}, {"/search.json?q=in:quotation+the", "hits"},
		{"/search.json?q=ferry+OR+" + strings.Repeat("harbour+OR+", 60) + "bridge", "hits"},
	} {
		join := "?"
		if strings.Contains(list[0], "?") {
			join = "&"
		}
		whole, _ := rowsOf(t, site, list[0]+join+"limit=1000", list[1], func() {})
		got, parts := rowsOf(t, site, list[0]+join+"limit=3", list[1], func() {})
		if len(whole) == 0 || !slices.Equal(got, whole) || parts != (len(whole)+2)/3 {
			t.Errorf("%s: %d rows in %d parts, want %d", list[0], len(got), parts, len(whole))
		}
		if skipped, _ := rowsOf(t, site, list[0]+join+"limit=3&offset=2", list[1], func() {}); !slices.Equal(skipped, whole[2:]) {
			t.Errorf("%s: with two left out, %d rows of %d", list[0], len(skipped), len(whole))
		}
	}
}

// TestCursorsOfQuotations: these lists are cut by articles, of which each may give several rows.
func TestCursorsOfQuotations(t *testing.T) {
	site, engine := sampleSite(t)
	own := "/speakers/" + dorrick(t, engine).ID.String()
	for _, list := range [][2]string{{own + ".json", "said"}, {own + "/about.json", "mentions"}, {"/speakers/unclear.json", "said"}} {
		whole, _ := rowsOf(t, site, list[0]+"?limit=1000", list[1], func() {})
		got, parts := rowsOf(t, site, list[0]+"?limit=2", list[1], func() {})
		if len(whole) < 5 || !slices.Equal(got, whole) || parts < 3 {
			t.Errorf("%s: %d rows in %d parts, want %d", list[0], len(got), parts, len(whole))
		}
		if skipped, _ := rowsOf(t, site, list[0]+"?limit=2&offset=1", list[1], func() {}); len(skipped) == len(whole) || !slices.Equal(skipped, whole[len(whole)-len(skipped):]) {
			t.Errorf("%s: with one article left out, %d rows of %d", list[0], len(skipped), len(whole))
		}
	}
}

// TestCursorsWhileArticlesAreAdded: no row that was there at the beginning is lost, and
// none is given twice, when others are added between the parts.
func TestCursorsWhileArticlesAreAdded(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	dir := t.TempDir() + "/library"
	items := slices.Collect(sample.Items())
	half := len(items) / 2
	now := time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	add := func(some []intake.Item) {
		t.Helper()
		lib, err := store.OpenWriter(ctx, dir)
		if err != nil {
			t.Fatal(err)
		}
		defer lib.Close()
		if _, err := ingest.Add(ctx, lib, slices.Values(some), ingest.Options{Now: now}); err != nil {
			t.Fatal(err)
		}
	}
	add(items[:half])
	engine, err := search.Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	site := web.New(engine, web.Options{})
	rest := items[half:]
	more := func() {
		n := min(5, len(rest))
		if n > 0 {
			add(rest[:n])
		}
		rest = rest[n:]
	}
	found, _ := rowsOf(t, site, "/search.json?q=the&limit=1000", "hits", func() {})
	// The words of one term stay in their order as others come; those that come are left out.
	if got, _ := rowsOf(t, site, "/search.json?q=the&limit=4", "hits", func() {
		if len(rest) > len(items)-half-10 {
			more()
		}
	}); !slices.Equal(got, found) {
		t.Errorf("search gives %d rows %v, want %d %v", len(got), got, len(found), found)
	}
	before, _ := rowsOf(t, site, "/articles.json?limit=1000", "articles", func() {})
	got, _ := rowsOf(t, site, "/articles.json?limit=4", "articles", more)
	counts := map[string]int{}
	for _, id := range got {
		if counts[id]++; counts[id] > 1 {
			t.Errorf("%s is given twice", id)
		}
	}
	for _, id := range before {
		if counts[id] == 0 {
			t.Errorf("%s is lost", id)
		}
	}
	if after, _ := rowsOf(t, site, "/articles.json?limit=1000", "articles", func() {}); len(after) <= len(before) {
		t.Errorf("nothing was added: %d articles, then %d", len(before), len(after))
	}
}

// TestBadCursors: a cursor is of one list and one question, and nothing else is one.
func TestBadCursors(t *testing.T) {
	site, _ := sampleSite(t)
	var page struct{ Next string }
	if err := json.Unmarshal(get(t, site, "/articles.json?limit=2").Body.Bytes(), &page); err != nil || page.Next == "" {
		t.Fatal(err, page)
	}
	made := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	for _, address := range []string{
		"/stories.json?cursor=" + page.Next, "/speakers.json?cursor=" + page.Next, "/articles.json?cursor=" + page.Next[1:], "/articles.json?cursor=" + page.Next + "A",
		"/articles.json?cursor=" + made(`{}`), "/articles.json?cursor=" + made(`{"l":"/articles.json?","m":{"k":[1],"i":"AA=="}}`),
		"/articles.json?cursor=" + made(`{"l":"/articles.json?","m":{"k":["1 or 1"],"i":"AA=="}}`), "/articles.json?cursor=" + made(`{"l":"/articles.json?","x":1}`),
		"/articles.json?cursor=%00", "/articles.json?cursor=" + strings.Repeat("A", 5000),
	} {
		if w := get(t, site, address); w.Code != 400 || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.80s: status %d: %.200s", address, w.Code, w.Body)
		}
	}
}
