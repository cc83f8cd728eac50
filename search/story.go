// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"errors"
	"slices"

	"hearsay"
	"hearsay/lineage"
	"hearsay/store"
)

// MaxMembers is how many articles of a story are set against each other at most, the
// earliest.
const MaxMembers = 5_000

// StoryOrder is how a list of stories is ordered.
type StoryOrder = store.StoryOrder

// The orders.
const (
	LatestStories  = store.LatestStories  // latest article first
	LargestStories = store.LargestStories // most articles first
)

// Stories returns a page of the stories of two articles or more, in an order, and
// how many there are in all.
func (e *Engine) Stories(ctx context.Context, order StoryOrder, offset, limit int) ([]hearsay.Story, int, error) {
	page, total, err := e.lib.Stories(ctx, order, offset, limit)
	if err != nil {
		return nil, 0, err
	}
	for i := range page {
		if err := e.begin(ctx, &page[i]); err != nil {
			return nil, 0, err
		}
	}
	return page, total, nil
}

// begin reads the earliest article of a story.
func (e *Engine) begin(ctx context.Context, s *hearsay.Story) error {
	briefs, err := e.lib.Briefs(ctx, []hearsay.ArticleID{hearsay.ArticleID(s.ID)})
	if len(briefs) > 0 {
		s.Earliest = briefs[0]
	}
	return err
}

// StoryOf returns the story that an article is in. Errors: ErrNotFound for one that is
// not in the library, or not placed yet.
func (e *Engine) StoryOf(ctx context.Context, article hearsay.ArticleID) (hearsay.Story, error) {
	s, err := e.lib.StoryOf(ctx, article)
	if err != nil {
		return s, err
	}
	return s, e.begin(ctx, &s)
}

// MeantStory returns the story that a person means by an ID or by an article's ID or
// address. Errors: ErrNotFound, ErrGone.
func (e *Engine) MeantStory(ctx context.Context, name string) (hearsay.Story, error) {
	id, err := hearsay.ParseID[hearsay.Story](name)
	if err != nil || id.IsZero() {
		article, err := e.Resolve(ctx, name)
		if err != nil {
			return hearsay.Story{}, err
		}
		id = hearsay.StoryID(article)
	}
	return e.StoryOf(ctx, hearsay.ArticleID(id))
}

// Story returns a story with its articles, the earliest 5,000 of them, where each is
// from, and where it begins. The ID may be an older one. Errors: ErrNotFound for an ID
// that was never given, ErrGone when nothing of it is left.
func (e *Engine) Story(ctx context.Context, id hearsay.StoryID) (*hearsay.StoryView, error) {
	return e.EarlyStory(ctx, id, MaxMembers)
}

// EarlyStory is Story with no more than the earliest most of its articles: a thousand take a
// second.
func (e *Engine) EarlyStory(ctx context.Context, id hearsay.StoryID, most int) (*hearsay.StoryView, error) {
	s, err := e.StoryOf(ctx, hearsay.ArticleID(id))
	if err != nil {
		return nil, err
	}
	v := &hearsay.StoryView{Story: s, Texts: map[hearsay.ArticleID]*hearsay.Article{}}
	members, err := e.lib.StoryMembers(ctx, s.ID, 0, min(most, MaxMembers))
	if err != nil {
		return nil, err
	}
	v.More = max(0, s.Articles-len(members))
	var texts []lineage.Text
	for _, m := range members {
		a, quotations, err := e.lib.Article(ctx, m.Article)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue // somebody removes it meanwhile
		}
		if err != nil {
			return nil, err
		}
		texts = append(texts, lineage.Text{Article: a, Quotations: quotations})
		v.Texts[a.ID] = a
		v.Members = append(v.Members, hearsay.StoryMember{Brief: a.Brief(), Tie: m.Tie})
	}
	v.Lineage = lineage.Tell(texts)
	return v, e.ruled(v)
}

// ruled finds what people decided of the articles of a story, and forgets ties with
// articles that are gone.
func (e *Engine) ruled(v *hearsay.StoryView) error {
	rulings, err := e.lib.Rulings()
	if err != nil {
		return err
	}
	for _, r := range rulings.Stories {
		if slices.ContainsFunc(slices.Concat(r.Articles, r.Others), func(id hearsay.ArticleID) bool { return v.Texts[id] != nil }) {
			v.Rulings = append(v.Rulings, r)
		}
	}
	for i := range v.Members {
		if t := &v.Members[i].Tie; v.More == 0 && v.Texts[t.With] == nil {
			t.With = hearsay.ArticleID{}
		}
	}
	return nil
}
