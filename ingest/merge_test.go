// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hearsay"
	"hearsay/intake"
	"hearsay/internal/sample"
	"hearsay/store"
	"hearsay/warc"
)

var day = time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)

// inSegments is a library of the sample articles in three segments.
func inSegments(t *testing.T) (*store.Writer, []store.Segment) {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	items := slices.Collect(sample.Items())
	for part := range slices.Chunk(items, (len(items)+2)/3) {
		if _, err := addUnmerged(t, lib, slices.Values(part)); err != nil {
			t.Fatal(err)
		}
	}
	segments, err := lib.Segments(t.Context())
	if err != nil || len(segments) != 3 {
		t.Fatalf("%d segments, %v", len(segments), err)
	}
	return lib, segments
}

// addUnmerged adds in batches of one segment each and leaves the segments as they are.
func addUnmerged(t *testing.T, lib *store.Writer, items iter.Seq[intake.Item]) (*Summary, error) {
	t.Helper()
	return (&filler{lib: lib, opt: Options{Now: day}, stage: "add", unmerged: true, timeless: true}).add(t.Context(), items)
}

// numbered gives n short texts that share nothing worth a link, from number first on.
func numbered(first, n int) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		for i := first; i < first+n; i++ {
			text := fmt.Sprintf("Line %d of the ledger was read aloud at the harbour office by clerk %d.", i, i*7)
			rec := warc.New(warc.TypeResource, fmt.Sprintf("https://ledger.example/%d", i), day, "text/plain", []byte(text))
			if !yield(intake.NewItem(intake.Where{Path: "ledger", Row: int64(i + 1)}, rec)) {
				return
			}
		}
	}
}

// TestLastMerge: when much was added all is one segment; a little more does not
// touch what is much larger.
func TestLastMerge(t *testing.T) {
	lib, _ := inSegments(t)
	for _, c := range []struct{ first, n, segments int }{{0, 40, 1}, {40, 1, 2}, {41, 2, 2}} {
		if _, err := Add(t.Context(), lib, numbered(c.first, c.n), Options{Now: day}); err != nil {
			t.Fatal(err)
		}
		isSound(t, lib, c.segments)
	}
}

// isSound checks a library and how many segments it has, on disk too.
func isSound(t *testing.T, lib *store.Writer, segments int) {
	t.Helper()
	v, err := Check(t.Context(), lib.Store)
	if err != nil || len(v.Problems) > 0 || v.Segments != segments {
		t.Errorf("%v, problems %q, %d segments, want %d", err, v.Problems, v.Segments, segments)
	}
	files, err := os.ReadDir(filepath.Join(lib.Dir(), "index"))
	if err != nil || len(files) != segments {
		t.Errorf("%d files of segments, want %d (%v)", len(files), segments, err)
	}
}

// TestRemoveDuringMerge removes an article between the beginning of a merge and
// its end: the result, which has the article, must not come into the library.
func TestRemoveDuringMerge(t *testing.T) {
	lib, segments := inSegments(t)
	var id hearsay.ArticleID
	if err := lib.ArticleCaptures(t.Context(), func(a hearsay.ArticleID, _ hearsay.CaptureID) error {
		if id.IsZero() || bytes.Compare(a[:], id[:]) < 0 {
			id = a
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	m, err := startMerge(t.Context(), lib, segments)
	if err != nil {
		t.Fatal(err)
	}
	if err := Remove(t.Context(), lib, []hearsay.ArticleID{id}, day); err != nil {
		t.Fatal(err)
	}
	if err := m.apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	isSound(t, lib, 3)
	if m, err = startMerge(t.Context(), lib, segments); err == nil {
		err = m.apply(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	isSound(t, lib, 1)
	if gone, err := lib.Tombstones(t.Context()); err != nil || len(gone) > 0 {
		t.Errorf("tombstones %v, %v", gone, err)
	}
}

// TestMergeGoesOn adds while a merge is under way: what is added meanwhile stays.
func TestMergeGoesOn(t *testing.T) {
	lib, segments := inSegments(t)
	m, err := startMerge(t.Context(), lib, segments[:2])
	if err != nil {
		t.Fatal(err)
	}
	sum, err := addUnmerged(t, lib, numbered(0, 40))
	if err != nil || sum.New == 0 {
		t.Fatalf("%+v, %v", sum, err)
	}
	if err := m.apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	isSound(t, lib, 3) // the merged one, the third and the new one
}

// TestKilledDuringMerge: what a merge leaves that never came into the library is
// swept by the next writer.
func TestKilledDuringMerge(t *testing.T) {
	lib, segments := inSegments(t)
	m, err := startMerge(t.Context(), lib, segments)
	if err != nil {
		t.Fatal(err)
	}
	if err := <-m.done; err != nil {
		t.Fatal(err)
	}
	dir := lib.Dir()
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	if lib, err = store.OpenWriter(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	isSound(t, lib, 3)
}

// TestWordsOfArticles: the index has the words of every article.
func TestWordsOfArticles(t *testing.T) {
	lib, segments := inSegments(t)
	opened, err := openSegments(lib.Store, segments)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range opened {
		defer s.Close()
		for n := range uint32(s.Len()) {
			a, _, err := lib.Article(t.Context(), s.Article(n).ID)
			if err != nil {
				t.Fatal(err)
			}
			words, err := s.AppendWords(nil, n)
			if err != nil || len(words) != a.Words {
				t.Errorf("article %s: %d words and %v, want %d", a.ID, len(words), err, a.Words)
			}
		}
	}
}
