// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// Word is a word for comparing texts: what two copies share even when one was
// retyped, set in other quote marks or capitals, or hyphenated at a line's end.
// Span covers the word as it stands, in bytes of the text; Hash is equal for
// words that fold to the same letters, and differs otherwise but for chance
// (one in 2^64).
type Word struct {
	Span hearsay.Span
	Hash uint64
}

// FoldVersion names the folding below. It goes into the header of every index
// segment: fingerprints of different versions cannot be compared.
//
//	1  2026-11: first
const FoldVersion = 1

// Words returns the words of text, in order. They are runs of letters, digits
// and marks; apostrophes within a word are passed over ("don't" is "dont"), as
// are soft hyphens and zero-width characters; a hyphen at a line's end joins.
// Scripts without spaces (Han, Kana, Thai, Lao, Khmer, Burmese) give a word for
// every two neighbouring characters, since their real words cannot be told
// without a dictionary. Time is linear in the text.
func Words(text string) []Word { return AppendWords(nil, text) }

// AppendWords is Words into a buffer that the caller owns.
func AppendWords(dst []Word, text string) []Word {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case asciiFold[c] != 0:
			// Nearly all words are ASCII: hash and go on, with no
			// decoding and no allocation.
			start, h := i, uint64(hashSeed)
			for ; i < len(text); i++ {
				f := asciiFold[text[i]]
				if f == 0 {
					break
				}
				h = (h ^ uint64(f)) * hashPrime
			}
			if i < len(text) && mayContinue[text[i]] && continues(text[i:]) {
				dst, i = appendHard(dst, text, start)
				continue
			}
			if len(dst) == cap(dst) {
				dst = slices.Grow(dst, (len(text)-start)/bytesPerWord+1)
			}
			dst = append(dst, Word{hearsay.Span{Start: start, End: i}, Mix(h)})
			i++ // what ends a word begins none
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			if !beginsWord(r) {
				i += size
				continue
			}
			dst, i = appendHard(dst, text, i)
		}
	}
	return dst
}

// bytesPerWord is somewhat less than those of English news, 5.9 with the space
// between, so that a buffer mostly grows once.
const bytesPerWord = 5

// Count returns the number of words of a text, as Words cuts them.
func Count(text string) int { return len(Words(text)) }

// The word hash is FNV-1a over folded bytes with a finisher, so that all its bits
// depend on all letters. Seed and constants are part of the index format.
const (
	hashSeed  = 0x9ae16a3b2f90404f
	hashPrime = 0x100000001b3
)

// Mix spreads the bits of h, so that each depends on all (the finaliser of
// MurmurHash3, Appleby 2011). What is built of it is part of the index format.
func Mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// asciiFold maps ASCII letters and digits to themselves in lower case, and
// everything else to 0.
var asciiFold = func() (t [256]byte) {
	for c := '0'; c <= '9'; c++ {
		t[c] = byte(c)
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = byte(c), byte(c)
	}
	return t
}()

// mayContinue holds what continues looks at: one look-up for all marks that end a
// word, where a branch for each would be foreseen badly.
var mayContinue = func() (t [256]bool) {
	t['\''], t['-'] = true, true
	for c := utf8.RuneSelf; c < len(t); c++ {
		t[c] = true
	}
	return t
}()

// continues reports whether a word may go on at a character that ends the fast
// path: an apostrophe, a hyphen, or anything beyond ASCII.
func continues(s string) bool {
	switch {
	case s[0] == '\'' || s[0] >= utf8.RuneSelf:
		return true
	case s[0] == '-':
		return brokenEnd(s, 1) > 0
	}
	return false
}

// brokenEnd returns how many bytes a hyphen and the line break behind it take, or
// 0 when the hyphen at the start of s, of size bytes, does not end its line. A
// hyphen before a lower-case letter of the next line is the printer's, not the
// author's.
func brokenEnd(s string, size int) int {
	i := size
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r') {
		i++
	}
	if i == len(s) || s[i] != '\n' {
		return 0
	}
	i++
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	if r, _ := utf8.DecodeRuneInString(s[i:]); !unicode.IsLower(r) {
		return 0
	}
	return i
}

// appendHard reads one word, or run of characters of a script without spaces,
// that needs folding, from start on. It returns where the next word may begin.
func appendHard(dst []Word, text string, start int) ([]Word, int) {
	if r, _ := utf8.DecodeRuneInString(text[start:]); unspaced(r) {
		return appendPairs(dst, text, start)
	}
	end := wordEnd(text, start)
	if h, ok := hashPlain(text[start:end]); ok {
		return append(dst, Word{hearsay.Span{Start: start, End: end}, h}), end
	}
	var buf [64]byte
	folded := appendFold(buf[:0], text[start:end])
	if len(folded) > 0 {
		dst = append(dst, Word{hearsay.Span{Start: start, End: end}, hashOf(folded)})
	}
	return dst, max(end, start+1)
}

// hashPlain hashes a word of ASCII letters with whatever ASCII or ’ is passed over
// between them: nearly all that needs folding in English. Of other marks, some
// become letters when they are folded.
func hashPlain(word string) (h uint64, ok bool) {
	h = hashSeed
	for i := 0; i < len(word); i++ {
		switch f := asciiFold[word[i]]; {
		case f != 0:
			h = (h ^ uint64(f)) * hashPrime
		case word[i] >= utf8.RuneSelf:
			if !strings.HasPrefix(word[i:], "’") {
				return 0, false
			}
			i += len("’") - 1
		}
	}
	return Mix(h), true
}

func hashOf(folded []byte) uint64 {
	h := uint64(hashSeed)
	for _, c := range folded {
		h = (h ^ uint64(c)) * hashPrime
	}
	return Mix(h)
}

// wordEnd returns where the word that begins at start ends: after its last
// letter, so that a closing quote mark stays outside.
func wordEnd(text string, start int) int {
	end := start
	for i := start; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case isWordLetter(r) && !unspaced(r):
			i += size
			end = i
		case r == '-' || r == softHyphen || r == '\u2010':
			n := brokenEnd(text[i:], size)
			if n == 0 && r == softHyphen {
				n = size
			}
			if n == 0 {
				return end
			}
			i += n
		case isElision(r) || ignorable(r):
			i += size
		default:
			return end
		}
	}
	return end
}

const softHyphen = '\u00ad'

// isWordLetter reports what words are made of. Some apostrophes are letters to
// Unicode and some characters that show nothing are marks: they are no part of a
// word here. All of Han counts: its zero is a number, its radicals are symbols,
// and both stand for letters in dates and in text copied from PDF.
func isWordLetter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 0 && asciiFold[r] != 0
	case isElision(r) || ignorable(r):
		return false
	case isStandIn(r):
		return true
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.No, unicode.Nl, unicode.Han)
}

// beginsWord reports letters that a word may begin with. A mark at the start of a
// word belongs to the sign before it: "≠" may be written as "=" and a stroke.
func beginsWord(r rune) bool { return isWordLetter(r) && !attached(r) }

// isElision reports the marks that stand within words. A mark at the end of a
// word is no part of it, so quotes are not taken for apostrophes.
func isElision(r rune) bool {
	switch r {
	case '\'', '’', 'ʼ', 'ʻ', '＇', '´', '`', '‘', 'ʹ':
		return true
	}
	return false
}

// ignorable reports characters that show nothing and part nothing.
func ignorable(r rune) bool {
	switch {
	case r == softHyphen, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f,
		r == 0xfeff, r == 0x061c, r == 0x034f, r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe01ef:
		return true
	}
	return false
}

// unspaced reports letters of scripts that are written without spaces, and not
// their punctuation.
func unspaced(r rune) bool {
	if r < 0x0e00 || !isWordLetter(r) {
		return false
	}
	return r >= firstUnspaced && r <= lastStandIn || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) ||
		r == 'ー' || r == 'ｰ'
}

// attached reports marks that belong to the character before them. The sound
// marks of half-width Kana are letters to Unicode.
func attached(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Mc) || r == 'ﾞ' || r == 'ﾟ'
}

// charEnd returns where the character at start ends with its marks, and where the
// next one begins: what shows nothing is passed over.
func charEnd(text string, start int) (end, next int) {
	_, size := utf8.DecodeRuneInString(text[start:])
	end = start + size
	for next = end; next < len(text); {
		r, size := utf8.DecodeRuneInString(text[next:])
		switch {
		case ignorable(r):
			next += size
		case attached(r):
			next += size
			end = next
		default:
			return end, next
		}
	}
	return end, next
}

// appendPairs reads a run of characters of a script without spaces: one word for
// every two neighbours, or one for a single character.
func appendPairs(dst []Word, text string, start int) ([]Word, int) {
	prev, prevEnd := -1, start
	count, i := 0, start
	for i < len(text) {
		if r, _ := utf8.DecodeRuneInString(text[i:]); !unspaced(r) {
			break
		}
		end, next := charEnd(text, i)
		if prev >= 0 {
			dst = appendPair(dst, text, prev, end)
		}
		prev, prevEnd = i, end
		count++
		i = next
	}
	if count == 1 {
		dst = appendPair(dst, text, prev, prevEnd)
	}
	return dst, i
}

func appendPair(dst []Word, text string, start, end int) []Word {
	var buf [32]byte
	return append(dst, Word{hearsay.Span{Start: start, End: end}, hashOf(appendFold(buf[:0], text[start:end]))})
}
