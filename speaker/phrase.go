// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

// A word is one token with what the rules ask of it.
type word struct {
	text string
	key  string
	kind lexicon.Kind
	caps bool
	mark bool
	span hearsay.Span
}

// wordsOf cuts a span of text into looked-up words.
func wordsOf(text string, span hearsay.Span) []word {
	tokens := prose.AppendTokens(nil, text, span)
	out := make([]word, len(tokens))
	for i, t := range tokens {
		w := t.In(text)
		r, _ := utf8.DecodeRuneInString(w)
		out[i] = word{text: w, key: lexicon.Key(w), mark: t.Kind == prose.MarkToken, span: t.Span}
		out[i].caps = t.Kind == prose.WordToken && (unicode.IsUpper(r) || isHyphenName(w))
		out[i].kind = lexicon.WordKind(out[i].key)
	}
	return out
}

// isHyphenName reports names like "al-Jaber", which begin in lower case.
func isHyphenName(w string) bool {
	first, rest, found := strings.Cut(w, "-")
	r, _ := utf8.DecodeRuneInString(rest)
	return found && isParticle(first) && unicode.IsUpper(r)
}

// A phrase is a noun phrase taken apart: "Norwegian Foreign Minister Sergei
// Larin, who …" has the title {Norwegian Foreign Minister} and the name {Sergei
// Larin}.
type phrase struct {
	name      []string // parts of a proper name, without title
	title     []string // role words that stand with the name
	honorific bool
	gender    lexicon.Gender
	head      word   // last word of the head when it is no name
	words     []word // of the head, without determiner
	definite  bool
	article   bool   // "the", "a", "this" in front
	owned     bool   // "his", "their" in front
	first     bool   // stands first in its sentence
	aside     string // key of the noun that an apposition behind the head ends in
	of        string // " of Strand" behind a head that is no name
	described string // the head as the text has it, without determiner
	joint     bool   // "Larin and Odum"
	whole     string
}

// phraseOf takes the source of a quotation apart.
func phraseOf(text string, span hearsay.Span) phrase {
	ws := wordsOf(text, span)
	p := phrase{whole: prose.OneLine(span.In(text)), first: startsSentence(text, span.Start)}
	head, rest := headOf(dropQuoted(ws))
	p.of = ofPhrase(text, rest)
	head = trimAdjectives(p.determiner(head))
	p.aside = asideHead(rest)
	if len(head) == 0 {
		return p
	}
	p.words = head
	p.described = prose.OneLine(text[head[0].span.Start:head[len(head)-1].span.End])
	p.joint = isJoint(head)
	p.split(head)
	if len(p.name) == 0 && !p.joint {
		p.apposition(rest)
	}
	return p
}

// trimAdjectives drops adjectives behind the noun: "a person familiar with".
func trimAdjectives(ws []word) []word {
	for len(ws) > 1 {
		w := ws[len(ws)-1]
		if w.caps || !w.kind.Has(lexicon.Adj) || w.kind.Has(lexicon.Noun|lexicon.Pronoun) {
			break
		}
		if _, role := lexicon.Role(w.text); role {
			break
		}
		ws = ws[:len(ws)-1]
	}
	return ws
}

// asideHead is the last plain noun of ", the insurer," behind the head.
func asideHead(rest []word) string {
	if len(rest) == 0 || rest[0].text != "," {
		return ""
	}
	key := ""
	for _, w := range rest[1:] {
		if w.mark || w.kind.Has(lexicon.Prep|lexicon.Rel) {
			break
		}
		key = w.key
	}
	return key
}

// isFirstName reports a small word that is a first name here: "Per Holm".
func isFirstName(ws []word, i int) bool {
	if !ws[i].caps || i+1 >= len(ws) || !ws[i+1].caps || ws[i+1].kind != 0 {
		return false
	}
	_, ok := lexicon.FirstName(ws[i].key)
	return ok
}

// startsSentence reports that only its place may capitalise the word at byte i.
func startsSentence(text string, i int) bool {
	before := strings.TrimRight(text[:i], " \n\t“\"‘'«(")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:") || strings.HasSuffix(before, "”") || strings.HasSuffix(before, "…")
}

// ofPhrase is " of Strand" at the start of what follows the head.
func ofPhrase(text string, rest []word) string {
	end := 1
	for end < len(rest) && rest[end].caps {
		end++
	}
	if len(rest) < 2 || rest[0].key != "of" || end == 1 {
		return ""
	}
	return " " + prose.OneLine(text[rest[0].span.Start:rest[end-1].span.End])
}

// headOf cuts the phrase behind its head: at a comma, a bracket, a relative
// pronoun or a preposition that is no part of a name.
func headOf(ws []word) (head, rest []word) {
	for i, w := range ws {
		switch {
		case w.mark && (w.text == "," || w.text == "(" || w.text == "—" || w.text == "–"):
			return ws[:i], ws[i:]
		case i > 0 && w.kind.Has(lexicon.Rel|lexicon.ThatWord) && !w.caps:
			return ws[:i], ws[i:]
		case i > 0 && w.kind.Has(lexicon.Prep) && !w.caps && !joinsName(ws, i):
			return ws[:i], ws[i:]
		}
	}
	return ws, nil
}

// joinsName reports a small word inside a proper name: "Marie de Mora",
// "Ministry of Fisheries", "Bank of Norway".
func joinsName(ws []word, i int) bool {
	if i+1 >= len(ws) || !ws[i-1].caps {
		return false
	}
	next := ws[i+1].caps || i+2 < len(ws) && ws[i+1].key == "the" && ws[i+2].caps
	if isParticle(ws[i].text) && ws[i].key != "la" && ws[i].key != "of" {
		return next
	}
	return next && (ws[i].key == "of" || ws[i].key == "for") && isOfficeBefore(ws, i)
}

// isOfficeBefore reports an office or body before the "of" at word i, through
// further ones: "Deputy Minister of Fisheries of Veresk".
func isOfficeBefore(ws []word, i int) bool {
	for i--; i >= 0 && (ws[i].caps || ws[i].key == "of"); i-- {
		if _, office := lexicon.Role(ws[i].text); office || lexicon.IsOrganizationWord(ws[i].key) {
			return true
		}
	}
	return false
}

// dropQuoted removes what stands in marks, such as the title of a show in front
// of its star.
func dropQuoted(ws []word) []word {
	open := -1
	for i, w := range ws {
		switch w.text {
		case "“", "«", "„", "‘":
			open = i
		case "”", "»", "’", "\"":
			if open >= 0 && i+1 < len(ws) {
				return append(append([]word{}, ws[:open]...), ws[i+1:]...)
			}
			if w.text == "\"" {
				open = i
			}
		}
	}
	return ws
}

// determiner strips "the", "a", "some" and records whether one person is meant.
func (p *phrase) determiner(ws []word) []word {
	p.definite = true
	for len(ws) > 1 {
		w := ws[0]
		p.article = p.article || w.kind.Has(lexicon.Det)
		p.owned = p.owned || w.kind.Has(lexicon.Possessive)
		switch {
		case w.key == "the" || w.key == "this" || w.key == "that" || w.kind.Has(lexicon.Possessive) && !w.kind.Has(lexicon.Rel):
		case w.kind.Has(lexicon.Det) || w.kind.Has(lexicon.Number):
			p.definite = false
		case w.mark:
		default:
			return ws
		}
		ws = ws[1:]
	}
	return ws
}

// isJoint reports two persons: names or roles on both sides of "and". Bodies
// with "and" in their name are one.
func isJoint(ws []word) bool {
	for i, w := range ws {
		if i > 0 && i+1 < len(ws) && (w.key == "and" || w.key == "&" || w.key == "or") {
			return !hasOrganization(ws)
		}
	}
	return false
}

// hasOrganization reports a body: "the Ministry of Trade and Industry" is one
// source in spite of its "and".
func hasOrganization(ws []word) bool {
	for _, w := range ws {
		if lexicon.IsOrganizationWord(w.key) {
			return true
		}
	}
	return false
}

// split divides the head into title and name, or finds that it has no name.
func (p *phrase) split(ws []word) {
	first := nameStart(ws)
	if first == len(ws) {
		p.head = ws[len(ws)-1]
		return
	}
	run := ws[first:]
	cut := titleEnd(run)
	if cut < len(run) && run[cut].key == "of" { // "Minister of Education Ida Falk"
		cut = officeEnd(run, cut)
	}
	if cut == len(run) { // "the Norwegian Foreign Minister", "the FM"
		p.head = ws[len(ws)-1]
		return
	}
	for _, w := range append(append([]word{}, ws[:first]...), run[:cut]...) {
		if g, ok := lexicon.Honorific(w.key); ok && w.caps {
			p.honorific = true
			p.gender = g
			continue
		}
		p.title = append(p.title, w.text)
	}
	for _, w := range run[cut:] {
		if !w.mark {
			p.name = append(p.name, w.text)
		}
	}
	if !hasRole(p.title) {
		p.title = nil
	}
}

// nameStart is where the run of capitalised words begins that ends the head.
func nameStart(ws []word) int {
	first := len(ws)
	for i := len(ws) - 1; i >= 0; i-- {
		switch w := ws[i]; {
		case w.caps && w.kind&^(lexicon.Adj|lexicon.Noun|lexicon.Temporal|lexicon.Adv|lexicon.Modal) == 0, isFirstName(ws, i):
			first = i
		case first < len(ws) && i > 0 && joinsName(ws, i):
		case first < len(ws) && isParticle(w.text):
			first = i
		case i == len(ws)-1 && (w.text == "'s" || w.text == "’s"):
			return len(ws)
		default:
			return first
		}
	}
	return first
}

// titleEnd is how many words of a capitalised run are title: up to the last
// honorific or role word that has a name behind it.
func titleEnd(run []word) int {
	cut := 0
	for i, w := range run {
		_, honorific := lexicon.Honorific(w.key)
		_, role := lexicon.Role(w.text)
		if honorific || role && !isSurname(run, i) {
			cut = i + 1
		}
	}
	if cut == 0 {
		return 0
	}
	return cut
}

// officeEnd returns where the name begins behind "Minister of Education": at a
// known first name, or at the last two words when more than one follows "of".
func officeEnd(run []word, of int) int {
	for i := of + 1; i < len(run); i++ {
		if _, ok := lexicon.FirstName(run[i].key); ok && i+1 < len(run) {
			return i
		}
	}
	if len(run)-of > 3 {
		return len(run) - 2
	}
	return len(run)
}

// isSurname tells the name in "Tom Baker" from the title in "Prime Minister":
// behind a first name the role word is a surname.
func isSurname(run []word, i int) bool {
	if i == 0 || i+1 != len(run) {
		return false
	}
	_, first := lexicon.FirstName(run[i-1].key)
	return first
}

func hasRole(words []string) bool {
	for _, w := range words {
		if _, ok := lexicon.Role(w); ok {
			return true
		}
	}
	return false
}

// apposition takes the name from "The ministry's spokeswoman, Maria Zorina".
func (p *phrase) apposition(rest []word) {
	for len(rest) > 0 && rest[0].text != "," { // "his friend at the port, Tom Lee"
		rest = rest[1:]
	}
	if _, ok := lexicon.Role(p.head.text); !ok || len(rest) < 2 || !rest[1].caps {
		return
	}
	end := 1
	for end < len(rest) && (rest[end].caps || isParticle(rest[end].text)) {
		end++
	}
	run := rest[1:end]
	if cut := titleEnd(run); cut > 0 || len(run) == 0 {
		return
	}
	if _, place := lexicon.PlaceOf(run[0].text); place {
		return
	}
	for _, w := range run {
		p.name = append(p.name, w.text)
	}
	for _, w := range p.words {
		p.title = append(p.title, w.text)
	}
}
