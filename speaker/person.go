// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"sort"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// person runs the sieves for names of people: whom the name of a source means.
func (s *sieve) person(n *sighting, q *hearsay.Quotation) hearsay.Speaker {
	if isFull(n.figure.parts) {
		return s.fullName(n.figure)
	}
	sp := s.short(n, q)
	if p := s.people.called(sp.Agent.Name); p != nil && n.honored && p.gender == lexicon.Ungendered {
		p.gender = n.gender // who is Ms Lee is no Mr Lee below
	}
	return sp
}

// short is whom a name without a first name means.
func (s *sieve) short(n *sighting, q *hearsay.Quotation) hearsay.Speaker {
	if p := n.figure.of; p != nil && !p.isFull() && !n.honored && len(s.people.bearers(p.parts)) > 1 {
		return surnamed(n, p) // who had the name before his relatives came in
	}
	candidates := s.people.bearers(n.figure.parts)
	fitting := candidates[:0:0]
	for _, c := range candidates {
		if !n.honored || compatible(n.gender, c.gender) {
			fitting = append(fitting, c)
		}
	}
	if len(fitting) > 1 && n.titled {
		if p := s.people.titled(n); p != nil {
			return hearsay.Speaker{Agent: p.agent(), How: "title", Confidence: byTitle}
		}
	}
	switch {
	case len(fitting) > 1:
		return s.oneOf(n, fitting, q)
	case len(fitting) == 1:
		return surnamed(n, fitting[0])
	case len(candidates) > 0:
		sp, _ := s.byMarriage(n, candidates) // or a Mrs. Barr whom nobody has introduced
		return sp
	}
	return s.loneName(n, q)
}

// fullName matches first and last name.
func (s *sieve) fullName(f *figure) hearsay.Speaker {
	if f.of == nil {
		return hearsay.Speaker{Agent: hearsay.Agent{Name: f.name, Kind: hearsay.Person}, How: "full-name", Confidence: byLoneSurname}
	}
	sp := hearsay.Speaker{Agent: f.of.agent(), How: "name-variant", Confidence: byVariant}
	if f.of.name() == f.name {
		sp.How, sp.Confidence = "full-name", byFullName
	}
	if f.of.weak {
		sp.Confidence = byLoneSurname
	}
	return sp
}

// oneOf chooses between several bearers of a surname: the one who has its
// honorific, who was alone when the article began to use it, who alone is named in
// this paragraph before it, or whom the headline names. The others are alternatives.
func (s *sieve) oneOf(n *sighting, bearers []*person, q *hearsay.Quotation) hearsay.Speaker {
	if honored := only(bearers, func(p *person) bool { return slices.Contains(p.honors, n.honor) }); n.honored && honored != nil {
		return hearsay.Speaker{Agent: honored.agent(), How: "honorific", Confidence: byOpenSurname}
	}
	near, several := s.namedNear(bearers, q)
	first := s.firstUser(n, bearers)
	switch {
	case several:
	case first != nil && (near == nil || near == first):
		return openSurname(first)
	case n.honored && first == nil && near != nil:
		return openSurname(near)
	}
	topic := only(bearers, func(p *person) bool { return p.topic })
	if topic != nil && near == nil && topic.isFull() && topic.first >= 0 && topic.first < q.Source.Start {
		return openSurname(topic)
	}
	return hearsay.Speaker{Alternatives: evenly(bearers, "surname")}
}

// firstUser is who alone had been named when the article began to use the short
// name.
func (s *sieve) firstUser(n *sighting, bearers []*person) *person {
	used, inText := s.people.uses[use{n.figure.name, n.honor}]
	if !inText {
		return nil
	}
	return only(bearers, func(p *person) bool { return p.first >= 0 && p.first < used })
}

// namedNear is which of them is named in full before the quotation in the same
// paragraph, and whether several are.
func (s *sieve) namedNear(bearers []*person, q *hearsay.Quotation) (found *person, several bool) {
	if q.Part != hearsay.InText {
		return nil, false
	}
	list := s.people.sightings[0]
	end := sort.Search(len(list), func(i int) bool { return list[i].span.Start >= q.Source.Start })
	para := s.words[wordAt(s.words, q.Source.Start)].para
	for k := end - 1; k >= max(0, end-maxLookBack) && s.words[list[k].run.name].para == para; k-- {
		p := list[k].figure.of
		if p == nil || p == found || !isFull(list[k].figure.parts) || !slices.Contains(bearers, p) {
			continue
		}
		if found != nil {
			return nil, true
		}
		found = p
	}
	return found, false
}

func openSurname(p *person) hearsay.Speaker {
	return hearsay.Speaker{Agent: p.agent(), How: "surname", Confidence: byOpenSurname}
}

// only is the one of a list that the test holds for; nil for none or several.
func only(list []*person, holds func(*person) bool) (found *person) {
	for _, p := range list {
		if !holds(p) {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

const byOpenSurname = 0.88 // others of the name come later

// maxAlternatives bounds the list that a reader sees.
const maxAlternatives = 5

// evenly lists people of whom none is likelier than the others.
func evenly(list []*person, how string) []hearsay.Candidate {
	var out []hearsay.Candidate
	for _, p := range list {
		if len(out) < maxAlternatives {
			out = append(out, hearsay.Candidate{Agent: p.agent(), How: how, Confidence: 1 / float64(len(list))})
		}
	}
	return out
}

// surnamed is the one person who bears the surname.
func surnamed(n *sighting, p *person) hearsay.Speaker {
	sp := hearsay.Speaker{Agent: p.agent(), How: "surname", Confidence: bySurname}
	if n.honored {
		sp.How, sp.Confidence = "honorific", byHonorific
	}
	if !p.isFull() {
		sp.Confidence = byLoneSurname
	}
	return sp
}

// loneName is a name of one word whose bearer the article never introduces: a
// first name, or somebody or something that readers know.
func (s *sieve) loneName(n *sighting, q *hearsay.Quotation) hearsay.Speaker {
	firsts := s.people.byFirst[variantKey(n.figure.parts[0])]
	key := lexicon.Key(n.figure.parts[0])
	if _, given := lexicon.GivenName(key); !given && !n.honored && n.figure.first >= 0 {
		// "Zoogle", before there was a "Zoogle Larch": people are introduced in full.
		firsts = slices.DeleteFunc(slices.Clone(firsts), func(p *person) bool { return p.weak && p.first > n.figure.first })
	}
	switch {
	case len(firsts) == 1 && (!n.honored || compatible(n.gender, firsts[0].gender)): // "Joel", "Sir Joel"
		return hearsay.Speaker{Agent: firsts[0].agent(), How: "first-name", Confidence: byFirstName}
	case len(firsts) > 1 && s.firstUser(n, firsts) != nil:
		return openSurname(s.firstUser(n, firsts)) // "Bodrogi", where surnames go first
	case len(firsts) > 1:
		return hearsay.Speaker{Alternatives: evenly(firsts, "first-name")}
	}
	_, verb := lexicon.VerbOf(key)
	if verb && !n.honored || s.people.plain[key] || n.figure.times == 1 && !n.titled && (strings.HasSuffix(key, "s") || n.opens && q.Profile == hearsay.Extended) {
		return hearsay.Speaker{} // "Posts", "Insurers", "Footage"
	}
	if lexicon.IsBodyEnding(key) && !n.titled || isAcronym(n.figure.name) && len(n.figure.name) > 5 {
		return hearsay.Speaker{} // "Corporation", "EXCLUSIVE"
	}
	return hearsay.Speaker{Agent: hearsay.Agent{Name: n.figure.name, Kind: hearsay.Person}, How: "surname", Confidence: byLoneSurname}
}

// maxName is how many words a name may have: "Maria de la Cruz Lee Jr." has six,
// "the Institute for the Study of the Sea" more.
const maxName = 8

// holder returns the only candidate whose role the description fits, and
// whether nothing about it is open.
func holder(want *role, candidates []*person) (found *person, exact bool) {
	for _, c := range candidates {
		if !c.isFull() && len(c.roles) == 0 {
			continue
		}
		for k := range c.roles {
			fits, sure := want.fits(&c.roles[k])
			if !fits {
				continue
			}
			if found != nil && found != c {
				return nil, false
			}
			found, exact = c, exact || sure
		}
	}
	return found, exact
}
