// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"unicode"
	"unicode/utf8"

	"hearsay/lexicon"
)

// Some families bear words that mean something else: "Theresa May", "Mr Winter": as
// package quote reads them.

// learnFamilies returns the keys of such surnames in a text, and takes what else they
// mean off them where they stand.
func learnFamilies(ws []word) map[string]bool {
	borne := map[string]bool{}
	heads := titleLines(ws)
	for i := 1; i < len(ws); i++ {
		if w := &ws[i]; w.caps && w.kind != 0 && w.para == ws[i-1].para && !heads[w.para] && lexicon.IsFamily(ws[i-1].text, w.key, w.kind) && !isNumberAt(ws, i+1) {
			w.kind = 0
			borne[w.key] = !lexicon.IsWeekday(w.key)
		}
	}
	return borne
}

// nameFamilies takes what else they mean off surnames that stand alone.
func nameFamilies(ws []word, borne map[string]bool) {
	if len(borne) == 0 {
		return
	}
	const dated = lexicon.Prep | lexicon.Temporal | lexicon.Adj | lexicon.Number
	for i := range ws {
		w := &ws[i]
		if !w.caps || !borne[w.key] || isNumberAt(ws, i+1) || i > 0 && (ws[i-1].kind.Has(dated) || isNumberAt(ws, i-1)) {
			continue
		}
		if v, verb := lexicon.VerbOf(ws[min(i+1, len(ws)-1)].key); !isFirst(ws, i) || verb && v.Forms&(lexicon.Past|lexicon.Third) != 0 || i+1 < len(ws) && isPossessive(&ws[i+1]) {
			w.kind = 0
		}
	}
}

func isNumberAt(ws []word, i int) bool {
	if i < 0 || i >= len(ws) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(ws[i].text)
	return unicode.IsDigit(r)
}
