// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"

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

// EachStory calls f for every story, or for the one that only names, in the order of
// their IDs, as of one moment. It stops at the first error of f. One story is in
// memory at a time, with all of its texts. Untold is how many articles are in no
// story yet. Error: ErrNotFound when there is no such story.
func (e *Engine) EachStory(ctx context.Context, only hearsay.StoryID, f func(*Told) error) (untold int, err error) {
	if !only.IsZero() {
		found, err := e.lib.Story(ctx, only)
		if err != nil {
			return 0, err
		}
		only = found.ID
	}
	err = e.lib.At(ctx, func(m *store.Moment) error {
		if untold, err = m.Untold(ctx); err != nil {
			return err
		}
		return m.Stories(ctx, only, func(s hearsay.Story) error {
			t := &Told{Story: s, texts: map[hearsay.ArticleID]*hearsay.Article{}}
			var texts []lineage.Text
			err := m.StoryReadings(ctx, s.ID, func(r store.Reading) error {
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
	})
	return untold, err
}

// StoryRulings returns what people decided of stories, in order.
func (e *Engine) StoryRulings() ([]hearsay.StoryRuling, error) {
	r, err := e.lib.Rulings()
	if err != nil {
		return nil, err
	}
	return r.Stories, nil
}
