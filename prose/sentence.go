// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// Sentence is a run of tokens. Span covers them in bytes of the text; First
// and End are their half-open range in the slice that was given to Sentences.
type Sentence struct {
	hearsay.Span
	First, End int
}

// Sentences divides tokens, which must be those of text in order, into
// sentences that cover all of them. A sentence ends behind . ! ? or … and the
// closing marks that follow without a space, unless the next word begins in
// lower case: so “Stop!” he said stays one sentence, and a stop inside a
// quotation divides only when a new sentence begins there. An empty line always
// divides. Abbreviations that call for a name (Mr., J.) never do. In a text
// without any capital, lower case tells nothing: there every . ! and ? with a
// space behind it ends a sentence.
func Sentences(text string, tokens []Token) []Sentence {
	var out []Sentence
	lower := !hasCapitals(text, tokens)
	first, straight := 0, 0 // straight marks so far
	for i := range tokens {
		opened := opensWord(text, tokens, i, straight)
		if tokens[i].In(text) == "\"" {
			straight++
		}
		opens := opensWord(text, tokens, i+1, straight)
		if i+1 < len(tokens) && (opened || !endsAfter(text, tokens, i, opens)) && !(lower && stopsPlainly(text, tokens, i)) {
			continue
		}
		span := hearsay.Span{Start: tokens[first].Start, End: tokens[i].End}
		out = append(out, Sentence{span, first, i + 1})
		first = i + 1
	}
	return out
}

// hasCapitals reports a word that begins with a capital, other than "I".
func hasCapitals(text string, tokens []Token) bool {
	for _, t := range tokens {
		if t.Kind != WordToken {
			continue
		}
		w := t.In(text)
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsLower(r) && w != "I" && w[0] != '@' && w[0] != '#' {
			return true
		}
	}
	return false
}

// opensQuote lists the marks that do not close in English.
func opensQuote(w string) bool {
	return w == "“" || w == "\"" || w == "‘" || w == "«" || w == "„"
}

// stopsPlainly reports . ! or ? with a space and a word or quotation behind it.
func stopsPlainly(text string, tokens []Token, i int) bool {
	switch tokens[i].In(text) {
	case ".", "!", "?":
		return tokens[i].End < tokens[i+1].Start && (tokens[i+1].Kind != MarkToken || opensQuote(tokens[i+1].In(text)))
	}
	return false
}

// endsAfter decides whether a sentence ends between tokens i and i+1; opens tells
// that the latter is a mark that opens.
func endsAfter(text string, tokens []Token, i int, opens bool) bool {
	gap := text[tokens[i].End:tokens[i+1].Start]
	if isBlankLine(gap) {
		return true
	}
	if gap == "" && isClosing(tokens[i+1].In(text)) && !opens {
		return false // the mark belongs to this sentence
	}
	if !isTerminated(text, tokens, i) {
		return false
	}
	if next := tokens[i+1].In(text); tokens[i].Kind == WordToken && (next == "(" || !startsAfresh(next)) {
		return false // "Nov. 8", "No. 10", "the U.S. State Department", "Merrow Inc. (MRW)"
	}
	return beginsSentence(text, tokens[i+1:])
}

// opensWord reports a “, or a straight mark behind an even number of others, right
// before a capital: it has lost the space in front of it. German closes with “, but
// with a space or stop behind.
func opensWord(text string, tokens []Token, i, straight int) bool {
	if i+1 >= len(tokens) || tokens[i+1].Start != tokens[i].End {
		return false
	}
	if w := tokens[i].In(text); w != "“" && (w != "\"" || straight%2 != 0) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(tokens[i+1].In(text))
	return unicode.IsUpper(r)
}

// isTerminated reports whether token i is an end mark, or a closing mark right
// behind one.
func isTerminated(text string, tokens []Token, i int) bool {
	for ; i >= 0; i-- {
		w := tokens[i].In(text)
		switch {
		case tokens[i].Kind == WordToken:
			return strings.HasSuffix(w, ".") && stopEndsSentence(w)
		case isEndMark(w):
			return true
		case !isClosing(w) || i == 0 || tokens[i-1].End != tokens[i].Start:
			return false
		}
	}
	return false
}

func isEndMark(w string) bool {
	switch w {
	case ".", "!", "?", "…", "...", "....", "。", "！", "？":
		return true
	}
	return false
}

// isClosing lists marks that may close; straight ones may open as well, which
// the missing space before them decides.
func isClosing(w string) bool {
	switch w {
	case ")", "]", "”", "’", "»", "›", "\"", "'", "''", "“", "」", "』", "!", "?", ".":
		return true
	}
	return false
}

// beginsSentence looks at the first word behind the end mark. A lower-case
// word goes on, except behind a bullet or a mark that is not a quote.
func beginsSentence(text string, rest []Token) bool {
	for k := 0; k < len(rest) && k < 3; k++ {
		w := rest[k].In(text)
		if rest[k].Kind != MarkToken {
			r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "@#"))
			return !unicode.IsLower(r) || isCamel(w)
		}
		r, _ := utf8.DecodeRuneInString(w)
		if !isQuoteMark(r) && w != "(" && w != "[" && w != "``" && w != "''" && w != "'" && w != "…" {
			return w != "," && w != ";" && w != ":" && w != "-" && w != "—" && w != "–" && w != "--"
		}
	}
	return true
}

// isCamel reports names like "eHow", which begin sentences in lower case.
func isCamel(w string) bool {
	lower := strings.IndexFunc(w, unicode.IsUpper)
	return lower == 1 && len(w) > 3
}

// isBlankLine reports whether white space holds an empty line.
func isBlankLine(gap string) bool {
	i := strings.IndexByte(gap, '\n')
	return i >= 0 && strings.IndexByte(gap[i+1:], '\n') >= 0
}
