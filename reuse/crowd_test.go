// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"testing"

	"hearsay"
	"hearsay/index"
)

// differing sets a bit of each field of a signature: fields 0 to 3 are the words before the
// seed, the nearest last; 4 to 7 those behind it, the nearest first.
func differing(fields ...int) uint16 {
	var sig uint16
	for _, n := range fields {
		sig |= 1 << (2 * n)
	}
	return sig
}

func TestLook(t *testing.T) {
	for _, c := range []struct {
		name   string
		differ []int
		want   Look
	}{
		{"all eight", nil, Ten},
		{"one at an end", []int{0}, Ten},
		{"one next to the seed", []int{3}, Ten}, // four behind it: a run of nine or more
		{"a run of ten", []int{0, 1, 7}, Ten},   // two before, three behind
		{"at the start of a run of ten", []int{0, 1, 2, 3}, Ten},
		{"at the end of one", []int{4, 5, 6, 7}, Ten},
		{"two and two", []int{0, 1, 6, 7}, Alike},
		{"scattered", []int{1, 3, 4, 6}, Alike},
		{"two of eight", []int{0, 1, 3, 4, 6, 7}, Unlike},
	} {
		const sig = 0b1001_1100_0110_0011
		if got := News().Look(sig, sig^index.Context(differing(c.differ...))); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestVain: where many were aligned in vain, a single seed must stand in a run of
// ten words; two seeds side by side, and seeds elsewhere, need not.
func TestVain(t *testing.T) {
	at := func(word int32, l Look) Candidate { return Candidate{Places: []Place{{word, l}}} }
	spread := Candidate{Places: []Place{{10, Unlike}, {14, Unlike}}, Spread: true}
	c := newCrowd(News(), 100, 64)
	for vain := range 10 {
		want := []Verdict{Admitted, Admitted, Admitted, Admitted}
		if vain >= someVain {
			want = []Verdict{Doubtful, Checked, Admitted, Admitted}
		}
		for i, candidate := range []Candidate{at(10, Alike), at(10, Ten), spread, at(40, Alike)} {
			if got := c.Judge(candidate); got != want[i] {
				t.Fatalf("after %d in vain, candidate %d: %d, want %d", vain, i, got, want[i])
			}
		}
		c.Add(at(10, Alike), nil, 8)
	}
	found := []Passage{{A: hearsay.Span{Start: 5, End: 25}, Longest: 20}}
	for range 64 {
		c.Add(spread, found, 8)
	}
	for _, candidate := range []Candidate{spread, at(10, Ten)} {
		if c.Judge(candidate) != Crowded {
			t.Error("64 articles have the passage, and one more is not counted as one of the crowd")
		}
	}
	if c.Judge(at(10, Alike)) != Doubtful {
		t.Error("what only looks alike where many were in vain is counted as one of the crowd")
	}
}

// TestSharesRun: a run of ten words around the seed, wherever the seed stands in it.
func TestSharesRun(t *testing.T) {
	q := News().Query("a b c d e f g h i j k l m n")
	for _, c := range []struct {
		other string
		at    int32
		want  bool
	}{
		{"x y b c d e f g h i j k z", 3, true},
		{"x y b c d e f g h i j k z", 6, true},
		{"b c d e f g h i j k", 1, true},
		{"x b c d e f g h i j z", 3, false}, // nine
		{"b c d e f x b c d e f g h i j k", 1, true},
		{"b c d e f g h i j k", 0, false},
		{"", 3, false},
	} {
		if got := q.SharesRun(Codes(c.other), []Place{{c.at, Ten}}); got != c.want {
			t.Errorf("%q at %d: %v", c.other, c.at, got)
		}
	}
}

// TestPhrases: what many articles have counts only within ten words in a row, or
// with enough words beside it, or in a long passage.
func TestPhrases(t *testing.T) {
	q := News().Query("a b c d e f g h i j k l m n o p q r s t u v w x y z")
	counts := make([]int32, len(q.Seeds()))
	counts[10] = maxRare + 1 // words 10 to 14
	run := func(from, to int) hearsay.Span { return hearsay.Span{Start: from, End: to} }
	passage := func(equal ...hearsay.Span) Passage {
		p := Passage{A: run(equal[0].Start, equal[len(equal)-1].End), Equal: equal}
		for _, e := range equal {
			p.Matched, p.Longest = p.Matched+e.Len(), max(p.Longest, e.Len())
		}
		return p
	}
	for _, c := range []struct {
		name string
		p    Passage
		kept bool
	}{
		{"eight words elsewhere", passage(run(0, 8)), true},
		{"a phrase and three words", passage(run(8, 16)), false},
		{"a phrase and a word further on", passage(run(9, 16), run(18, 19)), false},
		{"ten words in a row around a phrase", passage(run(8, 18)), true},
		{"a phrase and six words further on", passage(run(10, 15), run(16, 22)), true},
		{"sixteen words", passage(run(4, 9), run(10, 15), run(16, 22)), true},
	} {
		for _, known := range [][]int32{counts, nil} {
			crowd := q.Crowd(64, known)
			kept := len(crowd.Add(Candidate{Places: []Place{{10, Ten}}}, []Passage{c.p}, 8)) == 1
			if want := c.kept || known == nil; kept != want {
				t.Errorf("%s, counts %v: kept %v", c.name, known != nil, kept)
			}
		}
	}
	crowd := q.Crowd(64, counts)
	for _, c := range []struct {
		candidate Candidate
		want      Verdict
	}{
		{Candidate{Places: []Place{{10, Alike}}}, Doubtful},
		{Candidate{Places: []Place{{10, Ten}}}, Checked},
		{Candidate{Places: []Place{{9, Alike}}}, Admitted},
		{Candidate{Places: []Place{{6, Unlike}, {10, Unlike}}, Spread: true}, Admitted},
	} {
		if got := crowd.Judge(c.candidate); got != c.want {
			t.Errorf("%v: verdict %d, want %d", c.candidate, got, c.want)
		}
	}
}
