// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"strings"

	"hearsay/lexicon"
	"hearsay/postag"
)

// A tagging is a sentence whose tags are being set, in order. Where it may report
// something the trained tagger is there to be asked.
type tagging struct {
	ts    []token
	title bool // every word begins with a capital, so that capitals tell nothing
	line  *postag.Line
}

// tag sets the tags of all tokens, sentence by sentence.
func (r *reader) tag() {
	var words []string
	for _, s := range r.sents {
		g := tagging{ts: r.ts[s.First:s.End]}
		g.title = isTitleCase(g.ts)
		if mayReport(g.ts) {
			words = words[:0]
			for i := range g.ts {
				words = append(words, g.ts[i].In(r.text))
			}
			line := postag.English().Line(words)
			g.line = &line
		}
		g.run()
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

// run sets the tags of the sentence.
func (g *tagging) run() {
	for i := range g.ts {
		g.ts[i].tag = g.tagOf(i)
	}
}

// overrule lets the trained tagger decide on the rules' tag of a word where it was
// found to be right more often: which nouns are verbs, and which forms in -ing and
// adjectives are not what they seem. The rules keep their finite verbs and
// participles, since they know the verbs that report; believed in everything, the
// tagger would cost a point of F1 (doc/eval.md).
func (g *tagging) overrule(i int, rule tag) tag {
	if g.line == nil || !inDoubt(&g.ts[i], rule) {
		return rule
	}
	switch trained := openTagOf(g.line.Tag(i, g.known(i-1), g.known(i-2))); {
	case rule == tagNoun && trained == tagFin && !g.reportsNext(i) && !(i+1 < len(g.ts) && g.ts[i+1].kind.Has(lexicon.Modal)),
		rule == tagIng && (trained == tagNoun || trained == tagAdj),
		rule == tagAdj && trained == tagNoun:
		return trained
	}
	return rule
}

// reportsNext reports a verb of the lexicon in the plural behind token i, to which
// it is the subject: "reports show".
func (g *tagging) reportsNext(i int) bool {
	if i+1 >= len(g.ts) {
		return false
	}
	v := g.ts[i+1].verb
	return v != nil && v.Cue != nil && v.Forms&lexicon.Base != 0
}

// inDoubt reports the tags that the trained tagger is asked about.
func inDoubt(t *token, rule tag) bool {
	return rule == tagIng || rule == tagAdj || rule == tagNoun && t.key != "states" && (t.verb != nil || strings.HasSuffix(t.key, "s"))
}

// openTagOf is the class of a treebank's tag, tagMark for those that no rule asks
// about.
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

// known is the treebank's tag of token i, which has its own already; 0 in front
// of the first.
func (g *tagging) known(i int) postag.Tag {
	if i < 0 {
		return 0
	}
	t := &g.ts[i]
	switch {
	case t.tag == tagFin && t.verb != nil && t.verb.Forms&lexicon.Past == 0:
		if t.verb.Forms&lexicon.Third != 0 {
			return postag.VBZ
		}
		return postag.VBP
	case t.tag == tagNoun && isPlural(t):
		return postag.NNS
	}
	return treebankTags[t.tag]
}

// treebankTags has the treebank's tag of each class, the commonest where it has
// several.
var treebankTags = [...]postag.Tag{
	tagMark: postag.Comma, tagNoun: postag.NN, tagName: postag.NNP, tagPron: postag.PRP, tagDet: postag.DT,
	tagPoss: postag.POS, tagAdj: postag.JJ, tagAdv: postag.RB, tagNum: postag.CD, tagPrep: postag.IN,
	tagSub: postag.IN, tagCoord: postag.CC, tagRel: postag.WDT, tagWh: postag.WRB, tagThat: postag.IN,
	tagTo: postag.TO, tagNot: postag.RB, tagModal: postag.MD, tagBe: postag.VBZ, tagHave: postag.VBP,
	tagDo: postag.VBP, tagFin: postag.VBD, tagBase: postag.VB, tagIng: postag.VBG, tagPart: postag.VBN,
}
