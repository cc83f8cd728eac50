// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"strings"

	"hearsay"
	"hearsay/internal/marked"
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

// modeOf is the mode by the marks alone, for truth and answer alike.
func modeOf(text string, q *hearsay.Quotation) string {
	return string(marked.ModeByMarks(text, q.Content))
}
