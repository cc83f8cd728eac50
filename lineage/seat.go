// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"bytes"
	"fmt"

	"hearsay"
)

// sitting says of one article what the lineage says: it looks at the scene that the
// article stands in.
type sitting struct {
	*scene
	i     int
	way   *arc
	share float64 // of the odds of the tie, for the way and not for the turned one
	seat  *seat
}

// sit says all that is said of an article.
func sit(s *scene, i int, way *arc, share float64, t *tale) *seat {
	x := &sitting{s, i, way, share, &seat{r: s.all[i], core: -1, from: way.from, cues: s.all[i].cues}}
	x.near()
	switch {
	case way.from >= 0:
		x.fromArticle()
	case way.from <= fromNamed:
		x.seat.source = s.naming.sources[fromNamed-way.from].agent
		x.seat.key = keyOf(x.seat.source)
		x.fromSource()
	case way.from == fromShared:
		x.fromUnnamed()
	}
	if way.from < 0 {
		x.seat.kind, x.seat.why = s.kind(i)
	}
	x.besides(t)
	x.findings()
	return x.seat
}

func (x *sitting) id() hearsay.ArticleID { return x.all[x.i].Article.ID }

// near notes which articles of the core have plain words in common with this one.
func (x *sitting) near() {
	for p := range x.all[:len(x.all)-x.more] {
		if p == x.i {
			continue
		}
		if o, side := x.between(x.i, p); o != nil && !o.tail && o.side[side].plain >= leastPlain {
			x.seat.near = append(x.seat.near, p)
		}
	}
}

// derive adds an edge; to says where it leads when that is no article.
func (s *seat) derive(d hearsay.Derivation, to int) {
	d.Confidence = rounded(d.Confidence)
	d.Certainty = certainty(d.Confidence)
	s.edges = append(s.edges, edge{d, to})
}

// doubt takes certainty from the last edge: pages show it in part, or it leads to what is
// not here and may be named falsely.
func (s *seat) doubt() {
	if e := &s.edges[len(s.edges)-1]; e.Certainty == hearsay.Certain {
		e.Certainty = hearsay.Strong
	}
}

// undecidedBelow is how much of the chance that two are tied the stated direction has
// to have.
const undecidedBelow = 0.8

func (x *sitting) fromArticle() {
	p := x.way.from
	d := hearsay.Derivation{
		Derived: x.id(), From: hearsay.Node{Article: x.all[p].Article.ID}, Relation: x.relation(p, x.i), Main: true, Confidence: x.way.chance,
		Evidence: x.pairEvidence(p, x.i, byKind(x.way.marks)),
	}
	ordered := x.ordered(p, x.i)
	if x.more == 0 {
		said, parentFirst := x.wordsSay(p, x.i)
		d.Evidence = append(d.Evidence, said...)
		ordered = ordered || parentFirst
	}
	if x.share < undecidedBelow || !ordered {
		d.Undecided = true
		d.Confidence /= x.share
		if bytes.Compare(d.Derived[:], d.From.Article[:]) < 0 {
			d.Derived, d.From.Article = d.From.Article, d.Derived
			for i := range d.Evidence {
				e := &d.Evidence[i]
				e.Derived, e.From = e.From, e.Derived
			}
		}
	}
	x.seat.derive(d, 0)
	if !x.plain(p, x.i) {
		x.seat.doubt()
	}
	x.earlierThanText(&d)
}

// plain reports whether the pages themselves show the order and the tie: the child names
// the parent or links to it, and their dates are in order. Versions of one address are likely
// in order, and may show the date of a change.
// Nothing else is certain, however likely it is.
func (s *scene) plain(p, c int) bool {
	return precedes(s.all[p].date, s.all[c].date) > 0 && (s.says(c, p) && !s.namedAlike(c, p) || s.naming.linked[c][p])
}

func (x *sitting) fromSource() {
	k := fromNamed - x.way.from
	relation := hearsay.Copies
	if x.fromMembers(x.i, k) == 0 {
		relation = hearsay.Cites
	}
	x.seat.derive(hearsay.Derivation{
		Derived: x.id(), Relation: relation, Main: true, Confidence: x.way.chance, Evidence: x.sourceEvidence(k),
	}, x.way.from)
	x.seat.doubt()
}

func (x *sitting) sourceEvidence(k int) []hearsay.Evidence {
	name := x.naming.sources[k].agent.Name
	ways := x.naming.named[x.i][k]
	var out []hearsay.Evidence
	for kind, weight := range byKind(x.way.marks) {
		e := hearsay.Evidence{Kind: kind, Weight: rounded(weight)}
		switch {
		case kind == hearsay.SharedText:
			e.Says = fmt.Sprintf("%d words in common with others who name %s", x.fromMembers(x.i, k), name)
		case ways == 0 && kind == hearsay.Credited:
			e.Says = "it does not name " + name
		case ways != 0:
			e.Says = "it names " + name + " " + wordWays(ways)
			e.Derived = x.naming.places[x.i][k]
		}
		if e.Says != "" {
			out = append(out, e)
		}
	}
	sortEvidence(out)
	return out
}

func (x *sitting) fromUnnamed() {
	d := hearsay.Derivation{Derived: x.id(), Relation: hearsay.SharesSource, Main: true, Confidence: x.way.chance}
	if p := x.profiles[x.i].mostBy; p >= 0 {
		d.Evidence = x.pairEvidence(p, x.i, byKind(x.way.marks))
	}
	x.seat.derive(d, fromShared)
}

// relation names what was taken.
func (s *scene) relation(p, c int) hearsay.Relation {
	o, side := s.between(c, p)
	switch {
	case s.samePage(p, c):
		return hearsay.Revises
	case o == nil || o.side[side].plain+o.side[side].spoken < leastPlain:
		return hearsay.Cites
	case s.all[p].content == s.all[c].content:
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
