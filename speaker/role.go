// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"

	"hearsay/lexicon"
)

// A role is an office or occupation as the text puts it, and as it compares.
type role struct {
	text       string
	head       string // "minister"; "spokes" for all kinds of spokespeople
	qualifiers map[string]bool
	country    string
	former     bool
}

// roleOf reads a role from words, and whether they hold one.
func roleOf(ws []word) (role, bool) {
	r := role{qualifiers: map[string]bool{}}
	var text []string
	for _, w := range ws {
		if _, honorific := lexicon.Honorific(w.key); honorific && w.caps {
			continue
		}
		text = append(text, w.text)
		r.add(w)
	}
	r.text = strings.ReplaceAll(strings.ReplaceAll(strings.Join(text, " "), " ’s", "’s"), " 's", "'s")
	return r, r.head != ""
}

// add takes one word into the role. The last role word is the head.
func (r *role) add(w word) {
	if place, ok := lexicon.PlaceOf(w.text); ok && w.caps {
		r.country = place.Country
		return
	}
	if plain, ok := lexicon.Role(w.text); ok && plain != "" {
		parts := strings.Fields(plain)
		if r.head != "" {
			r.qualifiers[r.head] = true
		}
		r.head = sameOffice(parts[len(parts)-1])
		for _, q := range parts[:len(parts)-1] {
			r.qualifiers[q] = true
		}
		return
	}
	switch {
	case w.key == "former" || w.key == "ex" || w.key == "then" || w.key == "late":
		r.former = true
	case w.mark || w.kind.Has(lexicon.Det|lexicon.Possessive|lexicon.Prep) || w.text == "'s" || w.text == "’s":
	default:
		r.qualifiers[w.key] = true
	}
}

// sameOffice folds the words for one office that differ by sex.
func sameOffice(head string) string {
	switch head {
	case "spokesman", "spokeswoman", "spokesperson":
		return "spokes"
	case "chairman", "chairwoman", "chairperson", "chair":
		return "chair"
	case "congressman", "congresswoman", "representative":
		return "representative"
	case "businessman", "businesswoman":
		return "business"
	case "advisor":
		return "adviser"
	case "defense":
		return "defence"
	}
	return head
}

// tells lists the qualifiers that make another office of it. Other adjectives
// ("the veteran minister") do not.
func tells(qualifier string) bool {
	switch qualifier {
	case "foreign", "prime", "deputy", "vice", "acting", "interim", "chief", "first", "second", "home", "junior", "shadow", "opposition", "assistant":
		return true
	}
	k := lexicon.WordKind(qualifier)
	return k == 0 || k.Has(lexicon.Noun)
}

// fits reports whether the description can be of somebody with role p, and
// whether it leaves nothing open.
func (r *role) fits(p *role) (fits, exact bool) {
	if r.head != p.head || r.former != p.former {
		return false, false
	}
	if r.country != "" && p.country != "" && r.country != p.country {
		return false, false
	}
	for q := range r.qualifiers {
		if tells(q) && !p.qualifiers[q] {
			return false, false
		}
	}
	return true, r.country == p.country
}

// maxRoles bounds the roles that are kept of one person.
const maxRoles = 8

// addRole records a role of the person, once.
func (p *person) addRole(ws []word) {
	if len(ws) == 0 {
		return
	}
	r, ok := roleOf(ws)
	if !ok {
		return
	}
	for _, have := range p.roles {
		if have.text == r.text {
			return
		}
	}
	if len(p.roles) >= maxRoles {
		return
	}
	p.roles = append(p.roles, r)
	for _, w := range ws {
		if g := lexicon.RoleGender(w.key); g != lexicon.Ungendered {
			p.gender = g
		}
	}
}

// titleBefore takes lower-case role words in front of a name: "palace spokesman
// Dmitri Pell". They reach back to a determiner, mark or verb, six words at
// most.
func titleBefore(ws []word, i int) ([]word, bool) {
	if i == 0 {
		return nil, false
	}
	if _, ok := lexicon.Role(ws[i-1].text); !ok {
		return nil, false
	}
	return ws[phraseStart(ws, i):i], true
}

// phraseStart walks left from word i over adjectives, nouns and possessives.
func phraseStart(ws []word, i int) int {
	first := i
	for first > 0 && i-first < 6 {
		w := ws[first-1]
		plain := w.kind&^(lexicon.Adj|lexicon.Noun|lexicon.Number) == 0 && !w.mark || w.text == "'s" || w.text == "’s"
		if v, verb := lexicon.VerbOf(w.key); verb && !v.Noun && w.kind == 0 && !w.caps {
			plain = false
		}
		if !plain {
			break
		}
		first--
	}
	return first
}

// behind takes the role from ", the head of the port," behind a name.
func behind(ws []word, end int) []word {
	if end+1 >= len(ws) || ws[end].text != "," {
		return nil
	}
	last := end + 1
	for last < len(ws) && last < end+10 && !ws[last].mark && !ws[last].kind.Has(lexicon.Rel) {
		if _, verb := lexicon.VerbOf(ws[last].key); verb && last == end+1 {
			return nil
		}
		last++
	}
	if last >= len(ws) || !ws[last].mark {
		return nil
	}
	return headWords(ws[end+1 : last])
}

// headWords cuts "the head of the port" behind its head noun, but keeps what
// follows "of" as qualifiers of offices: "minister of fisheries".
func headWords(ws []word) []word {
	for i, w := range ws {
		if w.kind.Has(lexicon.Prep) && w.key != "of" && i > 0 {
			return ws[:i]
		}
		if w.kind.Has(lexicon.Subject | lexicon.Be | lexicon.Have | lexicon.Modal) {
			return nil
		}
	}
	return ws
}

// inFront takes the role from "The ministry's spokeswoman, Maria Zorina,".
func inFront(ws []word, i int) []word {
	if i < 2 || ws[i-1].text != "," {
		return nil
	}
	if _, ok := lexicon.Role(ws[i-2].text); !ok {
		return nil
	}
	return ws[phraseStart(ws, i-1) : i-1]
}
