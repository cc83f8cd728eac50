// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"errors"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
)

// TestDateDecisions: what a person says of a date is read back, in order and with who took it
// back; a line that says nothing counts for nothing.
func TestDateDecisions(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	w.ActFor("ada")
	first := &hearsay.DateRuling{At: at, Article: idOf("a"), Value: "2014-03-14"}
	second := &hearsay.DateRuling{At: at, Article: idOf("b"), Value: "2014-03"}
	for _, r := range []*hearsay.DateRuling{first, second} {
		if err := w.DecideDate(r); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{"", "soon", "2014-13-40", "2014-03-14 and then some more words of no use"} {
		if err := w.DecideDate(&hearsay.DateRuling{At: at, Article: idOf("a"), Value: bad}); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	w.ActFor("ben")
	if err := w.Undo(first.N, at); err != nil {
		t.Fatal(err)
	}
	if err := w.Undo(first.N, at); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("taken back twice: %v", err)
	}
	f, err := os.OpenFile(decisionsOf(dir), os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"n":9,"do":"date","articles":["` + idOf("a").String() + `"],"date":"<script>"}` + "\n"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	r := rulings(t, w.Store)
	want := []hearsay.DateRuling{{N: 1, At: at, Article: idOf("a"), Value: "2014-03-14", By: "ada", Undone: true, UndoneBy: "ben"}}
	if diff := cmp.Diff(want, r.DatesOf(idOf("a"))); diff != "" {
		t.Error(diff)
	}
	if len(r.DatesOf(idOf("b"))) != 1 || len(r.Unread) != 1 {
		t.Errorf("%+v", r)
	}
}
