// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package story_test

import (
	"cmp"
	"context"
	"slices"
	"testing"
	"time"

	"hearsay"
	"hearsay/story"
)

// memory is a library in memory.
type memory struct {
	all     []hearsay.Account
	in      map[int64]int64 // article → story
	stories int64
}

// near are the articles that pass, nearest to a date, each before and each after.
func (m *memory) near(at time.Time, n int64, each int, pass func(*hearsay.Account) bool) (out []hearsay.Neighbour) {
	var before, after []hearsay.Neighbour
	for i := range m.all {
		a := &m.all[i]
		if a.N == n || !pass(a) {
			continue
		}
		x := hearsay.Neighbour{N: a.N, Date: a.Date, Outlet: a.Outlet, Story: m.in[a.N]}
		if a.Date.Before(at) {
			before = append(before, x)
		} else {
			after = append(after, x)
		}
	}
	nearest := func(list []hearsay.Neighbour) []hearsay.Neighbour {
		slices.SortFunc(list, func(a, b hearsay.Neighbour) int {
			return cmp.Or(cmp.Compare(a.Date.Sub(at).Abs(), b.Date.Sub(at).Abs()), cmp.Compare(a.N, b.N))
		})
		return list[:min(len(list), each)]
	}
	return append(nearest(before), nearest(after)...)
}

func hasMark(key uint64) func(*hearsay.Account) bool {
	return func(a *hearsay.Account) bool {
		is := func(m hearsay.Mark) bool { return m.Key == key }
		return slices.ContainsFunc(a.Names, is) || slices.ContainsFunc(a.Links, is)
	}
}

func (m *memory) Holders(_ context.Context, mark uint64, at time.Time, n int64, each int) ([]hearsay.Neighbour, error) {
	return m.near(at, n, each, hasMark(mark)), nil
}

func (m *memory) Elsewhen(_ context.Context, mark uint64, at time.Time, gap time.Duration, each int) (int, error) {
	var before, after int
	for i := range m.all {
		switch a := &m.all[i]; {
		case !hasMark(mark)(a):
		case a.Date.Before(at.Add(-gap)):
			before++
		case a.Date.After(at.Add(gap)):
			after++
		}
	}
	return min(before, each) + min(after, each), nil
}

func (m *memory) Witnesses(_ context.Context, c hearsay.ClusterID, at time.Time, n int64, each int) ([]hearsay.Neighbour, error) {
	return m.near(at, n, each, func(a *hearsay.Account) bool {
		return slices.ContainsFunc(a.Passages, func(w hearsay.Witness) bool { return w.Cluster == c })
	}), nil
}

func (m *memory) Neighbours(_ context.Context, list []hearsay.Neighbour) error {
	for i := range list {
		a := m.account(list[i].N)
		list[i].Article, list[i].Undated, list[i].Outlet, list[i].Page, list[i].Words = a.Article, a.Undated, a.Outlet, a.Page, a.Words
		for _, name := range a.Names {
			list[i].Names = append(list[i].Names, name.Key)
		}
	}
	return nil
}

func (m *memory) Whereabouts(_ context.Context, articles []hearsay.ArticleID) ([]int64, error) {
	out := make([]int64, len(articles))
	for i, id := range articles {
		for _, a := range m.all {
			if a.Article == id {
				out[i] = m.in[a.N]
			}
		}
	}
	return out, nil
}

func (m *memory) Size(_ context.Context, story int64) (n int, _ error) {
	for _, s := range m.in {
		if s == story {
			n++
		}
	}
	return n, nil
}

func (m *memory) Account(_ context.Context, n int64) (hearsay.Account, error) {
	return *m.account(n), nil
}

func (m *memory) account(n int64) *hearsay.Account {
	return &m.all[slices.IndexFunc(m.all, func(a hearsay.Account) bool { return a.N == n })]
}

// place puts all articles into stories, in order of date, and returns the story of each
// in the order given.
func (m *memory) place(t *testing.T, rulings ...hearsay.StoryRuling) (out []int64) {
	t.Helper()
	m.in = map[int64]int64{}
	p := story.NewPlacer(m, rulings)
	order := slices.Clone(m.all)
	slices.SortStableFunc(order, func(a, b hearsay.Account) int { return a.Date.Compare(b.Date) })
	for i := range order {
		got, err := p.Place(t.Context(), &order[i])
		if err != nil {
			t.Fatal(err)
		}
		m.put(order[i].N, got.Stories)
	}
	names := map[int64]int64{}
	for _, a := range m.all {
		s := m.in[a.N]
		if names[s] == 0 {
			names[s] = int64(len(names) + 1)
		}
		out = append(out, names[s])
	}
	return out
}

func (m *memory) put(n int64, stories []int64) {
	if len(stories) == 0 {
		m.stories++
		stories = []int64{m.stories}
	}
	for article, s := range m.in {
		if slices.Contains(stories, s) {
			m.in[article] = stories[0]
		}
	}
	m.in[n] = stories[0]
}
