// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"hearsay"
	"hearsay/store"
)

// Remove takes articles out of the library: their facts and their full text go,
// the index gives them no longer, their pages are not visited any more when they are watched, notes on them go, and in the capture files spaces are written
// over their pages, so that rebuild does not find them either. Adding the same
// page again brings an article back under the same id. Seeds and hashes of words stay
// in the segment until it is merged: who has a list of words can read the text from
// them.
//
// The facts go first, and name what is to be written over: when Remove is interrupted
// then, the next writer completes it. Error: ErrNotFound, before anything is changed.
func Remove(ctx context.Context, lib *store.Writer, ids []hearsay.ArticleID, now time.Time) error {
	ids = slices.Clone(ids)
	slices.SortFunc(ids, func(a, b hearsay.ArticleID) int { return bytes.Compare(a[:], b[:]) })
	ids = slices.Compact(ids)
	var captures []hearsay.CaptureID
	var pages []string
	for _, id := range ids {
		a, err := lib.Facts(ctx, id)
		if err != nil {
			return err
		}
		captures = append(captures, a.Capture)
		pages = append(pages, a.URL)
	}
	// First of all, or the watcher might bring back what is being removed.
	if err := unwatch(ctx, lib.Dir(), pages, captures); err != nil {
		return err
	}
	if err := forgetNotes(ctx, lib.Dir(), ids); err != nil {
		return err
	}
	removals, err := holders(ctx, lib.Store, ids)
	if err != nil {
		return err
	}
	for i := range removals {
		removals[i].At = now
	}
	if err := lib.Apply(ctx, &store.Batch{Remove: removals}); err != nil {
		return err
	}
	return errors.Join(Hear(ctx, lib, Options{}), Take(ctx, lib, Options{}))
}

// unwatch ends the visits of pages that are watched.
func unwatch(ctx context.Context, dir string, pages []string, captures []hearsay.CaptureID) error {
	has, err := store.HasSources(dir)
	if err != nil || !has {
		return err
	}
	sources, err := store.OpenSources(ctx, dir)
	if err != nil {
		return err
	}
	return errors.Join(sources.Forget(ctx, pages, captures), sources.Close())
}

// forgetNotes removes what people wrote beside words of articles.
func forgetNotes(ctx context.Context, dir string, ids []hearsay.ArticleID) error {
	return store.WithNotes(ctx, dir, func(n *store.Notes) error {
		_, err := n.Forget(ctx, ids)
		return err
	})
}

// holders finds the segments that hold the articles, of which each is given once.
func holders(ctx context.Context, lib *store.Store, ids []hearsay.ArticleID) ([]store.Removal, error) {
	segments, err := lib.Segments(ctx)
	if err != nil {
		return nil, err
	}
	opened, err := openSegments(lib, segments)
	if err != nil {
		return nil, err
	}
	number := map[hearsay.ArticleID]int{}
	out := make([]store.Removal, len(ids))
	for i, id := range ids {
		number[id] = i
		out[i].Article = id
	}
	for k, s := range opened {
		for n := range uint32(s.Len()) {
			if i, ok := number[s.Article(n).ID]; ok {
				out[i].Segments = append(out[i].Segments, segments[k].File)
			}
		}
		s.Close()
	}
	return out, nil
}
