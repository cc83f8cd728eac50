// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"strings"

	"hearsay"
	"hearsay/lexicon"
	"hearsay/quote"
)

// litbankScore says how many quotations are found between marks at all, how
// many of them are attributed, and to the right one. A speaker is right when the
// name shares a word with the id of the truth ("Mr. Verloc", "Verloc-2"; "the
// girl", "a_girl-3") and no honorific says otherwise. Ids also tell which
// quotations have one speaker, whatever the name: "same voice" are pairs.
type litbankScore struct {
	opt                              Options
	count                            int
	skipped                          skips
	marks, attributed, names, voices prf
	wrong                            quoteErrors
}

func (s *litbankScore) add(d *litbankDoc) {
	s.count++
	l := layOut(d.text)
	s.wrong.opt, s.wrong.set = s.opt, "LitBank"
	want := map[run]int{}
	for i, g := range d.gold {
		if e, ok := l.edges(g.span); ok {
			want[e] = i
		}
	}
	s.marks.add(overlapOf(l.inMarks(), keysOf(want), func(r run) run { return r }))
	voices := map[int]string{}
	said := l.utterances(findIn(d.text))
	s.attributed.add(overlapOf(keysOf(said), keysOf(want), func(r run) run { return r }))
	for _, e := range inOrder(keysOf(want)) {
		q, found := said[e]
		if !found {
			continue
		}
		g := d.gold[want[e]]
		voices[want[e]] = q.Speaker.Agent.Name
		if g.speaker != "" {
			s.addName(&l, d.name, g, q)
		}
	}
	s.addVoices(d.gold, voices)
}

func keysOf[V any](m map[run]V) map[run]bool {
	out := make(map[run]bool, len(m))
	for k := range m {
		out[k] = true
	}
	return out
}

// inMarks are the stretches between marks, marks included, whoever said them.
func (l *laidOut) inMarks() map[run]bool {
	out := map[run]bool{}
	for _, s := range quote.Marked(&hearsay.Article{Text: l.text}, hearsay.Span{End: len(l.text)}) {
		if e, ok := l.edges(s); ok && e.first > 0 {
			out[run{e.first - 1, min(e.end+1, len(l.tokens))}] = true
		}
	}
	return out
}

// utterances are the fragments of content that stand in marks, with the
// relation that each belongs to; of nested ones the outer.
func (l *laidOut) utterances(got []hearsay.Quotation) map[run]*hearsay.Quotation {
	out := map[run]*hearsay.Quotation{}
	for i := range got {
		q := &got[i]
		for _, c := range q.Content {
			e, ok := l.edges(c)
			if ok && out[e] == nil && strings.ContainsAny(l.tokens[e.first].In(l.text), "“\"‘'") {
				out[e] = q
			}
		}
	}
	return out
}

func (s *litbankScore) addName(l *laidOut, name string, g spoken, q *hearsay.Quotation) {
	have := q.Speaker.Agent.Name
	n := prf{truth: 1}
	if have != "" {
		n.proposed = 1
	}
	want := *q
	want.Content = []hearsay.Span{g.span}
	want.Speaker = hearsay.Speaker{Agent: hearsay.Agent{Name: g.speaker, Kind: hearsay.Person}, How: "id"}
	switch {
	case have == "":
		s.wrong.note("speaker missing", l, name, &want, q)
	case isSameVoice(have, g.speaker):
		n.hit = 1
	default:
		s.wrong.note("speaker wrong", l, name, &want, q)
	}
	s.names.add(n)
}

// isSameVoice compares a name with an id.
func isSameVoice(name, id string) bool {
	id = strings.TrimRight(id, "0123456789")
	a, sexA := nameWords(strings.Fields(name))
	b, sexB := nameWords(strings.FieldsFunc(id, func(r rune) bool { return r == '_' || r == '-' }))
	if sexA != sexB && sexA != lexicon.Ungendered && sexB != lexicon.Ungendered {
		return false
	}
	for w := range a {
		if b[w] {
			return true
		}
	}
	return false
}

// nameWords are the words of a name that tell who it is, and what its honorific
// says.
func nameWords(words []string) (map[string]bool, lexicon.Gender) {
	out := map[string]bool{}
	sex := lexicon.Ungendered
	for _, w := range words {
		key := lexicon.Key(strings.Trim(w, ".,’'"))
		if g, ok := lexicon.Honorific(key); ok {
			sex = g
			continue
		}
		switch key {
		case "", "a", "an", "the", "his", "her", "my", "their", "of", "s":
		default:
			out[key] = true
		}
	}
	return out, sex
}

// addVoices counts pairs of quotations that have one speaker.
func (s *litbankScore) addVoices(gold []spoken, voices map[int]string) {
	for i := range gold {
		for j := range i {
			a, foundA := voices[i]
			b, foundB := voices[j]
			if !foundA || !foundB || gold[i].speaker == "" || gold[j].speaker == "" {
				continue
			}
			same, claimed := gold[i].speaker == gold[j].speaker, a != "" && a == b
			s.voices.add(presence(same, claimed, true))
		}
	}
}

func (s *litbankScore) finish() []Set {
	if s.count == 0 && len(s.skipped.names) == 0 {
		return nil
	}
	set := Set{Name: "LitBank", Texts: s.count, Skipped: s.skipped.list()}
	for _, row := range []struct {
		group, about string
		count        prf
	}{
		{"in marks", "stretches between marks, both ends right, whoever said them", s.marks},
		{"attributed", "quotations of a relation, both ends right", s.attributed},
		{"speaker", "of those: the name fits the id of the truth", s.names},
		{"same voice", "of those: pairs of quotations with one speaker, by name and by id", s.voices},
	} {
		set.explain(row.group, row.about)
		row.count.addTo(&set, row.group)
	}
	for _, kind := range [...]string{"speaker missing", "speaker wrong"} {
		set.count("errors", kind, s.wrong.all(kind))
	}
	s.wrong.write()
	return []Set{set}
}
