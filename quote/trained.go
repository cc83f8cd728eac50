// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/postag"

// tag sets the tags of all tokens, sentence by sentence. Those that may report
// something are shown to the trained tagger first.
func (r *reader) tag() {
	var words []string
	var tags []postag.Tag
	for _, s := range r.sents {
		part := r.ts[s.First:s.End]
		if mayReport(part) {
			words = words[:0]
			for i := range part {
				words = append(words, part[i].In(r.text))
			}
			tags = postag.English().Append(tags[:0], words)
			for i := range part {
				part[i].pos = tags[i]
			}
		}
		tagSentence(part, isTitleCase(part))
	}
}

// mayReport reports whether a sentence has a word that can be a cue, or a quote
// mark.
func mayReport(ts []token) bool {
	for i := range ts {
		if v := ts[i].verb; v != nil && v.Cue != nil || isQuoteKey(ts[i].key) {
			return true
		}
	}
	return false
}

// overrule lets the trained tagger decide where it was found to be right more
// often than the rules: which nouns are verbs, and which forms in -ing and
// adjectives are not what they seem. The rules keep their finite verbs and
// participles, since they know the verbs that report; believed in everything, the
// tagger would cost a point of F1 (doc/eval.md).
func overrule(t *token, rule tag) tag {
	switch trained := openTagOf(t.pos); {
	case rule == tagNoun && trained == tagFin,
		rule == tagIng && (trained == tagNoun || trained == tagAdj),
		rule == tagAdj && trained == tagNoun:
		return trained
	}
	return rule
}

// openTagOf is the class of a treebank's tag, tagMark for those that no rule of
// overrule asks about.
func openTagOf(t postag.Tag) tag {
	switch t {
	case postag.NN, postag.NNS:
		return tagNoun
	case postag.JJ, postag.JJR, postag.JJS:
		return tagAdj
	case postag.VBD, postag.VBP, postag.VBZ:
		return tagFin
	}
	return tagMark
}
