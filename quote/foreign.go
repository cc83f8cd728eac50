// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/grammar"
	"hearsay/lexicon"
	"hearsay/prose"
)

// Languages other than English are read by rules that know no grammar of their
// own: what they need is in the table of the language (package grammar). There
// is no tagger; words are told apart by closed classes, capitals and the
// reporting verbs. A sentence is read verb by verb:
//
//	find the finite verb and, if it is another word, the verb that reports
//	find the subject: before it, behind it, or elided
//	find the content: a quotation or clause on the right, then on the left
//
// Then come phrases that name a source (laut, selon), sentences in reported
// mood, and quotations that are left over.

// A polyglot reads one part of an article by the table of its language.
type polyglot struct {
	*reader
	lang *grammar.Table
}

// A site is one place where a verb reports.
type site struct {
	cue    int // token of the verb that reports
	finite int // token of the finite verb: the cue, or its auxiliary
	last   int // last token of the verb: a particle or participle
	entry  grammar.Cue
	final  bool // at the end of a clause that a small word leads in
	// passive: the subject is who is spoken of.
	passive bool
	sent    prose.Sentence
}

// language decides which table the text is read by: nil for English. What the
// page declares decides where the words leave it open.
func (r *reader) language(a *hearsay.Article) *grammar.Table {
	words, english := 0, 0
	for i := 0; i < len(r.ts) && words < sampleWords; i++ {
		if t := &r.ts[i]; t.Kind == prose.WordToken {
			words++
			if t.kind != 0 {
				english++
			}
		}
	}
	if grammar.SurelyEnglish(english, words) {
		return nil
	}
	sample := r.sample()
	if words < grammar.FewWords {
		for _, w := range strings.Fields(a.Headline) {
			sample = append(sample, lexicon.Key(w))
		}
	}
	t := grammar.Choose(sample, english, a.Language)
	if t != nil && t.Code == "" && words < grammar.FewWords {
		return nil // the headline alone is no proof that it is not English
	}
	return t
}

// sample returns the words that the language is told by: not the small ones in
// names, which are of any language.
func (r *reader) sample() []string {
	var out []string
	name := false
	for i := 0; i < len(r.ts) && len(out) < sampleWords; i++ {
		t := &r.ts[i]
		if t.Kind != prose.WordToken {
			name = false
			continue
		}
		if name = t.caps || name && isNameParticle(t.key); t.caps || !name {
			out = append(out, t.key)
		}
	}
	return out
}

// sampleWords is how much of a text tells its language.
const sampleWords = 400

// tagPlain gives the words of a text in another language their classes: names
// are what is capitalised, and nothing is an English word.
func (r *reader) tagPlain() {
	for i := range r.ts {
		t := &r.ts[i]
		t.kind, t.verb = 0, nil
		switch {
		case t.Kind == prose.MarkToken:
			t.tag = tagMark
			continue
		case t.Kind == prose.NumberToken:
			t.tag = tagNum
		case t.caps:
			t.tag = tagName
		default:
			t.tag = tagNoun
		}
		t.part = r.lang.Part(t.key)
	}
}

// relations finds the quotations of the part.
func (r *polyglot) relations() []relation {
	out := r.labelled()
	for _, s := range r.sents {
		first := len(out)
		out = r.verbs(s, out)
		out = r.asides(s, out)
		out = r.declined(s, out, first)
		out = r.stances(s, out, first)
		out = r.sourcePhrases(s, out, first)
		out = r.moods(s, out, first)
	}
	return r.finishForeign(r.leftover(append(out, r.blockQuotes()...)))
}

// verbs reads every reporting verb of the sentence outside quote marks.
func (r *polyglot) verbs(s prose.Sentence, out []relation) []relation {
	first := len(out)
	for i := s.First; i < s.End; i++ {
		if r.ts[i].Kind != prose.WordToken || r.quoted(i) {
			continue
		}
		q, ok := relation{}, false
		for _, v := range r.sitesAt(i, s) {
			if q, ok = r.reported(&v); ok {
				break
			}
		}
		switch at := claimant(out[first:], &q); {
		case !ok:
		case at < 0:
			out = append(out, q)
		case q.inverted() && !out[first+at].inverted():
			out[first+at] = q // „…“, sagte er: nearer than what announced it
		}
	}
	return out
}

// claimant is the relation that has the content of q already, or -1: one clause
// has one source.
func claimant(rels []relation, q *relation) int {
	for i := range rels {
		for _, c := range q.content {
			if slices.Contains(rels[i].content, c) {
				return i
			}
		}
	}
	return -1
}

func (q *relation) inverted() bool { return slices.Contains(q.flags, hearsay.Inverted) }

// quoted reports a token that stands within quote marks, other than a name in
// marks.
func (r *polyglot) quoted(i int) bool {
	in := r.ts[i].in
	return in >= 0 && !r.isNameInMarks(&r.stretches[in])
}

// isNameInMarks reports a title or outlet: short, capitalised, without marks of
// a sentence, behind a noun or article.
func (r *polyglot) isNameInMarks(s *stretch) bool {
	if s.open < 1 || s.close < 0 || s.end-s.first > softWords || s.end <= s.first {
		return false
	}
	for i := s.first; i < s.end; i++ {
		if t := &r.ts[i]; t.tag == tagMark && t.key != "." && t.key != "-" && t.key != "&" || t.part.Has(grammar.Mood|grammar.Person) {
			return false
		}
	}
	before := &r.ts[s.open-1]
	if r.isNamedSo(s) {
		return true
	}
	return before.part.Has(grammar.Medium) || r.ts[s.first].caps && (r.outletIs(s) || before.caps && r.ts[s.end-1].caps)
}

// isNamedSo reports words in marks whose surroundings say that they are a name: a
// capitalised title, „so genannt“, or one capitalised noun behind a preposition or
// definite article: „dem „Boten“ zufolge“, „für „Orta““. Behind an indefinite one
// it is what somebody calls something: „einen „Putsch““.
func (r *polyglot) isNamedSo(s *stretch) bool {
	before := &r.ts[s.open-1]
	if before.part.Has(grammar.Called) || r.addressEnd(s.first, s.end) == s.end || r.isTitle(s) && !r.is(s.open-1, ":") && r.lang.Order == grammar.VerbSecond {
		return true
	}
	if !r.ts[s.first].caps || s.end != s.first+1 || r.lang.LowNouns {
		return false
	}
	const indefinite = grammar.Indefinite | grammar.Person | grammar.As
	return !before.caps && before.part.Has(grammar.Article|grammar.Oblique|grammar.Prep) && !before.part.Has(indefinite)
}

func (r *polyglot) outletIs(s *stretch) bool {
	_, ok := lexicon.Outlet(r.span(s.first, s.end).In(r.text))
	return ok
}

// finishForeign tidies the relations. What follows from cue and content was
// filled where they were found.
func (r *polyglot) finishForeign(rels []relation) []relation {
	out := rels[:0]
	for _, q := range rels {
		if q.tidy(); len(q.content) > 0 || q.polarity == hearsay.Declined || q.class == lexicon.Deny {
			if q.polarity == "" {
				q.polarity = hearsay.Asserted
			}
			out = append(out, q)
		}
	}
	return out
}

// newRelation is a relation of the site without its parts.
func (v *site) relation() relation {
	q := relation{vg: -1, that: -1, cue: span{v.cue, v.cue + 1}, class: classOf(v.entry.Class), core: isCoreClass(v.entry.Class), doubt: 0.05}
	if v.finite == v.cue-1 || v.cue == v.finite-1 {
		q.cue = span{min(v.cue, v.finite), max(v.cue, v.finite) + 1}
	}
	if v.passive {
		q.flag(hearsay.Passive)
	}
	return q
}

func isCoreClass(c grammar.Class) bool {
	return c != grammar.Think && c != grammar.Judge
}

// classOf gives the English class of the same kind.
func classOf(c grammar.Class) lexicon.Class {
	switch c {
	case grammar.Tell:
		return lexicon.Tell
	case grammar.Ask:
		return lexicon.Ask
	case grammar.Deny:
		return lexicon.Deny
	case grammar.Demand:
		return lexicon.Order
	case grammar.Think:
		return lexicon.Think
	case grammar.Judge:
		return lexicon.Judge
	}
	return lexicon.Say
}

// part returns the closed classes of token i, 0 outside the text.
func (r *polyglot) part(i int) grammar.Part {
	if i < 0 || i >= len(r.ts) {
		return 0
	}
	return r.ts[i].part
}

func (r *polyglot) isMark(i int) bool {
	return i >= 0 && i < len(r.ts) && r.ts[i].tag == tagMark
}
