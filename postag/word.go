// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

import (
	"unicode"
	"unicode/utf8"
)

// A word is what the features see of a word. It is computed once a word.
type word struct {
	hash  uint64 // of the folded word: lower case, digits 0, straight marks
	tail  uint32 // its last four bytes
	head  uint32 // its first three
	shape shape
	class uint8 // ambiguity class: what the dictionary says it may be
	fixed Tag   // its only tag, if the dictionary has but one
	owed  bool  // a capital is owed to its place
}

// A shape says what a word is written with.
type shape uint8

const (
	capital  shape = 1 << iota // begins with a capital
	capitals                   // has one further on
	small                      // has a small letter
	digit
	hyphen
	dot
)

const (
	hashStart = 0xcbf29ce484222325
	hashPrime = 0x100000001b3
)

// look folds a word and notes its shape.
func look(s string) word {
	w := word{hash: hashStart}
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z':
			w.shape |= small
		case c >= 'A' && c <= 'Z':
			w.upper(i)
			c |= 0x20
		case c >= '0' && c <= '9':
			w.shape |= digit
			c = '0'
		case c == '-':
			w.shape |= hyphen
		case c == '.':
			w.shape |= dot
		case c >= utf8.RuneSelf:
			size := w.wide(s[i:], i, &n)
			i += size - 1
			continue
		}
		w.add(c, &n)
	}
	w.hash ^= w.hash >> 29
	return w
}

func (w *word) upper(at int) {
	if at == 0 {
		w.shape |= capital
	} else {
		w.shape |= capitals
	}
}

// add takes one folded byte; n counts them.
func (w *word) add(c byte, n *int) {
	w.hash = (w.hash ^ uint64(c)) * hashPrime
	w.tail = w.tail<<8 | uint32(c)
	if *n < 3 {
		w.head = w.head<<8 | uint32(c)
	}
	*n++
}

// wide takes the character that s begins with and returns its size.
func (w *word) wide(s string, at int, n *int) int {
	r, size := utf8.DecodeRuneInString(s)
	switch r {
	case '’', '‘', 'ʼ', '‛':
		r = '\''
	case '“', '”', '„', '«', '»':
		r = '"'
	case '–', '—', '‐', '‑':
		r = '-'
	}
	if unicode.IsUpper(r) {
		w.upper(at)
		r = unicode.ToLower(r)
	} else if unicode.IsLower(r) {
		w.shape |= small
	}
	var buf [utf8.UTFMax]byte
	for _, c := range buf[:utf8.EncodeRune(buf[:], r)] {
		w.add(c, n)
	}
	return size
}

// isOwed reports that a capital at word i is owed to its place: the start, or
// behind a mark that something begins after.
func isOwed(words []string, i int) bool {
	if i == 0 {
		return true
	}
	switch words[i-1] {
	case "\"", "“", "‘", "``", "„", "«", "(", "[", ":", "-", "–", "—", "--", "*", "•":
		return true
	}
	return false
}

// isTitle reports that nearly all longer words begin with a capital, as in
// headlines, so that capitals tell nothing.
func isTitle(words []string) bool {
	long, caps := 0, 0
	for _, w := range words {
		if len(w) < 4 {
			continue
		}
		switch c := w[0]; {
		case c >= 'A' && c <= 'Z':
			caps++
			long++
		case c >= 'a' && c <= 'z':
			long++
		}
	}
	return long >= 4 && caps*5 >= long*4
}
