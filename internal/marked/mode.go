// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package marked

import (
	"strings"
	"unicode/utf8"

	"hearsay"
)

// ModeByMarks reads the mode off the marks of the content: direct when every
// fragment begins and ends with marks, mixed when there are any.
func ModeByMarks(text string, content []hearsay.Span) hearsay.Mode {
	quoted, marks := 0, 0
	for _, c := range content {
		s := strings.TrimRight(c.In(text), ".,?! \n")
		first, _ := utf8.DecodeRuneInString(s)
		last, _ := utf8.DecodeLastRuneInString(s)
		if isMark(first) && isMark(last) {
			quoted++
		}
		if strings.ContainsAny(s, "“”\"«»„") || strings.Contains(s, "''") {
			marks++
		}
	}
	switch {
	case len(content) > 0 && quoted == len(content):
		return hearsay.Direct
	case marks > 0:
		return hearsay.Mixed
	}
	return hearsay.Indirect
}

func isMark(r rune) bool { return strings.ContainsRune("“”\"«»„‟‘’'`", r) }
