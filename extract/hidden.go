// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// Copies are disguised with characters that a reader does not see (zero-width
// spaces, direction controls, tag characters) or cannot tell apart (a Cyrillic
// а in a Latin word). Both are undone in the text, so that copies match and
// names are found, and kept as evidence.

// reveal returns s without invisible characters and with look-alike letters
// replaced by the letters they stand for, and the changes made: At counts bytes
// of the result. It returns s itself when there is nothing to do.
func reveal(s string) (string, []hearsay.Removed) {
	if !suspicious(s) {
		return s, nil
	}
	r := &revealer{latinText: mostlyLatin(s)}
	for len(s) > 0 {
		word, rest := nextWord(s)
		r.word(word)
		s = rest
	}
	if r.soft > 0 {
		r.removed = append(r.removed, hearsay.Removed{
			Kind: hearsay.Hidden, Exact: "\u00ad", Note: plural(r.soft, "soft hyphen"),
		})
	}
	return r.out.String(), r.removed
}

// suspicious is the cheap test that ordinary text fails: it holds nothing
// invisible, and no letter of a script that lends itself to disguise.
func suspicious(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' && c != '\t' && c != '\n' || c == 0x7f {
				return true
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= 0x370 && r <= 0x52f || r == softHyphen || invisible(r) {
			return true
		}
		i += size
	}
	return false
}

const softHyphen = '\u00ad'

// revealer gathers the cleaned text and the evidence.
type revealer struct {
	out       strings.Builder
	removed   []hearsay.Removed
	soft      int
	latinText bool
}

// word takes a stretch of letters and the invisible characters between them, or
// a stretch of anything else.
func (r *revealer) word(word string) {
	if !suspicious(word) {
		r.out.WriteString(word)
		return
	}
	at := r.out.Len()
	bare, seen := r.strip(word)
	if plain, letters := r.unmask(bare); letters != "" {
		seen = append(seen, letters)
		bare = plain
	}
	r.out.WriteString(bare)
	if len(seen) > 0 {
		r.removed = append(r.removed, hearsay.Removed{
			Kind: hearsay.Hidden, Exact: word, At: at, Note: strings.Join(seen, ", "),
		})
	}
}

// strip drops invisible characters and says which, sorted by name. Soft hyphens
// are counted for the whole text: a page may hold thousands, all innocent.
func (r *revealer) strip(word string) (bare string, seen []string) {
	counts := map[string]int{}
	var b strings.Builder
	runes := []rune(word)
	for i, c := range runes {
		switch {
		case c == softHyphen:
			r.soft++
		case invisible(c) && !joins(runes, i):
			counts[invisibleName(c)]++
		default:
			b.WriteRune(c)
		}
	}
	for name, n := range counts {
		seen = append(seen, plural(n, name))
	}
	sort.Strings(seen)
	return b.String(), seen
}

// unmask undoes look-alike letters. A word that mixes Latin with Cyrillic or
// Greek letters which look Latin is Latin; a word that also has letters only
// Cyrillic has is Cyrillic, and its Latin letters are the disguise. A word of
// look-alikes alone is Latin when the text is.
func (r *revealer) unmask(word string) (plain, note string) {
	var latin, like, foreign int
	for _, c := range word {
		switch {
		case likeLatin[c] != 0:
			like++
		case unicode.Is(unicode.Latin, c):
			latin++
		case unicode.IsLetter(c):
			foreign++
		}
	}
	switch {
	case foreign > 0 && latin > 0 && !strings.ContainsFunc(word, neitherScript):
		return replaceLetters(word, likeCyrillic)
	case foreign > 0 || like == 0 || latin == 0 && !r.latinText:
		return word, ""
	}
	return replaceLetters(word, likeLatin)
}

// neitherScript reports a letter that is not Cyrillic and does not look so: a
// word with one is an honest mixture, such as a brand name with an ending.
func neitherScript(c rune) bool {
	return unicode.IsLetter(c) && !unicode.Is(unicode.Cyrillic, c) && likeCyrillic[c] == 0
}

// replaceLetters maps the letters that table knows and says which they were.
func replaceLetters(word string, table map[rune]rune) (plain, note string) {
	var b strings.Builder
	var notes []string
	for _, c := range word {
		to, ok := table[c]
		if !ok {
			b.WriteRune(c)
			continue
		}
		b.WriteRune(to)
		if note := fmt.Sprintf("%s %c for %c", scriptOf(c), c, to); !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	return b.String(), strings.Join(notes, ", ")
}

func scriptOf(r rune) string {
	switch {
	case unicode.Is(unicode.Greek, r):
		return "Greek"
	case unicode.Is(unicode.Latin, r):
		return "Latin"
	}
	return "Cyrillic"
}

// mostlyLatin reports whether a text is Latin but for letters that may be
// look-alikes: a single letter that only Cyrillic or Greek has is a foreign word,
// and then whole words of look-alikes may be foreign words too.
func mostlyLatin(s string) bool {
	latin := 0
	for _, c := range s {
		switch {
		case likeLatin[c] != 0:
		case unicode.Is(unicode.Latin, c):
			latin++
		case unicode.Is(unicode.Cyrillic, c), unicode.Is(unicode.Greek, c):
			return false
		}
	}
	return latin > 20
}

// nextWord cuts s after its first word (letters, marks, emoji and the invisible
// characters among them) or after the stretch before it.
func nextWord(s string) (word, rest string) {
	in := -1
	for i, r := range s {
		is := 0
		if unicode.IsLetter(r) || unicode.IsMark(r) || invisible(r) || r == softHyphen || r >= 0x1f000 {
			is = 1
		}
		if in >= 0 && is != in {
			return s[:i], s[i:]
		}
		in = is
	}
	return s, ""
}

// invisible reports whether a character shows nothing and changes what is seen
// or matched. Variation selectors stay: they belong to emoji.
func invisible(r rune) bool {
	switch {
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f,
		r == 0xfeff, r == 0x061c, r == 0x180e, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0,
		r == 0x034f, r >= 0xe0000 && r <= 0xe007f, r >= 0xfff9 && r <= 0xfffb:
		return true
	case r < ' ' && r != '\t' && r != '\n', r >= 0x7f && r < 0xa0:
		return true
	}
	return false
}

// joins reports whether the joiner at i does its work: between letters of
// scripts that shape their letters, or inside an emoji.
func joins(runes []rune, i int) bool {
	if runes[i] != 0x200c && runes[i] != 0x200d || i == 0 || i+1 == len(runes) {
		return false
	}
	shaped := func(r rune) bool {
		return r >= 0x0600 && r <= 0x1cff && !unicode.Is(unicode.Georgian, r) || r >= 0x2190 && r <= 0x2bff || r == 0xfe0f || r >= 0x1f000
	}
	return shaped(runes[i-1]) && shaped(runes[i+1])
}

func invisibleName(r rune) string {
	switch {
	case r == 0x200b:
		return "zero-width space"
	case r == 0x200c || r == 0x200d:
		return "zero-width joiner"
	case r == 0x200e, r == 0x200f, r == 0x061c, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return "direction control"
	case r == 0xfeff:
		return "byte order mark"
	case r >= 0xe0000:
		return "tag character"
	case r < 0xa0:
		return "control character"
	}
	return "invisible character"
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// likeLatin maps the Cyrillic and Greek letters that most typefaces draw as
// Latin letters. From the Unicode confusables table (UTS 39), only those that a
// reader cannot tell apart in running text.
var likeLatin = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's',
	'һ': 'h', 'ԁ': 'd', 'ԛ': 'q', 'ԝ': 'w', 'ӏ': 'l',
	'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T',
	'У': 'Y', 'Х': 'X', 'І': 'I', 'Ј': 'J', 'Ѕ': 'S', 'Ԛ': 'Q', 'Ԝ': 'W',
	'ο': 'o', 'ν': 'v', 'ι': 'i', 'α': 'a',
	'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Ζ': 'Z', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O',
	'Ρ': 'P', 'Τ': 'T', 'Υ': 'Y', 'Χ': 'X',
}

// likeCyrillic maps the Latin letters that pass for Cyrillic ones.
var likeCyrillic = map[rune]rune{
	'a': 'а', 'e': 'е', 'o': 'о', 'p': 'р', 'c': 'с', 'y': 'у', 'x': 'х', 'i': 'і', 'j': 'ј', 's': 'ѕ',
	'A': 'А', 'B': 'В', 'E': 'Е', 'K': 'К', 'M': 'М', 'H': 'Н', 'O': 'О', 'P': 'Р', 'C': 'С', 'T': 'Т',
	'Y': 'У', 'X': 'Х', 'I': 'І', 'J': 'Ј', 'S': 'Ѕ',
}
