// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"hearsay"
)

// Lineage says where each article of the story is from, as far as they show.
func (s *Story) Lineage() *hearsay.Lineage {
	sc := s.scene(weights())
	chances(sc.arcs)
	a := &answer{scene: sc, lineage: &hearsay.Lineage{}, named: map[int]int{}, shared: map[int]int{}}
	for _, r := range sc.all {
		a.lineage.Articles = append(a.lineage.Articles, r.Article.Brief())
	}
	a.best = branching(sc.arcs)
	a.main()
	a.sharedSources()
	a.besides()
	a.origins()
	a.findings()
	a.sort()
	return a.lineage
}

// answer is a lineage in the making.
type answer struct {
	*scene
	lineage *hearsay.Lineage
	best    []int       // the way of each article, as an index of its arcs
	named   map[int]int // sources that are named, to 1 + their index in Lineage.Unseen
	shared  map[int]int // articles that share a source which nobody names, likewise
}

func (a *answer) way(c int) *arc { return &a.arcs[c][a.best[c]] }

func (a *answer) id(i int) hearsay.ArticleID { return a.all[i].Article.ID }

func (a *answer) derive(d hearsay.Derivation) {
	d.Confidence = rounded(d.Confidence)
	d.Certainty = certainty(d.Confidence)
	a.lineage.Derivations = append(a.lineage.Derivations, d)
}

// unseen adds a source that is not among the articles, and returns 1 + its index.
func (a *answer) unseen(u hearsay.Unseen) int {
	a.lineage.Unseen = append(a.lineage.Unseen, u)
	return len(a.lineage.Unseen)
}

func (a *answer) member(u, c int) {
	x := &a.lineage.Unseen[u-1]
	x.Members = append(x.Members, a.id(c))
}

// main writes down the main derivations from articles and from sources that are named.
func (a *answer) main() {
	for c := range a.all {
		switch w := a.way(c); {
		case w.from >= 0:
			a.derive(a.fromArticle(c, w))
		case w.from <= fromNamed:
			a.derive(a.fromSource(c, fromNamed-w.from, w))
		}
	}
}

// undecidedBelow is how much of the chance that two are tied the stated direction has
// to have.
const undecidedBelow = 0.8

func (a *answer) fromArticle(c int, w *arc) hearsay.Derivation {
	p := w.from
	d := hearsay.Derivation{
		Derived: a.id(c), From: hearsay.Node{Article: a.id(p)}, Relation: a.relation(p, c), Main: true, Confidence: w.chance,
		Evidence: a.pairEvidence(p, c, byKind(w.marks)),
	}
	back := 0.0
	for _, x := range a.arcs[p] {
		if x.from == c {
			back = x.chance
		}
	}
	if w.chance < undecidedBelow*(w.chance+back) {
		d.Undecided = true
		d.Confidence = w.chance + back
		if bytes.Compare(d.Derived[:], d.From.Article[:]) < 0 {
			d.Derived, d.From.Article = d.From.Article, d.Derived
			for i := range d.Evidence {
				e := &d.Evidence[i]
				e.Derived, e.From = e.From, e.Derived
			}
		}
	}
	return d
}

func (a *answer) fromSource(c, k int, w *arc) hearsay.Derivation {
	src := &a.naming.sources[k]
	if a.named[k] == 0 {
		kind := hearsay.UnknownKind
		switch {
		case src.agency:
			kind = hearsay.AgencyCopy
		case a.all[c].cues.statement:
			kind = hearsay.PressRelease
		}
		a.named[k] = a.unseen(hearsay.Unseen{Agent: src.agent, Kind: kind, Why: []string{src.agent.Name + " is named as where the text is from, and no article here is from there"}})
	}
	a.member(a.named[k], c)
	return hearsay.Derivation{
		Derived: a.id(c), From: hearsay.Node{Unseen: a.named[k]}, Relation: a.takenFrom(c, k), Main: true, Confidence: w.chance,
		Evidence: a.sourceEvidence(c, k, w),
	}
}

// takenFrom names the relation to a source that nobody here has seen: by what others
// have who name it.
func (a *answer) takenFrom(c, k int) hearsay.Relation {
	if a.fromMembers(c, k) == 0 {
		return hearsay.Cites
	}
	return hearsay.Copies
}

func (a *answer) sourceEvidence(c, k int, w *arc) []hearsay.Evidence {
	src := &a.naming.sources[k]
	var out []hearsay.Evidence
	for kind, weight := range byKind(w.marks) {
		e := hearsay.Evidence{Kind: kind, Weight: rounded(weight)}
		ways := a.naming.named[c][k]
		switch {
		case kind == hearsay.SharedText:
			e.Says = fmt.Sprintf("%d words in common with others who name %s", a.fromMembers(c, k), src.agent.Name)
		case ways == 0 && kind == hearsay.Credited:
			e.Says = "it does not name " + src.agent.Name
		case ways != 0:
			e.Says = "it names " + src.agent.Name + " " + wordWays(ways)
			e.Derived = a.naming.places[c][k]
		}
		if e.Says != "" {
			out = append(out, e)
		}
	}
	sortEvidence(out)
	return out
}

// sharedSources ties articles that have text from a source which nobody names.
func (a *answer) sharedSources() {
	var with []int
	for c := range a.all {
		if a.way(c).from == fromShared {
			with = append(with, c)
		}
	}
	groups := connected(with, func(c, d int) bool {
		o, side := a.between(c, d)
		return o != nil && o.side[side].plain >= leastPlain
	})
	for _, g := range groups {
		kind := hearsay.UnknownKind
		if slices.ContainsFunc(g, func(c int) bool { return a.all[c].cues.statement }) {
			kind = hearsay.PressRelease
		}
		u := a.unseen(hearsay.Unseen{Kind: kind, Why: []string{"they have words in common that none of them can have from another"}})
		for _, c := range g {
			a.shared[c] = u
			a.member(u, c)
			a.derive(a.fromUnnamed(c, g, u))
		}
	}
}

func (a *answer) fromUnnamed(c int, group []int, u int) hearsay.Derivation {
	nearest, most := -1, -1
	for _, d := range group {
		if o, side := a.between(c, d); d != c && o != nil && o.side[side].plain > most {
			nearest, most = d, o.side[side].plain
		}
	}
	w := a.way(c)
	return hearsay.Derivation{
		Derived: a.id(c), From: hearsay.Node{Unseen: u}, Relation: hearsay.SharesSource, Main: true, Confidence: w.chance,
		Evidence: a.pairEvidence(nearest, c, byKind(w.marks)),
	}
}

// connected parts a list by a relation, each part in the list's order; what is tied
// to nothing is left out.
func connected(list []int, tied func(a, b int) bool) [][]int {
	at := map[int]int{} // item to the least item of its part
	for _, x := range list {
		at[x] = x
	}
	for i, x := range list {
		for _, y := range list[:i] {
			if at[x] == at[y] || !tied(x, y) {
				continue
			}
			from, to := max(at[x], at[y]), min(at[x], at[y])
			for _, z := range list {
				if at[z] == from {
					at[z] = to
				}
			}
		}
	}
	parts := map[int][]int{}
	for _, x := range list {
		parts[at[x]] = append(parts[at[x]], x)
	}
	var out [][]int
	for _, x := range list {
		if at[x] == x && len(parts[x]) > 1 {
			out = append(out, parts[x])
		}
	}
	return out
}

// relation names what was taken.
func (a *answer) relation(p, c int) hearsay.Relation {
	o, side := a.between(c, p)
	switch {
	case a.samePage(p, c):
		return hearsay.Revises
	case o == nil || o.side[side].plain+o.side[side].spoken < leastPlain:
		return hearsay.Cites
	case a.all[p].content == a.all[c].content:
		return hearsay.Identical
	case o.side[side].plain < least:
		return hearsay.Quotes
	}
	// Sentences that only the child has, but for one, are taken to be the source's in
	// other words.
	parent := o.side[1-side]
	other := max(0, min(o.side[side].whole-1, parent.whole)) * perSentence
	if 10*parent.kept >= 8*(parent.taken+other) {
		return hearsay.Copies
	}
	return hearsay.Rewrites
}

// perSentence is how many words a sentence has.
const perSentence = 18

// certainty puts a chance in a word.
func certainty(p float64) hearsay.Certainty {
	switch {
	case p >= 0.99:
		return hearsay.Certain
	case p >= 0.9:
		return hearsay.Strong
	case p >= 0.6:
		return hearsay.Likely
	}
	return hearsay.Possible
}

func (a *answer) sort() {
	l := a.lineage
	for i := range l.Unseen {
		slices.SortFunc(l.Unseen[i].Members, func(x, y hearsay.ArticleID) int { return bytes.Compare(x[:], y[:]) })
	}
	slices.SortStableFunc(l.Derivations, func(x, y hearsay.Derivation) int {
		return cmp.Or(bytes.Compare(x.Derived[:], y.Derived[:]), mainFirst(&x, &y), compareNodes(x.From, y.From))
	})
	slices.SortStableFunc(l.Origins, func(x, y hearsay.Origin) int {
		return cmp.Or(len(y.Articles)-len(x.Articles), compareNodes(x.Root, y.Root))
	})
}

func compareNodes(a, b hearsay.Node) int {
	return cmp.Or(bytes.Compare(a.Article[:], b.Article[:]), a.Unseen-b.Unseen)
}

func mainFirst(a, b *hearsay.Derivation) int {
	switch {
	case a.Main == b.Main:
		return 0
	case a.Main:
		return -1
	}
	return 1
}
