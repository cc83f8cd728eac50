// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// lift is an outlet's own report with a quotation out of somebody's interview.
func (s *story) lift(from *item) {
	it := s.item("own", nil, s.later(from.at))
	s.write(it, s.r.between(2, 3))
	// With credit the words of saying name the outlet that was told.
	e := &edge{from: from, credit: s.silence(), ops: []string{"lift quotation"}}
	for _, sen := range from.body {
		if sen.quote != nil && len(e.taken) < 2 {
			s.requote(it, e, sen, &manner{own: 1, alters: true})
		}
	}
	it.edges = append(it.edges, e)
	s.write(it, 2)
	s.finish(it)
}

// merge makes an article of one agency's text and a paragraph of another's.
func (s *story) merge(a, b *item) {
	later := a
	if b.at.After(a.at) {
		later = b
	}
	it := s.retell(a, nil, &manners[1])
	it.at = s.later(later.at).Truncate(time.Minute)
	e := &edge{from: b, credit: s.silence(), ops: []string{"insert paragraph"}}
	for _, sen := range b.body {
		if sen.fact != "" && len(e.taken) < 2 {
			s.keep(it, e, sen)
		}
	}
	it.edges = append(it.edges, e)
	if e.credit == "given" {
		it.body = append(it.body, sentence{text: fill(s.w.ways.credits["part"][0], s.with("to", b.outlet.name))})
	}
}

// revise has an outlet publish a later version at the same address.
func (s *story) revise() {
	var seen []*item
	for _, it := range s.items {
		if !it.unseen && it.revises == nil {
			seen = append(seen, it)
		}
	}
	from := pick(s.r, seen)
	it := s.item("", from.outlet, s.later(from.at))
	it.title, it.dateline, it.credit, it.link, it.revises = from.title, from.dateline, from.credit, from.link, from
	e := &edge{from: from, main: true, credit: "given", relation: "revises", ops: []string{"revise"}}
	for i, sen := range from.body {
		switch {
		case i > 0 && sen.fact != "" && s.r.chance(15):
			s.edit(it, e, sen)
		case i > 2 && sen.fact != "" && s.r.chance(10):
			e.did("drop")
		default:
			s.keep(it, e, sen)
		}
	}
	s.write(it, s.r.between(1, 2))
	it.edges = append(it.edges, e)
}

// mention is a brief that names a report, and says little of what is in it.
func (s *story) mention(from *item) {
	it := s.item("", nil, s.later(from.at))
	e := &edge{from: from, main: true, credit: "given", ops: []string{"mention"}}
	s.rephrase(it, e, from.body[0])
	if e.taken[0].same == 0 {
		e.relation = "cites"
	}
	s.nameInLead(it, from.outlet)
	it.edges = append(it.edges, e)
	s.write(it, 2)
}

// leadIn are the first words of a sentence that names where it is from.
func (s *story) leadIn(to string) string {
	return fill(pick(s.r, s.w.ways.credits["lead"]), s.with("to", to)) + " "
}

// name lets an article name where it is from: as it is, or as it is not.
func (s *story) name(it *item, e *edge) {
	to := e.from.outlet
	switch e.credit {
	case "omitted":
		return
	case "false":
		to = s.wrong(it, e.from)
	}
	way := s.r.below(10)
	switch {
	case way < 4 && e.from.what == "agency":
		it.dateline = fmt.Sprintf("%s (%s) — ", strings.ToUpper(s.slots["town"]), to.name)
	case way < 7 && len(it.body) > 0 && it.body[0].fact != "":
		s.nameInLead(it, to)
	case way < 9:
		it.credit = fill(pick(s.r, s.w.ways.credits["line"]), s.with("to", to.name))
	default:
		it.link = &link{words: fill(pick(s.r, s.w.ways.credits["link"]), s.with("to", to.name)), to: to.name, url: "https://" + to.domain + "/"}
		if e.credit == "given" && !e.from.unseen {
			it.link.url = s.address(e.from)
		}
	}
}

func (s *story) nameInLead(it *item, to *outlet) {
	it.body = slices.Clone(it.body)
	first := &it.body[0]
	first.plain = cmp.Or(first.plain, first.text)
	first.text = s.leadIn(to.name) + s.small(first.text)
}

// wrong is an outlet that a text is not from: its own, one that prints of the
// event what has other words, or one that has nothing of it.
func (s *story) wrong(it, from *item) *outlet {
	if s.r.chance(25) {
		return it.outlet
	}
	var others []*outlet
	for _, o := range s.items {
		if !o.unseen && o.root() == o && o != from.root() && o != it {
			others = append(others, o.outlet)
		}
	}
	if len(others) == 0 || s.r.chance(30) {
		return s.w.agency[2]
	}
	return pick(s.r, others)
}
