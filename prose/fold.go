// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as names and search words are compared: the words of Words,
// each folded, with single spaces between. Full-width and other compatibility
// forms are plain, case is gone, apostrophes are dropped; accents stay, since
// they tell names apart.
func Fold(s string) string {
	var b strings.Builder
	var buf [64]byte
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !beginsWord(r) {
			i += size
			continue
		}
		end := wordEnd(s, i)
		if unspaced(r) {
			end = unspacedEnd(s, i)
		}
		folded := appendFold(buf[:0], s[i:end])
		if len(folded) > 0 {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.Write(folded)
		}
		i = max(end, i+size)
	}
	return b.String()
}

// OneLine returns s with a single space for each run of white space, line ends
// and no-break spaces included: names as they are kept, however they were printed.
func OneLine(s string) string {
	odd := func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }
	if !strings.Contains(s, "  ") && strings.IndexFunc(s, odd) < 0 {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// unspacedEnd returns where the run of unspaced characters at i ends.
func unspacedEnd(s string, i int) int {
	for i < len(s) {
		if r, _ := utf8.DecodeRuneInString(s[i:]); !unspaced(r) {
			break
		}
		_, i = charEnd(s, i)
	}
	return i
}

// appendFold appends the folded letters of one word: NFKC, lower case, without
// what is passed over. Letters of one script that stand in a word of another are
// folded to the letters they look like.
func appendFold(dst []byte, word string) []byte {
	if isASCII(word) {
		for i := range len(word) {
			if f := asciiFold[word[i]]; f != 0 {
				dst = append(dst, f)
			}
		}
		return dst
	}
	mixed := mixesScripts(word)
	start := len(dst)
	if !norm.NFKC.IsNormalString(word) {
		word = norm.NFKC.String(word)
	}
	for _, r := range word {
		if !isWordLetter(r) {
			continue
		}
		if mixed {
			if to, ok := looksLatin[r]; ok {
				r = to
			}
		}
		dst = appendLower(dst, r)
	}
	if len(dst) > start && !norm.NFKC.IsNormal(dst[start:]) {
		dst = append(dst[:start], norm.NFKC.Bytes(dst[start:])...)
	}
	return dst
}

// appendLower folds the case of one letter. Final sigma and sharp s are folded as
// Unicode's case folding does; the dotted capital I of Turkish as i.
func appendLower(dst []byte, r rune) []byte {
	switch r {
	case 'ς':
		r = 'σ'
	case 'ß', 'ẞ':
		return append(dst, "ss"...)
	case 'İ':
		r = 'i'
	default:
		r = unicode.ToLower(r)
	}
	return utf8.AppendRune(dst, r)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// mixesScripts reports whether a word has Latin letters and Cyrillic or Greek
// ones: the mark of a disguise.
func mixesScripts(word string) bool {
	var latin, other bool
	for _, r := range word {
		switch {
		case r < utf8.RuneSelf:
			latin = latin || asciiFold[r] > '9'
		case unicode.Is(unicode.Latin, r):
			latin = true
		case unicode.Is(unicode.Cyrillic, r), unicode.Is(unicode.Greek, r):
			other = true
		}
	}
	return latin && other
}

// looksLatin maps the lower- and upper-case letters that pass for Latin ones
// (Unicode UTS 39, the single-letter confusables that look alike in print).
var looksLatin = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's',
	'һ': 'h', 'ԁ': 'd', 'ԛ': 'q', 'ԝ': 'w', 'ӏ': 'l',
	'А': 'a', 'В': 'b', 'Е': 'e', 'К': 'k', 'М': 'm', 'Н': 'h', 'О': 'o', 'Р': 'p', 'С': 'c', 'Т': 't',
	'У': 'y', 'Х': 'x', 'І': 'i', 'Ј': 'j', 'Ѕ': 's', 'Ԛ': 'q', 'Ԝ': 'w',
	'ο': 'o', 'ν': 'v', 'ι': 'i', 'α': 'a',
	'Α': 'a', 'Β': 'b', 'Ε': 'e', 'Ζ': 'z', 'Η': 'h', 'Ι': 'i', 'Κ': 'k', 'Μ': 'm', 'Ν': 'n', 'Ο': 'o',
	'Ρ': 'p', 'Τ': 't', 'Υ': 'y', 'Χ': 'x',
}
