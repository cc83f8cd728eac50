// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"fmt"
	"strings"

	"hearsay"
)

// storyDo begins what a line of decisions on stories says is to be done.
const storyDo = "story-"

// readStory takes a decision on stories, and reports whether it is one.
func (r *Rulings) readStory(d *decision) bool {
	verb, ours := strings.CutPrefix(d.Do, storyDo)
	ruling := hearsay.StoryRuling{N: d.N, At: d.At, Verb: hearsay.StoryVerb(verb), Articles: d.Articles, Others: d.Others, By: d.By}
	if !ours || sound(&ruling) != nil {
		return false
	}
	r.Stories = append(r.Stories, ruling)
	return true
}

// sound is an error for a ruling that says nothing.
func sound(r *hearsay.StoryRuling) error {
	two := false
	switch r.Verb {
	case hearsay.MergeStories, hearsay.SplitStory:
		two = true
	case hearsay.ConfirmStory, hearsay.RejectStory:
	default:
		return fmt.Errorf("%w: %q is no decision on stories", hearsay.ErrInvalid, r.Verb)
	}
	if len(r.Articles) == 0 || two && len(r.Others) == 0 || len(r.Articles)+len(r.Others) > maxRefs {
		return fmt.Errorf("%w: a decision names one to %d articles, on both sides", hearsay.ErrInvalid, maxRefs)
	}
	for _, id := range append(append([]hearsay.ArticleID(nil), r.Articles...), r.Others...) {
		if id.IsZero() {
			return fmt.Errorf("%w: a decision names articles by their IDs", hearsay.ErrInvalid)
		}
	}
	return nil
}

// FindStory returns the ruling on stories of a number, or nil.
func (r *Rulings) FindStory(n int) *hearsay.StoryRuling {
	for i := range r.Stories {
		if r.Stories[i].N == n {
			return &r.Stories[i]
		}
	}
	return nil
}

// LastStory returns the latest ruling on stories that stands, or nil.
func (r *Rulings) LastStory() *hearsay.StoryRuling {
	for i := len(r.Stories) - 1; i >= 0; i-- {
		if !r.Stories[i].Undone {
			return &r.Stories[i]
		}
	}
	return nil
}

// DecideStory adds a ruling to what people decided. It is on disk when DecideStory
// returns nil, and numbered. Error: ErrInvalid for one that says nothing, or of too
// many articles.
func (w *Writer) DecideStory(r *hearsay.StoryRuling) error {
	if err := sound(r); err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	d := decision{At: r.At.UTC(), Do: storyDo + string(r.Verb), Articles: r.Articles, Others: r.Others}
	err := w.appendDecision(&d)
	r.N, r.By = d.N, d.By
	return err
}

// storiesDecided is the value of table library that says which rulings stories take
// account of.
const storiesDecided = "stories decided"

// DecidedStories is Decided for rulings on stories.
func (w *Writer) DecidedStories(ctx context.Context, r *Rulings) (fresh []hearsay.StoryRuling, sound bool, err error) {
	before, err := w.rulingsBefore(ctx, r, storiesDecided)
	if err != nil || before == nil {
		return nil, false, err
	}
	for _, now := range r.Stories {
		if was := before.FindStory(now.N); was == nil || was.Undone != now.Undone {
			fresh = append(fresh, now)
		}
	}
	return fresh, true, nil
}

// Decided notes that stories take account of rulings.
func (t *Teller) Decided(r *Rulings) { t.set(storiesDecided, r.mark()) }
