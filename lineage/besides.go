// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"

	"hearsay"
)

// fromRoom marks edges to where several heard somebody speak; rooms are numbered
// from it downwards in Derivation.From.Unseen until the lineage is put together.
const fromRoom = 1

// besides says what an article has besides its main text.
func (x *sitting) besides(t *tale) {
	for _, l := range t.borrowed(x.i) {
		r := x.all[l.to]
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
		if l.cited {
			relation = hearsay.Cites
		}
		x.seat.derive(hearsay.Derivation{
			Derived: x.id(), From: hearsay.Node{Article: x.all[l.from].Article.ID}, Relation: relation, Confidence: l.chance,
			Evidence: x.pairEvidence(l.from, l.to, signsByKind(loanModel().Weight, l.signs)),
		}, 0)
		if !x.plain(l.from, l.to) {
			x.seat.doubt()
		}
	}
}

// rooms ties the articles of the core that print what somebody said where several
// heard it.
func rooms(t *tale, seats []*seat) {
	heard := map[int]hearing{}
	var list []int
	for _, h := range t.hearings() {
		h.chance = hearModel().Chance(h.signs)
		if h.chance >= stated {
			heard[h.article] = h
			list = append(list, h.article)
		}
	}
	for k, room := range connected(list, func(c, d int) bool {
		o, side := t.between(c, d)
		return o != nil && o.side[side].spoken >= leastSpoken
	}) {
		for _, c := range room {
			h := heard[c]
			seats[c].derive(hearsay.Derivation{
				Derived: t.all[c].Article.ID, From: hearsay.Node{Unseen: k + 1}, Relation: hearsay.Quotes, Confidence: h.chance,
				Evidence: t.roomEvidence(&h, room),
			}, fromRoom)
			seats[c].doubt()
		}
	}
}

// room is 1 + the index of the source that stands for a room, and adds the article to
// its members.
func (a *answer) room(e *edge) int {
	key := fmt.Sprintf("room %d", e.From.Unseen)
	if a.named[key] == 0 {
		a.named[key] = a.unseen(hearsay.Unseen{Kind: hearsay.Conference, Why: []string{
			"they print the same speech, each with words of its own around it: both heard it, or have it from who did",
			"as evidence of more than that the words were spoken they count once"}})
	}
	u := &a.lineage.Unseen[a.named[key]-1]
	u.Members = append(u.Members, e.Derived)
	return a.named[key]
}

func (t *tale) roomEvidence(h *hearing, room []int) []hearsay.Evidence {
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
			t.sayShared(&e, other, c)
			e.Says = fmt.Sprintf("speech in common with %d others that have no other text in common with it", len(room)-1)
		case hearsay.Nesting:
			e.Says = "whether it prints speech of that occasion that no other has"
		case hearsay.Stated:
			e.Says = "whether it says that the press was spoken to"
		case hearsay.Precedence:
			e.Says = t.datesSay(other, c)
		case hearsay.Credited:
			e.Says = t.otherNamesSay(c)
		case hearsay.TextDirection:
			e.Says = t.cuesSay(other, c)
		}
		if e.Says != "" {
			out = append(out, e)
		}
	}
	sortEvidence(out)
	return out
}
