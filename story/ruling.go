// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package story

import (
	"context"
	"slices"

	"hearsay"
)

// Rulings are decisions of people on stories, ready to be asked.
type Rulings struct {
	all []hearsay.StoryRuling // that stand, the latest first
	of  map[hearsay.ArticleID][]int
}

// NewRulings sorts decisions by the articles that they name.
func NewRulings(all []hearsay.StoryRuling) *Rulings {
	r := &Rulings{of: map[hearsay.ArticleID][]int{}}
	for _, x := range all {
		if !x.Undone {
			r.all = append(r.all, x)
		}
	}
	slices.SortFunc(r.all, func(a, b hearsay.StoryRuling) int { return b.N - a.N })
	for i := range r.all {
		for _, id := range slices.Concat(r.all[i].Articles, r.all[i].Others) {
			if in := r.of[id]; len(in) == 0 || in[len(in)-1] != i {
				r.of[id] = append(in, i)
			}
		}
	}
	return r
}

// say calls f for the articles that a ruling says are of one story with another, or
// are not.
func say(r *hearsay.StoryRuling, id hearsay.ArticleID, f func(other hearsay.ArticleID, same bool)) {
	own, their := r.Articles, r.Others
	if !slices.Contains(own, id) {
		own, their = their, own
	}
	inside, across := true, r.Verb == hearsay.MergeStories
	switch {
	case r.Verb == hearsay.RejectStory && slices.Contains(r.Articles, id):
		inside = false
	case r.Verb != hearsay.MergeStories && !slices.Contains(r.Articles, id):
		own = nil // of the rest of a story nothing is decided
	}
	for _, other := range own {
		if other != id {
			f(other, inside)
		}
	}
	for _, other := range their {
		if !slices.Contains(own, other) {
			f(other, across)
		}
	}
}

// binding is what rulings say of an article: the stories that it is to be in, with
// the decision, and those that it is not to be in.
type binding struct {
	same  []int64
	with  hearsay.ArticleID
	n     int // of the latest ruling that says so
	apart map[int64]bool
}

// bound reads what rulings say of an article. The latest that names two counts.
func (p *Placer) bound(ctx context.Context, a *hearsay.Account) (binding, error) {
	b := binding{apart: map[int64]bool{}}
	told := map[hearsay.ArticleID]bool{}
	since := map[int64]int{} // the latest ruling that keeps it out of a story
	for _, i := range p.rulings.of[a.Article] {
		r := &p.rulings.all[i]
		var same, apart []hearsay.ArticleID
		say(r, a.Article, func(other hearsay.ArticleID, together bool) {
			if told[other] {
				return
			}
			told[other] = true
			if together {
				same = append(same, other)
			} else {
				apart = append(apart, other)
			}
		})
		if err := p.settle(ctx, &b, r, apart, func(s int64, _ hearsay.ArticleID) {
			b.apart[s], since[s] = true, max(since[s], r.N)
		}); err != nil {
			return b, err
		}
		if err := p.settle(ctx, &b, r, same, func(s int64, other hearsay.ArticleID) {
			if since[s] > r.N || slices.Contains(b.same, s) {
				return
			}
			if len(b.same) == 0 {
				b.with, b.n = other, r.N
			}
			b.same = append(b.same, s)
		}); err != nil {
			return b, err
		}
	}
	return b, nil
}

// settle calls f for the stories of articles.
func (p *Placer) settle(ctx context.Context, b *binding, r *hearsay.StoryRuling, articles []hearsay.ArticleID, f func(int64, hearsay.ArticleID)) error {
	if len(articles) == 0 {
		return nil
	}
	stories, err := p.lib.Whereabouts(ctx, articles)
	for i, s := range stories {
		if s != 0 {
			f(s, articles[i])
		}
	}
	return err
}

// ruled puts an article where a ruling wants it.
func (p *Placer) ruled(ctx context.Context, b binding) (Placement, error) {
	out := Placement{Stories: b.same[:1], Tie: hearsay.StoryTie{Rule: hearsay.StoryByRuling, With: b.with, Ruling: b.n}}
	for _, s := range b.same[1:] {
		apart, err := p.rulings.part(ctx, p.lib, b.same[0], s, b.n)
		if err != nil {
			return out, err
		}
		if !apart {
			out.Stories = append(out.Stories, s)
		}
	}
	return out, nil
}

// part reports whether a ruling after number since keeps two stories apart.
func (r *Rulings) part(ctx context.Context, lib Library, a, b int64, since int) (bool, error) {
	for i := range r.all {
		x := &r.all[i]
		if x.N <= since || x.Verb != hearsay.SplitStory && x.Verb != hearsay.RejectStory {
			continue
		}
		own, err := lib.Whereabouts(ctx, x.Articles)
		if err != nil {
			return false, err
		}
		others, err := lib.Whereabouts(ctx, x.Others)
		if err != nil {
			return false, err
		}
		if x.Verb == hearsay.RejectStory {
			others = append(others, own...)
		}
		if slices.Contains(own, a) && slices.Contains(others, b) || slices.Contains(own, b) && slices.Contains(others, a) {
			return true, nil
		}
	}
	return false, nil
}

// Apart reports whether a ruling after number since keeps any two of some stories
// apart.
func (r *Rulings) Apart(ctx context.Context, lib Library, stories []int64, since int) (bool, error) {
	for i, a := range stories {
		for _, b := range stories[:i] {
			if apart, err := r.part(ctx, lib, a, b, since); err != nil || apart {
				return apart, err
			}
		}
	}
	return false, nil
}
