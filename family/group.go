// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"slices"

	"hearsay"
	"hearsay/internal/forest"
)

// Group finds the families among the quotations of many articles: each quotation is
// in one family at least, and in several only when it joins utterances that others
// give apart. Families come by their first variant. What is returned does not depend
// on the order of quoted.
//
// Two wordings are of one utterance when enough of the shorter stands in the
// other; more is asked when speakers are not named, differ, or the words are the
// reporter's. Words too few to be known by join nothing, unless their articles
// share other quotations. Of n different wordings each is compared with a bounded
// number of longer ones, so time is linear in them and in the copies.
func Group(quoted []Quoted) []hearsay.Family {
	quoted = sorted(quoted)
	g := grouper{quoted: quoted}
	g.join()
	g.joinShort()
	sets := g.sets()
	sets = g.unravel(sets)
	sets = g.translated(sets)
	return families(sets)
}

// families makes families of groups, by their first variants.
func families(sets [][]rendering) []hearsay.Family {
	for _, set := range sets {
		slices.SortStableFunc(set, func(a, b rendering) int { return compareQuoted(&a.Quoted, &b.Quoted) })
	}
	slices.SortStableFunc(sets, func(a, b []rendering) int { return compareQuoted(&a[0].Quoted, &b[0].Quoted) })
	out := make([]hearsay.Family, 0, len(sets))
	for _, set := range sets {
		out = append(out, familyOf(set, baseOf(set)))
	}
	return out
}

// Asked finds the families of words that are asked about, among the quotations of
// many articles: one, several when the words join utterances that articles give apart, none
// when no quotation is of the same utterance. Where the words are those of an
// article that is named, by how it prints them, that is the base. Else a rendering
// with no article is: the words as asked.
func Asked(words string, in hearsay.ArticleID, quoted []Quoted) []hearsay.Family {
	asked := Quoted{Words: []string{words}, Content: []hearsay.Span{{End: len(words)}}}
	g := grouper{quoted: append(sorted(quoted), asked)}
	g.join()
	g.joinShort()
	var out [][]rendering
	for _, set := range g.unravel(g.sets()) {
		if !slices.ContainsFunc(set, isAsked) {
			continue
		}
		if set = near(words, set); len(set) > 1 {
			out = append(out, set)
		}
	}
	made := families(out)
	for i := range made {
		base := askedBase(out[i], in)
		if !isAsked(out[i][base]) {
			// The article's own words are the base; those asked about repeat them.
			asked := slices.IndexFunc(out[i], isAsked)
			out[i] = slices.Delete(out[i], asked, asked+1)
			if asked < base {
				base--
			}
			out[i][base].Words = []string{words}
		}
		made[i] = familyOf(out[i], base)
	}
	return made
}

// near are the renderings of a group that have something of the words asked about. A
// quotation of two sentences ties those of either; who asks about one of them does
// not ask about the other.
func near(words string, set []rendering) []rendering {
	asked := class{units: unitsOf(words)}
	known := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(set), func(r rendering) bool {
		key := string(r.Mode) + r.Exact()
		far, ok := known[key]
		if !ok {
			m := meet(&asked, &class{units: unitsOf(r.Exact()), loose: indirect(r.Mode)})
			far = m.words < nearWords || m.share < nearShare
			known[key] = far
		}
		return far && !isAsked(r) && !r.anchored
	})
}

// What a rendering must have of the words asked about, at least.
const (
	nearWords = 2
	nearShare = 0.4
)

func isAsked(r rendering) bool { return r.Article.ID.IsZero() }

// askedBase is the rendering of the named article that is most like what was asked,
// or what was asked.
func askedBase(set []rendering, in hearsay.ArticleID) int {
	asked := slices.IndexFunc(set, isAsked)
	units := unitsOf(set[asked].Exact())
	best, share := asked, leastShare*weigh(units)
	for i := range set {
		if in.IsZero() || set[i].Article.ID != in {
			continue
		}
		other := unitsOf(set[i].Exact())
		same := 0.0
		for _, s := range align(units, other, indirect(set[i].Mode)) {
			if s.kind == equal {
				same += weigh(units[s.a0:s.a1])
			}
		}
		if same > share {
			best, share = i, same
		}
	}
	return best
}

// sorted is a copy in order, without repeats.
func sorted(quoted []Quoted) []Quoted {
	out := slices.Clone(quoted)
	slices.SortFunc(out, func(a, b Quoted) int { return compareQuoted(&a, &b) })
	return slices.CompactFunc(out, func(a, b Quoted) bool { return compareQuoted(&a, &b) == 0 })
}

// grouper joins quotations.
type grouper struct {
	quoted  []Quoted
	classes []class
	of      []int32 // class of a quotation
	groups  forest.Forest
}

// join joins the quotations whose words tell that they are of one utterance.
func (g *grouper) join() {
	g.classes = classesOf(g.quoted)
	g.of = make([]int32, len(g.quoted))
	for range g.quoted {
		g.groups.Add()
	}
	x := index{by: map[uint64][]int32{}, count: map[int32]int{}}
	for n := range g.classes {
		c := &g.classes[n]
		for _, i := range c.members {
			g.of[i] = int32(n)
		}
		if c.short() {
			continue
		}
		c.speakers = g.speakers(c)
		g.joinWithin(c)
		g.joinBest(c, x.candidates(n, c))
	}
}

// joinBest joins a class with the longer one that has most of its words. Not with
// all that have enough: a fragment that stands in two utterances must not make
// them one.
func (g *grouper) joinBest(c *class, candidates []int32) {
	met := make([]meeting, len(candidates))
	for n, other := range candidates {
		if o := &g.classes[other]; c.reach(o) >= leastShare*c.weight-tolerance {
			met[n] = meet(o, c)
		}
	}
	for _, i := range c.speakers {
		best, share, who := -1, 0.0, unknown
		for n, other := range candidates {
			o := &g.classes[other]
			if met[n].share < max(share, leastShare) {
				continue
			}
			for _, k := range o.speakers {
				w := kin(g.quoted[i].Speaker, g.quoted[k].Speaker)
				if met[n].together(o.loose || c.loose, w) && (met[n].share > share || w == one && who != one) {
					best, share, who = k, met[n].share, w
				}
			}
		}
		if best >= 0 {
			g.groups.Join(int32(i), int32(best))
		}
	}
}

// joinWithin joins quotations in the same words: of one speaker, of nobody named,
// and of two when the words are many.
func (g *grouper) joinWithin(c *class) {
	enough := c.content >= strangerWords || c.content == strangerWords-1 && len(c.units) >= strangerUnits
	for _, i := range c.members[1:] {
		for _, k := range c.speakers {
			if enough || kin(g.quoted[i].Speaker, g.quoted[k].Speaker) != two {
				g.groups.Join(int32(i), int32(k))
				break
			}
		}
	}
}

// maxSpeakers is how many speakers of the same words are told apart.
const maxSpeakers = 16

// speakers are members of a class that differ in who speaks, the named ones first.
func (g *grouper) speakers(c *class) []int {
	var named, others []int
	for _, i := range c.members {
		s := g.quoted[i].Speaker
		list := &named
		if s.Name == "" || s.Kind == hearsay.Anonymous {
			list = &others
		}
		if len(*list) < maxSpeakers && !slices.ContainsFunc(*list, func(k int) bool { return g.quoted[k].Speaker.Name == s.Name && kin(s, g.quoted[k].Speaker) != two }) {
			*list = append(*list, i)
		}
	}
	return append(named, others...)
}

// joinShort joins quotations of a few words that one speaker says in articles which
// share another utterance: they are of one report.
func (g *grouper) joinShort() {
	utterances := map[hearsay.ArticleID][]int32{}
	for i := range g.quoted {
		if c := &g.classes[g.of[i]]; !c.short() {
			id := g.quoted[i].Article.ID
			utterances[id] = append(utterances[id], g.groups.Root(int32(i)))
		}
	}
	type said struct {
		class int32
		who   string
		with  int32
	}
	first := map[said]int{}
	for n := range g.classes {
		c := &g.classes[n]
		if !c.short() {
			continue
		}
		for _, i := range c.members {
			q := &g.quoted[i]
			who := nameOf(q.Speaker)
			if len(who) == 0 || q.Speaker.Kind == hearsay.Anonymous {
				continue
			}
			for _, u := range utterances[q.Article.ID] {
				key := said{int32(n), who[len(who)-1], u}
				if k, ok := first[key]; !ok {
					first[key] = i
				} else if kin(q.Speaker, g.quoted[k].Speaker) == one {
					g.groups.Join(int32(i), int32(k))
				}
			}
		}
	}
}

// rendering is a quotation in a family, with what its place there is.
type rendering struct {
	Quoted
	joined, split, anchored bool
}

// sets are the groups, each in order, by their first.
func (g *grouper) sets() [][]rendering {
	at := map[int32]int{}
	var out [][]rendering
	for i := range g.quoted {
		root := g.groups.Root(int32(i))
		k, ok := at[root]
		if !ok {
			k = len(out)
			at[root] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], rendering{Quoted: g.quoted[i]})
	}
	return out
}
