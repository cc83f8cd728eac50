// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"hearsay/store"
)

// Counts are how many of the articles found have a value. Each is what a search with
// that filter besides would find.
type Counts struct {
	Outlets, Languages, Speakers []store.Count
	Times                        []Bucket // in order, with those of no article between
	Years                        bool     // the buckets are years, not months
	Undated                      int
}

// Bucket is a month or a year with the articles that may be of it: one whose date is
// not known to the day counts in two.
type Bucket struct {
	From, Before time.Time
	Articles     int
}

// maxValues is how many values of a kind are counted: those of most articles.
const maxValues = 12

func (e *Engine) count(ctx context.Context, matches []store.Match) (*Counts, error) {
	outlets, languages := map[string]int{}, map[string]int{}
	for _, m := range matches {
		outlets[m.Outlet]++
		languages[strings.ToLower(m.Language)]++
	}
	c := &Counts{Outlets: most(outlets), Languages: most(widened(languages))}
	c.times(matches)
	speaking, err := e.lib.SpeakingIn(ctx, matches)
	if err != nil {
		return nil, err
	}
	c.Speakers = speakers(speaking)
	for i := range c.Speakers {
		s := &c.Speakers[i]
		if s.Label, err = e.lib.Unfolded(ctx, s.Value); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// widened counts a language with its varieties, as the filter does.
func widened(counts map[string]int) map[string]int {
	out := map[string]int{}
	for tag := range counts {
		for other, n := range counts {
			if other == tag || strings.HasPrefix(other, tag+"-") {
				out[tag] += n
			}
		}
	}
	return out
}

// most are the values with most articles; the empty one is none.
func most(counts map[string]int) []store.Count {
	var out []store.Count
	for value, n := range counts {
		if value != "" {
			out = append(out, store.Count{Value: value, Label: value, Articles: n})
		}
	}
	sortCounts(out)
	return out[:min(len(out), maxValues)]
}

// sortCounts puts the values of most articles first, and those of as many by name.
func sortCounts(list []store.Count) {
	slices.SortFunc(list, func(a, b store.Count) int {
		return cmp.Or(b.Articles-a.Articles, strings.Compare(a.Value, b.Value))
	})
}

// speakers counts articles by who speaks in them, and for the names that have most
// as the filter does, which finds a name with words before it, too.
func speakers(list []store.Speaking) []store.Count {
	exact := map[string]int{}
	for _, s := range list {
		exact[s.Name]++
	}
	out := most(exact)
	for i := range out {
		in := map[int64]bool{}
		for _, s := range list {
			if s.Name == out[i].Value || strings.HasSuffix(s.Name, " "+out[i].Value) {
				in[s.N] = true
			}
		}
		out[i].Articles = len(in)
	}
	sortCounts(out)
	return out
}

// maxMonths is how many months are shown apart; a longer time is shown in years.
const maxMonths = 36

// maxYears bounds the years: a mistaken date must not make a thousand of them.
const maxYears = 300

// times counts articles by month or year.
func (c *Counts) times(matches []store.Match) {
	var first, last time.Time
	for _, m := range matches {
		if m.From.IsZero() {
			c.Undated++
			continue
		}
		if first.IsZero() || m.From.Before(first) {
			first = m.From
		}
		if m.To.After(last) {
			last = m.To
		}
	}
	if first.IsZero() {
		return
	}
	start := time.Date(first.UTC().Year(), first.UTC().Month(), 1, 0, 0, 0, 0, time.UTC)
	months := 1
	if c.Years = start.AddDate(0, maxMonths, 0).Before(last); c.Years {
		months, start = 12, time.Date(start.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	for from := start; !from.After(last) && len(c.Times) < maxYears; {
		b := Bucket{From: from, Before: from.AddDate(0, months, 0)}
		for _, m := range matches {
			if !m.From.IsZero() && !m.To.Before(b.From) && m.From.Before(b.Before) {
				b.Articles++
			}
		}
		c.Times = append(c.Times, b)
		from = b.Before
	}
}
