// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// An entity is whom or what pronouns can mean: a named person, somebody whom the
// text only describes, a body, several people, a thing.
type entity struct {
	agent  hearsay.Agent
	person *person
	gender lexicon.Gender
	sort   entitySort
	times  int
}

type entitySort uint8

const (
	aPerson entitySort = iota
	aBody              // it or they
	aGroup             // they
	aThing             // it, but nobody who speaks
)

// who is the agent, with the fullest name that the article has.
func (e *entity) who() hearsay.Agent {
	if e.person != nil {
		return e.person.agent()
	}
	return e.agent
}

func (e *entity) genderOf() lexicon.Gender {
	if e.person != nil {
		return e.person.gender
	}
	return e.gender
}

// A mention is one place where an entity stands, or a pronoun that may mean one.
type mention struct {
	at      int // byte of the text
	word    int
	of      *entity
	subject bool
	owner   bool // "Lee’s"
	spoke   bool // the source of a quotation
	asked   bool // the source of a question
	passing bool // "a driver"
	pronoun string
	age     string // of a description that stands for a name
	epithet string // the noun of "the striker" for somebody named
}

// mentions lists all mentions of the text in order, pronouns among them.
func (s *sieve) mentions() []mention {
	e := entities{persons: map[*person]*entity{}, others: map[string]*entity{}, at: make([]bool, len(s.words)+1), s: s}
	for i := range s.qs {
		e.source(i)
	}
	for i := range s.people.sightings[0] {
		e.sighting(&s.people.sightings[0][i])
	}
	for i := range s.words {
		e.word(i)
	}
	slices.SortStableFunc(e.list, func(a, b mention) int { return a.at - b.at })
	return e.list
}

// entities gathers the mentions.
type entities struct {
	s       *sieve
	persons map[*person]*entity
	others  map[string]*entity // by agent name, or by head for descriptions
	at      []bool             // words where a mention stands
	list    []mention
}

func (e *entities) ofPerson(p *person) *entity {
	if e.persons[p] == nil {
		e.persons[p] = &entity{person: p}
	}
	return e.persons[p]
}

func (e *entities) ofOther(key string, make func() *entity) *entity {
	if e.others[key] == nil {
		e.others[key] = make()
	}
	return e.others[key]
}

func (e *entities) add(m mention) {
	if e.at[m.word] || m.of == nil && m.pronoun == "" {
		return
	}
	e.at[m.word] = true
	e.list = append(e.list, m)
	if m.of != nil {
		m.of.times++
	}
}

// source adds the source of a quotation whose speaker is known.
func (e *entities) source(i int) {
	q := &e.s.qs[i]
	if q.Part != hearsay.InText || q.Source.IsZero() || q.Speaker.Agent.IsZero() || len(e.s.pronounAt[q.Source.Start]) > 0 {
		return
	}
	w := wordAt(e.s.words, q.Source.Start)
	if e.s.meant[i] = e.ofAgent(q.Speaker.Agent, w, q.Source); e.s.meant[i] == nil {
		return
	}
	det := e.s.words[w].key
	e.add(mention{at: q.Source.Start, word: w, of: e.s.meant[i], subject: true, passing: det == "a" || det == "an", spoke: q.Profile != hearsay.Extended, asked: q.Polarity == hearsay.Questioned})
	if k, ok := e.s.people.byEnd[0][q.Source.End]; ok { // the name itself is no second mention
		e.at[e.s.people.sightings[0][k].run.name] = true
	}
}

// ofAgent returns the entity of a speaker.
func (e *entities) ofAgent(a hearsay.Agent, w int, source hearsay.Span) *entity {
	if a.Kind == hearsay.Person {
		if p := e.s.people.called(a.Name); p != nil {
			return e.ofPerson(p)
		}
	}
	head := segmentOf(e.s.words[w:min(len(e.s.words), wordAt(e.s.words, source.End-1)+1)])
	n := headNoun(head)
	if n < 0 || a.Kind == hearsay.Anonymous && head[n].kind.Has(lexicon.Pronoun) && n == 0 {
		return nil // "one", "another": nobody goes on with them
	}
	key := a.Name
	if a.Kind == hearsay.Anonymous {
		key = head[n].key
	}
	return e.ofOther(key, func() *entity {
		return &entity{agent: a, gender: lexicon.PersonGender(head[n].key), sort: sortOf(a.Kind, &head[n])}
	})
}

func sortOf(kind hearsay.AgentKind, head *word) entitySort {
	_, place := lexicon.PlaceOf(head.text)
	switch {
	case kind != hearsay.Anonymous && !head.people, place && head.caps && !isNational(head):
		return aBody // "UK"
	case head.people || head.kind.Has(lexicon.Pronoun) && head.key != "one" && head.key != "another":
		return aGroup
	}
	return aPerson
}

// sighting adds a name.
func (e *entities) sighting(n *sighting) {
	ws := e.s.words
	m := mention{at: n.span.Start, word: n.run.name, subject: isSubject(ws, n.noun, n.run.behind), owner: n.run.behind < len(ws) && isPossessive(&ws[n.run.behind])}
	m.spoke = m.subject && reacts(ws, n.run.behind)
	f := n.figure
	p := f.of
	if i := n.run.first; f.kind == bodyFigure && i > 1 && isArticle(&ws[i-1]) && ws[i-2].kind.Has(lexicon.Prep) && ws[i-2].para == ws[i].para {
		m.subject = false // "Researchers at the University of Lorne found"
	}
	if e.s.isByline(n) {
		return
	}
	if p == nil && f.kind == personFigure {
		p = e.s.people.titled(n)
	}
	switch {
	case p != nil && n.honored && !compatible(n.gender, p.gender):
		m.of = e.ofOther(n.honor+" "+f.name, func() *entity { return &entity{gender: n.gender} }) // "Mrs Lee" beside Luke Lee
	case p != nil:
		m.of = e.ofPerson(p)
	case (f.kind == bodyFigure || f.kind == outletFigure) && (m.subject || e.others[f.name] != nil || lexicon.IsOrganizationWord(lexicon.Key(f.parts[len(f.parts)-1]))):
		m.of = e.ofOther(f.fullest(), func() *entity {
			return &entity{agent: hearsay.Agent{Name: f.fullest(), Kind: hearsay.Organization}, sort: aBody}
		})
	case f.kind == groupFigure && m.subject:
		m.of = e.ofOther(f.name, func() *entity {
			return &entity{agent: hearsay.Agent{Name: f.name, Kind: hearsay.Anonymous}, sort: aGroup}
		})
	default:
		return
	}
	e.add(m)
}

// reacts reports the verb of somebody who takes part in the talk without words of his own,
// behind a name and what is set off by commas there: "Lee, a mother of two, agreed."
func reacts(ws []word, i int) bool {
	if i < len(ws) && ws[i].text == "," {
		for i++; i < len(ws) && ws[i].text != ","; i++ {
			if ws[i].mark {
				return false
			}
		}
		i++
	}
	if i+1 >= len(ws) {
		return false
	}
	switch ws[i].key {
	case "agreed", "agrees", "disagreed", "disagrees", "concurred", "concurs", "nodded", "nods", "shrugged", "shrugs", "laughed", "laughs", "smiled", "smiles", "sighed", "sighs", "demurred":
		return ws[i+1].mark
	}
	return false
}

// isSubject reports that the phrase of words [i, end) is what a verb is about:
// no preposition before it, and a verb, or an apposition and a verb, behind.
func isSubject(ws []word, i, end int) bool {
	if i > 0 && ws[i-1].kind.Has(lexicon.Prep|lexicon.To) && ws[i-1].para == ws[i].para {
		return false
	}
	for k := end; k < len(ws) && k < end+2 && ws[k].para == ws[i].para; k++ {
		if ws[k].verb {
			return true
		}
		if !ws[k].kind.Has(lexicon.Adv) && !strings.HasSuffix(ws[k].key, "ly") {
			break
		}
	}
	if end < len(ws) && isFirst(ws, i) && ws[end].kind == 0 && !ws[end].mark && !ws[end].caps && ws[end].para == ws[i].para {
		return true // a verb that no list has: "Lee took", "Lee visited"
	}
	if end < len(ws) && (ws[end].text == "," || ws[end].key == "who") {
		return i == 0 || isFirst(ws, i) || ws[i-1].mark || ws[i-1].kind.Has(lexicon.Coord|lexicon.Sub|lexicon.ThatWord)
	}
	return false
}

// word adds the description or pronoun that begins at word i.
func (e *entities) word(i int) {
	ws := e.s.words
	w := &ws[i]
	switch w.key {
	case "he", "she", "it", "they":
		e.add(mention{at: w.span.Start, word: i, pronoun: w.key, subject: true})
		return
	case "his", "her", "him", "them", "their", "its":
		if !e.s.isSource(w.span.Start) {
			break
		}
		e.add(mention{at: w.span.Start, word: i, pronoun: w.key, owner: true})
		return
	}
	if pronoun, age := anaphorAt(ws, i); pronoun != "" && (i+1 == len(ws) || e.others[ws[i+1].key] == nil) {
		e.add(mention{at: w.span.Start, word: i, pronoun: pronoun, age: age, subject: true})
		return
	}
	if _, source := e.s.pronounAt[w.span.Start]; source {
		if pronoun, noun := e.s.epithetAt(i); pronoun != "" {
			e.add(mention{at: w.span.Start, word: i, pronoun: pronoun, subject: true, epithet: noun})
			return
		}
	}
	if w.kind.Has(lexicon.Det|lexicon.Possessive) || isFirst(ws, i) && !w.mark {
		e.description(i)
	}
}

// isSource reports whether a quotation's source begins at the byte.
func (s *sieve) isSource(at int) bool { return s.sourceAt[at] }

// called returns the person of that fullest name.
func (c *people) called(name string) *person {
	if f := c.figures[name]; f != nil && f.of != nil {
		return f.of
	}
	parts := strings.Fields(name)
	if len(parts) == 0 {
		return nil
	}
	for _, p := range c.bySurname[surnameKey(parts)] {
		if p.name() == name {
			return p
		}
	}
	return nil
}
