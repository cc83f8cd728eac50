// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"sort"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// dependent resolves sources that stand for the speaker of another quotation or
// for the only person around.
func (s *sieve) dependent(i int) hearsay.Speaker {
	q := &s.qs[i]
	if q.Source.IsZero() {
		return hearsay.Speaker{}
	}
	source := lexicon.Key(q.Source.In(s.textOf(q)))
	switch source {
	case "i", "we", "me":
		return s.firstPerson(q)
	case "he", "him":
		return s.thirdPerson(i, lexicon.Masculine)
	case "she", "her":
		return s.thirdPerson(i, lexicon.Feminine)
	}
	return hearsay.Speaker{}
}

// firstPerson: who says I in a quotation is who is quoted.
func (s *sieve) firstPerson(q *hearsay.Quotation) hearsay.Speaker {
	if q.Within < 0 || q.Within >= len(s.qs) {
		return hearsay.Speaker{}
	}
	outer := s.qs[q.Within]
	if outer.Mode == hearsay.Indirect || outer.Speaker.Agent.Kind != hearsay.Person {
		return hearsay.Speaker{}
	}
	return hearsay.Speaker{Agent: outer.Speaker.Agent, How: "first-person", Confidence: min(outer.Speaker.Confidence, byPronoun)}
}

// thirdPerson resolves he and she where nobody else can be meant: the article
// has named one person of that sex so far, or the pronoun goes on from the
// quotation before it and nobody has come up since.
func (s *sieve) thirdPerson(i int, g lexicon.Gender) hearsay.Speaker {
	q := &s.qs[i]
	if q.Part != hearsay.InText || q.Within >= 0 && s.qs[q.Within].Mode != hearsay.Indirect {
		return hearsay.Speaker{}
	}
	if p := s.onlyBefore(q.Source.Start, g); p != nil {
		return pronounFor(p.agent())
	}
	if p := s.onlyInParagraph(q.Source.Start, g); p != nil {
		return pronounFor(p.agent())
	}
	prev := s.previous(i)
	if prev < 0 {
		return hearsay.Speaker{}
	}
	agent := s.qs[prev].Speaker.Agent
	if agent.Kind == hearsay.Anonymous {
		return s.sameDescription(prev, q, g)
	}
	p := s.people.find(agent)
	if p == nil || !compatible(p.gender, g) {
		return hearsay.Speaker{}
	}
	if !s.goesOn(&s.qs[prev], q) || s.othersBetween(p, s.qs[prev].Source.End, q.Source.Start, g) {
		return hearsay.Speaker{}
	}
	return pronounFor(agent)
}

// sameDescription lets the pronoun go on from somebody whom the text does not
// name: he stays who was described.
func (s *sieve) sameDescription(prev int, q *hearsay.Quotation, g lexicon.Gender) hearsay.Speaker {
	p := phraseOf(s.a.Text, s.qs[prev].Source)
	_, role := lexicon.Role(p.head.text)
	if !role || !compatible(lexicon.RoleGender(p.head.key), g) || !s.goesOn(&s.qs[prev], q) || s.othersBetween(nil, s.qs[prev].Source.Start, q.Source.Start, g) {
		return hearsay.Speaker{}
	}
	return pronounFor(s.qs[prev].Speaker.Agent)
}

func pronounFor(a hearsay.Agent) hearsay.Speaker {
	return hearsay.Speaker{Agent: a, How: "pronoun", Confidence: byPronoun}
}

// onlyBefore returns the one person of fitting gender who was named before the
// byte, if nobody else of unknown or fitting gender was.
func (s *sieve) onlyBefore(at int, g lexicon.Gender) *person {
	var only *person
	for _, p := range s.people.all {
		if len(p.at) == 0 || p.at[0] >= at || !compatible(p.gender, g) {
			continue
		}
		if only != nil {
			return nil
		}
		only = p
	}
	if only != nil && only.gender == lexicon.Ungendered && len(only.roles) == 0 {
		return nil // two capitalised words need not be a person
	}
	return only
}

// onlyInParagraph returns the one person of fitting gender whom the paragraph
// names before the byte, when the article proves that it is a person: by
// gender, role or full name.
func (s *sieve) onlyInParagraph(at int, g lexicon.Gender) *person {
	start := strings.LastIndexByte(s.a.Text[:at], '\n') + 1
	all := s.people.mentions
	var only *person
	for k := sort.Search(len(all), func(i int) bool { return all[i].at >= start }); k < len(all) && all[k].at < at; k++ {
		p := all[k].of
		if !compatible(p.gender, g) || p == only {
			continue
		}
		if only != nil {
			return nil
		}
		only = p
	}
	if only == nil || !only.isFull() || only.gender == lexicon.Ungendered && len(only.roles) == 0 {
		return nil
	}
	return only
}

// previous is the last quotation before i that stands outside others and has a
// person for a speaker.
func (s *sieve) previous(i int) int {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if s.qs[k].Part == hearsay.InText && s.qs[k].Within < 0 && !s.qs[k].Source.IsZero() && s.qs[k].Profile == hearsay.Core {
			if kind := s.qs[k].Speaker.Agent.Kind; kind == hearsay.Person || kind == hearsay.Anonymous {
				return k
			}
			return -1
		}
	}
	return -1
}

// goesOn reports that at most one sentence of narration lies between two
// quotations.
func (s *sieve) goesOn(prev, q *hearsay.Quotation) bool {
	from, to := prev.Extent().End, q.Source.Start
	if from > to {
		return prev.Source.End <= to
	}
	between := s.a.Text[from:to]
	return len(between) < maxBetween && strings.Count(between, "\n\n") <= 1
}

// maxBetween is the length in bytes of what may stand between a quotation and
// the pronoun that takes up its speaker; a long sentence has about 200.
const maxBetween = 250

// othersBetween reports mentions of somebody else whom the pronoun could mean.
func (s *sieve) othersBetween(p *person, from, to int, g lexicon.Gender) bool {
	all := s.people.mentions
	for k := sort.Search(len(all), func(i int) bool { return all[i].at >= from }); k < len(all) && all[k].at < to; k++ {
		if all[k].of != p && compatible(all[k].of.gender, g) {
			return true
		}
	}
	return false
}

// find returns the person behind an agent.
func (c *people) find(a hearsay.Agent) *person {
	if a.Kind != hearsay.Person {
		return nil
	}
	return c.byName[a.Name]
}
