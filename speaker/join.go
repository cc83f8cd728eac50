// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"

	"hearsay"
	"hearsay/internal/forest"
)

// A Tie is one reason for a party: entry B belongs to A.
type Tie struct {
	Rule   hearsay.Rule
	A, B   int // indexes of entries
	Ruling int // number of the ruling, for ByRuling
}

// A Party is the entries that are taken for one voice.
type Party struct {
	Entries []int // indexes, rising
	// Apart says that nothing tells whose the name is: every appearance is a
	// voice by itself.
	Apart bool
	// Perhaps are the parties that one who is Apart may belong to, rising; none when
	// there are more than maxPerhaps.
	Perhaps []int
	Ties    []Tie
}

// maxPerhaps is how many alternatives are worth telling.
const maxPerhaps = 4

// Join sorts entries and says which are of one voice. The answer depends on the
// set of entries and rulings alone, not on their order. Rulings come first, the
// latest of them before the others; then evidence joins within a stem, surest
// first:
//
//	full names       agree, in any spelling: one person, unless roles or middle
//	                 names speak against it
//	                 if they do, the name is of several people: who has an office
//	                 or body in common is one; a name without a role is nobody's,
//	                 unless one of them has nearly all articles
//	surnames alone   go with the one person of that surname who has the same
//	                 office at about that time; without one, those of one office
//	                 are one voice; a mere surname is tied to nobody
//	organizations    are one by name when that names them: "the ministry" does not
//	outlets          by name, unless their domains differ
//
// Time is that of sorting, but for the square of the forms that one full name has,
// of which the 256 most frequent count; others are as if without a role.
func Join(entries []Entry, rulings []hearsay.Ruling) []Party {
	slices.SortFunc(entries, compareEntries)
	j := newJoiner(entries)
	j.rule(rulings)
	for _, stem := range j.stems() {
		switch j.entries[stem[0]].Kind {
		case hearsay.Person:
			j.people(stem)
		case hearsay.Outlet:
			j.namesakes(j.units(stem), hearsay.SameBody)
		default:
			j.bodies(stem)
		}
	}
	return j.parties()
}

// joiner holds what is known while joining. Entries are known by index.
type joiner struct {
	entries []Entry
	of      forest.Forest
	ruled   []bool
	apart   []bool
	perhaps map[int32][]int32 // of an entry that is apart: entries of others
	divided [][2]int32        // entries that a ruling says are of two voices
	ties    []Tie
}

func newJoiner(entries []Entry) *joiner {
	j := &joiner{entries: entries, ruled: make([]bool, len(entries)), apart: make([]bool, len(entries)), perhaps: map[int32][]int32{}}
	for range entries {
		j.of.Add()
	}
	return j
}

// stems are the entries by stem, in order of their first.
func (j *joiner) stems() [][]int32 {
	all := make([]int32, len(j.entries))
	for i := range all {
		all[i] = int32(i)
	}
	return groupBy(all, func(i int32) string { return Stem(j.entries[i].Guise) })
}

// rule carries out rulings, the latest first: an earlier one does what is left.
func (j *joiner) rule(rulings []hearsay.Ruling) {
	rulings = slices.Clone(rulings)
	slices.SortFunc(rulings, func(a, b hearsay.Ruling) int { return b.N - a.N })
	for _, r := range rulings {
		if r.Undone {
			continue
		}
		a, b := j.meant(r.A), j.meant(r.B)
		both := slices.Concat(a, b)
		for _, e := range both {
			j.ruled[e] = true
		}
		if r.Same {
			j.together(both, r.N)
			continue
		}
		j.together(a, r.N)
		j.together(b, r.N)
		j.divide(a, b)
	}
}

// divide keeps entries of a from those of b.
func (j *joiner) divide(a, b []int32) {
	for _, x := range a {
		for _, y := range b {
			if r, s := j.of.Root(x), j.of.Root(y); r != s && !j.forbidden(r, s) {
				j.divided = append(j.divided, [2]int32{x, y})
			}
		}
	}
}

// meant are the entries that some refs are about.
func (j *joiner) meant(refs []hearsay.Ref) (out []int32) {
	for _, ref := range refs {
		i, found := slices.BinarySearchFunc(j.entries, Entry{Ref: ref}, compareEntries)
		if !found && !ref.Article.IsZero() { // its role is another by now
			i = slices.IndexFunc(j.entries, func(e Entry) bool {
				return e.Article == ref.Article && e.Kind == ref.Kind && e.Name == ref.Name
			})
			found = i >= 0
		}
		if found {
			out = append(out, int32(i))
		}
	}
	return out
}

// together joins entries as a ruling says.
func (j *joiner) together(entries []int32, ruling int) {
	for i := 1; i < len(entries); i++ {
		j.join(Tie{hearsay.ByRuling, int(entries[0]), int(entries[i]), ruling})
	}
}

// join makes one party of two, unless a ruling forbids it.
func (j *joiner) join(t Tie) bool {
	a, b := j.of.Root(int32(t.A)), j.of.Root(int32(t.B))
	if a == b {
		return true
	}
	if j.forbidden(a, b) {
		return false
	}
	j.of.Join(a, b)
	j.ties = append(j.ties, t)
	return true
}

// forbidden reports that a ruling keeps two parties, given by their roots, apart.
func (j *joiner) forbidden(a, b int32) bool {
	for _, d := range j.divided {
		x, y := j.of.Root(d[0]), j.of.Root(d[1])
		if x == a && y == b || x == b && y == a {
			return true
		}
	}
	return false
}

// parties are the result, in order of their first entries.
func (j *joiner) parties() []Party {
	var out []Party
	at := map[int32]int{}
	for i := range j.entries {
		root := j.of.Root(int32(i))
		k, have := at[root]
		if !have {
			k = len(out)
			at[root] = k
			out = append(out, Party{})
		}
		out[k].Entries = append(out[k].Entries, i)
		out[k].Apart = j.apart[i] && len(out[k].Entries) == 1
	}
	for _, t := range j.ties {
		p := &out[at[j.of.Root(int32(t.A))]]
		p.Ties = append(p.Ties, t)
	}
	for i, others := range j.perhaps {
		p := &out[at[j.of.Root(i)]]
		if len(others) > maxPerhaps || !p.Apart {
			continue
		}
		for _, o := range others {
			if k := at[j.of.Root(o)]; !out[k].Apart && !slices.Contains(p.Perhaps, k) {
				p.Perhaps = append(p.Perhaps, k)
			}
		}
		slices.Sort(p.Perhaps)
	}
	return out
}
