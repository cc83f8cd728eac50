// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"

	"hearsay/lexicon"
)

// Offices in front of names, and nouns for whoever holds one.

// officeIn is how many more words belong to the office in front of a name:
// "(Minister) of Education Ida Falk", "(head of the) Ministry of Foreign Affairs
// Ida Falk". The name begins at a known first name, or else has two words.
func officeIn(ws []word, first, from, end int) int {
	titled := from > first
	of := titled && from < end && ws[from].key == "of" || followsOffice(ws, first)
	body := false
	for i := from; i < end; i++ {
		_, given := lexicon.GivenName(ws[i].key)
		if given && i > from && i+1 < end && (of || body) && !lexicon.IsBodyEnding(ws[end-1].key) {
			return i - from
		}
		body = body || lexicon.IsBodyEnding(ws[i].key)
	}
	office := of || body && isHeaded(ws, first)
	field := 1 // "Finance" in "Minister of Finance Ida Falk"
	if from < end && ws[from].key == "of" {
		field = 2
	}
	if office && end-from > field+1 && ws[end-2].caps && !lexicon.IsBodyEnding(ws[end-1].key) && !isNoun(&ws[end-1]) && !isAcronym(ws[end-1].text) && !isNameBehind(ws, end) {
		name := end - 2
		for name > from && (isParticle(ws[name].text) || isInitial(ws[name].text) && isInitial(ws[name-1].text)) {
			name--
		}
		return name - from
	}
	if titled && of {
		return end - from
	}
	return 0
}

// isNameBehind reports the name of a person behind a comma at word i, so that what
// stands before it is a body: "the head of Border Watch Ostra, Sir Ivo Lee, said".
func isNameBehind(ws []word, i int) bool {
	if i+2 >= len(ws) || ws[i].text != "," || !ws[i+1].caps || !ws[i+2].caps || ws[i+1].para != ws[i].para {
		return false
	}
	_, honorific := lexicon.Honorific(ws[i+1].key)
	return honorific || isFirstPart(ws[i+1].text)
}

// followsOffice reports "Minister of", "Chancellor of the" before word i.
func followsOffice(ws []word, i int) bool {
	if i > 1 && ws[i-1].key == "the" {
		i--
	}
	return i >= 1 && (ws[i-1].key == "of" || ws[i-1].key == "for") && isOfficeBefore(ws, i-1)
}

// isHeaded reports "head of the" and the like before word i.
func isHeaded(ws []word, i int) bool {
	for i > 0 && ws[i-1].kind.Has(lexicon.Det) {
		i--
	}
	return i >= 2 && (ws[i-1].key == "of" || ws[i-1].key == "for") && ws[i-2].person
}

// isOfficeBefore reports an office before the "of" at word i, through further
// ones: "Deputy Minister of Fisheries of Veresk".
func isOfficeBefore(ws []word, i int) bool {
	for n := 0; n < maxRun && i > 0; n++ {
		i--
		if !ws[i].caps && ws[i].key != "of" {
			return false
		}
		if _, office := lexicon.Role(ws[i].text); office {
			return true
		}
	}
	return false
}

// isAgent reports a noun that no list has, with the ending of one for a person:
// "keeper", "walker".
func isAgent(w *word) bool {
	if w.caps || w.mark || w.body || w.verb || len(w.key) < 5 || lexicon.IsArtefact(w.key) || lexicon.IsMediumWord(w.key) || isOwner(w.key) {
		return false
	}
	switch w.key {
	case "river", "water", "tower", "tanker", "liner", "cruiser", "trawler", "paper", "number", "letter", "centre", "center", "chapter", "harbor", "motor", "freighter", "newsletter":
		return false
	}
	for _, ending := range [...]string{"er", "or", "ist", "man", "woman", "ess"} {
		if strings.HasSuffix(w.key, ending) {
			return true
		}
	}
	return false
}

// office reads "the Minister of Energy," before the name.
func (s *sighting) office(ws []word, i int) {
	head := -1
	for k := i - 2; k >= 0 && k > i-maxRun && ws[k].sent == ws[i].sent && (!ws[k].mark || ws[k].text == "'" || ws[k].text == "’"); k-- {
		if ws[k].kind.Has(lexicon.Det|lexicon.Possessive) && ws[k].key != "the" || ws[k].verb {
			return
		}
		if k > 0 && (ws[k].key == "of" || ws[k].key == "for") {
			head = k - 1
		}
		if ws[k].key == "the" && k < head {
			if !ws[head].person && ws[head].body {
				continue // "the president of the Chamber of Mines,"
			}
			if ws[head].person && (s.run.behind == len(ws) || ws[s.run.behind].mark || ws[s.run.behind].verb) {
				s.figure.person += 2
				s.gender = max(s.gender, lexicon.PersonGender(ws[head].key))
				s.addRole(ws[k+1 : i-1])
			}
			return
		}
	}
}

// isOffice reports a name that begins as an office does: "President of the Growers'
// Chamber".
func isOffice(parts []string) bool {
	_, role := lexicon.Role(parts[0])
	return role && len(parts) > 2 && (parts[1] == "of" || parts[1] == "for")
}

// isOwner reports what firms are as well as people: "its largest shareholder, Merrow
// Partners".
func isOwner(key string) bool {
	switch key {
	case "shareholder", "owner", "operator", "rival", "maker", "supplier", "employer", "insurer", "lender", "buyer", "bidder", "investor", "sponsor",
		"publisher", "landlord", "backer", "partner", "contractor", "developer", "customer", "client", "creditor", "competitor", "broker", "manufacturer", "distributor":
		return true
	}
	return false
}
