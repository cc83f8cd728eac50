// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"cmp"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
)

// class are quotations in the same words, however often they are printed.
type class struct {
	units   []unit
	key     string // the words, so that classes have an order of their own
	weight  float64
	weights map[string]float64 // by lemma
	content int
	loose   bool // indirect: persons and tenses are the reporter's
	members []int
	// speakers are members that differ in who speaks, the named ones first.
	speakers []int
}

// classesOf puts quotations in the same words together, the longest first: what was
// cut is found by what it was cut from.
func classesOf(quoted []Quoted) []class {
	byKey := map[string]*class{}
	for i := range quoted {
		loose := indirect(quoted[i].Mode)
		units := unitsOf(quoted[i].Exact())
		key := keyOf(units)
		if loose {
			key = "~" + key
		}
		c := byKey[key]
		if c == nil {
			c = &class{units: units, key: key, weight: weigh(units), weights: weightsOf(units), loose: loose}
			for k := range units {
				if units[k].traits.has(content) {
					c.content++
				}
			}
			byKey[key] = c
		}
		c.members = append(c.members, i)
	}
	out := make([]class, 0, len(byKey))
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		out = append(out, *byKey[key])
	}
	slices.SortStableFunc(out, func(a, b class) int { return cmp.Compare(b.weight, a.weight) })
	return out
}

func keyOf(units []unit) string {
	var b strings.Builder
	for i := range units {
		b.WriteString(units[i].key)
		b.WriteByte(' ')
	}
	return b.String()
}

const (
	// shortContent is how many words that say something a quotation needs to be known
	// by its words: "No comment." is said every day.
	shortContent = 3
	shortUnits   = 5
	// heads is how many of the classes with a pair of words, the longest first, a
	// class is compared with for having it. Words that more have are a phrase of the
	// language, or of a story whose longest wordings stand for it.
	heads = 24
	// choices is how many classes are aligned with one at most.
	choices = 32
)

// short reports words that are too few to be known by.
func (c *class) short() bool {
	return len(c.units) < shortUnits || c.content < shortContent && (c.content < 2 || len(c.units) < wordedRun)
}

// marksOf are the pairs of words by which a quotation is looked for: each word that
// says something, with the next and the one after it, in the form of a dictionary, so
// that one word put for another leaves a pair across it.
func (c *class) marksOf() []uint64 {
	var words []string
	for i := range c.units {
		if c.units[i].traits.has(content) && !c.units[i].traits.has(hedging) {
			words = append(words, c.units[i].lemma)
		}
	}
	var out []uint64
	for i, w := range words {
		for k := i + 1; k < min(i+3, len(words)); k++ {
			h := fnv.New64a()
			h.Write([]byte(w))
			h.Write([]byte{0})
			h.Write([]byte(words[k]))
			out = append(out, h.Sum64())
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// index finds longer classes that share pairs of words.
type index struct {
	by    map[uint64][]int32
	count map[int32]int
}

// candidates returns the classes put in before that share most pairs with c, best
// first; c is put in.
func (x *index) candidates(n int, c *class) []int32 {
	clear(x.count)
	marks := c.marksOf()
	for _, m := range marks {
		list := x.by[m]
		for _, other := range list {
			x.count[other]++
		}
		if len(list) < heads {
			x.by[m] = append(list, int32(n))
		}
	}
	out := slices.SortedFunc(maps.Keys(x.count), func(a, b int32) int { return cmp.Or(cmp.Compare(x.count[b], x.count[a]), cmp.Compare(a, b)) })
	return out[:min(len(out), choices)]
}
