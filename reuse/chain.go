// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

import (
	"cmp"
	"slices"
)

const (
	// maxGap is how many words, on either side, may stand between two runs of
	// a passage.
	maxGap = 40
	// lookBack is how many runs are considered as the one before a run.
	lookBack = 128
	// A word between two runs costs gapCost of an equal word, and a word by
	// which one side is longer shiftCost: two runs of four words that are 30
	// words apart are two coincidences rather than one passage.
	gapCost   = 0.15
	shiftCost = 0.25
	// minScore is the least score of a chain that is looked at: one run of
	// five words, or several shorter ones.
	minScore = 4.5
)

// link is the best chain that ends with a run.
type link struct {
	score float64
	prev  int32 // -1 for none
}

// chainRuns puts runs into chains that read forward in both texts, best chain
// first. Runs must be sorted by their end in the first text. A run is part of
// one chain at most; it may overlap the run before it. Time is linear in the runs, with the factor lookBack.
func chainRuns(runs []run) [][]run {
	links := make([]link, len(runs))
	for i := range runs {
		links[i] = bestLink(runs, links, i)
	}
	byScore := make([]int32, len(runs))
	for i := range byScore {
		byScore[i] = int32(i)
	}
	slices.SortStableFunc(byScore, func(x, y int32) int { return cmp.Compare(links[y].score, links[x].score) })
	used := make([]bool, len(runs))
	var out [][]run
	for _, end := range byScore {
		if chain := extract(runs, links, used, end); chain != nil {
			out = append(out, chain)
		}
	}
	return out
}

// bestLink chooses the run that goes before run i.
func bestLink(runs []run, links []link, i int) link {
	r := runs[i]
	best := link{score: float64(r.n), prev: -1}
	for j := i - 1; j >= 0 && j >= i-lookBack; j-- {
		p := runs[j]
		if p.aEnd() < r.a-maxGap {
			break
		}
		trim := overlap(p, r)
		gapA, gapB := r.a+trim-p.aEnd(), r.b+trim-p.bEnd()
		if trim >= r.n || p.a >= r.a || p.b >= r.b || gapA > maxGap || gapB > maxGap {
			continue
		}
		gap, shift := float64(max(gapA, gapB)), float64(max(gapA-gapB, gapB-gapA))
		gain := float64(r.n-trim) - gapCost*gap - shiftCost*shift
		if gain > 0 && links[j].score+gain > best.score {
			best = link{links[j].score + gain, int32(j)}
		}
	}
	return best
}

// overlap is how many words of run r stand in the run before it already.
func overlap(before, r run) int32 {
	return max(before.aEnd()-r.a, before.bEnd()-r.b, 0)
}

// extract takes the chain that ends with run end, as far as its runs are free.
// Nil when that is not worth it.
func extract(runs []run, links []link, used []bool, end int32) []run {
	if used[end] {
		return nil
	}
	var chain []run
	first := end
	for i := end; i >= 0 && !used[i]; i = links[i].prev {
		used[i] = true
		chain = append(chain, runs[i])
		first = i
	}
	// What was before the first belongs to another chain, and so does its
	// share of the score.
	if links[end].score-links[first].score+float64(runs[first].n) < minScore {
		return nil
	}
	slices.Reverse(chain)
	return chain
}
