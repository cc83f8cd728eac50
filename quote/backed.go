// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/lexicon"
)

// minBacking is how many tokens a text must have to tell whether the subject of its
// headline says anything in it.
const minBacking = 80

// backed drops what a mark alone attributes in a headline when the text does not bear it
// out: “Sergei Larin: court drops inquiry” is about him, “Star Odum: the last of them
// reviewed” about a film. Whoever has words between quote marks, or is called by a role
// (“Police: …”), needs no proof.
func (r *reader) backed(rels []relation, body *finding) []relation {
	if len(body.in.ts) < minBacking {
		return rels
	}
	return slices.DeleteFunc(rels, func(q relation) bool {
		if q.cue.empty() || r.ts[q.cue.first].tag != tagMark || r.quotes(&q) {
			return false
		}
		label, role := r.labelWords(q.subject.span)
		if len(label) > 1 && isEvent(label[0]) {
			return true // “Storm Dagny: ferries cancelled”
		}
		return !role && !body.hears(label) && (len(label) > 1 || body.names(label))
	})
}

// isEvent reports what has a name and says nothing.
func isEvent(key string) bool {
	switch key {
	case "storm", "hurricane", "typhoon", "cyclone", "covid", "covid-19", "coronavirus":
		return true
	}
	return false
}

// quotes reports whether any of the content stands between quote marks.
func (r *reader) quotes(q *relation) bool {
	for _, c := range q.content {
		for i := c.first; i < c.end; i++ {
			if r.ts[i].in >= 0 {
				return true
			}
		}
	}
	return false
}

// labelWords are the words of a label, and whether the last of them is a role or a kind of
// body: “Star Wars” has a role in it and is none.
func (r *reader) labelWords(s span) (words []string, role bool) {
	for i := s.first; i < s.end; i++ {
		t := &r.ts[i]
		word := t.In(r.text)
		if t.tag == tagMark || t.tag == tagNum || utf8.RuneCountInString(word) < 2 || !t.caps {
			continue
		}
		words = append(words, strings.TrimSuffix(strings.TrimSuffix(t.key, "'s"), "’s"))
		_, role = lexicon.Role(word)
		role = role || lexicon.IsOrganizationWord(t.key) || lexicon.IsAnonymous(t.key) || lexicon.IsArtefact(t.key)
	}
	return words, role || len(words) == 0
}

// hears reports whether a statement of the text has a source with one of the words.
func (f *finding) hears(words []string) bool {
	return slices.ContainsFunc(f.relations, func(q relation) bool {
		return q.core && slices.ContainsFunc(f.in.ts[q.subject.first:q.subject.end], func(t token) bool { return slices.Contains(words, t.key) })
	})
}

// names reports whether the text has one of the words as a name.
func (f *finding) names(words []string) bool {
	return slices.ContainsFunc(f.in.ts, func(t token) bool { return t.caps && slices.Contains(words, t.key) })
}
