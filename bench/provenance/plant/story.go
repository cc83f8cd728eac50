// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"fmt"
	"maps"
	"strings"
	"time"
)

// tries is how often a sentence is drawn until it shares no gram with others.
const tries = 24

// story is one event and what was printed about it.
type story struct {
	w          *world
	r          *random
	id         string
	topic      *topic
	slots      map[string]string
	counts     map[string]map[string]string // slots of a common fact
	spent      map[string]bool              // facts for which no words are left
	names      map[string]bool              // first words that are names
	start      time.Time
	items      []*item
	free       []*outlet // that have not printed anything of it yet
	utterances []*utterance
}

// item is an article, or a source that is not in the set.
type item struct {
	id       string
	unseen   bool
	what     string // of a source, as in provenance.Origin
	outlet   *outlet
	title    string
	at       time.Time
	dateline string
	body     []sentence
	credit   string // a line by itself
	link     *link
	edges    []*edge
	url      string
	revises  *item
	date     string // as shown
	fault    string
}

// link leads to where a text is from.
type link struct{ words, to, url string }

// sentence is one of an article.
type sentence struct {
	text  string
	plain string // without the words that name where it is from; "" when it has none
	fact  string // what it tells; "" for quotations and noise
	quote *quote
	noise bool // press formulas: shared by chance
}

// edge says that an item has something from another.
type edge struct {
	from   *item
	main   bool
	credit string
	ops    []string
	taken  []taken
	// relation is set for those that their taken sentences do not tell.
	relation string
	hearing  bool
}

// taken is a sentence of the source that the derived text says, too.
type taken struct {
	how    string // keep, edit, rephrase, requote
	source sentence
	words  int // of the source sentence
	same   int // of them that stand in the derived one
}

func (w *world) story(n int, day time.Time) *story {
	t := &w.topics[n%len(w.topics)]
	s := &story{w: w, r: w.r, id: fmt.Sprintf("s%03d", n+1), topic: t, slots: w.slots(t), counts: map[string]map[string]string{}, spent: map[string]bool{}, names: map[string]bool{}, start: day}
	s.slots["weekday"] = day.Weekday().String()
	for name, value := range s.slots {
		if first, _, _ := strings.Cut(value, " "); name != "criticrole" && first != strings.ToLower(first) {
			s.names[first] = true
		}
	}
	s.free = append(s.free, w.outlets...)
	shuffle(s.r, s.free)
	return s
}

// with are the slots and one more.
func (s *story) with(name, value string) map[string]string {
	m := maps.Clone(s.slots)
	m[name] = value
	return m
}

// tell draws a sentence for a fact. It reports false when all that it draws was
// said by others in nearly the same words.
func (s *story) tell(f *fact) (sentence, bool) {
	if s.spent[f.name] {
		return sentence{}, false
	}
	for range tries {
		text := s.draw(f)
		if s.w.written.add(text) {
			return sentence{text: text, fact: f.name}, true
		}
	}
	s.spent[f.name] = true
	return sentence{}, false
}

// draw puts a fact in words.
func (s *story) draw(f *fact) string {
	return capital(fill(choose(s.r, pick(s.r, f.ways)), s.slotsOf(f))) + "."
}

// slotsOf are the slots for a fact: those that fit any story have numbers of
// their own.
func (s *story) slotsOf(f *fact) map[string]string {
	if !strings.HasPrefix(f.name, "/") {
		return s.slots
	}
	own, ok := s.counts[f.name]
	if !ok {
		own = maps.Clone(s.slots)
		s.w.numbers(own)
		s.counts[f.name] = own
	}
	return own
}

// fact finds a fact by its name.
func (s *story) fact(name string) *fact {
	for _, list := range [][]fact{s.topic.facts, s.w.common} {
		for i := range list {
			if list[i].name == name {
				return &list[i]
			}
		}
	}
	return nil
}

// write adds n facts to an article that it does not have yet: the event itself
// first, unless it has that, then others.
func (s *story) write(it *item, n int) {
	have := map[string]bool{}
	for _, sen := range it.body {
		have[sen.fact] = true
	}
	rest := make([]*fact, 0, len(s.topic.facts)+len(s.w.common))
	for _, list := range [][]fact{s.topic.facts[1:], s.w.common} {
		for i := range list {
			rest = append(rest, &list[i])
		}
	}
	shuffle(s.r, rest)
	for _, f := range append([]*fact{&s.topic.facts[0]}, rest...) {
		if n == 0 {
			return
		}
		if have[f.name] {
			continue
		}
		if sen, ok := s.tell(f); ok {
			it.body = append(it.body, sen)
			n--
		}
	}
}

// item makes an empty article of an outlet, or of the next that has none yet.
func (s *story) item(what string, by *outlet, at time.Time) *item {
	if by == nil {
		by, s.free = s.free[0], s.free[1:]
	}
	it := &item{what: what, outlet: by, at: at.Truncate(time.Minute)}
	it.title = capital(fill(choose(s.r, pick(s.r, s.topic.headlines)), s.slots))
	it.dateline = strings.ToUpper(s.slots["town"]) + " — "
	if s.r.chance(50) {
		it.dateline = ""
	}
	s.items = append(s.items, it)
	return it
}

// finish adds what desks write under anything.
func (s *story) finish(it *item) {
	if s.r.chance(s.w.level.formulas) {
		text := capital(fill(pick(s.r, formulas), s.slots))
		it.body = append(it.body, sentence{text: text, noise: true})
	}
}

var formulas = lines("formulas.txt")
