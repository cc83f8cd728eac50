// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// Plain text and pasted pages: the same article without its markup. Lines may be
// paragraphs, or a paragraph may be wrapped over many lines; the lengths of the
// lines tell.

// line is one line of a plain text; at is the byte where it starts.
type line struct {
	text string
	at   int
}

// textBlocks cuts plain text into blocks. The stream of such a text is the text
// itself.
func textBlocks(text string) []block {
	var blocks []block
	width := wrapWidth(text)
	for _, group := range lineGroups(text) {
		for _, par := range paragraphs(group, width) {
			if b := joinLines(par); b.text != "" {
				blocks = append(blocks, b)
			}
		}
	}
	return blocks
}

// lineGroups divides a text at its blank lines.
func lineGroups(text string) [][]line {
	var out [][]line
	var cur []line
	at := 0
	for l := range strings.Lines(text) {
		trimmed := strings.TrimRightFunc(l, unicode.IsSpace)
		if strings.TrimSpace(trimmed) == "" {
			if len(cur) > 0 {
				out = append(out, cur)
			}
			cur = nil
		} else {
			cur = append(cur, line{trimmed, at})
		}
		at += len(l)
	}
	if len(cur) > 0 {
		out = append(out, cur)
	}
	return out
}

// The widths, in characters, between which lines count as wrapped by a program:
// narrower is verse or a list, wider is a paragraph on one line.
const (
	minWrap = 40
	maxWrap = 110
)

// wrapWidth is the width that a text was wrapped to, or 0 when it was not: most
// of its lines that are followed by another are nearly as long as the longest.
func wrapWidth(text string) int {
	longest := 0
	for l := range strings.Lines(text) {
		longest = max(longest, utf8.RuneCountInString(strings.TrimRightFunc(l, unicode.IsSpace)))
	}
	if longest < minWrap || longest > maxWrap {
		return 0
	}
	full, inner := 0, 0
	for _, group := range lineGroups(text) {
		for i := 0; i+1 < len(group); i++ {
			inner++
			if isFull(group[i], group[i+1], longest) {
				full++
			}
		}
	}
	if full*10 < inner*6 {
		return 0
	}
	return longest
}

// isFull reports whether the next line's first word would not have fitted on l:
// the mark of a line that a program broke.
func isFull(l, next line, width int) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(next.text), " ")
	return utf8.RuneCountInString(l.text)+1+utf8.RuneCountInString(first) > width-3
}

// paragraphs divides a group of lines. In a wrapped text a line that was not
// full and ends a sentence ends a paragraph; otherwise every line is one, except
// that a text of a single group of long lines is read as it stands.
func paragraphs(group []line, width int) [][]line {
	var out [][]line
	start := 0
	for i := range group {
		last := i+1 == len(group)
		if last || breaks(group[i], group[i+1], width) {
			out = append(out, group[start:i+1])
			start = i + 1
		}
	}
	return out
}

// breaks reports whether a paragraph ends between two lines of a group.
func breaks(l, next line, width int) bool {
	if strings.HasSuffix(l.text, "-") {
		return false
	}
	if width == 0 {
		return utf8.RuneCountInString(l.text) > maxWrap || utf8.RuneCountInString(next.text) > maxWrap || endsSentence(l.text)
	}
	return !isFull(l, next, width) && (endsSentence(l.text) || isHeadLine(l.text) && !startsLower(next.text))
}

func startsLower(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return unicode.IsLower(first)
}

// isHeadLine reports whether a line looks like a headline: few words, begun with
// a capital, without an end mark. It is asked of lines that a program did not
// break.
func isHeadLine(s string) bool {
	return len(strings.Fields(s)) <= 14 && !startsLower(s) && !strings.HasSuffix(s, ",") && !strings.HasSuffix(s, ";")
}

// joinLines makes one block of a paragraph's lines. Short lines that are not
// prose (verse, addresses) keep their breaks; a hyphen at a line's end stays, as
// it may be the word's own.
func joinLines(lines []line) block {
	b := block{kind: hearsay.Paragraph}
	var buf []byte
	keep := len(lines) > 1 && isVerse(lines)
	for i, l := range lines {
		if i > 0 {
			switch {
			case keep:
				buf = append(buf, '\n')
			case strings.HasSuffix(lines[i-1].text, "-") && !strings.HasSuffix(lines[i-1].text, " -"):
				buf = append(buf, "\n"...)
			default:
				buf = append(buf, ' ')
			}
			b.src = append(b.src, -1)
		}
		buf, b.src = appendFolded(buf, b.src, l)
	}
	b.text = string(buf)
	return b
}

// isVerse reports whether lines are meant to stand alone: most are short.
func isVerse(lines []line) bool {
	short := 0
	for _, l := range lines {
		if utf8.RuneCountInString(l.text) < minWrap {
			short++
		}
	}
	return short*10 > len(lines)*6
}

// appendFolded appends a line with its white space folded, and where each byte
// came from.
func appendFolded(buf []byte, src []int32, l line) ([]byte, []int32) {
	space, any := false, false
	for i := 0; i < len(l.text); {
		r, size := utf8.DecodeRuneInString(l.text[i:])
		if unicode.IsSpace(r) {
			space = any
		} else {
			if space {
				buf, src = append(buf, ' '), append(src, -1)
			}
			space, any = false, true
			for k := range size {
				buf, src = append(buf, l.text[i+k]), append(src, int32(l.at+i+k))
			}
		}
		i += size
	}
	return buf, src
}

// The longest that the first block of a plain text may be to count as its
// headline: longer first blocks are leads.
const (
	maxHeadWords = 30
	maxHeadRunes = 220
)

// textHeadline decides whether the first block is the headline. A block that
// ends like a sentence is not one, unless it ends in a credit: "X – Name. (RT)."
func textHeadline(blocks []block) bool {
	if len(blocks) < 2 {
		return false
	}
	text := blocks[0].text
	if len(strings.Fields(text)) > maxHeadWords || utf8.RuneCountInString(text) > maxHeadRunes || strings.Contains(text, "\n") {
		return false
	}
	switch {
	case !endsSentence(text), endsInCredit(text):
		return true
	}
	return isHeadLine(text) && !strings.HasSuffix(text, ".")
}

// endsInCredit reports whether a headline ends in a bracketed outlet.
func endsInCredit(text string) bool {
	text = strings.TrimRight(text, ". ")
	i := strings.LastIndexByte(text, '(')
	return strings.HasSuffix(text, ")") && i > 0 && len(text)-i < 40
}
