// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"errors"

	"hearsay"
	"hearsay/store"
)

// Noted is a note with its article, and where it holds in that.
type Noted struct {
	Note    hearsay.Note
	At      hearsay.Anchored
	Article *hearsay.Article
}

// EachNote calls f with the notes of the library, article by article, in the order in which
// they were made. Lost counts notes on articles that the library has no more, as one can have that
// was put together from several backups.
func (e *Engine) EachNote(ctx context.Context, f func(*Noted) error) (lost int, err error) {
	err = store.WithNotes(ctx, e.lib.Dir(), func(notes *store.Notes) error {
		articles, err := notes.Articles(ctx)
		for i := 0; err == nil && i < len(articles); i++ {
			var gone int
			gone, err = e.notesOf(ctx, notes, articles[i], f)
			lost += gone
		}
		return err
	})
	return lost, err
}

// notesOf calls f with the notes on one article.
func (e *Engine) notesOf(ctx context.Context, notes *store.Notes, id hearsay.ArticleID, f func(*Noted) error) (lost int, err error) {
	list, err := notes.Of(ctx, id)
	if err != nil {
		return 0, err
	}
	a, err := e.lib.Facts(ctx, id)
	if errors.Is(err, hearsay.ErrNotFound) {
		return len(list), nil
	}
	if err != nil {
		return 0, err
	}
	finder := hearsay.NewFinder(a.Text)
	for _, n := range list {
		if err := f(&Noted{n, finder.Find(&n.At), a}); err != nil {
			return 0, err
		}
	}
	return 0, nil
}
