// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"time"
)

// occasion is when somebody spoke to many.
type occasion struct {
	kind   string // of places.txt
	room   *item  // the unseen source that all who heard it share
	who    person
	spoken []*utterance
}

// plan makes everything that was printed of a story.
func (s *story) plan(copies int) {
	talk := s.conference()
	agency := s.agencyCopy(s.w.agency[0], talk)
	for range s.r.between(1, 3) {
		s.report(talk)
	}
	var second, release, interview *item
	if s.has(s.w.level.second) {
		second = s.agencyCopy(s.w.agency[1], talk)
	}
	if s.has(s.w.level.release) {
		release = s.release()
	}
	if s.has(s.w.level.interview) {
		interview = s.interview()
	}
	s.spread(agency, s.r.between(3, 6))
	s.spread(second, s.r.between(2, 3))
	s.spread(release, s.r.between(2, 4))
	s.spread(interview, s.r.between(1, 4))
	s.extras(agency, second, interview)
	for range copies {
		s.syndicate(agency)
	}
}

func (s *story) has(percent int) bool { return s.r.chance(percent) }

// minutes after the story began.
func (s *story) minutes(low, high int) time.Time {
	return s.start.Add(time.Duration(s.r.between(low, high)) * time.Minute)
}

// conference is where somebody speaks to the press.
func (s *story) conference() *occasion {
	who := person{s.slots["official"], s.slots["officialrole"]}
	if s.r.chance(40) {
		who = person{s.slots["critic"], s.slots["criticrole"]}
	}
	o := &occasion{kind: "conference"}
	o.room = &item{unseen: true, what: "conference", outlet: &outlet{name: "a news conference by " + who.name}, at: s.start}
	s.items = append(s.items, o.room)
	o.who = who
	return o
}

// utterance is the nth sentence that was said there; nil when there is none.
func (s *story) utterance(o *occasion, n int) *utterance {
	for len(o.spoken) <= n {
		u := s.speak(o.who)
		if u == nil {
			return nil
		}
		o.spoken = append(o.spoken, u)
	}
	return o.spoken[n]
}

// hear lets a reporter print what was said: what others may print too, and,
// unless the level has it otherwise, a sentence that nobody else has.
func (s *story) hear(it *item, o *occasion) {
	own := max(1, len(o.spoken))
	if s.w.level.overheard {
		own = s.r.between(1, 2)
	}
	for _, n := range []int{0, own} {
		if u := s.utterance(o, n); u != nil {
			s.say(it, u, o.kind)
		}
	}
	if len(o.spoken) == 0 {
		return
	}
	it.edges = append(it.edges, &edge{from: o.room, credit: "given", hearing: true, relation: "quotes", ops: []string{"hear"}})
}

// agencyCopy is an agency's own report.
func (s *story) agencyCopy(by *outlet, talk *occasion) *item {
	it := s.item("agency", by, s.minutes(5, 90))
	it.unseen = s.has(s.w.level.unseen)
	s.write(it, s.r.between(2, 3))
	s.hear(it, talk)
	s.write(it, s.r.between(3, 4))
	s.finish(it)
	return it
}

// report is an outlet's own reporting.
func (s *story) report(talk *occasion) *item {
	it := s.item("own", nil, s.minutes(10, 300))
	s.write(it, 2)
	if s.r.chance(75) {
		s.hear(it, talk)
	}
	s.write(it, s.r.between(2, 4))
	s.finish(it)
	return it
}

// release is what the company at the centre publishes.
func (s *story) release() *item {
	it := s.item("release", newOutlet(s.slots["company"]), s.minutes(2, 60))
	it.unseen = s.has(s.w.level.unseen)
	s.write(it, s.r.between(2, 3))
	s.speakTo(it, "release", 2)
	s.write(it, s.r.between(1, 3))
	return it
}

// interview is what one outlet was told alone.
func (s *story) interview() *item {
	it := s.item("interview", nil, s.minutes(60, 600))
	s.write(it, 2)
	s.speakTo(it, "interview", 3)
	s.write(it, s.r.between(2, 3))
	s.finish(it)
	return it
}

// speakTo adds what somebody says to nobody else.
func (s *story) speakTo(it *item, occasion string, n int) {
	who := s.w.person(pick(s.r, s.w.names["bossrole"]) + " of " + s.slots["company"])
	for range n {
		if u := s.speak(who); u != nil {
			s.say(it, u, occasion)
		}
	}
}

// spread has a text retold, by some from others who retold it.
func (s *story) spread(root *item, n int) {
	if root == nil {
		return
	}
	line := []*item{root}
	for range n {
		from := root
		if len(line) > 1 && s.has(s.w.level.relayed) {
			from = pick(s.r, line[1:])
		}
		line = append(line, s.retell(from, nil, s.w.level.manner(s.r)))
	}
}

// extras are texts of several sources, and revisions.
func (s *story) extras(agency, second, interview *item) {
	l := s.w.level
	if interview != nil && s.has(l.lift) {
		s.lift(interview)
	}
	if second != nil && s.has(l.merge) {
		s.merge(agency, second)
	}
	if s.has(l.revise) {
		s.revise()
	}
	if s.r.chance(25) {
		s.mention(agency)
	}
}

// syndicate has a text carried by an outlet that carries everything, with credit
// but for one in a hundred.
func (s *story) syndicate(from *item) {
	n := len(s.items)
	by := newOutlet("The " + s.w.place() + " " + number(n) + " " + pick(s.r, s.w.names["outlet2"]))
	it := s.item("", by, from.at.Add(time.Duration(s.r.between(2, 900))*time.Minute))
	e := &edge{from: from, main: true, credit: "given", ops: []string{"reprint"}}
	if s.r.chance(1) {
		e.credit = "omitted"
	}
	it.title = from.title
	body := from.body
	if s.r.chance(30) {
		body = body[:max(min(3, len(body)), len(body)-s.r.between(1, 3))]
		e.ops = []string{"trim"}
	}
	for _, sen := range body {
		s.keep(it, e, sen)
	}
	it.edges = append(it.edges, e)
	s.name(it, e)
}
