// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"cmp"
	"slices"
	"time"

	"hearsay"
)

// translated puts groups of different languages together that have a speaker, a
// number and another number or name in common, and are printed within a fortnight.
// That is weak: it is done only where each is the other's one best match, and the
// renderings say so.
func (g *grouper) translated(sets [][]rendering) [][]rendering {
	if !several(sets) {
		return sets
	}
	a := anchors{sets: sets, by: map[string][]int{}}
	for n := range sets {
		a.add(n)
	}
	into := map[int]int{}
	for n := range sets {
		if m := a.best(n); m >= 0 && m < n && a.best(m) == n {
			into[n] = m
		}
	}
	var out [][]rendering
	at := map[int]int{}
	for n, set := range sets {
		m, ok := into[n]
		if !ok {
			at[n] = len(out)
			out = append(out, set)
			continue
		}
		k := at[m]
		for _, r := range set {
			r.anchored = true
			out[k] = append(out[k], r)
		}
	}
	return out
}

// several reports whether the quotations are in more than one language.
func several(sets [][]rendering) bool {
	first := ""
	for _, set := range sets {
		l := set[0].Article.Language
		if first != "" && l != "" && l != first {
			return true
		}
		first = cmp.Or(first, l)
	}
	return false
}

// anchors are what translations leave alone: numbers and names.
type anchors struct {
	sets    [][]rendering
	numbers [][]string
	names   [][]string
	by      map[string][]int // groups by a number
}

// maxHolders is how many groups one number is looked up in: a common number tells
// nothing.
const maxHolders = 64

func (a *anchors) add(n int) {
	longest := slices.MaxFunc(a.sets[n], func(x, y rendering) int { return cmp.Compare(len(x.Exact()), len(y.Exact())) })
	var numbers, names []string
	for _, u := range unitsOf(longest.Exact()) {
		switch {
		case u.traits.has(numeral) && u.traits.has(content):
			numbers = append(numbers, u.key)
		case u.traits.has(capital) && u.traits.has(content) && u.before != sentence:
			names = append(names, u.key)
		}
	}
	for _, list := range []*[]string{&numbers, &names} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	a.numbers, a.names = append(a.numbers, numbers), append(a.names, names)
	for _, k := range numbers {
		if len(a.by[k]) < maxHolders {
			a.by[k] = append(a.by[k], n)
		}
	}
}

// best is the group of another language that has most anchors in common with n,
// when there is just one; -1 otherwise.
func (a *anchors) best(n int) int {
	best, at := 1, -1
	seen := map[int]bool{n: true}
	for _, k := range a.numbers[n] {
		for _, m := range a.by[k] {
			if seen[m] {
				continue
			}
			seen[m] = true
			switch s := a.shared(n, m); {
			case s > best:
				best, at = s, m
			case s == best:
				at = -1 // two would do as well
			}
		}
	}
	return at
}

const fortnight = 14 * 24 * time.Hour

// shared counts the anchors of two groups that may be of one utterance.
func (a *anchors) shared(n, m int) int {
	x, y := &a.sets[n][0], &a.sets[m][0]
	lx, ly := x.Article.Language, y.Article.Language
	if lx == "" || ly == "" || lx == ly || kin(x.Speaker, y.Speaker) != one || apart(x.Article.Date, y.Article.Date) > fortnight {
		return 0
	}
	numbers := common(a.numbers[n], a.numbers[m])
	if numbers < min(len(a.numbers[n]), len(a.numbers[m])) {
		return 0
	}
	return numbers + common(a.names[n], a.names[m])
}

func apart(a, b hearsay.Date) time.Duration {
	if a.Earliest.IsZero() || b.Earliest.IsZero() {
		return 0
	}
	return a.Earliest.Sub(b.Earliest).Abs()
}

// common counts what two sorted lists share.
func common(a, b []string) int {
	n := 0
	for _, k := range a {
		if _, ok := slices.BinarySearch(b, k); ok {
			n++
		}
	}
	return n
}
