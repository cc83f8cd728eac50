// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/lexicon"
	"hearsay/prose"
)

// A tag is the class of a word as far as finding clauses needs it.
type tag uint8

const (
	tagMark  tag = iota // punctuation, symbols
	tagNoun             // common noun, or an unknown word
	tagName             // capitalised inside a sentence
	tagPron             // he, everyone, him
	tagDet              // the, some; my, their
	tagPoss             // 's
	tagAdj              //
	tagAdv              //
	tagNum              //
	tagPrep             //
	tagSub              // because, when
	tagCoord            // and, but
	tagRel              // who, which; that before a verb
	tagWh               // how, why, whether
	tagThat             // that, leading in a clause
	tagTo               // to, before a verb
	tagNot              //
	tagModal            // will, would
	tagBe               //
	tagHave             //
	tagDo               //
	tagFin              // finite verb: says, said, say
	tagBase             // base form behind to or a modal
	tagIng              //
	tagPart             // past participle
)

// isVerb reports words that a verb group is made of, auxiliaries included.
func (t tag) isVerb() bool { return t >= tagModal }

// isNominal reports words that may end a noun phrase.
func (t tag) isNominal() bool {
	return t == tagNoun || t == tagName || t == tagPron || t == tagNum
}

// A token is one token of the text with what the rules know of it.
type token struct {
	prose.Token
	key  string // lower case, straight apostrophe
	kind lexicon.Kind
	verb *lexicon.Verb // nil when no verb of the list
	tag  tag
	caps bool // begins with a capital letter
	in   int32
}

// The tagger is not a model: it is a list of closed-class words and common
// verbs, endings for the rest, and some thirty rules about neighbours, most
// telling one rule first. It tells verbs from nouns right in 96 of 100 cases on
// the GUM Wikinews texts (TestTagger), which is enough to find who said what;
// a trained tagger is the business of a later issue.

// tagSentence sets the tags of one sentence's tokens. Title says that every
// word begins with a capital, so that capitals tell nothing.
func tagSentence(ts []token, title bool) {
	for i := range ts {
		ts[i].tag = tagOf(ts, i, title)
	}
}

// isTitleCase reports whether nearly all words of the sentence are
// capitalised, as headlines are.
func isTitleCase(ts []token) bool {
	words, caps := 0, 0
	for _, t := range ts {
		if t.Kind != prose.WordToken || len(t.key) < 4 {
			continue
		}
		words++
		if t.caps {
			caps++
		}
	}
	return words >= 4 && caps*5 >= words*4
}

func tagOf(ts []token, i int, title bool) tag {
	t := &ts[i]
	switch t.Kind {
	case prose.MarkToken:
		return tagMark
	case prose.NumberToken:
		return tagNum
	}
	const open = lexicon.Adj | lexicon.Noun | lexicon.Particle
	if t.caps && !title && t.kind&^open == 0 && !isSentenceStart(ts, i) {
		return tagName // "the Florida Republican"
	}
	if c, ok := closedTag(ts, i); ok {
		return c
	}
	if t.caps && !title && !isSentenceStart(ts, i) && t.key != "i" {
		return tagName
	}
	if t.caps && isNameStart(ts, i) {
		return tagName
	}
	if t.verb != nil {
		if t.kind.Has(lexicon.Adj) && t.verb.Forms&lexicon.Base != 0 {
			return adjectiveOrVerb(ts, i)
		}
		return verbTag(ts, i)
	}
	return openTag(ts, i)
}

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

// isSentenceStart reports whether a capital at token i is owed to its place:
// at the start, behind an opening mark, a colon or a bullet.
func isSentenceStart(ts []token, i int) bool {
	for i--; i >= 0; i-- {
		switch {
		case ts[i].tag != tagMark:
			return false
		case ts[i].key == ":" || isEnd(ts[i].key):
			return true
		case ts[i].key == "," || ts[i].key == ")" || ts[i].key == "-":
			return false
		}
	}
	return true
}

func isEnd(key string) bool {
	return key == "." || key == "!" || key == "?" || key == "…" || key == "..."
}

// isNameStart tells "Mark Lee said" from "Plan approved": a capitalised word at
// the start that could be a plain word is a name when another capitalised word
// follows that is none.
func isNameStart(ts []token, i int) bool {
	if ts[i].kind != 0 || i+1 >= len(ts) || !ts[i+1].caps || ts[i+1].kind != 0 {
		return false
	}
	if ts[i].verb == nil || ts[i+1].verb != nil {
		return false
	}
	return ts[i].verb.Noun && ts[i].verb.Forms&lexicon.Base != 0
}

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

func connectiveTag(ts []token, i int) (tag, bool) {
	t := &ts[i]
	k := t.kind
	switch {
	case i+1 < len(ts) && ts[i+1].Kind == prose.NumberToken && isApproximate(t.key), i+1 < len(ts) && ts[i+1].kind.Has(lexicon.Number) && isApproximate(t.key):
		return tagAdv, true
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

func nextIsQuote(ts []token, i int) bool { return i+1 < len(ts) && isQuoteKey(ts[i+1].key) }

func nextIsIng(ts []token, i int) bool {
	return i+1 < len(ts) && strings.HasSuffix(ts[i+1].key, "ing")
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

// before returns the tag of the word before i, looking through adverbs and
// negation; tagMark at the start of the sentence.
func before(ts []token, i int) tag {
	for i--; i >= 0; i-- {
		if ts[i].tag != tagAdv && ts[i].tag != tagNot {
			return ts[i].tag
		}
	}
	return tagMark
}

func wordBefore(ts []token, i int) *token {
	for i--; i >= 0; i-- {
		if ts[i].tag != tagAdv && ts[i].tag != tagNot {
			return &ts[i]
		}
	}
	return &token{}
}

// nextIsNominal reports whether a noun phrase seems to go on behind i.
func nextIsNominal(ts []token, i int) bool {
	if i+1 >= len(ts) || ts[i+1].Kind == prose.MarkToken {
		return false
	}
	n := &ts[i+1]
	if n.Kind == prose.NumberToken || n.caps {
		return true
	}
	const open = lexicon.Det | lexicon.Possessive | lexicon.Adj | lexicon.Number | lexicon.Temporal |
		lexicon.Noun | lexicon.ObjectPron | lexicon.Subject | lexicon.Pronoun
	if n.kind != 0 {
		return n.kind.Has(open)
	}
	if n.verb == nil || n.verb.Noun || n.verb.Forms&lexicon.Ing != 0 {
		return true
	}
	return n.verb.Forms&lexicon.Participle != 0 && n.verb.Cue == nil
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
	p := before(ts, i)
	if i > 0 && ts[i-1].tag == tagMark && isQuoteKey(ts[i-1].key) {
		p = tagMark
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

func tagDetOrPron(ts []token, i int) tag {
	if nextIsNominal(ts, i) && !(i+1 < len(ts) && ts[i+1].kind.Has(lexicon.Det|lexicon.Possessive)) {
		return tagDet
	}
	return tagPron
}

func likeTag(ts []token, i int) tag {
	if p := before(ts, i); ts[i].verb != nil && (p == tagTo || p == tagModal || p == tagDo || p == tagPron) {
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
		return pastTag(ts, i)
	case f&(lexicon.Past|lexicon.Participle) != 0 && f&lexicon.Base == 0:
		return participleTag(ts, i, f&lexicon.Past != 0)
	case f&lexicon.Third != 0:
		return thirdTag(ts, i)
	}
	return baseTag(ts, i)
}

// pastTag: forms like "wrote" are finite; only "the said vehicle" is not, and
// that form is a participle as well.
func pastTag(ts []token, i int) tag { return tagFin }

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
	case i+1 < len(ts) && ts[i+1].key == "by":
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
	case p == tagDet:
		return tagNoun
	case p == tagPoss || p == tagAdj || p == tagPrep || p == tagNum || p == tagTo || p == tagModal || p.isVerb():
		return tagNoun
	case p == tagRel:
		return tagFin
	}
	return looksVerbal(ts, i, p)
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
	case n.kind.Has(lexicon.Be | lexicon.Have | lexicon.Modal | lexicon.Do):
		return tagNoun
	case n.verb != nil && n.verb.Cue != nil && n.verb.Forms&lexicon.Base != 0 && ts[i].verb.Forms&lexicon.Third != 0:
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
		if i > 0 && ts[i-1].key == "," && v.Cue != nil && (needsVerb(ts, i) || v.Cue.Has(lexicon.Inverts) && nextIsNominal(ts, i)) {
			return tagFin
		}
		if i > 0 && isQuoteKey(ts[i-1].key) && v.Cue != nil && v.Cue.Has(lexicon.Inverts) && nextIsNominal(ts, i) {
			return tagFin
		}
		if v.Noun {
			return tagNoun
		}
		return tagBase
	case p == tagCoord:
		return coordinatedTag(ts, i)
	case p == tagNoun || p == tagName:
		if !v.Noun {
			return tagFin
		}
		if v.Forms&(lexicon.Past|lexicon.Third) == 0 && !isPlural(prev) && p == tagNoun {
			return tagNoun
		}
		return looksVerbal(ts, i, p)
	}
	if v.Noun {
		return tagNoun
	}
	return tagBase
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

func isPlural(t *token) bool {
	return strings.HasSuffix(t.key, "s") && !strings.HasSuffix(t.key, "ss") ||
		t.key == "people" || t.key == "police" || t.key == "men" || t.key == "women" || t.key == "children"
}

// newToken looks a token up; its tag is set later, with its neighbours.
func newToken(text string, t prose.Token) token {
	w := t.In(text)
	r, _ := utf8.DecodeRuneInString(w)
	out := token{Token: t, key: lexicon.Key(w), in: -1}
	if t.Kind != prose.WordToken {
		return out
	}
	out.caps = unicode.IsUpper(r)
	out.kind = lexicon.WordKind(out.key)
	out.verb, _ = lexicon.VerbOf(out.key)
	return out
}

// isQuoteKey reports quote marks of any language, as keys.
func isQuoteKey(key string) bool {
	switch key {
	case "\"", "“", "”", "„", "‟", "«", "»", "‹", "›", "‘", "'", "‚", "‛", "``", "''", "「", "」", "『", "』", "″", "＂":
		return true
	}
	return false
}
