// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"

	"hearsay"
	"hearsay/lexicon"
)

// Resolve fills the Speaker of every quotation that the article itself
// identifies, and completes the agents of Via with what the lexicon knows of
// them. The quotations must be those of quote.Find for this article, in its
// order. Speakers that stay unknown are left without an agent; where it is clear
// between whom the choice lies, Alternatives has them.
func Resolve(a *hearsay.Article, qs []hearsay.Quotation) {
	clues := resolveAll(a, qs)
	if clues == nil {
		return
	}
	for i := range qs {
		weighName(&qs[i], clues[i])
	}
	weighCase(a, qs)
}

// resolveAll names every speaker whom the sieves can tell, as sure as each of them
// is, and returns what more there is to tell of each; nil when the text is not in
// English, from which chances are learnt.
func resolveAll(a *hearsay.Article, qs []hearsay.Quotation) (clues [][]string) {
	if len(qs) == 0 {
		return nil
	}
	words := textWords(a.Text)
	if lang := tableOf(a, words); lang != nil && lang.Code != "" {
		nameMedia(qs)
		resolveForeign(lang, a, qs)
		return nil
	}
	s := newSieve(a, qs, words)
	nameMedia(qs)
	for i := range qs {
		qs[i].Speaker = s.resolve(i)
	}
	s.pronouns()
	for i := range qs {
		s.admit(&qs[i].Speaker)
	}
	return s.clues
}

// nameMedia completes the agents of Via.
func nameMedia(qs []hearsay.Quotation) {
	for i := range qs {
		for k := range qs[i].Via {
			qs[i].Via[k].Agent = outlet(qs[i].Via[k].Agent.Name)
		}
	}
}

// sieve holds what the sieves look at.
type sieve struct {
	a        *hearsay.Article
	qs       []hearsay.Quotation
	words    []word // of the text
	headline []word
	people   *people
	labels   labels
	sport    bool // the article reports a match
	kin      []kinship
	meant    []*entity  // of each quotation: whom its source means, when known
	clues    [][]string // of each quotation: what tells how likely its speaker is right

	sourceAt  map[int]bool  // bytes where sources begin
	pronounAt map[int][]int // quotations by the byte of the pronoun that is their source
	narrated  []mention     // outside quotation marks
}

func newSieve(a *hearsay.Article, qs []hearsay.Quotation, words []word) *sieve {
	headline := textWords(a.Headline)
	families := learnFamilies(words)
	nameFamilies(words, families)
	nameFamilies(headline, families)
	s := &sieve{a: a, qs: qs, words: words, headline: headline, meant: make([]*entity, len(qs)), clues: make([][]string, len(qs))}
	s.people = census(s.words, s.headline, a, qs)
	s.kin = s.people.kinships(s.words)
	s.labels = labelsOf(s)
	s.sport = isSport(words)
	return s
}

// How sure each sieve is: see doc/eval.md for how often they are right.
const (
	byFullName    = 0.98
	byVariant     = 0.95
	byHonorific   = 0.95
	bySurname     = 0.95
	byFirstName   = 0.90
	byLoneSurname = 0.85 // the article never prints the full name
	byTitle       = 0.93
	byRole        = 0.90
	byOpenRole    = 0.80 // the country is only on one side
	byNearRole    = 0.72 // others have the role, too
	byKin         = 0.92
	byTranscript  = 0.90
	byOutlet      = 0.95
	byBody        = 0.90
	byPlace       = 0.88
	byDescription = 0.90
)

// likely is how sure a sieve has to be for its speaker to be more than an alternative.
const likely = 0.75

// asked is the same of pronouns, of which more is learnt (chance.go).
const asked = 0.68

// admit turns a speaker that is not sure enough into an alternative.
func (s *sieve) admit(sp *hearsay.Speaker) {
	least := likely
	if sp.How == "pronoun" || sp.How == "role" {
		least = asked
	}
	if !sp.Agent.IsZero() && sp.Confidence < least {
		withhold(sp)
	}
}

// textOf is the string that the spans of q are measured in.
func (s *sieve) textOf(q *hearsay.Quotation) string {
	if q.Part == hearsay.InHeadline {
		return s.a.Headline
	}
	return s.a.Text
}

// asMedium gives the medium that the source itself is, whatever the language.
func asMedium(q *hearsay.Quotation) (hearsay.Speaker, bool) {
	for _, v := range q.Via {
		if v.Evidence == q.Source {
			return hearsay.Speaker{Agent: v.Agent, How: "outlet", Confidence: byOutlet}, true
		}
	}
	return hearsay.Speaker{}, false
}

// resolve runs the sieves that need nothing but the source and the census.
func (s *sieve) resolve(i int) hearsay.Speaker {
	q := &s.qs[i]
	if q.Source.IsZero() {
		return hearsay.Speaker{}
	}
	if sp, ok := asMedium(q); ok {
		return sp
	}
	if q.Has(hearsay.Transcript) {
		if sp, ok := s.label(q.Source.In(s.textOf(q)), q); ok {
			return sp
		}
	}
	p := s.phraseOf(q)
	switch {
	case p.joint || len(p.words) == 0:
		return hearsay.Speaker{}
	case p.name != nil && p.medium && !p.name.titled:
		return hearsay.Speaker{Agent: outlet(p.name.figure.name), How: "outlet", Confidence: byOutlet}
	case p.name != nil:
		return s.named(&p, i)
	}
	if p.name == nil && len(p.words) == 1 && p.head.caps && !p.article && !p.owned {
		if bearers := s.people.bySurname[surnameKey([]string{p.head.text})]; len(bearers) == 1 {
			return hearsay.Speaker{Agent: bearers[0].agent(), How: "surname", Confidence: bySurname} // "King", "Reed"
		}
	}
	sp := s.described(&p)
	if sp.How == "description" {
		if who := s.namedBelow(q, &p); who != nil {
			s.clues[i] = []string{"named below the lead"}
			return hearsay.Speaker{Agent: who.agent(), How: "role", Confidence: byKin}
		}
	}
	return sp
}

// named resolves sources that hold a proper name.
func (s *sieve) named(p *phrase, i int) hearsay.Speaker {
	f := p.name.figure
	if q := &s.qs[i]; q.Part == hearsay.InHeadline && f.of == nil && f.kind == unknownFigure && f.first < 0 && !p.name.titled && !isFull(f.parts) && lexicon.Key(q.Cue.In(s.a.Headline)) == ":" {
		return hearsay.Speaker{} // "Grain: talks go on"
	}
	if f.kind == outletFigure && !p.name.titled {
		return hearsay.Speaker{Agent: outlet(f.name), How: "outlet", Confidence: byOutlet}
	}
	if len(f.longer) == 1 && p.name.neuter {
		return organization(f.fullest(), byBody) // "Merrow said it would sue", beside a Mr Merrow
	}
	if titled := s.people.byTitle[f.name]; p.article && len(titled) == 1 {
		return hearsay.Speaker{Agent: titled[0].agent(), How: "role", Confidence: byRole} // "the DSP"
	}
	if full := s.people.shortOutlets[f.name]; full != "" && p.article {
		return hearsay.Speaker{Agent: outlet(full), How: "outlet", Confidence: byOutlet} // "the Times"
	}
	if f.of == nil && f.kind != groupFigure && p.name.who && !isFull(f.parts) && !p.article && len(s.people.bearers(f.parts)) == 0 {
		return hearsay.Speaker{Agent: hearsay.Agent{Name: f.name, Kind: hearsay.Person}, How: "surname", Confidence: byLoneSurname}
	}
	if bearers := s.people.bearers(f.parts); f.of == nil && !isFull(f.parts) && len(bearers) > 1 && !p.article {
		return s.person(p.name, &s.qs[i])
	}
	if f.of == nil || f.of.weak {
		if sp, ok := s.body(p, f); ok {
			return sp
		}
	}
	return s.person(p.name, &s.qs[i])
}

func organization(name string, confidence float64) hearsay.Speaker {
	return hearsay.Speaker{Agent: hearsay.Agent{Name: name, Kind: hearsay.Organization}, How: "organization", Confidence: confidence}
}

func place(name string) hearsay.Speaker {
	return hearsay.Speaker{Agent: hearsay.Agent{Name: name, Kind: hearsay.Organization}, How: "place", Confidence: byPlace}
}

// anonymousAs keeps the description as the text has it.
func anonymousAs(whole string) hearsay.Speaker {
	return hearsay.Speaker{Agent: hearsay.Agent{Name: whole, Kind: hearsay.Anonymous}, How: "description", Confidence: byDescription}
}

// outlet completes the name of a medium.
func outlet(name string) hearsay.Agent {
	if e, ok := lexicon.Outlet(name); ok {
		return hearsay.Agent{Name: e.Name, Kind: hearsay.Outlet, Domain: e.Domain}
	}
	if e, ok := lexicon.Outlet("The " + name); ok {
		return hearsay.Agent{Name: e.Name, Kind: hearsay.Outlet, Domain: e.Domain}
	}
	return hearsay.Agent{Name: strings.TrimSpace(name), Kind: hearsay.Outlet}
}
