// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"maps"
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
	seat       []string // of the qualifiers, names behind "of": "mayor of Ostra"
	of         bool     // an "of" has followed the head: what comes only qualifies
}

// roleOf reads a role from words, and whether they hold one.
func roleOf(ws []word) (role, bool) {
	r := role{qualifiers: map[string]bool{}}
	var text []string
	bracket := false
	for _, w := range ws {
		bracket = bracket && w.text != ")" || w.text == "(" // "Gen. (ret.)"
		if bracket || w.text == ")" {
			continue
		}
		if _, honorific := lexicon.Honorific(w.key); honorific && w.caps && w.key != "prof" && w.key != "prof." {
			continue
		}
		text = append(text, w.text)
		r.add(w)
	}
	r.text = strings.ReplaceAll(strings.ReplaceAll(strings.Join(text, " "), " ’s", "’s"), " 's", "'s")
	return r, r.head != ""
}

// rolesOf reads a role, and the one that it implies: the head of a ministry is a
// minister.
func rolesOf(ws []word) []role {
	r, ok := roleOf(ws)
	if !ok {
		return nil
	}
	if (r.head == "head" || r.head == "chief") && r.qualifiers["ministry"] {
		minister := r
		minister.head = "minister"
		return []role{r, minister}
	}
	return []role{r}
}

// add takes one word into the role. The last role word is the head.
func (r *role) add(w word) {
	if place, ok := lexicon.PlaceOf(w.text); ok && w.caps {
		r.country = place.Country
		return
	}
	if r.head != "" && (w.key == "of" || w.key == "for") {
		r.of = true
	}
	plain, ok := lexicon.Role(w.text)
	if !ok && lexicon.IsPersonNoun(w.key) {
		plain, ok = strings.ReplaceAll(w.key, "-", " "), true
	}
	if ok && plain != "" && !r.of {
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
		if r.of && w.caps {
			r.seat = append(r.seat, w.key)
		}
	}
}

// sameOffice folds the words for one office that differ by sex.
func sameOffice(head string) string {
	switch head {
	case "prof":
		return "professor"
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
	case "justice":
		return "judge" // "Justice Lee" is the judge
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
		if tells(q) && !p.qualifiers[q] && (!isParty(q) || p.isOfParty()) {
			return false, false
		}
	}
	for q := range p.qualifiers {
		if isLesser(q) && !r.qualifiers[q] {
			return false, false // "the minister" is not his deputy
		}
	}
	return true, r.country == p.country
}

// isParty reports the party that comes to an office: "the Labour councillor".
func isParty(qualifier string) bool {
	switch qualifier {
	case "labour", "conservative", "tory", "liberal", "democrat", "democratic", "republican", "green", "socialist", "christian", "social", "independent", "nationalist", "centrist", "left-wing", "right-wing":
		return true
	}
	return false
}

func (r *role) isOfParty() bool {
	for q := range r.qualifiers {
		if isParty(q) {
			return true
		}
	}
	return false
}

// unseated is the role without the place that it is held at, and whether there was
// one: an article tells it once.
func (r *role) unseated() (role, bool) {
	if len(r.seat) == 0 || !isLocal(r.head) {
		return *r, false
	}
	u := *r
	u.seat, u.qualifiers = nil, maps.Clone(r.qualifiers)
	for _, name := range r.seat {
		delete(u.qualifiers, name)
	}
	return u, true
}

// isLocal reports an office of which a place has one.
func isLocal(head string) bool {
	switch head {
	case "mayor", "governor", "president", "bishop", "archbishop", "sheriff", "mayoress", "provost", "king", "queen", "emir", "sultan":
		return true
	}
	return false
}

// isLesser reports what makes another of an office: a deputy, or the first of all.
func isLesser(qualifier string) bool {
	switch qualifier {
	case "deputy", "vice", "assistant", "shadow", "junior", "prime":
		return true
	}
	return false
}

// maxRoles bounds the roles that are kept of one person.
const maxRoles = 8

func (p *person) hasRole(r *role) bool {
	for k := range p.roles {
		if p.roles[k].text == r.text && p.roles[k].head == r.head {
			return true
		}
	}
	return false
}

// addRole records a role of the person, once.
func (p *person) addRole(ws []word) {
	for _, r := range rolesOf(ws) {
		if len(p.roles) < maxRoles && !p.hasRole(&r) {
			p.roles = append(p.roles, r)
		}
	}
	for _, w := range ws {
		if g := lexicon.PersonGender(w.key); g != lexicon.Ungendered {
			p.gender = g
		}
	}
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
