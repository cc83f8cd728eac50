// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"
	"unicode"

	"hearsay/grammar"
	"hearsay/prose"
)

// What is taken off every confidence of a text that reached us worn: the rules lean
// on capitals, paragraphs and spelling. Guesses, in steps of one repair.
const (
	wornCase       = perRepair     // all in capitals, or none
	wornParagraphs = perRepair / 2 // a long text in one paragraph
	wornLetters    = perRepair     // digits in words, as scanners read them
)

// longParagraph is how many tokens a text of one paragraph may have before its
// others are missed: of 17,341 paragraphs of the PolNeAR training part ten have more.
const longParagraph = 250

// wearOf looks at a text as a whole. Headlines have a case of their own.
func (r *reader) wearOf() float64 {
	if r.headline {
		return 0
	}
	words, capitals, shouted, odd := 0, 0, 0, 0
	for i := range r.ts {
		t := &r.ts[i]
		if t.Kind != prose.WordToken || t.End-t.Start < 2 {
			continue
		}
		words++
		w := t.In(r.text)
		switch {
		case isCapital(w):
			shouted++
			capitals++
		case t.caps:
			capitals++
		}
		if hasDigitInside(w) {
			odd++
		}
	}
	wear := 0.0
	if words >= grammar.FewWords && (capitals == 0 || shouted*10 > words*7) {
		wear += wornCase
	}
	if odd >= 3 && odd*100 > words {
		wear += wornLetters
	}
	if len(r.paras) == 1 && len(r.ts) > longParagraph {
		wear += wornParagraphs
	}
	return wear
}

// hasDigitInside reports words like "m1nister", but no names of things ("G20",
// "A4-size"), addresses or tags.
func hasDigitInside(w string) bool {
	if strings.ContainsAny(w, "-@#/.") {
		return false
	}
	i := strings.IndexAny(w, "0123456789")
	return i > 0 && strings.ContainsFunc(w[i:], unicode.IsLower)
}
