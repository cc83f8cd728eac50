// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/store"
)

// TestBeforeTakings: a library of before it was kept who takes from whom can be read, in either database.
func TestBeforeTakings(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	var rows []store.ArticleRow
	for i := range 12 {
		rows = append(rows, carrier(i))
	}
	apply(t, w, batchOf(rows...))
	detect(t, w, 12, share(3, 0, 9, 0, 30), share(4, 0, 5, 0, 30))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	counts, extent, loans := readTakings(t, dir)
	if len(counts) != 4 || extent.Articles != 12 || len(loans) == 0 {
		t.Fatalf("%+v, %+v, %+v", counts, extent, loans)
	}
	alter(t, dir, `drop table taken`, `drop table retake`, `drop table outlet_counts`, `delete from library where key = 'takings'`)
	before, extentBefore, loansBefore := readTakings(t, dir)
	if diff := cmp.Diff(counts, before); diff != "" || extentBefore.Articles != 12 {
		t.Errorf("%d articles; -kept +counted:\n%s", extentBefore.Articles, diff)
	}
	if diff := cmp.Diff(loans, loansBefore); diff != "" {
		t.Errorf("-noted +of all:\n%s", diff)
	}
}

// readTakings reads what is kept for who takes from whom, or what stands for it.
func readTakings(t *testing.T, dir string) (counts []store.OutletCount, extent hearsay.Searched, loans []store.Loan) {
	t.Helper()
	s := open(t, dir)
	err := s.At(t.Context(), func(m *store.Moment) (err error) {
		if counts, err = m.OutletCounts(t.Context()); err != nil {
			return err
		}
		if err = m.Taken(t.Context(), func(*store.Taken) error { t.Error("a row, although nobody looked"); return nil }); err != nil {
			return err
		}
		return m.Loans(t.Context(), func(l *store.Loan) error { loans = append(loans, *l); return nil })
	})
	if err == nil {
		extent, err = s.Extent(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return counts, extent, loans
}
