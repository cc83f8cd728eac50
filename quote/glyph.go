// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// family groups the glyphs that pair with each other.
type family uint8

const (
	double family = iota + 1 // “ ” „ " ″ `` ''
	angle                    // « » ‹ ›
	single                   // ‘ ’ ‚ '
	corner                   // 「 」 『 』
)

// A style is what the whole document tells of its marks.
type style struct {
	// reversed: »quoted« as German books print it.
	reversed bool
	// singles: ‘quoted’ outnumbers “quoted”, as British papers print it.
	singles bool
}

// voteStyle looks at every mark of the document once.
func voteStyle(text string, ts []token) style {
	var st style
	var doubles, singles, guillemets int
	for i := range ts {
		if ts[i].tag != tagMark || !isQuoteKey(ts[i].key) {
			continue
		}
		m := markAt(text, ts, i)
		switch {
		case m.family == angle && guillemets == 0:
			guillemets++
			st.reversed = strings.HasPrefix(ts[i].In(text), "»") && m.canOpen
		case m.family == double && m.canOpen:
			doubles++
		case m.family == single && m.canOpen && !m.canClose && !isElision(ts, i):
			singles++
		}
	}
	st.singles = singles > doubles
	return st
}

// markAt reads the glyph of token i and the characters on both sides.
func markAt(text string, ts []token, i int) mark {
	t := ts[i]
	glyph, _ := utf8.DecodeRuneInString(t.In(text))
	left, right := around(text, t.Start, t.End)
	openL := left == 0 || unicode.IsSpace(left) || strings.ContainsRune("([{—–-/“‘\"'«„‚‹…", left)
	closeR := right == 0 || unicode.IsSpace(right) || unicode.IsPunct(right) && !strings.ContainsRune("([{“‘„«", right) || right == '<'
	openR := right != 0 && !unicode.IsSpace(right)
	closeL := left != 0 && !unicode.IsSpace(left)
	m := mark{token: i, family: familyOf(glyph, t.key)}
	m.lettersBothSides = isLetter(left) && isLetter(right) || strings.ContainsRune(",.!?…", left) && closeL && isLetter(right)
	switch direction(glyph, t.key) {
	case opening:
		m.canOpen = true
		if !openR && closeL || closeL && !openL && closeR {
			m.canOpen, m.canClose, m.wrongWay = false, true, true
		}
	case closing:
		m.canClose = true
		if left == 0 && openR || openL && openR && !closeR {
			m.canOpen, m.wrongWay = true, true
		}
	default:
		m.canOpen = openL && openR
		m.canClose = closeL && closeR
		if !m.canOpen && !m.canClose {
			m.canOpen, m.canClose = true, true // letters or spaces on both sides
		}
	}
	return m
}

type way uint8

const (
	either way = iota
	opening
	closing
)

// direction is what a glyph means by itself; ’ is left open, as it is an
// apostrophe nine times in ten.
func direction(glyph rune, key string) way {
	switch glyph {
	case '“', '‘', '«', '‹', '„', '‚', '「', '『', '‟', '‛':
		return opening
	case '”', '»', '›', '」', '』':
		return closing
	}
	if key == "``" {
		return opening
	}
	return either
}

// familyOf puts every glyph with those that it may pair with. Low German marks
// are doubles, since “ or " closes them.
func familyOf(glyph rune, key string) family {
	switch glyph {
	case '«', '»':
		return angle
	case '‘', '’', '‚', '‛', '‹', '›':
		return single
	case '「', '」', '『', '』':
		return corner
	case '\'':
		if key == "'" {
			return single
		}
	}
	return double
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// around returns the characters beside text[start:end], 0 at the ends.
func around(text string, start, end int) (left, right rune) {
	if start > 0 {
		left, _ = utf8.DecodeLastRuneInString(text[:start])
	}
	if end < len(text) {
		right, _ = utf8.DecodeRuneInString(text[end:])
	}
	return left, right
}

// isElision reports an apostrophe that begins a word: 'em, ’90s, 'tis.
func isElision(ts []token, i int) bool {
	if i+1 >= len(ts) || ts[i].End != ts[i+1].Start {
		return false
	}
	switch ts[i+1].key {
	case "em", "til", "tis", "twas", "cause", "n", "round", "bout", "cos", "kay", "nother":
		return true
	}
	return ts[i+1].Start < ts[i+1].End && ts[i+1].key[0] >= '0' && ts[i+1].key[0] <= '9' && strings.HasSuffix(ts[i+1].key, "s")
}
