// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"hearsay"
	"hearsay/ingest"
)

// decideStory takes the form of a story's page: what to do, and with which articles.
func (s *site) decideStory(r *http.Request) (response, error) {
	desk, err := s.desk()
	if err != nil {
		return response{}, err
	}
	o, err := s.storyOrder(r)
	if err != nil {
		return response{}, err
	}
	if _, err := desk.DecideStory(r.Context(), o); err != nil {
		return response{}, err
	}
	to := o.Story.String()
	if o.Verb == hearsay.SplitStory {
		to = o.Articles[0].String() // which leads to the story that it is now of
	}
	return response{location: "/stories/" + to + "#h-decided"}, nil
}

// errNumberless says that a form takes back nothing that can be told.
var errNumberless = fmt.Errorf("%w: a decision has a number", hearsay.ErrInvalid)

// parseDecision reads the form of a decision. Error: ErrInvalid.
func parseDecision(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return fmt.Errorf("decide: %w: the form cannot be read", hearsay.ErrInvalid)
	}
	return nil
}

// takenBack is the number of the decision that a form takes back. Error: ErrInvalid.
func takenBack(r *http.Request) (int, error) {
	n, err := strconv.Atoi(r.PostForm.Get("n"))
	if err != nil {
		return n, errNumberless
	}
	return n, nil
}

// storyOrder reads the form. Errors: ErrInvalid, ErrNotFound.
func (s *site) storyOrder(r *http.Request) (o ingest.StoryOrder, err error) {
	if err := parseDecision(r); err != nil {
		return o, err
	}
	o.By = s.visitorOf(r).actor()
	o.Verb = hearsay.StoryVerb(r.PostForm.Get("do"))
	if o.Story, err = pathID[hearsay.Story](r, "story"); err != nil {
		return o, err
	}
	for _, name := range r.PostForm["article"] {
		id, err := articleID(name)
		if err != nil {
			return o, err
		}
		o.Articles = append(o.Articles, id)
	}
	switch o.Verb {
	case hearsay.MergeStories:
		o.Other, err = s.otherStory(r.Context(), r.PostForm.Get("other"))
	case hearsay.SplitStory, hearsay.RejectStory:
		if len(o.Articles) == 0 {
			err = fmt.Errorf("%w: mark the articles that are meant in the table, then %s", hearsay.ErrInvalid, o.Verb)
		}
	case ingest.UndoRuling:
		o.Undo, err = takenBack(r)
	}
	return o, err
}

// otherStory is the story that a person names by its ID, by that of an article in it,
// or by the address of a page of either.
func (s *site) otherStory(ctx context.Context, name string) (hearsay.StoryID, error) {
	id, err := hearsay.ParseID[hearsay.Article](lastOfAddress(name))
	if err != nil || id.IsZero() {
		return hearsay.StoryID{}, fmt.Errorf("%w: give the address or the ID of the other story, or of an article in it", hearsay.ErrInvalid)
	}
	other, err := s.engine.StoryOf(ctx, id)
	return other.ID, err
}
