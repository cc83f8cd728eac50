// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/grammar"
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
	part grammar.Part  // in languages other than English
	verb *lexicon.Verb // nil when no verb of the list
	tag  tag
	caps bool // begins with a capital letter
	// allCaps: has no other letters.
	allCaps bool
	in      int32
}

// Tags come from lists of closed-class words and common verbs, endings for the
// rest, and some forty rules about neighbours, the most telling first; package
// postag is asked about the words that these are worse at (trained.go).

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

// tagOf decides one word: capitals first, then the lists, then the neighbours,
// then the ending.
func (g *tagging) tagOf(i int) tag {
	ts, title, t := g.ts, g.title, &g.ts[i]
	switch t.Kind {
	case prose.MarkToken:
		if t.key == "!" && i > 0 && i+1 < len(ts) && ts[i-1].tag == tagName && ts[i-1].End == t.Start && lexicon.IsMediumWord(ts[i+1].key) {
			return tagName // "Splash! magazine"
		}
		return tagMark
	case prose.NumberToken:
		return tagNum
	}
	if t.caps && len(t.key) > 2 && !title && t.kind != 0 && i > 0 && t.allCaps && !ts[i-1].allCaps {
		return tagName // "the agency VIA"
	}
	if t.key == "the" && t.caps && !title && !isSentenceStart(ts, i) && i+1 < len(ts) && ts[i+1].caps {
		return tagName // "newspaper The Daily Gull"
	}
	if t.caps && t.kind != 0 && isFirstName(ts, i) {
		return tagName // "Per Holm", "Will Lee", "May Berg"
	}
	const open = lexicon.Adj | lexicon.Noun | lexicon.Particle
	if t.caps && !title && t.kind&^open == 0 && !isSentenceStart(ts, i) {
		return tagName // "the Florida Republican"
	}
	if t.caps && !title && t.verb == nil && t.kind.Has(lexicon.Adj) && t.kind&^open == 0 && speaksNext(ts, i) {
		return tagName // "Bright said", "Young later told"
	}
	if isReflexive(t.key) && i > 0 && ts[i-1].tag.isNominal() && i+1 < len(ts) && (ts[i+1].verb != nil || ts[i+1].kind.Has(lexicon.Modal|lexicon.Be|lexicon.Have|lexicon.Do)) {
		return tagAdv // "the minister himself said"
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
	return g.overrule(i, openClassTag(ts, i))
}

// speaksNext reports a finite verb of the plainest behind token i, or behind an adverb
// there.
func speaksNext(ts []token, i int) bool {
	k := i + 1
	if k+1 < len(ts) && (ts[k].key == "also" || ts[k].key == "later" || ts[k].key == "then") {
		k++
	}
	if k >= len(ts) || ts[k].caps || ts[k].verb == nil || ts[k].verb.Noun {
		return false
	}
	e := ts[k].verb.Cue
	return e != nil && e.Has(lexicon.Core) && ts[k].verb.Forms&(lexicon.Past|lexicon.Third) != 0
}

func isReflexive(key string) bool {
	return key == "himself" || key == "herself" || key == "itself" || key == "themselves" || key == "myself"
}

// openClassTag tags the words that no list of closed classes has.
func openClassTag(ts []token, i int) tag {
	t := &ts[i]
	switch {
	case t.verb == nil:
		return openTag(ts, i)
	case t.kind.Has(lexicon.Adj) && t.verb.Forms&lexicon.Base != 0:
		return adjectiveOrVerb(ts, i)
	}
	return verbTag(ts, i)
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

func nextIsQuote(ts []token, i int) bool { return i+1 < len(ts) && isQuoteKey(ts[i+1].key) }

func nextIsIng(ts []token, i int) bool {
	return i+1 < len(ts) && strings.HasSuffix(ts[i+1].key, "ing")
}

// before returns the tag of the word before i, looking through adverbs and
// negation; tagMark at the start of the sentence.
func before(ts []token, i int) tag {
	for i--; i >= 0; i-- {
		if ts[i].tag != tagAdv && ts[i].tag != tagNot && !isFloating(ts, i) {
			return ts[i].tag
		}
	}
	return tagMark
}

// isFloating reports words between an auxiliary and its verb that are no adverbs:
// "have both said", "have in fact said".
func isFloating(ts []token, i int) bool {
	switch ts[i].key {
	case "both", "all", "each", "since":
		return i > 0 && ts[i-1].tag == tagHave
	case "fact", "particular":
		return i > 1 && ts[i-1].key == "in" && ts[i-2].tag == tagHave
	case "in":
		return i > 0 && ts[i-1].tag == tagHave && i+1 < len(ts) && (ts[i+1].key == "fact" || ts[i+1].key == "particular")
	}
	return false
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

// newToken looks a token up; its tag is set later, with its neighbours.
func newToken(text string, t prose.Token) token {
	w := t.In(text)
	r, _ := utf8.DecodeRuneInString(w)
	out := token{Token: t, key: lexicon.Key(w), in: -1}
	if t.Kind != prose.WordToken {
		return out
	}
	out.caps = unicode.IsUpper(r)
	out.allCaps = out.caps && isCapital(w)
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

// isFirstName reports a small word that is a first name here: another name
// follows at once.
func isFirstName(ts []token, i int) bool {
	if i+1 >= len(ts) || !ts[i+1].caps || ts[i+1].kind != 0 || ts[i+1].Kind != prose.WordToken {
		return false
	}
	_, ok := lexicon.FirstName(ts[i].key)
	return ok
}
