// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"slices"
	"strings"
	"time"
)

// later is some time after an item.
func (s *story) later(than time.Time) time.Time {
	return than.Add(time.Duration(s.r.between(15, 700)) * time.Minute)
}

// retell makes an article out of another.
func (s *story) retell(from *item, by *outlet, m *manner) *item {
	it := s.item("", by, s.later(from.at))
	e := &edge{from: from, main: true, credit: s.crediting(), ops: []string{m.name}}
	it.edges = append(it.edges, e)
	if m.keep == 100 && s.r.chance(50) {
		it.title = from.title
	}
	if m.keep == 100 && e.credit == "omitted" {
		it.dateline = from.dateline // and whoever stands in it
	}
	body := slices.DeleteFunc(slices.Clone(from.body), func(sen sentence) bool { return sen.noise && m.own > 0 })
	if m.cut > 0 {
		body = body[:max(min(2, len(body)), len(body)*(100-s.r.between(m.cut/2, m.cut+m.cut/2))/100)]
	}
	for i, sen := range body {
		s.take(it, e, sen, m, i == 0)
	}
	if m.move {
		s.move(it, e)
	}
	if m.own > 0 {
		s.write(it, s.r.between(m.own-1, m.own))
		s.finish(it)
	}
	s.name(it, e)
	return it
}

// crediting draws whether a text says where it is from.
func (s *story) crediting() string {
	switch n := s.r.below(100); {
	case n < s.w.level.untrue:
		return "false"
	case n < s.w.level.untrue+s.w.level.omitted:
		return "omitted"
	}
	return "given"
}

// silence is crediting without false names.
func (s *story) silence() string {
	if s.r.chance(s.w.level.untrue + s.w.level.omitted) {
		return "omitted"
	}
	return "given"
}

// take lets an article say what a sentence of another says. The first is always
// taken in some way, so that the text tells of the event.
func (s *story) take(it *item, e *edge, sen sentence, m *manner, first bool) {
	if sen.quote != nil {
		s.requote(it, e, sen, m)
		return
	}
	n := s.r.below(m.keep + m.edit + m.rephrase + m.drop)
	if first && n >= m.keep+m.edit+m.rephrase {
		n = m.keep
	}
	switch {
	case n < m.keep || sen.noise:
		s.keep(it, e, sen)
	case n < m.keep+m.edit:
		s.edit(it, e, sen)
	case n < m.keep+m.edit+m.rephrase:
		s.rephrase(it, e, sen)
	default:
		e.did("drop")
	}
}

func (e *edge) did(op string) {
	if !slices.Contains(e.ops, op) {
		e.ops = append(e.ops, op)
	}
}

// keep takes a sentence word for word.
func (s *story) keep(it *item, e *edge, sen sentence) {
	n := len(wordsOf(sen.text))
	it.body = append(it.body, sen)
	if !sen.noise {
		e.taken = append(e.taken, taken{"keep", sen, n, n})
	}
}

// rephrase puts a fact in other words, of which the source may have some.
func (s *story) rephrase(it *item, e *edge, sen sentence) {
	n := len(wordsOf(sen.text))
	for range tries {
		text := s.draw(s.fact(sen.fact))
		same := common(text, sen.text)
		if 3*same > 2*n || !s.w.written.edit(sen.text, text) {
			continue
		}
		if 2*same < n {
			same = 0
		}
		it.body = append(it.body, sentence{text: text, fact: sen.fact})
		e.did("rephrase")
		e.taken = append(e.taken, taken{"rephrase", sen, n, same})
		return
	}
	s.edit(it, e, sen)
}

// edit changes a few words of a sentence. What would make words that stand
// elsewhere is not done.
func (s *story) edit(it *item, e *edge, sen sentence) {
	edits := []struct {
		name string
		do   func(string) (string, int)
	}{{"synonym", s.synonyms}, {"append", s.appendix}, {"misspell", s.misspell}, {"prefix", s.prefix}}
	shuffle(s.r, edits)
	for _, way := range edits {
		text, lost := way.do(sen.text)
		if lost < 0 || !s.w.written.edit(sen.text, text) {
			continue
		}
		e.did(way.name)
		n := len(wordsOf(sen.text))
		e.taken = append(e.taken, taken{"edit", sen, n, n - lost})
		it.body = append(it.body, sentence{text: text, fact: sen.fact})
		return
	}
	s.keep(it, e, sen)
}

var synonyms = readSynonyms()

func readSynonyms() map[string]string {
	out := map[string]string{}
	for _, line := range lines("synonyms.txt") {
		a, b, _ := strings.Cut(strings.ReplaceAll(line, "-", " "), " ")
		out[a] = b
		if !strings.Contains(b, " ") {
			out[b] = a
		}
	}
	return out
}

// synonyms swaps words; it reports how many were lost, -1 when there are none.
func (s *story) synonyms(text string) (string, int) {
	words, lost := strings.Split(text, " "), 0
	for i, w := range words {
		if other, ok := synonyms[w]; ok && i > 0 {
			words[i] = other
			lost++
		}
	}
	if lost == 0 {
		return text, -1
	}
	return strings.Join(words, " "), lost
}

func (s *story) appendix(text string) (string, int) {
	ends := []string{"it was learnt", "reports say", "it emerged", "it is understood", "as was reported", "officials said", "it was announced"}
	return strings.TrimSuffix(text, ".") + ", " + pick(s.r, ends) + ".", 0
}

func (s *story) prefix(text string) (string, int) {
	heads := []string{"Meanwhile, ", "According to reports, ", "It is said that ", "In addition, ", "As it turns out, "}
	return pick(s.r, heads) + s.small(text), 0
}

// misspell swaps two letters of a long word: an error that copies carry on.
func (s *story) misspell(text string) (string, int) {
	words := strings.Split(text, " ")
	var long []int
	for i, w := range words {
		if len(w) >= 7 && w == strings.ToLower(w) && w[3] != w[4] && isLetters(w) {
			long = append(long, i)
		}
	}
	if len(long) == 0 {
		return text, -1
	}
	b := []byte(words[long[0]])
	b[3], b[4] = b[4], b[3]
	words[long[0]] = string(b)
	return strings.Join(words, " "), 1
}

func isLetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// move lets a sentence of the second half change places with an earlier one.
func (s *story) move(it *item, e *edge) {
	if n := len(it.body); n >= 5 {
		i, j := s.r.between(1, n/2), s.r.between(n/2+1, n-1)
		it.body[i], it.body[j] = it.body[j], it.body[i]
		e.did("move")
	}
}

// requote takes a quotation, and may change what it says or who said it.
func (s *story) requote(it *item, e *edge, sen sentence, m *manner) {
	q := *sen.quote
	if m.alters && s.r.chance(s.w.level.changed) {
		for range s.r.between(1, 2) {
			if next := q.change(s.r, q.state); s.w.written.edit(q.words(q.state), q.words(next)) {
				q.state = next
			}
		}
		e.did("alter quotation")
	}
	if m.alters && s.r.chance(s.w.level.changed/8) {
		q.speaker = s.bystander(q.speaker)
		e.did("re-attribute")
	}
	if e.credit != "given" && q.asked == e.from.outlet {
		// Whoever keeps silent about an interview or a release leaves its owner out.
		q.place, q.asked = pick(s.r, s.w.ways.places["plain"]), nil
	}
	if m.own > 0 {
		q.form = s.r.below(len(attributions))
	}
	n := len(wordsOf(sen.text))
	if text := q.text(); text != sen.text {
		e.taken = append(e.taken, taken{"requote", sen, n, common(text, sen.text)})
		it.body = append(it.body, sentence{text: text, quote: &q})
		return
	}
	e.taken = append(e.taken, taken{"keep", sen, n, n})
	it.body = append(it.body, sen)
}

// common counts the words that two texts have in common.
func common(a, b string) int {
	have, n := map[string]int{}, 0
	for _, w := range wordsOf(a) {
		have[w]++
	}
	for _, w := range wordsOf(b) {
		if have[w] > 0 {
			have[w]--
			n++
		}
	}
	return n
}

// bystander is somebody else of the story.
func (s *story) bystander(not person) person {
	all := []person{
		{s.slots["official"], s.slots["officialrole"]}, {s.slots["critic"], s.slots["criticrole"]},
	}
	if all[0].name == not.name {
		return all[1]
	}
	return all[0]
}
