// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/wire"
)

// noted are the notes of people on an article, as its page shows them.
type noted struct {
	Seen    bool // whoever asks may see notes
	Writes  bool // and write some
	Held    []notedWords
	Orphans []notedWords
}

// notedWords is a note on words of the text.
type notedWords struct {
	hearsay.Note
	Number int
	At     hearsay.Anchored
	Mine   bool // whoever asks may change it
}

// Moved, Orphan and Several are for templates.
func (n notedWords) Moved() bool   { return n.At.Fit == hearsay.FitMoved }
func (n notedWords) Orphan() bool  { return n.At.Orphan() }
func (n notedWords) Several() bool { return n.At.Fit == hearsay.FitManyPlaces }

// seesNotes reports whether whoever asks may see private notes: somebody who reads the
// library, and nobody whom a link or a library for everybody lets in.
func (s *site) seesNotes(ctx context.Context) bool {
	return s.opt.Notes != nil && s.visitorIn(ctx).Reads() && s.names(ctx)
}

// notesOn finds the notes on an article, in the order of their words, orphans last.
func (s *site) notesOn(ctx context.Context, a *hearsay.Article) (out noted, err error) {
	if !s.seesNotes(ctx) {
		return out, nil
	}
	out.Seen, out.Writes = true, s.visitorIn(ctx).Writes() && s.opt.ReadOnly == nil
	list, err := s.opt.Notes.Of(ctx, a.ID)
	if err != nil || len(list) == 0 {
		return out, err
	}
	finder := hearsay.NewFinder(a.Text)
	for _, n := range list {
		w := notedWords{Note: n, At: finder.Find(&n.At), Mine: out.Writes && s.ownsNote(ctx, &n)}
		if w.Orphan() {
			out.Orphans = append(out.Orphans, w)
		} else {
			out.Held = append(out.Held, w)
		}
	}
	slices.SortStableFunc(out.Held, func(a, b notedWords) int { return cmp.Compare(a.At.Span.Start, b.At.Span.Start) })
	for i := range out.Held {
		out.Held[i].Number = i + 1
	}
	for i := range out.Orphans {
		out.Orphans[i].Number = len(out.Held) + i + 1
	}
	return out, nil
}

// inks are the marks of notes on the text. White space at the ends of words is not marked,
// so that the number stands behind the last word.
func (n *noted) inks(text string) (out []ink) {
	for _, w := range n.Held {
		words := w.At.Span.In(text)
		start := w.At.Span.Start + len(words) - len(strings.TrimLeft(words, " \n\t"))
		span := hearsay.Span{Start: start, End: start + len(strings.TrimSpace(words))}
		out = append(out, ink{span: span, kind: inkNoted, n: w.Number})
	}
	return out
}

// ownsNote reports whether whoever asks may change a note: who wrote it, and an admin.
func (s *site) ownsNote(ctx context.Context, n *hearsay.Note) bool {
	v := s.visitorIn(ctx)
	return v.Governs() || v.Known && n.By == v.User.Name
}

// notesJSON are the notes on an article for its twin.
func (s *site) notesJSON(ctx context.Context, a *hearsay.Article) (out []wire.Note, err error) {
	found, err := s.notesOn(ctx, a)
	ruler := wire.NewRuler(a.Text)
	for _, n := range slices.Concat(found.Held, found.Orphans) {
		out = append(out, wire.NewNote(&n.Note, n.At, ruler))
	}
	return out, err
}

// errNoNotes says that none are kept here.
var errNoNotes = fmt.Errorf("%w: no notes are kept where this library is served from; write them where it is written to", hearsay.ErrRefused)

// writeNote takes the forms of notes: one that is added, changed or removed.
func (s *site) writeNote(r *http.Request) (response, error) {
	if s.opt.Notes == nil {
		return response{}, errNoNotes
	}
	id, err := pathID[hearsay.Article](r, "article")
	if err != nil {
		return response{}, err
	}
	if err := r.ParseForm(); err != nil {
		return response{}, fmt.Errorf("note: %w: the form cannot be read", hearsay.ErrInvalid)
	}
	switch do := r.PostForm.Get("do"); do {
	case "add":
		err = s.addNote(r, id)
	case "change", "remove":
		err = s.changeNote(r, id, do == "remove")
	default:
		err = fmt.Errorf("%w: %.40q is nothing to do with a note", hearsay.ErrInvalid, do)
	}
	return response{location: "/articles/" + id.String() + "#h-notes"}, err
}

func (s *site) addNote(r *http.Request, article hearsay.ArticleID) error {
	n := hearsay.Note{Article: article, By: s.visitorOf(r).User.Name, Made: s.now().UTC().Truncate(time.Second)}
	n.Changed = n.Made
	noteForm(r, &n)
	if err := s.tie(r, &n); err != nil {
		return err
	}
	n.ID = hearsay.NewNoteID(&n)
	_, err := s.opt.Notes.Put(r.Context(), &n)
	return err
}

// changeNote changes or removes a note of one's own.
func (s *site) changeNote(r *http.Request, article hearsay.ArticleID, remove bool) error {
	id, err := hearsay.ParseID[hearsay.Note](r.PostForm.Get("note"))
	if err != nil {
		return err
	}
	n, err := s.opt.Notes.Note(r.Context(), id)
	if err == nil && n.Article != article {
		err = fmt.Errorf("note %s: %w on this article", id, hearsay.ErrNotFound)
	}
	if err == nil && !s.ownsNote(r.Context(), &n) {
		err = fmt.Errorf("%w: the note is of somebody else", hearsay.ErrRefused)
	}
	if err != nil {
		return err
	}
	if remove {
		return s.opt.Notes.Remove(r.Context(), id)
	}
	noteForm(r, &n)
	if strings.TrimSpace(r.PostForm.Get("words")) != "" {
		if err := s.tie(r, &n); err != nil {
			return err
		}
	}
	n.Changed = s.now().UTC().Truncate(time.Second)
	_, err = s.opt.Notes.Put(r.Context(), &n)
	return err
}

// noteForm takes what a note says from a form; its tags stand one a line.
func noteForm(r *http.Request, n *hearsay.Note) {
	n.Body, n.Tags = r.PostForm.Get("body"), strings.Split(r.PostForm.Get("tags"), "\n")
	n.Tidy()
}

// tie ties a note to the words that a form names. What stood around them when they were
// selected tells which are meant, as far as it can. Error: ErrInvalid when they are not to be told.
func (s *site) tie(r *http.Request, n *hearsay.Note) error {
	text, err := s.engine.Text(r.Context(), n.Article)
	if err != nil {
		return err
	}
	finder := hearsay.NewFinder(text)
	want := hearsay.Anchor{Exact: strings.TrimSpace(r.PostForm.Get("words")), Prefix: r.PostForm.Get("before"), Suffix: r.PostForm.Get("behind")}
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
