// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

// A word is one token with what the rules ask of it.
type word struct {
	text string
	key  string
	kind lexicon.Kind
	caps bool
	mark bool
	sent int32 // number of the sentence, counted through the text
	para int32
	said int32 // quotation whose words in marks hold it, or -1
	told int32 // outermost quotation whose content holds it, or -1
	span hearsay.Span

	person, people, body, verb bool // a noun for a human being, for several, for a body; a verb form

	// pair: the text has this word and the next within a sentence, too, both with capitals,
	// so that more than its place capitalises it: "Blue Origin".
	pair bool
}

// wordsOf cuts a span of text into looked-up words.
func wordsOf(text string, span hearsay.Span) []word {
	c := cutter{known: map[string]int32{}}
	return c.append(nil, text, span)
}

// A cutter looks up each word of a text once.
type cutter struct {
	known  map[string]int32 // number of the word
	words  []word
	tokens []prose.Token // room
}

// append cuts a span of text into looked-up words.
func (c *cutter) append(out []word, text string, span hearsay.Span) []word {
	c.tokens = prose.AppendTokens(c.tokens[:0], text, span)
	for _, t := range c.tokens {
		w := t.In(text)
		k, ok := c.known[w]
		if !ok {
			k = int32(len(c.words))
			c.words = append(c.words, lookUp(w, t.Kind))
			c.known[w] = k
		}
		out = append(out, c.words[k])
		out[len(out)-1].span = t.Span
	}
	return out
}

func lookUp(w string, kind prose.TokenKind) word {
	r, _ := utf8.DecodeRuneInString(w)
	x := word{text: w, key: lexicon.Key(w), mark: kind == prose.MarkToken, said: -1, told: -1}
	x.caps = kind == prose.WordToken && (unicode.IsUpper(r) || isHyphenName(w))
	x.kind = lexicon.WordKind(x.key)
	if x.mark || x.kind.Has(lexicon.Det|lexicon.Prep|lexicon.To|lexicon.Coord) && !x.caps && !x.kind.Has(lexicon.Noun) {
		x.verb = isVerb(&x)
		return x
	}
	_, role := lexicon.Role(w)
	x.person = role || lexicon.IsPersonNoun(x.key)
	x.people = lexicon.IsPeopleNoun(x.key)
	x.body = lexicon.IsBodyNoun(x.key)
	x.verb = isVerb(&x)
	return x
}

// isHyphenName reports names like "al-Jaber", which begin in lower case.
func isHyphenName(w string) bool {
	first, rest, found := strings.Cut(w, "-")
	r, _ := utf8.DecodeRuneInString(rest)
	return found && isParticle(first) && unicode.IsUpper(r)
}

// textWords cuts a whole text, with the numbers of sentences and paragraphs.
func textWords(text string) []word {
	ws := make([]word, 0, len(text)/5)
	c := cutter{known: make(map[string]int32, len(text)/16)}
	sent := int32(0)
	for k, p := range prose.Paragraphs(text) {
		first := len(ws)
		ws = c.append(ws, text, p)
		for i := first; i < len(ws); i++ {
			if i > first && endsSentence(ws, i-1) && beginsSentence(&ws[i]) {
				sent++
			}
			ws[i].sent, ws[i].para = sent, int32(k)
		}
		sent++
	}
	markPairs(ws)
	return ws
}

// markPairs finds the words that begin a sentence and a name.
func markPairs(ws []word) {
	within := map[[2]string]bool{}
	eachPair(ws, func(i int, pair [2]string) {
		if !isFirst(ws, i) {
			within[pair] = true
		}
	})
	eachPair(ws, func(i int, pair [2]string) { ws[i].pair = within[pair] })
}

// eachPair calls do for each two words of capitals that nothing parts, the first of which
// is a word that needs none.
func eachPair(ws []word, do func(i int, pair [2]string)) {
	for i := 0; i+1 < len(ws); i++ {
		if ws[i].caps && ws[i+1].caps && ws[i].para == ws[i+1].para && ws[i].kind != 0 {
			do(i, [2]string{ws[i].text, ws[i+1].text})
		}
	}
}

// maxClosing is how many marks may close behind a full stop: “(‘No.’)”
const maxClosing = 4

func endsSentence(ws []word, i int) bool {
	for n := 0; n < maxClosing && i > 0 && isClosing(ws[i].text); n++ {
		i--
	}
	switch ws[i].text {
	case ".", "!", "?", "…":
		return true
	}
	return false
}

func isClosing(w string) bool {
	return w == "”" || w == "’" || w == "\"" || w == ")" || w == "»" || w == "'"
}

func beginsSentence(w *word) bool {
	return w.caps || w.mark && !isClosing(w.text) && w.text != "," && w.text != "." || w.kind.Has(lexicon.Number)
}

// wordAt returns the number of the first word that ends behind the byte.
func wordAt(ws []word, at int) int {
	return sort.Search(len(ws), func(i int) bool { return ws[i].span.End > at })
}

// isFirst reports that only its place capitalises word i.
func isFirst(ws []word, i int) bool {
	if i == 0 || ws[i-1].para != ws[i].para {
		return true
	}
	switch ws[i-1].text {
	case ".", "!", "?", ":", "“", "\"", "«", "„", "”", "’", "‘", "…", "–", "—", "(", "*", "--":
		return true
	case "-":
		return ws[i-1].span.End < ws[i].span.Start && i > 1 && ws[i-2].span.End < ws[i-1].span.Start // "ORTA - The"
	}
	return false
}

func isPossessive(w *word) bool { return w.text == "'s" || w.text == "’s" }

// isVerb reports a word that a subject stands before.
func isVerb(w *word) bool {
	if w.mark || w.caps {
		return false
	}
	if w.kind.Has(lexicon.Be | lexicon.Have | lexicon.Do | lexicon.Modal) {
		return true
	}
	if _, ok := lexicon.VerbOf(w.key); ok && !w.kind.Has(lexicon.Prep|lexicon.Det|lexicon.Noun) {
		return true
	}
	return w.kind == 0 && len(w.key) > 4 && strings.HasSuffix(w.key, "ed")
}

// isAcronym reports a word of capitals, such as a body's short name.
func isAcronym(w string) bool {
	return len(w) >= 2 && strings.ToUpper(w) == w && strings.ToLower(w) != w
}

func isHuman(w *word) bool { return w.person || w.people }
