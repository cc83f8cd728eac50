// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/cluster"
	"hearsay/ingest"
	"hearsay/internal/sample"
	"hearsay/prose"
	"hearsay/search"
	"hearsay/store"
)

// each reads all witnesses.
func each(t *testing.T, e *search.Engine, f search.ClusterFilter) (out []search.Passage, sizes map[hearsay.ClusterID]int) {
	t.Helper()
	sizes = map[hearsay.ClusterID]int{}
	uncompared, err := e.EachWitness(t.Context(), f, func(size int, p search.Passage) error {
		out = append(out, p)
		if had, ok := sizes[p.Cluster]; ok && had != size {
			t.Errorf("cluster %s has %d witnesses, and then %d", p.Cluster, had, size)
		}
		sizes[p.Cluster] = size
		return nil
	})
	if err != nil || uncompared != 0 {
		t.Fatalf("%d not compared, %v", uncompared, err)
	}
	return out, sizes
}

// sampleEngine is the sample library.
func sampleEngine(t *testing.T) *search.Engine {
	t.Helper()
	dir := t.TempDir()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = ingest.Add(t.Context(), lib, sample.Items(), ingest.Options{Now: time.Unix(1.7e9, 0)})
	if err := errors.Join(err, lib.Close()); err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	return engine
}

// TestPassages: of the sample library, pages and the whole list are the same, and
// each witness stands where it is said to.
func TestPassages(t *testing.T) {
	e := sampleEngine(t)
	for _, f := range []search.ClusterFilter{{}, {Order: search.ByDate}, {WithoutRepeats: true}, {LeastOutlets: 3}} {
		got, sizes := each(t, e, f)
		var want []search.Passage
		total := 1
		for offset := 0; offset < total; offset += 7 {
			page, all, err := e.Clusters(t.Context(), f, offset, 7)
			if err != nil {
				t.Fatal(err)
			}
			total = all
			for _, c := range page {
				ws := witnesses(t, e, &c, f)
				if len(ws) != sizes[c.ID] {
					t.Errorf("%+v: cluster %s of %d has %d", f, c.ID, sizes[c.ID], len(ws))
				}
				want = append(want, ws...)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(sizes) != total || total < 5 {
			t.Errorf("%+v: %d clusters of %d: -pages +all %s", f, len(sizes), total, diff)
		}
	}
}

// witnesses reads the pages of one cluster.
func witnesses(t *testing.T, e *search.Engine, c *search.Cluster, f search.ClusterFilter) []search.Passage {
	t.Helper()
	first, err1 := e.Witnesses(t.Context(), c.ID, 0, 2)
	rest, err2 := e.Witnesses(t.Context(), c.ID, 2, 1000)
	again, err3 := e.Cluster(t.Context(), c.ID)
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	all := append(first, rest...)
	if len(all) != c.Witnesses || !cmp.Equal(all[0].Brief, c.Earliest.Brief) || all[0].Span != c.Earliest.Span || !cmp.Equal(again, *c) {
		t.Errorf("cluster %+v has %d witnesses, the first %+v", c, len(all), all[0])
	}
	var plain []hearsay.Witness
	for _, p := range all {
		if n := prose.Count(p.Span.In(p.Article.Text)); n != p.Words.Len() || p.Brief.ID != p.Witness.Article {
			t.Errorf("%q are %d words, want %d", p.Span.In(p.Article.Text), n, p.Words.Len())
		}
		plain = append(plain, p.Witness)
	}
	if !f.WithoutRepeats {
		return all
	}
	var out []search.Passage
	for _, w := range cluster.WithoutRepeats(plain) {
		for _, p := range all {
			if p.Witness == w {
				out = append(out, p)
			}
		}
	}
	return out
}

// TestPassageErrors: each says what it means.
func TestPassageErrors(t *testing.T) {
	e := rowLibrary(t, copies(2))
	unknown := hearsay.ClusterID{1}
	if _, err := e.Cluster(t.Context(), unknown); !errors.Is(err, hearsay.ErrNotFound) || !strings.Contains(err.Error(), "never gave this id") {
		t.Errorf("an ID that was never given: %v", err)
	}
	if _, err := e.Witnesses(t.Context(), unknown, 0, 9); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("witnesses of an ID that was never given: %v", err)
	}
	// Words that the text does not have: damage, and no crash.
	lib, err := store.OpenWriter(t.Context(), e.Dir())
	if err != nil {
		t.Fatal(err)
	}
	found, _ := each(t, e, search.ClusterFilter{})
	far := hearsay.WordSpan{From: 1000, To: 1020}
	u := cluster.NewUpdate(lib.Store)
	err = u.Add(t.Context(), hearsay.Link{A: hearsay.Stretch{Article: found[0].Witness.Article, Words: far}, B: hearsay.Stretch{Article: found[1].Witness.Article, Words: far}, Matched: 20})
	err = errors.Join(err, lib.ApplyClusters(t.Context(), u.Change(), 0), lib.Close())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.EachWitness(t.Context(), search.ClusterFilter{}, func(int, search.Passage) error { return nil }); !errors.Is(err, hearsay.ErrCorrupt) {
		t.Errorf("all witnesses: %v", err)
	}
	if _, _, err := e.Clusters(t.Context(), search.ClusterFilter{}, 0, 9); !errors.Is(err, hearsay.ErrCorrupt) {
		t.Errorf("a page: %v", err)
	}
}
