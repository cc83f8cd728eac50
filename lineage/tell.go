// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"bytes"
	"cmp"
	"slices"

	"hearsay"
)

// A seat is an article of the story with what is said of it.
type seat struct {
	r    *reading
	core int // its index in the core; -1 for a leaf
	// from is an index in the core, or a way out of the story.
	from     int
	source   hearsay.Agent // when from is fromNamed or below
	key      string        // keyOf that
	kind     hearsay.OriginKind
	why      string // of kind, when the text begins here
	cues     cues
	near     []int  // of the core, those that it has plain words in common with
	edges    []edge // that lead from it
	findings []hearsay.Finding
}

// edge is a derivation whose source, when it is not an article, is not numbered yet.
type edge struct {
	hearsay.Derivation
	to int // fromNamed or below, fromShared, or 0 for an article
}

// answer is a lineage in the making.
type answer struct {
	seats   []*seat // in the story's order
	core    []*seat
	lineage *hearsay.Lineage
	named   map[string]int // sources that are named, by key, to 1 + their index in Lineage.Unseen
	shared  map[*seat]int  // articles that share a source which nobody names, likewise
}

// lineage puts together what the seats say.
func (a *answer) tell() *hearsay.Lineage {
	a.lineage = &hearsay.Lineage{Articles: make([]hearsay.Brief, 0, len(a.seats))}
	a.named, a.shared = map[string]int{}, map[*seat]int{}
	edges := 0
	for _, s := range a.seats {
		a.lineage.Articles = append(a.lineage.Articles, s.r.brief)
		edges += len(s.edges)
		if s.from <= fromNamed {
			a.member(a.nameSource(s), s)
		}
	}
	a.sharedSources()
	a.lineage.Derivations = make([]hearsay.Derivation, 0, edges)
	for _, s := range a.seats {
		a.derivations(s)
		a.lineage.Findings = append(a.lineage.Findings, s.findings...)
	}
	a.lookAlikes()
	a.origins()
	a.sort()
	return a.lineage
}

// nameSource is 1 + the index of the source that an article names.
func (a *answer) nameSource(s *seat) int {
	key := s.key
	if a.named[key] == 0 {
		kind := hearsay.UnknownKind
		switch {
		case isAgency(s.source):
			kind = hearsay.AgencyCopy
		case s.cues.statement:
			kind = hearsay.PressRelease
		}
		a.named[key] = a.unseen(hearsay.Unseen{Agent: s.source, Kind: kind, Why: []string{
			s.source.Name + " is named as where the text is from, and no article here is from there"}})
	}
	return a.named[key]
}

// unseen adds a source that is not among the articles, and returns 1 + its index.
func (a *answer) unseen(u hearsay.Unseen) int {
	a.lineage.Unseen = append(a.lineage.Unseen, u)
	return len(a.lineage.Unseen)
}

func (a *answer) member(u int, s *seat) {
	x := &a.lineage.Unseen[u-1]
	x.Members = append(x.Members, s.r.Article.ID)
}

// sharedSources ties articles that have text from a source which nobody names. One
// that is alone with such a source is as if its text began with it.
func (a *answer) sharedSources() {
	var list []*seat
	for _, s := range a.seats {
		if s.from == fromShared {
			list = append(list, s)
		}
	}
	for _, group := range connected(list, sharing) {
		kind := hearsay.UnknownKind
		if slices.ContainsFunc(group, func(s *seat) bool { return s.cues.statement }) {
			kind = hearsay.PressRelease
		}
		u := a.unseen(hearsay.Unseen{Kind: kind, Why: []string{"they have words in common that none of them can have from another"}})
		for _, s := range group {
			a.shared[s] = u
			a.member(u, s)
		}
	}
}

// sharing reports whether two articles have plain words in common, as far as they
// were compared.
func sharing(s, t *seat) bool {
	return s.r.content == t.r.content || t.core >= 0 && slices.Contains(s.near, t.core) || s.core >= 0 && slices.Contains(t.near, s.core)
}

// derivations writes down the edges of a seat, with their sources numbered.
func (a *answer) derivations(s *seat) {
	for _, e := range s.edges {
		d := e.Derivation
		switch {
		case e.to <= fromNamed:
			d.From.Unseen = a.named[s.key]
		case e.to == fromShared:
			if d.From.Unseen = a.shared[s]; d.From.Unseen == 0 {
				continue
			}
		case e.to == fromRoom:
			if d.From.Unseen = a.room(&e); d.From.Unseen == 0 {
				continue
			}
		}
		a.lineage.Derivations = append(a.lineage.Derivations, d)
	}
}

func (a *answer) sort() {
	l := a.lineage
	for i := range l.Unseen {
		slices.SortFunc(l.Unseen[i].Members, func(x, y hearsay.ArticleID) int { return bytes.Compare(x[:], y[:]) })
	}
	l.Derivations = sorted(l.Derivations, func(x, y *hearsay.Derivation) int {
		return cmp.Or(bytes.Compare(x.Derived[:], y.Derived[:]), mainFirst(x, y), compareNodes(x.From, y.From))
	})
	slices.SortStableFunc(l.Origins, func(x, y hearsay.Origin) int {
		return cmp.Or(len(y.Articles)-len(x.Articles), compareNodes(x.Root, y.Root))
	})
	slices.SortStableFunc(l.Findings, func(x, y hearsay.Finding) int {
		return cmp.Or(bytes.Compare(x.Article[:], y.Article[:]), cmp.Compare(x.Kind, y.Kind), bytes.Compare(x.Other[:], y.Other[:]))
	})
}

// sorted is a list in order, equal ones as they were. What it has is large, and is
// moved once.
func sorted[T any](list []T, compare func(x, y *T) int) []T {
	order := make([]*T, len(list))
	for i := range list {
		order[i] = &list[i]
	}
	slices.SortStableFunc(order, compare)
	out := make([]T, len(list))
	for i, x := range order {
		out[i] = *x
	}
	return out
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

// connected parts a list by a relation, each part in the list's order; what is tied
// to nothing is left out.
func connected[T comparable](list []T, tied func(a, b T) bool) [][]T {
	at := make([]int, len(list)) // to the least index of its part
	for i := range list {
		at[i] = i
		for j := range i {
			if at[i] == at[j] || !tied(list[i], list[j]) {
				continue
			}
			from, to := max(at[i], at[j]), min(at[i], at[j])
			for k := range at[:i+1] {
				if at[k] == from {
					at[k] = to
				}
			}
		}
	}
	parts := make([][]T, len(list))
	for i, x := range list {
		parts[at[i]] = append(parts[at[i]], x)
	}
	return slices.DeleteFunc(parts, func(p []T) bool { return len(p) < 2 })
}
