// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"

	"hearsay"
)

// besides writes down what articles have besides their main text.
func (a *answer) besides() {
	from := make([]int, len(a.all))
	for c := range from {
		from[c] = a.way(c).from
	}
	t := newTale(a.scene, from)
	for c := range a.all {
		for _, l := range t.borrowed(c) {
			a.derive(a.fromLender(&l))
		}
	}
	a.rooms(t)
}

func (a *answer) fromLender(l *loan) hearsay.Derivation {
	r := a.all[l.to]
	plain := 0
	for i, yes := range l.words {
		if yes && !r.quoted[i] {
			plain++
		}
	}
	relation := hearsay.Quotes
	if plain >= leastPlain {
		relation = hearsay.Copies
	}
	return hearsay.Derivation{
		Derived: a.id(l.to), From: hearsay.Node{Article: a.id(l.from)}, Relation: relation, Confidence: l.chance,
		Evidence: a.pairEvidence(l.from, l.to, signsByKind(loanModel().Weight, l.signs)),
	}
}

// rooms ties articles that print what somebody said where several heard it.
func (a *answer) rooms(t *tale) {
	heard := map[int]hearing{}
	var list []int
	for _, h := range t.hearings() {
		h.chance = hearModel().Chance(h.signs)
		if h.chance >= stated {
			heard[h.article] = h
			list = append(list, h.article)
		}
	}
	for _, room := range connected(list, func(c, d int) bool {
		o, side := a.between(c, d)
		return o != nil && o.side[side].spoken >= leastSpoken
	}) {
		u := a.unseen(hearsay.Unseen{Kind: hearsay.Conference, Why: []string{
			"they print the same speech, each with words of its own around it: both heard it, or have it from who did",
			"as evidence of what was said beyond that utterance they count once"}})
		for _, c := range room {
			h := heard[c]
			a.member(u, c)
			a.derive(hearsay.Derivation{
				Derived: a.id(c), From: hearsay.Node{Unseen: u}, Relation: hearsay.Quotes, Confidence: h.chance,
				Evidence: a.roomEvidence(&h, room),
			})
		}
	}
}

func (a *answer) roomEvidence(h *hearing, room []int) []hearsay.Evidence {
	c := h.article
	other := room[0]
	if other == c {
		other = room[1]
	}
	var out []hearsay.Evidence
	for kind, w := range signsByKind(hearModel().Weight, h.signs) {
		e := hearsay.Evidence{Kind: kind, Weight: rounded(w)}
		switch kind {
		case hearsay.SharedText:
			a.sayShared(&e, other, c)
			e.Says = fmt.Sprintf("speech in common with %d others that have no other text in common with it", len(room)-1)
		case hearsay.Nesting:
			e.Says = "whether it prints speech of that occasion that no other has"
		case hearsay.Stated:
			e.Says = "whether it says that the press was spoken to"
		case hearsay.Precedence:
			e.Says = a.datesSay(other, c)
		case hearsay.Credited:
			e.Says = a.otherNamesSay(c)
		case hearsay.TextDirection:
			e.Says = a.cuesSay(other, c)
		}
		if e.Says != "" {
			out = append(out, e)
		}
	}
	sortEvidence(out)
	return out
}
