// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"time"

	"hearsay"
	"hearsay/store"
)

// UndoRuling is the verb of an order that takes a decision back.
const UndoRuling hearsay.StoryVerb = "undo"

// StoryOrder is a decision on stories that a person wants to be made.
type StoryOrder struct {
	Verb     hearsay.StoryVerb
	Story    hearsay.StoryID
	Articles []hearsay.ArticleID // of Story; none for all, where that makes sense
	Other    hearsay.StoryID     // to merge
	Undo     int                 // number of the decision to take back
	By       string              // who decides; "" where one person uses the library
}

// CarryOut makes a decision. Errors: those of the functions for each verb, and
// ErrInvalid for any other verb.
func CarryOut(ctx context.Context, lib *store.Writer, o StoryOrder, at time.Time) (*hearsay.StoryRuling, error) {
	lib.ActFor(o.By)
	switch o.Verb {
	case hearsay.MergeStories:
		return MergeStories(ctx, lib, o.Story, o.Other, at)
	case hearsay.SplitStory:
		return SplitStory(ctx, lib, o.Story, o.Articles, at)
	case hearsay.ConfirmStory:
		return ConfirmStory(ctx, lib, o.Story, o.Articles, at)
	case hearsay.RejectStory:
		return RejectStory(ctx, lib, o.Story, o.Articles, at)
	case UndoRuling:
		if o.Undo > 0 {
			return UndoStory(ctx, lib, o.Undo, at)
		}
	}
	return nil, fmt.Errorf("%w: %.40q is no decision on stories", hearsay.ErrInvalid, o.Verb)
}
