// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode"

	"hearsay"
	"hearsay/store"
)

// Noted is a note with an article, and where it holds in that: its own article, or another
// version of the page.
type Noted struct {
	Note    hearsay.Note
	At      hearsay.Anchored
	Article *hearsay.Article
	Read    time.Time // of a note on another version: when that was captured
}

// Other reports whether the note was written on another version of the page.
func (n *Noted) Other() bool { return n.Note.Article != n.Article.ID }

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

// MostOtherNotes is how many notes on other versions of a page are looked for in one.
const MostOtherNotes = 500

// NotesOn tells where the notes on an article hold in its text, and those on the other versions
// of its page: first its own, then those of the others in the order of versions, each in the order in
// which they were made. Of other versions it gives MostOtherNotes at most, and counts the rest.
func NotesOn(ctx context.Context, notes *store.Notes, v *View) (list []Noted, rest int, err error) {
	own, err := notes.Of(ctx, v.Article.ID)
	if err != nil {
		return nil, 0, err
	}
	finder := hearsay.NewFinder(v.Article.Text)
	for _, n := range own {
		list = append(list, Noted{Note: n, At: finder.Find(&n.At), Article: v.Article})
	}
	for _, r := range v.Versions {
		if r.ID == v.Article.ID {
			continue
		}
		others, err := notes.Of(ctx, r.ID)
		if err != nil {
			return nil, 0, err
		}
		for _, n := range others {
			if len(list)-len(own) == MostOtherNotes {
				rest++
				continue
			}
			list = append(list, Noted{n, onOther(finder, &n.At), v.Article, r.Seen})
		}
	}
	return list, rest, nil
}

// NotesOf are the notes on an article and on the other versions of its page, as [NotesOn] tells
// them. Error: ErrNotFound.
func (e *Engine) NotesOf(ctx context.Context, id hearsay.ArticleID) (list []Noted, rest int, err error) {
	a, err := e.lib.Facts(ctx, id)
	if err != nil {
		return nil, 0, err
	}
	v := &View{Article: a}
	briefs, err := e.versions(ctx, a)
	if err != nil {
		return nil, 0, err
	}
	for _, b := range briefs {
		v.Versions = append(v.Versions, hearsay.Revision{Brief: b})
	}
	err = store.WithNotes(ctx, e.lib.Dir(), func(notes *store.Notes) error {
		list, rest, err = NotesOn(ctx, notes, v)
		return err
	})
	return list, rest, err
}

// onOther finds an anchor of another version. One of which no word is kept is nowhere: the signs
// in place of words are alike in all versions.
func onOther(f *hearsay.Finder, a *hearsay.Anchor) hearsay.Anchored {
	if !strings.ContainsFunc(a.Exact, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return hearsay.Anchored{Fit: hearsay.FitNowhere}
	}
	return f.Find(a)
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
		if err := f(&Noted{Note: n, At: finder.Find(&n.At), Article: a}); err != nil {
			return 0, err
		}
	}
	return 0, nil
}
