// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"strings"
	"sync"
)

// Inflection is the set of forms that a written verb may be.
type Inflection uint8

// The inflections. "Put" is Base, Past and Participle at once.
const (
	Base       Inflection = 1 << iota // say; also the plain present
	Third                             // says
	Past                              // said
	Participle                        // said, written
	Ing                               // saying
)

// Verb is what is known of a written verb form.
type Verb struct {
	Lemma string
	Forms Inflection
	// Noun is set when the same form is common as a noun or an adjective:
	// "report", "reports", "called".
	Noun bool
	Cue  *CueEntry // non-nil when the verb reports speech or thought
}

// VerbOf returns the verb that form is an inflection of, and whether it is in
// the list. Unknown verbs are for the caller to guess by their ending.
func VerbOf(form string) (*Verb, bool) {
	v, ok := verbTable()[form]
	return v, ok
}

var verbTable = sync.OnceValue(func() map[string]*Verb {
	m := make(map[string]*Verb, 8000)
	for _, row := range strings.Split(strings.TrimSpace(irregularVerbs), "\n") {
		addIrregular(m, strings.Fields(row))
	}
	for _, lemma := range strings.Fields(regularVerbs) {
		addRegular(m, lemma)
	}
	for _, r := range cueRows {
		if m[r.lemma] == nil && !strings.Contains(r.lemma, " ") {
			addRegular(m, r.lemma)
		}
	}
	for _, lemma := range strings.Fields(manner) {
		if m[lemma] == nil {
			addRegular(m, lemma)
		}
	}
	for _, form := range strings.Fields(plainOnlyNouns) {
		delete(m, form)
	}
	return m
})

// addIrregular adds a row "lemma third past participle ing". A star behind the
// lemma says that it is a noun as well.
func addIrregular(m map[string]*Verb, row []string) {
	lemma, noun := strings.CutSuffix(row[0], "*")
	addForm(m, lemma, lemma, Base, noun)
	addForm(m, row[1], lemma, Third, noun)
	for _, past := range strings.Split(row[2], "/") {
		addForm(m, past, lemma, Past, false)
	}
	for _, part := range strings.Split(row[3], "/") {
		addForm(m, part, lemma, Participle, false)
	}
	addForm(m, row[4], lemma, Ing, false)
}

func addRegular(m map[string]*Verb, lemma string) {
	lemma, noun := strings.CutSuffix(lemma, "*")
	addForm(m, lemma, lemma, Base, noun)
	addForm(m, thirdOf(lemma), lemma, Third, noun)
	past := stemBefore(lemma, "ed")
	addForm(m, past, lemma, Past|Participle, false)
	addForm(m, stemBefore(lemma, "ing"), lemma, Ing, false)
}

func addForm(m map[string]*Verb, form, lemma string, f Inflection, noun bool) {
	if v := m[form]; v != nil && v.Lemma == lemma {
		v.Forms |= f
		return
	} else if v != nil {
		return // the first row wins: "saw" is of "see", "found" of "find"
	}
	m[form] = &Verb{Lemma: lemma, Forms: f, Noun: noun, Cue: cueTable()[lemma]}
}

func thirdOf(lemma string) string {
	switch {
	case hasAnySuffix(lemma, "s", "x", "z", "ch", "sh", "o"):
		return lemma + "es"
	case strings.HasSuffix(lemma, "y") && !isVowel(lemma[len(lemma)-2]):
		return lemma[:len(lemma)-1] + "ies"
	}
	return lemma + "s"
}

// stemBefore adds "ed" or "ing" by the rules of English spelling.
func stemBefore(lemma, ending string) string {
	last := lemma[len(lemma)-1]
	switch {
	case last == 'e' && ending == "ed":
		return lemma + "d"
	case last == 'e' && !hasAnySuffix(lemma, "ee", "ye", "oe"):
		return lemma[:len(lemma)-1] + ending
	case last == 'y' && ending == "ed" && !isVowel(lemma[len(lemma)-2]):
		return lemma[:len(lemma)-1] + "ied"
	case doubles[lemma]:
		return lemma + string(last) + ending
	}
	return lemma + ending
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func hasAnySuffix(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}
