// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"cmp"
	"slices"
)

// FamilyView is a family with what there is to show of it.
type FamilyView struct {
	Family
	// Articles are those of the variants, in the order of the variants, each once.
	Articles []Brief
	Findings []Finding
	// Caution is what is to be said of several hearings; "" when there is one.
	Caution string
	// More counts articles with some of the words that were not looked at.
	More int
}

// Brief is that of an article of the family; the zero Brief for words that were
// asked about.
func (v *FamilyView) Brief(id ArticleID) Brief {
	for _, b := range v.Articles {
		if b.ID == id {
			return b
		}
	}
	return Brief{}
}

// Wordings puts the numbers of variants together that have the same words, speaker
// and changes: that of the base first, then those of most articles, then the
// earlier.
func (v *FamilyView) Wordings() [][]int {
	type wording struct {
		exact, speaker string
		mode           Mode
		anchored       bool
	}
	at := map[wording]int{}
	var out [][]int
	for i := range v.Variants {
		r := &v.Variants[i]
		w := wording{r.Exact, r.Speaker.Name, r.Mode, r.Anchored}
		k, ok := at[w]
		if !ok {
			k = len(out)
			at[w] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	slices.SortStableFunc(out, func(a, b []int) int {
		if x, y := slices.Contains(a, v.Base), slices.Contains(b, v.Base); x != y {
			if x {
				return -1
			}
			return 1
		}
		return cmp.Compare(len(b), len(a))
	})
	return out
}

// BriefsOf are the articles of some variants, each once, in order.
func (v *FamilyView) BriefsOf(variants []int) []Brief {
	wanted := map[ArticleID]bool{}
	for _, i := range variants {
		wanted[v.Variants[i].Article] = true
	}
	var out []Brief
	for _, b := range v.Articles {
		if wanted[b.ID] {
			out = append(out, b)
		}
	}
	return out
}
