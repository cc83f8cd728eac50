// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"

	"hearsay"
)

// Where an arc may lead from besides articles.
const (
	fromNobody = -1 // the article begins its text
	fromShared = -2 // a source that nobody names, and that others have text from, too
	fromNamed  = -3 // and below: a source that is named and not among the articles
)

// An arc is one way in which an article may have its main text.
type arc struct {
	from   int // an article, or as above
	marks  marks
	weight float64 // of the marks, in logits
	chance float64 // that this is the way
}

// scene is the articles of a story set against each other.
type scene struct {
	all      []*reading
	weights  map[string]float64 // of marks
	naming   *naming
	overlaps [][]*overlap // of each article, with those before it
	profiles []profile
	spread   map[uint64]int32 // in how many articles a run stands
	lacks    [][]lack         // of each article, what others lack of it
	bits     []set            // the runs of each that others have, too
	numbers  map[uint64]int   // of runs, in bits
	carriers map[uint64][]int // articles with a run
	chosen   []int            // from where each is, once that is told
	more     int              // 1 in a scene with an article that spread does not count
	arcs     [][]arc          // the ways of each article
}

// profile is what an article shows by itself.
type profile struct {
	agency    bool
	exclusive bool  // somebody told its own outlet
	selfNamed bool  // its own outlet is spoken of
	spoken    bool  // who is quoted speaks for its outlet
	seen      []int // sources among the articles that it names as where it knows from
	unseen    []int // sources that it names so and that are not among them
	most      int   // plain words that it has in common with any other
	mostBy    int
	mostly    bool // it has the greater part of its plain words from one that it names
}

func newScene(all []*reading, weights map[string]float64) *scene {
	s := &scene{all: all, weights: weights, naming: nameSources(all), spread: map[uint64]int32{}}
	for _, r := range all {
		for h := range r.at {
			s.spread[h]++
		}
	}
	s.carriers = map[uint64][]int{}
	for i, r := range all {
		for h := range r.at {
			s.carriers[h] = append(s.carriers[h], i)
		}
	}
	s.overlap()
	s.lack()
	for i := range all {
		s.profiles = append(s.profiles, s.profile(i))
	}
	for c := range all {
		s.arcs = append(s.arcs, s.arcsOf(c))
	}
	return s
}

// overlap compares each two articles.
func (s *scene) overlap() {
	for i := range s.all {
		row := make([]*overlap, i)
		for j := range i {
			row[j] = meet(s.all[j], s.all[i])
		}
		s.overlaps = append(s.overlaps, row)
	}
}

// meet is what two texts have in common; nil when that is nothing.
func meet(a, b *reading) *overlap {
	if o := compareTexts(a, b); len(o.blocks) > 0 {
		return o
	}
	return nil
}

// between is what two articles have in common, and which side of it the first is.
func (s *scene) between(a, b int) (*overlap, int) {
	switch {
	case a < b:
		return s.overlaps[b][a], 0
	case a > b:
		return s.overlaps[a][b], 1
	}
	return nil, 0
}

// precedes is 1 when the first date is before the second, -1 when it is behind it,
// and 0 when that is not known.
func precedes(a, b hearsay.Date) int {
	switch {
	case !dated(a) || !dated(b):
		return 0
	case a.Latest.Before(b.Earliest):
		return 1
	case b.Latest.Before(a.Earliest):
		return -1
	}
	return 0
}

// credits are the ways that say where an article knows from.
const credits = byLine | byDateline | byByline | byLink | byLead

// inTail reports whether a place is in the last paragraph of several.
func (r *reading) inTail(p hearsay.Place) bool {
	n := len(r.paragraph)
	if p.Part != hearsay.InText || n == 0 || r.paragraph[n-1] == 0 {
		return false
	}
	at := r.wordAt(p.Span.Start)
	return at < n && r.paragraph[at] == r.paragraph[n-1]
}

func (s *scene) profile(i int) profile {
	p := profile{mostBy: -1, spoken: s.speaksForItself(i)}
	own := s.naming.of[i]
	if own >= 0 {
		p.agency = s.naming.sources[own].agency
	}
	for k, w := range s.naming.named[i] {
		switch {
		case k == own:
			p.exclusive = p.exclusive || w&bySpeech != 0
			p.selfNamed = p.selfNamed || w&(byMention|bySaying) != 0 && !s.all[i].inTail(s.naming.places[i][k])
		case w&(credits|bySpeech|byReport) == 0:
		case len(s.naming.sources[k].articles) > 0:
			p.seen = append(p.seen, k)
		default:
			p.unseen = append(p.unseen, k)
		}
	}
	slices.Sort(p.seen)
	slices.Sort(p.unseen)
	for j := range s.all {
		if j == i {
			continue
		}
		o, side := s.between(i, j)
		if o == nil || o.tail {
			continue
		}
		h := o.side[side]
		if h.plain > p.most {
			p.most, p.mostBy = h.plain, j
		}
		if h.plain > h.own && slices.Contains(p.seen, s.naming.of[j]) {
			p.mostly = true
		}
	}
	return p
}

// arcsOf lists the ways in which an article may have its text.
func (s *scene) arcsOf(c int) []arc {
	out := []arc{{from: fromNobody, marks: s.nobodyMarks(c)}, {from: fromShared, marks: s.sharedMarks(c)}}
	for k := range s.naming.sources {
		if m := s.namedMarks(c, k); m != nil {
			out = append(out, arc{from: fromNamed - k, marks: m})
		}
	}
	for p := range s.all {
		if m := s.pairMarks(p, c); m != nil {
			out = append(out, arc{from: p, marks: m})
		}
	}
	for i := range out {
		out[i].weight = weigh(s.weights, out[i].marks)
	}
	return out
}

// nobodyMarks speak for and against an article beginning its text.
func (s *scene) nobodyMarks(c int) marks {
	p := &s.profiles[c]
	m := marks{{"nobody", 1}}
	s.rootMarks(&m, "nobody: ", c)
	if p.agency {
		m.add("nobody: an agency")
	}
	if p.exclusive {
		m.add("nobody: somebody told it")
	}
	if p.selfNamed {
		m.add("nobody: speaks of its outlet")
	}
	if p.spoken {
		m.add("nobody: who is quoted speaks for it")
	}
	return m
}

func (s *scene) sharedMarks(c int) marks {
	m := marks{{"shared", 1}}
	s.rootMarks(&m, "shared: ", c)
	p := &s.profiles[c]
	if p.agency {
		m.add("shared: an agency")
	}
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
	if s.all[c].cues.statement {
		m.add(prefix + "knows of a statement")
	}
	if s.all[c].cues.press {
		m.add(prefix + "met the press")
	}
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
	if s.all[c].cues.statement {
		m.add("named: knows of a statement")
	}
	m.amount("named: runs of members", inTens(union))
	m.amount("named: runs of members, more than of one", inTens(max(0, union-most)))
	if src.agency {
		m.add("named: an agency")
	}
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

var wayNames = []struct {
	way  way
	name string
}{
	{byLine, "in a line"}, {byDateline, "in the dateline"}, {byByline, "in the byline"}, {byLink, "by a link"},
	{byLead, "in the first sentence"}, {bySaying, "as who says it"}, {bySpeech, "as whom somebody told"}, {byReport, "further down"}, {byMention, "in passing"},
}

// pairMarks speak of an article having its main text from another; nil when
// nothing ties the two.
func (s *scene) pairMarks(p, c int) marks {
	if p == c {
		return nil
	}
	o, side := s.between(c, p)
	named := s.nameMarks(p, c)
	revises := s.samePage(p, c)
	if o == nil && named == nil && !revises {
		return nil
	}
	m := marks{{"pair", 1}}
	m = append(m, named...)
	if revises {
		m.add("one address")
	}
	m.add("date " + order(s.all[p].date, s.all[c].date))
	if o != nil {
		s.textMarks(&m, o, side)
		s.rareMarks(&m, o, side, c)
		s.lackMarks(&m, p, c)
	} else {
		m.add("no words shared")
	}
	if s.profiles[c].agency {
		m.add("child is an agency")
	}
	if s.profiles[p].agency {
		m.add("parent is an agency")
	}
	if s.profiles[c].exclusive {
		m.add("somebody told the child")
	}
	if s.profiles[p].exclusive {
		m.add("somebody told the parent")
	}
	if s.profiles[p].spoken {
		m.add("parent is who is quoted")
	}
	if s.profiles[c].spoken {
		m.add("child is who is quoted")
	}
	if s.profiles[p].selfNamed {
		m.add("parent speaks of its outlet")
	}
	if s.profiles[c].selfNamed {
		m.add("child speaks of its outlet")
	}
	if h := s.all[p].Article.Headline; h != "" && h == s.all[c].Article.Headline {
		m.add("one headline")
	}
	return m
}

// ordered reports whether something besides the two texts' own words says that the one
// had them before the other: dates that do not touch, who names whom, who was told,
// or words of a third text, which the one has and the other lacks.
func (s *scene) ordered(p, c int) bool {
	n := s.naming
	to := n.of[p]
	return precedes(s.all[p].date, s.all[c].date) != 0 ||
		to >= 0 && to != n.of[c] && n.named[c][to]&(credits|bySpeech) != 0 || n.linked[c][p] ||
		s.profiles[p].exclusive || s.profiles[p].agency || s.profiles[p].spoken ||
		s.lackOf(p, c).earlier >= apart
}

// holders counts the articles that have a run, of which one does.
func (s *scene) holders(run uint64) int { return int(s.spread[run]) + s.more }

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
	if n.linked[c][p] {
		m.add("links")
	}
	if n.linked[p][c] {
		m.add("is linked")
	}
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
// than the one in question has, too: the name may have come with them.
func (s *scene) borrowedName(c, k, p int) bool {
	r, at := s.all[c], s.naming.places[c][k]
	if at.Part != hearsay.InText || at.IsZero() {
		return false
	}
	first := r.wordAt(at.Span.Start)
	for i := max(0, first-1); i <= first && i < len(r.runs); i++ {
		others := s.holders(r.runs[i]) - 1
		if _, has := s.all[p].at[r.runs[i]]; has && p != c {
			others--
		}
		if others > 0 {
			return true
		}
	}
	return false
}

// otherNames say whom an article names that does not name this one.
func (s *scene) otherNames(m *marks, p, c int) {
	pc := &s.profiles[c]
	for _, list := range [][]int{pc.seen, pc.unseen} {
		for _, k := range list {
			w := s.naming.named[c][k]
			inherited := s.naming.named[p][k]&(credits|bySpeech) != 0 || s.naming.of[p] == k
			kind := "told another"
			if w&credits != 0 {
				kind = "credits another"
			}
			switch {
			case inherited:
				m.add(kind + " as parent does")
			case len(s.naming.sources[k].articles) == 0:
				m.add(kind + " that is not here")
			default:
				m.add(kind + " that is here")
			}
			return
		}
	}
	m.add("names nobody")
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
		at := b.a
		if side == 1 {
			at = b.b
		}
		r := s.all[c]
		for k := at; k < at+b.n && int(k) < len(r.runs); k++ {
			switch s.holders(r.runs[k]) {
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
