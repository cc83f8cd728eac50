// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"bytes"
	"slices"

	"hearsay/internal/forest"
	"hearsay/store"
)

// group is a row of results: an article, and its near-copies among them.
type group struct {
	shown  store.Match
	copies []store.Match
}

// single makes every article a row.
func single(matches []store.Match) []group {
	out := make([]group, 0, len(matches))
	for _, m := range matches {
		out = append(out, group{shown: m})
	}
	return out
}

// nearCopy reports whether two articles share so much that reading one is reading
// the other: four fifths of the longer.
func nearCopy(shared, a, b int) bool { return 5*shared >= 4*max(a, b) && shared > 0 }

// fold puts near-copies under the earliest of them. Rows stand where the best of their
// articles stood.
func fold(matches []store.Match, shared []store.Shared) []group {
	at := make(map[int64]int32, len(matches))
	var sets forest.Forest
	for i, m := range matches {
		at[m.N] = int32(i)
		sets.Add()
	}
	for _, s := range shared {
		a, b := at[s.A], at[s.B]
		if nearCopy(s.Words, matches[a].Words, matches[b].Words) {
			sets.Join(a, b)
		}
	}
	row := map[int32]int{} // of a set
	var out []group
	for i, m := range matches {
		root := sets.Root(int32(i))
		k, ok := row[root]
		if !ok {
			row[root] = len(out)
			out = append(out, group{shown: m})
			continue
		}
		out[k].copies = append(out[k].copies, m)
	}
	for i := range out {
		out[i].settle()
	}
	return out
}

// settle shows the earliest of a group, and orders the others by date.
func (g *group) settle() {
	if len(g.copies) == 0 {
		return
	}
	all := append([]store.Match{g.shown}, g.copies...)
	slices.SortFunc(all, func(a, b store.Match) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return bytes.Compare(a.ID[:], b.ID[:])
	})
	g.shown, g.copies = all[0], all[1:]
}
