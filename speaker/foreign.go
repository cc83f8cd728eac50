// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"

	"hearsay"
	"hearsay/grammar"
	"hearsay/lexicon"
	"hearsay/prose"
)

// Sources in other languages than English are resolved by fewer sieves, and what
// these leave open stays without a name: full-name, surname (also with the ending
// of a case: "Falks", "Фалька"), role ("die Kanzlerin"), pronoun, outlet,
// organization, description ("ein Sprecher der Werft"). What kind of word it is
// tells the table of the language (package grammar).

// A stranger is a person whom a text in another language names.
type stranger struct {
	name   string
	last   string // the surname, as a key
	office string // the last office in front of the name, as a key
	role   string // the same, as printed
	gender lexicon.Gender
	at     int
}

// foreignSieve resolves the sources of one article.
type foreignSieve struct {
	lang   *grammar.Table
	a      *hearsay.Article
	qs     []hearsay.Quotation
	people []stranger
}

// tableOf returns the table of the article's language, nil for English; see
// package quote.
func tableOf(a *hearsay.Article, ws []word) *grammar.Table {
	var words []string
	english, name := 0, false
	sample := sampleBytes(a.Text)
	for i := range ws {
		w := &ws[i]
		if w.span.End > sample {
			break
		}
		if name = !w.mark && (w.caps || name && isParticle(w.text)); w.mark || name && !w.caps {
			continue // small words in names are of any language
		}
		words = append(words, w.key)
		if w.kind != 0 {
			english++
		}
	}
	if grammar.SurelyEnglish(english, len(words)) {
		return nil
	}
	return grammar.Choose(words, english, a.Language)
}

// sampleBytes is how much of a text tells its language, up to a character.
func sampleBytes(text string) int {
	n := min(len(text), 2500)
	for n < len(text) && text[n]&0xc0 == 0x80 {
		n++
	}
	return n
}

func resolveForeign(lang *grammar.Table, a *hearsay.Article, qs []hearsay.Quotation) {
	s := foreignSieve{lang: lang, a: a, qs: qs}
	for _, p := range prose.Paragraphs(a.Text) {
		s.gather(wordsOf(a.Text, p))
	}
	for i := range qs {
		qs[i].Speaker = s.resolve(i)
	}
}

// part returns the classes of a word.
func (s *foreignSieve) part(w word) grammar.Part { return s.lang.Part(w.key) }

// isName reports a word that may be part of a person's name.
func (s *foreignSieve) isName(w word) bool {
	return w.caps && !w.mark && s.part(w)&^grammar.Adverb == 0 && !isAcronym(w.text) && len(s.lang.Cues(w.key)) == 0
}

// gather records the people of a paragraph: an office with a name behind it, or
// a known first name with another name.
func (s *foreignSieve) gather(ws []word) {
	for i := 0; i < len(ws) && len(s.people) < maxStrangers; i++ {
		end := s.nameEnd(ws, i)
		if end == i {
			continue
		}
		p := stranger{name: spelled(ws[i:end]), last: ws[end-1].key, at: ws[i].span.Start}
		if i > 0 && s.part(ws[i-1]).Has(grammar.Office) {
			p.office, p.role = ws[i-1].key, ws[i-1].text
		}
		var first bool
		if p.gender, first = lexicon.FirstName(ws[i].key); p.gender == lexicon.Ungendered {
			p.gender = s.officeGender(p.office)
		}
		if end-i > 1 && (first || p.office != "") {
			s.people = append(s.people, p)
		}
		i = end - 1
	}
}

// maxStrangers bounds the people of one text.
const maxStrangers = 200

// nameEnd is the end of the run of names at word i: up to four, with particles.
func (s *foreignSieve) nameEnd(ws []word, i int) int {
	end := i
	for end < len(ws) && end < i+5 {
		switch {
		case s.isName(ws[end]):
			end++
		case end > i && isParticle(ws[end].text) && end+1 < len(ws) && s.isName(ws[end+1]):
			end += 2
		default:
			return end
		}
	}
	return end
}

func spelled(ws []word) string { return strings.Join(partsOf(ws), " ") }

// officeGender is what the form of an office tells.
func (s *foreignSieve) officeGender(office string) lexicon.Gender {
	switch {
	case s.lang.Code == "de" && strings.HasSuffix(office, "in"):
		return lexicon.Feminine
	case s.lang.Code == "de" && office != "" && !strings.HasSuffix(office, "e"):
		return lexicon.Masculine
	}
	return lexicon.Ungendered
}

// resolve runs the sieves over one source.
func (s *foreignSieve) resolve(i int) hearsay.Speaker {
	q := &s.qs[i]
	if q.Source.IsZero() {
		return hearsay.Speaker{}
	}
	if sp, ok := asMedium(q); ok {
		return sp
	}
	text := s.a.Text
	if q.Part == hearsay.InHeadline {
		text = s.a.Headline
	}
	whole := q.Source.In(text)
	ws := s.head(wordsOf(text, q.Source))
	if len(ws) == 0 {
		return hearsay.Speaker{}
	}
	if len(ws) == 1 && s.part(ws[0]).Has(grammar.Person) {
		return s.pronoun(i, ws[0].key)
	}
	for len(ws) > 1 && isHonorific(ws[0]) {
		ws = ws[1:]
	}
	return s.phrase(ws, whole, text)
}

func isHonorific(w word) bool {
	_, ok := lexicon.Honorific(w.key)
	return ok && w.caps
}

// head cuts the phrase behind its head: at a comma, bracket or conjunction. A
// list of people names nobody.
func (s *foreignSieve) head(ws []word) []word {
	for i, w := range ws {
		if s.part(w).Has(grammar.Coord) {
			return nil
		}
		if i > 0 && w.mark && (w.text == "," || w.text == "(") {
			if i+1 < len(ws) && s.nameEnd(ws, i+1) > i+2 {
				return append(ws[:i:i], ws[i+1:s.nameEnd(ws, i+1)]...) // "der Leiter, Otto Rusk"
			}
			return ws[:i]
		}
	}
	return ws
}

// phrase resolves a source that is no pronoun; whole is the source and text what
// it stands in.
func (s *foreignSieve) phrase(ws []word, whole, text string) hearsay.Speaker {
	first, office, body := s.part(ws[0]), -1, false
	name := len(ws)
	for i, w := range ws {
		if s.part(w).Has(grammar.Office) {
			office = i
		}
		body = body || s.part(w).Has(grammar.Body) && office < 0
	}
	for name > 0 && (s.isName(ws[name-1]) || name < len(ws) && isParticle(ws[name-1].text) && name-1 > office+1) {
		name--
	}
	for name < len(ws) && isParticle(ws[name].text) && !ws[name].caps {
		name++
	}
	article := first.Has(grammar.Article | grammar.Oblique | grammar.Genitive)
	switch {
	case first.Has(grammar.Indefinite) && office >= 0 && name == len(ws):
		return anonymousAs(whole)
	case name < len(ws) && !body && !s.hangs(ws, name, office) && s.standsAlone(ws, name, office, article):
		return s.named(ws[name:], ws, office)
	case office >= 0 && !first.Has(grammar.Indefinite) && office == len(ws)-1:
		return s.holder(ws[office].key)
	case body && s.isOfBody(ws):
		return anonymousAs(whole)
	case body:
		return organization(s.bodyName(ws, text), byBody)
	}
	return hearsay.Speaker{}
}

// isOfBody reports somebody or something of a body, where names alone have capitals:
// "fuentes del Ministerio", but "el ministerio de Sanidad".
func (s *foreignSieve) isOfBody(ws []word) bool {
	for i, w := range ws {
		if p := s.part(w); p.Has(grammar.Body) || !s.lang.LowNouns {
			return false
		} else if i+1 < len(ws) && p == 0 && !w.caps && !w.mark && s.part(ws[i+1]).Has(grammar.Link|grammar.Genitive) {
			return true
		}
	}
	return false
}

// hangs reports a name behind a preposition, which somebody or something else is of: "ein
// Arzt der Klinik von Orta", "médico da Casa Branca". "Ministerin von der Leyen" is one.
func (s *foreignSieve) hangs(ws []word, name, office int) bool {
	first := name
	for first > 0 && isParticle(ws[first-1].text) && !ws[first-1].caps {
		first--
	}
	if first == name {
		return name > 0 && !ws[name-1].caps && s.part(ws[name-1]).Has(grammar.Prep|grammar.Link|grammar.After|grammar.Within|grammar.Toward)
	}
	return first > 0 && first-1 != office && !isHonorific(ws[first-1])
}

// standsAlone reports that the run of names from word name on is a person and no
// noun: it is known, follows an office, or begins with a first name.
func (s *foreignSieve) standsAlone(ws []word, name, office int, article bool) bool {
	if _, ok := s.known(ws[name:]); ok || office >= 0 && office == name-1 {
		return true
	}
	_, first := lexicon.FirstName(ws[name].key)
	return !article && (first || s.lang.LowNouns) && len(ws)-name > 1
}

// known finds the person of the article that the names stand for: the same full
// name, or a surname that one person bears, with the ending of a case.
func (s *foreignSieve) known(names []word) (*stranger, bool) {
	whole, last := spelled(names), names[len(names)-1].key
	var found *stranger
	for i := range s.people {
		p := &s.people[i]
		if p.name == whole {
			return p, true
		}
		if !sameButCase(last, p.last) && variantKey(last) != variantKey(p.last) || len(names) > 1 && !sameButCase(names[0].key, lexicon.Key(strings.Fields(p.name)[0])) {
			continue
		}
		if found != nil && found.name != p.name {
			return nil, false
		}
		found = p
	}
	return found, found != nil
}

// sameButCase reports that two words differ by an ending of at most three bytes
// of Latin or two letters of Cyrillic, such as a genitive.
func sameButCase(form, base string) bool {
	rest, ok := strings.CutPrefix(form, base)
	if !ok || len(base) < 3 {
		return false
	}
	switch rest {
	case "", "s", "'s", "’s", "а", "у", "ом", "е", "ой", "ю", "я", "ем", "ым", "а́", "ові", "'a", "’a", "'e", "’e", "'ın", "'in":
		return true
	}
	return false
}

// named resolves a name: to the person of the article, or as it stands behind its
// office.
func (s *foreignSieve) named(names, ws []word, office int) hearsay.Speaker {
	if p, ok := s.known(names); ok {
		sp := hearsay.Speaker{Agent: hearsay.Agent{Name: p.name, Kind: hearsay.Person, Role: p.role}, How: "surname", Confidence: bySurname}
		if spelled(names) == p.name {
			sp.How, sp.Confidence = "full-name", byFullName
		}
		return sp
	}
	if len(names) > maxName {
		return hearsay.Speaker{}
	}
	a := hearsay.Agent{Name: spelled(names), Kind: hearsay.Person}
	if office >= 0 {
		a.Role = ws[office].text
	}
	if len(names) == 1 {
		return hearsay.Speaker{Agent: a, How: "surname", Confidence: byLoneSurname}
	}
	return hearsay.Speaker{Agent: a, How: "full-name", Confidence: byLoneSurname}
}

// holder resolves "die Kanzlerin" when one person of the article holds the office,
// also by a longer word for it: Bundeskanzlerin.
func (s *foreignSieve) holder(office string) hearsay.Speaker {
	var found *stranger
	for i := range s.people {
		p := &s.people[i]
		if p.office == "" || !strings.HasSuffix(p.office, office) && !strings.HasSuffix(office, p.office) {
			continue
		}
		if found != nil && found.name != p.name {
			return hearsay.Speaker{}
		}
		found = p
	}
	if found == nil {
		return hearsay.Speaker{}
	}
	return hearsay.Speaker{Agent: hearsay.Agent{Name: found.name, Kind: hearsay.Person, Role: found.role}, How: "role", Confidence: byOpenRole}
}

// bodyName is the phrase without its article.
func (s *foreignSieve) bodyName(ws []word, text string) string {
	for len(ws) > 1 && (s.part(ws[0]).Has(grammar.Article|grammar.Oblique|grammar.Genitive) || strings.HasSuffix(ws[0].text, "'") || strings.HasSuffix(ws[0].text, "’")) {
		ws = ws[1:]
	}
	first, last := ws[0].span.Start, ws[len(ws)-1].span.End
	return text[first:last]
}

// pronoun resolves he and she to the person who spoke right before, when the text
// has named nobody else of that sex since; anything else stays open.
func (s *foreignSieve) pronoun(i int, key string) hearsay.Speaker {
	g := sexOf(key)
	if g == lexicon.Ungendered || s.qs[i].Part != hearsay.InText {
		return hearsay.Speaker{}
	}
	at := s.qs[i].Source.Start
	var only *stranger
	for k := range s.people {
		p := &s.people[k]
		if p.at >= at || !compatible(p.gender, g) {
			continue
		}
		if only != nil && only.name != p.name {
			return hearsay.Speaker{}
		}
		only = p
	}
	if only == nil || only.gender == lexicon.Ungendered && only.office == "" {
		return hearsay.Speaker{}
	}
	return hearsay.Speaker{Agent: hearsay.Agent{Name: only.name, Kind: hearsay.Person, Role: only.role}, How: "pronoun", Confidence: byOnlyOne}
}

// byOnlyOne is how sure a pronoun is that only one person of the text can be.
const byOnlyOne = 0.85

// sexOf is the sex that a pronoun tells. Words that are plural as well
// tell it no less: the verb is not looked at.
func sexOf(key string) lexicon.Gender {
	switch key {
	case "er", "il", "-il", "-t-il", "él", "egli", "lui", "ele", "он", "він", "on", "hij":
		return lexicon.Masculine
	case "sie", "elle", "-elle", "-t-elle", "ella", "lei", "ela", "она", "вона", "ona", "zij":
		return lexicon.Feminine
	}
	return lexicon.Ungendered
}
