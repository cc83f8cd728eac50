// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"

	"hearsay"
	"hearsay/lexicon"
)

// A kinship is what an article tells in passing: "Lee’s daughter, Ida" makes Ida his
// daughter and Lee her father, whoever of them speaks below without a name.
type kinship struct {
	who  *person
	noun string // "daughter"
	of   *person
}

// maxKin bounds the kinships of an article, and of a text full of them.
const maxKin = 64

// kinships reads those of a text.
func (c *people) kinships(ws []word) []kinship {
	var out []kinship
	for i := 1; i+1 < len(ws) && len(out) < maxKin; i++ {
		if ws[i].caps || !lexicon.IsKin(ws[i].key) {
			continue
		}
		who, of := c.kinNamed(ws, i), c.kinOwner(ws, i)
		if who != nil && of != nil && who != of {
			if who.gender == lexicon.Ungendered {
				who.gender = lexicon.PersonGender(ws[i].key)
			}
			out = append(out, kinship{who, ws[i].key, of})
		}
	}
	return out
}

// kinNamed is the person named behind the noun at word i: "daughter, Ida", "wife Ida".
func (c *people) kinNamed(ws []word, i int) *person {
	next := i + 1
	if ws[next].text == "," {
		next++
	}
	if next >= len(ws) || ws[next].para != ws[i].para {
		return nil
	}
	n := c.sightedFrom(next)
	if n == nil || n.run.behind < len(ws) && isPossessive(&ws[n.run.behind]) {
		return nil
	}
	return n.figure.of
}

// sightedFrom is the name that begins, with its title, at a word of the text.
func (c *people) sightedFrom(word int) *sighting {
	list := c.sightings[0]
	k, ok := slices.BinarySearchFunc(list, word, func(n sighting, w int) int { return n.run.first - w })
	if !ok {
		return nil
	}
	return &list[k]
}

// kinOwner is whose relative the noun at word i is: "Lee’s", "Lee, whose", or whoever
// "his" and "her" mean, the last one named before of that sex.
func (c *people) kinOwner(ws []word, i int) *person {
	k := i - 1
	for k > 0 && k > i-3 && ws[k].kind.Has(lexicon.Adj) && !ws[k].kind.Has(lexicon.Possessive) {
		k--
	}
	switch {
	case isPossessive(&ws[k]):
		return c.personEnding(ws, k-1)
	case ws[k].key == "whose" && k > 0:
		if ws[k-1].text == "," {
			k--
		}
		return c.personEnding(ws, k-1)
	case ws[k].key == "his" || ws[k].key == "her":
		return c.lastNamed(ws, k)
	}
	return nil
}

// personEnding is the person whose name ends in word i.
func (c *people) personEnding(ws []word, i int) *person {
	if i < 0 {
		return nil
	}
	if k, ok := c.byEnd[0][ws[i].span.End]; ok {
		return c.sightings[0][k].figure.of
	}
	return nil
}

// lastNamed is the last person named before the pronoun at word i whom it may mean, in
// its paragraph or the one before.
func (c *people) lastNamed(ws []word, i int) *person {
	list := c.sightings[0]
	end, _ := slices.BinarySearchFunc(list, i, func(n sighting, w int) int { return n.run.first - w })
	for k := end - 1; k >= 0 && ws[i].para-ws[list[k].run.first].para <= 1; k-- {
		if p := list[k].figure.of; p != nil && compatible(p.gender, pronounGender(ws[i].key)) {
			return p
		}
	}
	return nil
}

// isRelative reports a name that comes in as somebody's relative: "his sister, Ida Lee",
// "Roth’s wife Ida Lee", "Ida Lee, her aunt".
func isRelative(ws []word, r run) bool {
	k := r.first - 1
	if k > 0 && ws[k].text == "," {
		k--
	}
	if k > 0 && ws[k].para == ws[r.first].para && !ws[k].caps && lexicon.IsKin(ws[k].key) && (isPossessive(&ws[k-1]) || ws[k-1].kind.Has(lexicon.Possessive)) {
		return true
	}
	k = r.behind + 1
	return k+1 < len(ws) && ws[r.behind].text == "," && ws[k].para == ws[r.first].para && ws[k].kind.Has(lexicon.Possessive) && lexicon.IsKin(ws[k+1].key)
}

// relative resolves "her father", "Lee’s daughter" by the kinships, when they leave one.
func (s *sieve) relative(p *phrase) (hearsay.Speaker, bool) {
	noun, first := p.head.key, wordAt(s.words, p.words[0].span.Start)
	if first == 0 || !lexicon.IsKin(noun) || len(s.kin)+len(s.people.pairs) == 0 {
		return hearsay.Speaker{}, false
	}
	var owner *person
	sex := lexicon.Ungendered
	switch det := &s.words[first-1]; {
	case isPossessive(det):
		if owner = s.people.personEnding(s.words, first-2); owner == nil {
			return hearsay.Speaker{}, false
		}
	case det.key == "his" || det.key == "her":
		sex = pronounGender(det.key)
	default:
		return hearsay.Speaker{}, false
	}
	found := s.relativesOf(owner, sex, noun)
	if len(found) != 1 {
		return hearsay.Speaker{}, false
	}
	if found[0].gender == lexicon.Ungendered {
		found[0].gender = lexicon.PersonGender(noun)
	}
	return hearsay.Speaker{Agent: found[0].agent(), How: "role", Confidence: byKin}, true
}

// relativesOf are those who may be the father, sister … of the owner, or of anybody of
// that sex.
func (s *sieve) relativesOf(owner *person, sex lexicon.Gender, noun string) []*person {
	var out []*person
	add := func(who, of *person) {
		if (owner == nil || owner == of) && compatible(sex, of.gender) && compatible(lexicon.PersonGender(noun), who.gender) && !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	for _, pair := range s.people.pairs {
		if a, b := pair[0].of, pair[1].of; a != nil && b != nil && (isConverse(noun, noun) || isConverse("wife", noun) || isConverse("husband", noun)) {
			add(a, b)
			add(b, a)
		}
	}
	for _, k := range s.kin {
		if k.noun == noun {
			add(k.who, k.of)
		}
		if isConverse(k.noun, noun) {
			add(k.of, k.who)
		}
	}
	return out
}

// isConverse reports what somebody is to the one who is a noun to him: a daughter has a
// father.
func isConverse(noun, other string) bool {
	switch noun {
	case "son", "daughter", "stepson", "stepdaughter":
		return other == "father" || other == "mother" || other == "dad" || other == "mum" || other == "mom"
	case "father", "mother", "dad", "mum", "mom":
		return other == "son" || other == "daughter"
	case "wife":
		return other == "husband" || other == "widower"
	case "husband":
		return other == "wife" || other == "widow"
	case "brother", "sister", "twin":
		return other == "brother" || other == "sister" || other == "twin"
	case "uncle", "aunt":
		return other == "nephew" || other == "niece"
	case "nephew", "niece":
		return other == "uncle" || other == "aunt"
	}
	return false
}

// byMarriage is "Mrs Lee" who was introduced as Lee’s wife Ida, and the like.
func (s *sieve) byMarriage(n *sighting, bearers []*person) (hearsay.Speaker, bool) {
	var found *person
	for _, k := range s.kin {
		if !slices.Contains(bearers, k.of) || k.who.isFull() || !compatible(n.gender, lexicon.PersonGender(k.noun)) || k.noun == "sister" && n.honor == "mrs" {
			continue
		}
		if found != nil && found != k.who {
			return hearsay.Speaker{}, false
		}
		found = k.who
	}
	if found == nil {
		return hearsay.Speaker{}, false
	}
	return hearsay.Speaker{Agent: found.agent(), How: "honorific", Confidence: byOpenSurname}, true
}
