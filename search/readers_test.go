// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/search"
	"hearsay/store"
	"hearsay/warc"
)

const ledger = "Clerk number seventeen read the old ledger aloud at the harbour office on a wet Tuesday"

// TestReadersWhileAdding: four readers, each asking another question, see the
// library as of some commit while a writer adds, merges, compares and removes
// segments. What one has seen does not go away, and check finds no damage.
func TestReadersWhileAdding(t *testing.T) {
	l := sampleLibrary(t)
	ctx, done := context.WithCancel(t.Context())
	n := 120
	if testing.Short() {
		n = 16
	}
	counts := map[string]func() (int, error){
		"trace": func() (int, error) {
			got, err := l.engine.Trace(t.Context(), search.Request{Text: ledger})
			if err != nil {
				return 0, err
			}
			return len(got.Matches) + got.More, nil
		},
		"search": func() (int, error) {
			got, err := l.engine.Search(t.Context(), "clerk ledger harbour", 0, 5)
			if err != nil {
				return 0, err
			}
			return got.Total, nil
		},
		"articles": func() (int, error) {
			briefs, total, err := l.engine.Latest(t.Context(), 0, 30)
			for _, b := range briefs {
				if _, e := l.engine.Text(t.Context(), b.ID); e != nil {
					err = e
				}
			}
			return total, err
		},
		"compare": func() (int, error) { return compareFirst(t.Context(), l.engine) },
	}
	var readers sync.WaitGroup
	asked := map[string]*int{}
	for name, count := range counts {
		times := new(int)
		asked[name] = times
		readers.Go(func() {
			last := 0
			for ctx.Err() == nil {
				now, err := count()
				if err != nil || now < last {
					t.Errorf("%s: %d after %d, %v", name, now, last, err)
					return
				}
				last = now
				*times++
			}
		})
	}
	readers.Go(func() { checkWhile(ctx, t, l.dir) })
	err := addLines(t.Context(), l.dir, n)
	done()
	readers.Wait()
	if err != nil {
		t.Fatal(err)
	}
	for name, times := range asked {
		t.Logf("%s: asked %d times", name, *times)
	}
	if got, err := counts["trace"](); err != nil || got != n {
		t.Errorf("%d matches after all, want %d (%v)", got, n, err)
	}
	isSoundAfter(t, l.dir)
}

// compareFirst compares the two best hits of a search, when there are two, and
// returns how many words are the same.
func compareFirst(ctx context.Context, engine *search.Engine) (int, error) {
	found, err := engine.Search(ctx, `"entry 0" OR "entry 1" ledger`, 0, 2)
	if err != nil || len(found.Hits) < 2 {
		return 0, err
	}
	c, err := engine.Compare(ctx, found.Hits[0].Brief.ID, found.Hits[1].Brief.ID)
	if err != nil {
		return 0, err
	}
	if c.Words[hearsay.Same] < 16 {
		return 0, fmt.Errorf("%d words are the same", c.Words[hearsay.Same])
	}
	return 1, nil
}

// checkWhile checks a library now and then until ctx is done: somebody who writes
// to it must not look like damage, unless check says so.
func checkWhile(ctx context.Context, t *testing.T, dir string) {
	for ctx.Err() == nil {
		lib, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Error(err)
			return
		}
		v, err := ingest.Check(t.Context(), lib)
		if err != nil || len(v.Problems) > 0 && !slices.ContainsFunc(v.Notes, func(s string) bool { return strings.Contains(s, "check it again") }) {
			t.Errorf("check: %v, problems %q, notes %q", err, v.Problems, v.Notes)
		}
		lib.Close()
	}
}

// isSoundAfter checks the library, in which merges and detection must have been.
func isSoundAfter(t *testing.T, dir string) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	v, err := ingest.Check(t.Context(), lib)
	if err != nil || len(v.Problems)+len(v.Notes) > 0 {
		t.Errorf("%v, problems %q, notes %q", err, v.Problems, v.Notes)
	}
	links := 0
	if err := lib.Links(t.Context(), func(hearsay.Link) error { links++; return nil }); err != nil || links == 0 || v.Segments > 20 {
		t.Errorf("%d links, %d segments, %v: the test shows less than it says", links, v.Segments, err)
	}
}

// addLines adds n articles, each in a commit of its own.
func addLines(ctx context.Context, dir string, n int) error {
	lib, err := store.OpenWriter(ctx, dir)
	if err != nil {
		return err
	}
	defer lib.Close()
	for i := range n {
		row := fmt.Sprintf(`{"id":"l%d","text":"Entry %d.\n\nClerk number seventeen read the old ledger aloud at the harbour office on a wet Tuesday, entry %d."}`, i, i, i)
		rec := warc.New(warc.TypeResource, fmt.Sprintf("urn:hearsay:name:l%d", i), time.Unix(1e9, 0), "application/x-ndjson", []byte(row))
		one := func(yield func(intake.Item) bool) { yield(intake.NewItem(intake.Where{}, rec)) }
		if _, err := ingest.Add(ctx, lib, one, ingest.Options{}); err != nil {
			return err
		}
	}
	return nil
}
