// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/internal/onpostgres"
	"hearsay/internal/sample"
	"hearsay/search"
	"hearsay/store"
	"hearsay/warc"
)

// takeOut takes articles out of a library.
func takeOut(t *testing.T, dir string, ids ...hearsay.ArticleID) error {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	return ingest.Remove(t.Context(), lib, ids, someDay)
}

// found is who an engine names for the passage of the demonstration, by id.
func found(t *testing.T, e *search.Engine) map[hearsay.ArticleID]int {
	t.Helper()
	trace, err := e.Trace(t.Context(), search.Request{Text: sample.Query()})
	if err != nil {
		t.Fatal(err)
	}
	out := map[hearsay.ArticleID]int{}
	for _, m := range trace.Matches {
		out[m.Article.ID]++
	}
	return out
}

// captured reports whether the captures of a library hold an address.
func captured(t *testing.T, dir, address string) bool {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	names, err := lib.CaptureFiles()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(lib.CapturePath(name))
		if err != nil {
			t.Fatal(err)
		}
		r := warc.NewReader(bytes.NewReader(raw), warc.Limits{})
		for {
			rec, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if rec.Header.Value("WARC-Target-URI") == address {
				return true
			}
		}
	}
	return false
}

// sampled is the sample library with an engine that was opened when it was full.
func sampled(t *testing.T) (dir string, items []intake.Item, engine *search.Engine) {
	t.Helper()
	dir, items = t.TempDir(), sampleItems(t)
	add(t, dir, seq(items), ingest.Options{})
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	return dir, items, engine
}

// TestRemove follows an article out of a library and back: no question, no
// search, no capture and no rebuild gives it, and nothing else is missing.
func TestRemove(t *testing.T) {
	dir, items, engine := sampled(t)
	before := found(t, engine)
	var gone hearsay.ArticleID
	for id := range before {
		if gone.IsZero() || bytes.Compare(id[:], gone[:]) < 0 {
			gone = id
		}
	}
	view, err := engine.Article(t.Context(), gone)
	if err != nil {
		t.Fatal(err)
	}
	if len(before) < 5 || !captured(t, dir, view.Article.URL) {
		t.Fatalf("%d articles found, of which %q is to go", len(before), view.Article.URL)
	}
	all := dump(t, dir)

	if err := takeOut(t, dir, gone, hearsay.ArticleID{1}); !errors.Is(err, hearsay.ErrNotFound) {
		t.Fatalf("an id that nobody has: %v", err)
	}
	sound(t, dir, len(items))

	if err := takeOut(t, dir, gone, gone); err != nil {
		t.Fatal(err)
	}
	sound(t, dir, len(items)-1)
	after := found(t, engine)
	if after[gone] != 0 || len(after) != len(before)-1 {
		t.Errorf("%d articles found, before %d; the removed one %d times", len(after), len(before), after[gone])
	}
	if captured(t, dir, view.Article.URL) {
		t.Error("the capture is there still")
	}
	facts, err := os.ReadFile(filepath.Join(dir, onpostgres.Facts()))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(facts, []byte(view.Article.URL)) {
		t.Error("its address can be read from the database still")
	}
	if _, err := engine.Article(t.Context(), gone); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("the article: %v", err)
	}
	if r, err := engine.Search(t.Context(), `"`+view.Article.Headline+`"`, 0, 100); err != nil {
		t.Error(err)
	} else {
		for _, h := range r.Hits {
			if h.Brief.ID == gone {
				t.Error("search finds it")
			}
		}
	}
	if err := takeOut(t, dir, gone); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("again: %v", err)
	}
	if sum, err := ingest.Rebuild(t.Context(), dir, ingest.Options{Now: someDay}); err != nil || sum.New != len(items)-1 || len(sum.Unused) > 0 {
		t.Fatalf("rebuild: %+v, %v", sum, err)
	}
	sound(t, dir, len(items)-1)

	if sum := add(t, dir, seq(items), ingest.Options{}); sum.New != 1 || sum.Already != len(items)-1 {
		t.Errorf("added again: %+v", sum.Counts)
	}
	sound(t, dir, len(items))
	if n := len(dump(t, dir)); n != len(all) {
		t.Errorf("%d rows, before %d", n, len(all))
	}
}

// TestRemoveAndAddAgain does so without a rebuild between, many times, so that
// segments with the dead and the living of one article are merged.
func TestRemoveAndAddAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("takes too long under the race detector, and tells it nothing new")
	}
	dir, items, engine := sampled(t)
	before := found(t, engine)
	var ids []hearsay.ArticleID
	for id := range before {
		ids = append(ids, id)
	}
	for round := range 20 {
		if err := takeOut(t, dir, ids...); err != nil {
			t.Fatal(err)
		}
		if left := found(t, engine); len(left) > 0 {
			t.Fatalf("round %d: %d found of none", round, len(left))
		}
		if sum := add(t, dir, seq(items), ingest.Options{}); sum.New != len(ids) {
			t.Fatalf("round %d: %+v", round, sum.Counts)
		}
		for id, n := range found(t, engine) {
			if n != 1 || before[id] != 1 {
				t.Fatalf("round %d: article %s is found %d times", round, id, n)
			}
		}
		sound(t, dir, len(items))
	}
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	segments, err := lib.Segments(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	gone, err := lib.Tombstones(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, s := range segments {
		names[s.File] = true
	}
	for file := range gone {
		if !names[file] {
			t.Errorf("tombstones of %s, which was merged away", file)
		}
	}
	if len(segments) > 10 {
		t.Errorf("%d segments", len(segments))
	}
}
