// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"cmp"
	"slices"

	"hearsay"
)

// unravel looks at groups in which an article gives apart what another gives in one
// piece. Where the one piece is older, the article split an utterance: its parts are
// one rendering. Else two utterances were joined: the joined words are cut, and each
// part stands in its own family.
func (g *grouper) unravel(sets [][]rendering) [][]rendering {
	var out [][]rendering
	for _, set := range sets {
		if !repeats(set) {
			out = append(out, set)
			continue
		}
		k := newKnot(set)
		switch cuts := k.cuts(); {
		case len(cuts) == 0:
			out = append(out, set)
		case k.wholeFirst():
			out = append(out, k.mended())
		default:
			out = append(out, k.parted(cuts)...)
		}
	}
	return out
}

// repeats reports whether an article has several quotations of the group.
func repeats(set []rendering) bool {
	seen := map[hearsay.ArticleID]bool{}
	for i := range set {
		if seen[set[i].Article.ID] {
			return true
		}
		seen[set[i].Article.ID] = true
	}
	return false
}

// knot is a group, with each quotation laid beside the longest of them.
type knot struct {
	set    []rendering
	longer []unit // of the longest
	lies   []lie
	wholes []int // quotations that have the words on both sides of a cut
	apart  []int // quotations of articles that give the sides apart
}

// lie is where a quotation lies along the longest: the units from its first word in
// common to its last.
type lie struct {
	units  []unit
	steps  []step
	region hearsay.Span
	direct bool
}

func newKnot(set []rendering) *knot {
	k := &knot{set: set, lies: make([]lie, len(set))}
	longest := 0
	for i := range set {
		l := &k.lies[i]
		l.units, l.direct = unitsOf(set[i].Exact()), !indirect(set[i].Mode)
		if weigh(l.units) > weigh(k.lies[longest].units) {
			longest = i
		}
	}
	k.longer = k.lies[longest].units
	steps := map[string][]step{}
	for i := range k.lies {
		l := &k.lies[i]
		key := keyOf(l.units)
		if _, ok := steps[key]; !ok {
			steps[key] = align(k.longer, l.units, !l.direct)
		}
		l.steps = steps[key]
		l.region = extent(l.steps, k.longer)
	}
	return k
}

// extent is the stretch of the first text from the first equal words of weight to
// the last.
func extent(steps []step, text []unit) hearsay.Span {
	var out hearsay.Span
	for _, s := range steps {
		if s.kind == equal && !minor(text[s.a0:s.a1]) {
			out = hull(out, hearsay.Span{Start: s.a0, End: s.a1})
		}
	}
	return out
}

// cuts are the places in the longest wording where a side given apart ends and
// another begins, in order.
func (k *knot) cuts() []int {
	byArticle := map[hearsay.ArticleID][]int{}
	for i := range k.set {
		id := k.set[i].Article.ID
		byArticle[id] = append(byArticle[id], i)
	}
	var out []int
	for i := range k.set { // in order, not in that of the map
		list := byArticle[k.set[i].Article.ID]
		if len(list) < 2 || list[0] != i {
			continue
		}
		found := k.between(list)
		if len(found) > 0 {
			k.apart = append(k.apart, list...)
		}
		out = append(out, found...)
	}
	slices.Sort(out)
	return k.bearing(slices.Compact(out))
}

// between returns where the quotations of one article part the longest wording.
func (k *knot) between(list []int) []int {
	list = slices.DeleteFunc(slices.Clone(list), func(i int) bool { return !k.lies[i].direct || k.lies[i].region.Len() == 0 })
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(k.lies[a].region.Start, k.lies[b].region.Start) })
	var out []int
	for n := 1; n < len(list); n++ {
		a, b := k.lies[list[n-1]].region, k.lies[list[n]].region
		if a.End > b.Start {
			continue
		}
		at := b.Start
		for at > a.End && k.longer[at].before != sentence {
			at--
		}
		if k.longer[at].before != sentence {
			at = b.Start
		}
		out = append(out, at)
	}
	return out
}

// bearing keeps the cuts that have enough words on either side to be an utterance,
// in a quotation that has both.
func (k *knot) bearing(cuts []int) []int {
	var out []int
	for _, at := range cuts {
		any := false
		for i := range k.set {
			if k.weighs(i, 0, at) && k.weighs(i, at, len(k.longer)) {
				any = true
				if !slices.Contains(k.wholes, i) {
					k.wholes = append(k.wholes, i)
				}
			}
		}
		if any {
			out = append(out, at)
		}
	}
	return out
}

// weighs reports whether a quotation has enough words of a part of the longest.
func (k *knot) weighs(i, from, to int) bool {
	n := 0
	for _, s := range k.lies[i].steps {
		for u := max(s.a0, from); s.kind == equal && u < min(s.a1, to); u++ {
			if k.longer[u].traits.has(content) {
				n++
			}
		}
	}
	return n >= shortContent
}

// wholeFirst reports whether one that has the words in one piece is dated before
// all that give them apart.
func (k *knot) wholeFirst() bool {
	return slices.ContainsFunc(k.wholes, func(w int) bool {
		return !slices.ContainsFunc(k.apart, func(i int) bool { return !k.set[w].Article.Date.Before(k.set[i].Article.Date) })
	})
}

// mended is the group with the parts of an article as one rendering.
func (k *knot) mended() []rendering {
	var out []rendering
	at := map[hearsay.ArticleID]int{}
	for i := range k.set {
		r := k.set[i]
		n, again := at[r.Article.ID]
		if again && slices.Contains(k.apart, i) && k.lies[i].direct && out[n].Part == r.Part {
			p := &out[n]
			p.Content = append(slices.Clone(p.Content), r.Content...)
			p.Words = append(slices.Clone(p.Words), r.Words...)
			p.split = true
			continue
		}
		if slices.Contains(k.apart, i) && k.lies[i].direct {
			at[r.Article.ID] = len(out)
		}
		out = append(out, r)
	}
	return out
}

// parted are the groups that cuts make.
func (k *knot) parted(cuts []int) [][]rendering {
	out := make([][]rendering, len(cuts)+1)
	for i := range k.set {
		var in []int
		for n := range out {
			from, to := k.side(cuts, n)
			if k.weighs(i, from, to) {
				in = append(in, n)
			}
		}
		if len(in) < 2 || !k.lies[i].direct {
			n := k.nearest(i, cuts)
			out[n] = append(out[n], k.set[i])
			continue
		}
		for _, n := range in {
			from, to := k.side(cuts, n)
			if r, ok := k.part(i, from, to); ok {
				out[n] = append(out[n], r)
			}
		}
	}
	return slices.DeleteFunc(out, func(s []rendering) bool { return len(s) == 0 })
}

func (k *knot) side(cuts []int, n int) (from, to int) {
	to = len(k.longer)
	if n > 0 {
		from = cuts[n-1]
	}
	if n < len(cuts) {
		to = cuts[n]
	}
	return from, to
}

// nearest is the side that most of a quotation lies on.
func (k *knot) nearest(i int, cuts []int) int {
	best, at := -1, 0
	for n := range len(cuts) + 1 {
		from, to := k.side(cuts, n)
		if o := k.lies[i].region.Overlap(hearsay.Span{Start: from, End: to}); o > best {
			best, at = o, n
		}
	}
	return at
}

// part is what a quotation has of one side.
func (k *knot) part(i, from, to int) (rendering, bool) {
	var span hearsay.Span
	l := &k.lies[i]
	for _, s := range l.steps {
		lo, hi := s.b0, s.b1
		switch {
		case s.kind == deleted, s.kind == added && (s.a0 < from || s.a0 > to || s.a0 == from && from > 0):
			continue
		case s.kind != added: // one to one
			lo, hi = s.b0+max(from-s.a0, 0), s.b1-max(s.a1-to, 0)
		}
		for u := lo; u < hi; u++ {
			span = hull(span, l.units[u].span)
		}
	}
	r := rendering{Quoted: k.set[i].cut(span.Start, span.End), joined: true}
	return r, len(r.Content) > 0
}
