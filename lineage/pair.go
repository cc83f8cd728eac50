// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"
	"strings"

	"hearsay"
)

// pairMarks speak of an article having its main text from another; nil when
// nothing ties the two.
func (s *scene) pairMarks(p, c int) marks {
	if p == c {
		return nil
	}
	o, side := s.between(c, p)
	named := s.nameMarks(p, c)
	revises := s.samePage(p, c)
	if o == nil && named == nil && !revises && !s.retells(c, p) {
		return nil
	}
	m := marks{{"pair", 1}}
	m = append(m, named...)
	m.when(revises, "one address")
	m.add("date " + order(s.all[p].date, s.all[c].date))
	if o != nil {
		s.textMarks(&m, o, side)
		s.rareMarks(&m, o, side, c)
		s.lackMarks(&m, p, c)
	} else {
		m.add("no words shared")
	}
	s.kinMarks(&m, p, c)
	parent, child := &s.profiles[p], &s.profiles[c]
	m.when(child.agency, "child is an agency")
	m.when(child.agency && s.says(c, p), "child is an agency and names it")
	m.when(parent.agency, "parent is an agency")
	m.when(child.exclusive, "somebody told the child")
	m.when(parent.exclusive, "somebody told the parent")
	m.when(parent.spoken, "parent is who is quoted")
	m.when(child.spoken, "child is who is quoted")
	m.when(parent.selfNamed, "parent speaks of its outlet")
	m.when(child.selfNamed, "child speaks of its outlet")
	h := s.all[p].Article.Headline
	m.when(h != "" && h == s.all[c].Article.Headline, "one headline")
	return m
}

// ordered reports whether something besides the two texts' own words says that the one
// had them before the other: dates that do not touch or hardly do, who names whom, who was told,
// or words of a third text, which the one has and the other lacks.
func (s *scene) ordered(p, c int) bool {
	n := s.naming
	to := n.of[p]
	return precedes(s.all[p].date, s.all[c].date) != 0 || likelyPrecedes(s.all[p].date, s.all[c].date) > 0 ||
		to >= 0 && to != n.of[c] && n.named[c][to]&(credits|bySpeech) != 0 || n.linked[c][p] ||
		s.profiles[p].exclusive || s.profiles[p].agency || s.profiles[p].spoken ||
		s.lackOf(p, c).earlier >= apart
}

// holders counts the articles that have the run that begins with a word of one.
func (s *scene) holders(c int, word int32) int { return int(s.spreads[c][word]) + s.more }

func (s *scene) samePage(p, c int) bool {
	a, b := s.all[p].Article, s.all[c].Article
	return a.URL != "" && address(a.URL) == address(b.URL)
}

// nameMarks say who of the two names whom, and whom else.
func (s *scene) nameMarks(p, c int) marks {
	var m marks
	n := s.naming
	to, back := n.of[p], n.of[c]
	if to >= 0 && to != back {
		for _, b := range wayNames {
			if n.named[c][to]&b.way != 0 {
				m.add("names " + b.name)
			}
			if back >= 0 && n.named[p][back]&b.way != 0 {
				m.add("is named " + b.name)
			}
		}
		if n.named[c][to]&(credits|bySpeech) != 0 {
			if len(n.sources[to].articles) > 1 {
				m.add("names an outlet of several")
			}
			if s.borrowedName(c, to, p) {
				m.add("names in words that others have")
			}
		}
	}
	m.when(n.linked[c][p], "links")
	m.when(n.linked[p][c], "is linked")
	tied := len(m) > 0
	if to < 0 || n.named[c][to]&(credits|bySpeech) == 0 {
		s.otherNames(&m, p, c)
	}
	if !tied {
		if o, _ := s.between(p, c); o == nil {
			return nil
		}
	}
	return m
}

// borrowedName reports whether an article names a source in words that another
// than the one in question has, too: the name may have come with them. The name alone is
// no such words, whoever else names it.
func (s *scene) borrowedName(c, k, p int) bool {
	r, at := s.all[c], s.naming.places[c][k]
	if at.Part != hearsay.InText || at.IsZero() {
		return false
	}
	first := r.wordAt(at.Span.Start)
	last := r.wordAt(at.Span.End) - 1
	left := first - 2 // a run of two words before the name and its first
	if first > 0 && strings.EqualFold(r.words[first-1].Span.In(r.Article.Text), "the") {
		return s.common(r, last, c, p) || s.common(r, left, c, p) && s.common(r, left-1, c, p)
	}
	return s.common(r, last, c, p) || s.common(r, left, c, p)
}

// namedAlike reports whether a third article has the name of another's outlet with a word
// beside it, as this one has: it may have come with a copy, and nothing is certain.
func (s *scene) namedAlike(c, p int) bool {
	r, at := s.all[c], s.naming.places[c][s.naming.of[p]]
	if at.Part != hearsay.InText || at.IsZero() {
		return false
	}
	first := r.wordAt(at.Span.Start)
	return s.common(r, max(0, first-1), c, p) || s.common(r, first, c, p)
}

// common reports whether a third article has a run of one's words, too.
func (s *scene) common(r *reading, i, c, p int) bool {
	if i < 0 || i >= len(r.runs) {
		return false
	}
	others := s.holders(c, int32(i)) - 1
	if _, has := s.all[p].at[r.runs[i]]; has && p != c {
		others--
	}
	return others > 0
}

// otherNames say whom an article names that does not name this one.
func (s *scene) otherNames(m *marks, p, c int) {
	named := slices.Concat(s.profiles[c].seen, s.profiles[c].unseen)
	if len(named) == 0 {
		m.add("names nobody")
		return
	}
	k, kind := named[0], "told another"
	if s.naming.named[c][k]&credits != 0 {
		kind = "credits another"
	}
	switch {
	case s.naming.named[p][k]&(credits|bySpeech) != 0 || s.naming.of[p] == k:
		m.add(kind + " as parent does")
	case len(s.naming.sources[k].articles) == 0:
		m.add(kind + " that is not here")
	default:
		m.add(kind + " that is here")
	}
}

// textMarks say how much of the child's text the parent has, and what each has
// besides.
func (s *scene) textMarks(m *marks, o *overlap, side int) {
	child, parent := &o.side[side], &o.side[1-side]
	m.add(bin("plain words", child.plain, wordLimits, wordNames))
	m.amount("plain words", inTens(child.plain))
	m.amount("spoken words", inTens(child.spoken))
	if all := child.plain + child.own; all > 0 {
		m.amount("share of the child", float64(child.plain)/float64(all))
	}
	m.amount("equal sentences", float64(min(o.same, 10)))
	m.add(bin("child has besides", child.own, wordLimits, wordNames) + bin(", parent", parent.own, wordLimits, wordNames))
	m.add(bin("sentences of the child alone", child.whole, fewLimits, fewNames) + bin(", of the parent", parent.whole, fewLimits, fewNames))
	m.amount("child is longer in", float64(min(child.longer, 4)))
	m.amount("parent is longer in", float64(min(parent.longer, 4)))
	m.amount("edited", float64(min(child.edited, 4)))
	switch {
	case o.tail:
		m.add("only at the very end")
	case child.plain < least && child.spoken >= least:
		m.add("only speech")
	case child.lead && parent.lead:
		m.add("first sentences")
	case child.lead:
		m.add("child's first sentence only")
	case parent.lead:
		m.add("parent's first sentence only")
	}
}

// rareMarks say how much only these two have.
func (s *scene) rareMarks(m *marks, o *overlap, side, c int) {
	two, three := 0, 0
	for _, b := range o.blocks {
		at := b.at(side)
		r := s.all[c]
		for k := at; k < at+b.n && int(k) < len(r.runs); k++ {
			switch s.holders(c, k) {
			case 2:
				two++
			case 3:
				three++
			}
		}
	}
	m.amount("runs of these two alone", inTens(two))
	m.amount("runs of these and one more", inTens(three))
	m.add(bin("runs of these two alone", two, wordLimits, wordNames))
}

// lackMarks say what the child has in common with others and the parent lacks.
func (s *scene) lackMarks(m *marks, p, c int) {
	l, back := s.lackOf(c, p), s.lackOf(p, c)
	m.add(bin("lacks of earlier ones", l.earlier, lackLimits, lackNames))
	m.amount("lacks of earlier ones", inTens(l.earlier))
	m.add(bin("lacks of others", l.undated, lackLimits, lackNames))
	m.amount("lacks of others", inTens(l.undated))
	m.add(bin("child lacks of earlier ones", back.earlier, lackLimits, lackNames))
	m.add(bin("child lacks of others", back.undated, lackLimits, lackNames))
	child, parent := s.all[c].cues, s.all[p].cues
	if child.statement && !parent.statement {
		m.add("child alone knows of a statement")
	}
	if parent.statement && !child.statement {
		m.add("parent alone knows of a statement")
	}
	if child.press && !parent.press {
		m.add("child alone met the press")
	}
	if parent.press && !child.press {
		m.add("parent alone met the press")
	}
}

var (
	lackLimits = []int{1, 3, 6, 12, 25}
	lackNames  = []string{" 0", " 1+", " 3+", " 6+", " 12+", " 25+"}
)
