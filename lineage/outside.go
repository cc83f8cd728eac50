// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import "slices"

// nobodyMarks speak for and against an article beginning its text.
func (s *scene) nobodyMarks(c int) marks {
	p := &s.profiles[c]
	m := marks{{"nobody", 1}}
	s.rootMarks(&m, "nobody: ", c)
	m.when(p.agency, "nobody: an agency")
	m.when(p.agency && len(p.seen) > 0, "nobody: an agency that names one of them")
	m.when(p.exclusive, "nobody: somebody told it")
	m.when(p.selfNamed, "nobody: speaks of its outlet")
	m.when(p.spoken, "nobody: who is quoted speaks for it")
	return m
}

func (s *scene) sharedMarks(c int) marks {
	m := marks{{"shared", 1}}
	s.rootMarks(&m, "shared: ", c)
	p := &s.profiles[c]
	m.when(p.agency, "shared: an agency")
	if p.mostBy >= 0 {
		o, side := s.between(c, p.mostBy)
		mine, its := &o.side[side], &o.side[1-side]
		m.add(bin("shared: own", mine.own, wordLimits, wordNames) + bin(" its", its.own, wordLimits, wordNames))
		m.amount("shared: share with the nearest", float64(mine.plain)/float64(max(1, mine.plain+mine.own)))
		m.amount("shared: spoken words", inTens(mine.spoken))
		m.amount("shared: both longer", float64(min(mine.longer, its.longer)))
	}
	return m
}

// rootMarks are those of any way that leads out of the story.
func (s *scene) rootMarks(m *marks, prefix string, c int) {
	p := &s.profiles[c]
	m.add(bin(prefix+"most words shared", p.most, wordLimits, wordNames))
	m.amount(prefix+"words shared", inTens(p.most))
	switch {
	case len(p.seen) > 0 && s.credited(c, p.seen):
		m.add(prefix + "credits one of them")
	case len(p.seen) > 0 && p.mostly:
		m.add(prefix + "told one of them, most of whose text it has")
	case len(p.seen) > 0:
		m.add(prefix + "told one of them")
	case len(p.unseen) > 0:
		m.add(prefix + "credits another")
	}
	least, any := 1000, false
	for j := range s.all {
		if o, side := s.between(c, j); j != c && o != nil && !o.tail && o.side[side].plain >= leastPlain {
			least, any = min(least, s.lackOf(c, j).earlier+s.lackOf(c, j).undated), true
		}
	}
	if any {
		m.add(bin(prefix+"all lack", least, lackLimits, lackNames))
	}
	m.add(bin(prefix+"retold sentences", s.mostRetold(c), fewLimits, fewNames))
	m.amount(prefix+"retold share", s.mostShare(c))
	m.when(s.mostRetold(c) >= leastRetold && p.most < fewPlain, prefix+"in other words")
	m.when(s.all[c].cues.statement, prefix+"knows of a statement")
	m.when(s.all[c].cues.press, prefix+"met the press")
	if p.mostBy >= 0 {
		m.add(prefix + "nearest " + order(s.all[p.mostBy].date, s.all[c].date))
	}
}

// credited reports whether an article credits one of the sources, and not just
// next to what somebody said.
func (s *scene) credited(c int, sources []int) bool {
	return slices.ContainsFunc(sources, func(k int) bool { return s.naming.named[c][k]&credits != 0 })
}

// namedMarks speak of a source that is not among the articles; nil when nothing
// ties the article to it.
func (s *scene) namedMarks(c, k int) marks {
	src := &s.naming.sources[k]
	if len(src.articles) > 0 {
		return nil
	}
	w := s.naming.named[c][k]
	members, most := 0, 0
	for j := range s.all {
		if j == c || s.naming.named[j][k]&(credits|bySpeech) == 0 {
			continue
		}
		members++
		if o, side := s.between(c, j); o != nil && !o.tail {
			most = max(most, o.side[side].plain)
		}
	}
	union := s.fromMembers(c, k)
	if w == 0 && most < least*2 {
		return nil
	}
	m := marks{{"named", 1}}
	for _, b := range wayNames {
		if w&b.way != 0 {
			m.add("named: " + b.name)
		}
	}
	switch {
	case w&(credits|bySpeech|byReport) == 0:
		m.add("named: not by it")
	case s.borrowedName(c, k, c):
		m.add("named: in words that others have")
	}
	p := &s.profiles[c]
	m.add(bin("named: members", members, fewLimits, fewNames))
	m.add(bin("named: words with members", most, wordLimits, wordNames))
	m.amount("named: words", inTens(most))
	if p.mostBy >= 0 {
		o, side := s.between(c, p.mostBy)
		h := o.side[side]
		m.amount("named: share with the nearest", float64(h.plain)/float64(max(1, h.plain+h.own)))
		if w&credits != 0 && s.naming.named[p.mostBy][k]&credits == 0 {
			m.add("named: the nearest does not name it")
		}
	}
	m.add(bin("named: most words shared", p.most, wordLimits, wordNames))
	m.amount("named: fewer than with others", inTens(p.most-most))
	m.when(s.all[c].cues.statement, "named: knows of a statement")
	m.amount("named: runs of members", inTens(union))
	m.amount("named: runs of members, more than of one", inTens(max(0, union-most)))
	m.when(src.agency, "named: an agency")
	if len(p.seen)+len(p.unseen) > 1 || w == 0 && len(p.seen)+len(p.unseen) > 0 {
		m.add("named: names others")
	}
	return m
}

// fromMembers counts the plain words of an article that begin runs which others who
// name the source have.
func (s *scene) fromMembers(c, k int) int {
	r := s.all[c]
	have := make([]bool, len(r.words))
	for j := range s.all {
		if j == c || s.naming.named[j][k]&(credits|bySpeech) == 0 {
			continue
		}
		o, side := s.between(c, j)
		if o == nil {
			continue
		}
		o.cover(side, have)
	}
	n := 0
	for i, yes := range have {
		if yes && !r.quoted[i] {
			n++
		}
	}
	return n
}
