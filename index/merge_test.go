// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hearsay"
)

func TestMergeIsBuild(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts [][]piece
	}{
		{"two", [][]piece{pieces(10, 30, 50), pieces(11, 50, 40)}},
		{"one", [][]piece{pieces(12, 5, 50)}},
		{"empty ones", [][]piece{nil, pieces(13, 3, 10), nil, nil}},
		{"all empty", [][]piece{nil, nil}},
		{"no seeds", [][]piece{pieces(14, 2, 0), pieces(15, 2, 3)}},
		{"nine of different sizes", [][]piece{
			pieces(16, 300, 20), pieces(17, 1, 20), pieces(18, 2, 20), pieces(19, 90, 20), pieces(20, 5, 900),
			pieces(21, 6, 20), pieces(22, 7, 20), pieces(23, 8, 20), pieces(24, 9, 20),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var all []piece
			var segments []*Segment
			for _, part := range c.parts {
				all = append(all, part...)
				segments = append(segments, mustOpen(t, write(t, part)))
			}
			path := filepath.Join(t.TempDir(), "m.seg")
			whole := mustRead(t, write(t, all))
			for range 2 {
				if err := Merge(path, segments); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(mustRead(t, path), whole) {
					t.Error("merging the parts is not building the whole")
				}
				slices.Reverse(segments)
			}
			slices.Reverse(all)
			if !bytes.Equal(mustRead(t, write(t, all)), whole) {
				t.Error("the segment depends on the order of the articles")
			}
			if err := mustOpen(t, path).Check(); err != nil {
				t.Error(err)
			}
			if got := files(t, filepath.Dir(path)); !slices.Equal(got, []string{"m.seg"}) {
				t.Errorf("the folder holds %v", got)
			}
		})
	}
}

func TestMergeRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.seg")
	a := mustOpen(t, write(t, pieces(25, 2, 5)))
	if err := Merge(path, nil); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("no segments: %v, want ErrInvalid", err)
	}
	for _, p := range []Profile{
		{K: 6, W: 8, Fold: 1, Seed: 0x9ae16a3b}, {K: 5, W: 9, Fold: 1, Seed: 0x9ae16a3b},
		{K: 5, W: 8, Fold: 2, Seed: 0x9ae16a3b}, {K: 5, W: 8, Fold: 1, Seed: 0x9ae16a3c},
	} {
		other := filepath.Join(t.TempDir(), "other.seg")
		if err := NewBuilder(p).WriteFile(other); err != nil {
			t.Fatal(err)
		}
		if err := Merge(path, []*Segment{a, mustOpen(t, other)}); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("profile %+v: %v, want ErrInvalid", p, err)
		}
	}
	full := *a
	h := *a.h
	h.articles = MaxArticles
	full.h = &h
	if err := Merge(path, []*Segment{a, &full}); !errors.Is(err, hearsay.ErrTooLarge) {
		t.Errorf("too many articles: %v, want ErrTooLarge", err)
	}
	if left := files(t, filepath.Dir(path)); len(left) > 0 {
		t.Errorf("refused, but left %v", left)
	}
}

func TestMergeThatFailsLeavesNothing(t *testing.T) {
	s := mustOpen(t, write(t, pieces(27, 3, 5)))
	missing := filepath.Join(t.TempDir(), "missing", "m.seg")
	if err := Merge(missing, []*Segment{s, s}); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("into a missing folder: %v", err)
	}
}

// TestMergeInAnyWay: articles cut into segments at random and merged in any order,
// some of them twice over, give the segment that is built of all at once.
func TestMergeInAnyWay(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for trial := range uint64(40) {
		all := pieces(200+trial, 1+r.IntN(120), r.IntN(60))
		want := mustRead(t, write(t, all))
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		var segments []*Segment
		for part := range slices.Chunk(all, 1+r.IntN(40)) {
			segments = append(segments, mustOpen(t, write(t, part)))
		}
		dir := t.TempDir()
		for len(segments) > 1 {
			r.Shuffle(len(segments), func(i, j int) { segments[i], segments[j] = segments[j], segments[i] })
			n := 2 + r.IntN(len(segments)-1)
			path := filepath.Join(dir, fmt.Sprintf("%d.seg", len(segments)))
			if err := Merge(path, segments[:n]); err != nil {
				t.Fatal(err)
			}
			segments = append(segments[n:], mustOpen(t, path))
		}
		if !bytes.Equal(segments[0].data, want) {
			t.Fatalf("trial %d: merging the parts is not building the whole", trial)
		}
	}
}
