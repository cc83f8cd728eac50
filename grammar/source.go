// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package grammar

import "strings"

// A source is a table as it is written down.
type source struct {
	code       string
	common     string // frequent words that only tell the language
	order      Order
	lowNouns   bool
	bareClause bool
	thatInside bool
	words      []words
	verbs      []verbs
	before     string // phrases, by commas
	after      string
	citing     string // phrases in which a medium names its own source
	endings    []ending
	clitics    string
	enclitics  string
	thatEnd    string
	// inflect turns a row of verbs into its forms; nil: see listed.
	inflect func(row string) []form
}

// words are the small words of one class.
type words struct {
	part Part
	list string
}

// verbs are the reporting verbs of one class, a row each, divided by commas.
type verbs struct {
	class Class
	rows  string
}

// form is one form of a verb.
type form struct {
	key string
	cue Cue // without class
}

// sources are all tables, the likeliest to be met first.
var sources = [...]*source{&german, &french, &spanish, &russian, &italian, &portuguese, &turkish, &ukrainian, &polish, &dutch}

func (s *source) table() *Table {
	t := &Table{Code: s.code, Order: s.order, LowNouns: s.lowNouns, BareClause: s.bareClause, ThatInside: s.thatInside,
		parts: map[string]Part{}, cues: map[string][]Cue{}, before: map[string][][]string{}, after: setOf(s.after), citing: map[string][][]string{},
		endings: s.endings, clitics: setOf(s.clitics), enclitics: strings.Fields(s.enclitics), thatEnd: strings.Fields(s.thatEnd)}
	for _, row := range s.words {
		for _, w := range strings.Fields(row.list) {
			t.parts[w] |= row.part
		}
	}
	addPhrases(t.before, s.before)
	addPhrases(t.citing, s.citing)
	s.addVerbs(t)
	return t
}

func addPhrases(m map[string][][]string, list string) {
	for _, phrase := range strings.Split(list, ",") {
		if w := strings.Fields(phrase); len(w) > 0 {
			m[w[0]] = append(m[w[0]], w)
		}
	}
}

func (s *source) addVerbs(t *Table) {
	inflect := s.inflect
	if inflect == nil {
		inflect = listed
	}
	for _, class := range s.verbs {
		for _, row := range strings.Split(class.rows, ",") {
			for _, f := range inflect(strings.TrimSpace(row)) {
				f.cue.Class = class.class
				t.cues[f.key] = append(t.cues[f.key], f.cue)
			}
		}
	}
}

func setOf(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// listed reads a row that lists its forms: the lemma, the finite forms, and
// behind a slash the participles: "dire dit disent a / dit". A lemma that is no
// form of news is given for its name only.
func listed(row string) []form {
	finite, participles, _ := strings.Cut(row, "/")
	f := strings.Fields(finite)
	if len(f) == 0 {
		return nil
	}
	forms := map[string]Form{}
	var order []string
	add := func(key string, as Form) {
		if forms[key] == 0 {
			order = append(order, key)
		}
		forms[key] |= as
	}
	for _, w := range f[1:] {
		add(w, Finite)
	}
	for _, w := range strings.Fields(participles) {
		add(w, Participle)
	}
	out := make([]form, len(order))
	for i, w := range order {
		out[i] = form{w, Cue{Lemma: f[0], Form: forms[w]}}
	}
	return out
}
