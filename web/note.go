// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

// noted are the notes of people on an article and on the other versions of its page, as its page
// shows them.
type noted struct {
	Seen    bool // whoever asks may see notes
	Writes  bool // and write some
	Held    []notedWords
	Orphans []notedWords
	// Elsewhere are those on other versions whose words are not found in this one.
	Elsewhere []notedWords
	Rest      int // on other versions, not looked for
}

// notedWords is a note on words of the text.
type notedWords struct {
	search.Noted
	Number int
	Mine   bool // whoever asks may change it, and on this page
}

// Moved, Orphan and Several are for templates.
func (n notedWords) Moved() bool   { return n.At.Fit == hearsay.FitMoved && !n.Other() }
func (n notedWords) Orphan() bool  { return n.At.Orphan() }
func (n notedWords) Several() bool { return n.At.Fit == hearsay.FitManyPlaces }

// seesNotes reports whether whoever asks may see private notes: somebody who reads the
// library, and nobody whom a link or a library for everybody lets in.
func (s *site) seesNotes(ctx context.Context) bool {
	return s.opt.Notes != nil && s.visitorIn(ctx).Reads() && s.names(ctx)
}

// notesOn finds the notes on an article and the other versions of its page, in the order of their words.
func (s *site) notesOn(ctx context.Context, view *search.View) (out noted, err error) {
	if !s.seesNotes(ctx) {
		return out, nil
	}
	out.Seen, out.Writes = true, s.visitorIn(ctx).Writes() && s.opt.ReadOnly == nil
	list, rest, err := search.NotesOn(ctx, s.opt.Notes, view)
	if err != nil {
		return out, err
	}
	out.Rest = rest
	for _, n := range list {
		w := notedWords{Noted: n, Mine: out.Writes && !n.Other() && s.ownsNote(ctx, &n.Note)}
		switch {
		case !w.Orphan():
			out.Held = append(out.Held, w)
		case w.Other():
			out.Elsewhere = append(out.Elsewhere, w)
		default:
			out.Orphans = append(out.Orphans, w)
		}
	}
	slices.SortStableFunc(out.Held, func(a, b notedWords) int { return cmp.Compare(a.At.Span.Start, b.At.Span.Start) })
	out.number()
	return out, nil
}

// number counts the notes through, in the order in which lists have them.
func (n *noted) number() {
	at := 0
	for _, list := range [][]notedWords{n.Held, n.Orphans, n.Elsewhere} {
		for i := range list {
			at++
			list[i].Number = at
		}
	}
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

// notesJSON are the notes on an article for its twin, and what is missing of them.
func (s *site) notesJSON(ctx context.Context, view *search.View) (out []wire.Note, cut string, err error) {
	found, err := s.notesOn(ctx, view)
	ruler := wire.NewRuler(view.Article.Text)
	for _, n := range slices.Concat(found.Held, found.Orphans, found.Elsewhere) {
		note := wire.NewNote(&n.Note, n.At, ruler)
		if n.Other() {
			note.Version = wire.NewNoteVersion(n.Note.Article, n.Read)
		}
		out = append(out, note)
	}
	if found.Rest > 0 {
		cut = fmt.Sprintf("%d more notes on other versions are not looked for here", found.Rest)
	}
	return out, cut, err
}
