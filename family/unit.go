// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

// trait is what is known of a unit.
type trait uint16

const (
	content   trait = 1 << iota // a word that says something by itself
	negator                     // turns a statement into its denial: not, never, nobody
	denier                      // a word that denies by its sense: refuse, unable
	numeral                     // its value can be compared
	ordinal                     // first, 3rd
	capital                     // begins with a capital letter
	bracketed                   // stands in [brackets]: an editor's word
	hedging                     // of a phrase that makes a statement less sure
	unsaid                      // the words in front of it were left out openly: "…"
	clitic                      // 's, 'd: short for one of several words
)

func (t trait) has(x trait) bool { return t&x != 0 }

// boundary says what stands in front of a unit.
type boundary uint8

const (
	nothing  boundary = iota
	comma             // comma, dash, bracket
	sentence          // full stop, semicolon, colon, ellipsis; the beginning
)

// unit is a word as it counts when wordings are compared: short forms in full,
// numbers by value, spelling made one.
type unit struct {
	span   hearsay.Span // in the text
	key    string
	lemma  string
	before boundary
	traits trait
	value  float64 // of a numeral
}

// maxBytes is how much of a wording is looked at: a long speech.
const maxBytes = 64 << 10

// unitsOf cuts a text into units. Time is linear in it; of what is longer than
// maxBytes, the rest is left out.
func unitsOf(text string) []unit {
	if len(text) > maxBytes {
		cut := maxBytes
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut]
	}
	c := cutter{text: text, tokens: prose.Tokens(text), before: sentence}
	for c.at < len(c.tokens) {
		c.next()
	}
	out := compounds(c.units)
	markHedges(out)
	return out
}

// cutter makes units of tokens.
type cutter struct {
	text    string
	tokens  []prose.Token
	at      int
	units   []unit
	before  boundary
	bracket int // how many tokens an open bracket may still hold
	gap     bool
	money   *unit // a sign of currency that stands before its number
}

func (c *cutter) word(i int) string {
	if i >= len(c.tokens) {
		return ""
	}
	return lexicon.Key(c.tokens[i].In(c.text))
}

func (c *cutter) next() {
	t := c.tokens[c.at]
	if c.bracket > 0 {
		c.bracket--
	}
	if n, ok := c.number(c.at); ok {
		c.numeral(n)
		return
	}
	c.money = nil
	if t.Kind == prose.MarkToken {
		c.mark(t)
		c.at++
		return
	}
	c.at++
	for _, w := range parts(t, c.text) {
		c.words(w, w.In(c.text))
	}
	if t.In(c.text) == "No." {
		c.before = sentence // an answer, no number
	}
}

// maxBracket is how many tokens an editor puts in brackets; beyond, the bracket was
// never closed.
const maxBracket = 16

func (c *cutter) mark(t prose.Token) {
	switch s := t.In(c.text); s {
	case ",", "–", "—", "-", "--", "(", ")":
		c.before = max(c.before, comma)
	case ".", ";", ":", "!", "?":
		c.before = sentence
	case "[":
		c.bracket = maxBracket
	case "]":
		c.bracket = 0
	case "%":
		c.emit(t.Span, "percent", content)
	case "$", "£", "€", "¥", "₹", "₽":
		c.money = &unit{span: t.Span, key: currencies[s], traits: content}
	default:
		if s == "…" || strings.HasPrefix(s, "..") {
			c.before, c.gap = sentence, true
		}
	}
}

var currencies = map[string]string{"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee", "₽": "rouble"}

// parts are the halves of a token with hyphens, unless these only tell how a word
// is made: co-operate.
func parts(t prose.Token, text string) []hearsay.Span {
	s := t.In(text)
	if !strings.ContainsAny(s, "-‑") {
		return []hearsay.Span{t.Span}
	}
	var out []hearsay.Span
	start := 0
	for i, r := range s {
		if r != '-' && r != '‑' {
			continue
		}
		if head := strings.ToLower(s[start:i]); joining[head] || i == start {
			continue
		}
		out = append(out, hearsay.Span{Start: t.Start + start, End: t.Start + i})
		start = i + utf8.RuneLen(r)
	}
	if start < len(s) {
		out = append(out, hearsay.Span{Start: t.Start + start, End: t.End})
	}
	return out
}

var joining = set("co re pre anti un de e inter semi multi")

// words emits what a written word stands for, in full.
func (c *cutter) words(at hearsay.Span, written string) {
	key := lexicon.Key(written)
	if full, ok := shortFor[key]; ok {
		key = full
	}
	first, _ := utf8.DecodeRuneInString(written)
	var t trait
	if unicode.IsUpper(first) {
		t |= capital
	}
	switch key {
	case "cannot":
		mid := at.Start + len("can")
		c.emit(hearsay.Span{Start: at.Start, End: mid}, "can", t)
		c.emit(hearsay.Span{Start: mid, End: at.End}, "not", negator)
		return
	case "'s", "'d":
		if n := len(c.units); key == "'s" && n > 0 && c.before == nothing && c.units[n-1].traits.has(content) {
			c.units[n-1].span.End = at.End // "this year's": the word is the same
			return
		}
		c.emit(at, key, t|clitic)
		return
	}
	c.emit(at, spelling(bare(key)), t)
}

// bare is a word without hyphens, apostrophes and full stops.
func bare(word string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '-', '‑', '\'', '.':
			return -1
		}
		return r
	}, word)
}

// shortFor are short forms, as package prose cuts them, and what they stand for.
var shortFor = map[string]string{
	"n't": "not", "ca": "can", "wo": "will", "sha": "shall", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am",
	"'em": "them", "'til": "until", "gonna": "going", "wanna": "want", "ok": "okay", "pc": "percent", "usd": "dollar",
	"eur": "euro", "gbp": "pound", "bucks": "dollar", "quid": "pound", "ain": "is",
}

// emit adds a unit.
func (c *cutter) emit(at hearsay.Span, key string, t trait) {
	if key == "" {
		return
	}
	u := unit{span: at, key: key, before: c.before, traits: t}
	if c.bracket > 0 {
		u.traits |= bracketed
	}
	if c.gap {
		u.traits |= unsaid
	}
	u.lemma = lemmaOf(key)
	describe(&u)
	c.units = append(c.units, u)
	c.before, c.gap = nothing, false
}

// describe sets the traits that a word alone gives.
func describe(u *unit) {
	switch {
	case negators[u.key]:
		u.traits |= negator
	case deniers[u.lemma]:
		u.traits |= denier
	case ordinals[u.key] != "":
		u.key, u.traits = ordinals[u.key], u.traits|ordinal
		u.lemma = u.key
	}
	const closed = lexicon.Det | lexicon.Possessive | lexicon.Subject | lexicon.ObjectPron | lexicon.Pronoun | lexicon.Prep | lexicon.Sub |
		lexicon.Coord | lexicon.Modal | lexicon.Be | lexicon.Have | lexicon.Do | lexicon.Rel | lexicon.WhAdv | lexicon.To | lexicon.Not | lexicon.ThatWord
	if lexicon.WordKind(u.key)&closed == 0 && !u.traits.has(clitic) && !u.traits.has(negator) {
		u.traits |= content
	}
}

// set is the set of the words of a list.
func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
