// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"

	"hearsay/lexicon"
)

// Some descriptions tell something new of whoever was mentioned last, and stand
// for a name as a pronoun does: "the 22-year-old", "the former striker", "the
// father of two".

// described is the pronoun that such a description counts as when its noun tells no
// gender.
const described = "the"

// anaphorAt reads such a description at word i: what pronoun it is like, and the age
// that it tells. The pronoun is empty when it is none.
func anaphorAt(ws []word, i int) (pronoun, age string) {
	if ws[i].key != "the" {
		return "", ""
	}
	past := false
	for k := i + 1; k < len(ws) && k < i+7 && ws[k].para == ws[i].para && !ws[k].mark; k++ {
		w := &ws[k]
		if k == i+1 && isCountryman(w) && (k+1 == len(ws) || ws[k+1].verb || ws[k+1].mark) {
			return likePronoun(w), ""
		}
		if years, old := strings.CutSuffix(w.key, "-year-old"); old {
			age = years
		}
		past = past || isBygone(w.key)
		next := &ws[min(k+1, len(ws)-1)]
		switch {
		case w.kind.Has(lexicon.Prep|lexicon.Rel|lexicon.To|lexicon.Coord|lexicon.Det) || next.caps && !w.caps && w.person:
			return "", ""
		case k == i+1 && isKinNoun(w.key) && !next.person && !next.caps && !next.kind.Has(lexicon.Prep|lexicon.Rel) && !isPossessive(next):
			return likePronoun(w), age
		case w.person && (past && walks[w.key] != inState || age != "" || next.key == "of" && k+2 < len(ws) && ws[k+2].kind.Has(lexicon.Number)), strings.Contains(w.key, "-of-"):
			if !next.person {
				return likePronoun(w), age
			}
		case age != "" && !next.person && (next.verb || next.mark || k+1 == len(ws) || next.kind.Has(lexicon.Prep|lexicon.Rel|lexicon.Coord|lexicon.Adv)):
			return described, age
		}
	}
	return "", ""
}

// isKinNoun reports "widow", "great-grandad".
func isKinNoun(key string) bool {
	return lexicon.IsKin(key[strings.LastIndexByte(key, '-')+1:])
}

// isCountryman reports "Dutchwoman".
func isCountryman(w *word) bool {
	people, man := strings.CutSuffix(w.key, "man")
	switch strings.TrimSuffix(people, "wo") {
	case "dutch", "french", "english", "irish", "scots", "welsh", "cornish", "manx":
		return w.caps && man
	}
	return false
}

func isBygone(key string) bool { return key == "former" || key == "retired" || key == "one-time" }

// likePronoun is the pronoun for the noun's gender.
func likePronoun(w *word) string {
	first, _, _ := strings.Cut(w.key, "-")
	if isCountryman(w) {
		if strings.HasSuffix(w.key, "woman") {
			return "she"
		}
		return "he"
	}
	switch max(lexicon.PersonGender(w.key), lexicon.PersonGender(first)) {
	case lexicon.Masculine:
		return "he"
	case lexicon.Feminine:
		return "she"
	}
	return described
}
