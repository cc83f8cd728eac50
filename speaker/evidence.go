// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"hearsay/lexicon"
)

// placed reads the determiner or preposition before word i.
func (s *sighting) placed(ws []word, i int) {
	if i == 0 || s.titled {
		return
	}
	f := s.figure
	for k := i; k < s.run.first; k++ {
		if isPossessive(&ws[k]) { // "The Herald’s Ann Lee"
			f.person++
			return
		}
	}
	k := s.run.first
	for k > 1 && ws[k-1].kind.Has(lexicon.Adj) && !ws[k-1].caps {
		k--
	}
	if w := &ws[max(k-1, 0)]; k > 0 && w.kind.Has(lexicon.Det|lexicon.Possessive) && !w.kind.Has(lexicon.Rel) && w.key != "no" && w.key != "that" && !isPossessive(w) {
		if !isAttribute(ws, s.run.behind) {
			f.body++
			f.determined++
		}
		return
	}
	i = s.run.first
	if i == 0 {
		return
	}
	switch w := &ws[i-1]; {
	case s.run.behind < len(ws) && isPossessive(&ws[s.run.behind]):
	case w.key == "in" || w.key == "near" || w.key == "throughout" || w.key == "across" || w.key == "outside":
		f.place += 2
	case w.key == "at" && !hasGiven(f.parts):
		f.place++ // "a gathering at Sarn Mehl"
	case w.key == "at" && i > 2 && ws[i-2].caps && inOffice(ws, max(0, i-6), i-1):
		f.place += 2 // "the University of Ostra at Varn"
	case w.key == "of" && i > 1 && (ws[i-2].person || ws[i-2].body) && !lexicon.IsKin(ws[i-2].key) && !isFellow(ws[i-2].key):
		f.place++
	}
}

// isAttribute reports a noun behind the name: "the Larin supporters" tells nothing
// of Larin.
func isAttribute(ws []word, i int) bool {
	if i >= len(ws) || ws[i].para != ws[i-1].para {
		return false
	}
	w := &ws[i]
	return isPossessive(w) || !w.mark && !w.caps && !w.verb && !w.kind.Has(lexicon.Prep|lexicon.Coord|lexicon.Rel|lexicon.Adv|lexicon.Sub|lexicon.To|lexicon.Temporal)
}

// within reads initials, generations and letters behind the name.
func (s *sighting) within(ws []word) {
	r := s.run
	if r.behind > r.end {
		s.figure.person += 3
	}
	for i := r.name; i < r.end; i++ {
		if r.end-r.name > 1 && (isInitial(ws[i].text) && len(ws[i].text) == 2 || isSuffix(ws[i].text)) {
			s.figure.person += 2
		}
	}
}

// after reads what follows the name: an age, "who", an apposition, a possession.
func (s *sighting) after(ws []word) {
	i := s.run.behind
	if i+1 >= len(ws) || ws[i].para != ws[i-1].para {
		return
	}
	f := s.figure
	if isSubject(ws, s.run.first, i) && isNeuter(ws, i) {
		s.neuter = true
		f.body++
	}
	w, next := &ws[i], &ws[i+1]
	if w.text == "(" && i+2 < len(ws) && ws[i+2].text == ")" && isAcronym(next.text) {
		f.abbreviation = next.text
		if isAbbreviationOf(next.text, f.parts) {
			f.body++
		}
	}
	switch {
	case w.key == "who" || w.text == "," && next.key == "who":
		s.who = true
		f.person += 2
	case w.key == "which" || w.text == "," && (next.key == "which"):
		f.body += 2
	case (w.text == "," || w.text == "(") && isAge(next.text):
		f.person += 3
		f.age = next.text
	case w.text == ",":
		s.apposition(ws, i+1)
	case isPossessive(w):
		s.owns(ws, i+1)
	case w.key == "himself" || w.key == "herself":
		f.person += 3
	case isRetinue(w.key):
	case !w.caps && !w.mark && isBusiness(w.key) && w.kind&^lexicon.Noun == 0:
		f.body++ // "Varnet shares", "Rovers manager"
	}
}

// isAbbreviationOf reports capitals whose first and last begin words of the name, as
// "FPA" for the Federal Ports Authority.
func isAbbreviationOf(short string, parts []string) bool {
	if !isAcronym(short) || len(parts) < 2 || short[0] != parts[0][0] {
		return false
	}
	last := short[len(short)-1]
	for _, part := range parts[1:] {
		if part[0] == last {
			return true
		}
	}
	return false
}

// isNeuter reports "its" before anything else is named: "Tolmira will not change
// its position".
func isNeuter(ws []word, i int) bool {
	for k := i; k < len(ws) && k < i+8 && ws[k].sent == ws[i-1].sent && !ws[k].caps; k++ {
		if ws[k].key == "its" || ws[k].key == "itself" || ws[k].key == "it" && isActor(ws, k) {
			return true
		}
	}
	return false
}

// isActor reports an "it" that does something, as in "said it would sue": of weather
// and opinions ("said it was raining") it does not tell.
func isActor(ws []word, i int) bool {
	if i+1 >= len(ws) || ws[i-1].kind.Has(lexicon.Prep) {
		return false
	}
	next := &ws[i+1]
	if next.kind.Has(lexicon.Modal | lexicon.Have) {
		return i+2 < len(ws) && !ws[i+2].kind.Has(lexicon.Be) && ws[i+2].key != "been" && !ws[i+2].mark
	}
	v, verb := lexicon.VerbOf(next.key)
	return verb && v.Cue != nil
}

// isAge reports "41" as in ", 41,".
func isAge(w string) bool {
	return len(w) == 2 && w[0] >= '1' && w[0] <= '9' && w[1] >= '0' && w[1] <= '9'
}

// isFellow reports people whom a person has, besides kin, and a place has not.
func isFellow(key string) bool {
	switch key {
	case "friend", "lawyer", "attorney", "aide", "assistant", "adviser", "advisor", "colleague", "partner", "neighbour", "neighbor", "agent", "rival", "critic",
		"supporter", "ally", "opponent", "predecessor", "successor", "biographer", "colleagues", "friends", "rep", "mate":
		return true
	}
	return false
}

// isRetinue reports what persons and bodies have alike.
func isRetinue(key string) bool {
	switch key {
	case "campaign", "team", "office", "administration", "camp", "party", "government", "supporters", "aides", "voters", "rally", "cabinet", "family", "candidacy", "foundation", "advisers":
		return true
	}
	return false
}

// isBusiness reports what companies and other bodies have.
func isBusiness(key string) bool {
	switch key {
	case "shares", "stock", "profits", "sales", "board", "directors", "shareholders", "customers", "employees", "branches", "plant", "factory", "headquarters", "staff", "subsidiary", "manager", "chairman", "chairwoman", "director",
		"executive", "executives", "captain", "coach", "striker", "engineers", "workers", "stadium", "defender", "midfielder", "goalkeeper":
		return true
	}
	return false
}

// isGovernment reports what countries and cities have.
func isGovernment(key string) bool {
	switch key {
	case "parliament", "capital", "ministry", "president", "army", "border", "coast", "constitution", "population", "mayor", "police", "airport", "harbour", "streets", "suburbs", "economy":
		return true
	}
	return false
}

// owns reads what follows "’s".
func (s *sighting) owns(ws []word, i int) {
	for k := i; k < len(ws) && k < i+4 && ws[k].para == ws[i].para && !ws[k].mark; k++ {
		switch key := ws[k].key; {
		case lexicon.IsKin(key) || isFellow(key):
			s.figure.person += 2
		case isRetinue(key):
		case isGovernment(key):
			s.figure.place += 2
		case isBusiness(key) || ws[k].body:
			s.figure.body++
		case ws[k].person || ws[k].people:
			s.figure.body++
		case ws[k].kind.Has(lexicon.Prep | lexicon.Be | lexicon.Have | lexicon.Modal):
			return
		default:
			continue
		}
		return
	}
}

// apposition reads ", the head of the port," behind the name.
func (s *sighting) apposition(ws []word, i int) {
	end := i
	for end < len(ws) && end < i+12 && ws[end].para == ws[i].para && !ws[end].kind.Has(lexicon.Rel) && (!ws[end].mark || isPossessive(&ws[end]) || ws[end].text == "-") {
		end++
	}
	closed := end < len(ws) && (ws[end].para != ws[i].para || ws[end].mark || ws[end].kind.Has(lexicon.Rel)) || end == len(ws)
	head := headNoun(ws[i:end])
	if !closed || head < 0 || ws[i].verb || i+head+1 < end && ws[i+head+1].kind.Has(lexicon.Be|lexicon.Have|lexicon.Modal) {
		return // "in the Orta Reports, the man had been ill"
	}
	w := &ws[i+head]
	switch {
	case w.person && (isOwner(w.key) || w.key == "producer") && !hasGiven(s.figure.parts):
		// "Merrow, the largest employer here": either
	case w.person:
		s.figure.person += 2
		s.gender = max(s.gender, lexicon.PersonGender(w.key))
		s.addRole(roleWords(ws[i:end], head))
	case w.body || w.key == "chain":
		s.figure.body += 2
	}
}

// headNoun returns the number of the noun that a phrase is about, or -1: the
// last word before a preposition, a comma or "and".
func headNoun(ws []word) int {
	for i := range ws {
		w := &ws[i]
		if isPossessive(w) {
			continue
		}
		if i > 0 && (w.kind.Has(lexicon.Prep|lexicon.To|lexicon.Coord) && !w.caps || w.kind.Has(lexicon.Be|lexicon.Modal|lexicon.Have)) {
			return i - 1
		}
		if w.kind.Has(lexicon.Subject | lexicon.Be | lexicon.Modal) {
			return -1
		}
	}
	return len(ws) - 1
}

// roleWords keep what "of" and "for" add to the office, up to an "and".
func roleWords(ws []word, head int) []word {
	end := head + 1
	for end < len(ws) && (end == head+1 && (ws[end].key == "of" || ws[end].key == "for") || end > head+1 && !ws[end].kind.Has(lexicon.Coord|lexicon.Prep)) {
		end++
	}
	return ws[:end]
}
