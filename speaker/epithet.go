// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"

	"hearsay/lexicon"
)

// News prose goes on with somebody by what else he is: "Lee was late. “I slept,” the
// striker said." Whoever is somebody else is introduced, by "a striker" or by a
// name. So "the" before a noun that the text has not had means the one whom it
// talks of, unless the world has but one of that kind: "the president", "the judge".

// epithetAt reads such a description at word i: the pronoun that it counts as, or "",
// and its noun.
func (s *sieve) epithetAt(i int) (pronoun, noun string) {
	ws := s.words
	if ws[i].key != "the" {
		return "", ""
	}
	head := epithetHead(ws, i)
	if head < 0 {
		return "", ""
	}
	switch w := &ws[head]; {
	case w.caps && (head > i+1 || !isNational(w)), !w.caps && (isOneOfAKind(w.key) && !s.isOfSide(head) || s.isIntroduced(i, w.key)):
		return "", ""
	default:
		return likePronoun(w), w.key
	}
}

// isOfSide reports "the Torvale manager", the first time that the text has the noun: it
// may go on with the one who spoke, when nothing is told of him yet.
func (s *sieve) isOfSide(head int) bool {
	switch s.words[head].key {
	case "manager", "coach", "captain", "boss", "director", "editor", "chairman", "chairwoman", "owner":
	default:
		return false
	}
	of := &s.words[head-1]
	if !of.caps || isNational(of) || len(s.people.byHead[sameOffice(s.words[head].key)]) > 0 {
		return false
	}
	for k := max(0, head-maxIntroduced); k < head; k++ {
		if s.words[k].key == s.words[head].key {
			return false
		}
	}
	return true
}

// goesOn reports that the one whom a description may mean was the last person that
// its paragraph, or the sentence before, told of.
func (s *sieve) goesOn(before []mention, m *mention, best *rival) bool {
	if isOneOfAKind(m.epithet) && (!best.spoke || best.of.person == nil || len(best.of.person.roles) > 0) {
		return false
	}
	at := &s.words[m.word]
	if at.sent-best.sent > 1 && at.para != best.para || at.para-best.para > 1 {
		return false
	}
	for k := len(before) - 1; k >= 0 && before[k].at > best.at; k-- {
		b := &before[k]
		if b.of != nil && b.of != best.of && b.of.sort == aPerson && (b.subject || b.of.person != nil && !b.owner) && !s.isOwnContent(m, b.at) {
			return false
		}
	}
	return true
}

// isElse reports somebody whose roles are of another walk of life than the noun.
func (p *person) isElse(noun string) bool {
	want := walks[noun]
	for k := range p.roles {
		have := walkOf(&p.roles[k])
		if want == 0 || have == 0 || want&have != 0 {
			return false
		}
	}
	return len(p.roles) > 0
}

// epithetHead is the noun that ends the description at word i, or -1: a verb, a mark
// or the end of the line stands behind it.
func epithetHead(ws []word, i int) int {
	for k := i + 1; k < len(ws) && k < i+maxEpithet && ws[k].para == ws[i].para; k++ {
		w := &ws[k]
		if w.mark && w.text != "-" || w.kind.Has(lexicon.Prep|lexicon.Rel|lexicon.To|lexicon.Coord|lexicon.Det|lexicon.Subject) && !w.caps {
			return -1
		}
		if isLook(w.key) {
			return -1
		}
		if w.people || !w.person && !(w.caps && isNational(w)) {
			continue
		}
		if k+1 == len(ws) || ws[k+1].para != w.para {
			return k
		}
		if next := &ws[k+1]; next.mark && !isPossessive(next) && next.text != "-" || next.verb && !next.person || next.kind.Has(lexicon.Adv) {
			return k
		}
	}
	return -1
}

// isLook reports words for what somebody looks like. Stories tell with them of one who
// comes in, "the old sailor"; news goes on with somebody by what they do.
func isLook(key string) bool {
	switch key {
	case "old", "young", "little", "tall", "big", "small", "fat", "thin", "stout", "poor", "strange", "dark", "pale", "fair", "handsome", "pretty", "beautiful", "ugly":
		return true
	}
	return false
}

// maxEpithet bounds the words of such a description.
const maxEpithet = 6

// isNational reports "Portuguese", "Bulgarian" as a noun.
func isNational(w *word) bool {
	place, ok := lexicon.PlaceOf(w.text)
	if !ok || lexicon.Key(place.Country) == w.key {
		return false
	}
	for _, ending := range [...]string{"an", "ese", "ish", "ch", "ek", "ot"} {
		if strings.HasSuffix(w.key, ending) {
			return true
		}
	}
	return false
}

// isIntroduced reports that the noun stands before word i otherwise than behind
// "the": somebody else may be it.
func (s *sieve) isIntroduced(i int, key string) bool {
	for k := max(0, i-maxIntroduced); k < i; k++ {
		if s.words[k].key != key {
			continue
		}
		known := false
		for n := k - 1; n >= 0 && n > k-4 && !known; n-- {
			known = s.words[n].key == "the"
		}
		if !known {
			return true
		}
	}
	return false
}

// maxIntroduced is how many words back somebody may have been introduced: longer texts
// are read in linear time.
const maxIntroduced = 4000

// isOneOfAKind reports nouns for whoever has that part where the story plays, named
// or not.
func isOneOfAKind(key string) bool {
	switch key {
	case "president", "premier", "chancellor", "minister", "secretary", "treasurer", "king", "queen", "prince", "princess", "emperor", "pope", "governor", "mayor", "ambassador", "speaker",
		"judge", "magistrate", "coroner", "prosecutor", "referee", "umpire", "driver", "pilot", "captain", "coach", "manager", "chairman", "chairwoman", "chair", "chairperson",
		"director", "editor", "head", "chief", "boss", "leader", "owner", "principal", "headteacher", "spokesman", "spokeswoman", "spokesperson", "source",
		"lawyer", "solicitor", "barrister", "attorney", "agent", "doctor", "nurse", "landlord", "caller", "host", "presenter", "moderator", "reporter", "interviewer",
		"man", "woman", "boy", "girl", "child", "baby", "person", "victim", "suspect", "gunman", "attacker", "killer", "public", "defence", "deputy", "assistant",
		"foreman", "forewoman", "winner", "loser", "successor", "predecessor", "rival", "opponent", "ally", "friend", "colleague", "partner", "other", "latter", "former", "executive", "member", "group":
		return true
	}
	return false
}
