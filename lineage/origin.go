// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"
	"strings"

	"hearsay"
)

// origins parts the articles by where their ways lead.
func (a *answer) origins() {
	at := map[hearsay.Node]int{}
	for _, s := range a.seats {
		root, node := a.rootOf(s)
		k, ok := at[node]
		if !ok {
			k = len(a.lineage.Origins)
			at[node] = k
			a.lineage.Origins = append(a.lineage.Origins, a.origin(root, node))
		}
		o := &a.lineage.Origins[k]
		o.Articles = append(o.Articles, s.r.Article.ID)
	}
	for k := range a.lineage.Origins {
		a.finish(&a.lineage.Origins[k])
	}
}

// rootOf is the last article of the way back, and where the text begins.
func (a *answer) rootOf(s *seat) (*seat, hearsay.Node) {
	for s.from >= 0 {
		s = a.core[s.from]
	}
	switch {
	case s.from <= fromNamed:
		return s, hearsay.Node{Unseen: a.named[s.key]}
	case a.shared[s] > 0:
		return s, hearsay.Node{Unseen: a.shared[s]}
	}
	return s, hearsay.Node{Article: s.r.Article.ID}
}

// origin describes where texts begin.
func (a *answer) origin(root *seat, node hearsay.Node) hearsay.Origin {
	if node.Unseen > 0 {
		u := a.lineage.Unseen[node.Unseen-1]
		return hearsay.Origin{Root: node, Kind: u.Kind, Why: append([]string(nil), u.Why...)}
	}
	return hearsay.Origin{Root: node, Kind: root.kind, Why: []string{root.why}}
}

// finish puts the root first and says how many have their text from there.
func (a *answer) finish(o *hearsay.Origin) {
	for i, id := range o.Articles {
		if id == o.Root.Article {
			copy(o.Articles[1:i+1], o.Articles[:i])
			o.Articles[0] = id
			break
		}
	}
	if n := len(o.Articles); n > 1 {
		o.Why = append(o.Why, fmt.Sprintf("%d articles have their main text from there: as evidence of what happened they count once", n))
	}
}

// kind says what sort of beginning an article is, and why.
func (s *scene) kind(i int) (hearsay.OriginKind, string) {
	p, r := &s.profiles[i], s.all[i]
	name := s.label(i)
	switch {
	case p.agency:
		return hearsay.AgencyCopy, name + " is a press agency"
	case r.transcript():
		return hearsay.OfficialRecord, name + " gives what was said in the form of a transcript"
	case p.exclusive:
		return hearsay.Interview, "what is quoted was said to " + name
	case s.speaksForItself(i):
		return hearsay.PressRelease, "who is quoted speaks for " + name + ", which published it"
	}
	return hearsay.OwnReport, "nothing in this library shows another source"
}

// transcript reports whether most of what is said stands behind the speakers' names.
func (r *reading) transcript() bool {
	n := 0
	for i := range r.Quotations {
		if r.Quotations[i].Has(hearsay.Transcript) {
			n++
		}
	}
	return n > 0 && 2*n >= len(r.Quotations)
}

// speaksForItself reports whether a speaker's role names the article's own outlet.
func (s *scene) speaksForItself(i int) bool {
	r := s.all[i]
	own := keyOf(r.Article.Outlet)
	if own == "" {
		return false
	}
	for k := range r.Quotations {
		if role := r.Quotations[k].Speaker.Agent.Role; role != "" && strings.Contains(keyOf(hearsay.Agent{Name: role}), own) {
			return true
		}
	}
	return false
}
