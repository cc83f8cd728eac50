// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/internal/onpostgres"
	"hearsay/search"
	"hearsay/store"
	"hearsay/warc"
)

// row is a row of JSON lines.
type row map[string]string

// rowLibrary makes a library of rows, each batch with a segment of its own.
func rowLibrary(t *testing.T, batches ...[]row) *search.Engine {
	t.Helper()
	dir := t.TempDir()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, rows := range batches {
		if _, err := ingest.Add(t.Context(), lib, items(t, rows), ingest.Options{Now: time.Unix(1.7e9, 0)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	return engine
}

func items(t *testing.T, rows []row) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		for _, r := range rows {
			b, err := json.Marshal(r)
			if err != nil {
				t.Error(err)
				return
			}
			rec := warc.New(warc.TypeResource, "urn:hearsay:name:"+r["id"], time.Unix(1.7e9, 0), "application/x-ndjson", b)
			if !yield(intake.NewItem(intake.Where{}, rec)) {
				return
			}
		}
	}
}

const copied = "Clerk number seventeen read the old ledger aloud at the harbour office on a wet Tuesday and nobody there listened to a word of it"

// copies makes articles of a day each that share a passage; every third has a word
// of it changed, every fifth only half of it.
func copies(n int) []row {
	words := strings.Fields(copied)
	var rows []row
	for k := range n {
		i := k * 389 % n // arrival is not the order of the dates
		w := slices.Clone(words)
		if i%3 == 0 {
			w[i%len(w)] = "elsewhere"
		}
		if i%5 == 0 {
			w = w[:len(w)/2]
		}
		date := time.Date(2020, 1, 1+i, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
		rows = append(rows, row{"id": fmt.Sprint("v", i), "date": date, "outlet": fmt.Sprint("Outlet ", i%50),
			"text": fmt.Sprintf("Entry %d of many.\n\n%s, entry %d.", i, strings.Join(w, " "), i)})
	}
	return rows
}

// TestSegmentsDoNotShow: an answer does not depend on how many segments hold the
// articles, also where more share a passage than a segment gives of one seed.
func TestSegmentsDoNotShow(t *testing.T) {
	rows := copies(490)
	one := rowLibrary(t, rows)
	many := rowLibrary(t, rows[:300], rows[300:302], rows[302:450], rows[450:])
	for _, text := range []string{copied, copied[20:90], "old ledger aloud at the harbour office on a wet Sunday and then went home"} {
		var answers [2]*hearsay.Trace
		for i, engine := range []*search.Engine{one, many} {
			var err error
			if answers[i], err = engine.Trace(t.Context(), search.Request{Text: text}); err != nil {
				t.Fatal(err)
			}
		}
		if len(answers[0].Matches) == 0 {
			t.Errorf("%q: no matches", text)
		}
		if diff := cmp.Diff(answers[0], answers[1]); diff != "" {
			t.Errorf("%q: one segment or four (-one +four):\n%s", text, diff)
		}
	}
}

// TestForwardInCrowd: where a much-copied text went is answered by the earliest
// copies after it, not by those before.
func TestForwardInCrowd(t *testing.T) {
	engine := rowLibrary(t, copies(490))
	found, err := engine.Search(t.Context(), "after:2021-02-05 before:2021-02-06", 0, 9)
	if err != nil || len(found.Hits) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	got, err := engine.Trace(t.Context(), search.Request{Article: found.Hits[0].Brief.ID, Forward: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Matches) < 64 || len(got.Matches)+got.More < 80 {
		t.Errorf("%d matches and %d more of 88 later copies", len(got.Matches), got.More)
	}
	for _, m := range got.Matches {
		if m.Article.Date.Value <= "2021-02-05" {
			t.Errorf("a copy of %s came before the article", m.Article.Date.Value)
		}
	}
}

// TestDamagedIndex: whichever byte of a segment is damaged, a question is answered
// from what is left, nothing false is shown, and what was skipped is named.
func TestDamagedIndex(t *testing.T) {
	onpostgres.Skip(t, "the files of the index are the same, and 300 questions open the library anew")
	rows := copies(40)
	rows = append(rows, row{"id": "x", "text": "The second dredger of Lowmere was painted green in the spring of that year at the cost of the parish."})
	engine := rowLibrary(t, rows[:35], rows[35:])
	dir := engine.Dir()
	want, err := engine.Trace(t.Context(), search.Request{Text: copied})
	if err != nil {
		t.Fatal(err)
	}
	engine.Close()
	files, err := filepath.Glob(filepath.Join(dir, "index", "*.seg"))
	if err != nil || len(files) != 2 {
		t.Fatalf("%v, %v", files, err)
	}
	whole, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for at := 0; at < len(whole); at += 1 + len(whole)/300 {
		broken := slices.Clone(whole)
		broken[at] ^= 0xff
		if err := os.WriteFile(files[0], broken, 0o600); err != nil {
			t.Fatal(err)
		}
		got := traced(t, dir)
		for _, m := range got.Matches {
			if !slices.ContainsFunc(want.Matches, func(w hearsay.Match) bool { return cmp.Equal(w.Passages, m.Passages) && w.Article.ID == m.Article.ID }) {
				t.Errorf("byte %d: a match that is none: %+v", at, m)
			}
		}
		noted := slices.ContainsFunc(got.Notes, func(s string) bool { return strings.Contains(s, filepath.Base(files[0])) })
		if noted {
			named++
		}
		if at < 90 && !noted || len(got.Matches) < 5 {
			t.Errorf("byte %d: %d matches, notes %q", at, len(got.Matches), got.Notes)
		}
	}
	if named < 20 {
		t.Errorf("the damaged file was named %d times", named)
	}
}

// traced asks for the passage of many.
func traced(t *testing.T, dir string) *hearsay.Trace {
	t.Helper()
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	got, err := engine.Trace(t.Context(), search.Request{Text: copied})
	if err != nil {
		t.Fatal(err)
	}
	return got
}
