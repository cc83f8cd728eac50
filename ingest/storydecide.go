// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"hearsay"
	"hearsay/store"
)

// MergeStories decides that two stories are one, for ever. Errors: those of
// store.Story, and ErrInvalid when they are one already.
func MergeStories(ctx context.Context, lib *store.Writer, a, b hearsay.StoryID, at time.Time) (*hearsay.StoryRuling, error) {
	first, err := storyToDecide(ctx, lib, a)
	if err != nil {
		return nil, err
	}
	second, err := storyToDecide(ctx, lib, b)
	if err != nil {
		return nil, err
	}
	if slices.Contains(second, first[0]) {
		return nil, fmt.Errorf("merge %s and %s: %w: they are one story already", a, b, hearsay.ErrInvalid)
	}
	return decideStory(ctx, lib, &hearsay.StoryRuling{
		At: at, Verb: hearsay.MergeStories, Articles: first[:min(len(first), maxSide)], Others: second[:min(len(second), maxSide)],
	})
}

// ConfirmStory decides that some articles of a story belong together, all of them
// when none are named, for ever. Errors: those of store.Story, and ErrInvalid for an
// article of another story.
func ConfirmStory(ctx context.Context, lib *store.Writer, id hearsay.StoryID, articles []hearsay.ArticleID, at time.Time) (*hearsay.StoryRuling, error) {
	in, _, err := partOfStory(ctx, lib, id, articles)
	if err != nil {
		return nil, err
	}
	return decideStory(ctx, lib, &hearsay.StoryRuling{At: at, Verb: hearsay.ConfirmStory, Articles: in})
}

// RejectStory decides that some articles of a story, all when none are named, are of
// one story neither with each other nor with the rest of it. Errors: those of
// ConfirmStory.
func RejectStory(ctx context.Context, lib *store.Writer, id hearsay.StoryID, articles []hearsay.ArticleID, at time.Time) (*hearsay.StoryRuling, error) {
	in, rest, err := partOfStory(ctx, lib, id, articles)
	if err == nil && len(in)+len(rest) < 2 {
		err = fmt.Errorf("reject %s: %w: there is one article in the story", id, hearsay.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	return decideStory(ctx, lib, &hearsay.StoryRuling{At: at, Verb: hearsay.RejectStory, Articles: in, Others: rest})
}

// SplitStory decides that some articles of a story are a story by themselves, for
// ever. Errors: those of ConfirmStory, and ErrInvalid when nothing or all is split
// off.
func SplitStory(ctx context.Context, lib *store.Writer, id hearsay.StoryID, articles []hearsay.ArticleID, at time.Time) (*hearsay.StoryRuling, error) {
	in, rest, err := partOfStory(ctx, lib, id, articles)
	if err == nil && (len(articles) == 0 || len(rest) == 0) {
		err = fmt.Errorf("split %s: %w: name some of its articles, and not all", id, hearsay.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	return decideStory(ctx, lib, &hearsay.StoryRuling{At: at, Verb: hearsay.SplitStory, Articles: in, Others: rest})
}

// maxStory is how many articles of a story a decision looks at.
const maxStory = 100_000

// storyToDecide are the articles of a story, once all is placed.
func storyToDecide(ctx context.Context, lib *store.Writer, id hearsay.StoryID) ([]hearsay.ArticleID, error) {
	if err := Tell(ctx, lib, Options{}); err != nil {
		return nil, err
	}
	return lib.StoryArticles(ctx, id, maxStory)
}

// partOfStory parts a story into some articles, all when none are named, and the
// rest; of each the earliest that a decision has room for.
func partOfStory(ctx context.Context, lib *store.Writer, id hearsay.StoryID, articles []hearsay.ArticleID) (in, rest []hearsay.ArticleID, err error) {
	all, err := storyToDecide(ctx, lib, id)
	if err != nil {
		return nil, nil, err
	}
	for _, a := range articles {
		if !slices.Contains(all, a) {
			return nil, nil, fmt.Errorf("article %s: %w: it is not in story %s", a, hearsay.ErrInvalid, id)
		}
	}
	if len(articles) > maxSide {
		return nil, nil, fmt.Errorf("%d articles: %w: a decision names %d at most", len(articles), hearsay.ErrTooLarge, maxSide)
	}
	for _, a := range all {
		if len(articles) == 0 || slices.Contains(articles, a) {
			in = append(in, a)
		} else {
			rest = append(rest, a)
		}
	}
	return in[:min(len(in), maxSide)], rest[:min(len(rest), maxSide)], nil
}

// decideStory writes a decision down, and carries it out.
func decideStory(ctx context.Context, lib *store.Writer, r *hearsay.StoryRuling) (*hearsay.StoryRuling, error) {
	if err := lib.DecideStory(r); err != nil {
		return nil, err
	}
	return r, Tell(ctx, lib, Options{})
}

// UndoStory takes back a decision on stories; the latest that stands for n 0. Error:
// ErrNotFound.
func UndoStory(ctx context.Context, lib *store.Writer, n int, at time.Time) (*hearsay.StoryRuling, error) {
	rulings, err := lib.Rulings()
	if err != nil {
		return nil, err
	}
	r := rulings.LastStory()
	if n > 0 {
		r = rulings.FindStory(n)
	}
	if r == nil {
		return nil, fmt.Errorf("undo: decision on stories %w", hearsay.ErrNotFound)
	}
	if err := lib.Undo(r.N, at); err != nil {
		return nil, err
	}
	return r, Tell(ctx, lib, Options{})
}
