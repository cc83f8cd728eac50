// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// A phrase is the source of a quotation taken apart: "Norwegian Foreign Minister
// Sergei Larin, who …" is the name that a sighting has; "a friend of the
// minister" has no name, and the head "friend".
type phrase struct {
	whole      string // up to the first comma
	words      []word // of the head, without determiner
	name       *sighting
	head       word   // the noun, when there is no name
	described  string // the head as the text has it, without determiner
	of         string // " of Strand" behind it
	definite   bool
	article    bool   // "the", "a", "this" in front
	owned      bool   // "his", "their" in front
	indefinite bool   // "a", "an", "one" in front
	joint      bool   // "Larin and Odum"
	medium     bool   // "the daily Orta"
	rest       []word // of the segment, behind the head
}

// phraseOf takes a source apart. The words are those of its text.
func (s *sieve) phraseOf(q *hearsay.Quotation) phrase {
	part, all, text := 0, s.words, s.a.Text
	if q.Part == hearsay.InHeadline {
		part, all, text = 1, s.headline, s.a.Headline
	}
	ws := all[wordAt(all, q.Source.Start):]
	ws = ws[:wordAt(ws, q.Source.End-1)+1]
	p := phrase{whole: upToComma(q.Source.In(text))}
	if len(ws) == 0 {
		return p
	}
	ws = withoutManner(ws)
	segment := dropQuoted(segmentOf(ws))
	for len(segment) > 1 && isPossessive(&segment[len(segment)-1]) {
		segment = segment[:len(segment)-1]
	}
	p.joint = isJoint(segment) && !isOneOfTwoRoles(ws, segment) || !isClosed(all, q.Source.End) && isList(ws, len(segment))
	p.name = s.people.nameOf(part, ws, segment)
	head, rest := headOf(segment)
	p.of, p.rest = ofPhrase(text, rest), rest
	head = trimAdjectives(p.determiner(head))
	if len(head) == 0 {
		return p
	}
	p.words, p.head = head, head[len(head)-1]
	p.described = text[head[0].span.Start:head[len(head)-1].span.End]
	p.medium = isMedium(head)
	for i := range segment {
		p.owned = p.owned || isPossessive(&segment[i]) && i+1 < len(segment)
	}
	if p.name == nil && !p.joint {
		p.name = s.people.apposedName(part, ws[len(segment):], &p)
	} else if p.name != nil && p.name.figure.kind == bodyFigure && isOffice(p.name.figure.parts) {
		if n := s.people.apposedName(part, ws[len(segment):], &p); n != nil {
			p.name = n // "the President of the Growers' Chamber, Ida Roth"
		}
	}
	if p.name != nil {
		p.article = hasArticle(all, p.name.run.first)
	}
	return p
}

// hasArticle reports "the", "a" before the name at word i, adjectives between.
func hasArticle(ws []word, i int) bool {
	for i > 0 && ws[i-1].kind.Has(lexicon.Adj) && !ws[i-1].kind.Has(lexicon.Det) && !ws[i-1].mark {
		i--
	}
	return i > 0 && ws[i-1].kind.Has(lexicon.Det) && ws[i-1].key != "that"
}

// withoutManner drops what somebody does who speaks: "Reacting, the mayor".
func withoutManner(ws []word) []word {
	if len(ws) > 2 && strings.HasSuffix(ws[0].key, "ing") && ws[1].text == "," && !ws[0].person {
		return ws[2:]
	}
	return ws
}

func upToComma(whole string) string {
	for i := 1; i < len(whole); i++ {
		if whole[i] == ',' && (i+1 == len(whole) || whole[i+1] < '0' || whole[i+1] > '9') {
			return whole[:i]
		}
	}
	return whole
}

// segmentOf is a phrase up to its first comma, bracket or relative clause.
func segmentOf(ws []word) []word {
	for i := range ws {
		w := &ws[i]
		if w.text == "(" && i > 0 && (titleInBrackets(ws, i) > 0 || isNameInBrackets(ws, i)) {
			continue
		}
		if w.mark && (w.text == "," || w.text == "(" || w.text == "—" || w.text == "–" || w.text == ":") {
			return ws[:i]
		}
		if i > 0 && w.kind.Has(lexicon.Rel|lexicon.ThatWord) && !w.caps {
			return ws[:i]
		}
	}
	return ws
}

// nameOf returns the name that a segment is about: the one it ends in, unless
// that hangs on a preposition or belongs to a noun for a person.
func (c *people) nameOf(part int, ws, segment []word) *sighting {
	if len(segment) == 0 {
		return nil
	}
	last := segment[len(segment)-1]
	k, ok := c.byEnd[part][last.span.End]
	if !ok {
		return c.nameInFront(part, segment)
	}
	s := &c.sightings[part][k]
	first := startOf(s, segment)
	if first <= 0 || isOwned(s, segment) || isNamesake(s) && isBehindMarks(ws, s) {
		return s
	}
	for i := first - 1; i >= 0; i-- {
		w := &segment[i]
		if w.kind.Has(lexicon.Prep) && !w.caps || w.kind.Has(lexicon.To) {
			return c.nameInFront(part, segment)
		}
		if !w.caps && !w.mark && w.person && i < first-1 {
			break
		}
	}
	if len(s.figure.parts) == 1 && first > 1 && s.figure.kind == unknownFigure && !s.titled && !segment[first-1].kind.Has(lexicon.Det|lexicon.Possessive) && !segment[first-1].body {
		return nil // "the tanker Corvina"
	}
	return s
}

// isOwned reports the full name of a person behind the body's whose he is, with no noun
// for a person in front, and none that the body hangs on: "War on Want’s Jan Roth", not "a
// friend of Ostra’s Jan Roth" or "authorities in Ostra’s Lower Strand".
func isOwned(s *sighting, segment []word) bool {
	i := wordAt(segment, s.span.Start)
	if i < 2 || !isPossessive(&segment[i-1]) || !isNamesake(s) {
		return false
	}
	for k := range segment[:i] {
		w := &segment[k]
		if w.person && !w.caps || k > 0 && w.kind.Has(lexicon.Prep) && !w.caps && !segment[k-1].caps {
			return false
		}
	}
	return true
}

// isBehindMarks reports a name behind what stands in quote marks: "the leader of the party
// “New Way” Ida Roth".
func isBehindMarks(ws []word, s *sighting) bool {
	i := wordAt(ws, s.span.Start)
	return i > 0 && i < len(ws) && (ws[i-1].text == "”" || ws[i-1].text == "\"" || ws[i-1].text == "»")
}

// startOf is the word of a segment where a name begins, with its title.
func startOf(s *sighting, segment []word) int {
	first := wordAt(segment, s.span.Start)
	if s.noun < s.run.name && (s.titled || s.noun >= s.run.first) {
		first -= s.run.name - s.noun
	}
	return first
}

// nameInFront returns the name that a place follows: "Hilde in Southgate",
// "Halcyon Bulk of Port Mirren".
func (c *people) nameInFront(part int, segment []word) *sighting {
	for i := range segment {
		w := &segment[i]
		if i == 0 || !w.kind.Has(lexicon.Prep|lexicon.Adv|lexicon.Temporal) || w.caps {
			continue
		}
		if k, ok := c.byEnd[part][segment[i-1].span.End]; ok {
			s := &c.sightings[part][k]
			if first := startOf(s, segment); first <= 0 || first == 1 && isHeadedName(s, &segment[0]) {
				return s
			}
		}
		return nil
	}
	return nil
}

// isHeadedName reports a name that goes with its article or possessive: "the Orta Bank",
// "our reporter Ann Lee".
func isHeadedName(s *sighting, det *word) bool {
	return det.kind.Has(lexicon.Det) && s.figure.kind == bodyFigure || det.kind.Has(lexicon.Det|lexicon.Possessive) && s.titled && isNamesake(s)
}

// apposedName returns the name in ", the lawyer Oona Berg," behind a head that
// is a person or a body.
func (c *people) apposedName(part int, rest []word, p *phrase) *sighting {
	for len(rest) > 1 && rest[0].text != "," { // a clause before the comma: "who gave only his first name, Joel"
		rest = rest[1:]
	}
	if len(rest) < 2 {
		return nil
	}
	person := p.head.person || p.head.key == "one"
	people := p.head.people
	segment := segmentOf(rest[1:])
	s := c.nameOf(part, rest, segment)
	if s == nil {
		s = c.nameInFront(part, segment)
	}
	if s != nil && (p.article || p.owned || p.head.caps) && isNamesake(s) {
		person = true // "the dog walker, Ida Roth", "his second, Ida Roth"
	}
	if !person && !people && !p.head.body && !lexicon.IsMediumWord(p.head.key) {
		return nil
	}
	if people && !person && (s == nil || s.figure.kind != bodyFigure || !isFull(s.figure.parts) || len(p.rest) > 0) {
		return nil
	}
	if s == nil || s.figure.kind == placeFigure || person && s.figure.kind == bodyFigure && !isOwner(p.head.key) || !person && !people && s.figure.of != nil && !(p.medium && s.figure.of.weak) {
		return nil
	}
	first := startOf(s, segment)
	for first > 1 && (segment[first-1].key == "late" || segment[first-1].key == "former" || segment[first-1].key == "then") {
		first--
	}
	if first > 1 || first == 1 && !segment[0].kind.Has(lexicon.Det) { // ", from Lindvik"
		return nil
	}
	return s
}

// isNamesake reports the full name of somebody who is sure to be a person.
func isNamesake(s *sighting) bool {
	return s.figure.of != nil && !s.figure.of.weak && isFull(s.figure.parts)
}

// trimAdjectives drops adjectives behind the noun: "a person familiar with".
func trimAdjectives(ws []word) []word {
	for len(ws) > 1 {
		w := &ws[len(ws)-1]
		if !w.mark && (w.caps || !w.kind.Has(lexicon.Adj|lexicon.Adv) || w.kind.Has(lexicon.Noun|lexicon.Pronoun) || w.person) {
			break
		}
		ws = ws[:len(ws)-1]
	}
	return ws
}

// ofPhrase is " of Strand" at the start of what follows the head.
func ofPhrase(text string, rest []word) string {
	end := 1
	for end < len(rest) && rest[end].caps {
		end++
	}
	if len(rest) < 2 || rest[0].key != "of" || end == 1 {
		return ""
	}
	return " " + text[rest[0].span.Start:rest[end-1].span.End]
}

// headOf cuts the phrase behind its head: at a preposition that is no part of a
// name, or a participle ("a person briefed on the matter").
func headOf(ws []word) (head, rest []word) {
	for i := range ws {
		w := &ws[i]
		switch {
		case i == 0 || w.caps:
		case i == 1 && w.kind.Has(lexicon.Prep) && isArticle(&ws[0]): // "an outside expert"
		case w.kind.Has(lexicon.Prep|lexicon.To) && !joinsName(ws, i):
			return ws[:i], ws[i:]
		case i > 1 && w.kind == 0 && strings.HasSuffix(w.key, "ed") && isHuman(&ws[i-1]):
			return ws[:i], ws[i:]
		}
	}
	return ws, nil
}

func isArticle(w *word) bool {
	return w.key == "the" || w.key == "a" || w.key == "an" || w.key == "another" || w.kind.Has(lexicon.Possessive)
}

// joinsName reports a small word inside a proper name: "Marie de Mora",
// "Ministry of Fisheries", "Bank of Norway".
func joinsName(ws []word, i int) bool {
	if i+1 >= len(ws) || !ws[i-1].caps {
		return false
	}
	next := ws[i+1].caps || i+2 < len(ws) && ws[i+1].key == "the" && ws[i+2].caps
	if isParticle(ws[i].text) && ws[i].key != "la" && ws[i].key != "of" {
		return next
	}
	return next && (ws[i].key == "of" || ws[i].key == "for") && (isOfficeBefore(ws, i) || ws[i-1].body)
}

// dropQuoted removes what stands in marks, such as the title of a show in front
// of its star.
func dropQuoted(ws []word) []word {
	open := -1
	for i := range ws {
		switch ws[i].text {
		case "“", "«", "„", "‘":
			open = i
		case "”", "»", "’", "\"":
			if open >= 0 && i+1 < len(ws) {
				return append(append([]word{}, ws[:open]...), ws[i+1:]...)
			}
			if ws[i].text == "\"" {
				open = i
			}
		}
	}
	return ws
}

// determiner strips "the", "a", "some" and records whether one person is meant.
func (p *phrase) determiner(ws []word) []word {
	p.definite = true
	for len(ws) > 1 {
		w := &ws[0]
		p.article = p.article || w.kind.Has(lexicon.Det)
		p.owned = p.owned || w.kind.Has(lexicon.Possessive)
		p.indefinite = p.indefinite || w.key == "a" || w.key == "an" || w.key == "one"
		switch {
		case w.key == "the" || w.key == "this" || w.key == "that" || w.kind.Has(lexicon.Possessive) && !w.kind.Has(lexicon.Rel):
		case w.kind.Has(lexicon.Det) || w.kind.Has(lexicon.Number):
			p.definite = false
		case w.mark:
		default:
			return ws
		}
		ws = ws[1:]
	}
	return ws
}

// isJoint reports two persons: names or roles on both sides of "and". Bodies
// with "and" in their name are one.
func isJoint(ws []word) bool {
	for i := range ws {
		w := &ws[i]
		if i > 0 && i+1 < len(ws) && (w.key == "and" || w.key == "or") {
			if endsInBody(ws, i) {
				continue
			}
			return (!hasOrganization(ws[:i]) || ws[i+1].kind.Has(lexicon.Det|lexicon.Possessive) || isKnown(ws[:i]) && isKnown(ws[i+1:])) && !isTwoOffices(ws, i)
		}
	}
	return false
}

// endsInBody reports an "and" within the name of a body that somebody is of: "Jan Roth of
// the Ostra and Telmar Fishing Association".
func endsInBody(ws []word, and int) bool {
	of := slices.ContainsFunc(ws[:and], func(w word) bool { return w.kind.Has(lexicon.Prep) && !w.caps })
	return of && ws[and-1].caps && ws[and+1].caps && hasOrganization(ws[and+1:])
}

// isKnown reports the whole name of a country or a body that every reader knows: "the
// United Nations".
func isKnown(ws []word) bool {
	for len(ws) > 0 && ws[0].kind.Has(lexicon.Det) {
		ws = ws[1:]
	}
	var name []string
	for i := range ws {
		name = append(name, ws[i].text)
	}
	_, known := lexicon.Metonym(strings.Join(name, " "))
	return known
}

// isList reports several people with a comma between the first two: "Lee, his wife Ida
// and two aides said". What stands there of Lee alone has a comma behind it.
func isList(ws []word, comma int) bool {
	if comma+2 >= len(ws) || ws[comma].text != "," {
		return false
	}
	rest := segmentOf(ws[comma+1:])
	if len(rest) != len(ws)-comma-1 || !isJoint(rest) {
		return false
	}
	if rest[0].kind.Has(lexicon.Possessive) && lexicon.IsKin(rest[1].key) {
		return true
	}
	return isArticle(&rest[0]) && isArticle(&rest[andAt(rest)+1])
}

// andAt is the word "and" of a joint phrase.
func andAt(ws []word) int {
	return slices.IndexFunc(ws, func(w word) bool { return w.key == "and" || w.key == "or" })
}

// isClosed reports a comma behind the byte where a phrase ends.
func isClosed(ws []word, end int) bool {
	i := wordAt(ws, end)
	return i < len(ws) && ws[i].text == ","
}

// isOneOfTwoRoles reports "his predecessor and elder brother, Jan Roth": two nouns for
// persons of one determiner, and one name behind.
func isOneOfTwoRoles(ws, segment []word) bool {
	n := len(segment)
	if n < 3 || n+2 >= len(ws) || ws[n].text != "," || !ws[n+1].caps || !segment[n-1].person || !isArticle(&segment[0]) {
		return false
	}
	for i := 1; i+1 < n; i++ {
		if segment[i].key == "and" {
			return segment[i-1].person && !segment[i+1].kind.Has(lexicon.Det|lexicon.Possessive) && !segment[i-1].caps
		}
	}
	return false
}

// isTwoOffices reports "founder and chief executive Petra Stahl".
func isTwoOffices(ws []word, and int) bool {
	if !ws[len(ws)-1].caps || ws[0].kind.Has(lexicon.Det|lexicon.Possessive) || lexicon.IsKin(ws[and-1].key) || ws[and+1].kind.Has(lexicon.Det|lexicon.Possessive) {
		return false
	}
	if ws[and-1].caps || slices.ContainsFunc(ws[:and], func(w word) bool { return w.caps && !isAcronym(w.text) }) {
		return false
	}
	return ws[and-1].person && !ws[and+1].caps // "HSC scientist and co-author Ann Lee"
}

// hasOrganization reports a body: "the Ministry of Trade and Industry" is one
// source in spite of its "and".
func hasOrganization(ws []word) bool {
	for i := range ws {
		if lexicon.IsOrganizationWord(ws[i].key) {
			return true
		}
	}
	return false
}

// isMedium reports a phrase that says that its name is an outlet: "the daily
// Orta".
func isMedium(ws []word) bool {
	for i := range ws {
		if lexicon.IsMediumWord(ws[i].key) && !ws[i].caps {
			return true
		}
	}
	return false
}
