// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/store"
)

// held is what a moment has of clusters.
type held struct {
	left      int
	witnesses []hearsay.Witness
}

// read reads all clusters of a moment that pass a filter, and the articles of
// their witnesses, each while the list around it is being read.
func read(t *testing.T, m *store.Moment, f store.ClusterFilter) (ids []hearsay.ClusterID, of map[hearsay.ClusterID]held) {
	t.Helper()
	of = map[hearsay.ClusterID]held{}
	err := m.Clusters(t.Context(), f, func(c hearsay.Cluster, left int) error {
		ids = append(ids, c.ID)
		h := held{left: left}
		err := m.Witnesses(t.Context(), c.ID, func(w hearsay.Witness) error {
			h.witnesses = append(h.witnesses, w)
			a, err := m.Facts(t.Context(), w.Article)
			if err == nil && a.ID != w.Article {
				err = errors.New("another article")
			}
			return err
		})
		of[c.ID] = h
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids, of
}

// TestMoment: a moment has what the pages have, in their order; and what is
// committed meanwhile does not show.
func TestMoment(t *testing.T) {
	w := carriers(t, 12)
	detect(t, w, 9, share(0, 0, 1, 5, 20), share(1, 5, 2, 0, 20), share(4, 40, 0, 0, 20), share(3, 40, 0, 0, 20), share(5, 0, 9, 0, 30), share(6, 0, 10, 10, 25), share(3, 60, 7, 0, 20))
	s := openReader(t, w.Dir())
	before := all(t, s)
	filters := []store.ClusterFilter{{}, {Order: store.ByDate}, {WithoutRepeats: true}, {LeastWitnesses: 3}, {LeastWitnesses: 4, WithoutRepeats: true}, {LeastWitnesses: 5, WithoutRepeats: true}}
	err := s.At(t.Context(), func(m *store.Moment) error {
		for i, f := range filters {
			page, total, err := s.Clusters(t.Context(), f, 0, 100)
			if err != nil {
				return err
			}
			ids, got := read(t, m, f)
			var want []hearsay.ClusterID
			for _, c := range page {
				want = append(want, c.ID)
				h := got[c.ID]
				if diff := cmp.Diff(before[c.ID], h.witnesses); diff != "" {
					t.Errorf("%+v: %s", f, diff)
				}
				if left := leftOf(before[c.ID], f); h.left != left {
					t.Errorf("%+v: %d left of %s, want %d", f, h.left, c.ID, left)
				}
			}
			if diff := cmp.Diff(want, ids); diff != "" || total != len(ids) || (len(ids) == 0) != (i == len(filters)-1) {
				t.Errorf("%+v: %d of %d: %s", f, len(ids), total, diff)
			}
		}
		apply(t, w, &store.Batch{Remove: []store.Removal{{Article: carrierID(9)}, {Article: carrierID(1)}}})
		detect(t, w, 0, share(8, 0, 0, 0, 20))
		_, got := read(t, m, store.ClusterFilter{})
		for id, ws := range before {
			if diff := cmp.Diff(ws, got[id].witnesses); diff != "" {
				t.Errorf("what came later shows: %s", diff)
			}
		}
		articles := 0
		err := m.Articles(t.Context(), func(a *hearsay.Article) error { articles++; return nil })
		undetected, err2 := m.Undetected(t.Context())
		if articles != 12 || undetected != 3 {
			t.Errorf("%d articles, %d undetected", articles, undetected)
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	if after := all(t, s); len(after) != len(before)-1 {
		t.Errorf("afterwards %d clusters, of %d", len(after), len(before))
	}
}

// leftOf counts the witnesses that a filter leaves.
func leftOf(ws []hearsay.Witness, f store.ClusterFilter) int {
	var outlets []string
	for _, w := range ws {
		if !f.WithoutRepeats || w.Outlet == "" || !slices.Contains(outlets, w.Outlet) {
			outlets = append(outlets, w.Outlet)
		}
	}
	return len(outlets)
}

// TestMomentOfOneCluster: by any ID that it had, one outlet's, too.
func TestMomentOfOneCluster(t *testing.T) {
	w := carriers(t, 12)
	detect(t, w, 12, share(4, 0, 8, 0, 20), share(2, 0, 3, 0, 30))
	detect(t, w, 12, share(1, 0, 5, 0, 20))
	two := all(t, w.Store)
	detect(t, w, 12, share(1, 0, 4, 0, 20))
	s := openReader(t, w.Dir())
	err := s.At(t.Context(), func(m *store.Moment) error {
		for id, ws := range two {
			want := 4 // two that have been joined
			if ws[0].Article == carrierID(2) {
				want = 2
			}
			ids, got := read(t, m, store.ClusterFilter{Only: id, WithoutRepeats: true})
			if len(ids) != 1 || len(got[ids[0]].witnesses) != want || got[ids[0]].left != 2 {
				t.Errorf("%s: %v", id, got)
			}
		}
		if ids, _ := read(t, m, store.ClusterFilter{Only: hearsay.ClusterID{1}}); len(ids) != 0 {
			t.Errorf("an ID that was never given: %v", ids)
		}
		if _, err := m.Facts(t.Context(), hearsay.ArticleID{1}); !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("an article that is not there: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestMomentStops: at the first error, or when it is told to.
func TestMomentStops(t *testing.T) {
	s := openReader(t, carriers(t, 12).Dir())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	broken, calls := errors.New("broken"), 0
	each := func(f func(*hearsay.Article) error) error {
		return s.At(ctx, func(m *store.Moment) error { return m.Articles(ctx, f) })
	}
	if err := each(func(*hearsay.Article) error { calls++; return broken }); !errors.Is(err, broken) || calls != 1 {
		t.Errorf("after %d articles: %v", calls, err)
	}
	if err := each(func(*hearsay.Article) error { cancel(); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

func openReader(t *testing.T, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
