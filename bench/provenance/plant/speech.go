// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"slices"
	"strings"
)

// utterance is a sentence somebody said, in parts of which some may change.
type utterance struct {
	parts   []part
	speaker person
	number  int // within the story
}

// part is a stretch of an utterance as it was said and as it may be changed to.
type part struct{ kind, said, changed string }

// changeOf names the change of a part, as truths do.
var changeOf = map[string]string{
	"ctx": "context-removed", "tail": "cut", "hedge": "hedge-dropped", "neg": "negation-lost", "pos": "negation-added",
	"num": "number-changed", "sub": "substituted", "ins": "inserted",
}

// parseSpeech cuts a line of speech.txt, choices made and slots filled, at its
// marks.
func parseSpeech(line string) []part {
	var out []part
	for line != "" {
		before, after, ok := strings.Cut(line, "<")
		if before != "" {
			out = append(out, part{said: before})
		}
		if !ok {
			return out
		}
		mark, rest, _ := strings.Cut(after, ">")
		kind, words, _ := strings.Cut(mark, ":")
		said, changed, _ := strings.Cut(words, "|")
		out = append(out, part{kind, said, changed})
		line = rest
	}
	return out
}

// state says which parts of an utterance are changed, by their number.
type state uint32

func (s state) has(i int) bool { return s>>i&1 == 1 }

// words are the utterance in a state.
func (u *utterance) words(s state) string {
	var b strings.Builder
	for i, p := range u.parts {
		if s.has(i) {
			b.WriteString(p.changed)
		} else {
			b.WriteString(p.said)
		}
	}
	return capital(strings.Join(strings.Fields(b.String()), " "))
}

// changes are the names of what a state changes, sorted.
func (u *utterance) changes(s state) []string {
	var out []string
	for i, p := range u.parts {
		if s.has(i) {
			out = append(out, changeOf[p.kind])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// change changes one part more, if there is one left.
func (u *utterance) change(r *random, s state) state {
	var free []int
	for i, p := range u.parts {
		if p.kind != "" && !s.has(i) {
			free = append(free, i)
		}
		if (p.kind == "neg" || p.kind == "pos") && !s.has(i) {
			free = append(free, i, i) // what matters most is to be measured
		}
	}
	if len(free) == 0 {
		return s
	}
	return s | 1<<pick(r, free)
}

// quote is an utterance as an article prints it.
type quote struct {
	*utterance
	state   state
	speaker person  // to whom the article gives it
	place   string  // the words of saying
	asked   *outlet // who alone has it: the words of saying name it
	form    int
	heard   *item // by whose ear it came
}

var attributions = lines("attributions.txt")

// text is the sentence that holds the quotation.
func (q *quote) text() string {
	words := q.words(q.state)
	return fill(attributions[q.form], map[string]string{"q": words, "speaker": q.speaker.name, "role": q.speaker.role, "place": q.place})
}

// speak draws an utterance that nobody made in this set.
func (s *story) speak(who person) *utterance {
	for range tries {
		s.renumber()
		line := fill(choose(s.r, s.phrase()), s.slots)
		u := &utterance{parts: parseSpeech(line), speaker: who, number: len(s.utterances)}
		if s.w.written.speak(u.words(0)) {
			s.utterances = append(s.utterances, u)
			return u
		}
	}
	return nil
}

// phrase puts a sentence together: a condition in front or behind, a hedge, what
// is said, an end.
func (s *story) phrase() string {
	one := func(kind string) string { return pick(s.r, s.w.speech[kind]) }
	hedge := "<hedge:" + one("hedge") + " >"
	tail := "<tail:, " + one("tail") + ">"
	if s.r.chance(50) {
		return "<ctx:" + one("ctx") + ", >" + hedge + one("say") + tail
	}
	return hedge + one("say") + "<ctx:, " + one("ctx") + ">" + tail
}

// renumber draws other numbers for the next sentence that is said.
func (s *story) renumber() {
	other := map[string]string{}
	s.w.numbers(other)
	for _, key := range []string{"n5", "n6", "m3"} {
		s.slots[key], s.slots[key+"x"] = other[key], other[key+"x"]
	}
}

// say makes an article's sentence of an utterance.
func (s *story) say(it *item, u *utterance, occasion string) {
	q := &quote{utterance: u, speaker: u.speaker, heard: it, form: s.r.below(len(attributions))}
	q.place = fill(pick(s.r, s.w.ways.places[occasion]), s.with("outlet", it.outlet.name))
	if occasion != "conference" {
		q.asked = it.outlet
	}
	it.body = append(it.body, sentence{text: q.text(), quote: q})
}
