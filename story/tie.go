// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package story

import (
	"cmp"
	"math"
	"slices"
	"time"

	"hearsay"
)

// The bounds of ties. They were set on planted stories (doc/eval.md).
const (
	days = 24 * time.Hour

	// How much of their names two texts of one event have in common that share
	// passages, of two outlets and of one.
	formLike  = .2
	houseLike = .45

	copyShare   = .5  // of the longer text: they are one text
	copyWords   = 40  // least words of that, but for short articles
	copyWhole   = .8  // of the longer of two short texts
	pageShare   = .2  // of the shorter of two versions
	passWords   = 25  // a passage of a story: half of the shorter text, or with names
	passNames   = .5  // of this weight
	briefWords  = 12  // a sentence, with names
	briefNames  = .75 // of this weight
	textWithin  = 10 * days
	linkWithin  = 10 * days
	nameWithin  = 3 * days
	seriesAfter = 36 * time.Hour // two texts of one outlet are then two
	leastNames  = 2              // by names alone, all of these
	houseNames  = 3              // of two texts of one outlet
	leastWeight = 1.3
	leastLike   = .3 // of the weight of both
	tellingName = .3 // weight of a name that counts
)

// meeting is what two articles have in common.
type meeting struct {
	with   hearsay.Neighbour
	spans  []hearsay.WordSpan // of the article that is placed
	names  int                // telling ones
	weight float64            // of all names
	which  nameSet            // of the article that is placed
	links  int
}

// nameSet is some of the names of an article, by index.
type nameSet uint32

// weigh is the sum of the weights of names.
func (s nameSet) weigh(weights []float64) (sum float64) {
	for i, w := range weights {
		if s&(1<<i) != 0 {
			sum += w
		}
	}
	return sum
}

// compare finds out which names both articles have.
func (m *meeting) compare(a *hearsay.Account, weights []float64) {
	m.which, m.names = 0, 0
	for i := range a.Names {
		if slices.Contains(m.with.Names, a.Names[i].Key) {
			m.which |= 1 << i
			if weights[i] >= tellingName {
				m.names++
			}
		}
	}
	m.weight = m.which.weigh(weights)
}

// words counts the words of the article that is placed which the other has, too.
func (m *meeting) words() (n int) {
	slices.SortFunc(m.spans, hearsay.WordSpan.Compare)
	end := 0
	for _, s := range m.spans {
		n += max(0, s.To-max(s.From, end))
		end = max(end, s.To)
	}
	return n
}

// tie says what ties an article to another, and how strongly: 0 for not at all,
// else more for surer rules.
func (m *meeting) tie(a *hearsay.Account, weight float64) (t hearsay.StoryTie, strength float64) {
	c := &m.with
	t = hearsay.StoryTie{With: c.Article, Words: m.words(), Names: m.names}
	gap := gapOf(a, c)
	longer, shorter := float64(max(a.Words, c.Words, 1)), float64(max(1, min(a.Words, c.Words)))
	share := float64(t.Words) / longer
	like := m.like(a, weight)
	closeness := 1 / (1 + gap.Hours()/48)
	switch {
	case a.Page != "" && a.Page == c.Page && float64(t.Words) >= pageShare*shorter:
		t.Rule = hearsay.SamePage
		return t, 4
	case isCopy(t.Words, share) && !inSeries(a, c, gap) && !m.isForm(a, like):
		t.Rule = hearsay.SameText
		return t, 3 + min(1, share)
	case m.isPassage(t.Words, shorter, gap) && !m.isForm(a, like):
		t.Rule = hearsay.SharedPassage
		return t, 2 + closeness*min(1, float64(t.Words)/shorter+like)
	case gap <= linkWithin && m.links > 0 && m.names >= 1:
		t.Rule = hearsay.LinkedPage
		return t, 2 + closeness*like
	case gap <= nameWithin && m.names >= leastOf(a, c) && m.weight >= leastWeight && like >= leastLike && !(a.Undated && c.Undated):
		t.Rule = hearsay.SharedNames
		return t, 1 + closeness*like
	}
	return t, 0
}

// gapOf is the time between two articles; 0 when one has no date: it may be of the same
// day.
func gapOf(a *hearsay.Account, c *hearsay.Neighbour) time.Duration {
	if a.Undated || c.Undated {
		return 0
	}
	return a.Date.Sub(c.Date).Abs()
}

// leastOf is how many names two articles of one event have in common at least, when
// they have nothing else.
func leastOf(a *hearsay.Account, c *hearsay.Neighbour) int {
	if a.Outlet == c.Outlet {
		return houseNames
	}
	return leastNames
}

// isCopy reports whether two texts are mostly one.
func isCopy(words int, share float64) bool {
	return words >= copyWords && share >= copyShare || words >= briefWords && share >= copyWhole
}

// isForm reports two texts that are filled into one form, as tables of earnings are:
// the names in them are others. What one outlet prints twice is a form more often, and
// is one when days later half of the text is the same and no name is of these days.
func (m *meeting) isForm(a *hearsay.Account, like float64) bool {
	if len(a.Names) < 2 || len(m.with.Names) < 2 {
		return false
	}
	if a.Outlet != m.with.Outlet {
		return like < formLike
	}
	weekly := gapOf(a, &m.with) > seriesAfter && 2*m.words() >= min(a.Words, m.with.Words)
	return m.names < houseNames && (weekly || like < houseLike)
}

// isPassage reports whether what two texts share is of one event, and no formula.
func (m *meeting) isPassage(words int, shorter float64, gap time.Duration) bool {
	switch {
	case gap > textWithin:
		return false
	case words >= passWords:
		return m.weight >= passNames || 2*float64(words) >= shorter
	}
	return words >= briefWords && m.weight >= briefNames && gap <= nameWithin
}

// inSeries reports two texts of one outlet on different days: it prints something
// like it every week.
func inSeries(a *hearsay.Account, c *hearsay.Neighbour, gap time.Duration) bool {
	return a.Outlet == c.Outlet && gap > seriesAfter
}

// like is how much of the names is in common, 0 to 1, by weight. Of the other
// article's names only the number is known.
func (m *meeting) like(a *hearsay.Account, weight float64) float64 {
	if weight == 0 || len(m.with.Names) == 0 {
		return 0
	}
	return min(1, m.weight/weight*math.Sqrt(float64(len(a.Names))/float64(len(m.with.Names))))
}

// ofText reports a tie that one article is enough for.
func ofText(r hearsay.StoryRule) bool { return r == hearsay.SameText || r == hearsay.SamePage }

// candidate is a story that an article may be put in.
type candidate struct {
	story    int64
	ties     []hearsay.StoryTie
	strength []float64
	nearest  []nearest
	which    nameSet // that the articles which are tied have
}

type nearest struct {
	gap  time.Duration
	n    int64
	tied bool
}

// best is the strongest tie.
func (c *candidate) best() (t hearsay.StoryTie, strength float64) {
	for i, s := range c.strength {
		if s > strength {
			t, strength = c.ties[i], s
		}
	}
	return t, strength
}

// agreed reports whether half of the three nearest articles of the story that have
// anything in common are tied, or one by its text.
func (c *candidate) agreed() bool {
	if t, s := c.best(); s == 0 || ofText(t.Rule) {
		return s > 0
	}
	slices.SortFunc(c.nearest, func(a, b nearest) int { return cmp.Or(cmp.Compare(a.gap, b.gap), cmp.Compare(a.n, b.n)) })
	near, tied := c.nearest[:min(3, len(c.nearest))], 0
	for _, n := range near {
		if n.tied {
			tied++
		}
	}
	return 2*tied >= len(near) || len(c.ties) >= 3
}
