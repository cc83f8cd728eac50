// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// clip shortens a label to so many characters.
func clip(text string, most int) string {
	if most < 1 {
		return ""
	}
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)
	return strings.TrimRight(string(runes[:most-1]), " ") + "…"
}

// widthOf is about how many pixels a text takes in a style: fonts differ, so it is
// rather too much.
func widthOf(c Class, text string) float64 {
	size := StyleOf(c).Size
	var em float64
	for _, r := range text {
		switch k := width.LookupRune(r).Kind(); {
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			em += 1
		case unicode.In(r, unicode.Mn, unicode.Me):
		case unicode.IsUpper(r):
			em += .72
		case strings.ContainsRune("iljtf.,:;'| ", r):
			em += .34
		case r == 'm' || r == 'w' || r == '…':
			em += .9
		default:
			em += .57
		}
	}
	if StyleOf(c).Bold {
		em *= 1.06
	}
	return em * size
}

// visible makes a text fit for a drawing: one line, without characters that an XML
// file must not hold, and with a mark for those that hide or reorder text.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, r == 0xfffe, r == 0xffff:
			return '\ufffd'
		case r == '\t', r == '\n', r == '\r', r == '\u2028', r == '\u2029':
			return ' '
		case r == '\u200c', r == '\u200d':
			return r // Persian and emoji need them
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return '\u25a1'
		}
		return r
	}, text)
}
