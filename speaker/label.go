// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/lexicon"
)

// labels are what stands before the turns of a transcript, and what it stands
// for.
type labels struct {
	questions map[string]int // turns of a label that end in a question mark
	turns     map[string]int
	guest     *person            // who is interviewed, when one person is
	initials  map[string]*person // by initials; nil when several have them
}

func labelsOf(s *sieve) labels {
	l := labels{questions: map[string]int{}, turns: map[string]int{}}
	for i := range s.qs {
		q := &s.qs[i]
		if !q.Has(hearsay.Transcript) || q.Source.IsZero() || len(q.Content) == 0 {
			continue
		}
		text := s.textOf(q)
		name := q.Source.In(text)
		l.turns[name]++
		if strings.HasSuffix(strings.TrimRight(q.Content[len(q.Content)-1].In(text), "”\"’ "), "?") {
			l.questions[name]++
		}
	}
	if len(l.turns) > 0 {
		l.guest = s.guest()
		l.initials = s.people.byInitials()
	}
	return l
}

func (c *people) byInitials() map[string]*person {
	m := map[string]*person{}
	for _, p := range c.all {
		if !p.isFull() {
			continue
		}
		for _, label := range slices.Compact([]string{initialsOf(p.parts, false), initialsOf(p.parts, true)}) {
			if _, taken := m[label]; taken {
				m[label] = nil
			} else {
				m[label] = p
			}
		}
	}
	return m
}

// guest is the one person whom the headline names, or else the only one whom the
// article names in full.
func (s *sieve) guest() *person {
	var topic, full []*person
	for _, p := range s.people.all {
		if p.topic {
			topic = append(topic, p)
		}
		if p.isFull() && !p.weak {
			full = append(full, p)
		}
	}
	switch {
	case len(topic) == 1:
		return topic[0]
	case len(topic) == 0 && len(full) == 1:
		return full[0]
	case len(topic) == 0:
		guest, _ := s.interview()
		return guest
	}
	return nil
}

// interview reads "Ann Lee … She talked to Tom Roth about" in front of the turns: who
// is asked, and who asks.
func (s *sieve) interview() (guest, asks *person) {
	list := s.people.sightings[0]
	for k := range list {
		n := &list[k]
		i := min(n.run.first, n.noun)
		if s.words[i].para > 1 {
			break
		}
		if n.figure.of == nil || !isFull(n.figure.parts) || s.words[n.run.first].told >= 0 || s.words[i].para > 1 {
			continue
		}
		if guest == nil {
			guest = n.figure.of
			continue
		}
		if i > 1 && (s.words[i-1].key == "to" || s.words[i-1].key == "with") && isTalk(s.words[i-2].key) && n.figure.of != guest {
			return guest, n.figure.of
		}
	}
	return nil, nil
}

// isTalk reports the verb in "talked to Tom Roth".
func isTalk(key string) bool {
	switch key {
	case "talked", "talks", "spoke", "speaks", "talking", "speaking", "sat":
		return true
	}
	return false
}

// label resolves the name in front of a turn, which is often in capitals, and
// whether there is nothing left to ask.
func (s *sieve) label(name string, q *hearsay.Quotation) (hearsay.Speaker, bool) {
	if base := withoutPart(name); isAcronym(base) {
		name = base
	} else if sp, ok := s.member(name, q); ok {
		return sp, true
	}
	switch lexicon.Key(name) {
	case "a", "answer":
		if p := s.labels.guest; p != nil {
			return hearsay.Speaker{Agent: p.agent(), How: "transcript", Confidence: byTranscript}, true
		}
		return hearsay.Speaker{}, true
	case "q", "question":
		if _, asks := s.interview(); asks != nil && s.labels.guest != nil && asks != s.labels.guest {
			return hearsay.Speaker{Agent: asks.agent(), How: "transcript", Confidence: byTranscript}, true
		}
		return hearsay.Speaker{}, true
	case "moderator", "reporter", "host", "interviewer", "audience", "journalist", "voice", "speaker":
		return hearsay.Speaker{}, true
	}
	if p := s.labels.initials[name]; p != nil {
		return s.initials(name), true
	}
	if isAcronym(strings.ReplaceAll(name, " ", "")) {
		if utf8.RuneCountInString(name) <= maxInitials {
			return s.initials(name), true
		}
		return s.capitals(name, q), true
	}
	if isTitledCapitals(name) {
		return s.capitals(name, q), true
	}
	if f := s.people.figures[name]; f == nil || f.of == nil {
		if s.asks(name) {
			return hearsay.Speaker{Agent: outlet(name), How: "outlet", Confidence: byOutlet}, true
		}
	}
	return hearsay.Speaker{}, false
}

// member resolves a label as the record of a parliament has it: "The Minister for Roads (Ann
// Lee)", "Mr Lee (North Ostra) (Lab)".
func (s *sieve) member(label string, q *hearsay.Quotation) (hearsay.Speaker, bool) {
	front, behind, found := strings.Cut(label, " (")
	if !found || !strings.HasSuffix(behind, ")") {
		return hearsay.Speaker{}, false
	}
	ws := textWords(front)
	if ws[0].key == "the" {
		inside, _, _ := strings.Cut(behind, ")")
		if f := s.people.figures[inside]; f != nil && f.of != nil {
			return hearsay.Speaker{Agent: f.of.agent(), How: "transcript", Confidence: byTranscript}, true
		}
		return hearsay.Speaker{}, false
	}
	r, _ := runAt(ws, 0)
	f := s.people.figures[strings.Join(partsOf(ws[r.name:r.end]), " ")]
	if r.end != len(ws) || f == nil {
		return hearsay.Speaker{}, false
	}
	n := &sighting{figure: f, run: r}
	n.before(ws)
	sp := s.person(n, q)
	return sp, !sp.Agent.IsZero()
}

// withoutPart is a label without what says what part its bearer has: "ANN LEE, HOST",
// "SEN. ANN LEE (I-OSTRA)".
func withoutPart(label string) string {
	if i := strings.IndexAny(label, ",("); i > 0 {
		return strings.TrimSpace(label[:i])
	}
	return label
}

// isTitledCapitals reports a title and a name in capitals: "Senator LEE".
func isTitledCapitals(name string) bool {
	ws := strings.Fields(name)
	if len(ws) < 2 || !isAcronym(ws[len(ws)-1]) || utf8.RuneCountInString(ws[len(ws)-1]) <= maxInitials {
		return false
	}
	_, role := lexicon.Role(ws[0])
	_, honorific := lexicon.Honorific(lexicon.Key(ws[0]))
	return role || honorific
}

// maxInitials is the length of labels that are initials: "AL", "JMK".
const maxInitials = 3

// initials are a label for the one person whose name begins so.
func (s *sieve) initials(label string) hearsay.Speaker {
	p := s.labels.initials[label]
	if p == nil {
		return hearsay.Speaker{}
	}
	return hearsay.Speaker{Agent: p.agent(), How: "transcript", Confidence: byTranscript}
}

// initialsOf are the initials of a name: "AM", and "AdM" with those of particles.
func initialsOf(parts []string, particles bool) string {
	var b strings.Builder
	for _, p := range parts {
		if r, _ := utf8.DecodeRuneInString(p); unicode.IsUpper(r) || particles && isParticle(p) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// capitals resolves a label like "MAYOR LEE" or "THE CHAIR".
func (s *sieve) capitals(name string, q *hearsay.Quotation) hearsay.Speaker {
	ws := textWords(titleCase(name))
	for len(ws) > 1 && ws[0].kind.Has(lexicon.Det) {
		ws = ws[1:]
	}
	r, _ := runAt(ws, 0)
	if r.name >= r.end || r.end-r.name > maxName {
		if p := s.people.holderOf(ws); p != nil {
			return hearsay.Speaker{Agent: p.agent(), How: "role", Confidence: byRole}
		}
		return hearsay.Speaker{}
	}
	parts := partsOf(ws[r.name:r.end])
	f := s.people.figures[strings.Join(parts, " ")]
	if f == nil && len(s.labels.turns) == 1 && s.labels.turns[name] == 1 {
		return hearsay.Speaker{} // "LONDON: A day after"
	}
	if f == nil {
		f = &figure{name: strings.Join(parts, " "), parts: parts, times: 2}
	}
	n := &sighting{figure: f, run: r}
	n.before(ws)
	sp := s.person(n, q)
	if isAcronym(sp.Agent.Name) {
		sp.Agent.Name = titleCase(sp.Agent.Name)
	}
	return sp
}

// partsOf are the words of a name, without a nickname in marks.
func partsOf(ws []word) []string {
	var out []string
	for i := 0; i < len(ws); i++ {
		if n := nicknameAt(ws, i); n > 0 {
			i += n - 1
		} else if !ws[i].mark {
			out = append(out, ws[i].text)
		}
	}
	return out
}

// asks reports a label of the side that asks: half of its turns are questions,
// there is another side, and nobody here is called so.
func (s *sieve) asks(name string) bool {
	return len(s.labels.turns) > 1 && s.labels.turns[name] > 1 && 2*s.labels.questions[name] >= s.labels.turns[name]
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
