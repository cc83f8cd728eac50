// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"strings"

	"hearsay"
)

// gumScore asks two questions. "unit": do the cues of our relations stand in the
// units of attributions? "relation": does the answer whose cue stands there hold
// half of the words of the unit's head, too? A unit that is interrupted counts
// with its rest. GUM has no units for nouns ("the claim that …") nor for content
// that is no clause, so precision is a lower bound.
type gumScore struct {
	opt     Options
	texts   int
	skipped skips
	counts  map[string]*prf
	wrong   quoteErrors
}

// attribution is one of the truth.
type attribution struct {
	parts []hearsay.Span // the unit and its rest
	head  []hearsay.Span
}

func (s *gumScore) add(d *gumDoc) {
	s.texts++
	l := layOut(d.text)
	s.wrong.opt, s.wrong.set = s.opt, "GUM"
	got := findIn(d.text)
	gold := d.attributions()
	genre := strings.Split(d.name+"__", "_")[1]
	taken := make([]bool, len(got))
	for i := range gold {
		best, found := l.answerTo(&gold[i], got, taken)
		s.each("unit", genre, func(c *prf) { c.truth++; c.hit += count(best >= 0) })
		s.each("relation", genre, func(c *prf) { c.truth++; c.hit += count(found) })
		if best >= 0 {
			taken[best] = true
			s.addSource(&gold[i], &got[best], genre)
		}
		s.report(&l, d.name, &gold[i], got, best, found)
	}
	for i := range got {
		if !got[i].Cue.IsZero() {
			s.each("unit", genre, func(c *prf) { c.proposed++ })
			s.each("relation", genre, func(c *prf) { c.proposed++ })
		}
	}
}

// addSource counts sources that stand in the unit of their attribution.
func (s *gumScore) addSource(a *attribution, q *hearsay.Quotation, genre string) {
	if q.Source.IsZero() {
		return
	}
	s.each("source in unit", genre, func(c *prf) { c.add(agree(touches(q.Source, a.parts))) })
}

// each applies f to the count of all texts and to that of a genre.
func (s *gumScore) each(what, genre string, f func(*prf)) {
	for _, name := range [...]string{what, what + ", " + genre} {
		if s.counts[name] == nil {
			s.counts[name] = &prf{}
		}
		f(s.counts[name])
	}
}

// attributions lists the units that attribute, positively or not.
func (d *gumDoc) attributions() []attribution {
	var out []attribution
	for i, u := range d.units {
		if strings.HasPrefix(u.relation, "attribution") && u.head >= 0 && u.head < len(d.units) {
			out = append(out, attribution{d.whole(i), d.whole(u.head)})
		}
	}
	return out
}

// whole returns a unit and, where it is interrupted, the rest of it.
func (d *gumDoc) whole(i int) []hearsay.Span {
	out := []hearsay.Span{d.units[i].span}
	for _, u := range d.units {
		if u.head == i && u.relation == "same-unit" {
			out = append(out, u.span)
		}
	}
	return out
}

// answerTo returns the answer whose cue stands in the unit, -1 when there is
// none, and whether it holds half of the head's words.
func (l *laidOut) answerTo(a *attribution, got []hearsay.Quotation, taken []bool) (best int, found bool) {
	head := l.tokensIn(a.head...)
	best = -1
	most := -1.0
	for i := range got {
		if taken[i] || got[i].Cue.IsZero() || !touches(got[i].Cue, a.parts) {
			continue
		}
		covered := overlapOf(l.tokensIn(got[i].Content...), head, func(r run) run { return r }).recall()
		if covered > most {
			best, most = i, covered
		}
	}
	return best, most >= 0.5
}

func touches(s hearsay.Span, parts []hearsay.Span) bool {
	for _, p := range parts {
		if p.Overlap(s) > 0 {
			return true
		}
	}
	return false
}

// report lists attributions without an answer, or with other content.
func (s *gumScore) report(l *laidOut, name string, a *attribution, got []hearsay.Quotation, best int, found bool) {
	if found {
		return
	}
	want := &hearsay.Quotation{Within: -1, Cue: a.parts[0], Content: a.head}
	if best < 0 {
		s.wrong.note("cue missed", l, name, want, nil)
		return
	}
	s.wrong.note("content crossing", l, name, want, &got[best])
}

func (s *gumScore) finish() []Set {
	if s.texts == 0 && len(s.skipped.names) == 0 {
		return nil
	}
	set := Set{Name: "GUM", Texts: s.texts, Skipped: s.skipped.list()}
	set.explain("unit", "units of attributions (source and cue) that hold a cue of ours")
	set.explain("relation", "and half of the words of the unit that is said")
	set.explain("source in unit", "sources of those found that stand in the unit")
	for _, what := range [...]string{"unit", "relation"} {
		for _, name := range s.groups(what) {
			s.counts[name].addTo(&set, name)
		}
	}
	for _, name := range s.groups("source in unit") {
		set.Add(name, "right", s.counts[name].precision(), s.counts[name].proposed)
	}
	for _, kind := range [...]string{"cue missed", "content crossing"} {
		set.count("errors", kind, s.wrong.all(kind))
	}
	s.wrong.write()
	return []Set{set}
}

// groups are a count of all texts and those of the genres.
func (s *gumScore) groups(what string) []string {
	var out []string
	for _, name := range sortedKeys(s.counts) {
		if name == what || strings.HasPrefix(name, what+", ") {
			out = append(out, name)
		}
	}
	return out
}
