// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"cmp"
	"slices"
)

// MaxLive is how many segments Plan leaves, those that are more than half full not
// counted. A look-up costs each segment.
const MaxLive = 8

// Plan chooses segments to merge, given the number of articles of each: nil when
// there are not more than MaxLive. Any may be merged with any, so it takes the
// smallest ones, so many of them that the largest is the least share of all. So an
// article moves into a segment that is much larger than its own: with batches of
// 1 to 500, up to ten million articles, each is written eleven times, by batches
// of 500 nine times (TestPlanKeepsFew). Merging each batch into the smallest
// segments that together outweigh the next would leave as many and write more.
// Numbers are returned in order. Time is n log n.
func Plan(articles []int64) []int {
	open := 0
	for _, n := range articles {
		if n <= MaxArticles/2 {
			open++
		}
	}
	if open <= MaxLive {
		return nil
	}
	order := smallestFirst(articles)
	var total, bestLargest, bestTotal int64
	best := 0
	for n, i := range order {
		largest := max(articles[i], 1)
		if total += largest; total > MaxArticles {
			break
		}
		if n > 0 && (best == 0 || largest*bestTotal <= bestLargest*total) {
			best, bestLargest, bestTotal = n+1, largest, total
		}
	}
	out := order[:best]
	slices.Sort(out)
	return out
}

// worthLast is how many articles PlanLast may have written again for each one that
// was added: a tenth of what adding it cost.
const worthLast = 4

// PlanLast chooses segments to merge when a writer has added some articles and
// leaves: as many of the smallest as cost little beside the adding; nil when these
// are fewer than two. So what was added at one go is one segment, and many small
// additions to a large library leave the large segments alone. Numbers are returned
// in order. Time is n log n.
func PlanLast(articles []int64, added int) []int {
	order := smallestFirst(articles)
	n := 0
	for total := int64(0); n < len(order); n++ {
		total += max(articles[order[n]], 1)
		if total > min(worthLast*int64(added), MaxArticles) {
			break
		}
	}
	if n < 2 {
		return nil
	}
	out := order[:n]
	slices.Sort(out)
	return out
}

// smallestFirst are the numbers of segments in the order of their sizes, those of one
// size as they stand.
func smallestFirst(articles []int64) []int {
	order := make([]int, len(articles))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(articles[i], articles[j]) })
	return order
}
