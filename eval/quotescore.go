// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

// quoteScore adds up the counts of one set.
type quoteScore struct {
	name      string
	texts     int
	skipped   skips
	spans     spanCounts
	relations relationCounts
	opinions  opinions
	cues      cueCounts
	agents    *agentCounts // nil when the truth has no names
	spansOnly bool         // the truth has no relations
	errors    quoteErrors
}

func newQuoteScore(name string, opt Options) quoteScore {
	return quoteScore{name: name, relations: relationCounts{}, opinions: opinions{}, errors: quoteErrors{opt: opt, set: name}}
}

// full reports whether as many texts were scored as the options allow.
func (s *quoteScore) full() bool {
	limit := s.errors.opt.Limit
	return limit > 0 && s.texts >= limit
}

// add scores one text.
func (s *quoteScore) add(d *annotated) {
	s.texts++
	l := layOut(d.text)
	s.spans.add(&l, d.got, d.gold)
	if s.spansOnly {
		return
	}
	pairs := l.pairUp(d.gold, d.got)
	s.relations.add(l.text, pairs, d.gold, d.got)
	s.opinions.add(l.text, pairs, d.got)
	s.cues.add(&l, pairs, d.gold, d.got)
	if s.agents != nil {
		s.agents.add(l.text, pairs, d.gold, d.got)
	}
	s.errors.add(&l, d, pairs, s.agents != nil)
}

// set turns the counts into metrics.
func (s *quoteScore) set() Set {
	set := Set{Name: s.name, Texts: s.texts, Skipped: s.skipped.list()}
	s.spans.addTo(&set)
	if s.spansOnly {
		return set
	}
	s.relations.addTo(&set)
	s.opinions.addTo(&set)
	s.cues.addTo(&set)
	if s.agents != nil {
		s.agents.addTo(&set)
	}
	s.errors.addTo(&set, s.agents != nil)
	return set
}

// finish writes the errors and returns the set; none when no text was seen.
func (s *quoteScore) finish() []Set {
	if s.texts == 0 && len(s.skipped.names) == 0 {
		return nil
	}
	s.errors.write()
	return []Set{s.set()}
}
