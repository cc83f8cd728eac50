// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant_test

import (
	"slices"
	"strings"
	"testing"

	"hearsay/bench/provenance"
	"hearsay/bench/provenance/plant"
)

// TestSolvable: the truth can be found in the texts. A rule of a few lines, told
// the true times, takes the earlier article of the story that shares most runs of
// four words, before others one that the page names. How often that is where the
// text is from is no more than a floor for what can be reached.
func TestSolvable(t *testing.T) {
	for level := 1; level <= plant.Levels; level++ {
		set := mustMake(t, plant.Options{Level: level, Seed: 1})
		right, all := 0, 0
		n := newNaive(set)
		for _, e := range set.Truth.Edges {
			if !e.Main || e.Hidden || strings.HasPrefix(e.From, "unseen:") {
				continue
			}
			all++
			if got := n.from(e.Derived); got == e.From || slices.Contains(e.Also, got) {
				right++
			}
		}
		t.Logf("level %d: %d of %d, %.3f", level, right, all, float64(right)/float64(all))
		if 100*right < 85*all {
			t.Errorf("level %d: %d of %d main edges can be found by a simple rule", level, right, all)
		}
	}
}

// naive is the rule.
type naive struct {
	articles map[string]provenance.Article
	runs     map[string]map[string]bool
	known    map[string]provenance.Known
	story    map[string][]string
}

func newNaive(set *plant.Set) *naive {
	n := &naive{map[string]provenance.Article{}, map[string]map[string]bool{}, map[string]provenance.Known{}, map[string][]string{}}
	for _, a := range set.Articles {
		n.articles[a.ID] = a
		runs := map[string]bool{}
		w := strings.Fields(strings.ToLower(a.Plain()))
		for i := 0; i+4 <= len(w); i++ {
			runs[strings.Join(w[i:i+4], " ")] = true
		}
		n.runs[a.ID] = runs
	}
	for _, k := range set.Truth.Articles {
		n.known[k.ID] = k
		n.story[k.Story] = append(n.story[k.Story], k.ID)
	}
	return n
}

// from is where an article has most of its words from.
func (n *naive) from(id string) string {
	best, most := "", -1
	text := n.articles[id].Text + n.articles[id].HTML
	for _, other := range n.story[n.known[id].Story] {
		if !n.known[other].Time.Before(n.known[id].Time) {
			continue
		}
		shared := 0
		for r := range n.runs[id] {
			if n.runs[other][r] {
				shared++
			}
		}
		if shared >= 10 && strings.Contains(text, n.articles[other].Outlet) {
			shared += 1000
		}
		if shared > most {
			best, most = other, shared
		}
	}
	return best
}
