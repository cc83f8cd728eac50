// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"path/filepath"
	"testing"

	"hearsay"
)

// TestBury: a segment with buried articles answers, and merges, as one that
// never had them.
func TestBury(t *testing.T) {
	for _, c := range []struct {
		name string
		gone func(part, n int) bool
	}{
		{"none", func(int, int) bool { return false }},
		{"the first", func(part, n int) bool { return part == 0 && n == 0 }},
		{"every third", func(_, n int) bool { return n%3 == 0 }},
		{"all of one", func(part, _ int) bool { return part == 1 }},
		{"all", func(int, int) bool { return true }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var left []piece
			var segments []*Segment
			for k, part := range [][]piece{pieces(31, 90, 20), pieces(32, 70, 30), pieces(33, 1, 5)} {
				ids := []hearsay.ArticleID{{0xff}} // of no segment
				var kept []piece
				for n, p := range part {
					if c.gone(k, n) {
						ids = append(ids, p.id)
					} else {
						kept = append(kept, p)
					}
				}
				s := mustOpen(t, write(t, part))
				for again := range 2 {
					if n := s.Bury(ids); again == 0 && n != len(ids)-1 || again == 1 && n != 0 {
						t.Fatalf("time %d: %d buried of %d", again, n, len(ids)-1)
					}
				}
				sameHits(t, s, part, mustOpen(t, write(t, kept)))
				left, segments = append(left, kept...), append(segments, s)
			}
			path := filepath.Join(t.TempDir(), "m.seg")
			if err := Merge(path, segments); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(mustRead(t, path), mustRead(t, write(t, left))) {
				t.Error("merging is not building what is left")
			}
		})
	}
}

// sameHits asks both segments for every seed of the pieces and compares ids.
func sameHits(t *testing.T, got *Segment, ps []piece, want *Segment) {
	t.Helper()
	ids := func(s *Segment, seeds []Seed) (out []hearsay.ArticleID) {
		for _, h := range mustFind(t, s, seeds, Limits{}).Hits {
			out = append(out, s.Article(h.Article).ID)
		}
		return out
	}
	for _, p := range ps {
		a, b := ids(got, p.seeds), ids(want, p.seeds)
		if len(a) != len(b) {
			t.Fatalf("%d hits, want %d", len(a), len(b))
		}
		for i := range a {
			if a[i] != b[i] {
				t.Fatalf("hit %d is of %s, want %s", i, a[i], b[i])
			}
		}
	}
}
