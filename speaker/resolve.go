// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
)

// Resolve fills the Speaker of every quotation that the article itself
// identifies, and completes the agents of Via with what the lexicon knows of
// them. The quotations must be those of quote.Find for this article, in its
// order. Speakers that stay unknown are left zero.
func Resolve(a *hearsay.Article, qs []hearsay.Quotation) {
	s := sieve{a: a, people: census(a, qs), qs: qs}
	for i := range qs {
		for k := range qs[i].Via {
			qs[i].Via[k].Agent = outlet(qs[i].Via[k].Agent.Name)
		}
	}
	for i := range qs {
		qs[i].Speaker = s.resolve(i)
	}
	for i := range qs { // what depends on the speaker of another quotation
		if qs[i].Speaker.Agent.IsZero() {
			qs[i].Speaker = s.dependent(i)
		}
	}
	weighCase(a, qs)
}

// sieve holds what the sieves look at.
type sieve struct {
	a      *hearsay.Article
	people *people
	qs     []hearsay.Quotation
}

// How sure each sieve is. Estimates from reading samples: of 40 pronouns that
// were resolved in PolNeAR training texts 39 were right; of 135 names in the 43
// GUM Wikinews texts (coreference by hand) all were, 18 pronouns among them, and
// 25 pronouns stayed open.
const (
	byFullName    = 0.98
	byVariant     = 0.95
	byHonorific   = 0.95
	bySurname     = 0.95
	byFirstName   = 0.85
	byLoneSurname = 0.85 // the article never prints the full name
	byTitle       = 0.93
	byRole        = 0.88
	byOpenRole    = 0.80 // the country is only on one side
	byPronoun     = 0.90
	byOutlet      = 0.95
	byBody        = 0.90
	byPlace       = 0.80
	byDescription = 0.90
)

// textOf is the string that the spans of q are measured in.
func (s *sieve) textOf(q *hearsay.Quotation) string {
	if q.Part == hearsay.InHeadline {
		return s.a.Headline
	}
	return s.a.Text
}

// resolve runs the sieves that need nothing but the source and the census.
func (s *sieve) resolve(i int) hearsay.Speaker {
	q := &s.qs[i]
	if q.Source.IsZero() {
		return hearsay.Speaker{}
	}
	text := s.textOf(q)
	for _, v := range q.Via {
		if v.Evidence == q.Source {
			return hearsay.Speaker{Agent: v.Agent, How: "outlet", Confidence: byOutlet}
		}
	}
	if q.Has(hearsay.Transcript) {
		return s.label(q.Source.In(text))
	}
	p := phraseOf(text, q.Source)
	switch {
	case p.joint || len(p.words) == 0:
		return hearsay.Speaker{}
	case len(p.name) > 0 && isMedium(p.words) && len(p.title) == 0:
		return hearsay.Speaker{Agent: outlet(strings.Join(p.name, " ")), How: "outlet", Confidence: byOutlet}
	case len(p.name) == 1 && len(p.title) == 0 && !p.honorific && s.isKind(p.name[0]):
		return anonymousAs(p.whole)
	case len(p.name) > 0:
		return s.named(&p)
	}
	return s.described(&p)
}

// isKind reports a plural that only its place in the sentence capitalises:
// "Engineers say".
func (s *sieve) isKind(name string) bool {
	key := lexicon.Key(name)
	singular := strings.TrimSuffix(key, "s")
	if singular == key || len(s.people.bySurname[variantKey(name)]) > 0 {
		return false
	}
	_, role := lexicon.Role(singular)
	return role || lexicon.IsAnonymous(key)
}

// label resolves the name in front of a turn, which is often in capitals.
func (s *sieve) label(name string) hearsay.Speaker {
	switch lexicon.Key(name) {
	case "q", "a", "question", "answer", "moderator", "reporter", "host", "interviewer", "audience", "journalist", "voice", "speaker":
		return hearsay.Speaker{}
	}
	if isAcronym(strings.ReplaceAll(name, " ", "")) {
		name = titleCase(name)
	}
	p := phraseOf(name, hearsay.Span{End: len(name)})
	if p.joint || len(p.name) == 0 {
		return hearsay.Speaker{}
	}
	sp, _ := s.person(&p)
	return sp
}

// titleCase turns "ANN LEE" into "Ann Lee".
func titleCase(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		words[i] = string(r) + strings.ToLower(w[n:])
	}
	return strings.Join(words, " ")
}

// isMedium reports a phrase that says that its name is an outlet: "the daily
// Orta".
func isMedium(ws []word) bool {
	for _, w := range ws {
		if lexicon.IsMediumWord(w.key) {
			return true
		}
	}
	return false
}

// named resolves sources that hold a proper name.
func (s *sieve) named(p *phrase) hearsay.Speaker {
	whole := strings.Join(p.name, " ")
	if e, ok := lexicon.Outlet(whole); ok && len(p.title) == 0 && !p.honorific {
		return hearsay.Speaker{Agent: hearsay.Agent{Name: e.Name, Kind: hearsay.Outlet, Domain: e.Domain}, How: "outlet", Confidence: byOutlet}
	}
	if len(p.title) == 0 && !p.honorific {
		if sp, ok := s.body(p, whole); ok {
			return sp
		}
	}
	if p.article && len(p.title) == 0 && !p.honorific {
		if lexicon.IsAnonymous(lexicon.Key(p.name[len(p.name)-1])) {
			return anonymousAs(p.whole) // "the Kentucky Republican"
		}
		if p.definite {
			return organization(whole, byPlace) // persons go without "the"
		}
		return hearsay.Speaker{}
	}
	if sp, ok := s.person(p); ok {
		return sp
	}
	return hearsay.Speaker{}
}

// body resolves names of organizations and places.
func (s *sieve) body(p *phrase, whole string) (hearsay.Speaker, bool) {
	last := p.name[len(p.name)-1]
	known := len(s.people.bySurname[variantKey(surnameOf(p.name))]) > 0
	switch {
	case hasOrganization(wordsOf(whole, hearsay.Span{End: len(whole)})):
		return organization(whole, byBody), true
	case isGroup(last):
		return anonymousAs(p.whole), true
	}
	if org, ok := lexicon.Metonym(whole); ok && !known {
		return hearsay.Speaker{Agent: hearsay.Agent{Name: org, Kind: hearsay.Organization}, How: "place", Confidence: byPlace}, true
	}
	if s.people.places[whole] && !known {
		return hearsay.Speaker{Agent: hearsay.Agent{Name: whole, Kind: hearsay.Organization}, How: "place", Confidence: byPlace}, true
	}
	if _, ok := lexicon.PlaceOf(whole); ok {
		return anonymousAs(p.whole), true // "Norwegians"
	}
	if len(p.name) == 1 && !known && (isAcronym(last) || lexicon.IsOrganizationWord(p.aside)) {
		return organization(whole, byBody), true
	}
	return hearsay.Speaker{}, false
}

func organization(name string, confidence float64) hearsay.Speaker {
	return hearsay.Speaker{Agent: hearsay.Agent{Name: name, Kind: hearsay.Organization}, How: "organization", Confidence: confidence}
}

// isGroup reports capitalised plurals that stand for people of one kind.
func isGroup(w string) bool {
	switch w {
	case "Republicans", "Democrats", "Conservatives", "Liberals", "Tories", "Greens", "Socialists", "Communists", "Christians",
		"Muslims", "Jews", "Catholics", "Protestants", "Hindus", "Buddhists", "Latinos", "Hispanics", "Evangelicals":
		return true
	}
	return false
}

// person runs sieves 1 to 5 over the people of the article.
func (s *sieve) person(p *phrase) (hearsay.Speaker, bool) {
	candidates := s.people.bySurname[variantKey(surnameOf(p.name))]
	if len(p.name) > maxName {
		return hearsay.Speaker{}, false // titles of another language, or a list
	}
	if isFull(p.name) {
		return s.fullName(p, candidates)
	}
	fitting := candidates[:0:0]
	for _, c := range candidates {
		if compatible(p.gender, c.gender) || !p.honorific {
			fitting = append(fitting, c)
		}
	}
	if len(fitting) > 1 && len(p.title) > 0 {
		return byTitleOf(p, fitting)
	}
	if len(fitting) > 1 {
		return hearsay.Speaker{}, false
	}
	if len(fitting) == 1 {
		return s.surnamed(p, fitting[0]), true
	}
	key := lexicon.Key(p.name[0])
	if c := s.people.byFirst[variantKey(p.name[0])]; len(candidates) == 0 && c != nil && !p.honorific {
		return hearsay.Speaker{Agent: c.agent(), How: "first-name", Confidence: byFirstName}, true
	}
	_, verb := lexicon.VerbOf(key)
	if len(candidates) > 0 || verb && !p.honorific || s.people.plain[key] || p.first && strings.HasSuffix(key, "s") {
		return hearsay.Speaker{}, false // a Mrs. Barr whom nobody has introduced; "Posts", "Insurers"
	}
	return hearsay.Speaker{Agent: hearsay.Agent{Name: strings.Join(p.name, " "), Kind: hearsay.Person, Role: strings.Join(p.title, " ")},
		How: "surname", Confidence: byLoneSurname}, true
}

// maxName is how many parts a name may have: "Maria de la Cruz Lee Jr." has six.
const maxName = 6

// surnamed is the one person who bears the surname.
func (s *sieve) surnamed(p *phrase, c *person) hearsay.Speaker {
	sp := hearsay.Speaker{Agent: c.agent(), How: "surname", Confidence: bySurname}
	if p.honorific {
		sp.How, sp.Confidence = "honorific", byHonorific
	}
	if !c.isFull() {
		sp.Confidence = byLoneSurname
	}
	return sp
}

// fullName matches first and last name.
func (s *sieve) fullName(p *phrase, candidates []*person) (hearsay.Speaker, bool) {
	for _, c := range candidates {
		if !sameName(c.parts, p.name) {
			continue
		}
		if c.name() == strings.Join(p.name, " ") {
			return hearsay.Speaker{Agent: c.agent(), How: "full-name", Confidence: byFullName}, true
		}
		return hearsay.Speaker{Agent: c.agent(), How: "name-variant", Confidence: byVariant}, true
	}
	return hearsay.Speaker{Agent: hearsay.Agent{Name: strings.Join(p.name, " "), Kind: hearsay.Person, Role: strings.Join(p.title, " ")},
		How: "full-name", Confidence: byLoneSurname}, true
}

// byTitleOf lets the title choose between two people of one surname.
func byTitleOf(p *phrase, candidates []*person) (hearsay.Speaker, bool) {
	title := strings.Join(p.title, " ")
	want, ok := roleOf(wordsOf(title, hearsay.Span{End: len(title)}))
	if !ok {
		return hearsay.Speaker{}, false
	}
	if c, _ := holder(&want, candidates); c != nil {
		return hearsay.Speaker{Agent: c.agent(), How: "title", Confidence: byTitle}, true
	}
	return hearsay.Speaker{}, false
}

// holder returns the only candidate whose role the description fits, and
// whether nothing about it is open.
func holder(want *role, candidates []*person) (found *person, exact bool) {
	for _, c := range candidates {
		if !c.isFull() {
			continue
		}
		for k := range c.roles {
			fits, sure := want.fits(&c.roles[k])
			if !fits {
				continue
			}
			if found != nil && found != c {
				return nil, false
			}
			found, exact = c, exact || sure
		}
	}
	return found, exact
}

// described resolves sources without a name.
func (s *sieve) described(p *phrase) hearsay.Speaker {
	head := p.head
	if head.kind.Has(lexicon.Subject|lexicon.ObjectPron) && len(p.words) == 1 {
		return hearsay.Speaker{} // see dependent
	}
	if _, ok := lexicon.Role(head.text); ok && p.definite && !p.owned {
		if sp, ok := s.holderOf(p); ok {
			return sp
		}
	}
	if org, ok := lexicon.Metonym(p.described); ok && org != "" {
		return hearsay.Speaker{Agent: hearsay.Agent{Name: org, Kind: hearsay.Organization}, How: "place", Confidence: byPlace}
	}
	_, role := lexicon.Role(head.text)
	switch {
	case lexicon.IsOrganizationWord(head.key) && !role:
		return organization(p.described+p.of, byBody)
	case role, lexicon.IsAnonymous(head.key), head.kind.Has(lexicon.Pronoun) && isSomebody(head.key):
		return anonymousAs(p.whole)
	case lexicon.IsArtefact(head.key):
		return hearsay.Speaker{} // a document has an author, not a voice
	}
	if singular := strings.TrimSuffix(head.key, "s"); singular != head.key {
		if _, ok := lexicon.Role(singular); ok {
			return anonymousAs(p.whole)
		}
	}
	return hearsay.Speaker{}
}

// holderOf resolves "the Norwegian FM" by the roles of the people named.
func (s *sieve) holderOf(p *phrase) (hearsay.Speaker, bool) {
	want, ok := roleOf(p.words)
	if !ok {
		return hearsay.Speaker{}, false
	}
	c, exact := holder(&want, s.people.byHead[want.head])
	if c == nil || !compatible(lexicon.RoleGender(p.head.key), c.gender) {
		return hearsay.Speaker{}, false
	}
	sp := hearsay.Speaker{Agent: c.agent(), How: "role", Confidence: byRole}
	if !exact {
		sp.Confidence = byOpenRole
	}
	return sp, true
}

// isSomebody reports pronouns that stand for people whom nobody names.
func isSomebody(key string) bool {
	switch key {
	case "some", "many", "others", "most", "several", "few", "another", "both", "someone", "somebody", "one", "those", "half":
		return true
	}
	return false
}

// anonymousAs keeps the description as the text has it.
func anonymousAs(whole string) hearsay.Speaker {
	if i := strings.IndexByte(whole, ','); i > 0 {
		whole = whole[:i]
	}
	return hearsay.Speaker{Agent: hearsay.Agent{Name: whole, Kind: hearsay.Anonymous}, How: "description", Confidence: byDescription}
}

// outlet completes the name of a medium.
func outlet(name string) hearsay.Agent {
	if e, ok := lexicon.Outlet(name); ok {
		return hearsay.Agent{Name: e.Name, Kind: hearsay.Outlet, Domain: e.Domain}
	}
	return hearsay.Agent{Name: name, Kind: hearsay.Outlet}
}
