// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"math"
	"strings"
	"unicode"

	"hearsay"
	"hearsay/lexicon"
)

// A text in capitals throughout shows neither names nor acronyms, one without any
// capital no names at all. What is found there is less sure, and of a text in
// capitals only full names with a known first name, media and descriptions are
// kept: "THE STATEMENT" is nobody.

// wornCase is taken off the confidence of every speaker in such a text.
const wornCase = 0.1

// weighCase does this to all speakers of an article.
func weighCase(a *hearsay.Article, qs []hearsay.Quotation) {
	shouted, quiet := caseOf(a.Text)
	if !shouted && !quiet {
		return
	}
	for i := range qs {
		s := &qs[i].Speaker
		if qs[i].Part != hearsay.InText || s.Agent.IsZero() {
			continue
		}
		if shouted && !isSureInCapitals(qs[i].Source.In(a.Text), s.Agent) {
			*s = hearsay.Speaker{}
			continue
		}
		s.Confidence = math.Round((s.Confidence-wornCase)*100) / 100
	}
}

// caseOf reports a text of some length that is in capitals, seven letters in ten,
// or has none.
func caseOf(text string) (shouted, quiet bool) {
	letters, capitals := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsUpper(r):
			capitals++
			letters++
		case unicode.IsLower(r):
			letters++
		}
	}
	return letters > shortText && capitals*10 > letters*7, letters > shortText && capitals == 0
}

// shortText is how many letters are too few to tell.
const shortText = 120

// isSureInCapitals reports media, descriptions, and first and last names with no
// preposition in front: "A SPOKESMAN FOR OTTO RUSK" is another.
func isSureInCapitals(source string, a hearsay.Agent) bool {
	if a.Kind == hearsay.Outlet || a.Kind == hearsay.Anonymous {
		return true
	}
	first, rest, _ := strings.Cut(a.Name, " ")
	_, known := lexicon.FirstName(lexicon.Key(first))
	if a.Kind != hearsay.Person || !known || rest == "" {
		return false
	}
	before, _, found := strings.Cut(source, a.Name)
	for w := range strings.FieldsSeq(before) {
		found = found && !lexicon.WordKind(lexicon.Key(w)).Has(lexicon.Prep)
	}
	return found
}
