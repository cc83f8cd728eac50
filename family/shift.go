// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import "hearsay/lexicon"

// shifted reports what indirect speech does to a word: "I will" becomes "he
// would", "today" becomes "that day". It is how the words are given, no change of
// them.
func shifted(x, y *unit) bool {
	if p := persons[x.key]; p != 0 && p&persons[y.key] != 0 {
		return true
	}
	if shifts[x.key] != "" && shifts[x.key] == shifts[y.key] {
		return true
	}
	if x.lemma != y.lemma || x.key == y.key {
		return false
	}
	if x.traits.has(content) {
		a, okA := lexicon.VerbOf(x.key)
		b, okB := lexicon.VerbOf(y.key)
		return okA && okB && a.Lemma == b.Lemma
	}
	return helpers[x.key] && helpers[y.key]
}

// persons are pronouns by their use in a sentence, whoever is meant.
var persons = map[string]uint8{
	"i": 1, "we": 1, "you": 1 | 2, "he": 1, "she": 1, "they": 1, "it": 1 | 2, "me": 2, "us": 2, "him": 2, "her": 2 | 4, "them": 2,
	"my": 4, "our": 4, "your": 4, "his": 4 | 8, "their": 4, "its": 4, "mine": 8, "ours": 8, "yours": 8, "hers": 8, "theirs": 8,
	"myself": 16, "ourselves": 16, "yourself": 16, "himself": 16, "herself": 16, "themselves": 16, "itself": 16,
}

// shifts are words that stand for each other in direct and indirect speech.
var shifts = map[string]string{
	"here": "place", "there": "place", "now": "time", "then": "time", "this": "pointing", "that": "pointing", "these": "pointing", "those": "pointing",
	"ago": "past", "earlier": "past", "tomorrow": "next", "next": "next",
}
