// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay/lexicon"
	"hearsay/prose"
)

// Some families bear words that mean something else: "Theresa May", "Mr Winter",
// "George Will". A capital within a sentence behind a first name or honorific tells
// them; from there on the article may print them alone.

// learnFamilies returns the keys of the surnames that a text tells, and takes what
// else they mean off them where they stand.
func (r *reader) learnFamilies() map[string]bool {
	borne := map[string]bool{}
	for _, s := range r.sents {
		ts := r.ts[s.First:s.End]
		if isTitleCase(ts) {
			continue
		}
		for i := 1; i < len(ts); i++ {
			if lexicon.IsFamily(ts[i-1].In(r.text), ts[i].key, ts[i].kind) && ts[i].caps && !isNumberAt(ts, i+1) {
				ts[i].kind = 0
				borne[ts[i].key] = !lexicon.IsWeekday(ts[i].key)
			}
		}
	}
	return borne
}

// nameFamilies takes what else they mean off surnames that stand alone.
func (r *reader) nameFamilies(borne map[string]bool) {
	if len(borne) == 0 {
		return
	}
	for _, s := range r.sents {
		ts := r.ts[s.First:s.End]
		for i := range ts {
			if ts[i].caps && borne[ts[i].key] && isFamilyAlone(ts, i) {
				ts[i].kind = 0
			}
		}
	}
}

// isFamilyAlone tells "May said" from "in May", "last May" and "May I".
func isFamilyAlone(ts []token, i int) bool {
	const dated = lexicon.Prep | lexicon.Temporal | lexicon.Adj | lexicon.Number
	if i > 0 && (ts[i-1].kind.Has(dated) || ts[i-1].Kind == prose.NumberToken) || isNumberAt(ts, i+1) || i+1 == len(ts) {
		return false
	}
	return speaksNext(ts, i) || ts[i+1].key == "'s" || ts[i+1].key == "," || i > 0 && ts[i-1].Kind == prose.WordToken
}

func isNumberAt(ts []token, i int) bool { return i < len(ts) && ts[i].Kind == prose.NumberToken }
