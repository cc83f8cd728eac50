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

// cutClitics parts small words from what an apostrophe or hyphen ties to them:
// "qu'il" and "dit-il" are two tokens where the grammar looks.
func cutClitics(text string, tokens []prose.Token, lang *grammar.Table) []prose.Token {
	var out []prose.Token
	for i, t := range tokens {
		n := 0
		if t.Kind == prose.WordToken {
			n = cliticOf(t.In(text), lang)
			if back := lang.Enclitic(lexicon.Key(t.In(text))); n == 0 && back > 0 && back < t.Len() {
				n = t.Len() - back // "dit-il"
			}
		}
		if n > 0 && out == nil {
			out = append(make([]prose.Token, 0, len(tokens)+8), tokens[:i]...)
		}
		if n > 0 {
			head := t
			head.End, t.Start = t.Start+n, t.Start+n
			out = append(out, head)
		}
		if out != nil {
			out = append(out, t)
		}
	}
	if out == nil {
		return tokens
	}
	return out
}

// cliticOf returns how many bytes of the word are a clitic with its apostrophe,
// straight or curly.
func cliticOf(word string, lang *grammar.Table) int {
	i := strings.IndexAny(word, "'’")
	if i <= 0 {
		return 0
	}
	_, mark := utf8.DecodeRuneInString(word[i:])
	if i+mark >= len(word) || lang.Clitic(lexicon.Key(word)) == 0 {
		return 0
	}
	return i + mark
}

// joinSentences puts together what a full stop cut that ends nothing: "am 3.
// März", "2 Mio. Euro", "z. B.".
func joinSentences(text string, tokens []prose.Token, sents []prose.Sentence, lang *grammar.Table) []prose.Sentence {
	out := sents[:0]
	for _, s := range sents {
		if n := len(out); n > 0 && goesOnBehind(text, tokens, out[n-1], s.First, lang) {
			out[n-1].End = s.End
			out[n-1].Span.End = s.Span.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// goesOnBehind reports that the sentence before token next ends in a number or
// abbreviation that calls for more.
func goesOnBehind(text string, tokens []prose.Token, before prose.Sentence, next int, lang *grammar.Table) bool {
	stop := before.End - 1
	if stop <= before.First || tokens[stop].In(text) != "." || next >= len(tokens) {
		return false
	}
	last := tokens[stop-1]
	key := lexicon.Key(last.In(text))
	if last.End != tokens[stop].Start {
		return false
	}
	first := lang.Part(lexicon.Key(tokens[next].In(text)))
	if last.Kind == prose.NumberToken {
		return len(key) <= 2 && (first.Has(grammar.Month) || lang.Order == grammar.VerbSecond && first == 0 && isUpperAt(text, tokens[next].Start))
	}
	return lang.Part(key).Has(grammar.Abbreviation) && first&^(grammar.Month|grammar.Office|grammar.Medium|grammar.Abbreviation) == 0
}

func isUpperAt(text string, i int) bool {
	c, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsUpper(c)
}
