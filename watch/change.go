// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/store"
)

// The bounds of what a person may say of a source.
const (
	mostName  = 500 // bytes
	mostTags  = 50
	leastWait = time.Minute
)

// check is an error for words and times that are out of bounds; it tidies the tags. Error:
// ErrInvalid.
func (w *Wish) check() error {
	wrong := func(why string) error { return fmt.Errorf("source: %w: %s", hearsay.ErrInvalid, why) }
	w.Title, w.Collection, w.Keep = strings.TrimSpace(w.Title), strings.TrimSpace(w.Collection), strings.TrimSpace(w.Keep)
	w.Tags = tidy(w.Tags)
	switch _, sound := hearsay.OwnRule(w.Keep, ""); {
	case len(w.Title) > mostName || len(w.Collection) > mostName:
		return wrong("a title or collection has 500 bytes at most")
	case len(w.Tags) > mostTags || slices.ContainsFunc(w.Tags, func(t string) bool { return len(t) > mostName }):
		return wrong("there are 50 tags at most, of 500 bytes each")
	case w.Every < 0 || w.Every > 0 && w.Every < leastWait:
		return wrong("it is looked at every minute at most")
	case w.Keep != "" && !sound:
		return wrong("what is kept is text, passages or facts, and if not at once the days after which: passages 30")
	}
	return nil
}

// tidy takes empty and repeated tags out.
func tidy(tags []string) []string {
	var out []string
	for _, t := range tags {
		if t = strings.TrimSpace(t); t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// Change sets what a person may say of a source: title, collection, tags, how often, and what
// is kept; the address stays. Errors: ErrInvalid, ErrNotFound.
func (r *Roster) Change(ctx context.Context, id int64, w Wish) error {
	if err := w.check(); err != nil {
		return err
	}
	return r.db.Edit(ctx, id, &store.SourceEdit{Title: w.Title, Collection: w.Collection, Tags: w.Tags, Every: w.Every, Keep: w.Keep})
}

// Showings lists what a source showed, as store.Sources does.
func (r *Roster) Showings(ctx context.Context, s *store.Source, troubled bool, after store.Mark, offset, limit int) (store.Listing[store.Showing], error) {
	return r.db.Showings(ctx, s, troubled, after, offset, limit)
}

// Rule is the rule of keeping that holds for what a source showed first, as ingest.RuleOf says.
func (r *Roster) Rule(s *store.Source) (hearsay.Retention, bool, error) {
	rulings, err := r.db.Rulings()
	if err != nil {
		return hearsay.Retention{}, false, err
	}
	rule, ok := ingest.RuleOf(rulings.Rules(), s)
	return rule, ok, nil
}
