// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/prose"
)

// A person is somebody whom the article names.
type person struct {
	parts  []string // the fullest form: first names, surname, suffix
	gender lexicon.Gender
	roles  []role
	at     []int // bytes of Text where each mention begins, rising
}

func (p *person) name() string { return strings.Join(p.parts, " ") }
func (p *person) isFull() bool { return isFull(p.parts) }

// agent is the person as others see it.
func (p *person) agent() hearsay.Agent {
	a := hearsay.Agent{Name: p.name(), Kind: hearsay.Person}
	if len(p.roles) > 0 {
		a.Role = p.roles[0].text
	}
	return a
}

// people are all persons of one article, by surname.
type people struct {
	all       []*person
	bySurname map[string][]*person // by variantKey of the surname
	byName    map[string]*person   // by the fullest form
	byFirst   map[string]*person   // by a first name that one person bears; nil value: several
	byHead    map[string][]*person // by the head of a role
	mentions  []mention            // in the text, rising
	places    map[string]bool      // names that the article uses for places
	plain     map[string]bool      // words that the article prints in lower case
	outlets   map[string]bool      // names that this article uses for media

}

// A mention is one place of the text where a person is named.
type mention struct {
	at int
	of *person
}

// maxBearers bounds how many people of one surname or office are told apart.
// Beyond it a page is a register, and no name in it identifies anybody.
const maxBearers = 64

// census gathers the people of an article: first from the text, then from the
// headline, which prints surnames alone.
func census(a *hearsay.Article, qs []hearsay.Quotation) *people {
	c := &people{bySurname: map[string][]*person{}, byName: map[string]*person{}, byFirst: map[string]*person{}, byHead: map[string][]*person{}, outlets: map[string]bool{}, plain: map[string]bool{}, places: map[string]bool{}}
	for _, q := range qs {
		for _, v := range q.Via {
			c.outlets[v.Agent.Name] = true
		}
	}
	c.scan(a.Text, 0)
	c.scan(a.Headline, -1)
	for _, p := range c.all {
		c.byName[p.name()] = p
		if first := variantKey(p.parts[0]); p.isFull() {
			if _, taken := c.byFirst[first]; taken {
				c.byFirst[first] = nil
			} else {
				c.byFirst[first] = p
			}
		}
		for k := range p.roles {
			head := p.roles[k].head
			if list := c.byHead[head]; len(list) < maxBearers && (len(list) == 0 || list[len(list)-1] != p) {
				c.byHead[head] = append(list, p)
			}
		}
	}
	return c
}

// scan records every name in text. Offset -1 keeps the mentions out of the
// order of the text.
func (c *people) scan(text string, offset int) {
	for _, p := range prose.Paragraphs(text) {
		ws := wordsOf(text, p)
		for _, w := range ws {
			if !w.caps && !w.mark {
				c.plain[w.key] = true
			}
		}
		for i := 0; i < len(ws); {
			end := runEnd(ws, i)
			if end == i {
				i++
				continue
			}
			c.run(ws, i, end, offset)
			i = end
		}
	}
}

// runEnd returns the end of the capitalised run that begins at word i, or i.
func runEnd(ws []word, i int) int {
	if !ws[i].caps || isPlain(ws, i) {
		return i
	}
	end := i + 1
	for end < len(ws) && end < i+maxRun {
		switch w := ws[end]; {
		case w.caps && !isPlain(ws, end) && ws[end-1].span.End < w.span.Start:
		case isParticle(w.text) && end+1 < len(ws) && ws[end+1].caps && !w.caps:
		default:
			return end
		}
		end++
	}
	return end
}

// maxRun bounds a run, so that a page in capitals is many runs and not one.
const maxRun = 12

// isPlain reports capitalised words that begin a sentence or are no names:
// "The", "But", "Tuesday".
func isPlain(ws []word, i int) bool {
	const names = lexicon.Adj | lexicon.Noun
	k := ws[i].kind
	if k == 0 || isFirstName(ws, i) {
		return false
	}
	if _, ok := lexicon.Role(ws[i].text); ok {
		return false
	}
	if k&^names == 0 {
		return isFirst(ws, i)
	}
	return ws[i].key != "may" && ws[i].key != "will" || isFirst(ws, i)
}

// isFirst reports that only its place capitalises word i.
func isFirst(ws []word, i int) bool {
	if i == 0 {
		return true
	}
	switch ws[i-1].text {
	case ".", "!", "?", ":", "“", "\"", "«", "„", "”", "’", "‘", "…", "–", "—":
		return true
	}
	return false
}

// run records the person whom the run [i, end) names, if it does.
func (c *people) run(ws []word, i, end, offset int) {
	cut := titleEnd(ws[i:end])
	office := i
	if i >= 2 && ws[i-1].key == "of" && cut == 0 && isOfficeBefore(ws, i-1) {
		cut = officeEnd(ws[i-1:end], 0) - 1
		for office > 0 && (ws[office-1].caps || ws[office-1].key == "of") {
			office--
		}
	}
	titled := cut > 0
	name := ws[i+cut : end]
	if len(name) > 0 && name[0].kind&^(lexicon.Adj|lexicon.Noun) == 0 && name[0].kind != 0 && !isFirstName(name, 0) {
		name = name[1:]
		cut++
	}
	if len(name) == 0 || len(name) > 5 || c.isNoPerson(name) {
		return
	}
	var before []word
	if titled {
		before = ws[phraseStart(ws, office):i]
	} else {
		before, titled = titleBefore(ws, i)
	}
	if len(name) == 1 && !titled && isPlaceHere(ws, i, end) {
		c.places[name[0].text] = true
		return
	}
	p := c.enter(partsOf(name), titled || len(name) > 1)
	if p == nil {
		return
	}
	if offset >= 0 {
		p.at = append(p.at, name[0].span.Start+offset)
		c.mentions = append(c.mentions, mention{name[0].span.Start + offset, p})
	}
	for _, w := range ws[i : i+cut] {
		if g, ok := lexicon.Honorific(w.key); ok && g != lexicon.Ungendered {
			p.gender = g
		}
	}
	p.addRole(ws[i-len(before) : i+cut])
	p.addRole(behind(ws, end))
	p.addRole(inFront(ws, i))
}

// isPlaceHere reports a name that is used as a place: "in Velmark", "foreign
// minister of Velmark", "Velmark's government".
func isPlaceHere(ws []word, i, end int) bool {
	if i > 0 {
		switch ws[i-1].key {
		case "in", "from", "between", "near", "throughout", "across":
			return true
		case "of":
			return i > 1 && (isOffice(ws[i-2]) || lexicon.IsOrganizationWord(ws[i-2].key))
		}
	}
	if end+1 >= len(ws) || ws[end].text != "'s" && ws[end].text != "’s" {
		return false
	}
	for k := end + 1; k < len(ws) && k < end+4; k++ {
		if isOffice(ws[k]) && ws[k].key != "wife" && !isKin(ws[k].key) || lexicon.IsOrganizationWord(ws[k].key) {
			return true
		}
	}
	return false
}

func isOffice(w word) bool {
	_, ok := lexicon.Role(w.text)
	return ok
}

// isKin reports people whom a person has and a place has not.
func isKin(key string) bool {
	switch key {
	case "wife", "husband", "father", "mother", "son", "daughter", "brother", "sister", "uncle", "aunt", "cousin", "nephew", "niece",
		"friend", "lawyer", "attorney", "aide", "assistant", "adviser", "advisor", "spokesman", "spokeswoman", "spokesperson", "colleague",
		"partner", "widow", "widower", "girlfriend", "boyfriend", "neighbour", "neighbor", "doctor", "agent", "coach", "opponent", "rival",
		"critic", "supporter", "ally", "campaign", "team", "company", "office", "party", "firm":
		return true
	}
	return false
}

func partsOf(ws []word) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.text
	}
	return out
}

// isNoPerson reports places, bodies, outlets and abbreviations.
func (c *people) isNoPerson(ws []word) bool {
	whole := strings.Join(partsOf(ws), " ")
	if _, ok := lexicon.PlaceOf(whole); ok || c.outlets[whole] {
		return true
	}
	if _, ok := lexicon.Outlet(whole); ok {
		return true
	}
	if _, ok := lexicon.Metonym(whole); ok {
		return true
	}
	last := ws[len(ws)-1]
	if lexicon.IsOrganizationWord(last.key) && len(ws) > 1 || lexicon.IsMediumWord(last.key) {
		return true
	}
	if _, ok := lexicon.PlaceOf(ws[0].text); ok {
		return true // "Norwegian Railways"
	}
	return len(ws) == 1 && isAcronym(ws[0].text)
}

// isAcronym reports a word of capitals, such as a body's short name.
func isAcronym(w string) bool {
	return len(w) >= 2 && strings.ToUpper(w) == w && strings.ToLower(w) != w
}

// enter finds or adds the person with this name. A lone surname is only added
// when a title proves that it is one.
func (c *people) enter(parts []string, proven bool) *person {
	key := variantKey(surnameOf(parts))
	for _, p := range c.bySurname[key] {
		if sameName(p.parts, parts) {
			if len(parts) > len(p.parts) {
				p.parts = parts
				p.gender = max(p.gender, genderOfName(parts))
			}
			return p
		}
	}
	if !isFull(parts) {
		if known := c.bySurname[key]; len(known) == 1 {
			return known[0]
		} else if len(known) > 1 || !proven {
			return nil
		}
	}
	if len(c.bySurname[key]) >= maxBearers {
		return nil
	}
	p := &person{parts: parts, gender: genderOfName(parts)}
	c.all = append(c.all, p)
	c.bySurname[key] = append(c.bySurname[key], p)
	return p
}

// sameName reports whether two names are of one person: the same surname, and
// first names that agree or are an initial of each other. A lone surname agrees
// with nothing here.
func sameName(a, b []string) bool {
	if variantKey(surnameOf(a)) != variantKey(surnameOf(b)) || isFull(a) != isFull(b) {
		return false
	}
	if !isFull(a) {
		return true
	}
	x, y := variantKey(a[0]), variantKey(b[0])
	if isInitial(a[0]) || isInitial(b[0]) {
		return x != "" && y != "" && x[0] == y[0]
	}
	return x == y
}
