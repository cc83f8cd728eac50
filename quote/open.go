// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"

	"hearsay/lexicon"
	"hearsay/prose"
)

// adjectiveOrVerb settles "last", "open", "clear" and their like: verbs only
// where a verb is due.
func adjectiveOrVerb(ts []token, i int) tag {
	switch before(ts, i) {
	case tagTo, tagModal, tagDo, tagPron, tagRel:
		return verbTag(ts, i)
	case tagPrep:
		if !nextIsNominal(ts, i) {
			return tagNoun
		}
	case tagNoun, tagName:
		if isPlural(wordBefore(ts, i)) && nextIsNominal(ts, i) && !ts[i+1].kind.Has(lexicon.Temporal|lexicon.Noun) {
			return verbTag(ts, i)
		}
	}
	return tagAdj
}

// openTag guesses words that no list knows, by capital and ending.
func openTag(ts []token, i int) tag {
	t := &ts[i]
	w := t.key
	switch {
	case t.caps:
		return tagName
	case t.kind.Has(lexicon.Adj):
		return tagAdj
	case len(w) > 4 && strings.HasSuffix(w, "ly"):
		return tagAdv
	case len(w) > 4 && strings.HasSuffix(w, "ed"):
		return participleTag(ts, i, true)
	case len(w) > 5 && strings.HasSuffix(w, "ing"):
		return ingTag(ts, i)
	case hasAdjectiveEnding(w):
		if nextIsNominal(ts, i) || before(ts, i) == tagBe {
			return tagAdj
		}
		return tagNoun
	}
	return tagNoun
}

// hasAdjectiveEnding lists endings that make adjectives more often than nouns; the
// neighbours settle the rest.
func hasAdjectiveEnding(w string) bool {
	for _, e := range [...]string{"ous", "ful", "less", "able", "ible", "ical", "ive", "ish", "ary", "ic", "al", "ian", "ese"} {
		if strings.HasSuffix(w, e) && len(w) > len(e)+2 {
			return true
		}
	}
	return false
}

// verbTag tags a word of the verb list by what stands around it.
func verbTag(ts []token, i int) tag {
	f := ts[i].verb.Forms
	p := before(ts, i)
	switch {
	case f&lexicon.Ing != 0:
		return ingTag(ts, i)
	case p == tagTo || p == tagModal || p == tagDo:
		if f&lexicon.Base != 0 {
			return tagBase
		}
	case p == tagHave || p == tagBe:
		if f&lexicon.Participle != 0 {
			return tagPart
		}
		if p == tagBe && ts[i].verb.Noun {
			return tagNoun
		}
	}
	switch {
	case f&lexicon.Past != 0 && f&lexicon.Participle == 0 && f&lexicon.Base == 0:
		return tagFin // "wrote"; "said" is a participle as well
	case f&(lexicon.Past|lexicon.Participle) != 0 && f&lexicon.Base == 0:
		return participleTag(ts, i, f&lexicon.Past != 0)
	case f&lexicon.Third != 0:
		return thirdTag(ts, i)
	}
	return baseTag(ts, i)
}

// ingTag: "the meeting", "a growing city", "by meeting".
func ingTag(ts []token, i int) tag {
	p := before(ts, i)
	if p == tagDet || p == tagPoss || p == tagAdj {
		if nextIsNominal(ts, i) {
			return tagAdj
		}
		return tagNoun
	}
	return tagIng
}

// participleTag settles -ed forms and their irregular likes.
func participleTag(ts []token, i int, maybePast bool) tag {
	p := before(ts, i)
	switch {
	case p == tagHave || p == tagBe:
		return tagPart
	case p == tagDet || p == tagPoss || p == tagAdj:
		if w := wordBefore(ts, i); w.kind.Has(lexicon.Pronoun) && maybePast && !nextIsNominal(ts, i) {
			return tagFin
		}
		return tagAdj
	case !maybePast:
		return tagPart
	case i+1 < len(ts) && ts[i+1].key == "by" && !(i+2 < len(ts) && isDevice(ts[i+2].key)):
		return tagPart
	case p == tagPrep && nextIsNominal(ts, i):
		return tagAdj
	case p == tagPrep:
		return tagPart
	case p == tagMark && startsParticiple(ts, i):
		return tagPart
	}
	return tagFin
}

// isDevice reports what one speaks by: "said by telephone" is no passive.
func isDevice(key string) bool {
	switch key {
	case "telephone", "phone", "e-mail", "email", "text", "video", "letter", "radio", "fax", "satellite", "then", "now":
		return true
	}
	return false
}

// needsVerb reports whether the sentence up to token i still lacks its verb:
// it has begun, and every finite verb so far belongs to a relative clause. So
// "Lee, who lives here, asked for" asks, but "Lee left, asked for" does not.
func needsVerb(ts []token, i int) bool {
	if i < 2 {
		return false
	}
	verbs := 0
	for k := i - 1; k >= 0; k-- {
		switch t := &ts[k]; t.tag {
		case tagFin, tagBe, tagHave, tagDo, tagModal:
			if k == 0 || !ts[k-1].tag.isVerb() && ts[k-1].tag != tagAdv && ts[k-1].tag != tagNot {
				verbs++
			}
		case tagRel:
			verbs--
		case tagMark:
			if isQuoteKey(t.key) && k < i-2 {
				return verbs <= 0
			}
		}
	}
	return verbs <= 0
}

// startsParticiple tells "Asked about the plan, Lee said" from "“Go,” said
// Lee": at the start of the sentence, and not followed by its subject.
func startsParticiple(ts []token, i int) bool {
	if i > 0 && isQuoteKey(ts[i-1].key) || i+1 >= len(ts) || needsVerb(ts, i) {
		return false
	}
	n := &ts[i+1]
	if v := ts[i].verb; v != nil && v.Cue != nil && v.Cue.Has(speechFrame) {
		if v.Lemma == "say" && !n.kind.Has(lexicon.To) || n.key == "on" && i+2 < len(ts) && isWeekday(ts[i+2].key) {
			return false // "…, Lee, a docker, said on Monday"; but "Lee, said to be ill, left"
		}
	}
	return n.kind.Has(lexicon.Prep|lexicon.To|lexicon.WhAdv) || isQuoteKey(n.key) && ts[i].verb != nil && ts[i].verb.Cue == nil
}

// thirdTag tells "the report claims" from "tax claims".
func thirdTag(ts []token, i int) tag {
	v := ts[i].verb
	p := before(ts, i)
	switch {
	case !v.Noun:
		return tagFin
	case p == tagPron:
		return tagFin
	case ts[i].key == "states":
		if (p == tagNoun || p == tagName) && thatClauseNext(ts, i+1) {
			return tagFin // "the paper states that it rained", not "the states that signed"
		}
		return tagNoun
	case p == tagDet:
		return tagNoun
	case p == tagPoss || p == tagAdj || p == tagPrep || p == tagNum || p == tagTo || p == tagModal || p.isVerb():
		return tagNoun
	case p == tagRel:
		return tagFin
	case v.Cue != nil && (p == tagName || p == tagMark) && endsReport(ts, i+1) && afterQuotation(ts, i):
		return tagFin // “…,” Lee, who was there, cautions.
	case v.Cue != nil && p == tagNoun && endsReport(ts, i+1) && directlyAfterQuotation(ts, i):
		return tagFin // “…,” the striker replies, smiling.
	case p == tagMark && v.Cue != nil && i > 0 && ts[i-1].key == "," && nextIsNominal(ts, i) && hasThird(ts[:i-1]):
		return tagFin // "Nordia cuts forecast, blames weak crown"
	}
	return looksVerbal(ts, i, p)
}

// thatClauseNext reports "that" at token i with no verb behind it.
func thatClauseNext(ts []token, i int) bool {
	const verbal = lexicon.Be | lexicon.Have | lexicon.Modal | lexicon.Do
	return i+1 < len(ts) && ts[i].key == "that" && !ts[i+1].kind.Has(verbal) && (ts[i+1].verb == nil || ts[i+1].verb.Noun)
}

// afterQuotation reports words in marks before token i that end in a comma.
func afterQuotation(ts []token, i int) bool {
	for k := 1; k < i; k++ {
		if isQuoteKey(ts[k].key) && (ts[k-1].key == "," || ts[k-1].key == "?" || ts[k-1].key == "!") {
			return i-k < 30
		}
	}
	return false
}

// endsReport reports that nothing comes at token i, or what somebody does while speaking:
// ", shaking his head".
func endsReport(ts []token, i int) bool {
	return i < len(ts) && (isEnd(ts[i].key) || ts[i].key == "," && nextIsIng(ts, i))
}

// directlyAfterQuotation reports words in marks with nothing but a noun phrase between them
// and token i.
func directlyAfterQuotation(ts []token, i int) bool {
	for k := i - 1; k > 0; k-- {
		if isQuoteKey(ts[k].key) {
			return afterQuotation(ts, i)
		}
		switch ts[k].tag {
		case tagNoun, tagName, tagDet, tagAdj, tagNum:
		default:
			return false
		}
	}
	return false
}

// hasThird reports a finite verb in the present among the tokens.
func hasThird(ts []token) bool {
	for i := range ts {
		if ts[i].tag == tagFin && ts[i].verb != nil && ts[i].verb.Forms&lexicon.Third != 0 {
			return true
		}
	}
	return false
}

// looksVerbal decides words that are noun and verb by what follows.
func looksVerbal(ts []token, i int, p tag) tag {
	if i+1 >= len(ts) {
		return tagNoun
	}
	n := &ts[i+1]
	if i > 0 && ts[i-1].tag == tagAdv {
		return tagFin
	}
	const object = lexicon.Det | lexicon.Possessive | lexicon.Subject | lexicon.ObjectPron | lexicon.ThatWord | lexicon.To | lexicon.WhAdv
	switch {
	case ts[0].key == "as" && n.key == "," && ts[i].verb.Cue != nil && (p == tagName || p == tagNoun):
		return tagFin // "As Lee notes, …"
	case n.kind.Has(lexicon.Be | lexicon.Have | lexicon.Modal | lexicon.Do):
		return tagNoun
	case ts[i].verb.Forms&lexicon.Third != 0 && (n.key == "show" || n.key == "say" || n.key == "suggest" || n.key == "indicate"):
		return tagNoun // "reports show"
	case n.verb != nil && !n.verb.Noun && n.verb.Forms&(lexicon.Past|lexicon.Third) != 0:
		return tagNoun
	case isQuoteKey(n.key) && p != tagMark:
		return tagFin
	case n.kind.Has(object) && p != tagMark:
		return tagFin
	case n.Kind == prose.NumberToken && (p == tagName || p == tagNoun):
		return tagFin
	case n.caps && (p == tagName || p == tagNoun):
		return tagFin
	case n.kind.Has(lexicon.Prep|lexicon.Coord) || n.Kind == prose.MarkToken:
		return tagNoun
	case p == tagName && nextIsNominal(ts, i):
		return tagFin
	}
	if p == tagMark || p == tagCoord || p == tagNoun && ts[i].verb.Cue == nil {
		return tagNoun
	}
	return tagFin
}

// baseTag tells "officials report" from "the report" and "a campaign plan".
func baseTag(ts []token, i int) tag {
	v := ts[i].verb
	p := before(ts, i)
	prev := wordBefore(ts, i)
	switch {
	case p == tagPron:
		return tagFin
	case p == tagDet || p == tagPoss || p == tagAdj || p == tagNum:
		if !v.Noun && prev.kind.Has(lexicon.Pronoun|lexicon.Number) {
			return tagFin
		}
		if v.Forms&lexicon.Past != 0 && !v.Noun {
			return tagAdj
		}
		return tagNoun
	case p == tagPrep:
		return tagNoun
	case p == tagRel:
		return tagFin
	case p == tagMark:
		return baseBehindMark(ts, i)
	case p == tagCoord:
		return coordinatedTag(ts, i)
	case p == tagNoun || p == tagName:
		if !v.Noun {
			return tagFin
		}
		if v.Forms&(lexicon.Past|lexicon.Third) == 0 && !isPlural(prev) {
			return tagNoun
		}
		if p == tagNoun && v.Cue != nil && v.Cue.Has(speechFrame) && i+1 < len(ts) && (isEnd(ts[i+1].key) || ts[i+1].key == ",") && i > 2 && hasComma(ts[:i-1]) {
			return tagFin // "…, the authors report."
		}
		return looksVerbal(ts, i, p)
	}
	if v.Noun {
		return tagNoun
	}
	return tagBase
}

// baseBehindMark tags a base form behind a mark or at the start: "…, say
// critics", "Lee, the head, cut prices"; otherwise a noun or a command.
func baseBehindMark(ts []token, i int) tag {
	v := ts[i].verb
	comma := i > 0 && ts[i-1].key == ","
	inverts := v.Cue != nil && v.Cue.Has(lexicon.Inverts) && nextIsNominal(ts, i)
	switch {
	case comma && (v.Cue != nil || v.Forms&lexicon.Past != 0) && needsVerb(ts, i):
		return tagFin
	case inverts && i > 0 && (comma || isQuoteKey(ts[i-1].key)):
		return tagFin
	case v.Noun:
		return tagNoun
	}
	return tagBase
}

func hasComma(ts []token) bool {
	for i := range ts {
		if ts[i].key == "," {
			return true
		}
	}
	return false
}

// coordinatedTag gives a word behind "and" the tag of the verb that it is
// joined to, when there is one.
func coordinatedTag(ts []token, i int) tag {
	for k := i - 1; k >= 0 && k > i-12; k-- {
		switch ts[k].tag {
		case tagBase, tagTo, tagModal:
			if ts[i].verb.Noun && ts[i-1].tag == tagCoord && i >= 2 && ts[i-2].tag == tagNoun && !nextIsNominal(ts, i) {
				return tagNoun
			}
			return tagBase
		case tagFin:
			if ts[i].verb.Noun {
				return tagNoun
			}
			return tagFin
		}
	}
	if ts[i].verb.Noun {
		return tagNoun
	}
	return tagFin
}

// isPlural guesses number by the ending, which agreement needs: "officials
// report" but "campaign plan".
func isPlural(t *token) bool {
	return strings.HasSuffix(t.key, "s") && !strings.HasSuffix(t.key, "ss") ||
		t.key == "people" || t.key == "police" || t.key == "men" || t.key == "women" || t.key == "children"
}
