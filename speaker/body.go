// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"sort"
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// body resolves names of organizations and places.
func (s *sieve) body(p *phrase, f *figure) (hearsay.Speaker, bool) {
	last := lexicon.Key(f.parts[len(f.parts)-1])
	bare := f.name == bareName(p)
	if f.kind == groupFigure {
		return anonymousAs(p.whole), true
	}
	if sp, ok := s.seatOf(f.name); ok {
		return sp, true
	}
	if _, ok := lexicon.PlaceOf(f.name); ok {
		return anonymousAs(p.whole), true // "Norwegians"
	}
	switch {
	case f.kind == placeFigure:
		return place(f.name), true
	case f.kind == bodyFigure:
		return organization(f.fullest(), byBody), true
	case p.article && lexicon.IsAnonymous(last):
		return anonymousAs(p.whole), true // "the Kentucky Republican"
	case p.article && p.definite && bare:
		return organization(f.name, byPlace), true // persons go without "the"
	case p.article:
		return hearsay.Speaker{}, true
	case f.of == nil && isAcronym(f.name):
		return organization(f.name, byBody), true
	}
	return hearsay.Speaker{}, false
}

// bareName is the head as the text has it, on one line.
func bareName(p *phrase) string { return strings.Join(strings.Fields(p.described), " ") }

// isGroup reports capitalised plurals that stand for people of one kind.
func isGroup(w string) bool {
	switch w {
	case "Republicans", "Democrats", "Conservatives", "Liberals", "Tories", "Dems", "Greens", "Socialists", "Communists", "Christians",
		"Muslims", "Jews", "Catholics", "Protestants", "Hindus", "Buddhists", "Latinos", "Hispanics", "Evangelicals":
		return true
	}
	return false
}

// isOfficials reports people whom an agency's capitals make look like a body.
func isOfficials(w string) bool {
	switch w {
	case "Officials", "Diplomats", "Traders", "Dealers", "Analysts", "Economists", "Bankers", "Sources", "Lawmakers", "Ministers", "Farmers", "Scientists":
		return true
	}
	return false
}

// described resolves sources without a name.
func (s *sieve) described(p *phrase) hearsay.Speaker {
	head := &p.head
	if head.kind.Has(lexicon.Subject|lexicon.ObjectPron) && len(p.words) == 1 {
		return hearsay.Speaker{} // see pronouns
	}
	if head.person && p.definite {
		if sp, c := s.holderOf(p); c != nil && (!p.owned || lexicon.IsKin(head.key) || c.first > p.words[0].span.Start) {
			return sp // owned: "his lawyer said", and the lawyer is named below
		}
		if sp, ok := s.relative(p); ok {
			return sp
		}
	}
	if sp, ok := s.seatOf(p.described); ok {
		return sp
	}
	switch {
	case isBodyHead(head) && p.indefinite:
		return hearsay.Speaker{} // "a city that says no"
	case isBodyHead(head) && !p.definite, isBodies(head.key):
		return anonymousAs(p.whole)
	case isBodyHead(head), isGuard(p.words), p.definite && lexicon.IsPaperWord(head.key):
		return organization(bareName(p)+p.of, byBody)
	case head.person, head.people, lexicon.IsAnonymous(head.key), head.kind.Has(lexicon.Pronoun) && isSomebody(head.key):
		return anonymousAs(p.whole)
	case strings.HasPrefix(head.key, "mum-of") || strings.HasPrefix(head.key, "dad-of") || strings.HasPrefix(head.key, "mother-of") || strings.HasPrefix(head.key, "father-of"):
		return anonymousAs(p.whole)
	}
	return hearsay.Speaker{} // a document has an author, not a voice
}

// isBodyHead reports a noun for a body that is none for a person.
func isBodyHead(w *word) bool {
	_, role := lexicon.Role(w.text)
	return !role && lexicon.IsBodyNoun(w.key)
}

// isGuard tells the coast guard from a guard.
func isGuard(ws []word) bool {
	n := len(ws)
	if n < 2 || ws[n-1].key != "guard" {
		return false
	}
	switch ws[n-2].key {
	case "coast", "national", "border", "home", "civil", "revolutionary", "republican", "presidential":
		return true
	}
	return false
}

// isBodies reports the plural of a noun for a body: "environmental groups".
func isBodies(key string) bool {
	for _, ending := range [...][2]string{{"ies", "y"}, {"es", ""}, {"s", ""}} {
		if stem, cut := strings.CutSuffix(key, ending[0]); cut && lexicon.IsOrganizationWord(stem+ending[1]) && !lexicon.IsOrganizationWord(key) {
			return true
		}
	}
	return false
}

// holderOf resolves "the Norwegian FM" by the roles of the people named.
func (s *sieve) holderOf(p *phrase) (hearsay.Speaker, *person) {
	want, ok := roleOf(append(append([]word{}, p.words...), roleWords(p.rest, -1)...))
	if !ok {
		return hearsay.Speaker{}, nil
	}
	if want.head == "head" && want.qualifiers["state"] {
		want.head = "president"
		delete(want.qualifiers, "state")
	}
	c, exact := holder(&want, s.people.byHead[want.head])
	if c == nil {
		if c = s.holderHere(&want, p); c != nil && compatible(lexicon.PersonGender(p.head.key), c.gender) {
			return hearsay.Speaker{Agent: c.agent(), How: "role", Confidence: byNearRole}, c
		}
	}
	if c == nil {
		if c = s.holderBelow(&want, p); c != nil {
			return hearsay.Speaker{Agent: c.agent(), How: "role", Confidence: byNearRole}, c
		}
	}
	if u, seated := want.unseated(); c == nil && seated && len(s.people.byHead[want.head]) == 1 {
		c, exact = s.people.byHead[want.head][0], false
		if _, elsewhere := c.seatedAt(want.head); elsewhere || len(u.qualifiers) > 0 {
			return hearsay.Speaker{}, nil
		}
	}
	if c == nil || !compatible(lexicon.PersonGender(p.head.key), c.gender) {
		return hearsay.Speaker{}, nil
	}
	sp := hearsay.Speaker{Agent: c.agent(), How: "role", Confidence: byRole}
	if !exact {
		sp.Confidence = byOpenRole
	}
	return sp, c
}

// holderHere is, of several people whose role the description fits, the one who alone
// has been introduced before byte at of the text, or of whom alone the paragraph and
// the one before tell.
func (s *sieve) holderHere(want *role, p *phrase) *person {
	at, sex := p.words[0].span.Start, lexicon.PersonGender(p.head.key)
	var known []*person
	for _, c := range s.people.byHead[want.head] {
		if fits := slices.ContainsFunc(c.roles, func(r role) bool { f, _ := want.fits(&r); return f }); fits && c.isFull() && c.first >= 0 && c.first < at && compatible(sex, c.gender) {
			known = append(known, c)
		}
	}
	if len(known) == 0 {
		return nil
	}
	word := wordAt(s.words, at)
	near := map[*person]bool{}
	told := s.lastTold(word, p.head.key)
	list := s.people.sightings[0]
	end := sort.Search(len(list), func(i int) bool { return list[i].span.Start >= at })
	for k := max(0, end-maxIntroduced); k < end; k++ {
		n := &list[k]
		if n.figure.of == nil {
			continue
		}
		near[n.figure.of] = near[n.figure.of] || s.words[word].para-s.words[n.run.name].para <= 1
		if told >= 0 && told >= n.run.name-maxRun && told <= n.run.behind+maxRun && s.words[told].sent == s.words[n.run.name].sent {
			told = -1 // the noun was said of somebody named
		}
	}
	if told >= 0 {
		return nil
	}
	return only(known, func(c *person) bool { return len(known) == 1 || near[c] })
}

// holderBelow is the only one here with an office of which nothing more is told, named
// below its description: "Ostra's energy minister said … ¶ Minister Lee said".
func (s *sieve) holderBelow(want *role, p *phrase) *person {
	list := s.people.byHead[want.head]
	if len(list) != 1 || want.former || p.indefinite || !isLed(want.head) {
		return nil
	}
	c, at := list[0], p.words[0].span.Start
	bare := !slices.ContainsFunc(c.roles, func(r role) bool {
		return r.head == want.head && (len(r.qualifiers) > 0 || r.country != "" || r.former)
	})
	if !bare || c.first < at || s.words[wordAt(s.words, c.first)].para-s.words[wordAt(s.words, at)].para > maxLeadNaming {
		return nil
	}
	return c
}

// isLed reports offices that stand before the name without their field.
func isLed(head string) bool {
	switch head {
	case "minister", "secretary", "commissioner", "governor", "mayor", "president", "premier", "ambassador", "general", "judge", "professor", "sheriff":
		return true
	}
	return false
}

// lastTold is where a noun stood last before word i otherwise than behind "the" alone;
// -1 when nowhere.
func (s *sieve) lastTold(i int, key string) int {
	for k := i - 1; k > max(0, i-maxIntroduced); k-- {
		if s.words[k].key == key && s.words[k-1].key != "the" {
			return k
		}
	}
	return -1
}

// seatedAt is the place that a person is said to hold an office at.
func (p *person) seatedAt(head string) (seat []string, told bool) {
	for k := range p.roles {
		if r := &p.roles[k]; r.head == head && (len(r.seat) > 0 || r.country != "" || r.former || len(r.qualifiers) > 0) {
			return r.seat, true
		}
	}
	return nil, false
}

// isSomebody reports pronouns that stand for people whom nobody names.
func isSomebody(key string) bool {
	switch key {
	case "some", "many", "others", "most", "several", "few", "another", "both", "someone", "somebody", "one", "those", "half", "all":
		return true
	}
	return false
}
