// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"math"
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
	spread   map[uint64]int32    // in how many articles a run stands
	spreads  [][]int32           // that of each run of each article: it is asked for each two articles
	lacks    [][]lack            // of each article, what others lack of it
	bits     []set               // the runs of each that others have, too
	numbers  map[uint64]int      // of runs, in bits
	carriers map[uint64][]int    // articles with a run
	sayings  map[uint64][]saying // sentences with a content word
	sayers   map[uint64]int      // how many articles have it
	kins     [][]kinship         // of each article, with the others
	chosen   []int               // from where each is, once that is told
	more     int                 // 1 in a scene with an article that spread does not count
	arcs     [][]arc             // the ways of each article
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
	for _, r := range all {
		s.spreads = append(s.spreads, s.spreadOf(r))
	}
	s.carriers = map[uint64][]int{}
	for i, r := range all {
		for h := range r.at {
			s.carriers[h] = append(s.carriers[h], i)
		}
	}
	s.overlap()
	s.lack()
	s.gather()
	s.kins = each(len(all), s.kinOf)
	s.profiles = each(len(all), s.profile)
	s.arcs = each(len(all), s.arcsOf)
	return s
}

// spreadOf is in how many articles each run of a reading stands.
func (s *scene) spreadOf(r *reading) []int32 {
	out := make([]int32, len(r.runs))
	for i, run := range r.runs {
		out[i] = s.spread[run]
	}
	return out
}

// overlap compares each two articles.
func (s *scene) overlap() {
	s.overlaps = each(len(s.all), func(i int) []*overlap {
		row := make([]*overlap, i)
		for j := range i {
			row[j] = meet(s.all[j], s.all[i])
		}
		return row
	})
}

// meet is what two texts have in common; nil when that is nothing.
func meet(a, b *reading) *overlap {
	if blocks := blocksOf(a, b); len(blocks) > 0 {
		return compareTexts(a, b, blocks)
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
	s.retell(c, out)
	s.revise(c, out)
	return out
}

// whenRevised is whenRetold for a page and its last version before: the same odds of .9.
const whenRevised = 2.2

// revise raises the way to the last earlier version of a page.
func (s *scene) revise(c int, ways []arc) {
	best, last := math.Inf(-1), -1
	for i := range ways {
		a := &ways[i]
		best = max(best, a.weight)
		if a.from < 0 || !s.samePage(a.from, c) || precedes(s.all[a.from].date, s.all[c].date) <= 0 {
			continue
		}
		if o, side := s.between(c, a.from); o == nil || o.side[side].plain < least {
			continue
		}
		if last < 0 || precedes(s.all[ways[last].from].date, s.all[a.from].date) > 0 {
			last = i
		}
	}
	if last >= 0 {
		ways[last].weight = max(ways[last].weight, best+whenRevised)
	}
}

// whenRetold is by how much, in logits, an article that says at its beginning which
// one it retells is likelier to do so than to begin its text. As with whenSaid it is
// set: the same odds of .7.
const whenRetold = 0.85

// retell raises the way to the article that another says it retells: it names the
// outlet in its first two paragraphs, has words from there, and nobody told it
// anything itself. An agency has its own report, whoever it names.
func (s *scene) retell(c int, ways []arc) {
	if s.profiles[c].exclusive {
		return
	}
	outside, most, told := 0.0, 0, -1
	for i := range ways {
		a := &ways[i]
		if a.from < 0 {
			if i == 0 || a.weight > outside {
				outside = a.weight
			}
			continue
		}
		n := s.reworded(c, a.from)
		if !s.profiles[c].agency {
			n = max(n, s.retold(c, a.from))
		}
		if n > most {
			most, told = n, i
		}
	}
	if told >= 0 {
		ways[told].weight = max(ways[told].weight, outside+whenRetold)
	}
}

// reworded counts the content words that an article has from one which it seems to put in
// other words; 0 when it names another, or its date is not behind.
func (s *scene) reworded(c, p int) int {
	k, of := s.kin(c, p), s.naming.of[p]
	order := cmp.Or(precedes(s.all[p].date, s.all[c].date), likelyPrecedes(s.all[p].date, s.all[c].date))
	if order < 0 || slices.ContainsFunc(s.profiles[c].seen, func(x int) bool { return x != of }) || s.samePage(p, c) {
		return 0
	}
	if o, side := s.between(c, p); o != nil && o.side[side].plain >= fewPlain {
		return 0 // what the words that both have are worth is learnt
	}
	switch {
	case order > 0 && !s.profiles[c].agency && k.retold >= clearlyRetold && k.share() >= clearShare:
	case k.retold > 0 && k.share() >= saidShare && s.saysByKind(c, p):
	default:
		return 0
	}
	return k.shared
}

// saysByKind reports whether an article gives something to what another's outlet is by its
// name: "police said", of one by the Moorshire Police.
func (s *scene) saysByKind(c, p int) bool {
	of := s.naming.of[p]
	return of >= 0 && of != s.naming.of[c] && !s.naming.sources[of].agency &&
		slices.ContainsFunc(s.naming.sources[of].words, func(w uint64) bool { return s.all[c].saying[w] })
}

// retold counts the words that an article has from one which it says it retells; 0
// when it does not say so at its beginning, or is dated before it.
func (s *scene) retold(c, p int) int {
	o, side := s.between(c, p)
	if o == nil || !s.says(c, p) || precedes(s.all[c].date, s.all[p].date) > 0 {
		return 0
	}
	r, at := s.all[c], s.naming.places[c][s.naming.of[p]]
	if at.Part == hearsay.InText {
		if w := r.wordAt(at.Span.Start); w < len(r.paragraph) && r.paragraph[w] > 1 {
			return 0
		}
	}
	have := o.side[side]
	if have.plain < leastSaid && have.spoken < least {
		return 0
	}
	return have.plain + have.spoken
}
