// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// Paragraphs returns the paragraphs of text in order, without the white space
// around them; none is empty. An empty line always divides. A single line end
// divides when the lines around it look like paragraphs (they end like
// sentences), and does not when they look like one paragraph that was wrapped
// by hand. Linear time.
func Paragraphs(text string) []hearsay.Span {
	var out []hearsay.Span
	start, pos := 0, 0
	for pos < len(text) {
		end := lineEnd(text, pos)
		if strings.TrimSpace(text[pos:end]) == "" {
			out = appendBlock(out, text, hearsay.Span{Start: start, End: pos})
			start = min(end+1, len(text))
		}
		pos = end + 1
	}
	return appendBlock(out, text, hearsay.Span{Start: start, End: len(text)})
}

func lineEnd(text string, pos int) int {
	if i := strings.IndexByte(text[pos:], '\n'); i >= 0 {
		return pos + i
	}
	return len(text)
}

// appendBlock appends the paragraphs of a stretch without empty lines.
func appendBlock(out []hearsay.Span, text string, block hearsay.Span) []hearsay.Span {
	block = trim(text, block)
	if block.Len() == 0 {
		return out
	}
	if isWrapped(block.In(text)) {
		return append(out, block)
	}
	for pos := block.Start; pos < block.End; {
		end := min(lineEnd(text, pos), block.End)
		if line := trim(text, hearsay.Span{Start: pos, End: end}); line.Len() > 0 {
			out = append(out, line)
		}
		pos = end + 1
	}
	return out
}

// isWrapped reports whether lines break inside sentences: most line ends carry
// no end mark, and no line is longer than anybody wraps. Lists and verses, whose
// lines have no end mark either, begin their lines with a capital or a bullet.
func isWrapped(block string) bool {
	var breaks, inside int
	lines := strings.Split(block, "\n")
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if i+1 < len(lines) && utf8.RuneCountInString(line) > wrapWidth {
			return false
		}
		if i+1 == len(lines) {
			break
		}
		breaks++
		if !endsLikeSentence(line) && (len(line) >= wrapFloor || goesOn(lines[i+1])) {
			inside++
		}
	}
	return inside*2 > breaks
}

// Nobody wraps by hand beyond wrapWidth characters; lines shorter than
// wrapFloor bytes are headings, verses or list items unless the next begins in
// lower case.
const (
	wrapWidth = 120
	wrapFloor = 45
)

func endsLikeSentence(line string) bool {
	line = strings.TrimRight(line, "\"'”’»“)] ")
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?…:;", r)
}

func goesOn(line string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(line))
	return unicode.IsLower(r)
}

// trim shrinks a span by the white space at both ends.
func trim(text string, s hearsay.Span) hearsay.Span {
	part := s.In(text)
	left := len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	right := len(strings.TrimRightFunc(part, unicode.IsSpace))
	if right < left {
		return hearsay.Span{Start: s.Start, End: s.Start}
	}
	return hearsay.Span{Start: s.Start + left, End: s.Start + right}
}
