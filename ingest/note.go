// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"hearsay"
	"hearsay/store"
	"hearsay/wire"
)

// NotesImported is what became of annotations that were imported as notes.
type NotesImported struct {
	Added, Changed, Same int
	// Moved counts those that were found by their words at another place than their position
	// says, or that had no position of this text; Orphans those that were found nowhere.
	Moved, Orphans int
	Skipped        []NoteSkipped
}

// NoteSkipped is an annotation that is no note here.
type NoteSkipped struct {
	Row    int // in its file, from 1
	Name   string
	Reason string
}

// ImportNotes keeps annotations as notes on the articles of a library that they name, by ID
// or address. Of an address with several versions it is the first on which the words
// are where they were, else the first that has them, else the latest, on which the note is an
// orphan. An annotation that was imported before changes its note, unless that was changed here
// later.
func ImportNotes(ctx context.Context, lib *store.Store, notes *store.Notes, list []wire.AnnotationRead) (*NotesImported, error) {
	im := &noteImport{lib: lib, notes: notes, texts: map[hearsay.ArticleID]*hearsay.Finder{}}
	for i := range list {
		a := &list[i]
		reason := a.Problem
		if reason == "" {
			var err error
			if reason, err = im.one(ctx, a); err != nil {
				return &im.done, err
			}
		}
		if reason != "" {
			im.done.Skipped = append(im.done.Skipped, NoteSkipped{a.Row, a.Name, reason})
		}
	}
	return &im.done, nil
}

// noteImport imports notes.
type noteImport struct {
	lib   *store.Store
	notes *store.Notes
	texts map[hearsay.ArticleID]*hearsay.Finder
	done  NotesImported
}

// mostFinders is how many texts are held at once.
const mostFinders = 64

// one imports an annotation, or says why not.
func (im *noteImport) one(ctx context.Context, a *wire.AnnotationRead) (reason string, err error) {
	n := a.Note
	at, err := im.place(ctx, a, &n)
	if err != nil || n.Article.IsZero() {
		return "no article of this library is " + cmp.Or(a.Source, a.Article.String()), err
	}
	had, err := im.notes.Note(ctx, n.ID)
	switch {
	case err == nil && !n.Changed.IsZero() && had.Changed.After(n.Changed):
		return "the note was changed here later", nil
	case err == nil:
		n.From = had.From
	case !errors.Is(err, hearsay.ErrNotFound):
		return "", err
	}
	put, err := im.notes.Put(ctx, &n)
	if errors.Is(err, hearsay.ErrConflict) {
		return fmt.Sprintf("its article has %d notes, and no more are kept of one", store.MaxNotes), nil
	}
	if err != nil {
		return "", err
	}
	im.count(put, at)
	return "", nil
}

func (im *noteImport) count(put store.NotePut, at hearsay.Anchored) {
	switch put {
	case store.NoteAdded:
		im.done.Added++
	case store.NoteChanged:
		im.done.Changed++
	case store.NoteSame:
		im.done.Same++
	}
	switch {
	case at.Orphan():
		im.done.Orphans++
	case at.Fit == hearsay.FitMoved:
		im.done.Moved++
	}
}

// place gives a note its article, and an anchor in that: one whose text is not known is tied
// to the text that it was found in. The article is zero when there is none.
func (im *noteImport) place(ctx context.Context, a *wire.AnnotationRead, n *hearsay.Note) (best hearsay.Anchored, err error) {
	found, err := im.candidates(ctx, a)
	if err != nil {
		return best, err
	}
	best.Fit = hearsay.FitNowhere
	for _, b := range found { // oldest capture first
		finder, err := im.finder(ctx, b.ID)
		if err != nil {
			return best, err
		}
		if at := finder.Find(&n.At); n.Article.IsZero() || at.Fit < best.Fit || at.Orphan() && best.Orphan() {
			best, n.Article = at, b.ID
		}
	}
	if n.At.Text != (hearsay.Digest{}) || n.Article.IsZero() {
		return best, nil
	}
	if best.Orphan() {
		n.At.Start, n.At.End = 0, 0 // of nobody knows which text
		return best, nil
	}
	text, err := im.lib.Text(ctx, n.Article)
	if err == nil {
		n.At = hearsay.NewAnchor(text, best.Span)
	}
	return best, err
}

// candidates are the articles that an annotation may mean.
func (im *noteImport) candidates(ctx context.Context, a *wire.AnnotationRead) ([]hearsay.Brief, error) {
	if !a.Article.IsZero() {
		if found, err := im.lib.Briefs(ctx, []hearsay.ArticleID{a.Article}); err != nil || len(found) > 0 {
			return found, err
		}
	}
	return im.lib.ByURL(ctx, a.Source)
}

// finder finds anchors in the text of an article.
func (im *noteImport) finder(ctx context.Context, id hearsay.ArticleID) (*hearsay.Finder, error) {
	if f := im.texts[id]; f != nil {
		return f, nil
	}
	text, err := im.lib.Text(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(im.texts) >= mostFinders {
		clear(im.texts)
	}
	im.texts[id] = hearsay.NewFinder(text)
	return im.texts[id], nil
}
