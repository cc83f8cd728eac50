// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"

	"hearsay/lexicon"
	"hearsay/prose"
)

// closedTag tags closed-class words.
func closedTag(ts []token, i int) (tag, bool) {
	t := &ts[i]
	k := t.kind
	switch {
	case k == 0:
		return 0, false
	case k.Has(lexicon.Temporal) && t.caps:
		if t.key == "may" || t.key == "march" || t.key == "sun" {
			return 0, false
		}
		return tagName, true
	case t.key == "'s":
		return apostropheTag(ts, i), true
	case t.key == "that":
		return thatTag(ts, i), true
	case t.key == "to":
		return toTag(ts, i), true
	case t.key == "her" || t.key == "his":
		return tagDetOrPron(ts, i), true
	case t.key == "like" || t.key == "near" || t.key == "plus":
		return likeTag(ts, i), true
	case t.key == "neither" && nextIsNominal(ts, i):
		return tagDet, true
	case k.Has(lexicon.Not) && !k.Has(lexicon.Coord):
		return tagNot, true
	case k.Has(lexicon.Modal):
		return modalTag(ts, i), true
	case k.Has(lexicon.Be):
		return tagBe, true
	case k.Has(lexicon.Have):
		return tagHave, true
	case k.Has(lexicon.Do):
		return tagDo, true
	}
	return connectiveTag(ts, i)
}

// connectiveTag tags the words that tie clauses and phrases together, and those
// that stand for or before nouns. Order decides where a word is in several lists.
func connectiveTag(ts []token, i int) (tag, bool) {
	t := &ts[i]
	k := t.kind
	switch {
	case i+1 < len(ts) && ts[i+1].Kind == prose.NumberToken && isApproximate(t.key), i+1 < len(ts) && ts[i+1].kind.Has(lexicon.Number) && isApproximate(t.key):
		return tagAdv, true
	case (t.key == "weekly" || t.key == "daily") && i > 0 && (ts[i-1].tag == tagDet || ts[i-1].tag == tagAdj) && i+1 < len(ts) && (ts[i+1].key == "that" || !nextIsNominal(ts, i)):
		return tagNoun, true // "told the weekly that"
	case k.Has(lexicon.Adj) && endsPhrase(ts, i):
		return tagNoun, true
	case (t.key == "outside" || t.key == "inside") && i+1 < len(ts) && isPlural(&ts[i+1]) && ts[i+1].kind == 0 && !ts[i+1].caps:
		return tagAdj, true // "outside experts"
	case t.key == "there":
		return thereTag(ts, i), true
	case t.key == "one" && nextIsNominal(ts, i):
		return tagNum, true
	case k.Has(lexicon.Coord):
		return tagCoord, true
	}
	return nominalTag(ts, i)
}

// nominalTag tags the words that stand for nouns or before them.
func nominalTag(ts []token, i int) (tag, bool) {
	t := &ts[i]
	k := t.kind
	switch {
	case k.Has(lexicon.Possessive) && !k.Has(lexicon.Rel):
		return tagDet, true
	case k.Has(lexicon.Rel):
		return relTag(ts, i), true
	case k.Has(lexicon.WhAdv) && !k.Has(lexicon.Sub):
		return tagWh, true
	case k.Has(lexicon.Sub):
		return subTag(ts, i), true
	case k.Has(lexicon.Subject):
		return tagPron, true
	case k.Has(lexicon.ObjectPron):
		return tagPron, true
	case k.Has(lexicon.Det) && k.Has(lexicon.Pronoun):
		return detOrPronoun(ts, i), true
	case k.Has(lexicon.Det):
		return tagDet, true
	case k.Has(lexicon.Pronoun) && !k.Has(lexicon.Adv):
		return tagPron, true
	case k.Has(lexicon.Prep) && (!k.Has(lexicon.Adv|lexicon.Particle) || nextIsNominal(ts, i) || nextIsQuote(ts, i) || nextIsIng(ts, i)):
		return tagPrep, true
	case k.Has(lexicon.Number) && t.key != "second":
		return tagNum, true
	case k.Has(lexicon.Adv) && !k.Has(lexicon.Adj):
		return tagAdv, true
	case k.Has(lexicon.Temporal) && t.verb == nil || k.Has(lexicon.Noun) && k&^(lexicon.Noun|lexicon.Temporal) == 0:
		return nounOrVerb(ts, i), true
	case k.Has(lexicon.Adj) && k.Has(lexicon.Adv):
		if nextIsNominal(ts, i) {
			return tagAdj, true
		}
		return tagAdv, true
	case k.Has(lexicon.Adj) && t.verb == nil:
		return tagAdj, true
	case k.Has(lexicon.Particle):
		return tagAdv, true
	}
	return 0, false
}

// isApproximate reports what stands before numbers as an adverb: "about four".
func isApproximate(key string) bool {
	switch key {
	case "about", "around", "over", "under", "nearly", "almost", "roughly", "some", "than", "only", "just":
		return true
	}
	return false
}

// endsPhrase reports an adjective that stands for a noun: "the right to", "the
// public said".
func endsPhrase(ts []token, i int) bool {
	if i == 0 || nextIsNominal(ts, i) || nextIsQuote(ts, i) {
		return false
	}
	p := &ts[i-1]
	return p.tag == tagPrep || p.tag == tagDet && !p.kind.Has(lexicon.Adv) || p.tag == tagPoss || p.tag == tagMark && p.key == "'" && i > 1 && ts[i-2].End == p.Start
}

// thereTag tells "there is" from "over there".
func thereTag(ts []token, i int) tag {
	if i+1 < len(ts) && (ts[i+1].kind.Has(lexicon.Be|lexicon.Modal|lexicon.Have) || ts[i+1].key == "'s") {
		return tagPron
	}
	return tagAdv
}

// nounOrVerb settles words that are listed as nouns because rules would take
// them for verbs: they are verbs only where nothing else can stand.
func nounOrVerb(ts []token, i int) tag {
	if ts[i].verb == nil {
		return tagNoun
	}
	switch before(ts, i) {
	case tagTo, tagModal, tagDo:
		return verbTag(ts, i)
	case tagPron:
		return verbTag(ts, i)
	}
	return tagNoun
}

// apostropheTag tells "Lee's plan" from "he's ready".
func apostropheTag(ts []token, i int) tag {
	if i == 0 {
		return tagPoss
	}
	p := &ts[i-1]
	if p.kind.Has(lexicon.Subject) || p.key == "that" || p.key == "there" || p.key == "what" || p.key == "here" {
		return tagBe
	}
	if i+1 < len(ts) {
		n := &ts[i+1]
		const verbal = lexicon.Det | lexicon.Not | lexicon.Prep | lexicon.Possessive | lexicon.To
		if n.kind.Has(verbal) && !n.kind.Has(lexicon.Adj) && n.key != "all" && n.key != "many" && n.key != "few" {
			return tagBe
		}
		if n.key == "been" || n.key == "going" || n.key == "not" {
			return tagBe
		}
	}
	return tagPoss
}

// thatTag tells the three words that are written "that" apart.
func thatTag(ts []token, i int) tag {
	next := &token{}
	if i+1 < len(ts) {
		next = &ts[i+1]
	}
	verbal := next.kind.Has(lexicon.Modal|lexicon.Be|lexicon.Have|lexicon.Do|lexicon.Not) ||
		next.verb != nil && !next.verb.Noun && next.verb.Forms&(lexicon.Third|lexicon.Past) != 0
	if verbal && next.verb != nil && next.verb.Forms&lexicon.Third != 0 && i+2 < len(ts) && ts[i+2].kind.Has(lexicon.Be|lexicon.Have|lexicon.Modal) {
		verbal = false // "that notices had"
	}
	p := before(ts, i)
	if i > 0 && ts[i-1].tag == tagMark && isQuoteKey(ts[i-1].key) {
		p = tagMark
	}
	if i > 1 && ts[i-2].verb != nil {
		if _, ok := lexicon.Phrasal(ts[i-2].verb.Lemma, ts[i-1].key); ok {
			p = ts[i-2].tag // "pointed out that"
		}
	}
	if next.verb != nil && !next.verb.Noun && next.verb.Forms&lexicon.Base != 0 && (p == tagNoun || p == tagName) {
		return tagRel // "the figures that suggest"
	}
	switch {
	case p == tagNoun && verbal:
		return tagRel
	case p == tagName && verbal:
		return tagRel
	case p.isVerb() && !verbal, p == tagNoun, p == tagName, p == tagAdj, p == tagPron && !verbal, p == tagNum:
		return tagThat
	case p == tagCoord && !verbal && next.kind.Has(lexicon.Subject|lexicon.Det|lexicon.Possessive):
		return tagThat
	case p == tagCoord && !verbal && next.caps:
		return tagThat
	case verbal || next.Kind == prose.MarkToken:
		return tagPron
	case p == tagMark && i > 0 && next.kind.Has(lexicon.Det|lexicon.Subject|lexicon.Possessive):
		return tagThat
	case p == tagMark && i > 0 && next.caps:
		return tagThat
	}
	return tagDet
}

// toTag tells the infinitive's "to" from the preposition. The next word that is
// no adverb decides.
func toTag(ts []token, i int) tag {
	if i > 0 && takesTo(&ts[i-1]) && !leadsObject(ts, i+2) {
		return tagPrep
	}
	for k := i + 1; k < len(ts) && k <= i+3; k++ {
		n := &ts[k]
		if k == i+1 && isQuoteKey(n.key) {
			continue // to “get tough”
		}
		if n.verb != nil && n.verb.Forms&lexicon.Base != 0 && !n.caps && !n.kind.Has(lexicon.Det) {
			return tagTo
		}
		if n.kind.Has(lexicon.Be|lexicon.Have|lexicon.Do) && (n.key == "be" || n.key == "have" || n.key == "do") {
			return tagTo
		}
		if !n.kind.Has(lexicon.Adv|lexicon.Not) && !strings.HasSuffix(n.key, "ly") {
			break
		}
	}
	return tagPrep
}

// takesTo lists words behind which "to" is a preposition as a rule.
func takesTo(t *token) bool {
	switch t.key {
	case "according", "thanks", "due", "response", "opposition", "reference", "addition", "contrast", "comparison",
		"close", "next", "prior", "similar", "related", "respond", "responded", "responding", "refer", "referred",
		"referring", "object", "objected", "access", "attributed", "devoted", "opposed", "subject", "contrary":
		return true
	}
	return false
}

// leadsObject reports that an object begins at token i, so that the word before
// it is a verb.
func leadsObject(ts []token, i int) bool {
	return i < len(ts) && ts[i].kind.Has(lexicon.Det|lexicon.Possessive|lexicon.ObjectPron)
}

// tagDetOrPron tells "her plan" from "told her".
func tagDetOrPron(ts []token, i int) tag {
	if nextIsNominal(ts, i) && !(i+1 < len(ts) && ts[i+1].kind.Has(lexicon.Det|lexicon.Possessive)) {
		return tagDet
	}
	return tagPron
}

// likeTag tells "people like Lee" from "they like Lee".
func likeTag(ts []token, i int) tag {
	p := before(ts, i)
	if p == tagPron && !wordBefore(ts, i).kind.Has(lexicon.Subject) {
		return tagPrep
	}
	if ts[i].verb != nil && (p == tagTo || p == tagModal || p == tagDo || p == tagPron) {
		return verbTag(ts, i)
	}
	return tagPrep
}

// modalTag keeps "May 3", "the will" and "a can" out of the verb groups.
func modalTag(ts []token, i int) tag {
	t := &ts[i]
	if t.key == "may" && t.caps && i+1 < len(ts) && ts[i+1].Kind == prose.NumberToken {
		return tagName
	}
	if p := before(ts, i); (p == tagDet || p == tagPoss) && t.key != "'ll" && t.key != "'d" {
		if pw := wordBefore(ts, i); !pw.kind.Has(lexicon.Pronoun) {
			return tagNoun
		}
	}
	return tagModal
}

// relTag tells "the man who left" from "asked who left".
func relTag(ts []token, i int) tag {
	switch before(ts, i) {
	case tagNoun, tagName, tagPron, tagNum, tagPrep:
		return tagRel
	case tagMark:
		if i > 1 && (ts[i-1].key == "," || ts[i-1].key == ")" || ts[i-1].key == "-" || ts[i-1].key == "—" || ts[i-1].key == "–") {
			return tagRel
		}
	}
	return tagWh
}

// subTag tells "after the talks" from "after he left": a preposition unless a
// subject form follows; words that are no prepositions are always Sub.
func subTag(ts []token, i int) tag {
	k := ts[i].kind
	if ts[i].key == "because" {
		if i+1 < len(ts) && ts[i+1].key == "of" {
			return tagPrep
		}
		return tagSub
	}
	if k.Has(lexicon.WhAdv) && (before(ts, i).isVerb() || before(ts, i) == tagPron) {
		if ts[i].key == "when" || ts[i].key == "where" {
			return tagSub
		}
		return tagWh
	}
	if !k.Has(lexicon.Prep) {
		if ts[i].key == "though" && isSentenceStart(ts, i) && i+1 < len(ts) && ts[i+1].key != "," {
			return tagSub
		}
		if k.Has(lexicon.Adv) && (ts[i].key == "so" || ts[i].key == "once" || ts[i].key == "though") {
			if i+1 < len(ts) && ts[i+1].kind.Has(lexicon.Subject) {
				return tagSub
			}
			return tagAdv
		}
		return tagSub
	}
	if i+1 < len(ts) && ts[i+1].kind.Has(lexicon.Subject) {
		return tagSub
	}
	return tagPrep
}

// detOrPronoun tells "this plan" from "this shows".
func detOrPronoun(ts []token, i int) tag {
	if i+1 >= len(ts) || ts[i+1].Kind == prose.MarkToken {
		return tagPron
	}
	n, t := &ts[i+1], &ts[i]
	if ts[i].key == "those" && n.verb != nil && n.verb.Forms&lexicon.Participle != 0 && !nextIsNominal(ts, i+1) {
		return tagPron
	}
	if n.kind.Has(lexicon.Modal|lexicon.Be|lexicon.Have|lexicon.Do) || n.kind.Has(lexicon.Prep|lexicon.Rel) && !n.kind.Has(lexicon.Adj) {
		return tagPron
	}
	if n.verb != nil && n.verb.Forms&lexicon.Past != 0 && leadsObject(ts, i+2) && t.kind.Has(lexicon.Pronoun) && t.key != "all" && t.key != "no" {
		return tagPron // "many doubted her"
	}
	if n.verb != nil && agrees(&ts[i], n) {
		return tagPron
	}
	return tagDet
}

// agrees reports whether a pronoun can be the subject of the verb: singular
// ones of "shows" and "showed", plural ones of "show". It keeps "these claims"
// and "some claims" noun phrases.
func agrees(pron, next *token) bool {
	f := next.verb.Forms
	past := f&lexicon.Past != 0 && (f&lexicon.Participle == 0 || next.verb.Cue != nil && next.verb.Cue.Has(speechFrame))
	switch pron.key {
	case "this", "that", "each", "another", "either", "neither", "one":
		return f&lexicon.Third != 0 || past
	case "some", "many", "others", "most", "few", "both", "these", "those", "all", "several":
		return f&lexicon.Base != 0 && (!next.verb.Noun || next.verb.Cue != nil) || past
	}
	return false
}
