// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// person runs the sieves for names of people: whom the name of a source means.
func (s *sieve) person(n *sighting, q *hearsay.Quotation) hearsay.Speaker {
	if isFull(n.figure.parts) {
		return s.fullName(n.figure)
	}
	candidates := s.people.bySurname[surnameKey(n.figure.parts)]
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
		return s.oneOf(fitting, q.Source.Start)
	case len(fitting) == 1:
		return surnamed(n, fitting[0])
	case len(candidates) > 0:
		return hearsay.Speaker{} // a Mrs. Barr whom nobody has introduced
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

// oneOf chooses between several bearers of a surname: the one introduced so far,
// or else the one whom the headline names. The others are alternatives.
func (s *sieve) oneOf(bearers []*person, at int) hearsay.Speaker {
	var before, topic []*person
	for _, p := range bearers {
		if p.first >= 0 && p.first < at {
			before = append(before, p)
		}
		if p.topic {
			topic = append(topic, p)
		}
	}
	switch {
	case len(before) == 1 && (len(topic) == 0 || len(topic) == 1 && topic[0] == before[0]):
		return hearsay.Speaker{Agent: before[0].agent(), How: "surname", Confidence: byOpenSurname}
	case len(topic) == 1 && topic[0].isFull() && slices.Contains(before, topic[0]):
		return hearsay.Speaker{Agent: topic[0].agent(), How: "surname", Confidence: byOpenSurname}
	}
	return hearsay.Speaker{Alternatives: evenly(bearers, "surname")}
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
	switch {
	case len(firsts) == 1 && !n.honored:
		return hearsay.Speaker{Agent: firsts[0].agent(), How: "first-name", Confidence: byFirstName}
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
