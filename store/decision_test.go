// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/store"
)

func decisionsOf(dir string) string { return filepath.Join(dir, "decisions.jsonl") }

// said is a ruling between two people of these names.
func said(same bool, a, b string) *hearsay.Ruling {
	ref := func(name string) []hearsay.Ref {
		return []hearsay.Ref{
			{Guise: hearsay.Guise{Kind: hearsay.Person, Name: name, Role: "clerk"}},
			{Guise: hearsay.Guise{Kind: hearsay.Person, Name: name}, Article: idOf(name)},
		}
	}
	return &hearsay.Ruling{At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Same: same, A: ref(a), B: ref(b)}
}

func decide(t *testing.T, w *store.Writer, r *hearsay.Ruling) {
	t.Helper()
	if err := w.Decide(r); err != nil {
		t.Fatal(err)
	}
}

func rulings(t *testing.T, s *store.Store) *store.Rulings {
	t.Helper()
	r, err := s.Rulings()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDecisionsAreReadBack(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	if r := rulings(t, w.Store); len(r.All) > 0 || r.Last() != nil {
		t.Errorf("nobody decided anything, but %+v", r)
	}
	first, second := said(true, "Ann Lee", "A \"<\u202e\n\\ Lee"), said(false, "Bo", "Tom")
	decide(t, w, first)
	decide(t, w, second)
	if err := w.Undo(2, second.At); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 2, 3, 9} {
		if err := w.Undo(n, second.At); !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("decision %d undone: %v", n, err)
		}
	}
	for _, bad := range []*hearsay.Ruling{{}, {A: first.A}, {A: make([]hearsay.Ref, 400), B: make([]hearsay.Ref, 400)}} {
		if err := w.Decide(bad); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("a ruling of %d and %d refs: %v", len(bad.A), len(bad.B), err)
		}
	}
	got := rulings(t, open(t, dir))
	second.Undone = true
	if diff := cmp.Diff([]hearsay.Ruling{*first, *second}, got.All); diff != "" || len(got.Unread) > 0 {
		t.Errorf("%s, unread %v", diff, got.Unread)
	}
	if got.Last().N != 1 || first.N != 1 || second.N != 2 {
		t.Errorf("numbers %d and %d, last %d", first.N, second.N, got.Last().N)
	}
}

// TestDecisionsCutShort cuts the file at every byte, as a power cut may: what was
// whole before is read, and the next decision stands behind it.
func TestDecisionsCutShort(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	decide(t, w, said(true, "Ann", "Bo"))
	whole, err := os.ReadFile(decisionsOf(dir))
	if err != nil {
		t.Fatal(err)
	}
	decide(t, w, said(false, "Tom", "Ivo"))
	both, err := os.ReadFile(decisionsOf(dir))
	if err != nil {
		t.Fatal(err)
	}
	for cut := range both {
		put(t, decisionsOf(dir), both[:cut])
		want := 0
		if cut >= len(whole) {
			want = 1
		}
		if r := rulings(t, w.Store); len(r.All) != want || len(r.Unread) > 0 {
			t.Fatalf("cut at %d: %d rulings, unread %v, want %d", cut, len(r.All), r.Unread, want)
		}
		if cut%37 > 0 {
			continue // each of these is synced
		}
		decide(t, w, said(true, "Uma", "Pia"))
		if r := rulings(t, w.Store); len(r.All) != want+1 || r.Last().A[0].Name != "Uma" || r.Last().N != want+1 {
			t.Fatalf("cut at %d, then decided: %+v", cut, r)
		}
	}
}

// TestDecisionsOfOthers: a line that is none, or of a later Hearsay, is named and
// counts for nothing; the others hold.
func TestDecisionsOfOthers(t *testing.T) {
	dir := t.TempDir()
	w := openWriter(t, dir)
	const refs = `"a":[{"kind":"person","name":"Ann"}],"b":[{"kind":"person","name":"Bo"}]`
	lines := []string{
		`{"n":1,"do":"same",` + refs + `}`, `{"n":2,"do":"forget",` + refs + `}`, `nonsense`, `{"n":1,"do":"two",` + refs + `}`,
		`{"n":3,"do":"two","a":[{"kind":"person","name":"Ann","article":"x"}],"b":[]}`, `{"n":4,"do":"undo","undo":7}`,
		`{"n":5,"do":"two","later":true,` + refs + `}`, "",
	}
	put(t, decisionsOf(dir), []byte(strings.Join(lines, "\n")))
	r := rulings(t, w.Store)
	if fmt.Sprint(r.Unread) != "[2 3 4 5 6]" || len(r.All) != 2 || r.All[1].N != 5 {
		t.Errorf("%d rulings, unread %v", len(r.All), r.Unread)
	}
	next := said(true, "Uma", "Pia")
	if decide(t, w, next); next.N != 6 {
		t.Errorf("the next decision is number %d, want 6", next.N)
	}
}

func FuzzDecisions(f *testing.F) {
	f.Add([]byte(`{"n":1,"do":"same","a":[{"kind":"person","name":"Ann"}],"b":[{"kind":"person","name":"Bo"}]}` + "\n" + `{"n":2,"do":"undo","undo":1}` + "\n"))
	f.Add([]byte("{}\n\n[\n"))
	dir := f.TempDir()
	w := openWriter(f, dir)
	f.Fuzz(func(t *testing.T, data []byte) {
		put(t, decisionsOf(dir), data)
		r := rulings(t, w.Store)
		last := 0
		for _, one := range r.All {
			if one.N <= last || len(one.A) == 0 || len(one.B) == 0 {
				t.Fatalf("ruling %+v behind %d", one, last)
			}
			last = one.N
		}
	})
}
