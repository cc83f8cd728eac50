// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"maps"
	"slices"

	"hearsay"
	"hearsay/lineage"
	"hearsay/store"
)

// Told is a story with where its articles are from.
type Told struct {
	hearsay.Story
	Lineage *hearsay.Lineage
	texts   map[hearsay.ArticleID]*hearsay.Article
}

// Article is one of the story, or nil. It must not be changed.
func (t *Told) Article(id hearsay.ArticleID) *hearsay.Article { return t.texts[id] }

// Members are the articles of the story, in no order. They must not be changed.
func (t *Told) Members() []*hearsay.Article { return slices.Collect(maps.Values(t.texts)) }

// StoryFilter says which stories are wanted.
type StoryFilter = store.StoryFilter

// EachStory calls f for every story that passes the filter, in the order of their
// IDs, as of one moment. It stops at the first error of f. One story is in memory at
// a time, with all of its texts. Only may be an older ID. Untold is how many articles
// are in no story yet. Errors, with Only: those of Story.
func (e *Engine) EachStory(ctx context.Context, filter StoryFilter, f func(*Told) error) (untold int, err error) {
	if !filter.Only.IsZero() {
		found, err := e.lib.Story(ctx, filter.Only)
		if err != nil {
			return 0, err
		}
		filter.Only = found.ID
	}
	err = e.At(ctx, func(m *Moment) (err error) {
		untold, err = m.Stories(ctx, filter, f)
		return err
	})
	return untold, err
}

// Stories calls f for every story that passes the filter, whose Only is an ID of now, in
// the order of their IDs. It stops at the first error of f. One story is in memory at a
// time, with all of its texts. Untold is how many articles are in no story yet.
func (m *Moment) Stories(ctx context.Context, filter StoryFilter, f func(*Told) error) (untold int, err error) {
	if untold, err = m.lib.Untold(ctx); err != nil {
		return 0, err
	}
	return untold, m.lib.Stories(ctx, filter, func(s hearsay.Story) error {
		t := &Told{Story: s, texts: map[hearsay.ArticleID]*hearsay.Article{}}
		var texts []lineage.Text
		err := m.lib.StoryReadings(ctx, s.ID, func(r store.Reading) error {
			t.texts[r.Article.ID] = r.Article
			texts = append(texts, lineage.Text{Article: r.Article, Quotations: r.Quotations})
			return nil
		})
		if err != nil {
			return err
		}
		t.Lineage = lineage.Tell(texts)
		return f(t)
	})
}

// StoryRulings returns what people decided of stories, in order.
func (e *Engine) StoryRulings() ([]hearsay.StoryRuling, error) {
	r, err := e.lib.Rulings()
	if err != nil {
		return nil, err
	}
	return r.Stories, nil
}
