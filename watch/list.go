// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"hearsay/prose"
	"hearsay/wire"
)

// Pick says which sources are meant; the zero Pick all.
type Pick struct {
	Collection, Tag, State string
}

// Picked is the sources that a Pick means, by collection and name. The counts beside are of
// what there would be with another value in the place of the one that was picked.
type Picked struct {
	Sources                   []wire.Source
	All                       int // sources of the library
	Collections, Tags, States []Tally
}

// Select picks sources. Its time grows with how many the library has.
func (r *Roster) Select(ctx context.Context, p Pick) (*Picked, error) {
	list, err := r.List(ctx)
	if err != nil {
		return nil, err
	}
	out := &Picked{All: len(list)}
	collections, tags, states := map[string]int{}, map[string]int{}, map[string]int{}
	for i := range list {
		v := ViewOf(&list[i])
		inCollection, inTag, inState := p.Collection == "" || v.Collection == p.Collection, p.Tag == "" || slices.Contains(v.Tags, p.Tag), p.State == "" || v.State == p.State
		if inTag && inState && v.Collection != "" {
			collections[v.Collection]++
		}
		if inCollection && inState {
			for _, tag := range v.Tags {
				tags[tag]++
			}
		}
		if inCollection && inTag {
			states[v.State]++
		}
		if inCollection && inTag && inState {
			out.Sources = append(out.Sources, v)
		}
	}
	out.Collections, out.Tags = tallies(collections), tallies(tags)
	for _, s := range States() {
		out.States = append(out.States, Tally{s, states[s]})
	}
	slices.SortFunc(out.Sources, func(a, b wire.Source) int { return PlaceOf(&a).Compare(PlaceOf(&b)) })
	return out, nil
}

// Tally is how many sources have a value.
type Tally struct {
	Value   string
	Sources int
}

func tallies(of map[string]int) []Tally {
	var out []Tally
	for value, n := range of {
		out = append(out, Tally{value, n})
	}
	slices.SortFunc(out, func(a, b Tally) int { return cmp.Compare(a.Value, b.Value) })
	return out
}

// Place is where a source stands in the list.
type Place struct {
	Name string // of its collection and of itself, as far as they order
	ID   int64
}

// placeName is the most bytes of a name that order.
const placeName = 200

// PlaceOf is the place of a source.
func PlaceOf(s *wire.Source) Place {
	name := func(s string) string { return prose.Clip(strings.ToLower(s), placeName) }
	return Place{name(s.Collection) + "\x00" + name(cmp.Or(s.Title, s.Address)), s.ID}
}

// Compare orders places.
func (p Place) Compare(q Place) int {
	return cmp.Or(cmp.Compare(p.Name, q.Name), cmp.Compare(p.ID, q.ID))
}
