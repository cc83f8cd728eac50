// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose

import (
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// TokenKind says what a token is made of.
type TokenKind uint8

// The kinds of token.
const (
	WordToken   TokenKind = iota + 1 // letters, with inner hyphens, dots and apostrophes
	NumberToken                      // begins with a digit: "3.2", "1,237", "20th"
	MarkToken                        // punctuation and every other single character
)

// Token is the smallest piece that a grammar looks at, after the conventions
// of the Penn Treebank: marks stand alone, contractions are cut ("did|n't",
// "Lee|'s"), abbreviations keep their full stop, hyphenated words, addresses
// and @names stay whole. The span is in bytes of the string that was cut.
type Token struct {
	hearsay.Span
	Kind TokenKind
}

// Tokens cuts text into tokens, in order, none empty, none overlapping; what
// lies between them is white space and invisible characters. It takes time
// linear in the text.
func Tokens(text string) []Token {
	return AppendTokens(make([]Token, 0, len(text)/4), text, hearsay.Span{Start: 0, End: len(text)})
}

// AppendTokens cuts the part of text that span covers and appends its tokens to
// dst. Spans of the tokens are in text, not in the part.
func AppendTokens(dst []Token, text string, span hearsay.Span) []Token {
	s := scanner{text: text[:span.End], pos: span.Start, dst: dst}
	for s.pos < len(s.text) {
		s.next()
	}
	return s.dst
}

// A scanner walks over text once. Every method that is named for a piece
// expects pos at its first byte and leaves pos behind it.
type scanner struct {
	text string // cut at the end of the part, so that no look-ahead leaves it
	pos  int
	dst  []Token
}

func (s *scanner) emit(from, to int, kind TokenKind) {
	s.dst = append(s.dst, Token{hearsay.Span{Start: from, End: to}, kind})
}

func (s *scanner) next() {
	r, n := s.rune(s.pos)
	switch {
	case isBlank(r):
		s.pos += n
	case unicode.IsDigit(r):
		s.number()
	case isWordRune(r):
		s.word()
	case (r == '@' || r == '#') && s.isWordAt(s.pos+n):
		s.handle(n)
	default:
		s.mark(r, n)
	}
}

// rune decodes the rune at byte i, or returns 0, 0 past the end.
func (s *scanner) rune(i int) (rune, int) {
	if i >= len(s.text) {
		return 0, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[i:])
}

func (s *scanner) isWordAt(i int) bool {
	r, n := s.rune(i)
	return n > 0 && (isWordRune(r) || unicode.IsDigit(r))
}

// isBlank is white space, and the invisible characters that no token may
// begin with: zero-width spaces, bidi controls, soft hyphens.
func isBlank(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == 0x85
}

// isWordRune counts marks as parts of words, so that a decomposed é (NFD) does
// not end a word.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.Is(unicode.Nl, r)
}

// run skips the word characters and digits at i and returns where they end.
// Invisible characters inside a word belong to it.
func (s *scanner) run(i int) int {
	for {
		r, n := s.rune(i)
		switch {
		case n == 0:
			return i
		case isWordRune(r) || unicode.IsDigit(r):
			i += n
		case r >= utf8.RuneSelf && unicode.Is(unicode.Cf, r) && s.isWordAt(i+n):
			i += n
		default:
			return i
		}
	}
}

// word scans a word and what joins it to further words.
func (s *scanner) word() {
	start := s.pos
	if end := s.address(); end > start {
		s.emit(start, end, WordToken)
		s.pos = end
		return
	}
	end := s.run(start)
	if mail := s.mail(end); mail > end {
		s.emit(start, mail, WordToken)
		s.pos = mail
		return
	}
	for {
		next := s.joined(start, end)
		if next == end {
			break
		}
		end = next
	}
	if end < len(s.text) && s.text[end] == '.' && keepsStop(s.text[start:end]) {
		end++
	}
	s.pos = end
	s.emitContracted(start, end)
}

// mail returns the end of the e-mail address whose first word ends at byte end, or
// end. Looking for its @ is bounded.
func (s *scanner) mail(end int) int {
	i := end
	for i < len(s.text) && i < end+maxMailbox && isMailByte(s.text[i]) {
		i++
	}
	if !s.at(i, '@') || !s.isWordAt(i+1) {
		return end
	}
	for i++; i < len(s.text) && isMailByte(s.text[i]); i++ {
	}
	for isTrailing(s.text[i-1]) || s.text[i-1] == '-' {
		i--
	}
	return i
}

const maxMailbox = 64

func isMailByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '.' || c == '-' || c == '_' || c == '+'
}

// joined returns the end of the word part that a hyphen, apostrophe, ampersand
// or dot at byte end joins to the word, or end itself.
func (s *scanner) joined(start, end int) int {
	r, n := s.rune(end)
	after := end + n
	switch {
	case n == 0 || !s.isWordAt(after):
		return end
	case r == '-' || r == '‐' || r == '‑' || r == '&' || isApostrophe(r):
		return s.run(after)
	case r == '.' && s.joinsByDot(start, end, after):
		return s.run(after)
	}
	return end
}

// joinsByDot tells "U.S" and "example.com" from a full stop that lost its
// space ("rain.The"): both sides are single letters, or the right side is lower
// case and long enough for the end of a domain.
func (s *scanner) joinsByDot(start, dot, after int) bool {
	next := s.run(after)
	right := s.text[after:next]
	if utf8.RuneCountInString(right) == 1 && !unicode.IsDigit(rune(right[0])) {
		return lastPartIsLetter(s.text[start:dot])
	}
	r, _ := utf8.DecodeRuneInString(right)
	if first, _ := utf8.DecodeRuneInString(s.text[start:]); isSiteEnding(right) && (unicode.IsUpper(first) || right != "today") {
		return true
	}
	return unicode.IsLower(r) && len(right) <= 4 && len(right) >= 2 && s.text[dot-1] != '.' &&
		!s.isSpaceBeforeLower(next)
}

// isSiteEnding reports words at the end of sites' names that are no words of the
// next sentence: "Orta.news writes". "Rain came.today" lost a space.
func isSiteEnding(w string) bool {
	switch w {
	case "news", "today", "live", "online", "press", "media", "info":
		return true
	}
	return false
}

// isSpaceBeforeLower guards against "it rained.the day": a domain at a
// sentence's end is followed by an upper-case letter, a mark or nothing, but a
// short word of a new sentence goes on in lower case. A domain inside a
// sentence does as well; it then falls into two tokens, which harms nobody.
func (s *scanner) isSpaceBeforeLower(i int) bool {
	r, n := s.rune(i)
	if r != ' ' {
		return false
	}
	r, _ = s.rune(i + n)
	return unicode.IsLower(r)
}

// lastPartIsLetter reports whether the word ends in one letter after its last
// dot: "U", "U.S", "Ph.D".
func lastPartIsLetter(w string) bool {
	r, n := utf8.DecodeLastRuneInString(w)
	if !unicode.IsLetter(r) {
		return false
	}
	return n == len(w) || w[len(w)-n-1] == '.' || w[len(w)-n-1] == '-'
}

// address returns the end of a web address at pos, or pos.
func (s *scanner) address() int {
	rest := s.text[s.pos:]
	if !hasPrefixFold(rest, "http://") && !hasPrefixFold(rest, "https://") && !hasPrefixFold(rest, "www.") {
		return s.pos
	}
	i := s.pos
	for {
		r, n := s.rune(i)
		if n == 0 || isBlank(r) || isQuoteMark(r) || r == '<' || r == '>' {
			break
		}
		i += n
	}
	for i > s.pos && isTrailing(s.text[i-1]) {
		i--
	}
	return i
}

// isTrailing reports marks that end the sentence around an address rather than
// the address.
func isTrailing(c byte) bool {
	switch c {
	case '.', ',', ';', ':', '!', '?', ')', ']', '\'':
		return true
	}
	return false
}

func hasPrefixFold(s, lower string) bool {
	if len(s) < len(lower) {
		return false
	}
	for i := range len(lower) {
		if s[i]|0x20 != lower[i]|0x20 {
			return false
		}
	}
	return true
}

// handle scans "@name" and "#tag".
func (s *scanner) handle(n int) {
	start := s.pos
	s.pos = s.run(start + n)
	s.emit(start, s.pos, WordToken)
}

// number scans digits with inner marks and whatever letters follow: "1,237",
// "10:30", "20th", "12-nation".
func (s *scanner) number() {
	start := s.pos
	end := s.run(start)
	for {
		r, n := s.rune(end)
		after := end + n
		d, _ := s.rune(after)
		switch {
		case n > 0 && (r == ',' || r == '.' || r == ':') && unicode.IsDigit(d):
		case (r == '-' || r == '‑') && s.isWordAt(after):
		default:
			s.pos = end
			s.emit(start, end, NumberToken)
			return
		}
		end = s.run(after)
	}
}

// mark scans one character, or several equal ones that mean one thing: dots of
// an ellipsis, dashes, TeX quote marks.
func (s *scanner) mark(r rune, n int) {
	start := s.pos
	s.pos += n
	switch {
	case r == '.' && s.at(s.pos, '.'), r == '-' && s.at(s.pos, '-'):
		for s.at(s.pos, byte(r)) {
			s.pos++
		}
	case (r == '`' || r == '\'') && s.at(s.pos, byte(r)) && !s.closesSingle(start):
		s.pos++
	}
	s.emit(start, s.pos, MarkToken)
}

// closesSingle reports the first of three closing marks: the inner quotation
// was in single marks, so it ends before the pair.
func (s *scanner) closesSingle(i int) bool {
	return s.at(i+2, '\'') && !s.at(i+3, '\'') && i > 0 && s.text[i-1] > ' ' && s.text[i-1] != '\''
}

func (s *scanner) at(i int, c byte) bool { return i < len(s.text) && s.text[i] == c }

// emitContracted emits the word, cut before "n't", "'s" and their like.
func (s *scanner) emitContracted(start, end int) {
	cut := contraction(s.text[start:end])
	if cut > 0 {
		s.emit(start, start+cut, WordToken)
		start += cut
	}
	s.emit(start, end, WordToken)
}

// contraction returns where the contracted part of w begins, or 0.
func contraction(w string) int {
	i, n := lastApostrophe(w)
	if i <= 0 {
		return 0
	}
	switch foldASCII(w[i+n:]) {
	case "s", "re", "ve", "ll", "d", "m":
		return i
	case "t":
		if i > 1 && w[i-1]|0x20 == 'n' {
			return i - 1
		}
	}
	return 0
}

// lastApostrophe finds the last apostrophe among the last four runes.
func lastApostrophe(w string) (at, size int) {
	for i, seen := len(w), 0; i > 0 && seen < 4; seen++ {
		r, n := utf8.DecodeLastRuneInString(w[:i])
		i -= n
		if isApostrophe(r) {
			return i, n
		}
	}
	return -1, 0
}

// foldASCII lowers at most two ASCII letters without allocating.
func foldASCII(s string) string {
	if len(s) == 0 || len(s) > 2 {
		return ""
	}
	for _, short := range [...]string{"s", "re", "ve", "ll", "d", "m", "t"} {
		if len(short) == len(s) && hasPrefixFold(s, short) {
			return short
		}
	}
	return ""
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// isQuoteMark lists the glyphs that some language writes around speech.
func isQuoteMark(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '‹', '›', '‘', '’', '‚', '‛', '「', '」', '『', '』', '″', '＂':
		return true
	}
	return false
}
