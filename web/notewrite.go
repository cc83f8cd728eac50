// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/wire"
)

// errNoNotes says that none are kept here.
var errNoNotes = fmt.Errorf("%w: no notes are kept where this library is served from; write them where it is written to", hearsay.ErrRefused)

// writeNote takes the forms of notes: one that is added, changed or removed.
func (s *site) writeNote(r *http.Request) (response, error) {
	id, err := pathID[hearsay.Article](r, "article")
	if err != nil {
		return response{}, err
	}
	if err := r.ParseForm(); err != nil {
		return response{}, fmt.Errorf("note: %w: the form cannot be read", hearsay.ErrInvalid)
	}
	_, err = s.doNote(r.Context(), id, noteForm(r))
	return response{location: "/articles/" + id.String() + "#h-notes"}, err
}

// noteForm is what a form wishes. Its tags stand one a line.
func noteForm(r *http.Request) wire.NoteWish {
	f := r.PostForm
	body := f.Get("body")
	return wire.NoteWish{
		Do: f.Get("do"), Note: f.Get("note"), Words: f.Get("words"), Before: f.Get("before"), Behind: f.Get("behind"),
		Body: &body, Tags: strings.Split(f.Get("tags"), "\n"),
	}
}

// writeNoteJSON is the same for programs.
func (s *site) writeNoteJSON(r *http.Request) (wire.NoteDone, error) {
	id, err := pathID[hearsay.Article](r, "article")
	if err != nil {
		return wire.NoteDone{}, err
	}
	var wish wire.NoteWish
	if err := readJSON(r, &wish, `{"do": "add", "words": "…", "body": "…"}`); err != nil {
		return wire.NoteDone{}, err
	}
	return s.doNote(r.Context(), id, wish)
}

// doNote adds, changes or removes a note on an article.
func (s *site) doNote(ctx context.Context, article hearsay.ArticleID, wish wire.NoteWish) (wire.NoteDone, error) {
	if s.opt.Notes == nil {
		return wire.NoteDone{}, errNoNotes
	}
	switch wish.Do {
	case "add":
		return s.addNote(ctx, article, wish)
	case "change":
		return s.changeNote(ctx, article, wish)
	case "remove":
		return s.removeNote(ctx, article, wish)
	}
	return wire.NoteDone{}, fmt.Errorf("%w: %.40q is nothing to do with a note; add, change and remove are", hearsay.ErrInvalid, wish.Do)
}

func (s *site) addNote(ctx context.Context, article hearsay.ArticleID, wish wire.NoteWish) (wire.NoteDone, error) {
	if wish.Note != "" {
		return wire.NoteDone{}, fmt.Errorf("%w: a note that is added has no id yet", hearsay.ErrInvalid)
	}
	n := hearsay.Note{Article: article, By: s.visitorIn(ctx).User.Name, Made: s.now().UTC().Truncate(time.Second)}
	n.Changed = n.Made
	says(&n, wish)
	text, err := s.engine.Text(ctx, article)
	if err == nil {
		err = tie(text, &n, wish)
	}
	if err != nil {
		return wire.NoteDone{}, err
	}
	n.ID = hearsay.NewNoteID(&n)
	return s.putNote(ctx, text, &n)
}

// changeNote changes what a note says, as far as it is said, and its words when there are some.
func (s *site) changeNote(ctx context.Context, article hearsay.ArticleID, wish wire.NoteWish) (wire.NoteDone, error) {
	n, err := s.ownNote(ctx, article, wish.Note)
	if err != nil {
		return wire.NoteDone{}, err
	}
	text, err := s.engine.Text(ctx, article)
	if err != nil {
		return wire.NoteDone{}, err
	}
	says(&n, wish)
	if strings.TrimSpace(wish.Words) != "" {
		if err := tie(text, &n, wish); err != nil {
			return wire.NoteDone{}, err
		}
	}
	n.Changed = s.now().UTC().Truncate(time.Second)
	return s.putNote(ctx, text, &n)
}

func (s *site) removeNote(ctx context.Context, article hearsay.ArticleID, wish wire.NoteWish) (wire.NoteDone, error) {
	n, err := s.ownNote(ctx, article, wish.Note)
	if err != nil {
		return wire.NoteDone{}, err
	}
	return wire.NoteDone{ID: n.ID.String(), Did: "removed"}, s.opt.Notes.Remove(ctx, n.ID)
}

// ownNote is a note on an article that whoever asks may change.
func (s *site) ownNote(ctx context.Context, article hearsay.ArticleID, name string) (n hearsay.Note, err error) {
	id, err := hearsay.ParseID[hearsay.Note](name)
	if err != nil {
		return n, err
	}
	n, err = s.opt.Notes.Note(ctx, id)
	if err == nil && n.Article != article {
		err = fmt.Errorf("note %s: %w on this article", id, hearsay.ErrNotFound)
	}
	if err == nil && !s.ownsNote(ctx, &n) {
		err = fmt.Errorf("%w: the note is of somebody else", hearsay.ErrRefused)
	}
	return n, err
}

// putNote keeps a note on an article with a text, and tells what became of it.
func (s *site) putNote(ctx context.Context, text string, n *hearsay.Note) (wire.NoteDone, error) {
	put, err := s.opt.Notes.Put(ctx, n)
	if err != nil {
		return wire.NoteDone{}, err
	}
	did := map[store.NotePut]string{store.NoteAdded: "added", store.NoteChanged: "changed", store.NoteSame: "same"}[put]
	note := wire.NewNote(n, hearsay.NewFinder(text).Find(&n.At), wire.NewRuler(text))
	return wire.NoteDone{ID: n.ID.String(), Did: did, Note: &note}, nil
}

// says has a note say what is wished, as far as something is.
func says(n *hearsay.Note, wish wire.NoteWish) {
	if wish.Body != nil {
		n.Body = *wish.Body
	}
	if wish.Tags != nil {
		n.Tags = wish.Tags
	}
	n.Tidy()
}

// tie ties a note to the words of a text that are wished. What stood around them when they were
// selected tells which are meant, as far as it can. Error: ErrInvalid when they are not to be told.
func tie(text string, n *hearsay.Note, wish wire.NoteWish) error {
	finder := hearsay.NewFinder(text)
	want := hearsay.Anchor{Exact: strings.TrimSpace(wish.Words), Prefix: wish.Before, Suffix: wish.Behind}
	at := finder.Find(&want)
	if at.Orphan() {
		want.Prefix, want.Suffix = "", ""
		at = finder.Find(&want)
	}
	switch at.Fit {
	case hearsay.FitNowhere:
		return fmt.Errorf("%w: the words do not stand in the text; copy them as they stand there, with whole words", hearsay.ErrInvalid)
	case hearsay.FitManyPlaces:
		return fmt.Errorf("%w: the words stand at several places of the text; give some more of them, before or behind", hearsay.ErrInvalid)
	}
	n.At = hearsay.NewAnchor(text, at.Span)
	return nil
}
