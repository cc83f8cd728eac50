// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
)

// groupsOf names the groups that a relation counts for.
func groupsOf(text string, q *hearsay.Quotation) []string {
	mode := modeOf(text, q)
	out := []string{"all", "all " + mode}
	if isCore(text, q) {
		out = append(out, "core", "core "+mode)
	}
	return out
}

// isCore reports a cue that holds a word of the published core list, in truth
// and answer alike.
func isCore(text string, q *hearsay.Quotation) bool {
	if q.Cue.Len() <= 0 {
		return false
	}
	for _, w := range strings.Fields(q.Cue.In(text)) {
		if lexicon.IsCoreForm(lexicon.Key(strings.Trim(w, ":,.\"“”"))) {
			return true
		}
	}
	return false
}

// modeOf reads the mode off the marks of the content, for truth and answer
// alike: direct when every fragment begins and ends with marks.
func modeOf(text string, q *hearsay.Quotation) string {
	quoted, marks := 0, 0
	for _, c := range q.Content {
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
	case len(q.Content) > 0 && quoted == len(q.Content):
		return "direct"
	case marks > 0:
		return "mixed"
	}
	return "indirect"
}

func isMark(r rune) bool { return strings.ContainsRune("“”\"«»„‟‘’'`", r) }
