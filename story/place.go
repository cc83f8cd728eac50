// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package story

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"hearsay"
)

// How many articles are looked at for a passage and for a name, those that are
// nearest in time; half of them before the article and half after.
const (
	perPassage = 16
	perName    = 24
	perLink    = 8
	// How long before and after a story its names are looked for, and how many who
	// have them then are counted on each side.
	nameBefore  = 60 * time.Hour
	perElsewhen = 4
	maxMet      = 32 // are looked at closely
	maxSpans    = 24 // passages, the longest
)

// Library is the library that an article is placed in.
type Library interface {
	// Holders returns the articles that have a mark and are nearest to a date, other
	// than article n: up to each before, and up to each after. Of a neighbour, N, Date
	// and Story are known.
	Holders(ctx context.Context, mark uint64, at time.Time, n int64, each int) ([]hearsay.Neighbour, error)
	// Elsewhen counts the articles that have a mark at another time, more than gap
	// before or after a date; no more than each of the two.
	Elsewhen(ctx context.Context, mark uint64, at time.Time, gap time.Duration, each int) (int, error)
	// Witnesses is Holders for a passage; Outlet is known, too.
	Witnesses(ctx context.Context, c hearsay.ClusterID, at time.Time, n int64, each int) ([]hearsay.Neighbour, error)
	// Neighbours fills in all of each.
	Neighbours(ctx context.Context, list []hearsay.Neighbour) error
	// Whereabouts returns the stories that articles are in, 0 for one that was not
	// placed or is not there.
	Whereabouts(ctx context.Context, articles []hearsay.ArticleID) ([]int64, error)
	// Size counts the articles of a story.
	Size(ctx context.Context, story int64) (int, error)
	// Account reads an article again.
	Account(ctx context.Context, n int64) (hearsay.Account, error)
}

// Placement is where an article goes.
type Placement struct {
	// Stories become one, with the article in it; the first one stays. None: the
	// article founds a story.
	Stories []int64
	Tie     hearsay.StoryTie
}

// Placer places articles.
type Placer struct {
	lib     Library
	rulings *Rulings
}

// NewPlacer places articles in lib as rulings say, and else as evidence does.
func NewPlacer(lib Library, rulings []hearsay.StoryRuling) *Placer {
	return &Placer{lib: lib, rulings: NewRulings(rulings)}
}

// Place says where an article goes. What is in the library counts that was placed
// before, and of names also what was not. Time does not depend on the size of the
// library, nor on that of its stories.
func (p *Placer) Place(ctx context.Context, a *hearsay.Account) (Placement, error) {
	bound, err := p.bound(ctx, a)
	if err != nil {
		return Placement{}, err
	}
	if len(bound.same) > 0 {
		return p.ruled(ctx, bound)
	}
	found, weights, err := p.candidates(ctx, a)
	if err != nil {
		return Placement{}, err
	}
	found = slices.DeleteFunc(found, func(c *candidate) bool { return bound.apart[c.story] || !c.agreed() })
	if len(found) == 0 {
		return Placement{Tie: hearsay.StoryTie{Rule: hearsay.Founding}}, nil
	}
	slices.SortFunc(found, stronger)
	out := Placement{Stories: []int64{found[0].story}}
	out.Tie, _ = found[0].best()
	for _, other := range found[1:min(len(found), maxJoins)] {
		together, err := p.together(ctx, found[0], other, weights)
		if err != nil {
			return Placement{}, err
		}
		if together {
			out.Stories = append(out.Stories, other.story)
		}
	}
	return out, nil
}

// maxJoins is how many stories an article may join, less one.
const maxJoins = 4

// stronger orders candidates: those of the same text first, then those of which more
// articles are tied, up to three, then by the strongest tie.
func stronger(a, b *candidate) int {
	ta, sa := a.best()
	tb, sb := b.best()
	text := 0
	if ofText(ta.Rule) != ofText(tb.Rule) {
		text = 1
		if ofText(ta.Rule) {
			text = -1
		}
	}
	return cmp.Or(text, cmp.Compare(min(3, len(b.ties)), min(3, len(a.ties))), cmp.Compare(sb, sa),
		cmp.Compare(len(b.ties), len(a.ties)), slices.Compare(ta.With[:], tb.With[:]))
}

// together reports whether two stories are one, now that an article is tied to
// both: when most of its text is that of both, when it has the same names in common
// with both, or when the articles of one that it is tied to would themselves be put in
// the other. Half of three articles must be tied to it, on both sides: a review of the
// week has one set of names in common with each, and whoever comes after it has it
// alone in common with the one that it is in.
func (p *Placer) together(ctx context.Context, a, b *candidate, weights []float64) (bool, error) {
	if apart, err := p.rulings.part(ctx, p.lib, a.story, b.story, 0); err != nil || apart {
		return false, err
	}
	for _, c := range []*candidate{a, b} {
		size, err := p.lib.Size(ctx, c.story)
		if ta, _ := c.best(); err != nil || !ofText(ta.Rule) && 2*len(c.ties) < min(3, size) {
			return false, err
		}
	}
	ta, _ := a.best()
	tb, _ := b.best()
	both := (a.which & b.which).weigh(weights)
	if ofText(ta.Rule) && ofText(tb.Rule) || both >= leastWeight && 2*both >= min(a.which.weigh(weights), b.which.weigh(weights)) {
		return true, nil
	}
	asked, agree := 0, 0
	for _, n := range b.nearest {
		if !n.tied || asked == 3 {
			continue
		}
		asked++
		account, err := p.lib.Account(ctx, n.n)
		if err != nil {
			return false, err
		}
		found, _, err := p.candidates(ctx, &account)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(found, func(c *candidate) bool { return c.story == a.story && c.agreed() }) {
			agree++
		}
	}
	return asked > 0 && 2*agree > asked, nil
}

// candidates are the stories that have articles which are tied to one, and the weights
// of its names.
func (p *Placer) candidates(ctx context.Context, a *hearsay.Account) ([]*candidate, []float64, error) {
	met, weights, err := p.meetings(ctx, a)
	if err != nil {
		return nil, nil, err
	}
	weight := nameSet(math.MaxUint32).weigh(weights)
	byStory := map[int64]*candidate{}
	var out []*candidate
	for _, m := range met {
		c := byStory[m.with.Story]
		if c == nil {
			c = &candidate{story: m.with.Story}
			byStory[m.with.Story] = c
			out = append(out, c)
		}
		t, strength := m.tie(a, weight)
		c.nearest = append(c.nearest, nearest{gapOf(a, &m.with), m.with.N, strength > 0})
		if strength > 0 {
			c.ties, c.strength = append(c.ties, t), append(c.strength, strength)
			c.which |= m.which
		}
	}
	return slices.DeleteFunc(out, func(c *candidate) bool { return len(c.ties) == 0 }), weights, nil
}

// meetings finds the placed articles that have most in common with one, with the
// weights of its names.
func (p *Placer) meetings(ctx context.Context, a *hearsay.Account) ([]*meeting, []float64, error) {
	g := &gathering{a: a, met: map[int64]*meeting{}}
	if err := g.passages(ctx, p.lib); err != nil {
		return nil, nil, err
	}
	if err := g.links(ctx, p.lib); err != nil {
		return nil, nil, err
	}
	if err := g.names(ctx, p.lib); err != nil {
		return nil, nil, err
	}
	all := make([]*meeting, 0, len(g.met))
	for _, m := range g.met {
		all = append(all, m)
	}
	slices.SortFunc(all, func(x, y *meeting) int {
		return cmp.Or(cmp.Compare(y.promise(), x.promise()), cmp.Compare(a.Date.Sub(x.with.Date).Abs(), a.Date.Sub(y.with.Date).Abs()), cmp.Compare(x.with.N, y.with.N))
	})
	all = all[:min(len(all), maxMet)]
	list := make([]hearsay.Neighbour, len(all))
	for i, m := range all {
		list[i] = m.with
	}
	err := p.lib.Neighbours(ctx, list)
	for i, m := range all {
		m.with = list[i]
		m.compare(a, g.weights)
	}
	return all, g.weights, err
}

// gathering collects what an article has in common with others.
type gathering struct {
	a       *hearsay.Account
	met     map[int64]*meeting
	weights []float64 // of names
}

// promise orders meetings before all is known of them.
func (m *meeting) promise() float64 {
	return float64(m.words())/10 + float64(m.links) + m.weight
}

// meet is the meeting with a neighbour; nil for one that was not placed.
func (g *gathering) meet(n hearsay.Neighbour) *meeting {
	if n.Story == 0 {
		return nil
	}
	m := g.met[n.N]
	if m == nil {
		m = &meeting{with: n}
		g.met[n.N] = m
	}
	return m
}

func (g *gathering) passages(ctx context.Context, lib Library) error {
	longest := slices.Clone(g.a.Passages)
	slices.SortStableFunc(longest, func(x, y hearsay.Witness) int { return y.Words.Len() - x.Words.Len() })
	for _, w := range longest[:min(len(longest), maxSpans)] {
		holders, err := lib.Witnesses(ctx, w.Cluster, g.a.Date, g.a.N, perPassage/2)
		if err != nil {
			return err
		}
		standing := g.standing(holders)
		for _, n := range holders {
			if standing && n.Outlet == g.a.Outlet {
				continue
			}
			if m := g.meet(n); m != nil {
				m.spans = append(m.spans, w.Words)
			}
		}
	}
	return nil
}

// standingDays is on how many other days an outlet prints what it prints always.
const standingDays = 3

// standing reports whether the article's outlet prints a passage on many days.
func (g *gathering) standing(holders []hearsay.Neighbour) bool {
	seen := map[int64]bool{}
	for _, n := range holders {
		if day := n.Date.Unix() / 86400; n.Outlet == g.a.Outlet && day != g.a.Date.Unix()/86400 {
			seen[day] = true
		}
	}
	return len(seen) >= standingDays
}

func (g *gathering) links(ctx context.Context, lib Library) error {
	for _, l := range g.a.Links {
		holders, err := lib.Holders(ctx, l.Key, g.a.Date, g.a.N, perLink/2)
		if err != nil {
			return err
		}
		for _, n := range holders {
			if m := g.meet(n); m != nil {
				m.links++
			}
		}
	}
	return nil
}

func (g *gathering) names(ctx context.Context, lib Library) error {
	for _, name := range g.a.Names {
		holders, err := lib.Holders(ctx, name.Key, g.a.Date, g.a.N, perName/2)
		if err != nil {
			return err
		}
		elsewhen, err := lib.Elsewhen(ctx, name.Key, g.a.Date, nameBefore, perElsewhen)
		if err != nil {
			return err
		}
		w := weigh(holders, elsewhen)
		g.weights = append(g.weights, w)
		for _, n := range holders {
			m := g.meet(n)
			if m == nil {
				continue
			}
			m.weight += w // what is known so far
		}
	}
	return nil
}

// weigh says how much a name tells: 1 when all who have it are of one story and of
// these days, less the more stories they are of, and the more have it at other times.
func weigh(holders []hearsay.Neighbour, elsewhen int) float64 {
	stories := map[int64]bool{}
	for _, n := range holders {
		if n.Story != 0 {
			stories[n.Story] = true
		}
	}
	return 1 / (1 + math.Log2(float64(max(1, len(stories)))) + math.Log2(float64(1+elsewhen)))
}
