// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"math/rand/v2"
	"testing"

	"hearsay/prose"
)

// TestBestPrefix compares with the whole matrix.
func TestBestPrefix(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	some := func(n, letters int) []Code {
		out := make([]Code, n)
		for i := range out {
			out[i] = Code(r.IntN(letters))
		}
		return out
	}
	for range 20_000 {
		letters := 2 + r.IntN(30)
		a, b := some(r.IntN(reach+1), letters), some(r.IntN(reach+1), letters)
		if n := min(len(a), len(b)); n > 0 && r.IntN(2) == 0 {
			copy(b[r.IntN(n):], a[r.IntN(n):])
		}
		gotA, gotB := bestPrefix(a, b)
		if wantA, wantB := wholePrefix(a, b); gotA != wantA || gotB != wantB {
			t.Fatalf("%v, %v: %d, %d; want %d, %d", a, b, gotA, gotB, wantA, wantB)
		}
	}
}

func wholePrefix(a, b []Code) (bestA, bestB int32) {
	rows := [][]int32{make([]int32, len(b)+1)}
	for j := range rows[0] {
		rows[0][j] = -int32(j)
	}
	best := int32(0)
	for i := 1; i <= len(a); i++ {
		row := []int32{-int32(i)}
		for j := 1; j <= len(b); j++ {
			score := max(rows[i-1][j-1], rows[i-1][j], row[j-1]) - 1
			if a[i-1] == b[j-1] {
				if score = max(score, rows[i-1][j-1]+1); score > best {
					best, bestA, bestB = score, int32(i), int32(j)
				}
			}
			row = append(row, score)
		}
		rows = append(rows, row)
	}
	return bestA, bestB
}

// TestLookWide: a shared run of ten words looks like Ten wherever the seed lies, one
// of twelve around its middle like Twelve, and seven words with one left out behind
// the seed are Alike.
func TestLookWide(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	some := func(n int) []prose.Word {
		out := make([]prose.Word, n)
		for i := range out {
			out[i].Hash = r.Uint64()
		}
		return out
	}
	between := func(run []prose.Word) []prose.Word { return append(append(some(5), run...), some(5)...) }
	unlike := 0
	for range 1000 {
		run := some(12)
		a, b := between(run), between(run)
		if got := News().LookWide(News().Wide(a, 5+3), News().Wide(b, 5+3)); got != Ten {
			t.Fatalf("twelve words look like %d", got)
		}
		a, b = between(run[:10]), between(run[:10])
		for at := 5; at <= 10; at++ {
			if got := News().LookWide(News().Wide(a, at), News().Wide(b, at)); got < Ten {
				t.Fatalf("ten words look like %d at word %d", got, at)
			}
		}
		a, b = between(run), between(append(run[:5:5], run[6:]...))
		if got := News().LookWide(News().Wide(a, 5), News().Wide(b, 5)); got < Alike {
			t.Fatalf("a word left out hides the others")
		}
		a, b = between(run[:5]), between(run[:5])
		if News().LookWide(News().Wide(a, 5), News().Wide(b, 5)) == Unlike {
			unlike++
		}
	}
	if unlike < 700 {
		t.Errorf("%d of 1000 looks are chance", 1000-unlike)
	}
}
