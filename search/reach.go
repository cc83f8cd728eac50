// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"hearsay/store"
)

// limits is how much one search may look at. They are of work and not of time: the same
// question has the same answer on every machine.
type limits struct {
	// holders is how many articles may have a word. Where a query has a word of no more, all
	// that pass are among its holders, and these can be put in order of merit.
	holders int64
	weighed int // words of a query whose holders are counted
	// sifted is how many articles may pass a filter. Where a query without words has a filter
	// that no more pass, all that pass the rest are among them, and these can be put in order of
	// date.
	sifted int
	part   int   // articles of a part of the results, where no word or filter is as rare
	walked int64 // arrivals that are gone through for a part, and at once
	stride int64
	read   int // articles that are read for quotations with the words
}

// usual are the limits of every search but those of tests.
func usual() limits {
	return limits{holders: 5_000, weighed: 32, sifted: 10_000, part: 1_000, walked: 100_000, stride: 10_000, read: 500}
}

// reach is how far a search for words can look.
type reach struct {
	// merit is a full-text query for those parts of the query that are rare; "" where none
	// is. All that passes passes it.
	merit  string
	common []string // the other parts
}

// reach weighs the words of a query.
func (e *Engine) reach(ctx context.Context, p *parsed) (r reach, err error) {
	counts := map[string]int64{}
	var rare []string
	for _, g := range p.groups {
		n := int64(0)
		for _, words := range g {
			least, err := e.rarest(ctx, words, counts)
			if err != nil {
				return r, err
			}
			n += least
		}
		if n <= e.limits.holders {
			rare = append(rare, eitherFTS(g))
			continue
		}
		for _, words := range g {
			r.common = append(r.common, strings.Join(words, " "))
		}
	}
	slices.Sort(r.common)
	r.common = slices.Compact(r.common)
	r.merit = p.within(strings.Join(rare, " AND "))
	return r, nil
}

// rarest is how many articles hold the rarest of some words, counted to one more than
// limits.holders.
func (e *Engine) rarest(ctx context.Context, words []string, counts map[string]int64) (int64, error) {
	least := e.limits.holders + 1
	for _, w := range words {
		n, again := counts[w]
		if !again {
			if len(counts) == e.limits.weighed {
				continue
			}
			var err error
			if n, err = e.lib.CountTo(ctx, store.Filter{Words: quotedFTS([]string{w})}, e.limits.holders+1); err != nil {
				return 0, err
			}
			counts[w] = n
		}
		least = min(least, n)
	}
	return least, nil
}

// worded finds the articles that hold words: all of them, best first, where one of the words
// is rare, else those that arrived last.
func (e *Engine) worded(ctx context.Context, p *parsed, f *Found) ([]store.Match, error) {
	r, err := e.reach(ctx, p)
	if err != nil {
		return nil, err
	}
	f.Order, f.Common = MeritOrder, r.common
	most := e.limits.part
	if p.in == inQuotation {
		most = e.limits.read
	}
	var matches []store.Match
	if r.merit == "" {
		matches, err = e.lastOf(ctx, p, f, most)
	} else {
		matches, err = e.ranked(ctx, p, f, r)
	}
	if err != nil || p.in != inQuotation {
		return matches, err
	}
	return e.inQuotations(ctx, p, matches)
}

// ranked finds all articles that pass, best first; of more than are read for quotations those
// that arrived last.
func (e *Engine) ranked(ctx context.Context, p *parsed, f *Found, r reach) ([]store.Match, error) {
	if p.in == inQuotation {
		matches, err := e.lib.LatestMatches(ctx, p.filter, e.limits.read+1)
		if err != nil {
			return nil, err
		}
		if len(matches) > e.limits.read {
			matches = matches[:e.limits.read]
			return matches, e.looked(ctx, p, f, matches[len(matches)-1].N-1)
		}
	}
	if len(r.common) == 0 {
		return e.lib.Matches(ctx, p.filter, math.MaxInt32)
	}
	matches, err := e.lib.LatestMatches(ctx, p.filter, math.MaxInt32)
	if err != nil {
		return nil, err
	}
	merits, err := e.lib.Merits(ctx, r.merit)
	slices.SortFunc(matches, func(a, b store.Match) int {
		return cmp.Or(cmp.Compare(merits[a.N], merits[b.N]), cmp.Compare(a.N, b.N))
	})
	return matches, err
}

// lastOf finds most of the articles that pass, the last arrivals first.
func (e *Engine) lastOf(ctx context.Context, p *parsed, f *Found, most int) (matches []store.Match, err error) {
	at, err := e.lastFor(ctx, p)
	if err != nil {
		return nil, err
	}
	for end := max(0, at-e.limits.walked); at > end && len(matches) < most; {
		part := p.filter
		part.Until, part.Behind = at, max(end, at-e.limits.stride)
		found, err := e.lib.LatestMatches(ctx, part, most-len(matches))
		if err != nil {
			return nil, err
		}
		matches = append(matches, found...)
		if at = part.Behind; len(matches) == most {
			at = matches[most-1].N - 1
		}
	}
	return matches, e.looked(ctx, p, f, at)
}

// lastFor is the number of the last arrival that counts.
func (e *Engine) lastFor(ctx context.Context, p *parsed) (int64, error) {
	if p.filter.Until > 0 {
		return p.filter.Until, nil
	}
	return e.lastArrival(ctx)
}

// looked notes that a search looked at no article that arrived up to a number.
func (e *Engine) looked(ctx context.Context, p *parsed, f *Found, older int64) error {
	f.Order = ArrivalOrder
	if older == 0 {
		return nil
	}
	last, err := e.lastFor(ctx, p)
	if err != nil {
		return err
	}
	before, err := e.lib.CountTo(ctx, store.Filter{Until: older}, 1)
	if before > 0 {
		f.Older, f.Looked = older, int(last-older)
	}
	return err
}
